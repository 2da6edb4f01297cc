"""The few large numbers under the name, and the words around them."""

from __future__ import annotations

from typing import Any

from analysis.cards import evidence
from analysis.cards.context import Context
from analysis.cards.identity import tied_with, what_was_seen
from analysis.display.dates import long_date
from analysis.display.numbers import counted, digits, ordinal, some
from analysis.grading.examples import leaders
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, UNKNOWN

REPOSITORY = "the issue list of this project’s repository"


def stats(context: Context, code: str) -> list[dict[str, str]]:
    """Three or four figures, each with a unit and a caption."""
    row = context.row(code)
    if context.is_scored(code):
        found = [_score(context, code), _range(context, code)]
        if context.is_ranked(code):
            found[1:1] = [_rank(context, code)]
            found.append(_interval(context, code))
    elif row["status"] == INSUFFICIENT:
        found = [
            (
                digits(row["points_coded"]),
                f"of {digits(context.rubric.maximum)} points",
                "answered by the sources",
            ),
            (digits(context.rubric.minimum_points_coded), "points", "must be answered for a grade"),
            _range(context, code),
        ]
    else:
        found = _national(context)
    return [{"value": value, "unit": unit, "caption": caption} for value, unit, caption in found]


def _score(context: Context, code: str) -> tuple[str, str, str]:
    unit = f"of {digits(context.rubric.maximum)} points"
    scores = context.scored["score"]
    if scores.drop(code, errors="ignore").empty:
        return str(context.row(code)["score"]), unit, "no other law has a score"
    return (
        str(context.row(code)["score"]),
        unit,
        f"median of all scored laws: {digits(float(scores.median()))}",
    )


def _rank(context: Context, code: str) -> tuple[str, str, str]:
    ties = tied_with(context, code)
    shared = f"shared by {len(ties) + 1}" if ties else "not shared"
    return ordinal(int(context.row(code)["rank"])), f"of {len(context.scored)}", f"rank, {shared}"


def _range(context: Context, code: str) -> tuple[str, str, str]:
    row = context.row(code)
    low, high = int(row["score_low"]), int(row["score_high"])
    shown, unit = (str(low), "exactly") if low == high else (f"{low}–{high}", "points")
    if row["unread"]:
        return shown, unit, "before an act that has not been read"
    if evidence.shown_whole(context, code):
        return shown, unit, "a text shows every answer"
    return shown, unit, "whatever the text not shown says"


def _interval(context: Context, code: str) -> tuple[str, str, str]:
    row: Any = context.robustness.intervals.loc[code]
    low, high = int(row["rank_low"]), int(row["rank_high"])
    shown = ordinal(low) if low == high else f"{ordinal(low)}–{ordinal(high)}"
    return shown, "", "rank, with weights and text not shown in doubt"


def _national(context: Context) -> list[tuple[str, str, str]]:
    table, scored = context.card.states, context.scored
    with_law = int((~table["status"].isin([NO_LAW_STATUS, UNKNOWN])).sum())
    known = "known to have a law" if len(table) == 1 else "jurisdictions known to have a law"
    found = [(str(with_law), f"of {len(table)}", known)]
    best = leaders(context.card, scored["score"]).firm
    if len(best):
        first = best.iloc[0]
        found.append(
            (str(first["score"]), f"({first['grade']})", f"best firm score: {some(list(best['name']), 2)}")
        )
    if len(scored):
        found.append((digits(float(scored["score"].median())), "points", "median of all scored laws"))
    return found


def subtitle(context: Context, code: str) -> str:
    """The line under the name: whose law, of which date, and how new the text or summary is that its main answers rest on."""
    law = context.law(code)
    day = long_date(context.edition.as_of.isoformat())
    if not law["law_id"]:
        return f"As of {day}; no version of the law is on record"
    as_of = (
        f"Law in force on {day}"
        if context.row(code)["status"] not in (NO_LAW_STATUS, UNKNOWN)
        else f"As of {day}"
    )
    seen, begun = context.seen_date(code), str(law["effective_from"])
    if not seen:
        return f"{as_of}; the date of the text that was seen is not known"
    if seen < begun[: len(seen)] and law["effective_precision"] == "day":
        kind = "summary" if context.by_summary(code) else "text"
        return f"{as_of}, by a {kind} of {long_date(seen)}, before it took effect ({long_date(begun)})"
    return f"{as_of}; {what_was_seen(context, code)} seen as of {long_date(seen)}"


def supply(context: Context, code: str) -> str:
    """How someone who has the missing text can give it to the project; "" where nothing is missing."""
    row, law = context.row(code), context.law(code)
    if context.is_scored(code):
        return ""
    seen = [s for s in context.sources.values() if s["jurisdiction"] == code]
    have = (
        f"The coders had {counted(len(seen), 'source')}, listed under “Sources” on this card’s web page"
        if seen
        else "No source was found"
    )
    wanted = str(law["statutes"]) if row["status"] == INSUFFICIENT and law["statutes"] else ""
    what = f"the full text of {wanted}" if wanted else "the text or citation of a statute that we have missed"
    how = "name the section, the date of the text and where it can be read"
    return f"{have}. If you have {what}, or a newer act, tell us in {REPOSITORY}: {how}."
