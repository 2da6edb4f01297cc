"""From the sheets of a workbook to rows: each cell as it is now and as it was exported, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.coding.workbook.cells import Unusable, cell_text
from analysis.coding.workbook.findings import Findings, Place
from analysis.coding.workbook.headings import find_headings
from analysis.coding.workbook.layout import (
    ABOUT,
    ANSWER,
    AS_EXPORTED,
    CODEBOOK,
    FORMAT,
    GUIDE,
    HELPERS,
    LAWS,
    LISTS,
    NO,
    PART,
    ROW,
    ROWS_OF,
    SHEETS,
    YES,
    Column,
    SheetLayout,
)
from analysis.coding.workbook.opening import filled_rows, written_cells
from analysis.problems import did_you_mean, nearest, quoted
from analysis.standard.codebook import NOT_CODED, Codebook

KNOWN = {*(layout.name for layout in SHEETS), GUIDE, CODEBOOK, LISTS, ABOUT}
OTHER_WORKBOOK = "a blind second coding is read by 'report-cards agreement --second'"
NOT_OURS = "export one, and copy your answers into it"
COPY_REMEDY = "delete it; to add a source or an act, use the empty rows at the end"
NEW_LAW_REMEDY = "delete it; a new law version is opened by 'report-cards law amend', then export again"


COMMENTS_AT_MOST = 20


@dataclass
class ReadRow:
    """One row. `now` and `then`: field → text, as it is and as it was exported.

    What only differs in what a spreadsheet adds is not changed: `now` says the same as `then`. So it does for the fields in
    `bad`, which could not be read.
    """

    number: int
    id: str
    now: dict[str, str] = field(default_factory=dict)
    then: dict[str, str] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)


class BookReader:
    """One workbook, read once: `rows` by sheet; what is wrong goes to `findings`."""

    def __init__(self, book: Workbook, findings: Findings, codebook: Codebook) -> None:
        self._book, self._findings, self._codebook = book, findings, codebook
        self.rows: dict[str, list[ReadRow]] = {}
        self._columns: dict[str, dict[str, int]] = {}
        self._titles = {title.strip().casefold(): title for title in book.sheetnames}
        about = self._about()
        self.coder = dict(about or ()).get("coder", "")
        if about is None:
            found = "this workbook does not come from 'report-cards workbook export'"
            findings.problem("", found, "a coding workbook, with its hidden sheets", NOT_OURS)
            return
        exported: dict[str, set[str]] = {}
        for name, value in about:
            if name.startswith(ROWS_OF):
                exported.setdefault(name.removeprefix(ROWS_OF), set()).add(value)
        if LAWS.name not in exported:
            found = "this workbook is not for coding laws anew: it comes from another command"
            findings.problem("", found, "a workbook made by 'report-cards workbook export'", OTHER_WORKBOOK)
            return
        for layout in SHEETS:
            self._read(layout, exported.get(layout.name, set()))
        self._say_what_was_not_read()

    def place(self, sheet: str, row: int, field_: str) -> Place:
        """Where a field of a row stands."""
        return Place(sheet, row, self._columns[sheet][field_])

    def _about(self) -> list[tuple[str, str]] | None:
        title = self._titles.get(ABOUT.casefold())
        if title is None:
            return None
        rows = self._book[title].iter_rows(max_col=2, values_only=True)
        pairs = [(str(name), str(value or "").strip()) for name, value in rows if name]
        return pairs if ("format", FORMAT) in pairs else None

    def _read(self, layout: SheetLayout, exported: set[str]) -> None:
        title = self._titles.get(layout.name.casefold())
        if title is None and layout is HELPERS and not exported:
            return  # exported before there was such a sheet, or nothing is lost with it
        if title is None:
            others = [sheet for sheet in self._book.sheetnames if sheet not in KNOWN]
            like = nearest(layout.name, others)
            remedy = f"give the sheet '{like}' this name again" if like else "copy it back from the export"
            self._findings.problem(
                "", f"the sheet '{layout.name}' is missing", "all sheets of the export", remedy
            )
            return
        sheet = self._book[title]
        heading = find_headings(sheet, layout, self._findings)
        if heading is None:
            return
        first, places = heading
        self._columns[layout.name] = {c.field: places[c.heading] for c in layout.fields}
        self._say_what_comments_hold(sheet, layout.name)
        merged = self._merged(sheet, layout, first)
        rows = (
            self._row(sheet, layout, places, number, merged)
            for number in filled_rows(sheet)
            if number > first
        )
        self.rows[layout.name] = self._known_rows(layout, [row for row in rows if row is not None], exported)

    def _merged(self, sheet: Worksheet, layout: SheetLayout, first: int) -> set[tuple[int, int]]:
        """All merged cells below the heading; each merger is a problem, because what it covers is lost."""
        covered: set[tuple[int, int]] = set()
        for area in sorted(sheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col)):
            if area.max_row <= first:
                continue
            covered |= {
                (r, c)
                for r in range(area.min_row, area.max_row + 1)
                for c in range(area.min_col, area.max_col + 1)
            }
            place = Place(layout.name, area.min_row, area.min_col)
            remedy = "unmerge them (Merge & Center again) and fill each cell"
            self._findings.problem(
                place, f"the cells {area.coord} are merged", "one value in each cell", remedy
            )
        return covered

    def _row(
        self,
        sheet: Worksheet,
        layout: SheetLayout,
        places: Mapping[str, int],
        number: int,
        merged: set[tuple[int, int]],
    ) -> ReadRow | None:
        """One row; None where all its cells are empty."""
        cells = {c.field: sheet.cell(number, places[c.heading]) for c in layout.fields}
        copies = {
            c.field: sheet.cell(number, places[AS_EXPORTED.format(c.heading)]).value for c in layout.fields
        }
        row = ReadRow(number, str(sheet.cell(number, places[ROW]).value or "").strip())
        lost = {name for name, cell in cells.items() if (number, cell.column) in merged}
        if not row.id and not lost and not any(str(c.value or "").strip() for c in cells.values()):
            return None
        question = str(copies.get("variable") or "").strip()
        for column in layout.fields:
            name = column.field
            row.then[name] = str(copies[name] if copies[name] is not None else "").strip()
            row.now[name] = row.then[name]
            if name in lost:
                row.bad.add(name)
                continue
            try:
                row.now[name] = cell_text(
                    cells[name], column.kind, self._book.epoch, self._choices(column, question)
                )
            except Unusable as unusable:
                row.bad.add(name)
                self._findings.problem(self.place(layout.name, number, name), *unusable.finding)
        return row

    def _choices(self, column: Column, question: str) -> tuple[str, ...]:
        if column.kind != ANSWER:
            return column.choices
        if PART in question:
            return (YES, NO, NOT_CODED)
        return self._codebook[question].response_set if question in self._codebook else ()

    def _known_rows(self, layout: SheetLayout, rows: list[ReadRow], exported: set[str]) -> list[ReadRow]:
        """The rows without those that are copies, strange, or new where none may be added; a missing one is a problem."""
        seen: dict[str, int] = {}
        kept = []
        for row in rows:
            place = self.place(layout.name, row.number, layout.fields[0].field)
            if row.id in seen:
                found = f"this row is a copy of row {seen[row.id]} ({row.id})"
                self._findings.problem(place, found, "each row of the export once", COPY_REMEDY)
            elif row.id and row.id not in exported:
                remedy = did_you_mean(
                    row.id, sorted(exported - set(seen)), "copy the row back from the export"
                )
                found = f"the hidden cell that says which row this is was changed to {quoted(row.id)}"
                self._findings.problem(place, found, "the rows of the export", remedy)
            elif not row.id and not layout.free_rows:
                self._findings.problem(
                    place, "a row that was not exported", "the rows of the export", NEW_LAW_REMEDY
                )
            else:
                kept.append(row)
            if row.id:
                seen.setdefault(row.id, row.number)
        for name in sorted(exported - set(seen)):
            remedy = "copy it back from the export; " + (
                "to take it out of the data, empty its white cells instead"
                if layout.free_rows
                else f"where the text was not seen, the answer is {NOT_CODED}"
            )
            self._findings.problem(
                Place(layout.name), f"the row '{name}' is missing", "all rows of the export", remedy
            )
        return kept

    def _say_what_comments_hold(self, sheet: Worksheet, name: str) -> None:
        """Comments are no part of the data: what they say is printed, so that it can go where it is kept."""
        commented = [cell for cell in written_cells(sheet) if cell.comment]
        for cell in commented[:COMMENTS_AT_MOST]:
            text = " ".join(cell.comment.text.rpartition("Comment:")[2].split())
            who = f" by {cell.comment.author}" if cell.comment.author else ""
            self._findings.remark(
                f"{Place(name, cell.row, cell.column)}: the comment {quoted(text)}{who} does not enter the data. "
                "What should stay belongs in the Note."
            )
        if len(commented) > COMMENTS_AT_MOST:
            self._findings.remark(
                f"{name}: {len(commented) - COMMENTS_AT_MOST} more comments do not enter the data."
            )

    def _say_what_was_not_read(self) -> None:
        known = {name.casefold() for name in KNOWN}
        for title in self._book.sheetnames:
            if title.strip().casefold() not in known:
                self._findings.remark(f"The sheet '{title}' is not part of the workbook and was not read.")
