"""How commands print: a format that is known, tables for people, CSV for spreadsheets."""

from __future__ import annotations

import contextlib
import csv
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NoReturn

from analysis.problems import UsageProblem
from analysis.safety import safe_cell


def chosen_format(word: str, known: Sequence[str]) -> str:
    """The format asked for. Error: `UsageProblem` naming those there are."""
    if word not in known:
        raise UsageProblem(f"There is no format '{word}'. Known: {', '.join(known)}.")
    return word


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows as CSV, a missing value as an empty cell.

    What is redirected into a file is meant for a person with a spreadsheet: it is UTF-8 whatever the terminal is, and begins
    with the mark by which Excel knows that. A pipe to a program gets no mark.
    """
    if _goes_to_a_file():
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row[c] is None else safe_cell(row[c]) for c in columns])


def _goes_to_a_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode) and hasattr(sys.stdout, "reconfigure")
    except (OSError, ValueError, AttributeError):
        return False


def print_table(title: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows as a table, numbers to the right, a missing value as a dash."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    listed = list(rows)
    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        numeric = any(isinstance(row[column], int | float) for row in listed)
        table.add_column(
            Text(column.replace("_", " ")), justify="right" if numeric else "left", no_wrap=numeric
        )
    for row in listed:
        table.add_row(*(Text("–" if row[c] is None else str(row[c])) for c in columns))
    console = Console()
    console.on_broken_pipe = _reader_gone  # type: ignore[method-assign]
    if not console.is_terminal:
        console.width = 110
    console.print(table)


def _reader_gone() -> NoReturn:
    """What Rich does by itself ends the program with an exit code of its own."""
    raise BrokenPipeError


@contextlib.contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that a command is at work; nothing where the output goes to a file or a program."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True, highlight=False).status(what):
        yield
