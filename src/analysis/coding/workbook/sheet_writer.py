"""Write a coding workbook: every value as text, drop-downs from the codebook, what is not to be changed locked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from analysis.coding.workbook.layout import (
    ABOUT,
    ANSWER,
    AS_EXPORTED,
    FORMAT,
    HELP,
    KEY,
    LISTS,
    ROW,
    ROWS_OF,
    SheetLayout,
)
from analysis.coding.workbook.rich_text import as_runs
from analysis.coding.workbook.rows import Row, reads_as
from analysis.coding.workbook.styles import Styles, height
from analysis.problems import DataProblems, Problem
from analysis.standard.codebook import Codebook

LONGEST_CELL = 32767
"""Characters a spreadsheet cell can hold (ECMA-376 implementation limit of Excel and LibreOffice)."""

LONGEST_TIP, LONGEST_TIP_TITLE = 255, 32
ALLOWED_ON_PROTECTED = {
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


class Writer:
    """One workbook in the making."""

    def __init__(self, codebook: Codebook, codes: Sequence[str], made: datetime) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._bytes,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties({"title": "Coding workbook", "created": made, "comments": FORMAT})
        self.styles = Styles(self._book)
        self._codebook, self._codes = codebook, list(codes)
        self._lists: dict[tuple[str, ...], str] = {}
        self._about: list[tuple[str, str]] = [("format", FORMAT)]
        self._sentences = dict(reads_as(codebook))
        self._tables = 0
        self.problems: list[Problem] = []

    def finish(self) -> bytes:
        """The file. Error: `DataProblems` where a text does not fit into a cell."""
        self._write_lists()
        self._write_about()
        self._book.close()
        if self.problems:
            raise DataProblems(self.problems)
        return self._bytes.getvalue()

    def note(self, name: str, value: str) -> None:
        """Keep a fact about the export in the hidden sheet."""
        self._about.append((name, value))

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: Any) -> None:
        """Write a value as text, whatever it looks like."""
        if len(text) > LONGEST_CELL:
            place = f"{sheet.name}!{xl_col_to_name(column)}{row + 1}"
            found = f"a text of {len(text)} characters, '{text[:40]}…'"
            allowed = f"at most {LONGEST_CELL} characters in a spreadsheet cell"
            self.problems.append(
                Problem("workbook", None, place, found, allowed, "shorten it in the CSV file")
            )
        elif not text:
            sheet.write_blank(row, column, None, look)
        elif len(runs := as_runs(text)) > 1:
            plain = self.styles.hidden
            fragments = [part for run in runs for part in (plain, run)][1:]
            sheet.write_rich_string(row, column, *fragments, look)
        else:
            sheet.write_string(row, column, text, look)

    def table(self, layout: SheetLayout, rows: Sequence[Row]) -> None:
        """One sheet of rows to code, each with a hidden copy of itself, and empty rows where new ones may be added."""
        sheet, styles = self.sheet(layout.name), self.styles
        reference = {column.field: len(layout.columns) + 1 + i for i, column in enumerate(layout.fields)}
        last_row = len(rows) + layout.free_rows
        for at, column in enumerate(layout.columns):
            self.text(sheet, 0, at, column.heading, styles.heading)
            sheet.set_column(at, at, column.width)
        row_at, last_at = len(layout.columns), len(layout.columns) + len(layout.fields)
        self.text(sheet, 0, row_at, ROW, styles.heading)
        for column in layout.fields:
            self.text(sheet, 0, reference[column.field], AS_EXPORTED.format(column.heading), styles.heading)
        sheet.set_column(row_at, last_at, 12, None, {"hidden": True})
        for line, row in enumerate(rows, start=1):
            self._about.append((f"{ROWS_OF}{layout.name}", row.id))
            self._row(sheet, layout, line, row)
            self.text(sheet, line, row_at, row.id, styles.hidden)
            for field, at in reference.items():
                self.text(sheet, line, at, row.cells[field], styles.hidden)
        for line in range(len(rows) + 1, last_row + 1):
            for at, column in enumerate(layout.columns):
                begins = line == len(rows) + 1
                sheet.write_blank(line, at, None, styles.cell(editable=column.role != HELP, begins=begins))
        self._guards(sheet, layout, rows, last_row, reference)
        if not self._tables:
            sheet.activate()
        self._tables += 1
        sheet.freeze_panes(1, layout.frozen)
        sheet.autofilter(0, 0, max(last_row, 1), len(layout.columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(last_at)}{last_row + 1}"})
        sheet.set_row(0, 24)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        self.protect(sheet)

    def _row(self, sheet: Worksheet, layout: SheetLayout, line: int, row: Row) -> None:
        shown: list[tuple[str, float]] = []
        for at, column in enumerate(layout.columns):
            editable = column.role != HELP and column.field in row.editable
            look = self.styles.cell(editable=editable, begins=row.begins, part=row.part)
            text = row.help.get(column.heading, "") if column.role == HELP else row.cells[column.field]
            shown.append((text, column.width))
            if column.heading == "Reads as" and row.choices:
                shown.append((self._sentence(sheet, layout, line, at, row, look), column.width))
            else:
                self.text(sheet, line, at, text, look)
        sheet.set_row(line, height(shown))

    def _sentence(
        self, sheet: Worksheet, layout: SheetLayout, line: int, at: int, row: Row, look: Any
    ) -> str:
        """The sentence that the chosen answer stands for, looked up as the coder chooses."""
        answer = next(i for i, column in enumerate(layout.columns) if column.kind == ANSWER)
        chosen = f"${xl_col_to_name(answer)}{line + 1}"
        formula = f'=IFERROR(VLOOKUP("{row.question}|"&{chosen},{LISTS}!$A:$B,2,FALSE),"")'
        now = self._sentences.get(f"{row.question}|{row.cells['value']}", "")
        sheet.write_formula(line, at, formula, look, now)
        return now

    def _guards(
        self,
        sheet: Worksheet,
        layout: SheetLayout,
        rows: Sequence[Row],
        last_row: int,
        reference: dict[str, int],
    ) -> None:
        """Drop-downs and tips; changed cells marked against the hidden copy."""
        if not last_row:
            return
        for at, column in enumerate(layout.columns):
            if column.role == HELP:
                continue
            if column.kind == ANSWER:
                for line, row in enumerate(rows, start=1):
                    if row.choices:
                        tip = row.tip if len(row.tip) <= LONGEST_TIP else column.tip
                        self._offer(sheet, line, line, at, row.choices, row.question, tip or column.tip)
            else:
                choices = self._codes if column.field == "jurisdiction" else column.choices
                first = 1 if column.role != KEY else len(rows) + 1
                if first <= last_row:
                    self._offer(sheet, first, last_row, at, choices, column.heading, column.tip)
            here, copy = (f"${xl_col_to_name(i)}2" for i in (at, reference[column.field]))
            rule = {"type": "formula", "criteria": f"=NOT(EXACT({here},{copy}))", "format": self._changed}
            sheet.conditional_format(1, at, last_row, at, rule)

    def _offer(
        self, sheet: Worksheet, first: int, last: int, at: int, choices: Sequence[str], title: str, tip: str
    ) -> None:
        rule: dict[str, Any] = {"validate": "any", "ignore_blank": True}
        if choices:
            rule |= {"validate": "list", "source": f"={self._named(tuple(choices))}"}
            rule |= {
                "error_title": "Not in the list",
                "error_message": "Choose one of the answers in the list.",
            }
        if tip:
            rule |= {"input_title": title[:LONGEST_TIP_TITLE], "input_message": tip[:LONGEST_TIP]}
        sheet.data_validation(first, at, last, at, rule)

    def _named(self, choices: tuple[str, ...]) -> str:
        return self._lists.setdefault(choices, f"choices_{len(self._lists) + 1}")

    def _write_lists(self) -> None:
        sheet, look = self.sheet(LISTS), self.styles.hidden
        for line, pair in enumerate(self._sentences.items()):
            for at, text in enumerate(pair):
                self.text(sheet, line, at, text, look)
        for at, (choices, name) in enumerate(self._lists.items(), start=2):
            for line, choice in enumerate(choices):
                self.text(sheet, line, at, choice, look)
            letter = xl_col_to_name(at)
            self._book.define_name(name, f"={LISTS}!${letter}$1:${letter}${len(choices)}")
        sheet.hide()
        self.protect(sheet)

    def _write_about(self) -> None:
        sheet = self.sheet(ABOUT)
        for line, pair in enumerate(self._about):
            for at, text in enumerate(pair):
                self.text(sheet, line, at, text, self.styles.hidden)
        sheet.very_hidden()
        self.protect(sheet)

    @property
    def _changed(self) -> Any:
        if not hasattr(self, "_changed_format"):
            self._changed_format = self.styles.changed
        return self._changed_format

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, set up for printing."""
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def protect(self, sheet: Worksheet) -> None:
        """Lock what is not to be changed; without a password, against slips rather than people."""
        sheet.protect("", ALLOWED_ON_PROTECTED)
