"""`report-cards question add` and `jurisdiction add`: widen what is asked, and of whom."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.options import Data, folder


def register(app: typer.Typer) -> None:
    """Attach the groups."""
    questions = typer.Typer(name="question", help="The questions of the codebook.", no_args_is_help=True)
    questions.command("add")(add_question)
    questions.callback()(lambda: None)
    app.add_typer(questions)
    places = typer.Typer(name="jurisdiction", help="The jurisdictions.", no_args_is_help=True)
    places.command("add")(add_jurisdiction)
    places.callback()(lambda: None)
    app.add_typer(places)


def add_question(
    question: Annotated[str, typer.Argument(metavar="ID", help="Its id, such as court_form.")],
    asked: Annotated[
        str, typer.Option("--question", metavar="TEXT", help="The question, as a reader sees it.")
    ],
    answers: Annotated[
        list[str],
        typer.Option("--answer", metavar="ID|LABEL|SENTENCE", help="An answer; repeat, the best first."),
    ],
    instruction: Annotated[
        str, typer.Option("--instruction", metavar="TEXT", help="How coders decide.")
    ] = "",
    data: Data = None,
) -> None:
    """Add a question to the codebook, and a row not_coded for every law. It is not scored until the rubric has it.

    Example: report-cards question add court_form --question "Is there a court form?"
    --answer "yes|Yes|The courts publish a form." --answer "silent|Silent|No form is named."
    """
    from analysis.cli.law import kept
    from analysis.coding.questions import unanswered, with_question
    from analysis.problems import UsageProblem
    from analysis.raw import read_dataset, store
    from analysis.raw.replacement import digest

    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    if question in dataset.codebook:
        raise UsageProblem(f"The codebook asks {question} already.")
    text = (where / "codebook.toml").read_bytes().decode("utf-8-sig")
    document = with_question(text, question, asked, instruction, answers).encode("utf-8")
    tables = {"codings": unanswered(dataset, question)}
    saved = store.save(dataset, tables, based_on, {"codebook.toml": document})
    version = read_dataset(where).codebook.version
    typer.echo(
        f"{question} is asked of every law, under codebook {version}; where nothing was read it is not_coded."
    )
    typer.echo("\n".join(kept(saved)))
    typer.echo(
        "\nNext: report-cards docs; to score it, give it an item in rubric.toml and take out scored = false."
    )


def add_jurisdiction(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Two capital letters or more, such as PR.")],
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="Its name.")],
    fips: Annotated[str, typer.Option("--fips", metavar="NN", help="Its federal code, two digits.")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="state, district, territory or federal.")
    ],
    region: Annotated[
        str, typer.Option("--region", metavar="TEXT", help="Census region, or a group of its own.")
    ],
    tile: Annotated[
        str, typer.Option("--tile", metavar="ROW,COLUMN", help="Its place on the tile-grid map.")
    ],
    data: Data = None,
) -> None:
    """Add a jurisdiction, of whose law nothing has been read. `report-cards law amend` then records its acts.

    Example: report-cards jurisdiction add PR --name "Puerto Rico" --fips 72 --kind territory --region Territory --tile 7,11
    """
    from analysis.cli.law import kept
    from analysis.coding.questions import with_jurisdiction
    from analysis.problems import UsageProblem
    from analysis.raw import read_dataset, store
    from analysis.raw.replacement import digest

    row, comma, column = tile.partition(",")
    if not comma:
        raise UsageProblem(f"'{tile}' is no place on the tile-grid map. Write row and column, such as 7,11.")
    where = folder(data)
    based_on = digest(where)
    dataset = read_dataset(where)
    about = {"jurisdiction": code, "name": name, "fips": fips, "kind": kind, "region": region}
    tables = with_jurisdiction(dataset, **about, tile_row=row.strip(), tile_column=column.strip())
    saved = store.save(dataset, tables, based_on)
    typer.echo(f"{name} ({code}) is in the data; of its law nothing has been read.")
    typer.echo("\n".join(kept(saved)))
