"""The tile grid: every jurisdiction the same size, with its code and its letter."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.grade_key import grade_key, key_height
from analysis.charts.layers import boxes, layered, pixel_x, pixel_y, words
from analysis.charts.palette import INK
from analysis.charts.parts import LINKS, display_rows, finding, status_table
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.grading.scorecard import Scorecard
from analysis.standard.rubric import Rubric

GAP = 3.0


def tile_grid(
    card: Scorecard, tiles: pd.DataFrame, rubric: Rubric, *, links: str = LINKS, highlight: str | None = None
) -> Figure:
    """Each jurisdiction as a tile of equal weight, with postal code and letter, linked to its card.

    In: `tiles` as `geography.tiles` gives it; `highlight` names a jurisdiction to outline.
    """
    rows = display_rows(card, rubric, links)

    def drawn(width: float, tall: float, letter: float) -> alt.LayerChart:
        placed = _placed(rows, tiles, width, tall, highlight)
        grid_height = float(placed["y2"].max()) + GAP
        height = grid_height + 14 + key_height(card, rubric, width)
        x, y = pixel_x("x", width), pixel_y("y", height)
        middle = placed.assign(x=(placed["x"] + placed["x2"]) / 2)
        code, symbol = (middle.assign(y=placed["y"] + part * tall) for part in (0.27, 0.68))
        return layered(
            boxes(placed, x, y, linked=True),
            words(code, x, y, "code", align="center", size=SMALL, ink="ink"),
            words(symbol, x, y, "symbol", align="center", size=letter, bold=True, ink="ink"),
            *grade_key(card, rubric, width, height, grid_height + 14),
            width=width,
            height=height,
        )

    text = f"Tile grid, one tile for each jurisdiction. {finding(card, rubric)}"
    if highlight is not None:
        text = f"{rows['words'].loc[highlight]}. {text}"
    wide, narrow = drawn(WIDE, 32.0, 14.0), drawn(NARROW, 36.0, 13.0)
    return Figure(wide, text, status_table(rows), narrow=narrow, headline=headlines.of_status(card))


def _placed(
    rows: pd.DataFrame, tiles: pd.DataFrame, width: float, tall: float, highlight: str | None
) -> pd.DataFrame:
    """Rows with the corners of their tiles in pixels, in reading order, so that the Tab key goes line by line."""
    step = width / (tiles["column"].max() + 1)
    placed = rows.join(tiles, how="inner").sort_values(["row", "column"])
    placed["x"] = placed["column"] * step + GAP / 2
    placed["y"] = (placed["row"] - tiles["row"].min()) * tall + GAP / 2
    placed["x2"], placed["y2"] = placed["x"] + step - GAP, placed["y"] + tall - GAP
    if highlight is not None:
        placed["stroke"] = placed["stroke"].where(placed["code"] != highlight, INK)
    return placed
