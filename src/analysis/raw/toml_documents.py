"""codebook.toml and rubric.toml as parsed, with the line on which each entry stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.problems import Problem
from analysis.raw.files import CONFLICTING
from analysis.safety import conflict_line

Step = tuple[str, int | None]
"""A key, and which of its entries where it holds several."""


@dataclass(frozen=True)
class Document:
    """One TOML file: name, text, content."""

    file: str
    text: str
    content: dict[str, Any]

    def problem(self, path: tuple[Step, ...], found: str, allowed: str, remedy: str) -> Problem:
        """A problem at an entry, with its line and, as column, the entry in words."""
        return Problem(self.file, self.line(path), described(path), found, allowed, remedy)

    def line(self, path: tuple[Step, ...]) -> int | None:
        """The line (from 1) of an entry; the nearest line above it where its own cannot be told."""
        at = found = None
        for key, number in path:
            start = 0 if at is None else at
            found = _header(self.text, key, number, start) or _key(self.text, key, number, start)
            if found is None:
                break
            at = found
        return None if at is None else self.text.count("\n", 0, at) + 1


def described(path: tuple[Step, ...]) -> str:
    """An entry in words.

    >>> described((("category", 1), ("item", 0), ("points", None)))
    'category 2, item 1, points'
    """
    return ", ".join(key if number is None else f"{key} {number + 1}" for key, number in path)


def read_document(path: Path) -> tuple[Document | None, list[Problem]]:
    """Parse a TOML file; a file that does not parse gives None and the problem, with its line."""
    data = path.read_bytes()
    row: int | None
    allowed = "text in the format TOML, in the encoding UTF-8"
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        if line := conflict_line(text):
            return None, [Problem(path.name, line, "", *CONFLICTING)]
        return Document(path.name, text, tomllib.loads(text)), []
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        found, remedy = "the file is not in UTF-8", "save it with the encoding UTF-8"
    except ValueError as error:  # TOMLDecodeError, or a number too long for Python
        message, place = re.fullmatch(r"(.*?)(?: \(at (.*)\))?", str(error), re.DOTALL).groups()  # type: ignore[union-attr]
        named = re.match(r"line (\d+)", place or "")
        row = int(named[1]) if named else data.count(b"\n") + 1
        found = f"this is not TOML: {message[:1].lower()}{message[1:]}"
        remedy = "compare the line with the entries above it: quotation marks, commas, brackets, ="
    except RecursionError:
        row, found, remedy = None, "brackets are nested too deeply", "restore it from a backup"
    return None, [Problem(path.name, row, "", found, allowed, remedy)]


def _header(text: str, key: str, number: int | None, start: int) -> int | None:
    """Where the numbered `[[…key]]` begins, counted from `start`."""
    if number is None:
        return None
    headings = re.finditer(rf"^\s*\[\[(?:[\w.]+\.)?{re.escape(key)}\]\]", text[start:], re.MULTILINE)
    places = [start + m.end() for m in headings]
    return places[number] if number < len(places) else None


def _key(text: str, key: str, number: int | None, start: int) -> int | None:
    """Where `key =` stands after `start`, or the numbered `{` after it."""
    match = re.compile(rf"(?:^|[\s{{,]){re.escape(key)}\s*=", re.MULTILINE).search(text, start)
    if match is None:
        return None
    at = match.end()
    for _ in range(0 if number is None else number + 1):
        at = text.find("{", at) + 1 or at
    return at
