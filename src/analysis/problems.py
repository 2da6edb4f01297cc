"""What is wrong with the input, located and worded for the person who will mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place: where, what was found, what is allowed, what to do."""

    file: str
    row: int | None
    column: str
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        """`file:row column: found; allowed; what to do`, the row being the line a spreadsheet shows."""
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        head = f"{place} {self.column}" if self.column else place
        return f"{head}: {self.found}; {self.allowed}; {self.remedy}"


class DataProblems(Exception):
    """The input cannot be used; `problems` lists every reason, in the order of files and rows."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the data")


class UsageProblem(Exception):
    """Something asked for that cannot be had; the message says what is known and what to do."""
