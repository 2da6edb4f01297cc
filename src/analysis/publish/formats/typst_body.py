"""Blocks of the report as Typst markup, for a PDF to be laid out of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

from analysis.publish.markdown import pandoc, syntax_tree
from analysis.publish.markdown.callouts import callout_title
from analysis.publish.markdown.checks import ON_THE_WEB
from analysis.publish.markdown.inert import CARD
from analysis.publish.markdown.numbering import TITLE
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.markdown.syntax_tree import Node

TINY = 6
"""Rows of a table that stands where it is mentioned: little room is lost where it begins the next page."""

SHORT, FEW = 2500, 20
"""Characters and rows of a table that is not broken across pages."""


def body_typst(blocks: list[Node], ask: Ask = pandoc.run, *, floating: bool = False) -> str:
    """Blocks as Typst markup; where `floating`, charts and short tables may move to the head or the foot
    of a page within their chapter. Each chapter is a question of its own to Pandoc, put through `ask`.

    Data passes through Pandoc's escaping writer; labels are checked before this.
    """
    if not blocks:
        return ""
    from analysis.publish.markdown.glyphs import printable

    shown = list(_shown(blocks))
    index, before_long = _card_index(shown), _before_long(shown)
    headings_since_long_table = [2]

    def settled() -> bool:
        """Whether no long table can end on the page on which a float may come to stand."""
        return headings_since_long_table[0] > 1

    def floats(node: Node) -> list[Node]:
        """A chart or table that may move; not above a long table that ends on the page."""
        where = "auto" if settled() else "bottom"
        return [
            syntax_tree.raw("typst", f"#[#set figure(placement: {where})"),
            node,
            syntax_tree.raw("typst", "]"),
        ]

    def change(node: Node) -> Node | list[Node] | None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            return _word(content)
        if kind in ("Code", "CodeBlock"):
            return {"t": kind, "c": [content[0], printable(content[1])]}
        if kind == "RawBlock" and content[0] == "embed":
            return syntax_tree.raw("typst", f'#chart("{content[1]}")')
        if kind == "Div" and any(name.startswith("callout-") and name != TITLE for name in content[0][1]):
            return _callout(content)
        if kind == "Div" and content[0][0] == "refs":
            return [syntax_tree.raw("typst", "#references["), *content[1], syntax_tree.raw("typst", "]")]
        if kind == "Div" and (
            box := next(
                (c for c in content[0][1] if c in ("lead", "disclaimer", "small", "key-findings")), ""
            )
        ):
            return [syntax_tree.raw("typst", f"#{box}-box["), *content[1], syntax_tree.raw("typst", "]")]
        if kind == "Div" and (*content[0][1], content[0][2]) == ON_THE_WEB:
            return []
        if kind == "Cite":
            return list(content[1])
        if kind == "Link":
            return _link(content)
        if kind == "Table":
            table = _table(content, with_pages=content[0][0] == index)
            if _is_long(content):
                headings_since_long_table[0] = 0
                # Pictures that wait for room come first: at the head of a page they would cut the table in two.
                return [
                    syntax_tree.raw("typst", "#place.flush()\n#roomy["),
                    table,
                    syntax_tree.raw("typst", "]"),
                ]
            # Between two long tables a short one stays in its place: at the foot of a page it would come after the second.
            may = floating and content[0][0] and (settled() or content[0][0] not in before_long)
            if may and _rows(content) > (TINY if settled() else 2 * TINY):
                return floats(table)
            return [syntax_tree.raw("typst", "#whole["), table, syntax_tree.raw("typst", "]")]
        if kind == "Figure" and floating:
            return floats(node)
        if kind == "Header":
            headings_since_long_table[0] += 1
            return [syntax_tree.raw("typst", "#place.flush()"), node] if content[0] == 1 else None
        return None

    # Pandoc centres every table; ours stand at the margin, like their captions. Text cannot match: brackets are escaped.
    chapters = _chapters(syntax_tree.transform(blocks, change))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        written = pool.map(lambda chapter: pandoc.write(chapter, "typst-citations", ask=ask), chapters)
        return "".join(written).replace("align(center)[#", "align(left)[#")


def _chapters(blocks: list[Node]) -> Iterator[list[Node]]:
    """Blocks cut before each heading of the first level."""
    starts = [place for place, block in enumerate(blocks) if block["t"] == "Header" and block["c"][0] == 1]
    for start, end in pairwise(sorted({0, *starts, len(blocks)})):
        yield blocks[start:end]


def _word(text: str) -> Node | list[Node] | None:
    """A word in characters that can be printed; None where it may stay as it is.

    A hyphen that begins it, as in “§§ 6-2-701, -702”, stays one where Typst would make it a minus.
    """
    from analysis.publish.markdown.glyphs import printable

    found, text = text, printable(text)
    if text[:1] == "-" and text[1:2].isdecimal():
        return [{"t": "RawInline", "c": ["typst", "\\-"]}, {"t": "Str", "c": text[1:]}]
    return None if text is found else {"t": "Str", "c": text}


def _link(content: list[Any]) -> list[Node]:
    attributes, inlines, (target, title) = content
    card = CARD.match(target)
    if card:
        opening = {"t": "RawInline", "c": ["typst", f'#card-ref("{card[1]}")[']}
        return [opening, *inlines, {"t": "RawInline", "c": ["typst", "]"]}]
    if target.startswith(("http:", "https:", "mailto:", "#")):
        return [{"t": "Link", "c": [["", [], []], inlines, [target, title]]}]
    del attributes
    return list(inlines)


def _callout(content: list[Any]) -> list[Node]:
    (_, classes, pairs), blocks = content
    kind = next(name for name in classes if name.startswith("callout")).removeprefix("callout-")
    title, blocks = callout_title(kind, pairs, blocks)
    opening = syntax_tree.raw("typst", f'#callout("{kind}", [')
    return [
        opening,
        {"t": "Plain", "c": title},
        syntax_tree.raw("typst", "])["),
        *blocks,
        syntax_tree.raw("typst", "]"),
    ]


def _shown(value: Any) -> Iterator[Node]:
    """The charts and tables of blocks, in order; what stands in a cell is not looked at."""
    for node in value if isinstance(value, list) else ():
        if isinstance(node, dict) and node.get("t") in ("Table", "Figure"):
            yield node
        else:
            yield from _shown(node.get("c") if isinstance(node, dict) else node)


def _before_long(shown: list[Node]) -> set[str]:
    """The labels of tables after which the next chart or table is a long table."""
    return {
        node["c"][0][0]
        for node, after in pairwise(shown)
        if node["t"] == after["t"] == "Table" and _is_long(after["c"])
    }


def _card_index(shown: list[Node]) -> str:
    """The label of the table that leads to the most cards: there, readers of paper look up their pages."""
    counts: dict[str, int] = {}
    for table in (node for node in shown if node["t"] == "Table" and node["c"][0][0]):
        targets = {link["c"][2][0] for link in syntax_tree.of_kind(table, "Link")}
        counts[table["c"][0][0]] = sum(bool(CARD.match(target)) for target in targets)
    best = max(counts, key=lambda label: counts[label], default="")
    return best if counts.get(best) else ""


def _table(content: list[Any], *, with_pages: bool) -> Node:
    """The table with its size class as Typst text settings."""
    if not with_pages:
        content = syntax_tree.transform(content, _without_page)
    (identifier, classes, _), *rest = content
    size = "8.5pt" if "dense" in classes or "wide" in classes else "8.8pt"
    bodies = [[a, 0, heads, body] for a, _, heads, body in rest[3]]
    pairs = [["typst:text:size", size]]
    return {"t": "Table", "c": [[identifier, classes, pairs], rest[0], rest[1], rest[2], bodies, rest[4]]}


def _is_long(content: list[Any]) -> bool:
    """Whether a table may be broken across pages."""
    return _rows(content) > FEW or len(syntax_tree.plain(content[4])) >= SHORT


def _rows(content: list[Any]) -> int:
    return sum(len(body) for _, _, _, body in content[4])


def _without_page(node: Node) -> Node | None:
    if node["t"] == "RawInline" and node["c"][1].startswith("#card-ref("):
        return {"t": "RawInline", "c": ["typst", node["c"][1].replace(")[", ", page: false)[")]}
    return None
