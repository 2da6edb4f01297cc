"""A workbook for a second coder: the questions and the texts, and no trace of what the first coder answered."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from datetime import datetime, time

import pandas as pd

from analysis.coding.workbook.guide import Section, guide
from analysis.coding.workbook.layout import (
    ADDRESSES,
    ANSWER,
    HELP,
    IDENTIFIER,
    KEY,
    NO,
    WHEN,
    YES,
    Column,
    SheetLayout,
    part_id,
    row_id,
)
from analysis.coding.workbook.rows import Row
from analysis.coding.workbook.writer import workbook_bytes
from analysis.problems import UsageProblem
from analysis.raw import Dataset
from analysis.raw.editions import Edition, laws_in_force
from analysis.standard.codebook import Variable

BLIND = SheetLayout(
    "Answers",
    "second_codings",
    (
        Column("State", "jurisdiction", IDENTIFIER, KEY, 7),
        Column("Question", "", role=HELP, width=40),
        Column("Answer", "value", ANSWER, width=26, tip="Choose from the list."),
        Column("Reads as", "", role=HELP, width=34),
        Column("Citation", "citation", width=24, tip="The place in the text that decided it."),
        Column("Note", "note", width=40, tip="Why this answer and not the next one."),
        Column("How to decide", "", role=HELP, width=52),
        Column("Question id", "variable", IDENTIFIER, KEY, 24),
    ),
    frozen=2,
)
TEXTS = SheetLayout(
    "Sources",
    "sources",
    (
        Column("Source id", "source_id", IDENTIFIER, KEY, 12),
        Column("State", "jurisdiction", IDENTIFIER, KEY, 7),
        Column("Title", "title", role=KEY, width=64),
        Column("Date", "date", WHEN, KEY, 12),
        Column("Kind", "kind", role=KEY, width=11),
        Column("Address", "url", ADDRESSES, KEY, 56),
        Column("More addresses", "more_urls", ADDRESSES, KEY, 40),
    ),
)
SHARED = (
    "Three answers that look alike",
    "Texts seen in part",
    "Several paths to relief",
    "Tests made of several parts",
    "Questions with several answers",
)
"""Sections of the coding guide that hold for a blind coder too."""

CHOOSE_EACH = "answer each line below"


def sample(places: list[str], share: float, seed: int) -> list[str]:
    """A share of the jurisdictions, at least one, in the order given.

    Each has a place in a queue that only its code and the seed decide: no generator, so the same sample on any machine and
    in any year; a larger share holds the smaller one.
    Errors: `UsageProblem` for a share outside 0 to 1.

    >>> sample(["NE", "KS", "IA"], 0.5, 7) == [p for p in ["NE", "KS", "IA"] if p in sample(["IA", "KS", "NE"], 0.5, 7)]
    True
    """
    if not 0 < share <= 1:
        raise UsageProblem(
            f"A share of {share:g} cannot be drawn. Give a number above 0 and up to 1, such as 0.2."
        )
    count = math.ceil(round(share * len(places), 9))
    queue = sorted(places, key=lambda place: hashlib.sha256(f"{seed}:{place}".encode()).hexdigest())
    return [place for place in places if place in queue[:count]]


def blind_workbook(dataset: Dataset, edition: Edition, share: float, seed: int) -> tuple[list[str], bytes]:
    """The jurisdictions drawn and their workbook, the bytes of an .xlsx file.

    Every sheet is built without the codings, the law versions and their identifiers, so that nothing of them can be in it.
    """
    laws = laws_in_force(dataset, edition.as_of)
    places = [str(p) for p in laws.index[laws["law_id"] != ""]]
    if not places:
        raise UsageProblem(
            f"No law on record was in force on {edition.as_of.isoformat()}, so edition {edition.id} has none to draw from."
        )
    drawn = sample(places, share, seed)
    sources = dataset.sources[dataset.sources["jurisdiction"].isin(drawn)]
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    questions = [
        row
        for place in drawn
        for variable in dataset.codebook.variables
        for row in _question(place, variable, begins=variable is dataset.codebook.variables[0])
    ]
    content = workbook_bytes(
        dataset.codebook,
        drawn,
        [BLIND, TEXTS],
        {BLIND.name: questions, TEXTS.name: [_text(record) for record in _records(sources)]},
        _guide([str(names[place]) for place in drawn], edition),
        made=datetime.combine(edition.as_of, time()),
        notes=[("codebook", dataset.codebook.version), ("edition", edition.id), ("seed", str(seed))],
    )
    return drawn, content


def _question(place: str, variable: Variable, *, begins: bool) -> Iterator[Row]:
    first = variable.multiple
    cells = {"jurisdiction": place, "variable": variable.id, "value": CHOOSE_EACH if first else ""}
    yield Row(
        row_id(place, variable.id),
        {**cells, "citation": "", "note": ""},
        frozenset({"citation", "note"} if first else {"value", "citation", "note"}),
        {"Question": variable.question, "How to decide": variable.instruction},
        question=variable.id,
        choices=() if first else variable.response_set,
        tip="; ".join(f"{a.id}: {a.label}" for a in variable.answers),
        begins=begins,
    )
    for answer in variable.answers if variable.multiple else ():
        code = part_id(variable.id, answer.id)
        yield Row(
            row_id(place, code),
            {"jurisdiction": place, "variable": code, "value": "", "citation": "", "note": ""},
            frozenset({"value"}),
            {"Question": f"–  {answer.label}: {answer.statement}", "How to decide": ""},
            question=code,
            choices=(YES, NO, variable.response_set[-1]),
            part=True,
        )


def _text(record: dict[str, str]) -> Row:
    cells = {column.field: record[column.field] for column in TEXTS.fields}
    return Row(row_id(record["source_id"]), cells, frozenset(), {})


def _records(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(k): str(v) for k, v in record.items()} for record in frame.to_dict("records")]


def _guide(names: list[str], edition: Edition) -> list[Section]:
    day = edition.as_of.isoformat()
    opening = Section(
        "This workbook",
        (
            f"A blind second coding of the law in force on {day} in: {', '.join(names)}. Read only the texts on the sheet "
            "Sources; do not look at the published report, at earlier codings, or at anyone's notes.",
            "Answer every question of a state on the sheet Answers. Where there is no such law, answer the first question no "
            "and leave the others of that state empty. Cite the place that decided an answer.",
            "Save as .xlsx and hand it back. How often the two codings agree is measured with: "
            "report-cards agreement --second FILE.xlsx",
        ),
    )
    facts = {"jurisdictions": "", "versions": "", "edition": ""}
    return [opening, *(section for section in guide(**facts) if section.title in SHARED)]
