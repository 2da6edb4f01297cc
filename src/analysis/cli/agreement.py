"""`report-cards agreement`: did another coder give the same answers?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.options import By, Data, EditionOption, Overwrite, folder

if TYPE_CHECKING:
    import pandas as pd

    from analysis.coding.second_coding import SecondCoding


FORMATS = ("table", "csv", "json")
BATCHES_IN_TABLE = 10


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command()(agreement)


def agreement(
    second: Annotated[
        Path | None,
        typer.Option(
            "--second", metavar="FILE", help="A blind coding, .xlsx or .csv (default: second_codings.csv)."
        ),
    ] = None,
    output_format: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="How to print the figures.")
    ] = "table",
    worksheet: Annotated[
        Path | None,
        typer.Option("--worksheet", metavar="FILE.xlsx", help="Write the disagreements for the adjudicator."),
    ] = None,
    overwrite: Overwrite = False,
    record: Annotated[
        bool,
        typer.Option("--record", help="Keep the second coding in second_codings.csv, as a round of its own."),
    ] = False,
    decided: Annotated[
        Path | None,
        typer.Option(
            "--decided", metavar="FILE.xlsx", help="Import the worksheet with the adjudicator's decisions."
        ),
    ] = None,
    by: By = "",
    edition: EditionOption = None,
    data: Data = None,
) -> None:
    """Measure how far two coders agree: percent and Krippendorff's alpha, each with its 95 % interval.

    A file given with --second is set against the answers of the edition's law; second_codings.csv holds both coders'
    answers itself, from before adjudication.
    """
    from analysis.cli.output import chosen_format, print_csv
    from analysis.cli.saving import destination, write_file
    from analysis.cli.score import plain
    from analysis.coding import agreement as measures
    from analysis.grading.scorecard import scorecard
    from analysis.problems import UsageProblem
    from analysis.raw import read_dataset
    from analysis.raw.editions import edition as edition_named
    from analysis.raw.replacement import digest

    chosen = chosen_format(output_format, FORMATS)
    target = None if worksheet is None else destination(worksheet, ".xlsx", overwrite=overwrite)
    before = digest(folder(data))
    dataset = read_dataset(folder(data))
    if decided is not None:
        _import_decisions(decided, folder(data), edition, by)
        return
    if record and second is None:
        raise UsageProblem("What is to be recorded? Name the second coding: --second FILE --record")
    coded = dataset.second_codings
    if second is not None:
        from analysis.coding.second_coding import pairs, read_second

        given = read_second(second, dataset)
        card = scorecard(dataset, edition_named(dataset, edition or given.edition or None))
        coded = pairs(card, given.answers)
        _say_what_is_blank(given)
        if record:
            from analysis.cli.law import kept
            from analysis.coding.recording import with_second_coding
            from analysis.raw import store

            saved = store.save(
                dataset, {"second_codings": with_second_coding(dataset, card, given, coded)}, before
            )
            message = "\n".join(kept(saved)) if saved.files else "The second coding is on record already."
            typer.echo(message, err=True)
    else:
        card = scorecard(dataset, edition_named(dataset, edition))
    if coded.empty:
        raise UsageProblem(f"'{second or 'second_codings.csv'}' holds no answers yet.")
    table = measures.agreement(coded, dataset.codebook)
    batches, differ = measures.divergence(coded), measures.disagreements(coded)
    rows = {
        name: [{str(k): plain(v) for k, v in row.items()} for row in frame.to_dict("records")]
        for name, frame in (("variables", table), ("batches", batches), ("disagreements", differ))
    }
    if target is not None:
        from analysis.coding.adjudication import adjudication_workbook

        write_file(target, adjudication_workbook(dataset, card, differ))
    if chosen == "json":
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif chosen == "csv":
        print_csv(list(table.columns), rows["variables"])
    else:
        _print(table, batches)
        typer.echo(f"{len(differ)} disagreements.", nl=False)
        typer.echo(f" Worksheet: {target}" if target else " For the adjudicator: --worksheet FILE.xlsx")


def _import_decisions(path: Path, where: Path, edition: str | None, by: str) -> None:
    from datetime import date

    from analysis.cli.law import kept
    from analysis.coding.recording import decisions
    from analysis.grading.scorecard import scorecard
    from analysis.problems import counted
    from analysis.raw import read_dataset, store
    from analysis.raw.editions import edition as edition_named
    from analysis.raw.replacement import digest

    before = digest(where)
    dataset = read_dataset(where)
    card = scorecard(dataset, edition_named(dataset, edition))
    made = decisions(dataset, card, path, why="", by=by, on=date.today().isoformat())
    saved = store.save(dataset, made.tables, before)
    corrected = f", {made.corrections} of them corrections of what was published" if made.corrections else ""
    typer.echo(f"{counted(made.answers, 'answer')} adjudicated{corrected}; {made.open} still open.")
    if saved.files:
        typer.echo("\n".join(kept(saved)))


def _say_what_is_blank(given: SecondCoding) -> None:
    """Which questions the second coder has left empty, by jurisdiction; on standard error, since figures may go to a file."""
    if not given.blank:
        return
    total = len(given.blank) + len(given.answers)
    typer.echo(f"{len(given.blank)} of {total} questions are blank, and count for neither side:", err=True)
    by_place: dict[str, list[str]] = {}
    for place, variable in given.blank:
        by_place.setdefault(place, []).append(variable)
    for place, variables in by_place.items():
        typer.echo(f"  {place}: {', '.join(variables)}", err=True)


def _print(table: pd.DataFrame, batches: pd.DataFrame) -> None:
    from analysis.cli.output import print_table
    from analysis.coding.agreement import ALL

    def interval(low: float, high: float, digits: int) -> str | None:
        return None if low != low else f"{low:.{digits}f}–{high:.{digits}f}"

    rows = [
        {
            "question": "all questions" if r["variable"] == ALL else r["variable"],
            "pairs": r["pairs"],
            "agreed": r["agreed"],
            "percent": f"{r['percent']:.0f}",
            "95 % interval": interval(r["low"], r["high"], 0),
            "alpha": None if r["alpha"] != r["alpha"] else f"{r['alpha']:.2f}",
            "alpha's 95 % interval": interval(r["alpha_low"], r["alpha_high"], 2),
        }
        for r in table.to_dict("records")
    ]
    print_table("Agreement of two coders", list(rows[0]), rows)
    typer.echo(
        "alpha: Krippendorff's, nominal; 1 is agreement, 0 is chance; – where every answer is the same.\n"
    )
    shown = [
        {
            "batch": r["jurisdiction"],
            "pairs": r["pairs"],
            "differ": r["differ"],
            "divergence": f"{100 * r['rate']:.0f} %",
        }
        for r in batches[batches["differ"] > 0].head(BATCHES_IN_TABLE).to_dict("records")
    ]
    if shown:
        print_table("Where the coders diverge most", list(shown[0]), shown)
