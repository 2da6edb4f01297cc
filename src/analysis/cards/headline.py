"""The few large numbers under the name, and the words around them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.cards.context import Context
from analysis.cards.identity import tied_with
from analysis.display.dates import long_date
from analysis.display.numbers import counted, digits, ordinal
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, UNKNOWN

REPOSITORY = "the issue list of this project’s repository"


def stats(context: Context, code: str) -> list[dict[str, str]]:
    """Three or four figures, each with a unit and a caption."""
    row = context.row(code)
    if context.is_scored(code):
        found = [_score(context, code), _rank(context, code), _range(row), _interval(context, code)]
    elif row["status"] == INSUFFICIENT:
        found = [
            (
                digits(row["points_coded"]),
                f"of {digits(context.rubric.maximum)} points",
                "could be read from the text",
            ),
            (digits(context.rubric.minimum_points_coded), "points", "must be readable for a grade"),
            _range(row),
        ]
    else:
        found = _national(context)
    return [{"value": value, "unit": unit, "caption": caption} for value, unit, caption in found]


def _score(context: Context, code: str) -> tuple[str, str, str]:
    median = digits(float(context.scored["score"].median()))
    return (
        str(context.row(code)["score"]),
        f"of {digits(context.rubric.maximum)} points",
        f"median of all laws: {median}",
    )


def _rank(context: Context, code: str) -> tuple[str, str, str]:
    ties = tied_with(context, code)
    shared = f"shared by {len(ties) + 1}" if ties else "not shared"
    return ordinal(int(context.row(code)["rank"])), f"of {len(context.scored)}", f"rank, {shared}"


def _range(row: pd.Series) -> tuple[str, str, str]:
    low, high = int(row["score_low"]), int(row["score_high"])
    if low == high:
        return str(low), "exactly", "no text is missing"
    return f"{low}–{high}", "points", "whatever the unseen text says"


def _interval(context: Context, code: str) -> tuple[str, str, str]:
    row: Any = context.robustness.intervals.loc[code]
    low, high = int(row["rank_low"]), int(row["rank_high"])
    shown = ordinal(low) if low == high else f"{ordinal(low)}–{ordinal(high)}"
    return shown, "", "rank under other weights"


def _national(context: Context) -> list[tuple[str, str, str]]:
    table, scored = context.card.table, context.scored
    with_law = int((~table["status"].isin([NO_LAW_STATUS, UNKNOWN])).sum())
    found = [(str(with_law), f"of {len(table)}", "jurisdictions are known to have a law")]
    if len(scored):
        best = scored.iloc[0]
        found.append((str(best["score"]), f"({best['grade']})", f"best score: {best['name']}"))
        found.append((digits(float(scored["score"].median())), "points", "median of all scored laws"))
    return found


def subtitle(context: Context, code: str) -> str:
    """The line under the name: whose law, of which date, verified when."""
    law = context.law(code)
    as_of = f"Law in force on {long_date(context.edition.as_of.isoformat())}"
    if law["verified_through"]:
        return f"{as_of}, verified through {long_date(str(law['verified_through']))}"
    return f"{as_of}, from undated sources" if law["law_id"] else as_of


def supply(context: Context, code: str) -> str:
    """How someone who has the missing text can give it to the project; "" where nothing is missing."""
    row, law = context.row(code), context.law(code)
    if context.is_scored(code):
        return ""
    seen = [s for s in context.sources.values() if s["jurisdiction"] == code]
    have = (
        f"The coders had {counted(len(seen), 'source')}, listed on this card’s web page"
        if seen
        else "No source was found"
    )
    wanted = str(law["statutes"]) if row["status"] == INSUFFICIENT and law["statutes"] else ""
    what = f"the full text of {wanted}" if wanted else "the text or citation of a statute that we have missed"
    how = "name the section, the date of the text and where it can be read"
    return f"{have}. If you have {what}, or a newer act, tell us in {REPOSITORY}: {how}."
