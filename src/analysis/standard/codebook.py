"""The questions put to each law, the answers allowed and what each answer means."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

NOT_CODED = "not_coded"
"""The text that would answer was not seen. Allowed for every variable."""

SILENT = "silent"
"""The whole text was read and does not say. Listed by the variables that allow it."""

EMPTY_LIST = "none"
"""How an empty list is written for a variable that takes several answers."""

EXISTENCE = "law_exists"
"""The variable that says whether there is a law to score at all (METHODS, statuses)."""

NO_LAW = "no"
"""The answer to `EXISTENCE` that gives the status `no_law`."""

SEPARATOR = ";"

TOLD = ("reaches", "asks", "court")
"""Headings of the survivors' page that answers are told under: what the law reaches, what it asks for, the court."""


@dataclass(frozen=True)
class Answer:
    """One allowed answer: its id in the data, a short label, the sentence a report card prints.

    `reach`: what a law that gives this answer reaches, in words, where that is less than it might ("prostitution offenses
    only"); examples from such a law say so. `plain`: the sentence for a survivor who has no lawyer.
    """

    id: str
    label: str
    statement: str
    reach: str = ""
    plain: str = ""


@dataclass(frozen=True)
class Variable:
    """One question, with its answers from best to worst for a survivor.

    `told`: under which heading of the survivors' page its answer stands; "" where it does not.
    """

    id: str
    question: str
    answers: tuple[Answer, ...]
    instruction: str = ""
    scored: bool = True
    multiple: bool = False
    told: str = ""

    @cached_property
    def by_id(self) -> dict[str, Answer]:
        return {answer.id: answer for answer in self.answers}

    @property
    def response_set(self) -> tuple[str, ...]:
        """Every value a cell may hold; for a `multiple` variable, every part of it."""
        extra = (EMPTY_LIST, NOT_CODED) if self.multiple else (NOT_CODED,)
        return tuple(self.by_id) + extra

    def parts(self, value: str) -> tuple[str, ...]:
        """The answers a cell holds: one, or for a `multiple` variable any number.

        >>> v = Variable("c", "?", (Answer("x", "X", "x"), Answer("y", "Y", "y")), multiple=True)
        >>> v.parts("x;y"), v.parts("none")
        (('x', 'y'), ())
        """
        if not self.multiple:
            return (value,)
        return () if value == EMPTY_LIST else tuple(value.split(SEPARATOR))


@dataclass(frozen=True)
class Codebook:
    """All questions of one codebook version."""

    version: str
    not_coded: str
    variables: tuple[Variable, ...]
    _index: dict[str, Variable] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {v.id: v for v in self.variables})

    def __getitem__(self, variable: str) -> Variable:
        return self._index[variable]

    def __contains__(self, variable: object) -> bool:
        return variable in self._index

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._index)

    def statement(self, variable: str, value: str) -> str:
        """The answer in plain words, as a report card prints it."""
        if value == NOT_CODED:
            return self.not_coded
        known = self[variable]
        if not known.multiple:
            return known.by_id[value].statement
        parts = [known.by_id[part].statement for part in known.parts(value)]
        return sentence(parts) if parts else "No further conditions."

    def plain(self, variable: str, value: str) -> list[str]:
        """The answer in sentences for a survivor; none for what was not coded and for an empty list."""
        known = self[variable]
        if value == NOT_CODED:
            return []
        found = [known.by_id[part] for part in known.parts(value)]
        return [
            one.plain or (sentence([one.statement]) if known.multiple else one.statement) for one in found
        ]

    def label(self, variable: str, value: str) -> str:
        """The answer in a word or two, for tables and charts."""
        if value == NOT_CODED:
            return "Text not seen"
        known = self[variable]
        if not known.multiple:
            return known.by_id[value].label
        return ", ".join(known.by_id[part].label for part in known.parts(value)) or "None"


def sentence(parts: list[str]) -> str:
    """Join clauses into one sentence.

    >>> sentence(["the sentence must be complete", "no charges may be pending"])
    'The sentence must be complete; no charges may be pending.'
    """
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "."


def parse_codebook(document: Mapping[str, Any]) -> Codebook:
    """Build a `Codebook` from the parsed TOML; the document is taken to be valid."""
    return Codebook(
        version=document["version"],
        not_coded=document["not_coded"],
        variables=tuple(
            Variable(
                id=v["id"],
                question=v["question"],
                instruction=v.get("instruction", ""),
                scored=v.get("scored", True),
                multiple=v.get("multiple", False),
                told=v.get("told", ""),
                answers=tuple(
                    Answer(a["id"], a["label"], a["statement"], a.get("reach", ""), a.get("plain", ""))
                    for a in v["answers"]
                ),
            )
            for v in document["variable"]
        ),
    )


def load_codebook(path: Path) -> Codebook:
    """Read `codebook.toml`. Errors: those of `tomllib`; `tables.read_dataset` reports them with a place."""
    return parse_codebook(tomllib.loads(path.read_text(encoding="utf-8-sig")))
