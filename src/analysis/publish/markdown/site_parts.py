"""The report as the site shows it: its chapters on one page, and each section of the appendix on a page of its own.

Quarto and the PDF keep one document; only the default builder's pages are cut here, from the same resolved tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.syntax_tree import Node

APPENDIX = "sec-appendix"
"""The chapter whose sections have pages of their own."""

WHOLE = "report.html"
"""The page of everything else."""

_BEARERS = ("Div", "Span", "Table", "Figure", "Link", "Code", "CodeBlock")


@dataclass(frozen=True)
class Part:
    """A section of the appendix: its heading, and what stands below it."""

    id: str
    title: str
    blocks: list[Node]

    @property
    def file(self) -> str:
        return f"appendix-{self.id.removeprefix('sec-')}.html"


@dataclass(frozen=True)
class Parts:
    """`body`: the report without the sections that have pages; `pages`: these, in the order of the report."""

    body: list[Node]
    pages: list[Part]

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The page of every label that does not stand on the report's own."""
        return {label: part.file for part in self.pages for label in (part.id, *_labels(part.blocks))}


def parts(report: Report) -> Parts:
    """Cut the appendix at its sections; what introduces it stays in the report. A report without one stays whole."""
    body: list[Node] = []
    found: list[Part] = []
    inside = False
    for block in report.body:
        if block["t"] == "Header":
            level, (identifier, _, _), inlines = block["c"]
            if level == 1:
                inside = identifier == APPENDIX
            elif level == 2 and inside:
                found.append(Part(identifier, syntax_tree.plain(inlines), []))
                continue
            (found[-1].blocks if inside and level > 1 and found else body).append(block)
        else:
            (found[-1].blocks if inside and found else body).append(block)
    return Parts(body, found)


def readdressed(node: Node, here: str, addresses: Mapping[str, str]) -> Node | None:
    """A link within the report, seen from the page `here`; None where the node is no such link, or leads within that page."""
    if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
        return None
    attributes, inlines, (target, _) = node["c"]
    page = addresses.get(target[1:], WHOLE)
    return None if page == here else syntax_tree.link(inlines, page + target, attributes)


def _labels(blocks: list[Node]) -> list[str]:
    """Every identifier that blocks bear."""
    borne, headings = [], []
    for node in syntax_tree.nodes(blocks):
        if node["t"] in _BEARERS:
            borne.append(node["c"][0])
        elif node["t"] == "Header":
            headings.append(node["c"][1])
    return [identifier for identifier, _, _ in (*borne, *headings) if identifier]
