"""Pictures of charts. A picture follows from its specification: it is kept by the specification's digest and drawn once."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from typing import Any

import altair as alt
import vl_convert

from analysis.charts import theme
from analysis.charts.svg import tidy
from analysis.display.typefaces import FONTS
from analysis.project import kept_results
from analysis.raw.kept import Kept

KIND = "drawings"
VEGA_LITE = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]


def drawn(spec: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite document, fit for a page. Errors: those of the converter and of `svg.tidy`."""
    document = json.dumps(spec, ensure_ascii=False)
    kept, key = Kept(kept_results()), _key(document)
    known = kept.get(KIND, key)
    if known is not None:
        return tidy(known.decode("utf-8"))
    theme.register_fonts()
    picture: str = vl_convert.vegalite_to_svg(document, vl_version=VEGA_LITE, allowed_base_urls=[])
    kept.put(KIND, key, picture.encode("utf-8"))
    return tidy(picture)


def _key(document: str) -> str:
    return hashlib.sha256(f"{_tools()}\n{document}".encode()).hexdigest()


@cache
def _tools() -> str:
    """What else a picture follows from: the converter, the version of the language and the fonts."""
    fonts = hashlib.sha256()
    for path in sorted(FONTS.glob("*.ttf")):
        fonts.update(path.name.encode() + path.read_bytes())
    return f"{version('vl-convert-python')} {VEGA_LITE} {fonts.hexdigest()}"
