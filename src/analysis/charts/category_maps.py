"""Small maps, one per category: where the law earns its points and where it does not."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.geography import Geography
from analysis.charts.layers import boxes, layered, pixel_x, pixel_y, said, words
from analysis.charts.palette import EDGE, MUTED, NO_LAW_FILL, PAPER, SHARE_ANCHORS, mix, status_label
from analysis.charts.parts import wrapped
from analysis.charts.theme import NORMAL, SMALL
from analysis.display.numbers import counted, percent
from analysis.grading.rankings import category_summary, shares
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.standard.rubric import Category, Rubric

Look = tuple[str, str, list[float]]

WIDE_MAPS, NARROW_MAPS = (194.0, 3), (156.0, 2)
"""Width of a map in pixels, and maps in a row: on a page, on a phone."""
NOT_SEEN: Look = ("Text not seen", PAPER, [2, 1.5])
NO_LAW: Look = ("No law", NO_LAW_FILL, [])


def category_maps(card: Scorecard, geography: Geography, rubric: Rubric) -> Figure:
    """One map for each category: share of the points that the coded questions could have earned.

    White with dashes: text not seen; grey: no law. A key fills the place after the last map.
    """
    rows = _rows(card, rubric)
    summary = category_summary(card, rubric)
    medians = dict(zip(summary.index, summary["median_share"], strict=True))

    def drawn(width: float, columns: int) -> alt.TopLevelMixin:
        small = geography.scaled(width, detail=1.5)
        outlines = [{"code": feature["id"], "shape": feature} for feature in small.features()]
        shapes = alt.NamedData("shapes")
        maps = [
            _map(rows[rows["category"] == c.id], shapes, c, medians[c.id], small) for c in rubric.categories
        ]
        spacing = {"row": 14, "column": 14}
        return alt.concat(*maps, _key(small), columns=columns, spacing=spacing, datasets={"shapes": outlines})

    table = _table(rows, card, rubric)
    headline = headlines.of_maps(summary)
    return Figure(drawn(*WIDE_MAPS), _alt(summary), table, narrow=drawn(*NARROW_MAPS), headline=headline)


def _rows(card: Scorecard, rubric: Rubric) -> pd.DataFrame:
    share = shares(card)
    rows = []
    for category in rubric.categories:
        for code, name, status in zip(
            card.table.index, card.table["name"], card.table["status"], strict=True
        ):
            part: Any = share.at[code, category.id]
            points: Any = card.categories.at[code, category.id]
            fill, dash, text = NOT_SEEN[1], NOT_SEEN[2], NOT_SEEN[0].lower()
            if status == NO_LAW_STATUS:
                fill, dash, text = NO_LAW[1], NO_LAW[2], NO_LAW[0].lower()
            elif status == UNKNOWN:
                text = status_label(status).lower()
            elif not pd.isna(part):
                fill, dash, text = (
                    mix(SHARE_ANCHORS, float(part)),
                    [],
                    f"{points:g} of {category.maximum:g} points",
                )
            rows.append((category.id, code, name, fill, dash, text, f"{name}: {text}"))
    return pd.DataFrame(rows, columns=["category", "code", "name", "fill", "dash", "text", "words"])


def _map(
    rows: pd.DataFrame, shapes: alt.NamedData, category: Category, median: float, small: Geography
) -> alt.Chart:
    subtitle = f"{category.maximum:g} points" + ("" if pd.isna(median) else f"; median law {percent(median)}")
    return (
        alt.Chart(
            rows[["code", "fill", "dash", "words"]],
            title=alt.TitleParams(
                wrapped(category.title, int(small.width / 6.2)),
                subtitle=subtitle,
                fontSize=NORMAL,
                subtitleFontSize=SMALL,
                subtitleColor=MUTED,
                limit=small.width + 8,
                offset=4,
            ),
        )
        .transform_lookup(lookup="code", from_=alt.LookupData(shapes, "code", ["shape"]))
        .transform_filter("isValid(datum.shape)")
        .mark_geoshape(strokeWidth=0.5, stroke=EDGE, clip=False)
        .encode(
            shape=alt.Shape("shape:G"),
            fill=alt.Fill("fill:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
            **said(),
        )
        .project(type="identity", scale=1, translate=[0, 0])
        .properties(width=small.width, height=small.height)
    )


def _key(small: Geography) -> alt.LayerChart | alt.FacetChart:
    steps = [
        ("All the points", 1.0),
        ("Two thirds", 2 / 3),
        ("One third", 1 / 3),
        ("None of the points", 0.0),
    ]
    look: list[Look] = [(text, mix(SHARE_ANCHORS, share), []) for text, share in steps]
    rows: list[dict[str, Any]] = [
        {"x": 8.0, "x2": 30.0, "y": 18.0 * at, "y2": 18.0 * at + 15, "fill": fill, "dash": dash, "text": text}
        for at, (text, fill, dash) in enumerate([*look, NOT_SEEN, NO_LAW])
    ]
    frame = pd.DataFrame(rows).assign(stroke=EDGE)
    x, y = pixel_x("x", small.width), pixel_y("y", small.height)
    text = frame.assign(x=38.0, y=frame["y"] + 8)
    return layered(
        boxes(frame, x, y, spoken=False), words(text, x, y), width=small.width, height=small.height
    )


def _table(rows: pd.DataFrame, card: Scorecard, rubric: Rubric) -> pd.DataFrame:
    wide = rows.pivot(index="code", columns="category", values="text")
    wide = wide.reindex(index=card.table.index, columns=[c.id for c in rubric.categories])
    wide.columns = [c.title for c in rubric.categories]
    wide.insert(0, "Jurisdiction", card.table["name"])
    return wide.reset_index(drop=True)


def _alt(summary: pd.DataFrame) -> str:
    order = summary.sort_values("median_share", ascending=False, kind="stable")
    parts = [
        f"{t.lower()} {percent(s)}"
        for t, s in zip(order["title"], order["median_share"], strict=True)
        if s == s
    ]
    if not parts:
        return "Maps of the categories; no law to show points for."
    return (
        f"{counted(len(summary), 'map')}, one for each category. Share of its points that the median law earns, "
        f"from the highest: {', '.join(parts)}."
    )
