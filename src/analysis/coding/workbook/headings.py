"""Find the heading row of a sheet and the column of each heading, wherever they were moved."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from analysis.coding.workbook.findings import Findings, Place
from analysis.coding.workbook.layout import AS_EXPORTED, HELP, ROW, SheetLayout
from analysis.problems import nearest, quoted

HEADING_WITHIN = 10
"""The heading row is looked for in so many rows, should someone have put a title above it."""


def find_headings(
    sheet: Worksheet, layout: SheetLayout, findings: Findings
) -> tuple[int, dict[str, int]] | None:
    """The heading row and the column of each heading; None, and problems, where one is missing or stands twice."""
    needed = [column.heading for column in layout.fields]
    hidden = [ROW, *(AS_EXPORTED.format(heading) for heading in needed)]
    optional = {column.heading for column in layout.columns if column.role == HELP}
    first, found = _heading_row(sheet, {*needed, *hidden})
    places: dict[str, int] = {}
    for column, text in found:
        places.setdefault(text, column)
    missing = [heading for heading in (*needed, *hidden) if heading not in places]
    doubled = [
        (column, text) for column, text in found if places[text] != column and text in {*needed, *hidden}
    ]
    strange = {text: column for text, column in places.items() if text not in {*needed, *hidden, *optional}}
    for column, text in doubled:
        lost = (
            f"; '{missing[0]}' is missing: write it over the one that it belongs to"
            if len(missing) == 1
            else ""
        )
        remedy = (
            "delete the column that is not the export's"
            if not lost
            else "give both columns their own headings again"
        )
        place = Place(layout.name, first, column)
        findings.problem(
            place, f"the heading '{text}' stands there twice", f"each heading once{lost}", remedy
        )
    for text in missing if len(missing) > 1 or not doubled else []:
        like = nearest(text, strange) or (next(iter(strange)) if len(strange) == len(missing) == 1 else None)
        place = Place(layout.name, first, strange.pop(like)) if like else Place(layout.name)
        instead = f"; {quoted(like)} stands there instead" if like else ""
        findings.problem(
            place,
            f"the heading '{text}' is missing{instead}",
            "the headings of the export, in any order",
            f"write '{text}' there again" if like else "copy the column back from the export",
        )
    for text, column in strange.items():
        place = Place(layout.name, first, column)
        findings.remark(f"{place}: the column '{text}' is not part of the workbook and was not read.")
    return None if missing or doubled else (first, places)


def _heading_row(sheet: Worksheet, wanted: set[str]) -> tuple[int, list[tuple[int, str]]]:
    """The row that holds most of the headings, with its texts by column."""
    rows = {
        number: [
            (cell.column, " ".join(str(cell.value).split()))
            for cell in sheet[number]
            if cell.value is not None
        ]
        for number in range(1, min(HEADING_WITHIN, sheet.max_row) + 1)
    }
    first = max(rows, key=lambda number: len(wanted & {text for _, text in rows[number]}))
    return first, rows[first]
