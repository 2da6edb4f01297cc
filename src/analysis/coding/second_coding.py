"""A second coder's answers: read from a workbook or a CSV file, checked, and set beside the first coder's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from analysis.coding.blind_sample import BLIND, CHOOSE_EACH
from analysis.coding.workbook.layout import ABOUT, LAWS, NO, ROWS_OF, YES, part_id
from analysis.coding.workbook.opening import filled_rows, open_workbook
from analysis.coding.workbook.rows import whole_value
from analysis.grading.scorecard import Scorecard
from analysis.problems import DataProblems, Problem, UsageProblem, did_you_mean, listed, quoted
from analysis.raw import Dataset
from analysis.raw.answer_checks import wrong_answer
from analysis.raw.files import further_columns, read_sheet
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED, Codebook

COLUMNS = ("jurisdiction", "variable", "second")
FIELDS = ("jurisdiction", "variable", "value")
HEADINGS = {column.heading: column.field for column in BLIND.columns if column.field in FIELDS}


@dataclass(frozen=True)
class SecondCoding:
    """A second coder's answers, and what the file says of itself.

    `answers`: `jurisdiction`, `variable`, `second`; questions left empty are left out. `blank`: those questions, as
    (jurisdiction, variable), but none of a jurisdiction that the coder found to have no law, or whose law is not known.
    `codebook`, `edition`: what the workbook was made from; "" in a CSV file.
    """

    answers: pd.DataFrame
    blank: tuple[tuple[str, str], ...]
    codebook: str = ""
    edition: str = ""


def read_second(path: Path, dataset: Dataset) -> SecondCoding:
    """Read a blind workbook (.xlsx) or a CSV file with the columns jurisdiction, variable, second.

    Errors: `UsageProblem` when there is no such file, it is neither, or it is the workbook of a first coder;
    `DataProblems` with each cell that is wrong.
    """
    if path.is_dir():
        raise UsageProblem(f"'{path}' is a folder. Name the file in it that holds the second coding.")
    if not path.is_file():
        raise UsageProblem(f"There is no file '{path}'.")
    about: dict[str, str] = {}
    if path.suffix.casefold() == ".xlsx":
        cells, about = _of_workbook(path)
    elif path.suffix.casefold() == ".csv":
        cells = _of_csv(path)
    else:
        raise UsageProblem(f"'{path.name}' is neither a workbook (.xlsx) nor a CSV file (.csv).")
    problems: list[Problem] = []
    rows = list(_whole(cells, dataset.codebook, problems))
    problems += _checked(rows, dataset)
    if problems:
        raise DataProblems(problems)
    frame = pd.DataFrame([r[:3] for r in rows], columns=list(COLUMNS))
    given = frame[frame["second"] != ""].reset_index(drop=True)
    nothing = given[(given["variable"] == EXISTENCE) & given["second"].isin([NO_LAW, NOT_CODED])]
    empty = frame[(frame["second"] == "") & ~frame["jurisdiction"].isin(nothing["jurisdiction"])]
    blank = tuple((str(p), str(v)) for p, v in zip(empty["jurisdiction"], empty["variable"], strict=True))
    return SecondCoding(given, blank, about.get("codebook", ""), about.get("edition", ""))


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
    sheet = read_sheet(path, (*COLUMNS, *further_columns(path, COLUMNS)), foreign=True)
    if sheet.frame is None or sheet.problems:
        raise DataProblems(sheet.problems)
    rows = sheet.frame[list(COLUMNS)].itertuples()
    return [(path, int(row[0]), *(str(c).strip() for c in row[1:])) for row in rows]  # type: ignore[misc]


def _of_workbook(path: Path) -> tuple[list[tuple[Path, int, str, str, str]], dict[str, str]]:
    book = open_workbook(path)
    about = {str(name): str(value or "") for name, value in _about(book)}
    if f"{ROWS_OF}{LAWS.name}" in about:
        raise UsageProblem(
            f"'{path.name}' is an ordinary coding workbook: it shows the first coder's answers, so it would measure how far "
            "they agree with themselves. Give the second coder a workbook of 'report-cards blind-sample', and name that."
        )
    if BLIND.name not in book.sheetnames:
        raise UsageProblem(f"'{path.name}' has no sheet '{BLIND.name}'. Is it the blind workbook?")
    sheet = book[BLIND.name]
    header = [str(cell.value or "").strip() for cell in sheet[1]]
    missing = [heading for heading in HEADINGS if heading not in header]
    if missing:
        raise UsageProblem(
            f"'{path.name}', sheet '{BLIND.name}': the heading {' and '.join(missing)} is missing. Restore it."
        )
    at = {field: header.index(heading) + 1 for heading, field in HEADINGS.items()}
    found = []
    for number in filled_rows(sheet)[1:]:
        texts = [_said(sheet.cell(number, at[field]).value) for field in FIELDS]
        if any(texts):
            found.append((path, number, *texts))
    return found, about  # type: ignore[return-value]


def _about(book: Workbook) -> list[tuple[object, object]]:
    """What the hidden sheet of a workbook says of it; nothing where there is none."""
    return list(book[ABOUT].iter_rows(max_col=2, values_only=True)) if ABOUT in book.sheetnames else []


def _said(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value).strip()


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
            found = f"the question {variable} of {place} is answered on some lines only"
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
