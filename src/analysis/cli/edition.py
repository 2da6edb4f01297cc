"""`report-cards edition`: the dates whose law the report describes."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.options import Data, folder


def register(app: typer.Typer) -> None:
    """Attach the group."""
    group = typer.Typer(name="edition", help="The editions of the report.", no_args_is_help=True)
    group.command("new")(new)
    group.command("publish")(publish)
    app.add_typer(group)


def new(
    name: Annotated[str, typer.Argument(help="The edition's name, a year.", metavar="YEAR")],
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="DATE", help="The day whose law it describes, such as 2027-06-30."),
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="Title (default: in the manner of earlier ones).")
    ] = "",
    data: Data = None,
) -> None:
    """Open an edition: from then on the report describes the law in force on its date.

    Example: report-cards edition new 2027 --as-of 2027-06-30
    """
    from analysis.cli.law import kept
    from analysis.grading.scorecard import scorecard
    from analysis.grading.scoring import STATUSES
    from analysis.raw import read_dataset, store
    from analysis.raw.editions import edition, editions, with_edition
    from analysis.raw.replacement import digest

    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    saved = store.save(dataset, {"editions": with_edition(dataset, name, as_of, title)}, based_on)
    after = read_dataset(where)
    opened = edition(after, name)
    counts = scorecard(after, opened).table["status"].value_counts()
    typer.echo(f"Edition {opened.id}: {opened.title}")
    typer.echo("As coded today: " + ", ".join(f"{counts.get(s, 0)} {s}" for s in STATUSES) + ".")
    typer.echo("\n".join(kept(saved)))
    if editions(after)[-1] != opened:
        typer.echo(f"The report still describes edition {editions(after)[-1].id}, which is later.")
    steps = [
        "report-cards gaps: what to look up first.",
        "report-cards law amend …: one for each act that took effect since the last edition.",
        "report-cards build: the report of this edition.",
    ]
    typer.echo("\nNext:\n" + "\n".join(f"  {number}. {step}" for number, step in enumerate(steps, start=1)))


def publish(
    name: Annotated[str, typer.Argument(help="The edition, such as 2027.", metavar="YEAR")],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day it came out (default: today).")
    ] = "",
    data: Data = None,
) -> None:
    """Record that an edition has come out: from then on what it shows is corrected on record, never overwritten.

    Example: report-cards edition publish 2027 --on 2027-12-01
    """
    from datetime import date

    from analysis.cli.law import kept
    from analysis.raw import read_dataset, store
    from analysis.raw.editions import with_published
    from analysis.raw.replacement import digest

    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    day = on or date.today().isoformat()
    saved = store.save(dataset, {"editions": with_published(dataset, name, day)}, based_on)
    typer.echo(
        f"Edition {name} is published as of {day}. Its answers are now corrected with: report-cards correct"
    )
    typer.echo("\n".join(kept(saved)))
