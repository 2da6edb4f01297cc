"""Processed tables as published, each cell in the type that its column's description gives it."""

from __future__ import annotations

import csv
from pathlib import Path

TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "points": "number",
    "flag": "boolean",
    "date": "date",
}
"""The types of the dictionary of processed files, as a data package calls them."""

Value = str | int | float | bool | None


def processed_rows(folder: Path, name: str) -> list[dict[str, Value]]:
    """The rows of `<name>.csv` of a folder; none where there is no such file.

    Numbers become numbers, whole ones `int`; flags become true and false; an empty cell becomes None, also of text.
    """
    from analysis.processed.writing import dictionary

    path = folder / f"{name}.csv"
    if not path.is_file():
        return []
    entry = dictionary().get(name)
    kinds = {column.name: TYPES[column.type] for column in entry.columns} if entry else {}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: typed(cell, kinds.get(column, "string")) for column, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def typed(cell: str, kind: str) -> Value:
    """A cell of a CSV file as a value.

    >>> typed("12", "number"), typed("2.50", "number"), typed("true", "boolean"), typed("", "string"), typed("12", "string")
    (12, 2.5, True, None, '12')
    """
    if cell == "":
        return None
    if kind == "boolean":
        return cell == "true"
    if kind not in ("integer", "number"):
        return cell
    value = float(cell)
    return int(value) if value.is_integer() else value
