"""`report-cards law`: acts and the versions of a law that they open and close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.options import Data, folder

if TYPE_CHECKING:
    from analysis.coding.law_versions import Amended
    from analysis.raw.store import Saved


def register(app: typer.Typer) -> None:
    """Attach the group."""
    group = typer.Typer(
        name="law", help="Record an act: close the law in force, open the next version.", no_args_is_help=True
    )
    group.command("amend")(amend)
    app.add_typer(group)


def amend(
    jurisdiction: Annotated[
        str, typer.Argument(help="Postal code or name, such as NE.", metavar="JURISDICTION")
    ],
    effective: Annotated[
        str,
        typer.Option(
            "--effective", metavar="DATE", help="First day of the new law (2027-01-01), or its year."
        ),
    ],
    act: Annotated[str, typer.Option("--act", metavar="NAME", help='The act, such as "LB 12".')],
    change: Annotated[
        str, typer.Option("--change", metavar="TEXT", help="What the act changes, in a sentence.")
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            "--source", metavar="ID", help="Source that holds the act (default: a new row for the act)."
        ),
    ] = "",
    repeals: Annotated[
        bool, typer.Option("--repeals", help="The act repeals the law; needs --source.")
    ] = False,
    data: Data = None,
) -> None:
    """Record an act: the version in force ends, the next begins with the same answers, ready to edit.

    Example: report-cards law amend NE --effective 2027-01-01 --act "LB 12" --change "Covers labor trafficking."
    """
    from analysis.coding import law_versions
    from analysis.raw import read_dataset, store
    from analysis.raw.replacement import digest

    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    made = law_versions.amend(
        dataset, jurisdiction, effective, act, change=change, source=source, repeals=repeals
    )
    saved = store.save(dataset, made.tables, based_on)
    typer.echo("\n".join([*_done(made), *kept(saved), *_next(made, change)]))


def _done(made: Amended) -> list[str]:
    from analysis.coding.law_versions import AMENDED, FIRST

    row = made.tables["laws"].set_index("law_id").loc[made.opened]
    start, end = row["effective_from"], row["effective_to"]
    lines = [f"{made.closed} ends on {start}."] if made.closed else []
    until = f", in force until {end}, when the next version on record begins" if end else ""
    contents = {
        AMENDED: f"with the answers of {made.closed}",
        FIRST: "with every question not coded",
    }.get(made.kind, "as a law that is no longer there")
    lines.append(f"{made.opened} begins on {start}{until}, {contents}.")
    return lines


def kept(saved: Saved) -> list[str]:
    """Which files were written, and where the old ones are."""
    return [f"Changed: {', '.join(saved.files)}.", f"The files as they were: {saved.backup}"]


def _next(made: Amended, change: str) -> list[str]:
    from analysis.coding.law_versions import AMENDED, REPEALED

    place = made.opened.split("-")[0]
    book = f"{made.opened}.xlsx"
    later = (
        " --all-versions" if made.tables["laws"].set_index("law_id").at[made.opened, "effective_to"] else ""
    )
    steps = [f"report-cards workbook export {book} --jurisdictions {place}{later}"]
    if made.kind == AMENDED:
        steps.append(
            f"Sheet Answers: read the new text against each answer; where one changes, cite {made.source}."
        )
    elif made.kind != REPEALED:
        steps.append(f"Sheet Answers: read the law and code it, citing {made.source}.")
    if made.new_source:
        steps.append(
            f"Sheet Sources, {made.source}: add the address and the date; correct the kind if it is no bill."
        )
    if not change:
        steps.append("Sheet Amendments: say what the act changed.")
    steps += [
        f"Sheet Laws, {made.opened}: fill in 'Text seen as of', and delete the open question once it is settled.",
        f"report-cards workbook import {book} --dry-run, and again without --dry-run.",
    ]
    return ["", "Next:", *(f"  {number}. {step}" for number, step in enumerate(steps, start=1))]
