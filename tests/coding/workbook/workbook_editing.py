"""Edit a workbook as a coder would, in a spreadsheet program that writes what it is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from analysis.coding.workbook.export import export
from analysis.coding.workbook.layout import ROW
from analysis.coding.workbook.opening import open_workbook
from analysis.raw import read_dataset
from analysis.raw.soundness import fingerprint

BASE = Path(__file__).resolve().parents[2] / "bad_input" / "_base"


_OF_BASE: dict[tuple[str, ...], bytes] = {}
"""What was exported of the small data set, of which most tests begin."""


def exported(
    folder: Path, path: Path, jurisdictions: list[str] | None = None, *, all_versions: bool = True
) -> Path:
    def made() -> bytes:
        return export(read_dataset(folder), jurisdictions, all_versions)

    key = (fingerprint(folder), str(all_versions), *(jurisdictions or ()))
    if key[0] != fingerprint(BASE):
        path.write_bytes(made())
        return path
    if key not in _OF_BASE:
        _OF_BASE[key] = made()
    path.write_bytes(_OF_BASE[key])
    return path


def save(book: Workbook, path: Path) -> None:
    """Save as Excel does: text that looks like an escape is escaped."""
    for sheet in book:
        for cell in filled(sheet):
            if isinstance(cell.value, str) and cell.data_type == "s":
                put(cell, re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", cell.value))
    book.save(path)


def put(cell: Cell, text: str | None) -> None:
    """Write text as text, though it looks like an error value."""
    cell.value = text
    if text is not None:
        cell.data_type = "s"


def filled(sheet: Worksheet) -> Iterator[Cell]:
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None:
                yield cell


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def row(sheet: Worksheet, row_id: str) -> int:
    ids = column(sheet, ROW)
    return next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, ids).value == row_id)


def free_row(sheet: Worksheet) -> int:
    """The first of the empty rows at the end that nobody has used."""
    visible = range(1, column(sheet, ROW) + 1)
    rows = (n for n in range(2, sheet.max_row + 1) if all(sheet.cell(n, c).value is None for c in visible))
    return next(rows, sheet.max_row + 1)


def cell(book: Workbook, sheet: str, row_id: str, heading: str) -> Cell:
    return book[sheet].cell(row(book[sheet], row_id), column(book[sheet], heading))


def type_in(path: Path, cells: Mapping[tuple[str, str, str], Any]) -> None:
    """Put values into cells named by sheet, row and heading, and save."""
    book = open_workbook(path)
    for (sheet, row_id, heading), value in cells.items():
        cell(book, sheet, row_id, heading).value = value
    save(book, path)


def add_row(book: Workbook, sheet: str, values: Mapping[str, Any]) -> None:
    """Fill an empty row at the end."""
    number = free_row(book[sheet])
    for heading, value in values.items():
        target = book[sheet].cell(number, column(book[sheet], heading))
        if isinstance(value, str):
            put(target, value)
        else:
            target.value = value


def apply(path: Path, edits: list[dict[str, Any]]) -> None:
    """Carry out the edits of a recipe, in their order."""
    book: Workbook | None = None
    for edit in edits:
        if set(edit) <= {"cut_to", "hex", "contents", "zip"}:
            _spoil_file(path, edit)
            return
        book = book or open_workbook(path)
        _edit(book, dict(edit))
    if book is not None:
        save(book, path)


def _spoil_file(path: Path, edit: dict[str, Any]) -> None:
    if "cut_to" in edit:
        path.write_bytes(path.read_bytes()[: edit["cut_to"]])
    if "hex" in edit:
        path.write_bytes(bytes.fromhex(edit["hex"]))
    if "contents" in edit:
        path.write_text(edit["contents"], encoding="utf-8")
    if "zip" in edit:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as package:
            for name, text in edit["zip"].items():
                package.writestr(name, text)
        path.write_bytes(made.getvalue())


def _edit(book: Workbook, edit: dict[str, Any]) -> None:
    if "rename_sheet" in edit:
        book[edit["rename_sheet"]].title = edit["to"]
    elif "delete_sheet" in edit:
        del book[edit["delete_sheet"]]
    elif "add_sheet" in edit:
        book.create_sheet(edit["add_sheet"])
    else:
        _edit_sheet(book, book[edit["sheet"]], edit)


def _edit_sheet(book: Workbook, sheet: Worksheet, edit: dict[str, Any]) -> None:
    if "rename_heading" in edit:
        sheet.cell(1, column(sheet, edit["rename_heading"])).value = edit["to"]
    elif "delete_column" in edit:
        sheet.delete_cols(column(sheet, edit["delete_column"]))
    elif "delete_row" in edit:
        sheet.delete_rows(row(sheet, edit["delete_row"]))
    elif "copy_row" in edit:
        source, target = row(sheet, edit["copy_row"]), sheet.max_row + 1
        for at in range(1, sheet.max_column + 1):
            sheet.cell(target, at).value = sheet.cell(source, at).value
    elif "merge" in edit:
        sheet.merge_cells(edit["merge"])
    elif "add" in edit:
        add_row(book, sheet.title, edit["add"])
    else:
        target = cell(book, sheet.title, edit["row"], edit["heading"])
        target.value = edit["value"] if edit["value"] != "" else None
        if isinstance(edit["value"], date):
            target.number_format = "yyyy-mm-dd"
