"""Where the laws are strong and what is rare: the median share of points, and how many laws earn all of them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts.figure import Figure
from analysis.charts.layers import across, boxes, lane, note, words
from analysis.charts.palette import EDGE, SHARE_ANCHORS, mix
from analysis.charts.parts import plural

ROW, LABELS, PLOT = 24.0, 246.0, 190.0


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
            f"{title}: median law {value:.0%} of {maximum:g} points; {plural(full, 'law')} of {laws} with all of them"
            for title, value, maximum, full, laws in zip(
                rows["title"], share, rows["maximum"], rows["full"], rows["jurisdictions"], strict=True
            )
        ],
    )  # fmt: skip
    bars["percent"] = [f"{value:.0%}" for value in share]
    bars["label"] = rows["title"]
    bars["all"] = [
        f"{full} of {laws}" for full, laws in zip(rows["full"], rows["jurisdictions"], strict=True)
    ]
    y, x = lane(count), across("x", 0, 100)
    chart = alt.layer(
        boxes(bars[share > 0], x, lane(count, "y")),
        words(bars, alt.value(-LABELS), y, "label", limit=LABELS - 8),
        words(bars, across("x2", 0, 100), y, "percent", dx=5),
        words(bars, alt.value(PLOT + 160), y, "all", align="right"),
        note("Share the median law earns", 0, -10),
        note("Laws with all points", PLOT + 160, -10, align="right"),
    ).properties(width=PLOT, height=ROW * count)
    return Figure(chart, _alt(rows), _table(rows))


def _alt(rows: pd.DataFrame) -> str:
    if not rows["jurisdictions"].any():
        return "No law to measure categories by."
    first, last = rows.iloc[0], rows.iloc[-1]
    rare = rows.sort_values("full", kind="stable").iloc[0]
    return (
        f"The median law earns {first['median_share']:.0%} of the points in {first['title'].lower()}, the most, and "
        f"{last['median_share']:.0%} in {last['title'].lower()}, the least. Fewest laws earn every point in "
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
