"""One raw file by itself, read as the whole folder is read: for those who need a date or a version and not the data set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.problems import DataProblems
from analysis.raw.files import read_sheet
from analysis.raw.schemas import MAY_LACK_COLUMNS, SCHEMAS
from analysis.raw.toml_documents import read_document

if TYPE_CHECKING:
    import pandas as pd


def table(folder: Path, name: str) -> pd.DataFrame:
    """A CSV file's rows as text, by its columns. Error: `DataProblems` for a file that cannot be read as one."""
    sheet = read_sheet(folder / f"{name}.csv", tuple(SCHEMAS[name].columns), MAY_LACK_COLUMNS.get(name, ()))
    if sheet.problems or sheet.frame is None:
        raise DataProblems(sheet.problems)
    return sheet.frame


def content(folder: Path, file: str) -> dict[str, Any]:
    """What a TOML file says. Error: `DataProblems` for a file that is not TOML."""
    document, problems = read_document(folder / file)
    if document is None:
        raise DataProblems(problems)
    return document.content
