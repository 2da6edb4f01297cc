"""A figure to take away: the drawing by itself, the same as pixels, and the numbers behind it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from functools import cache
from importlib.metadata import version
from typing import Any

from analysis.display.typefaces import FONTS
from analysis.publish.markdown.svg import alone_svg
from analysis.publish.notebooks.outputs import Embed
from analysis.raw.kept import Kept
from analysis.safety import safe_cell

KIND = "pixels"
SCALE = 2.0
"""Pixels of a picture for each of its drawing: sharp on paper at half the width of a page, and on dense screens."""

_TOLD = re.compile(r"<(title|desc)>[^<]*</\1>")
"""What a drawing says only to those who ask or listen."""


def drawing(figure: Embed, title: str) -> str:
    """The drawing as an SVG file: titled and described, without the links that only a page of the site can follow."""
    return alone_svg(figure.svg, figure.label, title, figure.alt)


def pixels(svg: str, kept: Kept) -> bytes:
    """The drawing as PNG, kept by the digest of what is seen of it and drawn once: words only told are no pixels."""
    seen = _TOLD.sub("", svg)
    key = hashlib.sha256(f"{_tools()}\n{SCALE}\n{seen}".encode()).hexdigest()
    known = kept.get(KIND, key)
    if known is not None:
        return known
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    made: bytes = vl_convert.svg_to_png(seen, scale=SCALE)
    kept.put(KIND, key, made)
    return made


def numbers(data: dict[str, Any]) -> bytes:
    """The table behind a figure as CSV that Excel opens as it is: UTF-8 with a mark, no cell that it would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(column) for column in data["columns"]])
    writer.writerows([["" if cell is None else safe_cell(cell) for cell in row] for row in data["rows"]])
    return out.getvalue().encode("utf-8-sig")


@cache
def _tools() -> str:
    """What else the pixels follow from: the converter and the fonts."""
    fonts = hashlib.sha256()
    for path in sorted(FONTS.glob("*.ttf")):
        fonts.update(path.name.encode() + path.read_bytes())
    return f"{version('vl-convert-python')} {fonts.hexdigest()}"
