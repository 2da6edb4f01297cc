"""A second coder's answers: read from a workbook or a CSV file, checked, and set beside the first coder's."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.coding.blind_sample import BLIND, CHOOSE_EACH
from analysis.coding.workbook.layout import part_id
from analysis.coding.workbook.rows import whole_value
from analysis.grading.scoring import Scorecard
from analysis.problems import DataProblems, Problem, UsageProblem, did_you_mean, listed, quoted
from analysis.raw import Dataset
from analysis.raw.answer_checks import wrong_answer
from analysis.raw.files import further_columns, read_sheet
from analysis.standard.codebook import NOT_CODED, Codebook

COLUMNS = ("jurisdiction", "variable", "second")
FIELDS = ("jurisdiction", "variable", "value")
HEADINGS = {column.heading: column.field for column in BLIND.columns if column.field in FIELDS}


def read_second(path: Path, dataset: Dataset) -> pd.DataFrame:
    """The answers of a blind workbook (.xlsx) or of a CSV file with the columns jurisdiction, variable, second.

    Out: `jurisdiction`, `variable`, `second`; questions left empty are left out.
    Errors: `UsageProblem` when there is no such file or it is neither; `DataProblems` with each cell that is wrong.
    """
    if path.is_dir():
        raise UsageProblem(f"'{path}' is a folder. Name the file in it that holds the second coding.")
    if not path.is_file():
        raise UsageProblem(f"There is no file '{path}'.")
    if path.suffix.casefold() == ".xlsx":
        cells = _of_workbook(path)
    elif path.suffix.casefold() == ".csv":
        cells = _of_csv(path)
    else:
        raise UsageProblem(f"'{path.name}' is neither a workbook (.xlsx) nor a CSV file (.csv).")
    problems: list[Problem] = []
    rows = list(_whole(cells, dataset.codebook, problems))
    frame = pd.DataFrame([r[:3] for r in rows], columns=list(COLUMNS))
    problems += _checked(rows, dataset)
    if problems:
        raise DataProblems(problems)
    return frame[frame["second"] != ""].reset_index(drop=True)


def pairs(card: Scorecard, second: pd.DataFrame) -> pd.DataFrame:
    """Both coders' answers: `jurisdiction`, `variable`, `first` (of the edition, corrections applied), `second`."""
    first = [
        str(card.answers.at[place, variable]) or NOT_CODED
        for place, variable in zip(second["jurisdiction"], second["variable"], strict=True)
    ]
    return second.assign(first=first)[["jurisdiction", "variable", "first", "second"]]


Cell = tuple[str, int, str, str, str]
"""Place in words, row, jurisdiction, question id, answer."""


def _of_csv(path: Path) -> list[tuple[Path, int, str, str, str]]:
    sheet = read_sheet(path, (*COLUMNS, *further_columns(path, COLUMNS)))
    if sheet.frame is None or sheet.problems:
        raise DataProblems(sheet.problems)
    rows = sheet.frame[list(COLUMNS)].itertuples()
    return [(path, int(row[0]), *(str(c).strip() for c in row[1:])) for row in rows]  # type: ignore[misc]


def _of_workbook(path: Path) -> list[tuple[Path, int, str, str, str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=False, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError):
        raise UsageProblem(f"'{path.name}' cannot be opened as a workbook. Save it again as .xlsx.") from None
    if BLIND.name not in book.sheetnames:
        raise UsageProblem(f"'{path.name}' has no sheet '{BLIND.name}'. Is it the blind workbook?")
    table = list(book[BLIND.name].iter_rows(values_only=True))
    header = [str(c or "").strip() for c in (table[0] if table else ())]
    missing = [heading for heading in HEADINGS if heading not in header]
    if missing:
        raise UsageProblem(
            f"'{path.name}', sheet '{BLIND.name}': the heading {' and '.join(missing)} is missing. Restore it."
        )
    at = {field: header.index(heading) for heading, field in HEADINGS.items()}
    found = []
    for number, row in enumerate(table[1:], start=2):
        texts = [str(row[at[field]] if row[at[field]] is not None else "").strip() for field in FIELDS]
        if any(texts):
            found.append((path, number, *texts))
    return found  # type: ignore[return-value]


def _whole(
    cells: list[tuple[Path, int, str, str, str]], codebook: Codebook, problems: list[Problem]
) -> Iterator[tuple[str, str, str, Path, int]]:
    """One row per question: the lines of a question with several answers are put together."""
    parts = {part_id(v.id, a.id): (v.id, a.id) for v in codebook.variables if v.multiple for a in v.answers}
    lines: dict[tuple[str, str], dict[str, str]] = {}
    where: dict[tuple[str, str], tuple[Path, int]] = {}
    for path, row, place, question, answer in cells:
        if question in parts:
            variable, part = parts[question]
            lines.setdefault((place, variable), {})[part] = answer.casefold()
            where.setdefault((place, variable), (path, row))
        elif answer != CHOOSE_EACH:
            yield place, question, answer, path, row
    for (place, variable), said in lines.items():
        path, row = where[place, variable]
        value = whole_value(said)
        if value is None:
            found = f"{variable} of {place} is answered on some lines only"
            remedy = f"finish the lines of {place}, or empty them all"
            allowed = f"yes or no on every line, or {NOT_CODED} on every line"
            problems.append(Problem(path.name, row, "Answer", found, allowed, remedy))
        else:
            yield place, variable, value, path, row


def _checked(rows: list[tuple[str, str, str, Path, int]], dataset: Dataset) -> Iterator[Problem]:
    codes, codebook = list(dataset.jurisdictions["jurisdiction"]), dataset.codebook
    seen: dict[tuple[str, str], int] = {}
    for place, variable, value, path, row in rows:
        if place not in codes:
            remedy = did_you_mean(place, codes, "correct the cell")
            yield Problem(
                path.name, row, "jurisdiction", quoted(place), listed(codes, place, "jurisdiction"), remedy
            )
        elif variable not in codebook:
            remedy = did_you_mean(variable, codebook.ids, "correct the cell")
            allowed = listed(codebook.ids, variable, "variable")
            yield Problem(path.name, row, "variable", quoted(variable), allowed, remedy)
        elif value and (finding := wrong_answer(codebook[variable], value)):
            yield Problem(path.name, row, "second", *finding)
        if (place, variable) in seen:
            found = f"{variable} of {place} stands in row {seen[place, variable]} already"
            yield Problem(
                path.name, row, "variable", found, "one answer to each question", "delete one of the two"
            )
        seen.setdefault((place, variable), row)
