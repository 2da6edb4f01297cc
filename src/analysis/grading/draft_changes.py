"""Which answers a drafted bill changes: what the law it starts from lacks, and the fewest changes to a grade.

Source: METHODS, question 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.grading.paths import Path, paths
from analysis.grading.scoring import SCORED, score
from analysis.grading.start import Start, amended
from analysis.standard.codebook import NOT_CODED, Codebook
from analysis.standard.model_law import ModelLaw
from analysis.standard.rubric import Rubric


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
    return in_clauses(paths(answers, codebook, rubric, above=above, on_text=on_text), rubric, model)


def in_clauses(found: Iterable[Path], rubric: Rubric, model: ModelLaw) -> dict[str, dict[str, str]]:
    """The amendments of each path by its letter, the model law's answer in place of one that earns as much."""
    clauses = {clause.variable: clause.answer for clause in model.clauses}
    return {
        path.grade: {v: _in_words(v, a, clauses.get(v, a), rubric) for v, a in path.amendments.items()}
        for path in found
    }


def _in_words(variable: str, answer: str, worded: str, rubric: Rubric) -> str:
    item = rubric.item_by_variable.get(variable)
    capped = worded in rubric.capped.get(variable, frozenset())
    return worded if item and not capped and item.worth(worded) == item.worth(answer) else answer
