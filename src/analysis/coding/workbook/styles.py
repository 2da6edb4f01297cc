"""How cells of a coding workbook look. Calibri, because every Excel has it; few colours, each with one meaning."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

INK, QUIET, LINE = "#1F2933", "#52606D", "#C9CFD6"
HEADING_FILL, LOCKED_FILL, PART_FILL, CHANGED_FILL = "#243B53", "#F0F2F4", "#F7F8FA", "#FFF1B8"

BASE: dict[str, Any] = {
    "font_name": "Calibri",
    "font_size": 10.5,
    "font_color": INK,
    "valign": "top",
    "text_wrap": True,
    "num_format": "@",
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def _format(self, **more: Any) -> Format:
        key = tuple(sorted((BASE | more).items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]

    @property
    def heading(self) -> Format:
        return self._format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=HEADING_FILL,
            border=1,
            border_color=HEADING_FILL,
            valign="vcenter",
        )

    def cell(self, *, editable: bool, begins: bool = False, part: bool = False) -> Format:
        """A cell with or without a coder's hand in it; a darker line above where a law or state begins."""
        look: dict[str, Any] = {"border": 1, "border_color": LINE, "locked": not editable}
        if begins:
            look |= {"top": 1, "top_color": INK}
        if not editable:
            look |= {"bg_color": PART_FILL if part else LOCKED_FILL}
        if part and not editable:
            look |= {"font_color": QUIET}
        return self._format(**look)

    @property
    def changed(self) -> Format:
        """What a changed cell gets on top of its own look; bold, so that colour is not the only sign."""
        return self._book.add_format({"bg_color": CHANGED_FILL, "bold": True})

    @property
    def title(self) -> Format:
        return self._format(bold=True, font_size=18, text_wrap=False)

    @property
    def section(self) -> Format:
        return self._format(bold=True, font_size=12.5, font_color=HEADING_FILL, bottom=1, bottom_color=LINE)

    @property
    def prose(self) -> Format:
        return self._format(font_size=11)

    @property
    def hidden(self) -> Format:
        return self._format(text_wrap=False, font_color=QUIET)


def height(texts: Iterable[tuple[str, float]], line: float = 14.0) -> float:
    """Height in points of a row whose texts are wrapped in columns of some widths.

    Set in the file, because LibreOffice leaves the rows of a protected sheet as low as they come. A character of Calibri is
    on average a little narrower than the digit in which column widths are counted.

    >>> height([("short", 20), ("two lines of text", 10)])
    31.0
    """
    lines = (len(textwrap.wrap(text, max(4, int(width * 1.25)))) for text, width in texts)
    return 3.0 + line * max(1, *lines, 1)
