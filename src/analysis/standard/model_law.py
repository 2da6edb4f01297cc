"""The model law: this project's own clause for the best answer to every question, in the order of a bill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Clause:
    """The words that give one answer to one question; `[…]` marks what a drafter fills in."""

    variable: str
    answer: str
    text: str


@dataclass(frozen=True)
class Section:
    """Clauses under one heading, in their order."""

    heading: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class ModelLaw:
    """A whole bill, with the notice that must stand wherever a part of it is shown."""

    version: str
    title: str
    notice: str
    sections: tuple[Section, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses, in their order."""
        return tuple(clause for section in self.sections for clause in section.clauses)


def parse_model_law(document: Mapping[str, Any]) -> ModelLaw:
    """Build a `ModelLaw` from the parsed TOML; the document is taken to be valid."""
    return ModelLaw(
        version=document["version"],
        title=document["title"],
        notice=document["notice"],
        sections=tuple(
            Section(s["heading"], tuple(Clause(c["variable"], c["answer"], c["text"]) for c in s["clause"]))
            for s in document["section"]
        ),
    )
