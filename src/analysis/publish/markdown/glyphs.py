"""Which characters the bundled fonts can print: Typst refuses an accessible PDF that holds any other."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from analysis.display.typefaces import FONTS

ALIKE = {"\u2010": "-", "\u2011": "-"}

MISSING = "?"
"""Printed in place of a character that no bundled font has."""

SOFT = "\u00a0\u202f\u00ad\u200b"
"""Spaces and break marks that Typst knows: they are kept though they do not print."""


def printable(value: Any) -> Any:
    """Text, or any nesting of lists and mappings, with every character replaced that no bundled font has.

    Line breaks, tabs and other controls become spaces, so that text from data stays one run of words.

    >>> printable(["§ 1 → é", "a\\tb", "犬"])
    ['§ 1 → é', 'a b', '?']
    """
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value
        return unicodedata.normalize("NFC", value).translate(_AS_SHOWN)
    if isinstance(value, dict):
        return {key: printable(child) for key, child in value.items()}
    return [printable(child) for child in value] if isinstance(value, (list, tuple)) else value


def _shown(character: str) -> str:
    if character in covered():
        return character
    if character in ALIKE:
        return ALIKE[character]
    return " " if character.isspace() or not character.isprintable() else MISSING


class _AsShown(dict[int, str]):
    """What stands for each character, by its code point, worked out when it first comes up."""

    def __missing__(self, point: int) -> str:
        self[point] = _shown(chr(point))
        return self[point]


_AS_SHOWN = _AsShown()


@cache
def covered() -> frozenset[str]:
    """Every character that at least one bundled TrueType font has a glyph for."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        found |= _characters(path)
    return frozenset(c for c in map(chr, found) if c.isprintable() or c in SOFT)


def _characters(path: Path) -> set[int]:
    """The code points of a font's character map (OpenType, "cmap", formats 4 and 12)."""
    data = path.read_bytes()
    tables = struct.unpack(">H", data[4:6])[0]
    for at in range(12, 12 + 16 * tables, 16):
        tag, _, start, _ = struct.unpack(">4sIII", data[at : at + 16])
        if tag == b"cmap":
            break
    else:
        return set()
    found: set[int] = set()
    for at in range(start + 4, start + 4 + 8 * struct.unpack(">H", data[start + 2 : start + 4])[0], 8):
        offset = start + struct.unpack(">I", data[at + 4 : at + 8])[0]
        kind = struct.unpack(">H", data[offset : offset + 2])[0]
        if kind == 4:
            found |= _segments(data, offset)
        elif kind == 12:
            found |= _groups(data, offset)
    return found


def _segments(data: bytes, offset: int) -> set[int]:
    twice = struct.unpack(">H", data[offset + 6 : offset + 8])[0]

    def words(at: int, kind: str) -> tuple[int, ...]:
        return struct.unpack(f">{twice // 2}{kind}", data[at : at + twice])

    ends, starts = words(offset + 14, "H"), words(offset + 16 + twice, "H")
    deltas, ranges = words(offset + 16 + 2 * twice, "h"), words(offset + 16 + 3 * twice, "H")
    found = set()
    for segment, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ranges[segment]:
                place = offset + 16 + 3 * twice + 2 * segment + ranges[segment] + 2 * (code - first)
                glyph = struct.unpack(">H", data[place : place + 2])[0]
                if not glyph:
                    continue
            if (glyph + deltas[segment]) & 0xFFFF:
                found.add(code)
    return found


def _groups(data: bytes, offset: int) -> set[int]:
    count = struct.unpack(">I", data[offset + 12 : offset + 16])[0]
    found: set[int] = set()
    for at in range(offset + 16, offset + 16 + 12 * count, 12):
        first, last, _ = struct.unpack(">III", data[at : at + 12])
        found.update(range(first, last + 1))
    return found
