"""A figure on a page: one drawing that stands in it, and another for phones that a script asks for only there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.publish.formats.markup import markup, script_json
from analysis.publish.markdown.svg import inline_svg, svg_size
from analysis.publish.notebooks.outputs import Embed

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "assets/drawings"
"""Where the drawings for phones stand, seen from the top of the site."""

WIDE = 560.0
"""Pixels. A wider drawing is not shrunk to a phone's width but moved under the finger, where no other takes its place."""


def figure_html(
    figure: Embed, number: str, jinja: Environment, cards: Mapping[str, str], base: str = ""
) -> str:
    """The drawing, and where the one for phones is. `cards`: the pages seen from this one; `base`: the way to the top."""
    return jinja.get_template("figure.html.j2").render(
        label=figure.label,
        name=f"Figure {number}",
        scrolls=svg_size(figure.svg)[0] > WIDE,
        sizes=sizes(figure.svg, figure.narrow),
        svg=markup(inline_svg(figure.svg, figure.label, figure.alt, cards, base=base)),
        narrow=f"{base}{FOLDER}/{figure.label}.js" if figure.narrow else "",
    )


def sizes(wide: str, narrow: str = "") -> str:
    """What the style sheet keeps free for the drawings before they are drawn, as properties of a style."""
    width, height = svg_size(wide)
    kept = f"--wide: {width:g} / {height:g}; --size: {width:g}px"
    return f"{kept}; --narrow: {' / '.join(f'{side:g}' for side in svg_size(narrow))}" if narrow else kept


def write_phone_drawings(figures: Mapping[str, Embed], cards: Mapping[str, str], folder: Path) -> None:
    """The drawings for phones, each a script that hands over its text: a page opened from disk may read nothing else."""
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for label, figure in figures.items():
        if figure.narrow:
            svg = inline_svg(figure.narrow, f"{label}-narrow", figure.alt, cards)
            text = (
                f'((window.StateReportCards ??= {{}}).drawings ??= {{}})["{label}"] = {script_json(svg)};\n'
            )
            (target / f"{label}.js").write_text(text, encoding="utf-8", newline="\n")
