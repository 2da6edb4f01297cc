"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.standard.codebook import Codebook

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Folder of raw files (default: data/raw).")
]
EditionOption = Annotated[
    str | None, typer.Option("--edition", metavar="YEAR", help="Edition (default: the latest).")
]
Jurisdiction = Annotated[str, typer.Argument(help="Postal code or name, such as NE.", metavar="JURISDICTION")]
Assignments = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="VARIABLE=ANSWER", help="An answer the bill would give; repeat for more."),
]
CodedBill = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="A coded bill: CSV with the columns variable and value."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the file if it is there already.")]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="REPORT_CARDS_BY",
        help="Your name or initials, for the record (or set REPORT_CARDS_BY once).",
    ),
]


def given_answers(bill: Path | None, assignments: list[str] | None, codebook: Codebook) -> dict[str, str]:
    """The answers of a bill, by question; where file and option answer the same question, the option counts.

    Errors: `UsageProblem` and `DataProblems` for what the codebook does not know.
    """
    from analysis.grading.bill import read_bill
    from analysis.grading.what_if import checked_changes

    return (read_bill(bill, codebook) if bill else {}) | checked_changes(assignments or [], codebook)


def folder(data: Path | None) -> Path:
    """The folder of raw files asked for."""
    from analysis.project import raw_data

    return data or raw_data()
