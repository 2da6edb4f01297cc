"""What stands on the sheets of the workbook for readers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.publish.formats.processed_rows import Value, processed_rows
from analysis.publish.formats.raw_fields import raw_fields
from analysis.publish.formats.wide_answers import wide
from analysis.standard.codebook import NOT_CODED

if TYPE_CHECKING:
    from analysis.raw import Dataset

ABOUT = "About"
PROCESSED = {"scores": "Scores", "category_points": "Points by category"}
RAW = {
    "laws": ("Laws", "the law of a jurisdiction between two dates"),
    "amendments": ("Acts", "an act that passed or changed a law"),
    "sources": ("Sources", "a source"),
}
"""Tables that the workbook shows, how their sheets are called, and what one row of a raw one is."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, what one row is, the headings and the rows. `kept`: columns that stay when one scrolls sideways."""

    title: str
    row: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    kept: int = 0
    wrapped: frozenset[int] = field(default_factory=frozenset)


def sheets(dataset: Dataset, processed: Path, as_of: date) -> list[Sheet]:
    """Every sheet that has something to show. In: the data set, the folder of processed tables, the date of the edition."""
    return [sheet for sheet in _all(dataset, processed, as_of) if sheet.rows]


def _all(dataset: Dataset, processed: Path, as_of: date) -> Iterable[Sheet]:
    table = wide(dataset, as_of, words=True)
    yield Sheet(
        "Answers", "a jurisdiction, with its law’s answer to each question in words",
        [name for name, _ in table.columns], table.rows, 2,
    )  # fmt: skip
    for name, title in PROCESSED.items():
        yield _processed(processed, name, title)
    yield _long_answers(dataset, processed)
    yield _codebook(dataset, processed)
    for name, (title, row) in RAW.items():
        frame = getattr(dataset, name)
        every = frozenset(range(len(frame.columns)))
        yield Sheet(title, row, list(frame.columns), frame.to_numpy().tolist(), 1, every)
    yield _columns(processed)


def _processed(processed: Path, name: str, title: str) -> Sheet:
    from analysis.processed.writing import dictionary

    rows = processed_rows(processed, name)
    heads = list(rows[0]) if rows else []
    entry = dictionary().get(name)
    return Sheet(title, entry.row if entry else name, heads, [list(row.values()) for row in rows], 2)


def _long_answers(dataset: Dataset, processed: Path) -> Sheet:
    """Every answer of every edition, in the order of `processed/answers.csv`."""
    given = processed_rows(processed, "answers")
    scores = processed_rows(processed, "scores") if given else []
    law = {(row["edition"], row["jurisdiction"]): row["law_id"] for row in scores}
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    coded = {(r["law_id"], r["variable"]): r for r in dataset.codings.to_dict("records")}
    codebook, rows = dataset.codebook, []
    for row in given:
        variable, value = str(row["variable"]), str(row["value"])
        version = law.get((row["edition"], row["jurisdiction"]))
        said = coded.get((version, variable), {})
        rows.append(
            [row["edition"], row["jurisdiction"], names[str(row["jurisdiction"])], codebook[variable].question,
             codebook.label(variable, value), codebook.statement(variable, value), row["points"], row["maximum"],
             row["citation"], row["support"], said.get("source_ids"), said.get("note"), variable, value]
        )  # fmt: skip
    heads = [
        "Edition", "Code", "Jurisdiction", "Question", "Answer", "Answer as a sentence", "Points", "Of", "Citation",
        "Rests on", "Sources", "Coder’s note", "Question id", "Answer id",
    ]  # fmt: skip
    return Sheet(
        "Answers with citations", "an answer of a law in an edition", heads, rows, 3, frozenset({3, 5, 8, 11})
    )


def _codebook(dataset: Dataset, processed: Path) -> Sheet:
    """Every question with its answers, best first, and how many laws of the latest edition give each."""
    items = dataset.rubric.item_by_variable
    given = {
        (r["variable"], r["answer"]): r["jurisdictions"] for r in processed_rows(processed, "answer_counts")
    }
    rows: list[list[Value]] = []
    for variable in dataset.codebook.variables:
        item = items.get(variable.id)
        for answer in (*variable.answers, None):
            value = answer.id if answer else NOT_CODED
            worth = item.worth(value) if item and answer and item.points is not None else None
            rows.append(
                [variable.id, variable.question, value, dataset.codebook.label(variable.id, value),
                 answer.statement if answer else dataset.codebook.not_coded, worth, given.get((variable.id, value)),
                 variable.instruction]
            )  # fmt: skip
    heads = [
        "Question id", "Question", "Answer id", "Answer", "What a card prints", "Points", "Laws that give it",
        "How coders decide",
    ]  # fmt: skip
    return Sheet(
        "Codebook", "an answer that the codebook allows, best first", heads, rows, 2, frozenset({1, 4, 7})
    )


def _columns(processed: Path) -> Sheet:
    path = processed / "columns.csv"
    rows: list[list[Value]] = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                [row["file"], row["column"], row["unit"], row["description"]] for row in csv.DictReader(file)
            ]
    for name, about in raw_fields().items():
        rows += [[f"{name}.csv", column, "", words] for column, words in about["fields"].items()]
    heads = ["File", "Column", "Unit", "What it holds"]
    return Sheet(
        "Columns", "a column of a published table, the sheets’ among them", heads, rows, 2, frozenset({3})
    )


def about(others: Sequence[Sheet], made: Mapping[str, str], cite: str) -> Sheet:
    """The first sheet: what the workbook is, its edition and versions, how to cite it, and what the `others` hold."""
    said = {
        "What this is": "Coded state laws on relief from criminal records for survivors of human trafficking, and the scores"
        " and grades computed from them. Research on the text of laws, not legal advice.",
        "Edition": made["edition"],
        "Law as of": made["as_of"],
        "Codebook, rubric": f"{made['codebook']}, {made['rubric']}",
        "License": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "Cite as": cite,
    }
    rows = [[name, words] for name, words in said.items() if words]
    rows += [[f"Sheet “{sheet.title}”", f"One row is {sheet.row}."] for sheet in others]
    return Sheet(ABOUT, "", ["About this workbook", "What to know"], rows, 0, frozenset({1}))
