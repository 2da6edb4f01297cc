"""All jurisdictions on one page: what a map of links and a list of names say of each."""

from __future__ import annotations

from typing import Any

from analysis.cards.context import Context
from analysis.cards.identity import earned
from analysis.charts.palette import PROVISIONAL_MARK, mark_key, status_label, symbol
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, PROVISIONAL, SCORED, STATUSES


def roll(context: Context) -> list[dict[str, Any]]:
    """One entry per jurisdiction, in the order of names.

    Out: `code`, `name`, `label` ("Nebraska, grade B, provisional"), `sentence` (its verdict in one), `symbol`, `fill`, `ink`,
    `plain` (a status without a letter), `provisional`, and its place on the tile grid, `row` and `column` from 1.
    """
    grid = context.dataset.jurisdictions.set_index("jurisdiction")[["tile_row", "tile_column"]].astype(int)
    first = grid.min()
    return [
        _entry(context, code)
        | {
            "row": int(grid.at[code, "tile_row"] - first["tile_row"]) + 1,
            "column": int(grid.at[code, "tile_column"] - first["tile_column"]) + 1,
        }
        for code in context.jurisdictions
    ]


def _entry(context: Context, code: str) -> dict[str, Any]:
    row = context.row(code)
    status, grade, name = str(row["status"]), str(row["grade"]), str(row["name"])
    look = context.marks[mark_key(status, grade)]
    return {
        "code": code,
        "name": name,
        "label": f"{name}, {standing(status, grade)}",
        "sentence": sentence(context, code),
        "symbol": symbol(status, grade),
        "fill": look.fill,
        "ink": look.ink,
        "status": status,
        "plain": status not in SCORED,
        "provisional": status == PROVISIONAL,
    }


def standing(status: str, grade: str) -> str:
    """Grade and status in a few words, the same for eyes and ears.

    >>> standing("provisional", "B"), standing("graded", "F"), standing("no_law", "")
    ('grade B, provisional', 'grade F', 'no law')
    """
    if status not in SCORED:
        return status_label(status).lower()
    return f"grade {grade}, {status_label(status).lower()}" if status == PROVISIONAL else f"grade {grade}"


def sentence(context: Context, code: str) -> str:
    """The card's verdict in one sentence."""
    row = context.row(code)
    status, name = str(row["status"]), str(row["name"])
    if status in SCORED:
        return earned(context, code)
    if status == INSUFFICIENT:
        return f"{name} has a law, but too little of its text was seen to grade it."
    if status == NO_LAW_STATUS:
        return f"For {name}, we found no such law."
    return f"For {name}, it is not known whether there is such a law: no text that would show it was seen."


def key(context: Context) -> list[dict[str, str]]:
    """What the marks beside the letters mean, as far as they occur: `symbol`, `words` and `status`."""
    present = set(context.card.table["status"])
    marked = [PROVISIONAL, *(s for s in STATUSES if s not in SCORED)]
    return [
        {
            "symbol": PROVISIONAL_MARK if status == PROVISIONAL else symbol(status, ""),
            "words": status_label(status).lower(),
            "status": status,
        }
        for status in marked
        if status in present
    ]
