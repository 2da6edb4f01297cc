"""Answers → points by item and by category, and ceilings. A distinct answer is looked up once, however many laws give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.standard.codebook import NOT_CODED
from analysis.standard.rubric import Item, Rubric

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Given:
    """What some laws answer to one question: the `distinct` answers, and which of them each law gives."""

    distinct: npt.NDArray[np.object_]
    which: npt.NDArray[np.intp]

    def points(self, item: Item) -> Floats:
        """Points of an item for each law; NaN where not coded. KeyError for an answer that the rubric does not know."""
        worth = [item.worth(str(answer)) for answer in self.distinct]
        return np.array([np.nan if w is None else w for w in worth], dtype=float)[self.which]

    def is_one_of(self, *answers: str) -> Flags:
        """Whether each law gives one of these answers."""
        return np.array([answer in answers for answer in self.distinct], dtype=bool)[self.which]


def given(answers: Any, like: Given | None = None) -> Given:
    """What an array of answers holds, be it text or categories. KeyError where a law has none.

    `like`: what laws before these gave. Where these give nothing else, to look it up is a third faster than to find it anew.
    """
    if isinstance(answers, pd.Categorical):
        which, codes = pd.factorize(answers.codes)
        distinct, missing = answers.categories.to_numpy(dtype=object).take(codes), (codes < 0).any()
    else:
        # Hashing plain objects is twice as fast as `str`.
        texts = answers.to_numpy(dtype=object)
        if like is not None:
            which = pd.Index(like.distinct, dtype=object).get_indexer(
                pd.Index(texts, dtype=object, copy=False)
            )
            if (which >= 0).all():
                return Given(like.distinct, which)
        which, distinct = pd.factorize(texts)
        missing = (which < 0).any()
    if missing:
        raise KeyError("a law without an answer")
    return Given(distinct, which)


def item_points(values: pd.Series, item: Item) -> Floats:
    """Points of one item for every law; NaN where not coded."""
    return given(values.array).points(item)


@dataclass(frozen=True)
class Points:
    """Points of laws (columns): `items` by item, NaN where not coded; by category what is `earned`, NaN where none of its
    items is coded, and the most that the items `coded` and those `shown` by a text could have earned. `low` is what is
    earned by answers that a text shows."""

    items: Floats
    earned: Floats
    coded: Floats
    shown: Floats
    low: Floats

    @classmethod
    def empty(cls, rubric: Rubric, laws: int, *, all_shown: bool) -> Points:
        """Room for so many laws; where a text shows every answer that is coded, `shown` is `coded` itself."""
        items = np.empty((len(rubric.items), laws))
        earned, coded = np.empty((2, len(rubric.categories), laws))
        return cls(items, earned, coded, coded if all_shown else np.empty_like(coded), np.empty(laws))

    def fill(
        self, rows: slice, laws: Mapping[str, Given], rubric: Rubric, on_text: Mapping[str, Flags] | None
    ) -> None:
        """Work out the points of the laws in `rows`, from what they answer and whether a text shows it, by variable."""
        items = self.items[:, rows]
        for row, item in zip(items, rubric.items, strict=True):
            row[:] = laws[item.variable].points(item)
        missing = np.isnan(items)
        gained = np.where(missing, 0.0, items)
        start = 0
        for at, category in enumerate(rubric.categories):
            own = slice(start, start := start + len(category.items))
            most = np.array([[item.maximum] for item in category.items])
            self.coded[at, rows] = np.where(missing[own], 0.0, most).sum(axis=0)
            self.earned[at, rows] = np.where(missing[own].all(axis=0), np.nan, gained[own].sum(axis=0))
            if on_text is not None:
                untold = missing[own] | ~np.array([on_text[item.variable] for item in category.items])
                self.shown[at, rows] = np.where(untold, 0.0, most).sum(axis=0)
                gained[own][untold] = 0.0
        self.low[rows] = gained.sum(axis=0)


def ceiling(answers: pd.DataFrame, rubric: Rubric) -> Floats:
    """The most that each law may score: the lowest ceiling that applies, infinity where none does."""
    return ceilings(
        {rule.variable: given(answers[rule.variable].array) for rule in rubric.ceilings},
        rubric,
        None,
        len(answers),
    )[0]


def ceilings(
    laws: Mapping[str, Given], rubric: Rubric, on_text: Mapping[str, Flags] | None, count: int
) -> tuple[Floats, Floats, Floats]:
    """The most that the score, the lower and the upper end of the range of each law may be; infinity where no ceiling is.

    The upper end is capped only where a text shows the answer under a ceiling, the lower end also where no text shows
    another answer.
    """
    cap, low, high = np.full((3, count), np.inf)
    for rule in rubric.ceilings:
        answers = laws[rule.variable]
        hit, shown = answers.is_one_of(rule.value), ~answers.is_one_of(NOT_CODED)
        if on_text is not None:
            shown &= on_text[rule.variable]
        for most, where in ((cap, hit), (low, hit | ~shown), (high, hit & shown)):
            np.minimum(most, rule.max_score, out=most, where=where)
    return cap, low, high
