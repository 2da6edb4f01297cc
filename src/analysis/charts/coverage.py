"""What the coding rests on: answers by kind of source, for every question or every jurisdiction."""

from __future__ import annotations

from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    LETTER,
    LINE,
    across,
    boxes,
    layered,
    pixel_y,
    question_rows,
    words,
)
from analysis.charts.palette import NO_LAW_FILL, PAPER, RULE, SHARE_ANCHORS, ink_on, mix
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.coding.coverage import BASES, NO_LAW, NOT_SEEN, SUPPORTS
from analysis.display.numbers import counted, percent

LABELS = {
    "statute": "Statute",
    "bill": "Bill",
    "secondary": "Secondary source",
    NOT_SEEN: "Text not seen",
    NO_LAW: "No law",
}
FILLS = {
    **{basis: mix(SHARE_ANCHORS, share) for basis, share in zip(BASES, (1.0, 0.6, 0.25), strict=True)},
    NOT_SEEN: PAPER,
    NO_LAW: NO_LAW_FILL,
}
DASHES: dict[str, list[int]] = {NOT_SEEN: [3, 2]}


class Layout(NamedTuple):
    """Width of the chart, height of a row, width of the labels (pixels) and letters of a line of them."""

    width: float
    row: float
    labels: float
    wrap: int


def coverage_by_question(counts: pd.DataFrame) -> Figure:
    """One bar per question: jurisdictions by the kind of source that answers it.

    In: the frame of `coverage.by_question`.
    """
    wide, narrow = Layout(WIDE, 29.0, 250.0, 42), Layout(NARROW, 29.0, 142.0, 24)
    return _figure(counts, "question", "Question", wide, narrow)


def coverage_by_jurisdiction(counts: pd.DataFrame) -> Figure:
    """One bar per jurisdiction: its questions by the kind of source that answers them, the best covered first.

    In: the frame of `coverage.by_jurisdiction`.
    """
    order = counts.assign(_rest=counts[NO_LAW] > 0).sort_values(
        ["_rest", "statute", "seen", "name"], ascending=[True, False, False, True], kind="stable"
    )
    wide, narrow = Layout(WIDE, 14.5, 134.0, 40), Layout(NARROW, 14.5, 128.0, 40)
    return _figure(order, "name", "Jurisdiction", wide, narrow)


def _figure(counts: pd.DataFrame, label: str, heading: str, wide: Layout, narrow: Layout) -> Figure:
    table = counts[[label, *SUPPORTS]].rename(columns={label: heading, **LABELS}).reset_index(drop=True)
    drawn = (_stacked(counts, label, layout) for layout in (wide, narrow))
    totals = counts[list(SUPPORTS)].sum()
    asked = 0 if (counts[NO_LAW] > 0).all() else int(totals.drop(NO_LAW).sum())
    headline = headlines.of_coverage(int(totals["statute"]), int(totals[NOT_SEEN]), asked)
    return Figure(next(drawn), _alt(counts, label, heading), table, narrow=next(drawn), headline=headline)


def _stacked(counts: pd.DataFrame, label: str, layout: Layout) -> alt.LayerChart:
    width, row, labels, wrap = layout
    plot = width - labels
    total = max(1, int(counts[list(SUPPORTS)].sum(axis=1).max()))
    names, height = question_rows(counts[label].astype(str), wrap, row)
    records = zip(counts.to_dict("records"), names["row"], strict=True)
    segments = pd.concat([_segments(record, str(record[label]), at, 0.37 * row) for record, at in records])
    segments = segments[segments["size"] > 0]
    inside = segments[segments["size"] * plot >= total * 6.5 * segments["text"].str.len()]
    inside = inside.assign(x=(inside["x"] + inside["x2"]) / 2)
    x, y = across("x", 0, total), pixel_y("row", height)
    return layered(
        boxes(segments, x, pixel_y("y", height)),
        words(inside, x, y, align="center", ink="ink", size=SMALL),
        words(
            names,
            alt.value(-labels),
            pixel_y("label_row", height),
            size=SMALL + 0.5,
            lineHeight=LINE,
            limit=labels - 8,
        ),
        *_key(total, total / plot, height, layout),
        width=plot,
        height=height,
    )


def _segments(record: dict[Any, Any], name: str, middle: float, half: float) -> pd.DataFrame:
    sizes = pd.Series([int(record[support]) for support in SUPPORTS])
    ends = sizes.cumsum()
    return pd.DataFrame(
        {
            "size": sizes, "x": ends - sizes, "x2": ends, "row": middle, "y": middle - half, "y2": middle + half,
            "fill": [FILLS[s] for s in SUPPORTS], "ink": [ink_on(FILLS[s]) for s in SUPPORTS], "stroke": RULE,
            "dash": [DASHES.get(s, []) for s in SUPPORTS], "text": sizes.astype(str),
            "words": [f"{name}: {LABELS[s].lower()} {n}" for s, n in zip(SUPPORTS, sizes, strict=True)],
        }
    )  # fmt: skip


def _key(total: int, unit: float, height: float, layout: Layout) -> list[alt.Chart]:
    """The kinds of source named above the first bar, from the left edge of the labels."""
    places: list[tuple[float, float]] = []
    left = line = 0.0
    for support in SUPPORTS:
        wide = 17 + LETTER * len(LABELS[support])
        if left + wide > layout.width:
            left, line = 0.0, line + 1
        places.append((left - layout.labels, line))
        left += wide + 10
    x = pd.Series([place for place, _ in places])
    row = pd.Series([-15 - 18 * (line - at) for _, at in places])
    frame = pd.DataFrame({"x": x * unit, "x2": (x + 12) * unit, "y": row - 6, "y2": row + 6, "row": row})
    frame["stroke"] = RULE
    frame["fill"] = [FILLS[s] for s in SUPPORTS]
    frame["dash"] = [DASHES.get(s, []) for s in SUPPORTS]
    frame["text"] = [LABELS[s] for s in SUPPORTS]
    scale = across("x", 0, total)
    return [
        boxes(frame, scale, pixel_y("y", height), spoken=False),
        words(frame, scale, pixel_y("row", height), dx=17),
    ]


def _alt(counts: pd.DataFrame, label: str, heading: str) -> str:
    totals = counts[list(SUPPORTS)].sum()
    asked = int(totals.drop(NO_LAW).sum()) or 1
    shares = ", ".join(f"{LABELS[s].lower()} {percent(totals[s] / asked)}" for s in (*BASES, NOT_SEEN))
    least = counts[counts["asked"] > 0].sort_values(NOT_SEEN, ascending=False, kind="stable").head(1)
    worst = "".join(
        f" Most often not seen: {name} ({counted(int(n), 'text')})."
        for name, n in zip(least[label], least[NOT_SEEN], strict=True)
        if n
    )
    return f"What answers rest on, by {heading.lower()}: {shares} of {asked} questions asked.{worst}"
