"""Row headers of a tagged PDF's tables.

Typst marks the cells of a table's head as headers. That the first cell of a row names the row it can say only behind a
feature flag (`pdf.header-cell`), which its Python package does not offer. So the tags are completed in the finished file:
structure alone; what is seen does not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.publish.build.failure import BuildFailure

_XREF = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20
_SECTION = re.compile(rb"/S/TBody/P \d+ 0 R/K\[([\d R]+)\]")
_ROW = re.compile(rb"/S/TR/P \d+ 0 R/K\[([\d R]+)\]")
_CELL = re.compile(
    rb"/S/TD(/P \d+ 0 R)(/A\[<</O/Table)(/Headers\[(?:\(U(\d+)x(\d+)y(\d+)\))+)\](/RowSpan (\d+))?"
)
_NAMES = re.compile(rb"(/IDTree<</Names\[)([^\]]*)\]")
_NAME = re.compile(rb"\(([^)]*)\)(\d+) 0 R")


def with_row_headers(pdf: bytes) -> bytes:
    """The PDF with the first cell of every body row tagged as the header of its row, or of the rows it spans.

    In: a file as Typst writes it, every object in the clear and one table of their places at the end; tables have a head.
    The other cells of the row name it beside the header of their column (ISO 32000-1, 14.8.5.7: `Scope` and `Headers`).
    Errors: `BuildFailure` for a file laid out otherwise.
    """
    end = pdf.rindex(b"startxref")
    start = int(pdf[end:].split()[1])
    head = _XREF.match(pdf, start)
    if not head:
        raise BuildFailure("The PDF is not laid out as Typst 0.15 does it; its row headers cannot be tagged.")
    count = int(head[1])
    places = [int(pdf[head.end() + i * _ENTRY :][:10]) for i in range(count)]
    in_order = sorted(range(1, count), key=places.__getitem__)
    ends = [places[number] for number in in_order[1:]] + [start]
    objects = {number: pdf[places[number] : stop] for number, stop in zip(in_order, ends, strict=True)}

    if not _name_rows(objects):
        return pdf

    pieces = [pdf[: places[in_order[0]]]]
    at = len(pieces[0])
    for number in in_order:
        places[number] = at
        pieces.append(objects[number])
        at += len(objects[number])
    entries = [pdf[head.end() : head.end() + _ENTRY]]
    entries += [b"%010d 00000 n\r\n" % places[number] for number in range(1, count)]
    trailer = pdf[head.end() + count * _ENTRY : end]
    return b"".join([*pieces, head[0], *entries, trailer, b"startxref\n%d\n%%%%EOF" % at])


def _name_rows(objects: dict[int, bytes]) -> bool:
    """Tag the rows of all tables in place; whether there are any."""
    named: dict[bytes, int] = {}
    rows: dict[bytes, int] = {}
    for body in list(objects.values()):
        section = _SECTION.search(body) if _is_structure(body) else None
        if not section:
            continue
        header, spanned = b"", 0
        for row in _references(section[1]):
            cells = _ROW.search(objects[row])
            for cell in _references(cells[1]) if cells else ():
                found = _CELL.search(objects[cell])
                if not found:
                    continue
                if found[5] == b"0" and not spanned:
                    # A row's number follows on those of the head, as in the names that Typst gives its headers.
                    rows[found[4]] = rows.get(found[4], int(found[6])) + 1
                    header, spanned = b"U%sx0y%d" % (found[4], rows[found[4]]), int(found[8] or 1)
                    named[header] = cell
                    new = b"/S/TH%s/ID(%s)%s/Scope/Row%s]" % (found[1], header, found[2], found[3])
                else:
                    new = b"/S/TD%s%s%s(%s)]" % (found[1], found[2], found[3], header)
                old = objects[cell]
                objects[cell] = old[: found.start()] + new + (found[7] or b"") + old[found.end() :]
            spanned = max(0, spanned - 1)
    if named:
        root = next(number for number, body in objects.items() if _NAMES.search(body))
        objects[root] = _NAMES.sub(lambda tree: tree[1] + _tree(tree[2], named) + b"]", objects[root])
    return bool(named)


def _is_structure(body: bytes) -> bool:
    return b"<</Type/StructElem" in body[:40]


def _references(written: bytes) -> Iterator[int]:
    return (int(number) for number in re.findall(rb"(\d+) 0 R", written))


def _tree(names: bytes, more: dict[bytes, int]) -> bytes:
    """A name tree's leaf with more names in it, in the order of their bytes."""
    known = {name: int(number) for name, number in _NAME.findall(names)} | more
    return b"".join(b"(%s)%d 0 R " % (name, known[name]) for name in sorted(known)).rstrip()
