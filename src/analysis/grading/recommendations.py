"""What should a state amend first? Single amendments, smallest sets per grade, and laws that already do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

import pandas as pd

from analysis.grading.rankings import best_answers
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import SCORED, ceiling, score
from analysis.grading.what_if import current_answers, evidence
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED, SEPARATOR, Codebook, Variable
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


def single_amendments(card: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    """Every change of one answer that earns more points, for every jurisdiction with a law in force.

    A question not coded offers none: what the law says there must be read first. A list of conditions offers the
    removal of each, and of all. Amendments that leave the score where it is (under a ceiling) stay in, with gain 0; those
    that lower it, because the answer worth more stands under a ceiling, are left out.
    Out: `jurisdiction`, `category`, `variable`, `removed` (the condition dropped, else ""), `before`, `after`,
    `points` (gain on the rubric's scale), `score_before`, `score_after` (published; <NA> without a score), `gain` (their
    difference), `grade_after`, `status_after`; best first within a jurisdiction.
    """
    offers = [
        (place, rubric.category_of[v].id, v, removed, current[v], after, points)
        for place, current in laws_with_text(card).items()
        for v, removed, after, points in _offers(current, codebook, rubric)
    ]
    columns = ["jurisdiction", "category", "variable", "removed", "before", "after", "points"]
    frame = pd.DataFrame(offers, columns=columns)
    if frame.empty:
        return frame.assign(score_before=[], score_after=[], gain=[], grade_after=[], status_after=[])
    proposed = card.answers.loc[frame["jurisdiction"]].reset_index(drop=True).astype(object)
    for row, (variable, after) in enumerate(zip(frame["variable"], frame["after"], strict=True)):
        proposed.loc[row, variable] = after
    result = score(proposed, rubric, **evidence(card, list(frame["jurisdiction"]), proposed)).summary
    frame["score_before"] = card.table["score"].loc[frame["jurisdiction"]].array
    frame["score_after"] = result["score"].array
    frame["gain"] = frame["score_after"] - frame["score_before"]
    frame["grade_after"] = result["grade"].array
    frame["status_after"] = result["status"].array
    frame = frame[~(frame["gain"] < 0).fillna(False).astype(bool)]
    frame["_place"] = frame["jurisdiction"].map({p: i for i, p in enumerate(card.table.index)})
    order = frame.sort_values(
        ["_place", "gain", "points"], ascending=[True, False, False], kind="stable", na_position="last"
    )
    return order.drop(columns="_place").reset_index(drop=True)


def laws_with_text(card: Scorecard) -> dict[str, dict[str, str]]:
    """The answers of each jurisdiction whose law could be coded at all."""
    rows = card.table.index[card.table["points_coded"] > 0]
    return {str(place): current_answers(card, place) for place in rows}


def _offers(
    current: Mapping[str, str], codebook: Codebook, rubric: Rubric
) -> list[tuple[str, str, str, float]]:
    """(variable, condition removed, new answer, points gained) for each improving change of one answer."""
    found = []
    for item in rubric.items:
        worth = item.worth(current[item.variable])
        if worth is None:
            continue
        for removed, after in _alternatives(codebook[item.variable], current[item.variable]):
            points = (item.worth(after) or 0.0) - worth
            if points > 0:
                found.append((item.variable, removed, after, points))
    return found


def _alternatives(variable: Variable, value: str) -> list[tuple[str, str]]:
    """(condition removed, answer) for every other answer a law could give."""
    if not variable.multiple:
        return [("", answer) for answer in variable.by_id if answer != value]
    parts = variable.parts(value)
    dropped = [(p, SEPARATOR.join(q for q in parts if q != p) or EMPTY_LIST) for p in parts]
    return dropped if len(parts) == 1 else [*dropped, ("", EMPTY_LIST)]


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
    best = best_answers(codebook, rubric)
    lifts = _lifts(current, codebook, rubric, best)
    gains = {
        item.variable: gain
        for item in rubric.items
        if item.variable not in lifts and (gain := _gain(item, current[item.variable], best)) > 0
    }
    rest = sorted(gains, key=lambda v: -gains[v])
    candidates = [
        {v: (best | lifts)[v] for v in (*forced, *rest[:count])}
        for forced in _subsets(lifts)
        for count in range(0 if forced else 1, len(rest) + 1)
    ]
    if not candidates:
        return []
    rows = pd.DataFrame([{**current, **change} for change in candidates])
    reached = score(rows, rubric, on_text=_on_text(candidates, rows, on_text)).summary
    steps = [g for g in reversed(rubric.grades) if g.minimum > max(above, rubric.grades[-1].minimum)]
    return [path for grade in steps if (path := _first(grade, candidates, reached)) is not None]


def _on_text(
    candidates: list[dict[str, str]], rows: pd.DataFrame, on_text: Mapping[str, bool] | None
) -> pd.DataFrame | None:
    if on_text is None:
        return None
    held = [{v: bool(on_text[v]) or v in change for v in rows.columns} for change in candidates]
    return pd.DataFrame(held, index=rows.index)


def _gain(item: Item, value: str, best: Mapping[str, str]) -> float:
    worth = item.worth(value)
    return 0.0 if worth is None else (item.worth(best[item.variable]) or 0.0) - worth


def _lifts(
    current: Mapping[str, str], codebook: Codebook, rubric: Rubric, best: Mapping[str, str]
) -> dict[str, str]:
    """For each answer that caps the law, the one to put in its place: the best, or for a question without points the
    first of the codebook, among those that no ceiling caps."""
    found = {}
    for name, capped in rubric.capped.items():
        if current[name] not in capped:
            continue
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


def blank_law(codebook: Codebook, rubric: Rubric) -> dict[str, str]:
    """A law that exists and gives the least valuable answer everywhere: where a state without one starts from."""
    law = dict.fromkeys(codebook.ids, NOT_CODED)
    law[EXISTENCE] = codebook[EXISTENCE].answers[0].id
    for item in rubric.items:
        variable = codebook[item.variable]
        worst = SEPARATOR.join(sorted(variable.by_id)) if variable.multiple else None
        law[item.variable] = worst or _worst(item, variable)
    return law


def _worst(item: Item, variable: Variable) -> str:
    return min(variable.by_id, key=lambda answer: item.worth(answer) or 0.0)


def has_score(card: Scorecard, jurisdiction: str) -> bool:
    """Whether the jurisdiction is graded or provisional."""
    return card.table.at[jurisdiction, "status"] in SCORED


def is_capped(answers: pd.DataFrame, rubric: Rubric) -> pd.Series:
    """Which laws stand under a ceiling."""
    return pd.Series(ceiling(answers, rubric) < rubric.maximum, index=answers.index)
