"""Answers × rubric → points, bounds, status, grade and rank. Knows neither dates nor files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.grading.points import Flags, Floats, Given, Points, ceilings, given
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED
from analysis.standard.rubric import Rubric

GRADED, PROVISIONAL, INSUFFICIENT, NO_LAW_STATUS, UNKNOWN = STATUSES = (
    "graded",
    "provisional",
    "insufficient",
    "no_law",
    "unknown",
)
SCORED = (GRADED, PROVISIONAL)
"""The statuses that carry a score, a letter and a rank."""

PRINTED = "score", "score_low", "score_high"
"""The columns of the summary that are whole numbers, or missing."""

BLOCK = 32_768
"""Laws scored at a time: what is worked out for them fits the processor's cache, and the same memory serves for the next."""


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
    laws, asked = len(answers), [item.variable for item in rubric.items]
    rules = [rule.variable for rule in rubric.ceilings]
    texts = answers.columns.intersection(sorted({*asked, *rules, EXISTENCE}))
    columns = {str(name): answers[name].array for name in texts}
    shown = None if on_text is None else {v: on_text[v].to_numpy(dtype=bool) for v in {*asked, *rules}}
    unread = np.broadcast_to(np.asarray(unread, dtype=bool), laws)
    points = Points.empty(rubric, laws, all_shown=shown is None)
    summary: dict[str, npt.NDArray[Any]] = {}
    some: dict[str, Given] = {}
    for rows in (slice(start, start + BLOCK) for start in range(0, max(laws, 1), BLOCK)):
        some = {name: given(column[rows], some.get(name)) for name, column in columns.items()}
        seen = None if shown is None else {name: flags[rows] for name, flags in shown.items()}
        points.fill(rows, some, rubric, seen)
        for name, values in _summary(rows, some, points, seen, unread[rows], rubric).items():
            summary.setdefault(name, np.empty(laws, values.dtype))[rows] = values
    names = [category.id for category in rubric.categories]
    coded = _frame(points.coded, names, answers.index)
    return Scores(
        _frame(points.items, asked, answers.index),
        _frame(points.earned, names, answers.index),
        coded,
        coded.copy(deep=False) if shown is None else _frame(points.shown, names, answers.index),
        _told(summary, rubric, answers.index),
    )


def _frame(rows: Floats, names: list[str], index: pd.Index) -> pd.DataFrame:
    """Rows of numbers as the columns of a frame, which is how a frame keeps them: nothing is copied."""
    return pd.DataFrame(rows.T, index=index, columns=names, copy=False)


def _summary(
    rows: slice,
    laws: Mapping[str, Given],
    points: Points,
    on_text: Mapping[str, Flags] | None,
    unread: Flags,
    rubric: Rubric,
) -> dict[str, npt.NDArray[Any]]:
    """The columns of the summary for the laws in `rows`, statuses and letters by their place (no letter is nought)."""
    earned = np.nansum(points.earned[:, rows], axis=0)
    points_coded, points_shown = (part[:, rows].sum(axis=0) for part in (points.coded, points.shown))
    caps = ceilings(laws, rubric, on_text, len(earned))
    low = points.low[rows]
    exact = np.divide(
        rubric.maximum * earned, points_coded, out=np.full(len(earned), np.nan), where=points_coded > 0
    )
    bounds = low, low + (rubric.maximum - points_shown)
    exact, low, high = (np.minimum(x, at) for x, at in zip((exact, *bounds), caps, strict=True))

    exists = laws.get(EXISTENCE) or Given(np.array([""], dtype=object), np.zeros(len(earned), dtype=np.intp))
    unknown, absent = exists.is_one_of(NOT_CODED, ""), exists.is_one_of(NO_LAW)
    too_little = (points_coded < rubric.minimum_points_coded) | (points_coded == 0)
    grade_low, grade_high = (_places(round_half_up(end), rubric) for end in (low, high))
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
    return {
        "status": status,
        "grade": np.where(has_score, 1 + _places(np.nan_to_num(printed), rubric), 0),
        "score": printed,
        "score_low": np.where(has_bounds, round_half_up(low), np.nan),
        "score_high": np.where(has_bounds, round_half_up(high), np.nan),
        "points_coded": points_coded,
        "earned": earned,
        "score_exact": np.where(has_score, exact, np.nan),
        "low_exact": np.where(has_bounds, low, np.nan),
        "high_exact": np.where(has_bounds, high, np.nan),
        "capped": has_bounds & np.isfinite(caps[0]),
        "unread": has_bounds & unread,
        "points_shown": points_shown,
    }


def _told(columns: Mapping[str, npt.NDArray[Any]], rubric: Rubric, index: pd.Index) -> pd.DataFrame:
    """The summary as a frame: statuses and letters as text, scores as whole numbers."""
    return pd.DataFrame(
        {
            **columns,
            "status": _taken(STATUSES, columns["status"]),
            "grade": _taken(["", *_worst_first(rubric)], columns["grade"]),
            **{name: pd.Series(columns[name]).astype("Int64").array for name in PRINTED},
        },
        index=index,
        copy=False,
    )


def _taken(words: Sequence[str], places: npt.NDArray[np.int64]) -> Any:
    return pd.array(words, dtype="str").take(places)


def _worst_first(rubric: Rubric) -> dict[str, float]:
    """Letters and the scores from which they are given, the lowest first."""
    return {grade.letter: grade.minimum for grade in sorted(rubric.grades, key=lambda grade: grade.minimum)}


def _places(scores: Floats, rubric: Rubric) -> npt.NDArray[np.intp]:
    """Where the letters of printed scores stand among all letters, the worst first."""
    return np.searchsorted(list(_worst_first(rubric).values())[1:], scores, side="right")


def letters(scores: Floats, rubric: Rubric) -> npt.NDArray[np.str_]:
    """The letters of printed scores, vectorised."""
    return np.array(list(_worst_first(rubric)))[_places(scores, rubric)]
