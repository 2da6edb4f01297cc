"""`report-cards blind-sample`: what a second coder is given, who must not see the first one's answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.options import Data, EditionOption, Overwrite, folder


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command("blind-sample")(blind_sample)


def blind_sample(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook to write.")],
    share: Annotated[
        float,
        typer.Option("--share", metavar="SHARE", help="Share of the jurisdictions, above 0 and up to 1."),
    ] = 0.2,
    seed: Annotated[
        int,
        typer.Option("--seed", metavar="N", help="Another number draws another sample; note which you used."),
    ] = 1,
    overwrite: Overwrite = False,
    edition: EditionOption = None,
    data: Data = None,
) -> None:
    """Export a workbook for a blind second coder: questions and sources, none of the first coder's answers.

    Example: report-cards blind-sample --share 0.2 --seed 7 blind-2027.xlsx
    """
    from analysis.cli.saving import destination, write_file
    from analysis.coding.blind_sample import blind_workbook
    from analysis.raw import read_dataset
    from analysis.raw.editions import edition as edition_named

    target = destination(file, ".xlsx", overwrite=overwrite)
    dataset = read_dataset(folder(data))
    drawn, content = blind_workbook(dataset, edition_named(dataset, edition), share, seed)
    write_file(target, content)
    typer.echo(f"{target}: {len(drawn)} jurisdictions ({', '.join(drawn)}), drawn with seed {seed}.")
    typer.echo(f"When it comes back: report-cards agreement --second {target} --worksheet adjudication.xlsx")
