"""What is wrong with the input, located and worded for the person who will mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake in one place: where, what was found, what is allowed, what to do."""

    file: str
    row: int | None
    column: str
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        """`file:row column: found; allowed; what to do`, the row being the line a spreadsheet shows.

        >>> str(Problem("laws.csv", 2, "basis", "'bil'", "allowed: bill, statute", "did you mean 'bill'?"))
        "laws.csv:2 basis: 'bil'; allowed: bill, statute; did you mean 'bill'?"
        """
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        head = f"{place} {self.column}" if self.column else place
        return visible(f"{head}: {self.found}; {self.allowed}; {self.remedy}")

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Sorts by file, then row; what concerns a whole file comes before its rows."""
        return (self.file, self.row or 0, self.column, self.found)


class DataProblems(Exception):
    """The input cannot be used; `problems` lists every reason once, in the order of files and rows."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=lambda p: (p.order, str(p))))
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the data")


class UsageProblem(Exception):
    """Something asked for that cannot be had; the message says what is known and what to do."""


def visible(text: str) -> str:
    r"""Text safe to print on one line of a terminal: what does not print is shown as an escape.

    >>> visible("a\x1b[2Jb\n")
    'a\\x1b[2Jb\\n'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
