"""Characters that no cell may hold. Markup is not among them: it is text, escaped where it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from analysis.problems import Problem, quoted
from analysis.raw.files import rows
from analysis.raw.folder import RawFolder
from analysis.safety import is_formula

LINE_BREAK = re.compile("[\n\r\v\f\u0085\u2028\u2029]")
INVISIBLE = re.compile(
    "[\0-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ufffe\uffff]"
)
"""Control characters, marks that turn the direction of text, and traces of a lost character."""

MISREAD = re.compile("[ÂÃâ][^\x00-\x7f]{1,2}")
"""Where UTF-8 was once opened as Windows-1252: § becomes Â§, – becomes â€“."""


def misread(cell: str) -> bool:
    """Whether a cell holds characters that were UTF-8 and were read as something else.

    >>> misread("Â§ 29-3005"), misread("§ 29-3005"), misread("Doña Ana, pâté")
    (True, False, False)
    """
    for match in MISREAD.finditer(cell):
        try:
            match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


RULES: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (
        is_formula,
        "text that a spreadsheet does not run as a formula",
        "put a word before the sign at the beginning, or remove the sign",
    ),
    (LINE_BREAK.search, "one line of text in a cell", "replace the line break by a space"),
    (INVISIBLE.search, "characters that can be seen", "type the cell anew, or paste it as plain text"),
    (
        lambda cell: cell != cell.strip(),
        "no spaces before or after the text",
        "delete the spaces at the beginning and the end",
    ),
    (
        misread,
        "characters such as § and – as they are",
        "the file was once opened in a wrong encoding: restore it from a backup, or replace the characters",
    ),
)
"""What a cell must not be, what is allowed, what to do; the first that holds is reported."""


def unsafe_cells(raw: RawFolder) -> Iterator[Problem]:
    """Cells of any table with a formula, a character that cannot be seen, or spaces at an end."""
    for name, sheet in raw.sheets.items():
        if sheet.frame is None:
            continue
        for column in map(str, sheet.frame):
            for row, (cell,) in rows(sheet.frame, column):
                if cell.isascii() and cell.isalnum():
                    continue
                for wrong, allowed, remedy in RULES:
                    if wrong(cell):
                        yield Problem(f"{name}.csv", row, column, quoted(cell), allowed, remedy)
                        break
