"""Callouts: the kinds that the dialect knows, and the title that each one shows."""

from __future__ import annotations

from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.numbering import TITLE
from analysis.publish.markdown.syntax_tree import Node

CALLOUTS = ("note", "tip", "warning", "caution", "important")


def callout_title(kind: str, pairs: list[list[str]], blocks: list[Node]) -> tuple[list[Node], list[Node]]:
    """A callout's title and the rest: the `title` option, else its first heading, else its kind."""
    given = dict(pairs).get("title")
    if given:
        return syntax_tree.words(given), blocks
    if blocks and blocks[0]["t"] == "Div" and TITLE in blocks[0]["c"][0][1]:
        return blocks[0]["c"][1][0]["c"], blocks[1:]
    return syntax_tree.words(kind.capitalize() if kind in CALLOUTS else "Note"), blocks
