"""The package of an .xlsx file, made lean before it is read: what no cell says is left out, and Strict becomes usual.

A spreadsheet writes formatted cells that hold nothing, and after one stray jump to the end of a sheet a million rows of
them: reading those took minutes and gigabytes. Their text is dropped as it streams by; nothing is parsed twice.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

CHUNK = 1 << 20
HEAVY = 8 << 20
"""Bytes of a sheet from which on its empty cells are dropped; an export of all jurisdictions has a fifth of it."""

EMPTY_CELL = re.compile(rb"<((?:\w+:)?c)(?:\s[^<>]*)?(?:/>|>\s*</\1>)")
EMPTY_ROW = re.compile(rb"<((?:\w+:)?row)(?:\s[^<>]*)?(?:/>|>\s*</\1>)")
ROW_BEGINS = re.compile(rb"<(?:\w+:)?row[\s>/]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)\"")
WIDEST_MERGER = 10_000
"""Cells that a merger may cover; a larger one is no slip of a coder, and each of its cells would be made in memory."""

STRICT = b"http://purl.oclc.org/ooxml/"
USUAL = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""Names of the same things in the Strict and in the usual form of the format (ISO/IEC 29500, parts 1 and 4)."""


class TooWideError(Exception):
    """A merger that covers more cells than a reader can hold; the text is its range."""


def lean(content: bytes) -> io.BytesIO:
    """The package with the same cells that say something, in the usual namespaces. Error: `TooWideError`."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new,
    ):
        strict = STRICT in old.read("xl/workbook.xml")
        for part in old.infolist():
            sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
            pieces = _whole if not sheet else _sheet if part.file_size > HEAVY else _small
            with old.open(part) as source, new.open(part.filename, "w", force_zip64=True) as target:
                for piece in pieces(source):
                    target.write(
                        _usual(piece) if strict and part.filename.endswith((".xml", ".rels")) else piece
                    )
    made.seek(0)
    return made


def _usual(text: bytes) -> bytes:
    for strict, usual in USUAL:
        text = text.replace(strict, usual)
    return text


def _sheet(source: IO[bytes]) -> Iterator[bytes]:
    """A sheet without its empty cells and rows, in pieces that end where a row begins."""
    rest = b""
    while chunk := source.read(CHUNK):
        rest += chunk
        if b"<![CDATA[" in rest or b"<!--" in rest:
            # What looks like a tag may be text here: leave the sheet as it is.
            yield rest
            yield from iter(lambda: source.read(CHUNK), b"")
            return
        last = rest.rfind(b"row", 0, -1)
        at = rest.rfind(b"<", 0, last) if last > 0 else -1
        if at > 0 and ROW_BEGINS.match(rest, at):
            yield _without_empty(rest[:at])
            rest = rest[at:]
    _refuse_wide(rest)
    yield _without_empty(rest)


def _refuse_wide(text: bytes) -> None:
    for found in MERGED.finditer(text):
        if _area(*(part.decode() for part in found.groups())) > WIDEST_MERGER:
            raise TooWideError(found[0].decode().split('"')[-2])


def _whole(source: IO[bytes]) -> Iterator[bytes]:
    yield source.read()


def _small(source: IO[bytes]) -> Iterator[bytes]:
    text = source.read()
    _refuse_wide(text)
    yield text


def _without_empty(text: bytes) -> bytes:
    return EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", text))


def _area(left: str, top: str, right: str, bottom: str) -> int:
    """How many cells a range covers.

    >>> _area("A", "1", "B", "10"), _area("A", "2", "XFD", "2")
    (20, 16384)
    """

    def number(letters: str) -> int:
        value = 0
        for letter in letters:
            value = value * 26 + ord(letter) - 64
        return value

    return (number(right) - number(left) + 1) * (int(bottom) - int(top) + 1)
