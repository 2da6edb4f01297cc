"""The smallest set of amendments that reaches each grade, for one law or for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import pandas as pd

from analysis.grading.rankings import best_answers
from analysis.grading.recommendations import laws_with_text
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import score
from analysis.grading.start import current_on_text
from analysis.standard.codebook import EMPTY_LIST, Codebook, Variable
from analysis.standard.rubric import Grade, Item, Rubric


@dataclass(frozen=True)
class Path:
    """The smallest set of amendments that reaches a grade: each changed variable with its new answer.

    `low` and `high` bound the `score` that they lead to, as text not seen may yet move it.
    """

    grade: str
    amendments: dict[str, str]
    score: int
    low: int
    high: int


def paths(
    current: Mapping[str, str],
    codebook: Codebook,
    rubric: Rubric,
    *,
    above: float = -1.0,
    on_text: Mapping[str, bool] | None = None,
) -> list[Path]:
    """For each grade above the law's own, the fewest answers to change (each to its best) to reach it.

    In: `current`, answers by variable; `above`, the printed score from which to climb (-1: from nothing);
    `on_text`, whether the text of a law shows each answer (default: it does); what is changed rests on the bill.
    Only coded answers are changed, so the denominator stays and points add up; no answer is changed to one under a
    ceiling. Beside the answers that lift a ceiling, which may earn nothing or even cost points, taking the largest gains
    first is the smallest set, and the one with the highest score among the smallest.
    Out: best grade last. Ties fall to rubric order.
    """
    (found,) = _paths([(current, above, on_text)], codebook, rubric)
    return found


def paths_of_laws(card: Scorecard, codebook: Codebook, rubric: Rubric) -> dict[str, list[Path]]:
    """`paths` of every law that could be coded, from its own score; all are scored at once."""
    laws = laws_with_text(card)
    scores = card.table["score"].reindex(list(laws)).astype(float).fillna(-1.0)
    starts = [(law, float(scores[place]), current_on_text(card, place)) for place, law in laws.items()]
    return dict(zip(laws, _paths(starts, codebook, rubric), strict=True))


Start = tuple[Mapping[str, str], float, Mapping[str, bool] | None]
"""Where a path begins: answers, printed score, and whether the text of a law shows each answer (None: it does)."""


def _paths(starts: Sequence[Start], codebook: Codebook, rubric: Rubric) -> list[list[Path]]:
    best = best_answers(codebook, rubric)
    sets = [_candidates(current, codebook, rubric, best) for current, _, _ in starts]
    every = [
        ({**start[0], **change}, start[2], change)
        for start, changes in zip(starts, sets, strict=True)
        for change in changes
    ]
    if not every:
        return [[] for _ in starts]
    rows = pd.DataFrame([law for law, _, _ in every])
    shown = _on_text([(on_text, change) for _, on_text, change in every], rows)
    reached = score(rows, rubric, on_text=shown).summary
    found, first = [], 0
    for (_, above, _), changes in zip(starts, sets, strict=True):
        own = reached.iloc[first : (first := first + len(changes))].reset_index(drop=True)
        steps = [g for g in reversed(rubric.grades) if g.minimum > max(above, rubric.grades[-1].minimum)]
        found.append([path for grade in steps if (path := _first(grade, changes, own)) is not None])
    return found


def _candidates(
    current: Mapping[str, str], codebook: Codebook, rubric: Rubric, best: Mapping[str, str]
) -> list[dict[str, str]]:
    """The sets of amendments among which the smallest for every grade is."""
    lifts = _lifts(current, codebook, rubric, best)
    gains = {
        item.variable: gain
        for item in rubric.items
        if item.variable not in lifts and (gain := _gain(item, current[item.variable], best)) > 0
    }
    rest = sorted(gains, key=lambda v: -gains[v])
    return [
        {v: {**best, **lifts}[v] for v in (*forced, *rest[:count])}
        for forced in _subsets(lifts)
        for count in range(0 if forced else 1, len(rest) + 1)
    ]


def _on_text(
    changes: list[tuple[Mapping[str, bool] | None, dict[str, str]]], rows: pd.DataFrame
) -> pd.DataFrame | None:
    if all(on_text is None for on_text, _ in changes):
        return None
    held = [
        {v: on_text is None or bool(on_text[v]) or v in change for v in rows.columns}
        for on_text, change in changes
    ]
    return pd.DataFrame(held, index=rows.index)


def _gain(item: Item, value: str, best: Mapping[str, str]) -> float:
    worth = item.worth(value)
    return 0.0 if worth is None else (item.worth(best[item.variable]) or 0.0) - worth


def _lifts(
    current: Mapping[str, str], codebook: Codebook, rubric: Rubric, best: Mapping[str, str]
) -> dict[str, str]:
    """For each answer that caps the law, the one to put in its place (`lifting_answers`)."""
    found = lifting_answers(codebook, rubric, best)
    return {v: answer for v, answer in found.items() if current[v] in rubric.capped[v]}


def lifting_answers(codebook: Codebook, rubric: Rubric, best: Mapping[str, str]) -> dict[str, str]:
    """For each question with a ceiling, the answer that lifts it: the best, or for a question without points the first of
    the codebook, among those that no ceiling caps."""
    found = {}
    for name, capped in rubric.capped.items():
        options = [best[name]] if name in best else _in_order(codebook[name])
        uncapped = [answer for answer in options if answer not in capped]
        if uncapped:
            found[name] = uncapped[0]
    return found


def _in_order(variable: Variable) -> list[str]:
    return [EMPTY_LIST] if variable.multiple else list(variable.by_id)


def _subsets(names: Iterable[str]) -> list[tuple[str, ...]]:
    every = list(names)
    return list(chain.from_iterable(combinations(every, n) for n in range(len(every) + 1)))


def _first(grade: Grade, candidates: list[dict[str, str]], reached: pd.DataFrame) -> Path | None:
    """The smallest candidate that reaches the grade; of equals the highest score."""
    scores = reached["score"]
    enough = [i for i, points in enumerate(scores) if pd.notna(points) and points >= grade.minimum]
    if not enough:
        return None
    chosen = min(enough, key=lambda i: (len(candidates[i]), -scores[i], i))
    bounds = int(reached["score_low"][chosen]), int(reached["score_high"][chosen])
    return Path(grade.letter, candidates[chosen], int(scores[chosen]), *bounds)
