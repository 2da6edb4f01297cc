"""Numbers of sections, figures and tables, and the references that quote them."""

from __future__ import annotations

import re
from typing import Any

from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.dialect import Source, nearest
from analysis.publish.markdown.syntax_tree import Node
from analysis.publish.markdown.table_dressing import dress_table

NAMES = {"fig": "Figure", "tbl": "Table", "sec": "Section"}
_REFERENCE = re.compile(r"^(fig|tbl|sec|Fig|Tbl|Sec)-")
_NBSP = "\u00a0"


TITLE = "callout-heading"
"""The box that a callout's first heading becomes: it titles the callout and is no section."""


def _is_callout(classes: list[str]) -> bool:
    return any(name.startswith("callout") for name in classes)


def number_blocks(source: Source, blocks: list[Node]) -> tuple[list[Node], dict[str, str]]:
    """Blocks with "Figure 2." and "Table 1." before captions, and the number of every label (`sec-…` too).

    Headings keep their text; `numbers` holds theirs by identifier, for the writers to show.
    """
    numbers: dict[str, str] = {}
    counts = {"fig": 0, "tbl": 0}
    levels: list[int] = []

    def visit(block: Node) -> Node:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind == "Div":
            if _is_callout(content[0][1]) and content[1] and content[1][0]["t"] == "Header":
                title = {
                    "t": "Div",
                    "c": [syntax_tree.attr("", (TITLE,)), [{"t": "Plain", "c": content[1][0]["c"][2]}]],
                }
                content = [content[0], [title, *content[1][1:]]]
            return {"t": "Div", "c": [content[0], [visit(child) for child in content[1]]]}
        if kind == "Header":
            level, (identifier, classes, _), _ = content
            if "unnumbered" not in classes:
                del levels[level:]
                levels.extend([0] * (level - len(levels)))
                levels[level - 1] += 1
                numbers[identifier] = ".".join(str(n) for n in levels)
            return block
        if kind == "Table" and "table" not in content[0][1]:
            block = _own_table(source, block)
        if kind in ("Figure", "Table") and _label(block):
            label = _label(block)
            group = label.split("-")[0]
            if label in numbers:
                source.refuse(source.where(rf"#{re.escape(label)}"), f"label '{label}' twice", "each label once",
                              "rename one")  # fmt: skip
            counts[group] += 1
            numbers[label] = str(counts[group])
            return _captioned(block, f"{NAMES[group]}{_NBSP}{counts[group]}.")
        return block

    return [visit(block) for block in blocks], numbers


def _label(block: Node) -> str:
    label = str(block["c"][0][0])
    return label if label.startswith(("fig-", "tbl-")) else ""


def _own_table(source: Source, table: Node) -> Node:
    """A table written in the prose: captioned and labelled or neither."""
    caption = table["c"][1][1]
    if caption and not _label(table):
        words = syntax_tree.plain(caption)
        source.refuse(source.where(re.escape(words[:20])), f"table '{words[:40]}' without a label",
                      "': caption {#tbl-name}' below the table", "add the label")  # fmt: skip
    return dress_table(table, "", [])


def _captioned(block: Node, number: str) -> Node:
    attributes, (short, caption), *rest = block["c"]
    words: list[Any] = caption[0]["c"] if caption else []
    numbered = [{"t": "Span", "c": [["", ["number"], []], syntax_tree.words(number)]}, {"t": "Space"}, *words]
    return {"t": block["t"], "c": [attributes, [short, [{"t": "Plain", "c": numbered}]], *rest]}


def resolve_references(source: Source, blocks: list[Node], numbers: dict[str, str]) -> list[Node]:
    """Replace `@fig-x`, `@tbl-x`, `@sec-x` by links; real citations are left for citeproc."""

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] != "Cite":
            return None
        citations = node["c"][0]
        own = [c for c in citations if _REFERENCE.match(c["citationId"])]
        if not own:
            return None
        if len(own) < len(citations):
            name = own[0]["citationId"]
            source.refuse(source.where(rf"@{re.escape(name)}"), f"'@{name}' together with a citation",
                          "one kind in one bracket", "split the bracket in two")  # fmt: skip
        out: list[Node] = []
        for citation in own:
            if out:
                out += [{"t": "Str", "c": ","}, {"t": "Space"}]
            out += _reference(source, citation, numbers)
        return out

    resolved: list[Node] = []
    for block in blocks:
        resolved += syntax_tree.transform([block], change) if cites(block) else [block]
    return resolved


def cites(block: Node) -> bool:
    """Whether anything in a block refers or cites. Most of a report is tables that do not, and need not be gone through."""
    return syntax_tree.holds(block, "Cite")


def _reference(source: Source, citation: Node, numbers: dict[str, str]) -> list[Node]:
    name = citation["citationId"]
    label = name[0].lower() + name[1:]
    group = label.split("-")[0]
    if label not in numbers:
        known = sorted(n for n in numbers if n.startswith(f"{group}-"))
        source.refuse(source.where(rf"@{re.escape(name)}(?![\w-])"), f"reference to '@{name}', which does not exist",
                      f"labels of this report beginning '{group}-'", nearest(label, known))  # fmt: skip
        return []
    bare = citation["citationMode"]["t"] == "SuppressAuthor"
    text = numbers[label] if bare else f"{NAMES[group]}{_NBSP}{numbers[label]}"
    reference = syntax_tree.link([{"t": "Str", "c": text}], f"#{label}", syntax_tree.attr("", ("reference",)))
    suffix = citation["citationSuffix"]
    return [reference, *suffix] if suffix else [reference]
