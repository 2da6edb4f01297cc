"""The workbook for readers: grades, every answer in words with its citation, codebook, sources, acts, and what is what."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import Any

from analysis.publish.build.context import Context, versions
from analysis.publish.formats import citing
from analysis.publish.formats.processed_rows import Value
from analysis.publish.formats.workbook_sheets import ABOUT, Sheet, about, sheets

FILE = "state-report-cards.xlsx"
LONGEST = 32_767
"""Characters that a cell of a workbook holds."""


def spreadsheet(processed: Path, context: Context) -> bytes:
    """The workbook. Texts are texts: no formula, no link runs. Each sheet has one row of headings that stays in sight."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = versions(context)
    book.set_properties(
        {
            "title": f"State Report Cards {made['edition']}",
            "subject": "Grades of the laws that clear the criminal records of survivors of human trafficking",
            "created": datetime.combine(context.as_of, time(12)),
        }
    )
    found = sheets(context.dataset, processed, context.as_of)
    cited = citing.work_of_file(context.root / "CITATION.cff", made)
    formats = _Formats(book)
    for sheet in [about(found, made, citing.in_words(cited, "Data") if cited else ""), *found]:
        _write(book.add_worksheet(sheet.title), sheet, formats)
    book.close()
    return out.getvalue()


class _Formats:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"valign": "top"})
        self.long = book.add_format({"valign": "top", "text_wrap": True})


def _write(sheet: Any, content: Sheet, formats: _Formats) -> None:
    for column, head in enumerate(content.heads):
        sheet.write_string(0, column, _cut(head), formats.head)
        longest = max((len(str(row[column] or "")) for row in content.rows), default=8)
        sheet.set_column(column, column, min(60, max(11, longest + 2)))
    for number, row in enumerate(content.rows, 1):
        for column, value in enumerate(row):
            _cell(sheet, number, column, value, formats.long if column in content.wrapped else formats.text)
    sheet.freeze_panes(1, content.kept)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if content.title != ABOUT:
        sheet.autofilter(0, 0, len(content.rows), len(content.heads) - 1)


def _cell(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, _cut(str(value)), look)


def _cut(text: str) -> str:
    """Text as long as a cell may be, with a sign where it went on."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
