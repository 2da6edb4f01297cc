"""`report-cards draft`: the bill that a law needs, clause by clause."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.options import (
    Assignments,
    CodedBill,
    Data,
    EditionOption,
    Jurisdiction,
    folder,
    given_answers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.cards import Context
    from analysis.grading.start import Start


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command("draft")(draft)


def draft(
    jurisdiction: Jurisdiction,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="GRADE", help="Only the fewest changes that reach this grade (default: all)."
        ),
    ] = "",
    assignments: Assignments = None,
    bill: CodedBill = None,
    new: Annotated[
        bool, typer.Option("--new", help="Draft a law of its own in place of the law in force.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Write FILE.docx (Word) or FILE.md instead of printing Markdown."
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")] = False,
    edition: EditionOption = None,
    data: Data = None,
) -> None:
    """Draft a bill: the clauses of the model law that a law lacks, what each gains, and whose statutes already say so.

    Example: report-cards draft NE --to B --output NE-to-B.docx. With --set or --from alone the bill makes these changes and
    no others; with --to besides, it makes them first. A starting point for counsel: no lawyer has checked it.
    """
    from analysis import cards
    from analysis.cards.draft import draft_record
    from analysis.cli.saving import destination, write_file
    from analysis.grading.draft_changes import lacking
    from analysis.grading.start import start_from
    from analysis.problems import UsageProblem
    from analysis.publish.formats.draft_files import TYPES, markdown, word
    from analysis.raw import read_dataset
    from analysis.raw.editions import edition as edition_named
    from analysis.raw.jurisdictions import known_jurisdiction

    if output is not None:
        suffix = output.suffix.casefold()
        if suffix.lstrip(".") not in TYPES:
            raise UsageProblem(
                f"'{output}' ends neither in .docx nor in .md. Name the file to write, such as {output.stem}.docx."
            )
        destination(output, suffix, overwrite=overwrite)
    dataset = read_dataset(folder(data))
    code = known_jurisdiction(dataset, jurisdiction)
    shared = cards.context(dataset, edition_named(dataset, edition))
    start = start_from(shared.card, code, dataset.codebook, dataset.rubric, new=new)
    changes = _said(given_answers(bill, assignments, dataset.codebook))
    if to:
        changes |= _reaching(shared, code, start, changes, to)
    elif not changes:
        changes = lacking(start, dataset.rubric, dataset.model_law)
    record = draft_record(shared, code, start, changes)
    if output is None:
        print(markdown([record])[0], end="")
        return
    made = (
        word([record], shared.edition.as_of)[0]
        if suffix == ".docx"
        else markdown([record])[0].encode("utf-8")
    )
    write_file(output, made)
    print(output)


def _said(changes: dict[str, str]) -> dict[str, str]:
    """The answers, none of which is that its text was not seen: a bill is there to be read."""
    from analysis.problems import UsageProblem
    from analysis.standard.codebook import NOT_CODED

    unsaid = [variable for variable, answer in changes.items() if answer == NOT_CODED]
    if unsaid:
        raise UsageProblem(
            f"A bill says something or nothing, but '{NOT_CODED}' is neither: {', '.join(unsaid)}."
        )
    return changes


def _reaching(
    shared: Context, code: str, start: Start, changes: Mapping[str, str], to: str
) -> dict[str, str]:
    """The fewest further changes to a grade. Error: `UsageProblem` saying why there is none."""
    from analysis.cards.draft import result_words
    from analysis.display.words import article, listed
    from analysis.grading.draft import draft
    from analysis.grading.draft_changes import fewest_changes
    from analysis.grading.scoring import SCORED
    from analysis.problems import UsageProblem

    dataset, rubric = shared.dataset, shared.rubric
    grade = to.strip().upper()
    if grade not in rubric.letters:
        raise UsageProblem(f"There is no grade '{to}'. Known: {', '.join(rubric.letters)}.")
    name = str(shared.row(code)["name"])
    made = draft(shared.card, code, start, changes, rubric, dataset.model_law)
    so_far = made.after if changes or start.new else made.before
    whose = f"The bill for {name}" if changes or start.new else f"The law of {name}"
    order = list(rubric.letters)
    if so_far["status"] in SCORED and order.index(str(so_far["grade"])) <= order.index(grade):
        raise UsageProblem(f"{whose} has {article(grade)} or better already: {result_words(shared, so_far)}.")
    found = fewest_changes(start, dataset.codebook, rubric, dataset.model_law, changes)
    if grade not in found:
        within = f" Within reach: {listed(found)}." if found else ""
        raise UsageProblem(
            f"{whose} ({result_words(shared, so_far)}) cannot be brought to {article(grade)} by changing answers that were "
            f"seen in its text.{within}"
        )
    return found[grade]
