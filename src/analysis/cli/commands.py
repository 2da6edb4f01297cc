"""Every command with its options; the bodies are in the modules beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.options import Data, EditionOption, folder


def register(app: typer.Typer) -> None:
    """Attach all commands to the application."""
    app.command()(build)
    app.command()(validate)
    app.command()(score)
    app.command("open")(open_report)
    from analysis.cli import (
        agreement,
        bill,
        blind_sample,
        card,
        compare,
        correct,
        docs,
        draft,
        edition,
        gaps,
        law,
        question,
        status,
        undo,
        what_if,
        workbook,
    )

    for group in (
        card,
        what_if,
        draft,
        compare,
        correct,
        gaps,
        agreement,
        blind_sample,
        law,
        bill,
        question,
        edition,
        docs,
        workbook,
        status,
        undo,
    ):
        group.register(app)


def build(
    data: Data = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="Where to publish (default: report/_output)."),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="pandoc|quarto", help="What renders the sources.")
    ] = "pandoc",
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but the result.")] = False,
) -> None:
    """Build the report: notebooks, HTML, PDF, cards, data package."""
    from analysis.cli import build as command

    command.build(data, output, engine, quiet)


def open_report(
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="Where it was published (default: report/_output)."),
    ] = None,
) -> None:
    """Open the built report in the browser."""
    from analysis.cli import build as command

    command.open_report(output)


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
