"""All scored questions at once: laws that meet each fully, in part, not at all, and texts not seen."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import LINE, across, boxes, layered, pixel_y, question_rows, words
from analysis.charts.palette import PAPER, RULE, SHARE_ANCHORS, ink_on, mix
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.display.numbers import counted
from analysis.grading.scorecard import Scorecard
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric

ROW = 29.0
LABELS = {WIDE: (250.0, 42), NARROW: (142.0, 24)}
"""Pixels and letters of a line of the questions, by the width of the chart."""
PARTS = ("All the points", "Part of the points", "No points", "Text not seen")
FILLS = [*(mix(SHARE_ANCHORS, share) for share in (1.0, 0.5, 0.0)), PAPER]
DASHES: list[list[int]] = [[], [], [], [3, 2]]


def answers_overview(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Figure:
    """One bar per scored question: laws that earn all its points, part of them, none, and texts not seen."""
    frame = _overview_rows(card, codebook, rubric)
    headline = headlines.of_overview(frame[PARTS[0]], frame[list(PARTS[:3])].sum(axis=1))
    narrow = _chart(frame, NARROW)
    return Figure(_chart(frame, WIDE), _overview_alt(frame), frame, narrow=narrow, headline=headline)


def _chart(frame: pd.DataFrame, width: int) -> alt.LayerChart:
    left, wrap = LABELS[width]
    plot = width - left
    total = max(1, int(frame[list(PARTS)].sum(axis=1).max()))
    labels, height = question_rows(frame["Question"], wrap, ROW)
    segments = pd.concat(
        [_segments(row, at) for at, row in zip(labels["row"], frame.to_dict("records"), strict=True)],
        ignore_index=True,
    )
    seen = segments[segments["size"] > 0]
    fits = seen["size"] * plot >= total * 6.5 * seen["text"].str.len()
    inside = seen[fits].assign(x=(seen["x"] + seen["x2"]) / 2)
    x, y = across("x", 0, total), pixel_y("row", height)
    return layered(
        boxes(seen, x, pixel_y("y", height)),
        words(inside, x, y, align="center", ink="ink"),
        words(
            labels,
            alt.value(-left),
            pixel_y("label_row", height),
            size=SMALL + 0.5,
            lineHeight=LINE,
            within=True,
        ),
        *_key(total, total / plot, height, 0.0 if width == WIDE else -left),
        width=plot,
        height=height,
    )


def _overview_rows(card: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    laws = card.coded.sum(axis=1) > 0
    rows = []
    for category in rubric.categories:
        for item in category.items:
            points = card.items.loc[laws, item.variable]
            full, none = int((points >= item.maximum).sum()), int((points <= 0).sum())
            unseen = int(points.isna().sum())
            part = len(points) - full - none - unseen
            rows.append((category.title, codebook[item.variable].question, full, part, none, unseen))
    return pd.DataFrame(rows, columns=["Category", "Question", *PARTS])


def _segments(row: dict[Any, Any], place: float) -> pd.DataFrame:
    sizes = [int(row[part]) for part in PARTS]
    ends = pd.Series(sizes).cumsum()
    return pd.DataFrame(
        {
            "size": sizes,
            "x": ends - sizes,
            "x2": ends,
            "row": place,
            "y": place - 10.5,
            "y2": place + 10.5,
            "fill": FILLS,
            "ink": [ink_on(fill) for fill in FILLS],
            "stroke": RULE,
            "dash": DASHES,
            "text": [str(size) for size in sizes],
            "words": [
                f"{row['Question']} {part}: {counted(n, 'law')}" for part, n in zip(PARTS, sizes, strict=True)
            ],
        }
    )


def _key(total: int, unit: float, height: float, start: float) -> list[alt.Chart]:
    """The four parts named above the first bar, placed in pixels turned into the units of the bars."""
    left = start + pd.Series([0.0, 84.0, 138.0, 194.0])
    frame = pd.DataFrame(
        {
            "x": left * unit,
            "x2": (left + 12) * unit,
            "y": -20.0,
            "y2": -8.0,
            "row": -14.0,
            "fill": FILLS,
            "stroke": RULE,
        }
    )
    frame = frame.assign(dash=pd.Series(DASHES), text=["All points", "Part", "None", "Text not seen"])
    x = across("x", 0, total)
    return [
        boxes(frame, x, pixel_y("y", height), spoken=False),
        words(frame, x, pixel_y("row", height), dx=17),
    ]


def _overview_alt(frame: pd.DataFrame) -> str:
    def first(part: str, ascending: bool, noun: str) -> str:
        row = frame.sort_values(part, ascending=ascending, kind="stable").to_dict("records")[0]
        return f"“{row['Question']}” ({counted(row[part], noun)})"

    return (
        f"How the laws answer {counted(len(frame), 'question')}. Most often fully met: {first(PARTS[0], False, 'law')}; "
        f"least often: {first(PARTS[0], True, 'law')}; most often not seen: {first(PARTS[3], False, 'text')}."
    )
