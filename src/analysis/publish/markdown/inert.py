"""What may come out of text that holds data: words, emphasis and safe links, and nothing a reader could be harmed by."""

from __future__ import annotations

import re
from typing import Any

from analysis.publish.markdown.syntax_tree import Node, nodes, transform
from analysis.safety import is_web_address

CARD = re.compile(r"^cards/([A-Za-z0-9-]{1,20})\.html$")
_MAIL = re.compile(r"^mailto:[^\s<>\"'?]+$")
_OWN = re.compile(r"^(#[\w-]+|[\w][\w./-]*(#[\w-]+)?)$")

_INLINE = {
    "Str",
    "Space",
    "SoftBreak",
    "LineBreak",
    "Emph",
    "Strong",
    "Code",
    "Quoted",
    "Superscript",
    "Subscript",
}
_TABLE_PARTS = {"Plain", "Para", "AlignLeft", "AlignRight", "AlignCenter", "AlignDefault",
                "ColWidth", "ColWidthDefault", "Table", "SingleQuote", "DoubleQuote"}  # fmt: skip


def safe_target(target: str, own: bool) -> bool:
    """Whether a link may lead there: the web, a mail address, a card, and with `own` a file of this report."""
    if is_web_address(target) or _MAIL.match(target) or CARD.match(target):
        return True
    return own and bool(_OWN.match(target)) and ".." not in target


def inert(tree: Any) -> Any:
    """A tree made from data, with images, raw markup and unsafe links reduced to their words."""

    def reduce(node: Node) -> Node | list[Node] | None:
        kind = node["t"]
        if kind in _INLINE or kind in _TABLE_PARTS:
            return None
        if kind == "Link":
            attributes, inlines, (target, _title) = node["c"]
            del attributes
            if safe_target(target, own=False):
                return {"t": "Link", "c": [["", [], []], inlines, [target, ""]]}
            return list(inlines)
        if kind == "Image":
            return list(node["c"][1])
        if kind in ("RawInline", "Math"):
            return {"t": "Str", "c": node["c"][1]}
        return []

    return transform(tree, reduce)


def kinds(tree: Any) -> set[str]:
    """The kinds of node in a tree."""
    return {node["t"] for node in nodes(tree)}
