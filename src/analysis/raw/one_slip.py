"""One slip of the hand makes hundreds of cells wrong in the same way; it is told in one line, not in hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from analysis.problems import Problem, joined

MANY = 8
"""So many cells of a file or sheet that are wrong in the same way are told one by one, more are told as one."""

COLUMNS_AT_MOST = 4
ONE_SLIP = "restore the file from a backup: so many at once come from one slip, such as a column sorted without the others"


def grouped(problems: Iterable[Problem]) -> list[tuple[Problem, int]]:
    """Problems, and of how many cells each tells: many that are wrong in the same way are told once, at the first of them.

    Wrong in the same way are cells of one file (in a workbook, of one sheet) for which the same is expected; any word that is
    not in a vocabulary is of one kind.
    """
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        kind = "" if problem.allowed.startswith("allowed") else problem.allowed
        sheet = problem.column.partition("!")[0] if "!" in problem.column else ""
        alike.setdefault((problem.file, sheet, kind), []).append(problem)
    return [
        told
        for group in alike.values()
        for told in ([(one, 1) for one in group] if len(group) <= MANY else [(_first_of(group), len(group))])
    ]


def _first_of(group: list[Problem]) -> Problem:
    first = min(group, key=lambda problem: problem.order)
    found = f"{first.found}, the first of {len(group)} such cells{_where(group)}"
    keeps = "restore" in first.remedy or "!" in first.column
    return replace(first, found=found, remedy=first.remedy if keeps else ONE_SLIP)


def _where(group: list[Problem]) -> str:
    """The columns, and the last row; nothing for the cells of a workbook, each of which has a name of its own."""
    if "!" in group[0].column:
        return ""
    columns = list(dict.fromkeys(p.column.split(", ")[-1] for p in group if p.column))
    if len(columns) > COLUMNS_AT_MOST:
        columns = [*columns[: COLUMNS_AT_MOST - 1], f"{len(columns) - COLUMNS_AT_MOST + 1} more columns"]
    last = max(problem.row or 0 for problem in group)
    parts = [*([f"in {joined(columns)}"] if columns else []), *([f"down to row {last}"] if last else [])]
    return f" ({', '.join(parts)})" if parts else ""
