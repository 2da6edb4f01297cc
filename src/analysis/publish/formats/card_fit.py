"""How large a printed card may be set: the roomiest step of type and gaps at which each of its pages holds all it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from typing import Any

WELL_FILLED = 0.9
"""The share of a page from which on nobody would see that the next roomier step might fit as well."""

LOOK = """(
  pages: query(<card-page>).map(it => it.value),
  edges: query(<card-edge>).map(it => it.location().position().y.pt()),
)"""
"""What a card that is laid out tells of itself (`report/templates/card.typ`), in Typst: of each page its step, the heights to
expect at all steps and its room in points; and where top, left and right column begin and end."""

_PARTS = 3

UNKNOWN: tuple[None, None] = (None, None)
"""Of neither page the step that fits."""


def fitted(
    laid_out: Callable[[Sequence[int | None]], str], known: Sequence[int | None] = UNKNOWN
) -> tuple[int, ...]:
    """The steps at which a card's pages fit.

    In: `laid_out` lays the card out, each page at a step or at a guess (None), and answers `LOOK` as JSON; `known`, the steps
    of pages that were found before.
    """
    steps = list(known)
    open_searches: dict[int, Generator[int, float, int]] = {}
    while None in steps or open_searches:
        told = json.loads(laid_out(steps))
        shares = _shares(told)
        for page, looked_at in enumerate(told["pages"]):
            if steps[page] is None:
                open_searches[page] = roomiest(looked_at["heights"], looked_at["step"])
                steps[page] = next(open_searches[page])
        for page, search in list(open_searches.items()):
            try:
                steps[page] = search.send(shares[page])
            except StopIteration as found:
                steps[page] = found.value
                del open_searches[page]
    return tuple(step for step in steps if step is not None)


def roomiest(heights: Sequence[float], guess: int) -> Generator[int, float, int]:
    """Look for the first step at which a page fits: yields steps to try, and is sent the share of the page that each fills.

    In: the heights to expect at the steps, roomiest first, in any unit; where to begin. Returns the step.
    """
    low, high, at = 0, len(heights) - 1, guess
    while low < high:
        share = yield at
        if share <= 1:
            high = at
        else:
            low = min(at + 1, high)
        if WELL_FILLED < share <= 1:
            break
        expected = (step for step, height in enumerate(heights) if share * height / heights[at] <= 1)
        following = max(low, min(next(expected, len(heights) - 1), high))
        if share <= 1 and following == high:
            break
        at = following
    return high


def _shares(told: dict[str, Any]) -> list[float]:
    """How much of each page is filled: its top, and the longer of its columns."""
    edges = told["edges"]
    heights = [end - begin for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    parts = zip(*(heights[part::_PARTS] for part in range(_PARTS)), strict=True)
    return [
        (top + max(left, right)) / page["room"]
        for page, (top, left, right) in zip(told["pages"], parts, strict=True)
    ]
