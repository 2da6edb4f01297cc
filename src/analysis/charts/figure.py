"""A figure: one chart as Vega-Lite, SVG, a sentence and the table behind it, the same bytes every time."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from analysis.charts import theme
from analysis.charts.drawing import Order, drawn
from analysis.project import makes_pages

TABLE_TYPE = "application/vnd.report-cards.table+json"
Drawing = alt.TopLevelMixin
NARROW_TYPE = "application/vnd.report-cards.narrow+xml"


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart that carries its description and its data.

    `chart`: an Altair chart, whose parameters and data Altair names by their content. `alt`: the finding in words,
    computed from the data. `data`: one row per mark that carries meaning, columns headed as a reader should see them.
    `narrow`: the same chart drawn for a phone, with the same marks, words and links. `headline`: what the picture shows,
    in one line for above it, computed from the data.
    """

    chart: alt.TopLevelMixin
    alt: str
    data: pd.DataFrame
    narrow: Drawing | None = None
    headline: str = ""

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite document with sorted keys; `description` holds the alternative text."""
        return _document(self.chart, self.alt)

    @cached_property
    def svg(self) -> str:
        """The chart as one self-contained SVG: bundled font, no other host, ids that no other figure has."""
        return drawn(self.spec)

    @cached_property
    def narrow_svg(self) -> str:
        """The chart as an SVG for a phone; empty where it has no such drawing."""
        return drawn(_document(self.narrow, self.alt)) if self.narrow is not None else ""

    def png(self, scale: float = 2.0) -> bytes:
        """The chart as pixels, for a README or a preview."""
        theme.register_fonts()
        pixels: bytes = vl_convert.svg_to_png(self.svg, scale=scale)
        return pixels

    def table(self) -> dict[str, list[Any]]:
        """`data` as `columns` and `rows` of JSON values; a missing value is null."""
        rows = [[_value(cell) for cell in row] for row in self.data.itertuples(index=False, name=None)]
        return {"columns": [str(column) for column in self.data.columns], "rows": rows}

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """The drawing and its words, which every viewer shows; in a build also what only the report's pages use.

        The headline is the output's metadata.
        """
        wide = Order(self.spec)
        bundle: dict[str, Any] = {"text/plain": self.alt}
        if makes_pages():
            bundle[TABLE_TYPE] = self.table()
            if self.narrow is not None:
                narrow = Order(_document(self.narrow, self.alt))
                bundle[NARROW_TYPE] = narrow.picture()
        bundle["image/svg+xml"] = wide.picture()
        return bundle, {"headline": self.headline}


def _document(chart: alt.TopLevelMixin, words: str) -> dict[str, Any]:
    with alt.theme.enable(theme.NAME), alt.data_transformers.enable("default", max_rows=None):
        document = chart.to_dict(validate=theme.checked()) | {"description": words}
    ordered: dict[str, Any] = json.loads(json.dumps(document, sort_keys=True, ensure_ascii=False))
    return ordered


def _value(cell: Any) -> Any:
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if hasattr(cell, "item"):
        return _value(cell.item())
    return cell if isinstance(cell, (bool, int, float, str)) else str(cell)
