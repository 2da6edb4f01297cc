"""Answers × rubric → points, bounds, status, grade and rank. Knows neither dates nor files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED
from analysis.standard.rubric import Item, Rubric

GRADED, PROVISIONAL, INSUFFICIENT, NO_LAW_STATUS, UNKNOWN = STATUSES = (
    "graded",
    "provisional",
    "insufficient",
    "no_law",
    "unknown",
)
SCORED = (GRADED, PROVISIONAL)
"""The statuses that carry a score, a letter and a rank."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scores:
    """What a set of laws earns. All frames share the index of the answers scored.

    `items`: points per variable, NaN where not coded. `categories`: points per category, NaN where none of
    its items is coded. `coded`: the most that the coded items of each category could have earned; `shown`: the same of
    those items whose answer the text of a law shows.
    `summary`: see `score`.
    """

    items: pd.DataFrame
    categories: pd.DataFrame
    coded: pd.DataFrame
    shown: pd.DataFrame
    summary: pd.DataFrame


def round_half_up(values: Floats) -> Floats:
    """Round to whole numbers, halves upwards; the inner rounding removes the noise of decimal points.

    >>> round_half_up(np.array([0.5, 1.5, 2.5, 59.4999999999999]))
    array([ 1.,  2.,  3., 60.])
    """
    return np.floor(np.round(values, 9) + 0.5)


def item_points(values: pd.Series, item: Item) -> Floats:
    """Points of one item for every law; NaN where not coded. Each distinct answer is looked up once."""
    codes, distinct = pd.factorize(values)
    worth = [item.worth(str(value)) for value in distinct]
    return np.array([np.nan if w is None else w for w in worth], dtype=float)[codes]


def score(
    answers: pd.DataFrame,
    rubric: Rubric,
    *,
    on_text: pd.DataFrame | None = None,
    unread: npt.ArrayLike = False,
) -> Scores:
    """Score any number of laws at once (METHODS, "Score").

    In: one row per law, one column of text per codebook variable; `on_text`, likewise, whether the text of a law shows the
    answer (default: it does); `unread`, for each law, whether it was amended by an act that nobody has read.
    An answer that no text shows counts in the score and is open in the range.
    Out: `Scores`; its `summary` has `earned`, `points_coded` and `points_shown` (points), `score_exact`, `low_exact`,
    `high_exact` (0 to 100, ceilings applied), `score`, `score_low`, `score_high` (rounded half up), `status`,
    `grade`, `capped` and `unread`. Only graded and provisional laws have a score and a letter; an insufficient law keeps its
    bounds; a missing or unknown law has none.
    Errors: KeyError for an answer the rubric does not know (validated data has none).
    """
    answers = _as_categories(answers, rubric)
    points = np.array([item_points(answers[item.variable], item) for item in rubric.items])
    known = ~np.isnan(points)
    if on_text is not None:
        known = known & on_text[[item.variable for item in rubric.items]].to_numpy(dtype=bool).T
    earned, coded, could = np.empty((3, len(rubric.categories), len(answers)))
    start = 0
    for at, category in enumerate(rubric.categories):
        block, certain = (rows[start : start + len(category.items)] for rows in (points, known))
        start += len(category.items)
        missing, most = np.isnan(block), np.array([[item.maximum] for item in category.items])
        coded[at] = np.where(missing, 0.0, most).sum(axis=0)
        could[at] = coded[at] if on_text is None else np.where(certain, most, 0.0).sum(axis=0)
        earned[at] = np.where(missing.all(axis=0), np.nan, np.where(missing, 0.0, block).sum(axis=0))
    names = [category.id for category in rubric.categories]
    categories, seen, shown = (_frame(rows, names, answers.index) for rows in (earned, coded, could))
    low = np.nansum(earned, axis=0) if on_text is None else np.where(known, points, 0.0).sum(axis=0)
    items = _frame(points, [item.variable for item in rubric.items], answers.index)
    points_shown = could.sum(axis=0)
    bounds = low, low + (rubric.maximum - points_shown)
    caps = ceiling(answers, rubric), *_bound_caps(answers, rubric, on_text)
    points_earned = np.nansum(earned, axis=0), coded.sum(axis=0)
    summary = _summary(answers, points_earned, bounds, caps, np.asarray(unread, dtype=bool), rubric)
    summary["points_shown"] = points_shown
    return Scores(items, categories, seen, shown, summary)


def _frame(rows: Floats, names: list[str], index: pd.Index) -> pd.DataFrame:
    """Rows of numbers as the columns of a frame, which is how a frame keeps them: nothing is copied."""
    return pd.DataFrame(rows.T, index=index, columns=names, copy=False)


def _as_categories(answers: pd.DataFrame, rubric: Rubric) -> pd.DataFrame:
    """The columns that scoring reads, each distinct text stored once. Hashing plain objects is twice as fast as `str`."""
    needed = (
        {item.variable for item in rubric.items} | {rule.variable for rule in rubric.ceilings} | {EXISTENCE}
    )
    columns = {}
    for name in answers.columns.intersection(sorted(needed)):
        column = answers[name]
        if not isinstance(column.dtype, pd.CategoricalDtype):
            codes, distinct = pd.factorize(column.to_numpy(dtype=object))
            column = pd.Series(pd.Categorical.from_codes(codes, pd.Index(distinct)), index=column.index)
        columns[name] = column
    return pd.DataFrame(columns, index=answers.index, copy=False)


def _summary(
    answers: pd.DataFrame,
    points: tuple[Floats, Floats],
    bounds: tuple[Floats, Floats],
    caps: tuple[Floats, Floats, Floats],
    unread: npt.NDArray[np.bool_],
    rubric: Rubric,
) -> pd.DataFrame:
    earned, points_coded = points
    cap = caps[0]
    whole = rubric.maximum
    exact = np.divide(whole * earned, points_coded, out=np.full(len(earned), np.nan), where=points_coded > 0)
    exact, low, high = (np.minimum(x, at) for x, at in zip((exact, *bounds), caps, strict=True))

    exists = answers[EXISTENCE].to_numpy() if EXISTENCE in answers else np.full(len(answers), "")
    unknown = (exists == NOT_CODED) | (exists == "")
    absent = exists == NO_LAW
    too_little = (points_coded < rubric.minimum_points_coded) | (points_coded == 0)
    letters = _letters(rubric)
    grade_low, grade_high = letters(round_half_up(low)), letters(round_half_up(high))
    cases = {
        UNKNOWN: unknown,
        NO_LAW_STATUS: absent,
        INSUFFICIENT: too_little,
        PROVISIONAL: (grade_low != grade_high) | unread,
    }
    status = np.select(list(cases.values()), [STATUSES.index(name) for name in cases], STATUSES.index(GRADED))
    has_score = np.isin(status, [STATUSES.index(name) for name in SCORED])
    has_bounds = has_score | (status == STATUSES.index(INSUFFICIENT))
    printed = np.where(has_score, round_half_up(exact), np.nan)
    return pd.DataFrame(
        {
            "status": pd.array(STATUSES, dtype="str").take(status),
            "grade": np.where(has_score, letters(np.nan_to_num(printed)), ""),
            "score": _whole(printed),
            "score_low": _whole(np.where(has_bounds, round_half_up(low), np.nan)),
            "score_high": _whole(np.where(has_bounds, round_half_up(high), np.nan)),
            "points_coded": points_coded,
            "earned": earned,
            "score_exact": np.where(has_score, exact, np.nan),
            "low_exact": np.where(has_bounds, low, np.nan),
            "high_exact": np.where(has_bounds, high, np.nan),
            "capped": has_bounds & np.isfinite(cap),
            "unread": has_bounds & unread,
        },
        index=answers.index,
        copy=False,
    )


def ceiling(answers: pd.DataFrame, rubric: Rubric) -> Floats:
    """The most that each law may score: the lowest ceiling that applies, infinity where none does."""
    cap = np.full(len(answers), np.inf)
    for rule in rubric.ceilings:
        hit = (answers[rule.variable] == rule.value).to_numpy()
        cap = np.where(hit, np.minimum(cap, rule.max_score), cap)
    return cap


def _bound_caps(answers: pd.DataFrame, rubric: Rubric, on_text: pd.DataFrame | None) -> tuple[Floats, Floats]:
    """The most that the lower and the upper end of each range may be.

    The upper end is capped only where a text shows the answer under a ceiling, the lower end also where no text shows
    another answer.
    """
    low, high = np.full((2, len(answers)), np.inf)
    for rule in rubric.ceilings:
        given = answers[rule.variable]
        shown = (given != NOT_CODED).to_numpy()
        if on_text is not None:
            shown = shown & on_text[rule.variable].to_numpy(dtype=bool)
        hit = (given == rule.value).to_numpy()
        low = np.where(hit | ~shown, np.minimum(low, rule.max_score), low)
        high = np.where(hit & shown, np.minimum(high, rule.max_score), high)
    return low, high


def _letters(rubric: Rubric) -> Callable[[Floats], npt.NDArray[np.str_]]:
    ascending = sorted(rubric.grades, key=lambda g: g.minimum)
    edges = np.array([g.minimum for g in ascending[1:]])
    names = np.array([g.letter for g in ascending])
    return lambda scores: names[np.searchsorted(edges, scores, side="right")]


def letters(scores: Floats, rubric: Rubric) -> npt.NDArray[np.str_]:
    """The letters of printed scores, vectorised."""
    return _letters(rubric)(scores)


def _whole(values: Floats) -> pd.Series:
    return pd.Series(values).astype("Int64").array  # type: ignore[return-value]
