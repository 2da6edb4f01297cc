"""`report-cards correct`: put a published answer right, on record."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.options import By, Data, folder


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command()(correct)


def correct(
    law: Annotated[str, typer.Argument(metavar="LAW", help="The law version, such as KS-2023.")],
    variable: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The question, by its id, such as offenses.")
    ],
    to: Annotated[
        str | None, typer.Option("--to", metavar="ANSWER", help="The right answer, by its id.")
    ] = None,
    citation: Annotated[
        str | None, typer.Option("--citation", metavar="TEXT", help="The right place.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="IDS", help="The right sources, joined by ;")
    ] = None,
    basis: Annotated[
        str | None, typer.Option("--basis", metavar="KIND", help="statute, bill or secondary.")
    ] = None,
    note: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="The note that goes with the answer from now on."),
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, with the place in the text.")] = "",
    by: By = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="When it was reported (default: today).")
    ] = "",
    data: Data = None,
) -> None:
    """Correct an answer that a published edition shows. The old one stays in codings.csv, the report lists both.

    Example: report-cards correct KS-2023 offenses --to listed --note "Two offenses only." --why "§ 1(b) lists two." --by AB
    """
    from datetime import date

    from analysis.cli.law import kept
    from analysis.problems import UsageProblem, visible
    from analysis.raw import read_dataset, store
    from analysis.raw.published import with_corrections
    from analysis.raw.replacement import digest

    given = {"value": to, "citation": citation, "source_ids": source, "basis": basis, "note": note}
    new = {column: text.strip() for column, text in given.items() if text is not None}
    if not new:
        raise UsageProblem("Say what is right: --to ANSWER, --citation, --source, --basis or --note.")
    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    if variable not in dataset.codebook:
        from analysis.problems import did_you_mean

        known = ", ".join(dataset.codebook.ids)
        advice = did_you_mean(variable, dataset.codebook.ids, f"known are {known}.")
        raise UsageProblem(f"The codebook has no question '{variable}'; {advice}")
    day = on or date.today().isoformat()
    corrections = with_corrections(dataset, law, variable, new, why=why, by=by, on=day)
    saved = store.save(dataset, {"corrections": corrections}, based_on)
    for row in corrections.iloc[len(dataset.corrections) :].to_dict("records"):
        typer.echo(
            visible(
                f"{law}, {variable}, {row['column']}: {row['old'] or '(empty)'}  →  {row['new'] or '(empty)'}"
            )
        )
    if to is not None and note is None:
        rows = dataset.codings[(dataset.codings["law_id"] == law) & (dataset.codings["variable"] == variable)]
        held = str(rows["note"].iloc[0])
        if held:
            typer.echo(
                visible(f"The note stands as it was: {held}\nIf it explains the old answer, add --note TEXT.")
            )
    typer.echo("\n".join(kept(saved)))
