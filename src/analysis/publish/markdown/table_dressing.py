"""Tables in the syntax tree: row headers, scopes, and widths that fit the page."""

from __future__ import annotations

from typing import Any

from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.syntax_tree import Node

LINE = 96
"""Characters of table text that fit one line of a letter page at the size of the class `table`."""


LONGEST_WORD = 24
"""Longer words (addresses) are broken rather than given a column of their length."""


def dress_table(table: Node, label: str, caption: list[Node]) -> Node:
    """A table with its label, caption, header scopes and a class by how much it must hold.

    Classes: `long` over 15 rows, `wide` when its columns want more than a line, `dense` when far more.
    """
    attributes, (_, own_caption), columns, head, bodies, foot = table["c"]
    identifier = label or (attributes[0] if attributes[0].startswith("tbl-") else "")
    words: list[Any] = [{"t": "Plain", "c": caption}] if caption else own_caption
    rows = [row for _, _, heads, body in bodies for row in [*heads, *body]]
    wants = _wants([*head[1], *rows], len(columns))
    total = sum(want for want, _ in wants) + 2 * len(columns)
    classes = ["table"]
    if len(rows) > 15:
        classes.append("long")
    if total > LINE:
        classes.append("dense" if total > 2 * LINE or len(columns) > 8 else "wide")
        columns = _widths(columns, wants)
    new_head = [head[0], [_scoped(row, "col", len(columns)) for row in head[1]]]
    new_bodies = [[a, 1, heads, [_scoped(row, "row", 1) for row in body]] for a, _, heads, body in bodies]
    return {
        "t": "Table",
        "c": [[identifier, classes, []], [None, words], columns, new_head, new_bodies, foot],
    }


def _scoped(row: list[Any], scope: str, count: int) -> list[Any]:
    cells = []
    for i, (attributes, align, rows, columns, blocks) in enumerate(row[1]):
        pairs = [*attributes[2], ["scope", scope]] if i < count else attributes[2]
        cells.append([[attributes[0], attributes[1], pairs], align, rows, columns, blocks])
    return [row[0], cells]


def _wants(rows: list[Any], count: int) -> list[tuple[int, int]]:
    """Per column, the length of its longest cell and of its longest word."""
    wants = [(1, 1)] * count
    for row in rows:
        for i, cell in enumerate(row[1][:count]):
            text = syntax_tree.plain(cell[4])
            longest = max((min(len(word), LONGEST_WORD) for word in text.split()), default=1)
            wants[i] = (max(wants[i][0], len(text)), max(wants[i][1], longest))
    return wants


def _widths(columns: list[Any], wants: list[tuple[int, int]]) -> list[Any]:
    """Columns with shares of the width: each gets its longest word, the rest goes by how much text there is."""
    floor = [1.2 * word + 2.8 for _, word in wants]
    extra = [max(0.0, length - word) ** 0.8 for length, word in wants]
    spare = max(0.0, LINE * 1.3 - sum(floor))
    whole = sum(extra) or 1.0
    share = [f + spare * e / whole for f, e in zip(floor, extra, strict=True)]
    total = sum(share)
    return [
        [align, {"t": "ColWidth", "c": round(s / total, 4)}]
        for (align, _), s in zip(columns, share, strict=True)
    ]
