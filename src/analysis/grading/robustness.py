"""Do the grades hang on the weights? Random weights around the rubric's, and each category left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.grading.scoring import Scorecard, ceiling, letters, round_half_up
from analysis.standard.rubric import Rubric

CONCENTRATION = 100.0
"""Sum of the Dirichlet parameters: 100 lets a 20-point category vary by about ±4 points (one standard deviation)."""

BATCH = 2000

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
    """`intervals`: one row per scored jurisdiction; `draws`: how many weightings; `kept`: mean share of draws (0 to
    1) in which a jurisdiction keeps its letter."""

    intervals: pd.DataFrame
    draws: int
    kept: float


def random_weights(
    card: Scorecard,
    rubric: Rubric,
    *,
    draws: int = 10_000,
    seed: int = 1,
    concentration: float = CONCENTRATION,
) -> Robustness:
    """Score every jurisdiction under weights drawn at random around the rubric's (Dirichlet).

    Each draw replaces the category maxima by a Dirichlet vector with the rubric's shares as mean; a category's share of
    its coded points is kept, ceilings and rounding apply as ever.
    Out: `score` (published), `score_low`, `score_high`, `rank`, `rank_low`, `rank_high` (5th and 95th percentile),
    `grade`, `same_grade` (share of draws with the published letter, 0 to 1), `likeliest_grade`.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; Saisana, Saltelli and Tarantola
    (2005), J. R. Stat. Soc. A 168(2).
    """
    scored = card.scored.index
    maxima = np.array([c.maximum for c in rubric.categories])
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(concentration * maxima / maxima.sum(), size=draws) * maxima.sum()
    printed = np.concatenate(
        [_printed(card, rubric, scored, weights[at : at + BATCH]) for at in range(0, draws, BATCH)]
    )
    names = np.array([grade.letter for grade in rubric.grades])
    graded = letters(printed, rubric)
    ranks = _ranks(printed)
    published = card.table.loc[scored]
    same = (graded == published["grade"].to_numpy()[None, :]).mean(axis=0)
    share = np.array([(graded == letter).mean(axis=0) for letter in names])
    intervals = pd.DataFrame(
        {
            "name": published["name"],
            "score": published["score"],
            **_percentiles("score", printed, scored),
            "rank": published["rank"],
            **_percentiles("rank", ranks, scored),
            "grade": published["grade"],
            "same_grade": same,
            "likeliest_grade": names[share.argmax(axis=0)],
        },
        index=scored,
    )
    return Robustness(intervals, draws, float(same.mean()) if len(scored) else float("nan"))


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
        before, after = _ranks(scores[None, has_score])[0], _ranks(printed)[0]
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


def _ranks(printed: np.ndarray) -> np.ndarray:
    """Ranks with ties sharing the better place, for every draw: one plus the number of higher scores."""
    return (printed[:, None, :] > printed[:, :, None]).sum(axis=2) + 1


def _percentiles(name: str, values: np.ndarray, rows: pd.Index) -> dict[str, pd.Series]:
    low, high = np.percentile(values, [5, 95], axis=0, method="closest_observation")
    return {
        f"{name}_low": pd.Series(low.astype(int), index=rows),
        f"{name}_high": pd.Series(high.astype(int), index=rows),
    }


def _spearman(before: np.ndarray, after: np.ndarray) -> float:
    """Rank correlation: Pearson's on mid-ranks."""
    return float(pd.Series(before).rank().corr(pd.Series(after).rank()))
