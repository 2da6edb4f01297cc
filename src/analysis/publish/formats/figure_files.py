"""A figure to take away: the drawing by itself, the same as pixels, and the numbers behind it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.display.typefaces import FONTS
from analysis.publish.build.failure import BuildFailure
from analysis.publish.markdown.svg import alone_svg
from analysis.publish.notebooks.outputs import Embed
from analysis.raw.kept import Kept
from analysis.safety import safe_cell

KIND = "pixels"
SCALE = 2.0
"""Pixels of a picture for each of its drawing: sharp on paper at half the width of a page, and on dense screens."""

PER_INCH = 96
"""Pixels of a drawing."""

DRAWING = "drawing.svg"
PAGE = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{DRAWING}")\n'
"""A page that is nothing but a drawing."""

_TOLD = re.compile(r"<(title|desc)>[^<]*</\1>")
"""What a drawing says only to those who ask or listen."""


def drawing(figure: Embed, title: str) -> str:
    """The drawing as an SVG file: titled and described, without the links that only a page of the site can follow."""
    return alone_svg(figure.svg, figure.label, title, figure.alt)


def pixels(svg: str, kept: Kept) -> bytes:
    """The drawing as PNG, kept by the digest of what is seen of it and drawn once: words only told are no pixels.

    Drawn by Typst, which has the report's fonts in memory and packs the picture tightly: a third of the time and of the size
    that the converter of charts takes, and no letter from a font of this machine.
    """
    seen = _TOLD.sub("", svg)
    key = hashlib.sha256(f"{_tools()}\n{SCALE}\n{PAGE}\n{seen}".encode()).hexdigest()
    known = kept.get(KIND, key)
    if known is not None:
        return known
    made = _drawn(seen)
    kept.put(KIND, key, made)
    return made


def _drawn(svg: str) -> bytes:
    import typst

    with TemporaryDirectory(prefix="report-cards-") as place:
        folder = Path(place)
        (folder / "page.typ").write_text(PAGE, encoding="utf-8")
        (folder / DRAWING).write_text(svg, encoding="utf-8", newline="\n")
        made = typst.compile(
            folder / "page.typ", root=folder, font_paths=[FONTS], ignore_system_fonts=True, format="png",
            ppi=SCALE * PER_INCH,
        )  # fmt: skip
    if not isinstance(made, bytes):
        raise BuildFailure("Typst drew no picture of a figure.")
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
    """What else the pixels follow from: the typesetter and the fonts."""
    fonts = hashlib.sha256()
    for path in sorted(FONTS.glob("*.ttf")):
        fonts.update(path.name.encode() + path.read_bytes())
    return f"{version('typst')} {fonts.hexdigest()}"
