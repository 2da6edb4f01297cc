"""Where jurisdictions stand: the ranked list, the spread of scores, strengths and rarities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, STATUSES
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, Codebook
from analysis.standard.rubric import Item, Rubric


def ranking(card: Scorecard) -> pd.DataFrame:
    """All jurisdictions, ranked ones first, then those without a rank by status and name.

    Out: the rows and columns of `card.table`, in the order a reader meets them.
    """
    order = {status: place for place, status in enumerate(STATUSES)}
    rest = card.table[card.table["rank"].isna()]
    rest = (
        rest.assign(_order=rest["status"].map(order)).sort_values(["_order", "name"]).drop(columns="_order")
    )
    return pd.concat([card.scored, rest])


def grade_counts(card: Scorecard, rubric: Rubric) -> pd.Series:
    """How many jurisdictions have each letter, best first, zeros included."""
    counts = card.scored["grade"].value_counts()
    return counts.reindex(list(rubric.letters), fill_value=0).rename("jurisdictions").rename_axis("grade")


def status_counts(card: Scorecard) -> pd.Series:
    """How many jurisdictions have each status, zeros included."""
    return card.table["status"].value_counts().reindex(list(STATUSES), fill_value=0).rename("jurisdictions")


def shares(card: Scorecard) -> pd.DataFrame:
    """Category points as a share (0 to 1) of what the coded items could earn; NaN where none was coded."""
    return card.categories / card.coded.replace(0, np.nan)


def category_summary(card: Scorecard, rubric: Rubric) -> pd.DataFrame:
    """How the laws do in each category, one row per category in rubric order.

    Out: `title`, `maximum` (points), `jurisdictions` (laws with at least one item coded), `median_points`,
    `median_share`, `mean_share` (0 to 1), `full` (laws that earn everything, all items coded), `none` (laws that
    earn nothing of what was coded). Laws scored or insufficient count; missing laws do not.
    """
    rows = card.table["status"].isin([*card.scored["status"].unique(), INSUFFICIENT])
    share = shares(card)[rows]
    points, coded = card.categories[rows], card.coded[rows]
    maxima = pd.Series({c.id: c.maximum for c in rubric.categories})
    return pd.DataFrame(
        {
            "title": {c.id: c.title for c in rubric.categories},
            "maximum": maxima,
            "jurisdictions": share.notna().sum(),
            "median_points": points.median(),
            "median_share": share.median(),
            "mean_share": share.mean(),
            "full": ((points == maxima) & (coded == maxima)).sum(),
            "none": (points == 0).sum(),
        }
    ).rename_axis("category")


def answer_counts(card: Scorecard, codebook: Codebook, only: Collection[str] | None = None) -> pd.DataFrame:
    """How many laws give each answer to each question, or to `only` some.

    Out: `variable`, `answer` (id, `not_coded` last), `label`, `jurisdictions`, in codebook order; laws known not
    to exist are left out. For a question with several answers a law counts once for each, and once for `none`.
    """
    has_law = card.table["status"].isin([*card.scored["status"].unique(), INSUFFICIENT])
    rows = []
    for variable in codebook.variables:
        if only is not None and variable.id not in only:
            continue
        given = card.answers.loc[has_law, variable.id]
        counts = Counter(part for value in given for part in variable.parts(value) or (EMPTY_LIST,))
        rows += [
            (variable.id, value, codebook.label(variable.id, value), counts[value])
            for value in (*variable.by_id, *((EMPTY_LIST,) if variable.multiple else ()), NOT_CODED)
        ]
    return pd.DataFrame(rows, columns=["variable", "answer", "label", "jurisdictions"])


def best_answers(codebook: Codebook, rubric: Rubric) -> dict[str, str]:
    """The answer that earns most for each scored variable; of equals, the last: the smallest change to a law.

    An answer under a ceiling is best only where every answer is.
    """
    best = {}
    for item in rubric.items:
        variable = codebook[item.variable]
        options = [EMPTY_LIST] if variable.multiple else list(reversed(variable.by_id))
        capped = rubric.capped.get(item.variable, frozenset())
        best[item.variable] = _dearest(item, [o for o in options if o not in capped] or options)
    return best


def _dearest(item: Item, options: list[str]) -> str:
    return max(options, key=lambda answer: item.worth(answer) or 0.0)


@dataclass(frozen=True)
class NextBest:
    """The answers worth most after the best one to a question, and how many laws give one of them.

    `points`: what they are worth, NaN where every other answer earns nothing. `answers`: ids, none for a list.
    """

    points: float
    answers: tuple[str, ...]
    laws: int


def next_best(card: Scorecard, codebook: Codebook, rubric: Rubric) -> dict[str, NextBest]:
    """By scored variable, what comes closest to the best answer; for a list, one entry short of it."""
    found = {}
    for item in rubric.items:
        variable, given = codebook[item.variable], card.answers[item.variable]
        worth = {answer: item.worth(answer) or 0.0 for answer in variable.by_id}
        below = max((points for points in worth.values() if points < item.maximum), default=0.0)
        answers = () if variable.multiple else tuple(a for a, points in worth.items() if points == below > 0)
        laws = sum(item.worth(value) == below for value in given if value not in ("", NOT_CODED))
        found[item.variable] = NextBest(below, answers, int(laws)) if below > 0 else NextBest(np.nan, (), 0)
    return found


def rarities(card: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    """How many laws give the best answer to each scored question, rarest first.

    Out: `variable`, `question`, `answer`, `label`, `jurisdictions`, `coded` (laws whose text answers), `share` (0 to 1).
    """
    rows = []
    for name, best in best_answers(codebook, rubric).items():
        item, given = rubric.item_by_variable[name], card.answers[name]
        seen = given[(given != "") & (given != NOT_CODED)]
        lesser = rubric.capped.get(name, frozenset()) - {best}
        full = int(sum(item.worth(value) == item.worth(best) for value in seen if value not in lesser))
        rows.append((name, codebook[name].question, best, codebook.label(name, best), full, len(seen)))
    frame = pd.DataFrame(rows, columns=["variable", "question", "answer", "label", "jurisdictions", "coded"])
    frame["share"] = frame["jurisdictions"] / frame["coded"].replace(0, np.nan)
    return frame.sort_values(["share", "variable"], kind="stable").reset_index(drop=True)
