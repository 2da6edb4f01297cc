"""How the converter is spared from measuring words, which is four fifths of the time that drawings take.

It measures every word for the size of the picture, letter by letter, and opens the file of the font four times for each.
"""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from analysis.charts.theme import FONT

WIDE = 0.75
"""Times the size of the type: words take less for each of their letters, also in capitals. Only a row of Ms takes more."""

QUICK = "Liberation Sans"
"""A font that the converter holds in memory. No drawing names it: `tidying` leaves the names of fonts out."""


def measured(field: str, size: float, limit: float | None = None, *, within: bool = False) -> dict[str, Any]:
    """The properties of a text mark that say where the words of a column are cut, and how they are measured.

    Words that end `within` the picture, however wide they are, are measured by the quick font: its size does not hang on
    them. So are those too short to reach their `limit`, in pixels; with a limit they would be measured once more.
    """
    if limit is None:
        return {"font": QUICK} if within else {}
    long = f"length('' + datum[{json.dumps(field)}]) > {int(limit / (WIDE * size))}"
    return {
        "limit": alt.ExprRef(f"{long} ? {limit:g} : 0"),
        "font": alt.ExprRef(f"{long} ? '{FONT}' : '{QUICK}'"),
    }
