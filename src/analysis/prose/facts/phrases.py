"""The forms in which prose quotes a fact."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.display.numbers import count, digits, opening, percent

Facts = dict[str, "str | Facts"]
"""Nested facts; the leaves are text."""


def forms(value: int, noun: str, plural: str = "") -> Facts:
    """The forms of one count that prose may need: `number`, `phrase` and, to begin a sentence, `start`."""
    return {
        "number": digits(value),
        "phrase": count(value, noun, plural),
        "start": opening(value, noun, plural),
    }


def whole(ranked: Sequence[float], about: int) -> int:
    """How many of the first to tell, about so many, so that none left out is equal to the last one told.

    Equals of the last one come with it where they are at most two more, or where all are equal; else they all stay away.

    >>> whole([9, 5, 5, 2], 3), whole([9, 5, 5, 5, 2], 3), whole([9, 5, 5, 5, 5, 5, 5], 3), whole([5] * 8, 3), whole([], 3)
    (3, 4, 1, 8, 0)
    """
    if len(ranked) <= about:
        return len(ranked)
    last = ranked[about - 1]
    before, through = ranked.index(last), len(ranked) - list(reversed(ranked)).index(last)
    return through if through <= about + 2 or not before else before


def known_percent(share: float) -> str:
    """A share (0 to 1) in per cent, or words for one that cannot be known.

    >>> known_percent(0.834), known_percent(float("nan"))
    ('83%', 'an unknown share')
    """
    return "an unknown share" if math.isnan(share) else percent(share)
