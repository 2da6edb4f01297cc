"""Problems of a workbook, each with the sheet and cell as a spreadsheet names them."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from analysis.coding.workbook.layout import SHEETS
from analysis.problems import Problem

ORDER = {layout.name: number for number, layout in enumerate(SHEETS, start=1)}


@dataclass(frozen=True)
class CellProblem(Problem):
    """A problem in a cell of a workbook; sorts by sheet, row and column, what concerns a whole sheet first."""

    at: tuple[int, int, int] = (0, 0, 0)

    @property
    def order(self) -> tuple[str, int, str, str]:
        sheet, row, column = self.at
        return (self.file, sheet * 10**8 + row, f"{column:05}", self.found)


@dataclass(frozen=True)
class Place:
    """A cell: sheet, row and column from 1; row or column 0 stands for the whole sheet."""

    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        """As a spreadsheet names it.

        >>> str(Place("Answers", 17, 4)), str(Place("Answers"))
        ('Answers!D17', 'Answers')
        """
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}" if self.column else self.sheet


def cell_problem(file: str, place: Place | str, found: str, allowed: str, remedy: str) -> CellProblem:
    """A problem at a cell, at a sheet, or ("") of the whole workbook."""
    at = (ORDER.get(place.sheet, 0), place.row, place.column) if isinstance(place, Place) else (0, 0, 0)
    return CellProblem(file, None, str(place), found, allowed, remedy, at)


class Findings:
    """Collects the problems and remarks of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    def problem(self, place: Place | str, found: str, allowed: str, remedy: str) -> None:
        """Report a problem at a cell, at a sheet, or ("") of the whole workbook."""
        self.problems.append(cell_problem(self.file, place, found, allowed, remedy))

    def remark(self, text: str) -> None:
        """Say something that is no reason to refuse the workbook."""
        self.remarks.append(text)
