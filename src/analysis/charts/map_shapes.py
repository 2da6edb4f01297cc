"""The shapes and letters of a map, and the map of grades drawn for a phone."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import shapely

from analysis.charts.geography import RIGHT_MARGIN, Geography
from analysis.charts.grade_key import grade_key, key_height
from analysis.charts.layers import layered, linked_words, pixel_x, pixel_y, words
from analysis.charts.palette import EDGE, MUTED
from analysis.charts.theme import BOLD, NARROW, SMALL
from analysis.grading.scorecard import Scorecard
from analysis.standard.rubric import Rubric

ROOM, CALLED, STEP = 5.0, 62.0, 19.0
"""Pixels: the radius a letter needs, and the width and height of a place in the list of those without room."""


def narrow_map(card: Scorecard, geography: Geography, rubric: Rubric, rows: pd.DataFrame) -> alt.LayerChart:
    """The map as wide as a phone: letters on the shapes with room for one, the others listed under the map."""
    # The mainland takes the room that the labels beside it need on a page.
    small = geography.scaled(NARROW * geography.width / (geography.width - RIGHT_MARGIN), detail=1.2)
    width, below = float(NARROW), small.height + 8
    labels = small.shapes.join(rows[["code", "symbol", "ink", "words", "href"]], how="inner")
    circles = shapely.maximum_inscribed_circle(labels["geometry"].to_numpy(), 0.25)
    roomy = (shapely.length(circles) >= ROOM) & ~labels["beside"].to_numpy()
    labels = labels.drop(columns="geometry")
    listed = rows[~rows.index.isin(labels.index[roomy])].sort_values("code", kind="stable")
    across = int(width // CALLED)
    place = pd.Series(range(len(listed)), index=listed.index)
    listed = listed.assign(
        x=place % across * CALLED,
        y=below + 26 + STEP * (place // across),
        text=listed["code"] + " " + listed["symbol"],
    )
    key_top = float(listed["y"].max()) + 20 if len(listed) else below
    height = key_top + key_height(card, rubric, width)
    layers = [
        shapes(small, rows),
        letters(labels[roomy].sort_index(), pixel_x("label_x", width), pixel_y("label_y", height), SMALL),
    ]
    if len(listed):
        x, y = pixel_x("x", width), pixel_y("y", height)
        head = pd.DataFrame(
            {"text": ["Too small for a letter, or not on the map:"], "x": [0.0], "y": [below + 6]}
        )
        layers += [words(head, x, y, color=MUTED, size=SMALL), linked_words(listed, x, y, "text", bold=True)]
    return layered(*layers, *grade_key(card, rubric, width, height, key_top), width=width, height=height)


def letters(inside: pd.DataFrame, x: alt.X, y: alt.Y, size: float) -> alt.Chart:
    """Letters printed on their shapes, in the ink of their rows."""
    mark = alt.Chart(inside).mark_text(fontWeight=BOLD, fontSize=size, aria=False)
    return mark.encode(x=x, y=y, text=alt.Text("symbol:N"), color=alt.Color("ink:N", scale=None))


def shapes(geography: Geography, rows: pd.DataFrame) -> alt.Chart:
    """The shapes of jurisdictions in the look of their rows, each linked to its card."""
    features = [
        feature | {"properties": _properties(rows.loc[feature["id"]])}
        for feature in geography.features()
        if feature["id"] in rows.index
    ]
    fields = ["fill", "stroke", "dash", "words", "href"]
    shown = {name: f"properties.{name}" for name in fields}
    return (
        alt.Chart(alt.Data(values=features))
        .mark_geoshape(strokeWidth=0.7, clip=False)
        .encode(
            fill=alt.Fill(f"{shown['fill']}:N", scale=None),
            stroke=alt.StrokeValue(EDGE),
            strokeDash=alt.StrokeDash(f"{shown['dash']}:N", scale=None),
            tooltip=alt.Tooltip(f"{shown['words']}:N", title=""),
            description=alt.Description(f"{shown['words']}:N"),
            href=alt.Href(f"{shown['href']}:N"),
        )
        .project(type="identity", scale=1, translate=[0, 0])
    )


def _properties(row: pd.Series) -> dict[str, Any]:
    return {name: row[name] for name in ("fill", "stroke", "dash", "words", "href")}
