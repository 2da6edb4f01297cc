"""`report-cards undo`: which command changed what, and back to before it."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.options import Data, folder

MOST = 15


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command()(undo)


def undo(
    number: Annotated[
        int | None,
        typer.Argument(metavar="NUMBER", help="Go back to before this change (default: list them)."),
    ] = None,
    data: Data = None,
) -> None:
    """List the latest changes of the data and who made them, or go back to before one. Going back can be undone too."""
    from analysis.cli.law import kept
    from analysis.cli.output import print_table
    from analysis.problems import visible
    from analysis.raw.undoing import undo as restore
    from analysis.raw.undoing import undoable

    where = folder(data)
    if number is None:
        known = undoable(where)
        if not known:
            typer.echo("No change is on record yet.")
            return
        rows: list[dict[str, object]] = [
            {
                "number": at,
                "when": entry.when.replace("T", " "),
                "who": entry.who or None,
                "where": ", ".join(entry.where[:6]) + (" …" if len(entry.where) > 6 else ""),
                "command": visible(entry.command or entry.backup),
            }
            for at, (entry, _) in enumerate(known[:MOST], start=1)
        ]
        print_table("Changes of the data, the newest first", list(rows[0]), rows)
        typer.echo("Back to before one, and all after it: report-cards undo NUMBER")
        return
    entry, saved = restore(where, number)
    typer.echo(
        visible(
            f"The data is as it was before {entry.when.replace('T', ' ')}: {entry.command or entry.backup}"
        )
    )
    typer.echo("\n".join(kept(saved)))
