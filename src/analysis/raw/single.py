"""One raw file by itself, read as the whole folder is read: for those who need a date or a version and not the data set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.problems import DataProblems
from analysis.raw.files import Sheet, read_cells
from analysis.raw.schemas import MAY_LACK_COLUMNS, SCHEMAS
from analysis.raw.toml_documents import read_document

if TYPE_CHECKING:
    import pandas as pd


def table(folder: Path, name: str) -> pd.DataFrame:
    """A CSV file's rows as text, by its columns. Error: `DataProblems` for a file that cannot be read as one."""
    import pandas as pd

    return pd.DataFrame(columns(folder, name), dtype="str")


def columns(folder: Path, name: str) -> dict[str, list[str]]:
    """A CSV file's cells as text, by column, without the time that it takes to load pandas. Errors: those of `table`."""
    sheet = Sheet()
    wanted = tuple(SCHEMAS[name].columns)
    found = read_cells(folder / f"{name}.csv", wanted, MAY_LACK_COLUMNS.get(name, ()), sheet)
    if sheet.problems or found is None:
        raise DataProblems(sheet.problems)
    return found[1]


def content(folder: Path, file: str) -> dict[str, Any]:
    """What a TOML file says. Error: `DataProblems` for a file that is not TOML."""
    document, problems = read_document(folder / file)
    if document is None:
        raise DataProblems(problems)
    return document.content
