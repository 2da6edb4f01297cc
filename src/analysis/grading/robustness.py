"""Do grades and ranks hold? Weights drawn at random, text not shown drawn from other laws, and each category left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.grading import tally
from analysis.grading.hot_deck import drawn_points
from analysis.grading.points import Floats, ceiling
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import letters, round_half_up
from analysis.standard.rubric import Rubric

CONCENTRATION = 100.0
"""Sum of the Dirichlet parameters: 100 lets a 20-point category vary by about ±4 points (one standard deviation)."""

LEFT_OUT = [
    "category",
    "title",
    "grades_changed",
    "mean_rank_shift",
    "largest_rank_shift",
    "moved_most",
    "spearman",
]


@dataclass(frozen=True)
class Robustness:
    """`intervals`: one row per scored state; `draws`: how many; `kept`: mean share of draws (0 to 1) in which a state keeps
    its letter; `compared`: works out `above`."""

    intervals: pd.DataFrame
    draws: int
    kept: float
    compared: Callable[[], pd.DataFrame]

    @cached_property
    def above(self) -> pd.DataFrame:
        """For every two states the share of draws in which the row stands above the column; equal scores count for neither.

        Worked out for who asks: it grows with the square of the states.
        """
        return self.compared()


def both_doubts(
    card: Scorecard,
    rubric: Rubric,
    *,
    draws: int = 10_000,
    seed: int = 1,
    concentration: float = CONCENTRATION,
) -> Robustness:
    """Score every state under random weights and with every answer that no text shows drawn from other laws, together.

    The draws of each doubt are those of `random_weights` and `unseen_answers` with the same seed.
    Out: as `random_weights`, under both doubts; the `intervals` have the same measures of each doubt alone with the suffix
    `_weights` and `_text`: `score_low`, `score_high`, `rank_low`, `rank_high`, `same_grade`.
    Source: METHODS, question 5; the sources of `random_weights` and `unseen_answers`.
    """
    scored = card.scored.index
    weights = _weights(rubric, draws, seed, concentration)
    both, text = _with_text(card, rubric, scored, [weights, _rubrics_own(rubric, draws)], seed)
    found = _summary(card, rubric, both)
    alone = {"_weights": _printed(card, rubric, scored, weights), "_text": text}
    measures = ["score_low", "score_high", "rank_low", "rank_high", "same_grade"]
    intervals = found.intervals.join(
        [_bounds(card, rubric, one)[measures].add_suffix(name) for name, one in alone.items()]
    )
    return replace(found, intervals=intervals)


def random_weights(
    card: Scorecard,
    rubric: Rubric,
    *,
    draws: int = 10_000,
    seed: int = 1,
    concentration: float = CONCENTRATION,
) -> Robustness:
    """Score every state under weights drawn at random around the rubric's (Dirichlet).

    Each draw replaces the category maxima by a Dirichlet vector with the rubric's shares as mean; a category's share of
    its coded points is kept, ceilings and rounding apply as ever.
    Out: `intervals` with `name`, `score` (published), `score_low`, `score_high`, `rank`, `rank_low`, `rank_high` (5th and
    95th percentile), `grade`, `grade_low`, `grade_high` (letters of the bounds of the score), `same_grade` (share of draws
    with the published letter, 0 to 1), `likeliest_grade`.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; Saisana, Saltelli and Tarantola
    (2005), J. R. Stat. Soc. A 168(2).
    """
    scored = card.scored.index
    weights = _weights(rubric, draws, seed, concentration)
    return _summary(card, rubric, _printed(card, rubric, scored, weights))


def unseen_answers(card: Scorecard, rubric: Rubric, *, draws: int = 10_000, seed: int = 1) -> Robustness:
    """Score every state with each answer that no text shows drawn from the answers that other laws' texts give.

    Weights are the rubric's. Out: as `random_weights`.
    Source: hot-deck multiple imputation; Little and Rubin, Statistical Analysis with Missing Data (3rd ed. 2019), ch. 4 and
    10 (`hot_deck`).
    """
    (printed,) = _with_text(card, rubric, card.scored.index, [_rubrics_own(rubric, draws)], seed)
    return _summary(card, rubric, printed)


def _weights(rubric: Rubric, draws: int, seed: int, concentration: float) -> Floats:
    maxima = np.array([c.maximum for c in rubric.categories])
    rng = np.random.default_rng(seed)
    return rng.dirichlet(concentration * maxima / maxima.sum(), size=draws) * maxima.sum()


def _rubrics_own(rubric: Rubric, draws: int) -> Floats:
    maxima = np.array([c.maximum for c in rubric.categories])
    return np.broadcast_to(maxima, (draws, len(maxima)))


def _with_text(
    card: Scorecard, rubric: Rubric, rows: pd.Index, weightings: Sequence[Floats], seed: int
) -> list[Floats]:
    """Printed scores (draws × rows) under the draws of each of the `weightings`, with what no text shows drawn."""
    maxima = np.array([c.maximum for c in rubric.categories])
    draws = len(weightings[0])
    printed = [np.empty((draws, len(rows))) for _ in weightings]
    for at, (points, cap) in enumerate(drawn_points(card, rubric, rows, draws, seed)):
        share = points / maxima
        for scores, weights in zip(printed, weightings, strict=True):
            exact = np.einsum("dc,dc->d", weights, share)
            scores[:, at] = round_half_up(np.minimum(exact, cap))
    return printed


def _summary(card: Scorecard, rubric: Rubric, printed: Floats) -> Robustness:
    scored = card.scored.index
    intervals = _bounds(card, rubric, printed)
    kept = float(intervals["same_grade"].mean()) if len(scored) else float("nan")
    return Robustness(
        intervals,
        len(printed),
        kept,
        lambda: pd.DataFrame(tally.above(printed), index=scored, columns=scored),
    )


def _bounds(card: Scorecard, rubric: Rubric, printed: Floats) -> pd.DataFrame:
    """The `intervals` of `random_weights`, of printed scores (draws × laws)."""
    scored = card.scored.index
    names = np.array([grade.letter for grade in rubric.grades])
    scores = tally.counts(printed)
    graded = letters(np.arange(scores.shape[1], dtype=float), rubric)
    published = card.table.loc[scored]
    share = np.array([scores[:, graded == letter].sum(axis=1) for letter in names]) / len(printed)
    same = share[
        published["grade"].map({letter: at for at, letter in enumerate(names)}), np.arange(len(scored))
    ]
    score_bounds = tally.percentiles("score", scores, scored)
    return pd.DataFrame(
        {
            "name": published["name"],
            "score": published["score"],
            **score_bounds,
            "rank": published["rank"],
            **tally.percentiles("rank", tally.counts(tally.ranks(printed)), scored),
            "grade": published["grade"],
            "grade_low": letters(score_bounds["score_low"].to_numpy(dtype=float), rubric),
            "grade_high": letters(score_bounds["score_high"].to_numpy(dtype=float), rubric),
            "same_grade": same,
            "likeliest_grade": names[share.argmax(axis=0)],
        },
        index=scored,
    )


def leave_one_out(card: Scorecard, rubric: Rubric) -> pd.DataFrame:
    """What happens to scores and ranks when one category is dropped and the others keep their proportions.

    Out: one row per category: `category`, `title`, `grades_changed`, `mean_rank_shift`, `largest_rank_shift` (places),
    `moved_most` (postal code), `spearman` (rank correlation with the published order). A law coded in the dropped category
    alone has no score without it and is left out of that row. No row for a category without which nobody has a score.
    """
    scored = card.scored.index
    maxima = np.array([c.maximum for c in rubric.categories])
    published = card.table.loc[scored]
    scores, grades = published["score"].to_numpy(dtype=float), published["grade"].to_numpy()
    rows = []
    for place, category in enumerate(rubric.categories):
        weights = maxima.copy()
        weights[place] = 0
        has_score = (card.coded.loc[scored].to_numpy() @ (weights > 0)) > 0
        kept = scored[has_score]
        if kept.empty:
            continue
        printed = _printed(card, rubric, kept, weights[None, :] * maxima.sum() / weights.sum())
        before, after = (tally.ranks(rows)[0] for rows in (scores[None, has_score], printed))
        shift = np.abs(after - before)
        rows.append(
            {
                "category": category.id,
                "title": category.title,
                "grades_changed": int((letters(printed[0], rubric) != grades[has_score]).sum()),
                "mean_rank_shift": shift.mean(),
                "largest_rank_shift": int(shift.max()),
                "moved_most": str(kept[shift.argmax()]),
                "spearman": _spearman(before, after),
            }
        )
    return pd.DataFrame(rows, columns=LEFT_OUT)


def _printed(card: Scorecard, rubric: Rubric, rows: pd.Index, weights: np.ndarray) -> np.ndarray:
    """Printed scores (draw × jurisdiction) under category weights (draw × category)."""
    maxima = np.array([c.maximum for c in rubric.categories])
    earned = card.categories.loc[rows].fillna(0.0).to_numpy() / maxima
    coded = card.coded.loc[rows].to_numpy() / maxima
    exact = maxima.sum() * (weights @ earned.T) / (weights @ coded.T)
    cap = _caps(card, rubric, rows)
    return round_half_up(np.minimum(exact, cap))


def _caps(card: Scorecard, rubric: Rubric, rows: pd.Index) -> np.ndarray:
    return ceiling(card.answers.loc[rows], rubric)


def _spearman(before: np.ndarray, after: np.ndarray) -> float:
    """Rank correlation: Pearson's on mid-ranks."""
    return float(pd.Series(before).rank().corr(pd.Series(after).rank()))
