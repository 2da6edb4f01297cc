"""Cells that no table may hold."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.problems import Problem, quoted
from analysis.raw.files import rows
from analysis.raw.folder import RawFolder
from analysis.raw.text_rules import mistake_in
from analysis.safety import revealed


def unsafe_cells(raw: RawFolder) -> Iterator[Problem]:
    """Cells of any table with a formula, a character that cannot be seen, or spaces at an end."""
    for name, sheet in raw.sheets.items():
        if sheet.frame is None:
            continue
        for column in map(str, sheet.frame):
            cells = rows(sheet.frame, column)
            mistakes = {
                cell: mistake_in(cell) for (cell,) in {texts for _, texts in cells}
            }  # many say the same
            for row, (cell,) in cells if any(mistakes.values()) else []:
                if mistake := mistakes[cell]:
                    yield Problem(f"{name}.csv", row, column, quoted(revealed(cell)), *mistake)
