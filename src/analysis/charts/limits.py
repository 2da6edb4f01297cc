"""Where words of a chart are cut, asked only of those that could be too long."""

from __future__ import annotations

import json
from typing import Any

import altair as alt

WIDE = 0.75
"""Times the size of the type: words take less for each of their letters, also in capitals. Only a row of Ms takes more."""


def limit_of(field: str, limit: float | None, size: float) -> dict[str, Any]:
    """The properties of a text mark that cut the words of a column after `limit` pixels; none without a limit.

    The converter measures words that have a limit once more, opening the font for each letter: a tenth of the time of all
    drawings. Words too short to reach their limit are given none.
    """
    if limit is None:
        return {}
    fitting = int(limit / (WIDE * size))
    return {"limit": alt.ExprRef(f"length('' + datum[{json.dumps(field)}]) > {fitting} ? {limit:g} : 0")}
