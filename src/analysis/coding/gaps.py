"""What to look up next: acts not read, answers not coded or on summaries, texts seen long ago, by what they could move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from analysis.coding.on_file import OnFile
from analysis.coding.possible import NO_GRADE, possible_scores
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, SCORED
from analysis.problems import joined
from analysis.raw import Dataset
from analysis.raw.acts import act_name, coming_acts, unread_acts
from analysis.raw.vocabularies import BASES, UNREAD
from analysis.standard.codebook import EXISTENCE, NOT_CODED
from analysis.standard.rubric import Rubric

SECONDARY = BASES[-1]
"""The weakest basis: a summary, no text of the law."""

MONTHS_OLD = 24
"""From this age on, measured at the edition's date, a law is to be read again."""

UNKNOWN_LAW, NOT_SEEN, SUMMARY_ONLY, SEEN_LONG_AGO, ACT_UNREAD, ACT_COMING = WHYS = (
    "law not known",
    "not coded",
    "secondary only",
    "text seen long ago",
    "amended, not read",
    "enacted, not yet in force",
)
COLUMNS = [
    "jurisdiction",
    "name",
    "variable",
    "question",
    "why",
    "answer",
    "points",
    "status",
    "grade",
    "score",
    "score_low",
    "score_high",
    "grades_possible",
    "verified_through",
    "source",
]


def gaps(dataset: Dataset, card: Scorecard, *, months: int = MONTHS_OLD) -> pd.DataFrame:
    """The work list of one edition, what could move a grade furthest first.

    Out: one row per scored question that is not coded or rests on secondary sources alone, one per jurisdiction whose
    law is not known or whose lack of one is not well shown, one per law amended by an act that nobody has read, one per
    jurisdiction with such an act that is not yet in force, and one per law whose text was seen longer ago than the
    `months` before the edition's date; columns `COLUMNS`.
    `variable` is "" where a whole law is to be read, or read again: its figures are then those of the question that
    could move it furthest. `points`: the most the question can earn. `score_low`, `score_high` (0 to 100),
    `grades_possible` (letters, best first, `NO_GRADE` for none): what the law would score with each answer in turn, the
    others as coded.
    `source`: the cited sources, else the best one listed for the jurisdiction, "" where there is none.
    Order: letters between the best and the worst outcome, then points of score between them, then `points`; ties in
    the order of the files.
    """
    rubric, codebook = dataset.rubric, dataset.codebook
    possible = _by_place(possible_scores(card, codebook, rubric))
    laws = dataset.laws.set_index("law_id")
    bases = dict(
        zip(
            zip(dataset.codings["law_id"], dataset.codings["variable"], strict=True),
            dataset.codings["basis"],
            strict=True,
        )
    )
    coming = coming_acts(dataset, card.edition.as_of)
    acts = {
        ACT_UNREAD: unread_acts(dataset, card.edition.as_of),
        ACT_COMING: coming[coming["text_read"] == UNREAD],
    }
    rows = []
    for place, law in card.table.iterrows():
        law_id = str(law["law_id"])
        verified = str(laws.at[law_id, "verified_through"]) if law_id else ""
        base = {
            "jurisdiction": str(place),
            "name": law["name"],
            "status": law["status"],
            "grade": law["grade"],
            "score": law["score"],
            "verified_through": verified,
        }
        stale = _stale(verified, card.edition.as_of, months)
        if law["status"] not in (*SCORED, INSUFFICIENT):
            basis = str(laws.at[law_id, "basis"]) if law_id else ""
            found = _of_missing_law(law["status"], basis, stale, rubric)
        else:
            found = list(_of_questions(law_id, possible[str(place)], bases))
        if law["status"] in (*SCORED, INSUFFICIENT):
            widest = _widest(possible[str(place)])
            whys = [ACT_UNREAD] * bool(law["unread"]) + [SEEN_LONG_AGO] * stale
        else:
            widest, whys = _everything(rubric), []
        whys += [ACT_COMING] * bool(acts[ACT_COMING]["jurisdiction"].eq(str(place)).any())
        found += [{**widest, "variable": "", "why": why} for why in whys]
        rows += [{**base, **row, "_law": law_id} for row in found]
    frame = pd.DataFrame(rows, columns=[*dict.fromkeys([*COLUMNS, "steps", "swing", "_law"])])
    frame["question"] = [
        codebook[v].question if v else _about_the_whole(why, acts.get(why), place)
        for v, why, place in zip(frame["variable"], frame["why"], frame["jurisdiction"], strict=True)
    ]
    frame["answer"] = [
        codebook.label(v, str(card.answers.at[p, v]) or NOT_CODED) if v else ""
        for p, v in zip(frame["jurisdiction"], frame["variable"], strict=True)
    ]
    on_file = OnFile(dataset)
    frame["source"] = [
        on_file.cited(place, acts[why].loc[acts[why]["jurisdiction"] == place, "source_ids"])
        if why in acts
        else on_file.of_answer(place, law, variable)
        for place, law, variable, why in zip(
            frame["jurisdiction"], frame["_law"], frame["variable"], frame["why"], strict=True
        )
    ]
    frame = frame.sort_values(["steps", "swing", "points"], ascending=False, kind="stable", ignore_index=True)
    return frame[COLUMNS]


def _about_the_whole(why: str, acts: pd.DataFrame | None, place: str) -> str:
    """What to ask of a whole law: of one amended, what the acts change that nobody has read."""
    if acts is None:
        return "Does the whole text still stand, and does it answer as coded?"
    own = acts[acts["jurisdiction"] == place]
    if why == ACT_UNREAD:
        return f"What did {joined([act_name(str(act)) for act in own['act']])} change? The new text has not been read."
    named = [f"{act_name(str(act))} (from {day})" for act, day in zip(own["act"], own["dated"], strict=True)]
    return f"What will {joined(named)} change?"


def _by_place(possible: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The rows of each jurisdiction."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for place, row in zip(possible.index, possible.to_dict("records"), strict=True):
        rows.setdefault(str(place), []).append({str(name): value for name, value in row.items()})
    return rows


def _widest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What is possible with the question that could move a law furthest, the last of several alike."""
    return max(reversed(rows), key=lambda row: (row["steps"], row["swing"], row["points"]))


def _of_questions(
    law_id: str, possible: list[dict[str, Any]], bases: Mapping[tuple[str, str], str]
) -> Iterator[dict[str, Any]]:
    """The questions of a law that are not coded or rest on secondary sources alone."""
    for row in possible:
        if row["now"] == NOT_CODED:
            yield {**row, "why": NOT_SEEN}
        elif bases.get((law_id, row["variable"])) == SECONDARY:
            yield {**row, "why": SUMMARY_ONLY}


def _of_missing_law(status: str, basis: str, stale: bool, rubric: Rubric) -> list[dict[str, Any]]:
    """A law not known, or whose absence is not well shown: nothing is excluded."""
    why = UNKNOWN_LAW
    if status == NO_LAW_STATUS:
        why = SUMMARY_ONLY if basis == SECONDARY else SEEN_LONG_AGO if stale else ""
    return [{"variable": EXISTENCE, "why": why, **_everything(rubric)}] if why else []


def _everything(rubric: Rubric) -> dict[str, Any]:
    """What a law may earn of which nothing is known."""
    return {
        "points": rubric.maximum,
        "score_low": 0,
        "score_high": int(rubric.maximum),
        "grades_possible": " ".join([*rubric.letters, NO_GRADE]),
        "steps": len(rubric.letters),
        "swing": rubric.maximum,
    }


def _stale(verified: str, as_of: date, months: int) -> bool:
    """Whether the newest text of a law was seen more than so many months before a day, or nobody knows when."""
    if not verified:
        return True
    seen = date.fromisoformat(verified)
    age = (as_of.year - seen.year) * 12 + as_of.month - seen.month - (as_of.day < seen.day)
    return age > months
