"""A coded bill: the answers that a proposed law would give, read from a small CSV file."""

from __future__ import annotations

from pathlib import Path

from analysis.problems import DataProblems, Problem, UsageProblem, did_you_mean, listed, quoted
from analysis.raw.files import further_columns, read_sheet, rows
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, SEPARATOR, Codebook, Variable

COLUMNS = ("variable", "value")


def read_bill(path: Path, codebook: Codebook) -> dict[str, str]:
    """The answers of a bill, by variable.

    In: a CSV file with the columns `variable` and `value`; further columns (citation, note …) are left alone.
    Errors: `UsageProblem` where there is no such file; `DataProblems` with every problem, by row.
    """
    if path.is_dir():
        raise UsageProblem(
            f"{path} is a folder. --from takes a CSV file with the columns variable and value."
        )
    if not path.is_file():
        raise UsageProblem(
            f"There is no file {path}. --from takes a CSV file with the columns variable and value."
        )
    sheet = read_sheet(path, [*COLUMNS, *further_columns(path, COLUMNS)], foreign=True)
    problems = list(sheet.problems)
    if sheet.frame is None or any(name not in sheet.frame for name in COLUMNS):
        raise DataProblems(problems)
    answers: dict[str, str] = {}
    seen: dict[str, int] = {}
    for row, (name, value) in rows(sheet.frame, *COLUMNS):
        name, value = name.strip(), value.strip()
        if row in sheet.damaged:
            continue
        if name not in codebook:
            advice = did_you_mean(name, codebook.ids, "see docs/CODEBOOK.md")
            allowed = listed(codebook.ids, name, "question")
            problems.append(Problem(path.name, row, "variable", quoted(name), allowed, advice))
            continue
        if name in seen:
            found = f"'{name}' a second time"
            problems.append(
                Problem(path.name, row, "variable", found, "each question once", f"see row {seen[name]}")
            )
            continue
        seen[name] = row
        problems += _wrong(path.name, row, codebook[name], value)
        answers[name] = canonical(codebook[name], value)
    if problems:
        raise DataProblems(problems)
    if not answers:
        raise UsageProblem(f"{path} holds no answers: give one row for each question that the bill changes.")
    return answers


def _wrong(file: str, row: int, variable: Variable, value: str) -> list[Problem]:
    labels = {answer.label: answer.id for answer in variable.answers}
    problems = []
    for part in wrong_parts(variable, value):
        if part in variable.by_id:
            found = f"'{part}' given twice"
            problems.append(Problem(file, row, "value", found, "each answer once", "delete the second"))
            continue
        advice = did_you_mean(part, variable.response_set, "choose one of these", labels)
        allowed = f"allowed for {variable.id}: {', '.join(variable.response_set)}"
        problems.append(Problem(file, row, "value", quoted(part), allowed, advice))
    return problems


def wrong_parts(variable: Variable, value: str) -> list[str]:
    """The parts of a cell that the variable does not allow: unknown, doubled, or standing beside `none`."""
    if not variable.multiple or value in (EMPTY_LIST, NOT_CODED):
        return [] if value in variable.response_set else [value]
    parts = [part.strip() for part in value.split(SEPARATOR)]
    return [p for i, p in enumerate(parts) if p not in variable.by_id or p in parts[:i]]


def canonical(variable: Variable, value: str) -> str:
    """A list of answers in alphabetical order, as the data holds it; any other value as it is.

    >>> from analysis.standard.codebook import Answer
    >>> canonical(Variable("c", "?", (Answer("y", "Y", "y"), Answer("x", "X", "x")), multiple=True), "y; x")
    'x;y'
    """
    if not variable.multiple or value in (EMPTY_LIST, NOT_CODED):
        return value
    return SEPARATOR.join(sorted(part.strip() for part in value.split(SEPARATOR)))
