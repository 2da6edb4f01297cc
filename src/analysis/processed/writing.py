"""Processed tables on disk: described columns, fixed rounding, stable order, one fact a line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import pandas as pd

from analysis.project import processed_data
from analysis.safety import safe_cell

DICTIONARY_FILE = "columns.csv"


@dataclass(frozen=True)
class Column:
    """One column: its type, the decimals a number is written with, its unit and what it says."""

    name: str
    type: str
    about: str
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class ProcessedFile:
    """One file: the notebook that writes it, what a row is, the columns that tell rows apart, all columns."""

    name: str
    notebook: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def dictionary() -> Mapping[str, ProcessedFile]:
    """Every file of data/processed/ by its name without `.csv`."""
    text = (resources.files("analysis.processed") / "dictionary.toml").read_text(encoding="utf-8")
    return {
        name: ProcessedFile(
            name,
            entry["notebook"],
            entry["row"],
            tuple(entry["key"]),
            tuple(Column(**column) for column in entry["columns"]),
        )
        for name, entry in tomllib.loads(text)["file"].items()
    }


def write(name: str, frame: pd.DataFrame, folder: Path | None = None) -> None:
    """Write one table of the dictionary, its columns in the dictionary's order, rows as they come.

    In: a frame with at least the described columns. Missing values become empty cells; numbers get the decimals
    described; text that a spreadsheet would run is led by an apostrophe.
    Errors: ValueError for a missing column or for two rows with the same key.
    """
    file = dictionary()[name]
    missing = [column.name for column in file.columns if column.name not in frame]
    if missing:
        raise ValueError(f"{name}.csv needs the columns {', '.join(missing)}")
    twice = frame[frame.duplicated(list(file.key))]
    if len(twice):
        raise ValueError(f"{name}.csv has two rows for {dict(twice.iloc[0][list(file.key)])}")
    cells = pd.DataFrame({column.name: _cells(frame[column.name], column) for column in file.columns})
    _write(cells, name, folder)


def write_dictionary(folder: Path | None = None) -> None:
    """Write `columns.csv`, which describes every column of every processed file."""
    rows = [
        (f"{file.name}.csv", file.notebook, column.name, column.type, column.unit, column.about)
        for file in dictionary().values()
        for column in file.columns
    ]
    frame = pd.DataFrame(rows, columns=["file", "notebook", "column", "type", "unit", "description"])
    _write(frame, DICTIONARY_FILE.removesuffix(".csv"), folder)


def _write(cells: pd.DataFrame, name: str, folder: Path | None) -> None:
    target = folder or processed_data()
    target.mkdir(parents=True, exist_ok=True)
    text = cells.to_csv(index=False, lineterminator="\n")
    (target / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")


def _cells(values: pd.Series, column: Column) -> list[str]:
    return ["" if pd.isna(value) else _cell(value, column) for value in values]


def _cell(value: object, column: Column) -> str:
    """A value as it is written.

    >>> _cell(2.5, Column("x", "number", "", decimals=2)), _cell(-0.00001, Column("x", "number", "", decimals=2))
    ('2.50', '0.00')
    >>> _cell(12.0, Column("x", "points", "")), _cell(2.5, Column("x", "points", ""))
    ('12', '2.5')
    >>> _cell("=1+1", Column("x", "text", ""))
    "'=1+1"
    """
    if column.type == "number":
        # Adding zero turns -0.0 into 0.0.
        return f"{round(float(str(value)), column.decimals) + 0.0:.{column.decimals}f}"
    if column.type == "points":
        return f"{round(float(str(value)), 4) + 0.0:.4f}".rstrip("0").rstrip(".")
    if column.type == "integer":
        return str(int(str(value)))
    if column.type == "flag":
        return "true" if value else "false"
    return str(safe_cell(str(value)))
