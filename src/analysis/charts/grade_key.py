"""The key under a map or tile grid: what each letter and symbol means, and how many jurisdictions have it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts.layers import boxes, pixel_x, pixel_y, words
from analysis.charts.palette import INK, PROVISIONAL_MARK, Mark, marks, status_label
from analysis.charts.parts import range_words
from analysis.rankings import grade_counts, status_counts
from analysis.rubric import Rubric
from analysis.scoring import PROVISIONAL, Scorecard

CHIP, LINE = 20.0, 29.0
LETTER, STATUS = 116.0, 20.0
"""Pixels that a letter with its scores needs at least, and the gap between statuses."""


def key_height(rubric: Rubric, width: float) -> float:
    """The room a key needs: a line of letters for every so many as fit the width, and one of statuses."""
    return LINE * (-(-len(rubric.letters) // _per_line(rubric, width)) + 1) + 4


def grade_key(card: Scorecard, rubric: Rubric, width: float, height: float, top: float) -> list[alt.Chart]:
    """Chips with words: letters with their scores above, statuses below, each with its count.

    Drawn in the pixel scales of a chart of `width` × `height`, from `top` downwards.
    """
    letters = _grades(card, rubric, width, top)
    rows = pd.DataFrame(letters + _statuses(card, rubric, top + key_height(rubric, width) - LINE - 4))
    x, y = pixel_x("x", width), pixel_y("y", height)
    middle = rows["y"] + CHIP / 2 + 0.5
    symbols = rows.assign(x=rows["x"] + CHIP / 2, y=middle)
    texts = rows.assign(x=rows["x"] + CHIP + 6, y=middle)
    return [
        boxes(rows[rows["fill"] != ""], x, y, spoken=False),
        words(symbols, x, y, "symbol", align="center", bold=True, ink="ink"),
        words(texts, x, y),
    ]


def _per_line(rubric: Rubric, width: float) -> int:
    return max(1, min(len(rubric.letters), int(width // LETTER)))


def _grades(card: Scorecard, rubric: Rubric, width: float, top: float) -> list[dict[str, object]]:
    looks, ranges, across = marks(rubric.letters), range_words(rubric), _per_line(rubric, width)
    counts = ((str(letter), int(count)) for letter, count in grade_counts(card, rubric).items())
    return [
        _chip(looks[letter], place % across * width / max(across, 4), top + LINE * (place // across),
              f"{ranges[letter]}: {count or 'none'}")
        for place, (letter, count) in enumerate(counts)
    ]  # fmt: skip


def _statuses(card: Scorecard, rubric: Rubric, top: float) -> list[dict[str, object]]:
    looks, counts = marks(rubric.letters), status_counts(card)
    rows, left = [], 0.0
    provisional = Mark("", INK, "", (), PROVISIONAL_MARK, status_label(PROVISIONAL))
    for status, count in ((str(key), int(value)) for key, value in counts.items()):
        look = provisional if status == PROVISIONAL else looks.get(status)
        if look is None or count == 0:
            continue
        text = f"{look.label}: {count}"
        rows.append(_chip(look, left, top, text))
        left += CHIP + 6 + 6.6 * len(text) + STATUS
    return rows


def _chip(look: Mark, left: float, top: float, text: str) -> dict[str, object]:
    place = {"x": left + 1, "y": top, "x2": left + 1 + CHIP, "y2": top + CHIP}
    paint = {"fill": look.fill, "stroke": look.stroke, "dash": list(look.dash), "ink": look.ink}
    return {**place, **paint, "symbol": look.symbol, "text": text}
