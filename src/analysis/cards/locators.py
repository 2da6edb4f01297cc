"""Where the jurisdiction stands: a strip of all scores and the tile grid, drawn once an edition.

Only the mark differs from card to card: a record holds the ground that all share, and its own mark to be laid over it.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from analysis.cards.context import Context
from analysis.cards.strip import NARROW, Strip
from analysis.cards.tiles import Tiles


class Locators:
    """The drawings of one edition; `of` returns them with one jurisdiction marked."""

    def __init__(self, context: Context) -> None:
        self._strip, self._narrow = Strip(context), Strip(context, NARROW)
        self._tiles = Tiles(context)

    def of(self, code: str) -> dict[str, Any]:
        """`strip`, `strip_narrow` (for a phone) and `tiles`, each with `ground` and `own` marks, `size` and `alt`; `key`."""
        return {
            "strip": self._strip.drawing(code),
            "strip_narrow": self._narrow.drawing(code),
            "strip_key": "One dot for each state with a score; hollow: provisional.",
            "tiles": self._tiles.drawing(code),
            "key": self._tiles.key,
        }


def scale(context: Context) -> list[dict[str, Any]]:
    """The letters with the scores that earn them and their colours, best first. Scores are whole, thresholds need not be."""
    tops = [context.rubric.maximum + 1, *(grade.minimum for grade in context.rubric.grades)]
    return [
        {
            "letter": grade.letter,
            "range": f"{ceil(grade.minimum)}–{ceil(top) - 1}",
            "fill": context.marks[grade.letter].fill,
            "ink": context.marks[grade.letter].ink,
        }
        for grade, top in zip(context.rubric.grades, tops, strict=False)
    ]
