"""The key under a map or tile grid: what each letter and symbol means, and how many jurisdictions have it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.charts.layers import boxes, pixel_x, pixel_y, words
from analysis.charts.palette import INK, PROVISIONAL_MARK, Mark, marks, status_label
from analysis.charts.parts import range_words
from analysis.grading.rankings import grade_counts, status_counts
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import PROVISIONAL
from analysis.standard.rubric import Rubric

CHIP, LINE = 20.0, 29.0
LETTER, STATUS = 116.0, 16.0
"""Pixels that a letter with its scores needs at least, and the gap between statuses."""


def key_height(card: Scorecard, rubric: Rubric, width: float) -> float:
    """The room a key needs: lines of letters, then lines of statuses, each as many as fit the width."""
    return float(max(chip["y2"] for chip in _chips(card, rubric, width))) + LINE - CHIP + 4


def grade_key(card: Scorecard, rubric: Rubric, width: float, height: float, top: float) -> list[alt.Chart]:
    """Chips with words: letters with their scores above, statuses below, each with its count.

    Drawn in the pixel scales of a chart of `width` × `height`, from `top` downwards.
    """
    rows = pd.DataFrame(_chips(card, rubric, width))
    rows["y"], rows["y2"] = rows["y"] + top, rows["y2"] + top
    x, y = pixel_x("x", width), pixel_y("y", height)
    middle = rows["y"] + CHIP / 2 + 0.5
    symbols = rows.assign(x=rows["x"] + CHIP / 2, y=middle)
    texts = rows.assign(x=rows["x"] + CHIP + 6, y=middle)
    return [
        boxes(rows[rows["fill"] != ""], x, y, spoken=False),
        words(symbols, x, y, "symbol", align="center", bold=True, ink="ink"),
        words(texts, x, y),
    ]


def _chips(card: Scorecard, rubric: Rubric, width: float) -> list[dict[str, Any]]:
    letters = _grades(card, rubric, width)
    return letters + _statuses(card, width, float(letters[-1]["y"]) + LINE)


def _grades(card: Scorecard, rubric: Rubric, width: float) -> list[dict[str, Any]]:
    looks, ranges = marks(rubric.letters), range_words(rubric)
    across = max(1, min(len(rubric.letters), int(width // LETTER)))
    step = width / max(across, min(4, int(width // LETTER)))
    counts = ((str(letter), int(count)) for letter, count in grade_counts(card, rubric).items())
    return [
        _chip(
            looks[letter],
            place % across * step,
            LINE * (place // across),
            f"{ranges[letter]}: {count or 'none'}",
        )
        for place, (letter, count) in enumerate(counts)
    ]


def _statuses(card: Scorecard, width: float, top: float) -> list[dict[str, Any]]:
    looks, counts = marks([]), status_counts(card)
    rows, left = [], 0.0
    provisional = Mark("", INK, "", (), PROVISIONAL_MARK, f"{status_label(PROVISIONAL)}, could change")
    for status, count in ((str(key), int(value)) for key, value in counts.items()):
        look = provisional if status == PROVISIONAL else looks.get(status)
        if look is None or count == 0:
            continue
        text = f"{look.label}: {count}"
        wide = CHIP + 6 + 6.2 * len(text)
        if left and left + wide > width:
            left, top = 0.0, top + LINE
        rows.append(_chip(look, left, top, text))
        left += wide + STATUS
    return rows


def _chip(look: Mark, left: float, top: float, text: str) -> dict[str, Any]:
    place = {"x": left + 1, "y": top, "x2": left + 1 + CHIP, "y2": top + CHIP}
    paint = {"fill": look.fill, "stroke": look.stroke, "dash": list(look.dash), "ink": look.ink}
    return {**place, **paint, "symbol": look.symbol, "text": text}
