"""A worksheet for the adjudicator: every disagreement with both answers, and an empty cell for the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import pandas as pd

from analysis.coding.workbook.guide import Section
from analysis.coding.workbook.layout import ANSWER, HELP, IDENTIFIER, KEY, Column, SheetLayout, row_id
from analysis.coding.workbook.rows import Row
from analysis.coding.workbook.writer import workbook_bytes
from analysis.grading.scorecard import Scorecard
from analysis.raw import Dataset
from analysis.standard.codebook import NOT_CODED, SEPARATOR

SHEET = SheetLayout(
    "Answers",
    "second_codings",
    (
        Column("State", "jurisdiction", IDENTIFIER, KEY, 7),
        Column("Question", "", role=HELP, width=38),
        Column("First coder", "", role=HELP, width=28),
        Column("Second coder", "", role=HELP, width=28),
        Column("Decision", "value", ANSWER, width=26, tip="Choose from the list."),
        Column("Reads as", "", role=HELP, width=34),
        Column(
            "Why", "why", width=44, tip="The rule of the codebook, or the words of the text, that decide it."
        ),
        Column("Citation on record", "", role=HELP, width=30),
        Column("Note on record", "", role=HELP, width=40),
        Column("Sources on record", "", role=HELP, width=30),
        Column("How to decide", "", role=HELP, width=52),
        Column("Question id", "variable", IDENTIFIER, KEY, 24),
    ),
    frozen=2,
)
GUIDE = Section(
    "This worksheet",
    (
        "One line for each question that the two coders answered differently. Read the text at the place cited, then "
        "choose the decision and say in a sentence why.",
        "A decision may be a third answer. Where the text was not seen, it is not_coded; where two readings stay open, "
        "take the one that the coder instructions name, and record the doubt as an open question of the law.",
        "Decisions enter the data through the coding workbook (Answer as decided, Decided: adjudicated). Decisions that "
        "follow one pattern belong in the instructions of the codebook, under a new version.",
    ),
)


def adjudication_workbook(dataset: Dataset, card: Scorecard, disagreements: pd.DataFrame) -> bytes:
    """The worksheet, the bytes of an .xlsx file.

    In: `disagreements`, with `jurisdiction`, `variable`, `first`, `second`. Citations and sources are those of the
    edition's law.
    """
    held = {
        (str(r["law_id"]), str(r["variable"])): {str(k): str(v) for k, v in r.items()}
        for r in dataset.codings.to_dict("records")
    }
    rows = [
        _row(
            dataset,
            pair,
            held.get((str(card.table.at[pair["jurisdiction"], "law_id"]), pair["variable"]), {}),
        )
        for pair in disagreements.to_dict("records")
    ]
    return workbook_bytes(
        dataset.codebook,
        list(dataset.jurisdictions["jurisdiction"]),
        [SHEET],
        {SHEET.name: rows},
        [GUIDE],
        made=datetime.combine(card.edition.as_of, time()),
        notes=[("codebook", dataset.codebook.version), ("edition", card.edition.id)],
    )


def _row(dataset: Dataset, pair: Mapping[Any, str], held: dict[str, str]) -> Row:
    place, variable = pair["jurisdiction"], dataset.codebook[pair["variable"]]
    titles = dict(zip(dataset.sources["source_id"], dataset.sources["title"], strict=True))
    cited = [s for s in held.get("source_ids", "").split(SEPARATOR) if s]
    return Row(
        row_id(place, variable.id),
        {"jurisdiction": place, "variable": variable.id, "value": "", "why": ""},
        frozenset({"value", "why"}),
        {
            "Question": variable.question,
            "First coder": _both(dataset, variable.id, pair["first"]),
            "Second coder": _both(dataset, variable.id, pair["second"]),
            "Citation on record": held.get("citation", ""),
            "Note on record": held.get("note", ""),
            "Sources on record": "\n".join(f"{s}: {titles.get(s, '')}" for s in cited),
            "How to decide": variable.instruction,
        },
        question=variable.id,
        choices=() if variable.multiple else variable.response_set,
        tip=f"Answers joined by {SEPARATOR} in alphabetical order, or {NOT_CODED}."
        if variable.multiple
        else "",
        begins=True,
    )


def _both(dataset: Dataset, variable: str, value: str) -> str:
    return f"{value}\n({dataset.codebook.label(variable, value)})"
