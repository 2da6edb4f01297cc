"""Which answers a drafted bill changes: from which law it starts, what that lacks, and the fewest changes to a grade.

Source: METHODS, question 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.grading.paths import paths
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import NO_LAW_STATUS, SCORED, UNKNOWN, score
from analysis.grading.what_if import current_answers, current_on_text
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED, SILENT, Codebook, Variable
from analysis.standard.model_law import ModelLaw
from analysis.standard.rubric import Item, Rubric


@dataclass(frozen=True)
class Start:
    """The law that a draft changes: its answers, whether a text shows each, whether it was amended by an act that nobody has
    read, and whether it is `new`: a law of its own, which says nothing yet."""

    answers: Mapping[str, str]
    on_text: Mapping[str, bool]
    unread: bool = False
    new: bool = False


def start_from(
    card: Scorecard, jurisdiction: str, codebook: Codebook, rubric: Rubric, *, new: bool = False
) -> Start:
    """The law in force; where none is known, or where `new` asks for it, a new law that says nothing yet."""
    row = card.table.loc[jurisdiction]
    if new or row["status"] in (NO_LAW_STATUS, UNKNOWN):
        return Start(
            silent_law(codebook, rubric),
            dict.fromkeys(codebook.ids, True),
            bool(row["unread"]),
            new=True,
        )
    return Start(
        current_answers(card, jurisdiction), current_on_text(card, jurisdiction), bool(row["unread"])
    )


def silent_law(codebook: Codebook, rubric: Rubric) -> dict[str, str]:
    """What a law says of which the bill has no word yet: silent where a law can be, no conditions, else the least.

    All of its text is the bill, so nothing is unseen.
    """
    law = {v.id: _unsaid(v, rubric.item_by_variable.get(v.id)) for v in codebook.variables}
    return law | {EXISTENCE: codebook[EXISTENCE].answers[0].id}


def _unsaid(variable: Variable, item: Item | None) -> str:
    if variable.multiple:
        return EMPTY_LIST
    if SILENT in variable.by_id or item is None:
        return SILENT if SILENT in variable.by_id else NOT_CODED
    return min(variable.by_id, key=lambda answer: item.worth(answer) or 0.0)


def lacking(start: Start, rubric: Rubric, model: ModelLaw) -> dict[str, str]:
    """The answers of the model law that the law does not give, in the order of its clauses.

    An answer that earns as many points is as good; a question whose text was not seen counts as lacking.
    """
    found = {}
    for clause in model.clauses:
        now, item = start.answers[clause.variable], rubric.item_by_variable.get(clause.variable)
        if item is None:
            as_good = now == clause.answer
        else:
            as_good = now != NOT_CODED and (item.worth(now) or 0.0) >= (item.worth(clause.answer) or 0.0)
            as_good = as_good and now not in rubric.capped.get(clause.variable, frozenset())
        if not as_good:
            found[clause.variable] = clause.answer
    return found


def fewest_changes(
    start: Start,
    codebook: Codebook,
    rubric: Rubric,
    model: ModelLaw,
    changes: Mapping[str, str] | None = None,
) -> dict[str, dict[str, str]]:
    """By each letter above that of the law as `changes` leave it, the fewest further answers that reach it (`paths`).

    The model law's answer stands for one that earns as much, so that a clause gives the words. A letter out of reach is not
    among them; without enough text there is none at all.
    """
    answers, on_text = amended(start, changes or {})
    now = score(pd.DataFrame([answers]), rubric).summary.iloc[0]
    above = float(now["score"]) if now["status"] in SCORED else -1.0
    found = paths(answers, codebook, rubric, above=above, on_text=on_text)
    clauses = {clause.variable: clause.answer for clause in model.clauses}
    return {
        path.grade: {v: _in_words(v, a, clauses.get(v, a), rubric) for v, a in path.amendments.items()}
        for path in found
    }


def _in_words(variable: str, answer: str, worded: str, rubric: Rubric) -> str:
    item = rubric.item_by_variable.get(variable)
    capped = worded in rubric.capped.get(variable, frozenset())
    return worded if item and not capped and item.worth(worded) == item.worth(answer) else answer


def amended(start: Start, changes: Mapping[str, str]) -> tuple[dict[str, str], dict[str, bool]]:
    """Answers as a bill leaves them; what it changes rests on its words, all else on what it rested on before."""
    answers = {**start.answers, **changes}
    return answers, {v: bool(start.on_text[v]) or a != start.answers[v] for v, a in answers.items()}
