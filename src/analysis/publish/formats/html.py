"""Blocks of the report as HTML that works from disk, without JavaScript and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.formats.drawings import figure_html
from analysis.publish.formats.markup import script_json
from analysis.publish.markdown import pandoc, syntax_tree
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.callouts import callout_title
from analysis.publish.markdown.inert import CARD
from analysis.publish.markdown.numbering import TITLE
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.markdown.site_parts import readdressed
from analysis.publish.markdown.syntax_tree import Node
from analysis.publish.site.address import site_address
from analysis.publish.site.navigation import navigation

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(folder: Path) -> Environment:
    """Jinja with everything escaped unless a template says that it is markup."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["script_json"] = script_json
    made.globals["navigation"] = navigation
    made.globals["site_address"] = site_address(folder.parent)
    return made


def body_html(
    blocks: list[Node],
    report: Report,
    jinja: Environment,
    cards: Mapping[str, str],
    here: str,
    addresses: Mapping[str, str],
    ask: Ask = pandoc.run,
) -> str:
    """Blocks as HTML for the page `here`, figures and tables dressed. `addresses`: the page of each label elsewhere.

    `ask` takes the place of Pandoc.
    """
    if not blocks:
        return ""

    def change(node: Node) -> Node | list[Node] | None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Header":
            return _heading(content, report.numbers)
        if kind == "RawBlock" and content[0] == "embed":
            return syntax_tree.raw(
                "html", figure_html(report.figures[content[1]], report.numbers[content[1]], jinja, cards)
            )
        if kind == "Figure":
            return _figure(report, content, jinja)
        if kind == "Table":
            return region(node)
        if kind == "Div" and any(name.startswith("callout-") and name != TITLE for name in content[0][1]):
            return _callout(content)
        return readdressed(node, here, addresses) or card_link(node, cards)

    changed = syntax_tree.transform(blocks, change)
    options = ("--section-divs", "--email-obfuscation=none", "--figure-caption-position=above")
    return pandoc.write(changed, "html5", options, ask)


def _figure(report: Report, content: list[Any], jinja: Environment) -> list[Node]:
    """The figure, and after it the ways to its own page, where the table behind it stands, and to take it along."""
    figure = report.figures[content[0][0]]
    links = jinja.get_template("figure-links.html.j2").render(
        label=figure.label, number=report.numbers[figure.label], has_data=bool(figure.data)
    )
    return [{"t": "Figure", "c": content}, syntax_tree.raw("html", links)]


def _heading(content: list[Any], numbers: Mapping[str, str]) -> Node:
    level, attributes, inlines = content
    number = numbers.get(attributes[0], "")
    shown = (
        [{"t": "Span", "c": [["", ["number"], []], syntax_tree.words(number)]}, {"t": "Space"}]
        if number
        else []
    )
    return {"t": "Header", "c": [level + 1, attributes, [*shown, *inlines]]}


def card_link(node: Node, cards: Mapping[str, str]) -> Node | list[Node] | None:
    """For a link `cards/XX.html`: the link to that card's page, or its words where there is no such page."""
    card = CARD.match(node["c"][2][0]) if node["t"] == "Link" else None
    if not card:
        return None
    attributes, inlines, _ = node["c"]
    page = cards.get(card[1])
    return syntax_tree.link(inlines, page, attributes) if page else list(inlines)


def region(table: Node, otherwise: str = "Table") -> Node:
    """A table in a box that scrolls by itself, reachable by keyboard and named by its caption."""
    (identifier, classes, pairs), caption, columns, *rest = table["c"]
    name = syntax_tree.plain(caption[1]) or otherwise
    # Widths were worked out for paper; a browser does better with what it knows of the screen.
    columns = [[align, {"t": "ColWidthDefault"}] for align, _ in columns]
    inner = {"t": "Table", "c": [["", classes, pairs], caption, columns, *rest]}
    box = syntax_tree.attr(identifier, ("table-region",), role="region", tabindex="0", aria_label=name)
    return {"t": "Div", "c": [box, [inner]]}


def _callout(content: list[Any]) -> Node:
    (identifier, classes, pairs), blocks = content
    kind = next(name for name in classes if name.startswith("callout")).removeprefix("callout-")
    title, blocks = callout_title(kind, pairs, blocks)
    heading = {"t": "Div", "c": [syntax_tree.attr("", ("callout-title",)), [{"t": "Para", "c": title}]]}
    box = syntax_tree.attr(
        identifier, ("callout", f"callout-{kind}"), role="note", aria_label=syntax_tree.plain(title)
    )
    return {"t": "Div", "c": [box, [heading, *blocks]]}
