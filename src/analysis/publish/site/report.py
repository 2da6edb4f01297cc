"""`report.html`, the report's chapters on one page, and `appendix-….html`, a page for each section of its appendix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.display.words import listed
from analysis.publish.build.context import Context
from analysis.publish.formats.html import body_html, environment
from analysis.publish.formats.markup import markup
from analysis.publish.markdown import pandoc, syntax_tree
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.markdown.site_parts import APPENDIX, WHOLE, Part, Parts, parts
from analysis.publish.markdown.syntax_tree import Node
from analysis.publish.site.navigation import REPORT

CONTENTS_DEPTH = 2


@dataclass
class Entry:
    """One line of the contents list."""

    address: str
    number: str
    title: str
    children: list[Entry] = field(default_factory=list)


def write(context: Context, folder: Path) -> None:
    """The report's page and those of its appendix, by their names."""
    pages = report_pages(
        context.assembled, context.report / "templates", context.cards, _other_forms(context), context.ask
    )
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def report_pages(
    report: Report,
    templates: Path,
    cards: Mapping[str, str],
    links: list[tuple[str, str]],
    ask: Ask = pandoc.run,
) -> dict[str, str]:
    """Each page by its file. `cards` gives each jurisdiction's page, `links` the report's other forms as (address, words).

    `ask` takes the place of Pandoc.
    """
    jinja = environment(templates)
    cut = parts(report)
    shared = {"report": report, "base": "", "here": REPORT.name}

    def body(blocks: list[Node], here: str) -> object:
        return markup(body_html(blocks, report, jinja, cards, here, cut.addresses, ask))

    made = {
        WHOLE: jinja.get_template("report.html.j2").render(
            shared,
            page=REPORT,
            abstract=body(report.blocks_of("abstract"), WHOLE),
            disclaimer=body(report.disclaimer, WHOLE),
            body=body(_with_list(report, cut), WHOLE),
            contents=contents(report),
            links=links,
        )
    }
    template = jinja.get_template("appendix.html.j2")
    for part in cut.pages:
        title = f"Appendix: {part.title}"
        said = f"{title}. {', '.join(_tables(report, part))}".removesuffix(". ")
        made[part.file] = template.render(
            shared,
            page=replace(REPORT, name=part.file.removesuffix(".html"), title=title, description=said),
            part=part,
            body=body(part.blocks, part.file),
            contents=cut.pages,
            numbers=report.numbers,
            whole=WHOLE,
            above=APPENDIX,
        )
    return made


def contents(report: Report) -> list[Entry]:
    """The headings of the first two levels, as a tree; each leads to where it stands."""
    addresses = parts(report).addresses
    entries: list[Entry] = []
    for block in report.blocks:
        if block["t"] != "Header" or block["c"][0] > CONTENTS_DEPTH:
            continue
        level, (identifier, _, _), inlines = block["c"]
        address = addresses.get(identifier, f"#{identifier}")
        entry = Entry(address, report.numbers.get(identifier, ""), syntax_tree.plain(inlines))
        (entries if level == 1 or not entries else entries[-1].children).append(entry)
    return entries


def _with_list(report: Report, cut: Parts) -> list[Node]:
    """The report's blocks, the appendix with the list of its pages at the end."""
    if not cut.pages:
        return cut.body
    items = [[{"t": "Plain", "c": _line(report, part)}] for part in cut.pages]
    starts = [place for place, block in enumerate(cut.body) if block["t"] == "Header" and block["c"][0] == 1]
    begun = next(place for place in starts if cut.body[place]["c"][1][0] == APPENDIX)
    end = next((place for place in starts if place > begun), len(cut.body))
    return [*cut.body[:end], {"t": "BulletList", "c": items}, *cut.body[end:]]


def _line(report: Report, part: Part) -> list[Node]:
    name = f"{report.numbers.get(part.id, '')} {part.title}".strip()
    held = _tables(report, part)
    linked = syntax_tree.link(syntax_tree.words(name), f"#{part.id}")
    return (
        [linked, *syntax_tree.words(": " + listed(held).replace("Table ", "Table\u00a0"))]
        if held
        else [linked]
    )


def _tables(report: Report, part: Part) -> list[str]:
    """The tables that stand on a page, as they are numbered."""
    tables = [node for node in syntax_tree.nodes(part.blocks) if node["t"] == "Table" and node["c"][0][0]]
    return [f"Table {report.numbers[table['c'][0][0]]}" for table in tables]


def _other_forms(context: Context) -> list[tuple[str, str]]:
    first = next((f"notebooks/{path.stem}.html" for path in sorted(context.notebooks.glob("*.ipynb"))), "")
    forms = [
        ("report.pdf", "The report to print (PDF)"),
        ("data/state-report-cards.xlsx", "All as a workbook (Excel)"),
        ("data/state-report-cards-data.zip", "All data (zip)"),
    ]
    return [*forms, (first, "How it was computed (notebooks)")] if first else forms
