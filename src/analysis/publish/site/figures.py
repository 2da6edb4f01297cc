"""`figures/<label>.html`: each figure of the report on a page of its own, to read, link to, cite and take away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.publish.build.stages import Context, versions
from analysis.publish.formats import citing, figure_files
from analysis.publish.formats.drawings import figure_html, write_phone_drawings
from analysis.publish.formats.html import environment
from analysis.publish.formats.html_tables import data_region
from analysis.publish.formats.markup import markup
from analysis.publish.markdown import pandoc
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.parts import WHOLE, parts
from analysis.publish.notebooks.outputs import Embed
from analysis.publish.site.frame import write_pages
from analysis.publish.site.navigation import Page

FOLDER = "figures"
BASE = "../"


@dataclass(frozen=True)
class Shown:
    """A figure as its page tells it. `finding` is its headline, `caption` how to read it.

    `section` is the heading that it stands below in the report, `place` the page it stands on.
    """

    label: str
    number: str
    finding: str
    caption: str
    section: str
    place: str
    has_data: bool

    @property
    def name(self) -> str:
        return f"Figure {self.number}"

    @property
    def title(self) -> str:
        """The finding as it can stand alone: a headline may leave its subject to the section around it."""
        return f"{self.section}: {self.finding}" if self.section else self.finding

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.label}.html"


def shown(report: Report) -> list[Shown]:
    """The figures of a report in the order of their numbers."""
    captions, sections, elsewhere = _captions(report), _sections(report), parts(report).addresses
    return [
        Shown(
            label,
            report.numbers[label],
            figure.headline or captions[label],
            captions[label],
            sections[label],
            elsewhere.get(label, WHOLE),
            bool(figure.data),
        )
        for label, figure in sorted(report.figures.items(), key=lambda item: int(report.numbers[item[0]]))
    ]


def write(context: Context, folder: Path) -> None:
    """Every figure's page, beside it the drawing (SVG), the picture (PNG) and the table (CSV), and what phones ask for."""
    report = context.assembled
    (folder / FOLDER).mkdir()
    every = shown(report)
    cited = citing.work(report, versions(context))
    pages = []
    jinja = environment(context.report / "templates")
    cards = {code: BASE + page for code, page in context.cards.items()}
    for place, one in enumerate(every):
        figure = report.figures[one.label]
        source = f"{report.text('title')}, edition {cited.edition}"
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
    write_phone_drawings(report.figures, context.cards, folder)


def _write_files(context: Context, folder: Path, figure: Embed, one: Shown, source: str) -> tuple[int, int]:
    """The files to take away, the drawing naming its `source`; the size of the picture in pixels."""
    svg = figure_files.drawing(figure, f"{one.name}. {one.title} ({source})")
    (folder / f"{one.label}.svg").write_text(svg, encoding="utf-8", newline="\n")
    png = figure_files.pixels(svg, context.cache.kept)
    (folder / f"{one.label}.png").write_bytes(png)
    if figure.data:
        (folder / f"{one.label}.csv").write_bytes(figure_files.numbers(figure.data))
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _captions(report: Report) -> dict[str, str]:
    """The captions in words, without number and headline, which a line break ends."""
    found = {}
    for node in pandoc.nodes(report.blocks):
        if node["t"] == "Figure" and node["c"][0][0] in report.figures:
            label, words = node["c"][0][0], node["c"][1][1][0]["c"][1:]
            if report.figures[label].headline:
                words = words[words.index({"t": "LineBreak"}) + 1 :]
            found[label] = pandoc.plain(words)
    return found


def _sections(report: Report) -> dict[str, str]:
    """The heading that each figure stands below."""
    found, heading = {}, ""
    for node in pandoc.nodes(report.blocks):
        if node["t"] == "Header":
            heading = pandoc.plain(node["c"][2])
        elif node["t"] == "Figure":
            found[node["c"][0][0]] = heading
    return found
