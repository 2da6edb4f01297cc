"""`report-cards compare`: the change report of two editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.options import Data, folder

if TYPE_CHECKING:
    from analysis.display.documents import Document
    from analysis.standard.rubric import Rubric

FORMATS = ("table", "csv", "html", "md")


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command()(compare)


def compare(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="The earlier edition, such as 2019.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The later edition, such as 2026.")],
    output_format: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="How to print the report.")
    ] = "table",
    rubric_before: Annotated[
        Path | None,
        typer.Option("--rubric-before", metavar="FILE", help="The rubric.toml of the earlier edition."),
    ] = None,
    data_before: Annotated[
        Path | None,
        typer.Option(
            "--data-before", metavar="DIR", help="The raw files as the earlier edition was published."
        ),
    ] = None,
    data: Data = None,
) -> None:
    """Say what changed between two editions, and why: the law, the coding, the rubric, or what was seen.

    Where the earlier edition was published with other data or another rubric, name them: the report then splits each
    score's change by reason and shows both editions under both rubrics.
    """
    from analysis.change.comparison import compare_editions, in_order
    from analysis.cli.output import chosen_format, print_csv
    from analysis.display.documents import html, markdown
    from analysis.prose.change_report import change_report
    from analysis.prose.change_rows import COLUMNS, change_rows
    from analysis.raw import read_dataset
    from analysis.raw.editions import edition

    chosen = chosen_format(output_format, FORMATS)
    dataset = read_dataset(folder(data))
    pair = in_order(edition(dataset, before), edition(dataset, after))
    rubric = None if rubric_before is None else _rubric(rubric_before)
    earlier = None if data_before is None else read_dataset(data_before)
    if earlier is not None:
        edition(earlier, before)
    found = compare_editions(dataset, *pair, data_before=earlier, rubric_before=rubric)
    if chosen == "csv":
        print_csv(COLUMNS, change_rows(found))
        return
    document = change_report(found, dataset.codebook)
    if chosen == "table":
        _print(document)
    else:
        typer.echo(markdown(document) if chosen == "md" else html(document), nl=False)


def _rubric(path: Path) -> Rubric:
    """A rubric by itself. Errors: `UsageProblem` without such a file, `DataProblems` where it cannot be read."""
    from analysis.problems import DataProblems, UsageProblem
    from analysis.raw.rubric_checks import rubric_alone
    from analysis.raw.shapes import RUBRIC_SHAPE, shape_problems
    from analysis.raw.toml_documents import read_document
    from analysis.standard.rubric import parse_rubric

    if not path.is_file():
        raise UsageProblem(f"There is no file '{path}'. Name the rubric.toml of the earlier edition.")
    document, problems = read_document(path)
    if document is not None:
        problems = problems + (shape_problems(document, RUBRIC_SHAPE) or rubric_alone(document))
    if document is None or problems:
        raise DataProblems(problems)
    return parse_rubric(document.content)


def _print(document: Document) -> None:
    from analysis.cli.output import print_table
    from analysis.display.documents import shown
    from analysis.problems import visible

    typer.echo("\n\n".join(visible(text) for text in (document.title, *document.lead)))
    for section in document.sections:
        if not section.rows:
            typer.echo(f"\n{section.title}: {section.empty}")
            continue
        titles = [column.title for column in section.columns]
        kinds = [column.kind for column in section.columns]
        rows = [
            {t: shown(c, k) if k == "change" else c for t, c, k in zip(titles, row, kinds, strict=True)}
            for row in section.rows
        ]
        typer.echo()
        print_table(section.title, titles, rows)
        typer.echo(visible(section.note))
