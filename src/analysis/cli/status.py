"""`report-cards status` and `history`: where the year stands; all that is on record of one jurisdiction."""

from __future__ import annotations

import typer

from analysis.cli.options import Data, Jurisdiction, folder


def register(app: typer.Typer) -> None:
    """Attach the commands."""
    app.command()(status)
    app.command()(history)


def status(data: Data = None) -> None:
    """Say what waits to be read, what is enacted or ending, and what was coded since the last build."""
    from analysis.coding import status as year
    from analysis.problems import counted, visible
    from analysis.project import root
    from analysis.raw import read_dataset
    from analysis.raw.acts import unread_by_law
    from analysis.raw.editions import edition

    where = folder(data)
    dataset = read_dataset(where)
    latest = edition(dataset)
    out = f", published on {latest.published}" if latest.published else ", in the making"
    typer.echo(f"Edition {latest.id}: the law of {latest.as_of.isoformat()}{out}.")
    sections = {
        "Amended, and not yet read": [
            f"{law}: {words}" for law, words in unread_by_law(dataset, latest.as_of)
        ],
        "Enacted, not yet in force on the edition's date": [
            f"{r.jurisdiction}: {r.act!s}, from {r.dated}" for r in year.enacted(dataset).itertuples()
        ],
        "Ending without a law that follows": [
            f"{r.law_id}: on {r.effective_to}" for r in year.sunsets(dataset).itertuples()
        ],
        "Bills pending, or of unknown fate": [
            f"{r.jurisdiction}: {r.bill} ({r.year}), {r.status}" for r in dataset.bills.itertuples()
        ],
    }
    for title, lines in sections.items():
        typer.echo(f"\n{title}: {len(lines) or 'none'}")
        for line in lines:
            typer.echo(visible(f"  {line}"))
    changed = year.not_built(where, root() / "report" / "_output")
    if changed is None:
        built = "There is no built report to compare with. Build it with: report-cards build"
    elif changed:
        what = f"{counted(len(changed), 'file')} changed since the last build: {', '.join(changed)}"
        built = f"{what}. Build the report with: report-cards build"
    else:
        built = "The report is built from these files" + (
            "." if latest.published else f"; once it is out: report-cards edition publish {latest.id}"
        )
    typer.echo(f"\n{built}")


def history(
    jurisdiction: Jurisdiction,
    data: Data = None,
) -> None:
    """Show what is on record of one jurisdiction: versions, acts, bills, corrections, grades, who changed what."""
    from analysis.coding.status import history as on_record
    from analysis.grading.scorecard import scorecard
    from analysis.problems import visible
    from analysis.raw import read_dataset
    from analysis.raw.editions import editions
    from analysis.raw.jurisdictions import known_jurisdiction

    dataset = read_dataset(folder(data))
    place = known_jurisdiction(dataset, jurisdiction)
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    typer.echo(f"{names[place]} ({place})\n\nGrades by edition")
    for edition in editions(dataset):
        row = scorecard(dataset, edition).table.loc[place]
        grade = f"{row['grade']} {row['score']}, " if row["grade"] else ""
        typer.echo(
            f"  {edition.id}: {grade}{str(row['status']).replace('_', ' ')} ({row['law_id'] or 'no version'})"
        )
    for title, lines in on_record(dataset, place).items():
        typer.echo(f"\n{title}")
        for line in lines or ["none on record"]:
            typer.echo(visible(f"  {line}"))
