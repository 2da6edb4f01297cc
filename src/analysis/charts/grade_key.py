"""The key under a map or tile grid: what each letter and symbol means, and how many jurisdictions have it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts.layers import pixel_x, pixel_y
from analysis.charts.palette import INK, PROVISIONAL_MARK, Mark, marks, status_label
from analysis.charts.parts import own_colors, range_words
from analysis.charts.theme import BOLD, NORMAL
from analysis.rankings import grade_counts, status_counts
from analysis.rubric import Rubric
from analysis.scoring import PROVISIONAL, Scorecard

KEY_HEIGHT = 62.0
CHIP = 20.0


def grade_key(card: Scorecard, rubric: Rubric, width: float, height: float, top: float) -> list[alt.Chart]:
    """Two lines of chips, letters with their scores above, statuses below, each with its count.

    Drawn in the pixel scales of a chart of `width` × `height`, from `top` downwards.
    """
    rows = pd.DataFrame(_grades(card, rubric, width, top) + _statuses(card, rubric, width, top + 29))
    x, y = pixel_x("x", width), pixel_y("y", height)
    chips = rows[rows["fill"] != ""]
    box = (
        alt.Chart(chips)
        .mark_bar(strokeWidth=1, aria=False)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", **own_colors())
    )
    letter = (
        alt.Chart(rows.assign(x=rows["x"] + CHIP / 2, y=rows["y"] + CHIP / 2 + 0.5))
        .mark_text(fontWeight=BOLD, fontSize=NORMAL, aria=False)
        .encode(x=x, y=y, text="symbol:N", color=alt.Color("ink:N", scale=None))
    )
    words = (
        alt.Chart(rows.assign(x=rows["x"] + CHIP + 6, y=rows["y"] + CHIP / 2 + 0.5))
        .mark_text(align="left", fontSize=NORMAL, color=INK, aria=False)
        .encode(x=x, y=y, text="text:N")
    )
    return [box, letter, words]


def _grades(card: Scorecard, rubric: Rubric, width: float, top: float) -> list[dict[str, object]]:
    looks, ranges = marks(rubric.letters), range_words(rubric)
    step = width / max(len(rubric.letters), 4)
    counts = ((str(letter), int(count)) for letter, count in grade_counts(card, rubric).items())
    return [
        _chip(looks[letter], place * step, top, f"{ranges[letter]}: {count or 'none'}")
        for place, (letter, count) in enumerate(counts)
    ]


def _statuses(card: Scorecard, rubric: Rubric, width: float, top: float) -> list[dict[str, object]]:
    looks, counts = marks(rubric.letters), status_counts(card)
    rows, left = [], 0.0
    provisional = Mark("", INK, "", (), PROVISIONAL_MARK, status_label(PROVISIONAL))
    for status, count in ((str(key), int(value)) for key, value in counts.items()):
        look = provisional if status == PROVISIONAL else looks.get(status)
        if look is None or count == 0:
            continue
        text = f"{look.label}: {count}"
        rows.append(_chip(look, left, top, text))
        left += CHIP + 6 + 6.6 * len(text) + 20
    return rows


def _chip(look: Mark, left: float, top: float, text: str) -> dict[str, object]:
    return {
        "x": left + 1,
        "y": top,
        "x2": left + 1 + CHIP,
        "y2": top + CHIP,
        "fill": look.fill,
        "stroke": look.stroke,
        "dash": list(look.dash),
        "ink": look.ink,
        "symbol": look.symbol,
        "text": text,
    }
