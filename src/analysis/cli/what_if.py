"""`report-cards what-if`: what would a bill score?"""

from __future__ import annotations

import json
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
    from analysis.grading.what_if import WhatIf
    from analysis.standard.codebook import Codebook

FORMATS = ("table", "json")
MEASURES = ("status", "score", "score_low", "score_high", "points_coded", "grade", "rank", "capped")


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command("what-if")(what_if)


def what_if(
    jurisdiction: Jurisdiction,
    assignments: Assignments = None,
    bill: CodedBill = None,
    output_format: Annotated[
        str, typer.Option("--format", metavar="table|json", help="How to print it.")
    ] = "table",
    edition: EditionOption = None,
    data: Data = None,
) -> None:
    """Score a jurisdiction's law as if a bill had passed, category by category.

    Example: report-cards what-if NE --set hearing=not_required --set burden=preponderance. Where --set and --from answer
    the same question, --set counts. What the bill does not answer stays as it is;
    where there is no law, it counts as silence.
    """
    from analysis.cli.output import chosen_format
    from analysis.grading.scorecard import scorecard
    from analysis.grading.what_if import what_if as scored
    from analysis.problems import UsageProblem
    from analysis.raw import read_dataset
    from analysis.raw.editions import edition as edition_named
    from analysis.raw.jurisdictions import known_jurisdiction

    chosen = chosen_format(output_format, FORMATS)
    dataset = read_dataset(folder(data))
    code = known_jurisdiction(dataset, jurisdiction)
    which = edition_named(dataset, edition)
    changes = given_answers(bill, assignments, dataset.codebook)
    if not changes:
        known = ", ".join(dataset.codebook.ids)
        raise UsageProblem(
            f"Nothing to change: give --set VARIABLE=ANSWER or --from FILE. Questions: {known}."
        )
    card = scorecard(dataset, which)
    result = scored(card, code, changes, dataset.codebook, dataset.rubric)
    found = record(result, str(card.table.at[code, "name"]), which.id, dataset.codebook)
    if chosen == "json":
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print(found, len(changes))


def record(result: WhatIf, name: str, edition: str, codebook: Codebook) -> dict[str, object]:
    """The result for people and programs; null where there is no number."""
    from analysis.cli.score import plain

    return {
        "jurisdiction": result.jurisdiction,
        "name": name,
        "edition": edition,
        "changes": [
            {
                "variable": variable,
                "question": codebook[variable].question,
                "before": before,
                "after": after,
                "before_label": codebook.label(variable, before),
                "after_label": codebook.label(variable, after),
            }
            for variable, (before, after) in result.changes.items()
        ],
        "new_law": result.new,
        "before": {m: bool(result.before[m]) if m == "capped" else plain(result.before[m]) for m in MEASURES},
        "after": {m: bool(result.after[m]) if m == "capped" else plain(result.after[m]) for m in MEASURES},
        "categories": [
            {"category": str(at)} | {str(k): plain(v) for k, v in row.items()}
            for at, row in result.categories.to_dict("index").items()
        ],
    }


def _print(found: dict[str, object], asked: int) -> None:
    from analysis.cards.draft import NEW_LAW
    from analysis.cli.output import print_table

    changes: list[dict[str, object]] = found["changes"]  # type: ignore[assignment]
    before: dict[str, object] = found["before"]  # type: ignore[assignment]
    after: dict[str, object] = found["after"]  # type: ignore[assignment]
    same = asked - len(changes)
    if same:
        print(f"{same} of the answers given {'is' if same == 1 else 'are'} the law's already.")
    rows: list[dict[str, object]] = [
        {
            "question": c["question"],
            "law": "–" if found["new_law"] else c["before_label"],
            "bill": c["after_label"],
        }
        for c in changes
    ]
    if rows:
        print_table(
            f"{found['name']}, {found['edition']} edition: what the bill changes",
            ["question", "law", "bill"],
            rows,
        )
    if found["new_law"]:
        print(f"No law of {found['name']} is known: the bill is scored as a first law. {NEW_LAW}")
    summary: list[dict[str, object]] = [
        {"": m.replace("_", " "), "law": _word(before[m]), "bill": _word(after[m])} for m in MEASURES
    ]
    print_table("The law and the bill", ["", "law", "bill"], summary)
    categories: list[dict[str, object]] = found["categories"]  # type: ignore[assignment]
    columns = ["category", "law", "bill", "change", "most"]
    listed: list[dict[str, object]] = [
        {
            "category": c["title"],
            "law": c["before"],
            "bill": c["after"],
            "change": c["change"],
            "most": c["maximum"],
        }
        for c in categories
    ]
    print_table("Points by category", columns, listed)


def _word(value: object) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
