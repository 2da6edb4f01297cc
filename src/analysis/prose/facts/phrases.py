"""The forms in which prose quotes a fact."""

from __future__ import annotations

import math

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


def known_percent(share: float) -> str:
    """A share (0 to 1) in per cent, or words for one that cannot be known.

    >>> known_percent(0.834), known_percent(float("nan"))
    ('83%', 'an unknown share')
    """
    return "an unknown share" if math.isnan(share) else percent(share)
