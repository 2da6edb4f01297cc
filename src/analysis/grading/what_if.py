"""What would a bill score? Any combination of answers, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.grading.bill import canonical, wrong_parts
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import NO_LAW_STATUS, SCORED, UNKNOWN, Scores, score
from analysis.grading.start import amended, current_answers, current_on_text, start_from
from analysis.problems import UsageProblem, nearest
from analysis.standard.codebook import EXISTENCE, NOT_CODED, Codebook, Variable
from analysis.standard.rubric import Rubric


@dataclass(frozen=True)
class WhatIf:
    """A law before and after a change.

    `new`: whether it is a first law. `before` and `after` are rows of `Scores.summary` plus `rank` among the edition's
    jurisdictions; `categories` has one row per category: `title`, `before`, `after` (points; NaN not coded, or no known law),
    `maximum`, `change`.
    """

    jurisdiction: str
    new: bool
    changes: dict[str, tuple[str, str]]
    before: pd.Series
    after: pd.Series
    categories: pd.DataFrame


def what_if(
    card: Scorecard, jurisdiction: str, changes: Mapping[str, str], codebook: Codebook, rubric: Rubric
) -> WhatIf:
    """Score a jurisdiction's law as if it gave other answers.

    In: `changes` maps variables to answers, as `checked_changes` returns them. A jurisdiction without a known law is
    taken to pass its first, which is silent wherever the bill is (`start.start_from`).
    """
    current = current_answers(card, jurisdiction)
    start = start_from(card, jurisdiction, codebook, rubric)
    proposed, on_text = amended(start, {EXISTENCE: codebook[EXISTENCE].answers[0].id, **changes})
    asked = pd.DataFrame([current, proposed], index=["before", "after"])
    shown = pd.DataFrame([current_on_text(card, jurisdiction), on_text], index=asked.index)
    both = score(asked, rubric, on_text=shown, unread=np.repeat(start.unread, len(asked)))
    others = card.states.drop(index=jurisdiction, errors="ignore")
    return WhatIf(
        jurisdiction,
        start.new,
        {v: (current[v], new) for v, new in changes.items() if current[v] != new},
        _with_rank(both, "before", others, jurisdiction in card.states.index),
        _with_rank(both, "after", others, jurisdiction in card.states.index),
        _categories(both, rubric),
    )


class Evidence(TypedDict):
    """What `score` is told of how sure answers are."""

    on_text: pd.DataFrame
    unread: npt.NDArray[np.bool_]


def evidence(card: Scorecard, jurisdictions: Sequence[str], proposed: pd.DataFrame) -> Evidence:
    """How sure the answers of proposed laws are, one row of `proposed` for each of `jurisdictions`.

    An answer that differs from the law in force rests on the words of the proposal, any other on what it rests on today. An
    act that nobody has read stays unread.
    """
    now = card.answers.loc[list(jurisdictions), list(proposed.columns)].replace("", NOT_CODED)
    held = card.on_text.loc[list(jurisdictions), list(proposed.columns)].to_numpy()
    changed = proposed.to_numpy(dtype=object) != now.to_numpy(dtype=object)
    on_text = pd.DataFrame(held | changed, index=proposed.index, columns=proposed.columns)
    return Evidence(
        on_text=on_text, unread=card.table.loc[list(jurisdictions), "unread"].to_numpy(dtype=bool)
    )


def _with_rank(scores: Scores, side: str, others: pd.DataFrame, ranks: bool) -> pd.Series:
    """One side's summary with its rank among the others, where the jurisdiction is one that ranks are of."""
    row = pd.Series(scores.summary.to_dict("index")[side], dtype=object)
    ranked = row["status"] in SCORED
    row["rank"] = int((others["score"] > row["score"]).sum()) + 1 if ranked and ranks else pd.NA
    return row


def _categories(scores: Scores, rubric: Rubric) -> pd.DataFrame:
    has_law = ~scores.summary["status"].isin([NO_LAW_STATUS, UNKNOWN])
    frame = scores.categories[has_law].reindex(has_law.index).T.rename_axis("category")
    frame.insert(0, "title", [c.title for c in rubric.categories])
    frame["maximum"] = [c.maximum for c in rubric.categories]
    frame["change"] = frame["after"] - frame["before"]
    return frame


def checked_changes(assignments: Iterable[str], codebook: Codebook) -> dict[str, str]:
    """Parse `variable=answer` words; errors name the nearest valid ones, all of them at once.

    >>> from analysis.standard.codebook import Answer
    >>> v = Variable("fee", "Is there a fee?", (Answer("waived", "Waived", ""), Answer("charged", "Charged", "")))
    >>> checked_changes(["fee=waived"], Codebook("1", "", (v,)))
    {'fee': 'waived'}
    >>> checked_changes(["fee=waved"], Codebook("1", "", (v,)))
    Traceback (most recent call last):
    analysis.problems.UsageProblem: fee has no answer 'waved'; did you mean 'waived'? Allowed: waived, charged, not_coded.
    """
    changes, mistakes = {}, []
    for word in assignments:
        name, equals, value = (part.strip() for part in word.partition("="))
        if not equals:
            mistakes.append(f"'{word}' is not of the form variable=answer.")
        elif name not in codebook:
            mistakes.append(
                f"There is no question '{name}'{hint(name, codebook.ids)} Known: {', '.join(codebook.ids)}."
            )
        elif name in changes:
            mistakes.append(f"{name} is set twice.")
        else:
            mistakes += _wrong_values(codebook[name], value)
            changes[name] = canonical(codebook[name], value)
    if mistakes:
        raise UsageProblem("\n".join(mistakes))
    return changes


def _wrong_values(variable: Variable, value: str) -> list[str]:
    known = variable.response_set
    return [
        f"{variable.id} has no answer '{part}'{hint(part, known)} Allowed: {', '.join(known)}."
        if part not in known
        else f"{variable.id}: '{part}' cannot stand beside another answer, or is given twice."
        for part in wrong_parts(variable, value)
    ]


def hint(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the closest known word, or a full stop.

    >>> hint("preponderence", ["preponderance", "silent"]), hint("zzz", ["silent"])
    ("; did you mean 'preponderance'?", '.')
    """
    close = nearest(word, known)
    return f"; did you mean '{close}'?" if close else "."
