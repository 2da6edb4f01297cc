"""Every command with its options; the bodies are in the modules beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Folder of raw files (default: data/raw).")
]
EditionOption = Annotated[
    str | None, typer.Option("--edition", metavar="YEAR", help="Edition (default: the latest).")
]


def register(app: typer.Typer) -> None:
    """Attach all commands to the application."""
    app.command()(validate)
    app.command()(score)
    from analysis.cli import agreement, compare, docs, edition, gaps, law

    for group in (compare, gaps, agreement, law, edition, docs):
        group.register(app)


def folder(data: Path | None) -> Path:
    """The folder of raw files asked for."""
    from analysis.project import raw_data

    return data or raw_data()


def validate(data: Data = None) -> None:
    """Check the raw files and list every problem."""
    from analysis.cli import validate as command

    command.validate(folder(data))


def score(
    data: Data = None,
    edition: EditionOption = None,
    output_format: Annotated[
        str, typer.Option("--format", metavar="table|csv|json", help="How to print the scores.")
    ] = "table",
) -> None:
    """Score every jurisdiction."""
    from analysis.cli import score as command

    command.score(folder(data), edition, output_format)
