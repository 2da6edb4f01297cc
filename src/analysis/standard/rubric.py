"""What each answer is worth: categories, items, grades and ceilings, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, SEPARATOR


@dataclass(frozen=True)
class Item:
    """The points of one variable: looked up by answer, or counted down from `start` by `each` per answer."""

    variable: str
    points: Mapping[str, float] | None = None
    start: float = 0.0
    each: float = 0.0

    @property
    def maximum(self) -> float:
        return max(self.points.values()) if self.points is not None else max(self.start, 0.0)

    def worth(self, value: str) -> float | None:
        """Points for a cell's value; None when it is not coded. KeyError for an unknown value.

        >>> Item("hearing", {"not_required": 4, "required": 0}).worth("required")
        0.0
        >>> Item("conditions", start=5, each=-1).worth("sentence_completed;one_time_only")
        3.0
        """
        if value == NOT_CODED:
            return None
        if self.points is not None:
            return float(self.points[value])
        count = 0 if value == EMPTY_LIST else value.count(SEPARATOR) + 1
        return max(0.0, float(self.start + self.each * count))


@dataclass(frozen=True)
class Category:
    """One of the rubric's categories."""

    id: str
    title: str
    best_practice: str
    items: tuple[Item, ...]

    @cached_property
    def maximum(self) -> float:
        return sum(item.maximum for item in self.items)


@dataclass(frozen=True)
class Grade:
    """A letter and the lowest printed score that earns it."""

    letter: str
    minimum: float


@dataclass(frozen=True)
class Ceiling:
    """An answer that caps score and bounds, and why."""

    variable: str
    value: str
    max_score: float
    reason: str


@dataclass(frozen=True)
class Rubric:
    """All points of one rubric version."""

    version: str
    minimum_points_coded: float
    grades: tuple[Grade, ...]
    ceilings: tuple[Ceiling, ...]
    categories: tuple[Category, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for category in self.categories for item in category.items)

    @cached_property
    def item_by_variable(self) -> dict[str, Item]:
        return {item.variable: item for item in self.items}

    @cached_property
    def category_by_id(self) -> dict[str, Category]:
        return {category.id: category for category in self.categories}

    @cached_property
    def category_of(self) -> dict[str, Category]:
        return {item.variable: category for category in self.categories for item in category.items}

    @cached_property
    def capped(self) -> dict[str, frozenset[str]]:
        """The answers that stand under a ceiling, by variable."""
        found: dict[str, frozenset[str]] = {}
        for rule in self.ceilings:
            found[rule.variable] = found.get(rule.variable, frozenset()) | {rule.value}
        return found

    @cached_property
    def maximum(self) -> float:
        return sum(category.maximum for category in self.categories)

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters from best to worst."""
        return tuple(grade.letter for grade in self.grades)

    def letter(self, score: float) -> str:
        """The letter of a printed (rounded) score."""
        return next((g.letter for g in self.grades if score >= g.minimum), self.grades[-1].letter)


def parse_rubric(document: Mapping[str, Any]) -> Rubric:
    """Build a `Rubric` from the parsed TOML; the document is taken to be valid. Grades are put best first."""
    grades = sorted(document["grades"], key=lambda g: -g["from"])
    return Rubric(
        version=document["version"],
        minimum_points_coded=float(document["minimum_points_coded"]),
        grades=tuple(Grade(g["letter"], float(g["from"])) for g in grades),
        ceilings=tuple(
            Ceiling(c["variable"], c["value"], float(c["max_score"]), c["reason"])
            for c in document.get("ceiling", [])
        ),
        categories=tuple(
            Category(c["id"], c["title"], c["best_practice"], tuple(parse_item(i) for i in c["item"]))
            for c in document["category"]
        ),
    )


def parse_item(entry: Mapping[str, Any]) -> Item:
    """Build one item from its entry; taken to have either `points`, or `start` and `each`."""
    if "points" in entry:
        return Item(entry["variable"], {k: float(v) for k, v in entry["points"].items()})
    return Item(entry["variable"], None, float(entry["start"]), float(entry["each"]))


def load_rubric(path: Path) -> Rubric:
    """Read `rubric.toml`. Errors: those of `tomllib`; `tables.read_dataset` reports them with a place."""
    return parse_rubric(tomllib.loads(path.read_text(encoding="utf-8-sig")))
