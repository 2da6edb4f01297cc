"""The one Altair theme: bundled fonts, quiet axes, type that stays readable in print and on a phone."""

from __future__ import annotations

import os
from functools import cache
from typing import Literal

import altair as alt
import vl_convert
from altair.utils import schemapi

from analysis.charts.palette import ACCENT, GRID, INK, MUTED, PAPER, RULE
from analysis.display.typefaces import FONTS
from analysis.project import UNCHECKED_VARIABLE

NAME = "report_cards"
FONT = "Public Sans"

WIDE = 620
"""Pixels. Printed over the text width of 6.6 inches, the smallest letter is 8.5 points."""

NARROW = 330
"""Pixels. What a phone of 375 pixels leaves for a chart, which then keeps its letters at their size."""

SMALL, NORMAL, LARGE = 11.3, 12, 14
BOLD: Literal[600] = 600


def config() -> dict[str, object]:
    """The Vega-Lite configuration of every chart."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": MUTED}
    sizes = {"labelFontSize": NORMAL, "titleFontSize": NORMAL, "titleFontWeight": "normal", "labelLimit": 400}
    return {
        "font": FONT,
        "background": PAPER,
        "padding": 4,
        "view": {"stroke": None},
        "axis": text
        | sizes
        | {
            "domain": False,
            "ticks": False,
            "aria": False,
            "gridColor": GRID,
            "labelPadding": 6,
            "titleLimit": 500,
        },
        "header": text | sizes | {"titleLimit": 500},
        "legend": text | sizes,
        "text": {"font": FONT, "fontSize": NORMAL, "color": INK},
        "title": {"font": FONT, "color": INK, "fontSize": LARGE, "fontWeight": BOLD, "anchor": "start"},
        "bar": {"color": ACCENT},
        "point": {"color": ACCENT},
        "rule": {"color": RULE},
    }


@alt.theme.register(NAME, enable=True)
def report_cards() -> alt.theme.ThemeConfig:
    """The theme under the name that `alt.theme.enable` takes."""
    return alt.theme.ThemeConfig(config=config())  # type: ignore[typeddict-item]


if os.environ.get(UNCHECKED_VARIABLE):
    # A quarter of the time that a chart takes. Tests, and notebooks that people run, compare every layer.
    schemapi.disable_debug_mode()


def checked() -> bool:
    """Whether charts are compared with Vega-Lite's schema as they are made."""
    return schemapi.DEBUG_MODE


@cache
def register_fonts() -> None:
    """Give the bundled fonts to the SVG converter; called before anything is drawn."""
    vl_convert.register_font_directory(str(FONTS))
