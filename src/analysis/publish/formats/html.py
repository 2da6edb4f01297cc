"""Blocks of the report as HTML that works from disk, without JavaScript and on paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.markdown import pandoc
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.callouts import callout_title
from analysis.publish.markdown.inert import CARD
from analysis.publish.markdown.numbering import TITLE
from analysis.publish.markdown.pandoc import Node
from analysis.publish.markdown.parts import readdressed
from analysis.publish.markdown.svg import inline_svg, is_linked, svg_size
from analysis.publish.notebooks.outputs import Embed
from analysis.publish.site.navigation import navigation

if TYPE_CHECKING:
    from jinja2 import Environment

WIDE = 560.0
"""Pixels. A wider chart without a drawing for phones is not shrunk to their width but moved under the finger."""


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
    return made


def script_json(value: Any) -> Any:
    """A value as JSON that cannot end the script element it stands in."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def body_html(
    blocks: list[Node],
    report: Report,
    jinja: Environment,
    cards: Mapping[str, str],
    here: str,
    addresses: Mapping[str, str],
) -> str:
    """Blocks as HTML for the page `here`, figures and tables dressed. `addresses`: the page of each label elsewhere."""
    if not blocks:
        return ""

    def change(node: Node) -> Node | list[Node] | None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Header":
            return _heading(content, report.numbers)
        if kind == "RawBlock" and content[0] == "embed":
            return pandoc.raw(
                "html", figure_html(report.figures[content[1]], report.numbers[content[1]], jinja, cards)
            )
        if kind == "Figure":
            return _figure(report, content, jinja)
        if kind == "Table":
            return region(node)
        if kind == "Div" and any(name.startswith("callout-") and name != TITLE for name in content[0][1]):
            return _callout(content)
        return readdressed(node, here, addresses) or card_link(node, cards)

    changed = pandoc.transform(blocks, change)
    return pandoc.write(
        changed, "html5", ("--section-divs", "--email-obfuscation=none", "--figure-caption-position=above")
    )


def figure_html(figure: Embed, number: str, jinja: Environment, cards: Mapping[str, str]) -> str:
    """The drawing, the same for a phone, and the specification for those who have JavaScript."""
    drawing = inline_svg(figure.svg, figure.label, figure.alt, cards)
    narrow = inline_svg(figure.narrow, f"{figure.label}-narrow", figure.alt, cards) if figure.narrow else ""
    # A chart with links stays a drawing: the interactive one would answer to the mouse alone.
    spec = figure.spec if not is_linked(drawing) else None
    return jinja.get_template("figure.html.j2").render(
        label=figure.label,
        name=f"Figure {number}",
        scrolls=not narrow and svg_size(figure.svg)[0] > WIDE,
        svg=markup(drawing),
        narrow=markup(narrow),
        spec=_with_pages(spec, cards) if spec else None,
    )


def _figure(report: Report, content: list[Any], jinja: Environment) -> list[Node]:
    """The figure, and after it the ways to take it along and the table behind the chart."""
    from analysis.publish.formats.html_tables import data_table

    figure = report.figures[content[0][0]]
    links = jinja.get_template("figure-links.html.j2").render(
        label=figure.label, number=report.numbers[figure.label], has_data=bool(figure.data)
    )
    blocks: list[Node] = [{"t": "Figure", "c": content}, pandoc.raw("html", links)]
    if figure.data:
        blocks.append(pandoc.raw("html", data_table(figure, f"Figure {report.numbers[figure.label]}")))
    return blocks


def _heading(content: list[Any], numbers: Mapping[str, str]) -> Node:
    level, attributes, inlines = content
    number = numbers.get(attributes[0], "")
    shown = (
        [{"t": "Span", "c": [["", ["number"], []], pandoc.words(number)]}, {"t": "Space"}] if number else []
    )
    return {"t": "Header", "c": [level + 1, attributes, [*shown, *inlines]]}


def card_link(node: Node, cards: Mapping[str, str]) -> Node | list[Node] | None:
    """For a link `cards/XX.html`: the link to that card's page, or its words where there is no such page."""
    card = CARD.match(node["c"][2][0]) if node["t"] == "Link" else None
    if not card:
        return None
    attributes, inlines, _ = node["c"]
    page = cards.get(card[1])
    return pandoc.link(inlines, page, attributes) if page else list(inlines)


def region(table: Node, otherwise: str = "Table") -> Node:
    """A table in a box that scrolls by itself, reachable by keyboard and named by its caption."""
    (identifier, classes, pairs), caption, columns, *rest = table["c"]
    name = pandoc.plain(caption[1]) or otherwise
    # Widths were worked out for paper; a browser does better with what it knows of the screen.
    columns = [[align, {"t": "ColWidthDefault"}] for align, _ in columns]
    inner = {"t": "Table", "c": [["", classes, pairs], caption, columns, *rest]}
    box = pandoc.attr(identifier, ("table-region",), role="region", tabindex="0", aria_label=name)
    return {"t": "Div", "c": [box, [inner]]}


def _callout(content: list[Any]) -> Node:
    (identifier, classes, pairs), blocks = content
    kind = next(name for name in classes if name.startswith("callout")).removeprefix("callout-")
    title, blocks = callout_title(kind, pairs, blocks)
    heading = {"t": "Div", "c": [pandoc.attr("", ("callout-title",)), [{"t": "Para", "c": title}]]}
    box = pandoc.attr(identifier, ("callout", f"callout-{kind}"), role="note", aria_label=pandoc.plain(title))
    return {"t": "Div", "c": [box, [heading, *blocks]]}


def _with_pages(value: Any, cards: Mapping[str, str]) -> Any:
    """A specification with each address of a card made a page of this site."""
    if isinstance(value, dict):
        return {key: _with_pages(child, cards) for key, child in value.items()}
    if isinstance(value, list):
        return [_with_pages(child, cards) for child in value]
    if isinstance(value, str) and (card := CARD.match(value)):
        return cards.get(card[1], "")
    return value


def markup(text: str) -> Any:
    """Text that was made safe, for a template to print as it stands."""
    from markupsafe import Markup

    return Markup(text)
