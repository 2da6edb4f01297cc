"""`report-cards bill`: bills that are pending, or whose fate is not known."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.options import Data, folder

Place = Annotated[str, typer.Argument(help="Postal code or name, such as IA.", metavar="JURISDICTION")]
Bill = Annotated[str, typer.Option("--bill", metavar="NAME", help='The bill, such as "HF 2696".')]
Year = Annotated[str, typer.Option("--year", metavar="YEAR", help="The year of its session.")]


def register(app: typer.Typer) -> None:
    """Attach the group."""
    group = typer.Typer(name="bill", help="Bills pending, or whose fate is not known.", no_args_is_help=True)
    group.command("list")(listed)
    group.command("record")(record)
    group.command("settled")(settled)
    app.add_typer(group)


def listed(data: Data = None) -> None:
    """List the bills on record, with the state they were last seen in."""
    from analysis.cli.output import print_table
    from analysis.raw import read_dataset

    bills = read_dataset(folder(data)).bills
    rows = [{str(k): v for k, v in row.items()} for row in bills.to_dict("records")]
    print_table("Bills pending, or whose fate is not known", [*map(str, bills.columns)], rows)


def record(
    jurisdiction: Place,
    bill: Bill,
    year: Year,
    what: Annotated[
        str, typer.Option("--what", metavar="TEXT", help="What it would do, in a sentence.")
    ] = "",
    answers: Annotated[
        str,
        typer.Option(
            "--answers",
            metavar="TEXT",
            help="Answers it would give, where its text shows them: 'fee=waived nexus=result'.",
        ),
    ] = "",
    status: Annotated[
        str, typer.Option("--status", metavar="TEXT", help="Where it stands, as last seen.")
    ] = "",
    status_date: Annotated[
        str, typer.Option("--status-date", metavar="DATE", help="When that was: 2027, 2027-03 or 2027-03-31.")
    ] = "",
    source: Annotated[str, typer.Option("--source", metavar="ID", help="The source that shows it.")] = "",
    data: Data = None,
) -> None:
    """Record a bill, or what is new of one that is on record.

    Example: report-cards bill record IA --bill "HF 12" --year 2027 --status "passed the House" --status-date 2027-03-02
    """
    from analysis.cli.law import kept
    from analysis.coding.bills import with_bill
    from analysis.raw import read_dataset, store
    from analysis.raw.replacement import digest

    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    facts = {
        "what": what,
        "answers": answers,
        "status": status,
        "status_date": status_date,
        "source_ids": source,
    }
    bills, known = with_bill(dataset, jurisdiction, bill, year, **facts)
    saved = store.save(dataset, {"bills": bills}, based_on)
    typer.echo(f"{bill} ({year}) is {'brought up to date' if known else 'recorded'}.")
    typer.echo("\n".join(kept(saved)))


def settled(jurisdiction: Place, bill: Bill, year: Year, data: Data = None) -> None:
    """Take a bill from the list: it failed, or it became an act, which `report-cards law amend` records."""
    from analysis.cli.law import kept
    from analysis.coding.bills import without_bill
    from analysis.raw import read_dataset, store
    from analysis.raw.replacement import digest

    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    saved = store.save(dataset, {"bills": without_bill(dataset, jurisdiction, bill, year)}, based_on)
    typer.echo(f"{bill} ({year}) is settled. If it became law: report-cards law amend")
    typer.echo("\n".join(kept(saved)))
