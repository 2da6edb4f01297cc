"""What a law that was not seen whole may say: each open answer drawn from the laws whose texts answer the question."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.grading.points import Floats
from analysis.grading.scorecard import Scorecard
from analysis.standard.codebook import NOT_CODED
from analysis.standard.rubric import Rubric


def drawn_points(
    card: Scorecard, rubric: Rubric, rows: pd.Index, draws: int, seed: int
) -> Iterator[tuple[Floats, Floats]]:
    """For each of the jurisdictions `rows`: category points (draws × categories) and the most it may score (draws).

    An answer that the text of a law shows keeps its points in every draw. Any other is drawn, each draw anew and each
    question by itself, with equal chances from the answers that the texts of the laws in force give to that question; where
    no text answers it, from all answers that the rubric knows. An answer under a ceiling caps the draws that hold it.
    Source: random hot-deck imputation; Little and Rubin, Statistical Analysis with Missing Data (3rd ed. 2019), ch. 4.
    """
    rng = np.random.default_rng([seed, 1])
    pools = _pools(card, rubric)
    worth = {
        name: np.array([rubric.item_by_variable[name].worth(answer) or 0.0 for answer in pool])
        for name, pool in pools.items()
        if name in rubric.item_by_variable
    }
    at = {item.variable: place for place, c in enumerate(rubric.categories) for item in c.items}
    shown = card.answers.where(card.on_text, "").replace(NOT_CODED, "")
    for place in rows:
        points = np.zeros((draws, len(rubric.categories)))
        cap = np.full(draws, np.inf)
        for name, pool in pools.items():
            own = str(shown.at[place, name])
            picked = None if own or not pool else rng.integers(len(pool), size=draws)
            if name in worth and (own or picked is not None):
                item = rubric.item_by_variable[name]
                points[:, at[name]] += (item.worth(own) or 0.0) if picked is None else worth[name][picked]
            for rule in rubric.ceilings:
                if rule.variable == name:
                    under = np.array([answer == rule.value for answer in pool], dtype=bool)
                    hit = own == rule.value if picked is None else under[picked]
                    cap = np.where(hit, np.minimum(cap, rule.max_score), cap)
        yield points, cap


def _pools(card: Scorecard, rubric: Rubric) -> dict[str, list[str]]:
    """By question, the answers that texts give, one for each law in force; where no text answers, every answer once."""
    shown = card.answers.where(card.on_text, "").replace(NOT_CODED, "")
    items = rubric.item_by_variable
    names = dict.fromkeys([*items, *(rule.variable for rule in rubric.ceilings)])
    return {
        v: [a for a in shown[v] if a] or list((items[v].points or {}) if v in items else ()) for v in names
    }
