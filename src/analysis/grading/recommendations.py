"""What should a state amend first? Every change of one answer that earns points."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.grading.points import ceiling
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import SCORED, score
from analysis.grading.start import current_answers
from analysis.grading.what_if import evidence
from analysis.standard.codebook import EMPTY_LIST, SEPARATOR, Codebook, Variable
from analysis.standard.rubric import Rubric


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
    given = card.answers.loc[frame["jurisdiction"]].to_numpy(dtype=object, copy=True)
    given[range(len(frame)), card.answers.columns.get_indexer(pd.Index(frame["variable"]))] = frame["after"]
    proposed = pd.DataFrame(given, columns=card.answers.columns, dtype=object)
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


def has_score(card: Scorecard, jurisdiction: str) -> bool:
    """Whether the jurisdiction is graded or provisional."""
    return card.table.at[jurisdiction, "status"] in SCORED


def is_capped(answers: pd.DataFrame, rubric: Rubric) -> pd.Series:
    """Which laws stand under a ceiling."""
    return pd.Series(ceiling(answers, rubric) < rubric.maximum, index=answers.index)
