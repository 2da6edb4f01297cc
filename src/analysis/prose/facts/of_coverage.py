"""Facts of what the answers rest on, and of what was not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.coding import coverage
from analysis.display.numbers import count, number
from analysis.display.words import listed, quoted, verb
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, SCORED
from analysis.prose.facts.phrases import Facts, forms, known_percent, whole

if TYPE_CHECKING:
    from analysis.raw import Dataset

SECONDARY = (
    "A secondary source is someone else’s account of the law: an expert’s summary, a news report, a machine-made "
    "summary."
)


def bases(dataset: Dataset, card: Scorecard) -> Facts:
    """The answers of the laws in force by the kind of text they rest on."""
    found = coverage.by_basis(dataset, coverage.known_laws(card)).set_index("basis")
    total = int(found["answers"].sum())
    first, second, third = (int(n) for n in found["answers"].reindex(list(coverage.BASES)))
    weak = int(found["laws"].reindex(list(coverage.BASES)).iloc[-1])
    share = known_percent(first / total if total else float("nan"))
    return {
        "coded": forms(total, "answer"),
        "statute_share": share,
        "secondary_laws": forms(weak, "law"),
        "secondary_laws_sentence": (
            f"For {count(weak, 'law')} in force, at least one answer comes from a secondary source and not from the law "
            "itself. The report card says so for each answer."
            if weak
            else ""
        ),
        "basis_sentence": (_rest(total, first, second, third, share)),
        "secondary_sentence": (
            f"Of the {number(total)} answers coded for the laws in force, {number(third)} {verb(third, 'rests', 'rest')} on "
            "a secondary source, someone else’s account of the law."
            if third
            else "No answer is coded for a law in force."
            if not total
            else "Every answer rests on the text of a statute or a bill."
        ),
    }


def gaps(dataset: Dataset, card: Scorecard) -> Facts:
    """What was not seen among the questions that earn points, for laws known to exist."""
    laws = card.table.index[card.table["status"].isin([*SCORED, INSUFFICIENT])]
    unseen = card.items.loc[laws].isna()
    missing = unseen.sum().sort_values(ascending=False, kind="stable")
    cells, total = int(unseen.to_numpy().sum()), int(unseen.size)
    complete = int((~unseen.any(axis=1)).sum()) if len(laws) else 0
    return {
        "laws": forms(len(laws), "law"),
        "complete": forms(complete, "law"),
        "partial": forms(len(laws) - complete, "law"),
        "unseen": forms(cells, "answer"),
        "share": known_percent(cells / total if total else float("nan")),
        "sentence": (_complete(card, laws, complete)),
        "most_sentence": _most_missing(dataset, missing) if len(laws) else "",
    }


def _rest(total: int, statute: int, bill: int, secondary: int, share: str) -> str:
    """On what the answers rest; a kind of which there is none is left out."""
    if not total:
        return "No answer is coded for a law in force."
    start = f"The laws in force have {count(total, 'coded answer')}"
    kinds = (
        (statute, f"from the text of a statute ({share})"),
        (bill, "from a bill"),
        (secondary, "from a secondary source"),
    )
    told = [f"{number(n)} {words}" for n, words in kinds if n]
    if total and len(told) == 1:
        only = next(words for n, words in kinds if n).removesuffix(f" ({share})")
        text = f"{start}, {'all' if total > 1 else 'and it is'} {only}."
        return f"{text} {SECONDARY}" if secondary else text
    text = f"{start}: {listed(told)}."
    return f"{text} {SECONDARY}" if secondary else text


def _complete(card: Scorecard, laws: pd.Index, complete: int) -> str:
    """For how many laws every scored question is answered, for how many of them by the text of a law alone."""
    if not len(laws):
        return "No law is known to be in force."
    if len(laws) == 1:
        which = "has an answer to every scored question" if complete else "lacks at least one answer"
        return f"One law is known to be in force; it {which}."
    missing = len(laws) - complete
    whole = card.items.loc[laws].notna().all(axis=1)
    on_text = card.on_text.loc[laws, list(card.items.columns)].all(axis=1)
    shown = int((whole & on_text).sum())
    text = f"Of {count(len(laws), 'law')} known to be in force, {number(complete) if complete else 'none'} "
    text += f"{verb(max(complete, 1), 'has', 'have')} an answer to every scored question"
    if complete == 1:
        text += f"; {'each' if shown else 'not each'} of its answers rests on the text of a statute or a bill"
    elif complete:
        those = "all" if shown == complete else number(shown) if shown else "none"
        text += f"; in {those} of these each answer rests on the text of a statute or a bill"
    return f"{text}. For {count(missing, 'law')} at least one answer is missing." if missing else f"{text}."


def _most_missing(dataset: Dataset, missing: pd.Series) -> str:
    lacking = missing[missing > 0]
    if lacking.empty:
        return ""
    worst = lacking.head(whole(list(lacking), 3))
    parts = [
        f"{quoted(dataset.codebook[str(v)].question)} ({count(int(n), 'law')})" for v, n in worst.items()
    ]
    if len(worst) == len(lacking):
        return f"What is missing is the answer to {listed(parts)}."
    return f"The answers missing most often are those to {listed(parts)}."
