"""Tables on change since the last edition: first laws, scores moved, provisions, texts newly seen, acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.change.changes import LAW_CHANGED, TEXT_NEWLY_SEEN, TEXT_NO_LONGER_SEEN, Changes
from analysis.change.what_happened import (
    AMENDED,
    LOST_SIGHT,
    NEWLY_SEEN,
    NO_LAW,
    NOT_KNOWN,
    PASSED,
    PERHAPS,
    REPEALED,
    SAME,
    UNCODED,
)
from analysis.charts.palette import status_label
from analysis.display.tables import Table
from analysis.display.words import capital, listed
from analysis.prose.tables.cells import NONE, by_name, card_link, or_dash, sentence, signed, table, whole
from analysis.raw.acts import act_name, make_first_laws
from analysis.raw.editions import ended_laws

if TYPE_CHECKING:
    from analysis.change.comparison import Comparison
    from analysis.raw import Dataset

EVENT_WORDS = {
    PASSED: "First law took effect",
    REPEALED: "Repealed its law, or let it end",
    AMENDED: "Amended its law, and at least one coded answer changed",
    UNCODED: "Amended its law; no answer that both texts give changed",
    PERHAPS: "May have amended its law: from when the text or act holds is not known",
    SAME: "No act on record that touched the law",
    NO_LAW: "No law found for either date",
    NEWLY_SEEN: "Earlier law not known",
    LOST_SIGHT: "Present law not known",
    NOT_KNOWN: "Law of neither date known",
}
"""What the law did, in the order in which readers ask."""

PRECISION_WORDS = {"day": "{day}", "year": "{year} (day not known)", "seen": "seen by {year}"}
UNREAD_MARK = "*"


def happened(changes: Changes) -> Table:
    """What the law of each jurisdiction did between the two dates: one line for each thing that happened.

    An asterisk marks a law whose newest text has not been read.
    """
    rows = changes.jurisdictions.sort_values("name", kind="stable")
    marked = rows["name"].where(~rows["unread"], rows["name"] + UNREAD_MARK)
    of = {event: list(marked[rows["event"] == event]) for event in EVENT_WORDS}
    told = {event: names for event, names in of.items() if names}
    return table(
        {
            "What the law did": [EVENT_WORDS[event] for event in told],
            "Jurisdictions": [whole(len(names)) for names in told.values()],
            "Which": [listed(names) for names in told.values()],
        },
        numbers=["Jurisdictions"],
    )


def passed(dataset: Dataset, changes: Changes) -> Table:
    """Jurisdictions whose first law took effect, or whose law ended, between the two dates."""
    rows = changes.jurisdictions
    rows = rows[rows["event"].isin([PASSED, REPEALED])].sort_values("name", kind="stable")
    laws = dataset.laws.set_index("law_id").reindex(rows["law_id_after"])
    since = [
        NONE
        if event == REPEALED or not isinstance(how, str)
        else PRECISION_WORDS[how].format(day=start, year=start[:4])
        for event, start, how in zip(
            rows["event"], laws["effective_from"], laws["effective_precision"], strict=True
        )
    ]
    ended = ended_laws(dataset, changes.after.edition.as_of)
    gone = rows["event"].eq(REPEALED).any()
    return table(
        {
            "Jurisdiction": [card_link(str(code), name) for code, name in rows["name"].items()],
            "Event": rows["event"].map(EVENT_WORDS),
            "First act on record": [_first_act(dataset, str(code)) for code in rows.index],
            "Version in force from": since,
            **({"Ended": [str(ended.get(code, NONE)) for code in rows.index]} if gone else {}),
            "Statutes": laws["statutes"].map(or_dash),
            "Grade": rows["grade_after"].map(or_dash),
            "Score": rows["score_after"].map(whole),
        },
        numbers=["Score"],
    )


def _first_act(dataset: Dataset, code: str) -> str:
    """The act that the history of amendments calls a first law, with its year; a dash where it names none."""
    history = dataset.amendments
    named = history[history["jurisdiction"].eq(code) & make_first_laws(history)].sort_values(
        "year", kind="stable"
    )
    if named.empty:
        return NONE
    act, year = named["act"].iloc[0], named["year"].iloc[0]
    return f"{act} ({year})" if year and year not in act else or_dash(act)


def movers(comparison: Comparison) -> Table:
    """Every score that differs, from the largest rise to the largest fall, with how much of it is a change of law."""
    rows = comparison.scores
    change = rows["score_after"] - rows["score_before"]
    moved = rows.assign(change=change)[change.fillna(0) != 0]
    moved = moved.sort_values(["change", "name"], ascending=[False, True], kind="stable")
    return table(
        {
            "Jurisdiction": [card_link(str(code), name) for code, name in moved["name"].items()],
            "Before": [
                _score(*pair) for pair in zip(moved["score_before"], moved["grade_before"], strict=True)
            ],
            "After": [_score(*pair) for pair in zip(moved["score_after"], moved["grade_after"], strict=True)],
            "Change": moved["change"].map(signed),
            "Law changed": moved["law_changed"].map(signed),
            "Text seen or not": moved["text_seen"].map(signed),
        },
        numbers=["Before", "After", "Change", "Law changed", "Text seen or not"],
    )


def _score(score: object, grade: str) -> str:
    return f"{whole(score)} {grade}"


def provisions(dataset: Dataset, changes: Changes) -> Table:
    """How often the law itself changed each answer, for better or worse, most often first."""
    rows = changes.answers[changes.answers["reason"] == LAW_CHANGED]
    counts = pd.DataFrame(
        {
            "better": rows["gain"].gt(0).groupby(rows["variable"]).sum(),
            "worse": rows["gain"].lt(0).groupby(rows["variable"]).sum(),
            "all": rows.groupby("variable").size(),
            "gain": rows.groupby("variable")["gain"].sum(),
        }
    ).reindex([v for v in dataset.codebook.ids if v in set(rows["variable"])])
    counts = counts.sort_values("all", ascending=False, kind="stable")
    scored = [variable in dataset.rubric.item_by_variable for variable in counts.index]
    return table(
        {
            "Question": [dataset.codebook[str(variable)].question for variable in counts.index],
            "Laws changed": counts["all"].map(whole),
            "Better": counts["better"].map(whole),
            "Worse": counts["worse"].map(whole),
            "Points in all": [
                signed(gain) if counted else NONE
                for gain, counted in zip(counts["gain"], scored, strict=True)
            ],
        },
        numbers=["Laws changed", "Better", "Worse", "Points in all"],
    )


def newly_seen(changes: Changes) -> Table:
    """Where the two editions differ without a change of law: a law or a text was seen in one of them only."""
    counts = pd.crosstab(changes.answers["jurisdiction"], changes.answers["reason"])
    counts = counts.reindex(columns=[TEXT_NEWLY_SEEN, TEXT_NO_LONGER_SEEN], fill_value=0)
    rows = changes.jurisdictions.join(counts).fillna({TEXT_NEWLY_SEEN: 0, TEXT_NO_LONGER_SEEN: 0})
    rows["law_out_of_sight"] = rows["event"].isin([NEWLY_SEEN, LOST_SIGHT])
    rows["answers"] = rows[TEXT_NEWLY_SEEN] + rows[TEXT_NO_LONGER_SEEN]
    rows = rows[rows["law_out_of_sight"] | (rows["answers"] > 0)]
    rows = rows.sort_values(
        ["law_out_of_sight", "answers", "name"], ascending=[False, False, True], kind="stable"
    )
    return table(
        {
            "Jurisdiction": [card_link(str(code), name) for code, name in rows["name"].items()],
            "What differs": [_difference(row) for row in rows.to_dict("records")],
            "Before": [
                _standing(*pair) for pair in zip(rows["status_before"], rows["grade_before"], strict=True)
            ],
            "After": [
                _standing(*pair) for pair in zip(rows["status_after"], rows["grade_after"], strict=True)
            ],
        }
    )


def _difference(row: dict[Any, Any]) -> str:
    if row["law_out_of_sight"]:
        return EVENT_WORDS[row["event"]]
    gained, lost = int(row[TEXT_NEWLY_SEEN]), int(row[TEXT_NO_LONGER_SEEN])
    parts = [f"{gained} newly seen"] * bool(gained) + [f"{lost} no longer seen"] * bool(lost)
    return f"Answers: {', '.join(parts)}"


def _standing(status: str, grade: str) -> str:
    return grade or status_label(status)


def acts(dataset: Dataset, changes: Changes) -> Table:
    """The acts recorded between the two dates, by jurisdiction."""
    names = dataset.jurisdictions.set_index("jurisdiction")["name"]
    rows = by_name(changes.acts, names)
    sure = rows["certain"].astype(bool)
    dates = rows["effective"].where(rows["effective"] != "", rows["year"])
    return table(
        {
            "Jurisdiction": [
                card_link(code, name) for code, name in zip(rows["jurisdiction"], rows["_name"], strict=True)
            ],
            "In effect, or year": [
                day if known else f"{day} (may fall outside)" for day, known in zip(dates, sure, strict=True)
            ],
            "Act": [capital(act_name(str(act))) for act in rows["act"]],
            "What it changed": rows["change"].map(sentence).map(or_dash),
        }
    )
