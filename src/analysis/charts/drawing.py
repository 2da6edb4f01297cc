"""Pictures of charts. A picture follows from its specification: it is kept by the specification's digest and drawn once."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

import altair as alt
import vl_convert

from analysis.charts import theme
from analysis.charts.tidying import tidy
from analysis.display.typefaces import FONTS
from analysis.project import kept_results
from analysis.raw.kept import Kept

KIND = "drawings"
VEGA_LITE = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]


class Helper(Protocol):
    """Another process that draws for this one (`analysis.charts.drawer`)."""

    def ask(self, document: str) -> None:
        """Have a document drawn and its picture kept, without waiting."""

    def wait(self, document: str) -> None:
        """Until a document asked for is drawn, or cannot be."""


_helper: Helper | None = None


def draw_with(helper: Helper) -> None:
    """From now on leave drawing to a helper. What it does not keep is drawn here."""
    global _helper
    _helper = helper


class Order:
    """The picture of a Vega-Lite document. A helper draws it while this process does something else."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._document = json.dumps(spec, ensure_ascii=False)
        self._known = known(self._document)
        if self._known is None and _helper is not None:
            _helper.ask(self._document)

    def picture(self) -> str:
        """The SVG, fit for a page. Errors: those of the converter and of `svg.tidy`."""
        if self._known is None and _helper is not None:
            _helper.wait(self._document)
            self._known = known(self._document)
        return tidy(self._known if self._known is not None else draw(self._document))


def drawn(spec: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite document, fit for a page. Errors: those of the converter and of `svg.tidy`."""
    return Order(spec).picture()


def known(document: str) -> str | None:
    """The converter's picture of a document, where it is kept."""
    picture = Kept(kept_results()).get(KIND, _key(document))
    return None if picture is None else picture.decode("utf-8")


def draw(document: str) -> str:
    """The converter's picture of a document, kept from now on. Errors: those of the converter."""
    theme.register_fonts()
    picture: str = vl_convert.vegalite_to_svg(document, vl_version=VEGA_LITE, allowed_base_urls=[])
    Kept(kept_results()).put(KIND, _key(document), picture.encode("utf-8"))
    return picture


def _key(document: str) -> str:
    return hashlib.sha256(f"{_tools()}\n{document}".encode()).hexdigest()


@cache
def _tools() -> str:
    """What else a picture follows from: the converter, the version of the language and the fonts."""
    fonts = hashlib.sha256()
    for path in sorted(FONTS.glob("*.ttf")):
        fonts.update(path.name.encode() + path.read_bytes())
    return f"{version('vl-convert-python')} {VEGA_LITE} {fonts.hexdigest()}"
