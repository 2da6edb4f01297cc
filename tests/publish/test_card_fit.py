"""The size of a printed card: the first step at which a page fits, found with few looks at it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from analysis.publish.formats.card_fit import fitted, roomiest

HEIGHTS = [1.2, 1.1, 1.0, 0.9, 0.8]


def found(shares: Sequence[float], guess: int) -> tuple[int, list[int]]:
    """The step that is found for a page that fills these shares at the steps, and the steps that were tried."""
    search, tried = roomiest(HEIGHTS, guess), []
    step = next(search)
    while True:
        tried.append(step)
        try:
            step = search.send(shares[step])
        except StopIteration as end:
            return end.value, tried


EVEN = [1.2, 1.1, 1.0, 0.9, 0.8]


@pytest.mark.parametrize(
    ("shares", "guess", "expected"),
    [
        (EVEN, 2, (2, [2])),
        (EVEN, 0, (2, [0, 2])),
        (EVEN, 4, (2, [4, 2])),
        ([1.3, 1.25, 1.21, 0.95, 0.85], 1, (3, [1, 4, 3])),
        ([0.6, 0.5, 0.4, 0.3, 0.2], 3, (0, [3, 0])),
        ([9.0, 8.0, 7.0, 6.0, 5.0], 0, (4, [0, 4])),
    ],
    ids=[
        "fits and is full",
        "too long",
        "room to spare",
        "shrinks less than expected",
        "little to say",
        "never fits",
    ],
)
def test_page_is_set_at_the_first_step_that_fits(
    shares: list[float], guess: int, expected: tuple[int, list[int]]
) -> None:
    assert found(shares, guess) == expected


def test_both_pages_are_looked_at_together_and_by_their_longer_column() -> None:
    """Top 100 of 500; columns of 300 and 500, then of 100 and 380; the back fills 480 of 500 at once."""
    asked: list[Any] = []

    def laid_out(steps: Sequence[int | None]) -> str:
        asked.append(list(steps))
        front, back = (guess if step is None else step for step, guess in zip(steps, (2, 1), strict=True))
        columns = (300, 500) if front == 2 else (100, 380)
        edges = [50, 150, 150, 150 + columns[0], 150, 150 + columns[1]]
        pages = [{"step": step, "heights": HEIGHTS, "room": 500} for step in (front, back)]
        return json.dumps({"pages": pages, "edges": [*edges, 50, 130, 130, 530, 130, 230]})

    assert fitted(laid_out) == (4, 1)
    assert asked == [[None, None], [4, 1]]
    asked.clear()
    assert fitted(laid_out, (None, 3)) == (4, 3)
    assert asked == [[None, 3], [4, 3]]
    asked.clear()
    assert fitted(laid_out, (4, 1)) == (4, 1)
    assert asked == []
