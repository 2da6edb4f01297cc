"""The national picture: grades on the map, categories on small maps."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.geography import Geography
from analysis.charts.grade_key import grade_key, key_height
from analysis.charts.layers import layered, linked_words, pixel_x, pixel_y, words
from analysis.charts.map_shapes import letters, narrow_map, shapes
from analysis.charts.palette import INK, MUTED
from analysis.charts.parts import LINKS, display_rows, finding, status_table
from analysis.display.words import listed
from analysis.grading.scorecard import Scorecard
from analysis.standard.rubric import Rubric


def grade_map(card: Scorecard, geography: Geography, rubric: Rubric, links: str = LINKS) -> Figure:
    """The national map of grades, each letter printed on its state and linked to its card.

    A provisional letter carries an asterisk. Jurisdictions without a shape are listed under the map.
    """
    rows = display_rows(card, rubric, links)
    absent = rows.loc[[code for code in geography.without_shape if code in rows.index]]
    alt_text = f"Map of the grades: {finding(card, rubric)}"
    if len(absent):
        alt_text += f" Not on the map: {listed(absent['name'])}."
    wide = _wide(card, geography, rubric, rows, absent)
    narrow, headline = narrow_map(card, geography, rubric, rows), headlines.of_grades(card, rubric)
    return Figure(wide, alt_text, status_table(rows), narrow=narrow, headline=headline)


def _wide(
    card: Scorecard, geography: Geography, rubric: Rubric, rows: pd.DataFrame, absent: pd.DataFrame
) -> alt.LayerChart:
    width, map_height = geography.width, geography.height
    key_tall = key_height(card, rubric, width)
    height = map_height + key_tall + 4 + (20 if geography.without_shape else 0)
    labels = geography.shapes.join(rows[["code", "symbol", "ink", "words", "href"]], how="inner")
    labels = labels.drop(columns="geometry").sort_index()
    inside, beside = labels[~labels["beside"]], labels[labels["beside"]]
    beside = beside.assign(text=beside["code"] + " " + beside["symbol"])
    x, y = pixel_x("label_x", width), pixel_y("label_y", height)
    layers = [shapes(geography, rows), letters(inside, x, y, 13)]
    led = beside.dropna(subset=["anchor_x"])
    if len(led):
        layers += _leaders(led, width, height)
    if len(beside):
        layers.append(linked_words(beside, x, y, "text", bold=True))
    if len(absent):
        layers += _aside(absent, width, height, map_height)
    return layered(
        *layers, *grade_key(card, rubric, width, height, height - key_tall), width=width, height=height
    )


def _leaders(led: pd.DataFrame, width: float, height: float) -> list[alt.Chart]:
    ends = led.assign(end_x=led["label_x"] - 4)
    line = (
        alt.Chart(ends)
        .mark_rule(color=MUTED, strokeWidth=0.7, aria=False)
        .encode(
            x=pixel_x("anchor_x", width),
            y=pixel_y("anchor_y", height),
            x2=alt.X2("end_x:Q"),
            y2=alt.Y2("label_y:Q"),
        )
    )
    dot = (
        alt.Chart(ends)
        .mark_circle(color=INK, size=9, opacity=1, aria=False)
        .encode(x=pixel_x("anchor_x", width), y=pixel_y("anchor_y", height))
    )
    return [line, dot]


def _aside(absent: pd.DataFrame, width: float, height: float, top: float) -> list[alt.Chart]:
    """Jurisdictions without a shape, in a line under the map, linked as the shapes are."""
    text = absent["name"] + " " + absent["symbol"]
    # About seven pixels a letter: enough for names one beside the other, whatever they are.
    left = 106 + (7.0 * text.str.len() + 18).cumsum().shift(fill_value=0.0)
    x, y = pixel_x("x", width), pixel_y("y", height)
    head = pd.DataFrame({"text": ["Not on the map:"], "x": [0.0], "y": [top + 12]})
    return [
        words(head, x, y),
        linked_words(absent.assign(text=text, x=left, y=top + 12), x, y, "text", limit=width),
    ]
