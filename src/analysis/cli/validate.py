"""`report-cards validate`: every problem of the raw files in one list."""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.problems import DataProblems
from analysis.tables import read_dataset


def validate(data: Path) -> None:
    """Read the folder and say that it is sound."""
    read_dataset(data)
    print(f"{data}: no problems.")


def report(problems: DataProblems) -> None:
    """Print one line a problem."""
    for problem in problems.problems:
        print(problem, file=sys.stderr)
    print(problems, file=sys.stderr)
