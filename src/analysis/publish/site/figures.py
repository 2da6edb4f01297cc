"""`figures/<label>.html`: each figure of the report on a page of its own, to read, link to, cite and take away."""

from __future__ import annotations

from pathlib import Path

from analysis.publish.build.context import Context, versions
from analysis.publish.formats import citing, figure_files
from analysis.publish.formats.drawings import figure_html, write_phone_drawings
from analysis.publish.formats.html import environment
from analysis.publish.formats.html_tables import data_region
from analysis.publish.formats.markup import markup
from analysis.publish.notebooks.outputs import Embed
from analysis.publish.site.frame import write_pages
from analysis.publish.site.navigation import Page
from analysis.publish.site.report_figures import FOLDER, Shown, told

BASE = "../"


def write(context: Context, folder: Path) -> None:
    """Every figure's page, beside it the drawing (SVG), the picture (PNG) and the table (CSV), and what phones ask for."""
    (folder / FOLDER).mkdir()
    every = told(context)
    cited = citing.work(context.cover, versions(context))
    pages = []
    jinja = environment(context.report / "templates")
    cards = {code: BASE + page for code, page in context.cards.items()}
    for place, one in enumerate(every):
        figure = one.embed
        source = f"{context.cover.text('title')}, edition {cited.edition}"
        size = _write_files(context, folder / FOLDER, figure, one, source)
        values = {
            "drawing": markup(figure_html(figure, one.number, jinja, cards, BASE)),
            "figure": one,
            "alt": figure.alt,
            "size": size,
            "table": data_region(figure, one.name) if figure.data else "",
            "before": every[place - 1] if place else None,
            "after": every[place + 1] if place + 1 < len(every) else None,
            "citation": citing.in_words(cited, f"{one.name}, “{one.title}”"),
            "bibtex": citing.bibtex(cited, f"{one.name}: {one.title}", one.label),
        }
        pages.append((Page("figure", one.name, one.title, one.caption), one.file, values))
    write_pages(context, folder, pages)
    write_phone_drawings({one.label: one.embed for one in every}, context.cards, folder)


def _write_files(context: Context, folder: Path, figure: Embed, one: Shown, source: str) -> tuple[int, int]:
    """The files to take away, the drawing naming its `source`; the size of the picture in pixels."""
    svg = figure_files.drawing(figure, f"{one.name}. {one.title} ({source})")
    (folder / f"{one.label}.svg").write_text(svg, encoding="utf-8", newline="\n")
    png = figure_files.pixels(svg, context.cache.kept)
    (folder / f"{one.label}.png").write_bytes(png)
    if figure.data:
        (folder / f"{one.label}.csv").write_bytes(figure_files.numbers(figure.data))
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
