"""What laws would score with each answer to each question in turn: how far one answer could move a grade."""

from __future__ import annotations

import pandas as pd

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, SCORED, letters, round_half_up, score
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, SEPARATOR, Codebook, Variable
from analysis.standard.rubric import Rubric

NO_GRADE = "–"


def possible_scores(card: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    """What each law would score with each answer to each scored question, the others as coded.

    Only laws of which something is known. Out: index jurisdiction; `variable`, `now`, `points`, `score_low`,
    `score_high`, `grades_possible`, `steps` (letters between the best and the worst outcome; no grade counts as one
    step below the last letter), `swing` (points).
    """
    answers = card.answers[card.table["status"].isin([*SCORED, INSUFFICIENT])].replace("", NOT_CODED)
    blocks = [
        answers.assign(**{item.variable: value}).assign(_variable=item.variable, _now=answers[item.variable])
        for item in rubric.items
        for value in every_worth(codebook[item.variable])
    ]
    asked = pd.concat(blocks).rename_axis("jurisdiction").reset_index()
    proposed = asked.drop(columns=["jurisdiction", "_variable", "_now"])
    result = score(proposed, rubric).summary
    exact = rubric.maximum * result["earned"] / result["points_coded"]
    capped = exact.clip(upper=result["high_exact"].fillna(rubric.maximum))
    asked["score"] = round_half_up(capped.to_numpy())
    would_be = pd.Series(letters(asked["score"].to_numpy(), rubric), index=asked.index)
    has_grade = result["status"].isin(SCORED)
    step = {letter: at for at, letter in enumerate((*rubric.letters, NO_GRADE))}
    asked["letter"] = would_be.where(has_grade, NO_GRADE)
    asked["step"] = asked["letter"].map(step)
    by = asked.groupby(["jurisdiction", "_variable"], sort=False)
    frame = by.agg(
        now=("_now", "first"),
        score_low=("score", "min"),
        score_high=("score", "max"),
        best=("step", "min"),
        worst=("step", "max"),
        grades_possible=("step", lambda s: " ".join(x for x in step if step[x] in set(s))),
    ).reset_index(names=["jurisdiction", "variable"])
    frame["swing"] = frame["score_high"] - frame["score_low"]
    now = frame["jurisdiction"].map(card.table["grade"]).replace("", NO_GRADE).map(step)
    frame["steps"] = frame[["worst"]].join(now.rename("now_step")).max(axis=1) - frame["best"]
    frame["points"] = frame["variable"].map({i.variable: i.maximum for i in rubric.items})
    whole = {"score_low": int, "score_high": int}
    return frame.astype(whole).drop(columns=["best", "worst"]).set_index("jurisdiction")


def every_worth(variable: Variable) -> list[str]:
    """Answers that between them earn all that a question can: each one, or lists of every length.

    >>> from analysis.standard.codebook import Answer
    >>> every_worth(Variable("c", "?", (Answer("b", "", ""), Answer("a", "", "")), multiple=True))
    ['none', 'a', 'a;b']
    """
    if not variable.multiple:
        return list(variable.by_id)
    parts = sorted(variable.by_id)
    return [EMPTY_LIST, *(SEPARATOR.join(parts[:count]) for count in range(1, len(parts) + 1))]
