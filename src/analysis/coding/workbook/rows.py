"""The rows of each sheet, from the data set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from analysis.coding.workbook.layout import (
    AMENDMENTS,
    ANSWERS,
    BILLS,
    HELPERS,
    KEY,
    LAWS,
    NO,
    SOURCES,
    YES,
    SheetLayout,
    part_id,
    row_id,
)
from analysis.raw import Dataset
from analysis.raw.schemas import SCHEMAS
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, Answer, Codebook, Variable

EACH_LINE = "answer each line below"
"""Stands in the answer cell of a question that has one line for each of its answers."""


@dataclass(frozen=True)
class Row:
    """One row of a sheet as exported.

    `cells`: field → text; `editable`: the fields a coder may change; `help`: heading → explanation; `choices`: what
    the answer cell allows; `begins`: whether a new law or state begins here; `part`: whether this is one line of a question.
    """

    id: str
    cells: dict[str, str]
    editable: frozenset[str]
    help: dict[str, str] = field(default_factory=dict)
    question: str = ""
    choices: tuple[str, ...] = ()
    tip: str = ""
    begins: bool = False
    part: bool = False


Rows = dict[str, list[Row]]
"""Name of a sheet → its rows."""


def chosen_laws(dataset: Dataset, jurisdictions: list[str] | None, all_versions: bool) -> pd.DataFrame:
    """The law versions to export, of some jurisdictions (codes; None: all): the latest of each, or all."""
    laws = dataset.laws
    if jurisdictions is not None:
        laws = laws[laws["jurisdiction"].isin(jurisdictions)]
    laws = laws.sort_values(["jurisdiction", "effective_from", "law_id"], kind="stable")
    return laws if all_versions else laws.groupby("jurisdiction", sort=False).tail(1)


def all_rows(dataset: Dataset, laws: pd.DataFrame) -> Rows:
    """The rows of every sheet for some law versions: their answers and facts, their states' acts, and all their sources."""
    places = set(laws["jurisdiction"])
    answers = list(answer_rows(dataset, laws))
    cited = {source for row in answers for source in row.cells["source_ids"].split(";") if source}
    sources = dataset.sources
    sources = sources[sources["jurisdiction"].isin(places) | sources["source_id"].isin(cited)]
    acts, bills = (f[f["jurisdiction"].isin(places)] for f in (dataset.amendments, dataset.bills))
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    return {
        ANSWERS.name: answers,
        LAWS.name: [_plain(LAWS, r, {"Jurisdiction": names[r["jurisdiction"]]}) for r in _records(laws)],
        SOURCES.name: _grouped(SOURCES, sources),
        AMENDMENTS.name: _grouped(AMENDMENTS, acts),
        BILLS.name: _grouped(BILLS, bills),
        HELPERS.name: [_plain(HELPERS, record, {}) for record in _records(dataset.help)],
    }


def answer_rows(dataset: Dataset, laws: pd.DataFrame) -> Iterator[Row]:
    """The answers of some law versions as they are in effect, in the order of the codebook.

    An answer that corrections.csv has corrected is locked: it is changed there, so that the correction stays on record.
    """
    codings = {(str(r["law_id"]), str(r["variable"])): r for r in _records(dataset.codings)}
    corrected = set(zip(dataset.corrections["law_id"], dataset.corrections["variable"], strict=True))
    for law in _records(laws):
        for variable in dataset.codebook.variables:
            held = codings.get((law["law_id"], variable.id), {})
            begins = variable is dataset.codebook.variables[0]
            locked = (law["law_id"], variable.id) in corrected
            yield from _question(law, variable, held, begins=begins, locked=locked)


def _question(
    law: dict[str, str], variable: Variable, held: dict[str, str], *, begins: bool, locked: bool
) -> Iterator[Row]:
    key = {"law_id": law["law_id"], "variable": variable.id}
    cells = {column.field: held.get(column.field, "") for column in ANSWERS.fields} | key
    editable = {column.field for column in ANSWERS.fields if column.role != KEY}
    if locked:
        editable -= {"value", "citation"}
    if variable.multiple:
        editable -= {"value"}
    help_ = {
        "State": law["jurisdiction"],
        "Question": variable.question,
        "How to decide": variable.instruction,
    }
    yield Row(
        row_id(*key.values()),
        cells | ({"value": EACH_LINE} if variable.multiple else {}),
        frozenset(editable),
        help_,
        question=variable.id,
        choices=() if variable.multiple else variable.response_set,
        tip="; ".join(f"{a.id}: {a.label}" for a in variable.answers),
        begins=begins,
    )
    for answer in variable.answers if variable.multiple else ():
        yield _line(law, variable, answer, held.get("value", ""), locked)


def _line(law: dict[str, str], variable: Variable, answer: Answer, value: str, locked: bool) -> Row:
    code = part_id(variable.id, answer.id)
    cells = {column.field: "" for column in ANSWERS.fields}
    cells |= {"law_id": law["law_id"], "variable": code, "value": line_value(variable, value, answer.id)}
    return Row(
        row_id(law["law_id"], code),
        cells,
        frozenset() if locked else frozenset({"value"}),
        {
            "State": law["jurisdiction"],
            "Question": f"–  {answer.label}: {answer.statement}",
            "How to decide": "",
        },
        question=code,
        choices=(YES, NO, NOT_CODED),
        part=True,
    )


def line_value(variable: Variable, value: str, answer: str) -> str:
    """What one line of a question with several answers says, given the whole value.

    >>> v = Variable("c", "?", (Answer("x", "X", "x"), Answer("y", "Y", "y")), multiple=True)
    >>> [line_value(v, value, "x") for value in ("x;y", "y", "none", "not_coded", "")]
    ['yes', 'no', 'no', 'not_coded', '']
    """
    if value in ("", NOT_CODED):
        return value
    return YES if answer in variable.parts(value) else NO


def whole_value(lines: dict[str, str]) -> str | None:
    """The value that the lines of a question (answer → yes, no, not_coded or "") make; None when they do not go together.

    >>> whole_value({"y": "yes", "x": "yes", "z": "no"}), whole_value({"x": "no"}), whole_value({"x": "not_coded"})
    ('x;y', 'none', 'not_coded')
    >>> whole_value({"x": "", "y": ""}), whole_value({"x": "yes", "y": ""})
    ('', None)
    """
    said = set(lines.values())
    if said <= {YES, NO} and said:
        return ";".join(sorted(answer for answer, word in lines.items() if word == YES)) or EMPTY_LIST
    return said.pop() if len(said) == 1 else None


def reads_as(codebook: Codebook) -> list[tuple[str, str]]:
    """What each answer of each question says in words: (question id|answer, sentence)."""
    sentences = []
    for variable in codebook.variables:
        for answer in variable.answers:
            code, word = (
                (part_id(variable.id, answer.id), YES) if variable.multiple else (variable.id, answer.id)
            )
            sentences.append((f"{code}|{word}", codebook.statement(variable.id, answer.id)))
            if variable.multiple:
                sentences.append((f"{code}|{NO}", "Not a condition."))
                sentences.append((f"{code}|{NOT_CODED}", codebook.not_coded))
        if not variable.multiple:
            sentences.append((f"{variable.id}|{NOT_CODED}", codebook.not_coded))
    return sentences


def _plain(layout: SheetLayout, record: dict[str, str], help_: dict[str, str], begins: bool = False) -> Row:
    key = SCHEMAS[layout.table].key
    editable = frozenset(column.field for column in layout.fields if column.role != KEY)
    cells = {column.field: record[column.field] for column in layout.fields}
    return Row(row_id(*(record[name] for name in key)), cells, editable, help_, begins=begins)


def _grouped(layout: SheetLayout, frame: pd.DataFrame) -> list[Row]:
    rows, last = [], None
    for record in _records(frame):
        rows.append(_plain(layout, record, {}, begins=record["jurisdiction"] != last))
        last = record["jurisdiction"]
    return rows


def _records(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(cell) for name, cell in record.items()} for record in frame.to_dict("records")]
