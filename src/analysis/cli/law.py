"""`report-cards law`: acts and the versions of a law that they open and close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.options import Data, Jurisdiction, folder

if TYPE_CHECKING:
    from analysis.coding.law_versions import Amended
    from analysis.raw import Dataset
    from analysis.raw.store import Saved


def register(app: typer.Typer) -> None:
    """Attach the group."""
    group = typer.Typer(
        name="law", help="Record an act: close the law in force, open the next version.", no_args_is_help=True
    )
    group.command("amend")(amend)
    group.command("sunset")(sunset)
    app.add_typer(group)


def amend(
    jurisdiction: Jurisdiction,
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
        bool, typer.Option("--repeals", help="The act repeals the law; needs --source or --source-title.")
    ] = False,
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The day on which the new law ends of itself.")
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="A second act of one day, or an act that takes effect in steps.")
    ] = False,
    source_title: Annotated[
        str,
        typer.Option(
            "--source-title", metavar="TEXT", help="Enter the text that shows the act along with it."
        ),
    ] = "",
    source_url: Annotated[str, typer.Option("--source-url", metavar="URL", help="Where it was read.")] = "",
    source_date: Annotated[str, typer.Option("--source-date", metavar="DATE", help="Its date.")] = "",
    source_kind: Annotated[
        str, typer.Option("--source-kind", metavar="KIND", help="statute, bill or secondary.")
    ] = "bill",
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
        dataset,
        jurisdiction,
        effective,
        act,
        change=change,
        source=source,
        new_source=_entered(source, source_title, source_url, source_date, source_kind),
        repeals=repeals,
        until=until,
        again=again,
    )
    saved = store.save(dataset, made.tables, based_on)
    typer.echo("\n".join([*_done(made), *_counts(dataset, made), *kept(saved), *_next(made, change)]))


def sunset(
    jurisdiction: Jurisdiction,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The first day on which it no longer holds.")
    ],
    data: Data = None,
) -> None:
    """Record the day on which the law in force ends of itself, as its own text says.

    Example: report-cards law sunset NE --on 2030-07-01
    """
    from analysis.coding.acts_on_record import sunset as ending
    from analysis.raw import read_dataset, store
    from analysis.raw.replacement import digest

    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    laws, law = ending(dataset, jurisdiction, on)
    saved = store.save(dataset, {"laws": laws}, based_on)
    typer.echo("\n".join([f"{law} ends on {on}, unless an act comes before.", *kept(saved)]))


def _entered(source: str, title: str, url: str, day: str, kind: str) -> dict[str, str] | None:
    from analysis.problems import UsageProblem

    if not title:
        return None
    if source:
        raise UsageProblem(
            "Give either --source ID, for a text on the list, or --source-title, for a new one."
        )
    return {"title": title.strip(), "url": url.strip(), "date": day.strip(), "kind": kind.strip()}


def _counts(dataset: Dataset, made: Amended) -> list[str]:
    """In which editions the act does not count yet, and which published ones now rest on another version."""
    from analysis.raw.editions import edition
    from analysis.raw.published import published_editions

    begins = str(made.tables["laws"].set_index("law_id").at[made.opened, "effective_from"])
    latest = edition(dataset)
    lines = []
    if begins > latest.as_of.isoformat():
        lines.append(
            f"Edition {latest.id} describes the law of {latest.as_of.isoformat()}, so the act does not count in it: it is "
            "enacted, not yet in force."
        )
    return lines + [
        f"Edition {one.id} is published; in a new build its law is {made.opened}, amended and not yet read."
        for one in published_editions(dataset)
        if begins <= one.as_of.isoformat()
    ]


def _done(made: Amended) -> list[str]:
    from analysis.coding.law_versions import AMENDED, FIRST, JOINED

    if made.kind == JOINED:
        return [
            f"Recorded as a further act of the day on which {made.opened} begins; its answers are to be read again."
        ]

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
