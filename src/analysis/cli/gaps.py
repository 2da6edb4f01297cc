"""`report-cards gaps`: next week's work list."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from analysis.cli.options import Data, EditionOption, folder

FORMATS = ("table", "csv", "json", "md")
MOST_IN_TABLE = 20
COMPACT = {
    "jurisdiction": "Where",
    "variable": "Look up",
    "why": "Why",
    "grade": "Grade",
    "grades_possible": "Could be",
    "scores": "Score",
    "verified_through": "Seen as of",
    "on_file": "On file",
}
FULL = {
    "name": "Jurisdiction",
    "question": "Question",
    "why": "Why",
    "answer": "Coded as",
    "points": "Points",
    "grade": "Grade",
    "grades_possible": "Grade could be",
    "scores": "Score could be",
    "verified_through": "Text seen as of",
    "source": "On file",
}
"""Columns of the frame and their headings, on a screen and on a page; `scores`: low to high; `on_file`: ids alone."""


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command()(gaps)


def gaps(
    most: Annotated[
        int | None,
        typer.Option(
            "--most", metavar="N", min=1, help="Only the first N (default: 20 in a table, else all)."
        ),
    ] = None,
    jurisdictions: Annotated[
        str | None, typer.Option("--jurisdictions", metavar="NE,KS", help="Only these (default: all).")
    ] = None,
    months: Annotated[
        int,
        typer.Option(
            "--months", metavar="N", min=0, help="A law whose text was seen so long ago is to be read again."
        ),
    ] = 24,
    output_format: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="How to print the list.")
    ] = "table",
    edition: EditionOption = None,
    data: Data = None,
) -> None:
    """List what to look up next: acts not read, what is not coded or rests on summaries, texts seen long ago.

    What could move a grade furthest stands first: each question is tried with every answer it allows.
    """
    from analysis.cli.output import chosen_format, print_csv
    from analysis.cli.score import plain
    from analysis.coding.gaps import COLUMNS
    from analysis.coding.gaps import gaps as find
    from analysis.grading.scorecard import scorecard
    from analysis.raw import read_dataset
    from analysis.raw.editions import edition as edition_named
    from analysis.raw.jurisdictions import known_jurisdictions

    chosen = chosen_format(output_format, FORMATS)
    dataset = read_dataset(folder(data))
    asked = known_jurisdictions(dataset, jurisdictions)
    which = edition_named(dataset, edition)
    frame = find(dataset, scorecard(dataset, which), months=months)
    if asked is not None:
        frame = frame[frame["jurisdiction"].isin(asked)]
    if most is None and chosen in ("table", "md"):
        most = MOST_IN_TABLE
    listed = frame if most is None else frame.head(most)
    rows = [{name: plain(row[name]) for name in COLUMNS} for row in listed.to_dict("records")]
    if chosen == "json":
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif chosen == "csv":
        print_csv(COLUMNS, rows)
    else:
        title = f"What to look up next, edition {which.id} (law of {which.as_of.isoformat()})"
        _print(title, rows, len(frame), chosen)


def _print(title: str, rows: list[dict[str, object]], total: int, chosen: str) -> None:
    from analysis.cli.output import print_table
    from analysis.display.documents import NUMBER, TEXT, Column, Document, Section, cell, markdown

    headings = COMPACT if chosen == "table" else FULL
    listed = [{**row, **_joined(row)} for row in rows]
    rest = total - len(rows)
    note = f"{total} in all" + (f"; {rest} more: --most {total}." if rest else ".")
    if chosen == "table":
        print_table(title, [*headings.values()], [{h: row[c] for c, h in headings.items()} for row in listed])
        typer.echo(note)
        return
    columns = tuple(Column(h, NUMBER if c == "points" else TEXT) for c, h in headings.items())
    cells = tuple(tuple(cell(row[c]) for c in headings) for row in listed)
    section = Section("gaps", "Work list", note, columns, cells, "Nothing to look up.")
    typer.echo(markdown(Document(title, (), (section,))), nl=False)


def _joined(row: dict[str, object]) -> dict[str, object]:
    sources = [part.split(" ")[0] for part in str(row["source"] or "").split("; ")]
    more = f" +{len(sources) - 2}" if len(sources) > 2 else ""
    return {
        "scores": f"{row['score_low']}–{row['score_high']}",
        "on_file": ", ".join(sources[:2]) + more,
        "variable": row["variable"] or "the whole law",
    }
