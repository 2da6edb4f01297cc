"""`report-cards docs`: docs/CODEBOOK.md from the codebook and the rubric."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.options import Data, folder


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command()(docs)


def docs(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The file to write (default: docs/CODEBOOK.md)."),
    ] = None,
    data: Data = None,
) -> None:
    """Write the codebook as a page to read, after codebook.toml or rubric.toml has changed."""
    from analysis.cli.saving import destination, write_file
    from analysis.project import root
    from analysis.prose.codebook_document import codebook_markdown
    from analysis.raw import read_dataset

    target = destination(out or root() / "docs" / "CODEBOOK.md", ".md", overwrite=True)
    dataset = read_dataset(folder(data))
    write_file(target, codebook_markdown(dataset.codebook, dataset.rubric).encode("utf-8"))
    typer.echo(f"{target}: codebook {dataset.codebook.version}, rubric {dataset.rubric.version}.")
