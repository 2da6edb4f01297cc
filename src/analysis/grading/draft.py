"""A bill drafted from the model law: its provisions in order, what each gains, and the law before and after it.

Source: METHODS, question 7.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import SCORED, score
from analysis.grading.start import Start, amended
from analysis.standard.model_law import ModelLaw
from analysis.standard.rubric import Rubric


@dataclass(frozen=True)
class Provision:
    """One answer that the bill would give. `heading` and `text`: the model law's, `text` "" where it has no clause for this
    answer; `before`: the law's answer. Counted alone: `points` gained on the rubric's scale (None: the law's text was not
    seen, or the question carries no points), `most` that the question can earn, and `gain` of the printed score with the
    `score` and `grade` that it leads to (None and "" where the law has no score)."""

    heading: str
    variable: str
    answer: str
    text: str
    before: str
    points: float | None
    most: float
    gain: int | None
    score: int | None
    grade: str


@dataclass(frozen=True)
class Draft:
    """A bill: its provisions in the order of the model law, the law in force `before`, and the law `after` it (rows of
    `Scores.summary` plus `rank`, <NA> where ranks are not of the jurisdiction, and `states`, how many are ranked)."""

    jurisdiction: str
    start: Start
    changes: Mapping[str, str]
    provisions: tuple[Provision, ...]
    before: pd.Series
    after: pd.Series


OTHER = "Other provisions"
"""The heading of what the model law has no section for."""


def draft(
    card: Scorecard,
    jurisdiction: str,
    start: Start,
    changes: Mapping[str, str],
    rubric: Rubric,
    model: ModelLaw,
) -> Draft:
    """The bill that gives these answers, as far as the law it starts from does not give them already.

    In: `changes` maps variables to answers, as `what_if.checked_changes` returns them.
    """
    return drafts(card, [(jurisdiction, start, changes)], rubric, model)[0]


def drafts(
    card: Scorecard,
    asked: Sequence[tuple[str, Start, Mapping[str, str]]],
    rubric: Rubric,
    model: ModelLaw,
) -> list[Draft]:
    """Many bills at once, each as `draft` takes it."""
    made = [{v: a for v, a in changes.items() if a != start.answers[v]} for _, start, changes in asked]
    bills = [
        (start, bill)
        for (_, start, _), changes in zip(asked, made, strict=True)
        for bill in ({}, changes, *({v: a} for v, a in changes.items()))
    ]
    if not bills:
        return []
    rows = [amended(start, bill) for start, bill in bills]
    summary = score(
        pd.DataFrame([answers for answers, _ in rows]),
        rubric,
        on_text=pd.DataFrame([on_text for _, on_text in rows]),
        unread=[start.unread for start, _ in bills],
    ).summary.to_dict("records")
    scores = card.states["score"]
    found, at = [], 0
    for (jurisdiction, start, _), changes in zip(asked, made, strict=True):
        law, bill, *alone = summary[at : at + 2 + len(changes)]
        at += 2 + len(changes)
        results = dict(zip(changes, alone, strict=True))
        provisions = [
            _provision(heading, variable, text, start, changes[variable], law, results[variable], rubric)
            for heading, variable, text in _worded(changes, model)
        ]
        ranks = jurisdiction in scores.index
        others = scores.drop(index=jurisdiction, errors="ignore")
        before, after = (
            _placed(row, others, ranks) for row in (card.table.loc[jurisdiction].to_dict(), bill)
        )
        found.append(Draft(jurisdiction, start, changes, tuple(provisions), before, after))
    return found


def _worded(changes: Mapping[str, str], model: ModelLaw) -> list[tuple[str, str, str]]:
    """(heading, variable, clause) in the order of the model law; "" where it has no clause for the answer."""
    found = [
        (section.heading, clause.variable, clause.text if clause.answer == changes[clause.variable] else "")
        for section in model.sections
        for clause in section.clauses
        if clause.variable in changes
    ]
    known = {variable for _, variable, _ in found}
    return [*found, *((OTHER, variable, "") for variable in changes if variable not in known)]


def _provision(
    heading: str,
    variable: str,
    text: str,
    start: Start,
    answer: str,
    law: Mapping[Hashable, Any],
    alone: Mapping[Hashable, Any],
    rubric: Rubric,
) -> Provision:
    before, item = start.answers[variable], rubric.item_by_variable.get(variable)
    worth = item.worth(before) if item else None
    now = item.worth(answer) if item else None
    scored = law["status"] in SCORED and alone["status"] in SCORED
    return Provision(
        heading,
        variable,
        answer,
        text,
        before,
        None if worth is None or now is None else now - worth,
        item.maximum if item else 0.0,
        int(alone["score"] - law["score"]) if scored else None,
        int(alone["score"]) if scored else None,
        str(alone["grade"]) if scored else "",
    )


def _placed(row: Mapping[Hashable, Any], others: pd.Series, ranks: bool) -> pd.Series:
    """A law's summary with its rank, where ranks are of the jurisdiction, and how many states have one."""
    ranked = ranks and row["status"] in SCORED
    rank = int((others > row["score"]).sum()) + 1 if ranked else pd.NA
    return pd.Series({**row, "rank": rank, "states": int(others.notna().sum()) + 1}, dtype=object)
