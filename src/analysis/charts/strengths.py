"""Where the laws are strong and what is rare: the median share of points, and how many laws earn all of them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import LINE, LINE_BREAK, across, boxes, lane, layered, note, words
from analysis.charts.palette import EDGE, SHARE_ANCHORS, mix
from analysis.charts.parts import wrapped
from analysis.charts.theme import NARROW, SMALL
from analysis.display.numbers import counted, percent

ROW, TALL_ROW = 19.0, 33.0
LABELS, NARROW_LABELS = 246.0, 132.0
"""Pixels; a phone has the names of categories, and the heads of columns, on two lines."""


def category_strengths(summary: pd.DataFrame) -> Figure:
    """One bar per category: share of its points that the median law earns; beside it, laws with all its points.

    In: the frame of `rankings.category_summary`. The strongest category comes first.
    """
    rows = summary.sort_values(["median_share", "full"], ascending=False, kind="stable").reset_index(
        drop=True
    )
    rows["row"], count = rows.index, len(rows)
    share = rows["median_share"].fillna(0.0)
    bars = rows.assign(
        x=0.0, x2=100 * share, y=rows["row"] - 0.36, y2=rows["row"] + 0.36, stroke=EDGE,
        fill=[mix(SHARE_ANCHORS, value) for value in share], dash=pd.Series([[]] * count),
        words=[
            f"{title}: median law {percent(value)} of {maximum:g} points; {counted(full, 'law')} of {laws} with all of them"
            for title, value, maximum, full, laws in zip(
                rows["title"], share, rows["maximum"], rows["full"], rows["jurisdictions"], strict=True
            )
        ],
    )  # fmt: skip
    bars["percent"] = [percent(value) for value in share]
    bars["all"] = [
        f"{full} of {laws}" for full, laws in zip(rows["full"], rows["jurisdictions"], strict=True)
    ]
    bars["label"] = rows["title"]
    lines = [wrapped(title, 22) for title in rows["title"]]
    broken = bars.assign(
        label=[LINE_BREAK.join(line) for line in lines],
        first=[
            row - (len(line) - 1) * LINE / 2 / TALL_ROW for row, line in zip(rows["row"], lines, strict=True)
        ],
    )
    wide = layered(
        *_bars(bars, count),
        words(bars, alt.value(-LABELS), lane(count), "label", limit=LABELS - 8),
        words(bars, alt.value(350), lane(count), "all", align="right"),
        note("Share the median law earns", 0, -10),
        note("Laws with all points", 350, -10, align="right"),
        width=190,
        height=ROW * count,
    )
    plot, right = 92, NARROW - NARROW_LABELS
    narrow = layered(
        *_bars(broken, count),
        words(broken, alt.value(-NARROW_LABELS), lane(count, "first"), "label", lineHeight=LINE, within=True),
        words(broken, alt.value(right), lane(count), "all", align="right"),
        note(f"Share the{LINE_BREAK}median law earns", 0, -10 - LINE, lineHeight=LINE, size=SMALL),
        note(
            f"Laws with{LINE_BREAK}all points", right, -10 - LINE, align="right", lineHeight=LINE, size=SMALL
        ),
        width=plot,
        height=TALL_ROW * count,
    )
    return Figure(wide, _alt(rows), _table(rows), narrow=narrow, headline=headlines.of_strengths(rows))


def _bars(bars: pd.DataFrame, count: int) -> list[alt.Chart]:
    return [
        boxes(bars[bars["x2"] > 0], across("x", 0, 100), lane(count, "y")),
        words(bars, across("x2", 0, 100), lane(count), "percent", dx=5),
    ]


def _alt(rows: pd.DataFrame) -> str:
    if not rows["jurisdictions"].any():
        return "No law to measure categories by."
    first, last = rows.iloc[0], rows.iloc[-1]
    rare = rows.sort_values("full", kind="stable").iloc[0]
    return (
        f"The median law earns {percent(first['median_share'])} of the points in {first['title'].lower()}, the most, and "
        f"{percent(last['median_share'])} in {last['title'].lower()}, the least. Fewest laws earn every point in "
        f"{rare['title'].lower()}: {rare['full']} of {rare['jurisdictions']}."
    )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Category": rows["title"],
            "Points": rows["maximum"],
            "Laws coded": rows["jurisdictions"],
            "Median share (%)": (100 * rows["median_share"]).round(),
            "Laws with all points": rows["full"],
            "Laws with none": rows["none"],
        }
    )
