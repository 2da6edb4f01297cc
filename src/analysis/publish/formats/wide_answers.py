"""One wide table of answers: a row for each jurisdiction, a column for each question."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from analysis.raw.editions import answers, laws_in_force
from analysis.standard.codebook import EXISTENCE, NO_LAW

if TYPE_CHECKING:
    from analysis.raw import Dataset

FILE = "answers-wide.csv"
TITLE = "Answers in one wide table: one row is a jurisdiction, one column a question"


@dataclass(frozen=True)
class Wide:
    """`columns`: name and description of each; `rows`: a cell for each column, "" where no law version is known."""

    columns: list[tuple[str, str]]
    rows: list[list[str]]


def wide(dataset: Dataset, as_of: date, *, words: bool = False) -> Wide:
    """The answers of the laws in force on a date, by the ids of the codebook, or with `words` as labels under questions.

    Where there is no law, the other questions do not arise and their cells are empty.
    """
    codebook = dataset.codebook
    inforce, given = laws_in_force(dataset, as_of), answers(dataset).to_dict("index")
    rows = []
    for law in inforce.itertuples():
        cells = _cells(given[str(law.law_id)]) if law.law_id else [""] * len(codebook.ids)
        if words:
            cells = [cell and codebook.label(v, cell) for v, cell in zip(codebook.ids, cells, strict=True)]
        rows.append([str(law.Index), str(law.name), str(law.law_id), *cells])
    questions = [(v.question if words else v.id, v.question) for v in codebook.variables]
    if words:
        heads = [("Code", ""), ("Jurisdiction", ""), ("Law version", "")]
    else:
        heads = [
            ("jurisdiction", "Postal code."),
            ("name", "Name."),
            ("law_id", "Law version in force, be it that there is none; empty where that is not known."),
        ]
    return Wide([*heads, *questions], rows)


def _cells(known: Mapping[Hashable, object]) -> list[str]:
    """A law's answers; where there is none to ask about, only that."""
    no_law = known[EXISTENCE] == NO_LAW
    return ["" if no_law and variable != EXISTENCE else str(cell) for variable, cell in known.items()]
