"""Tables on how sure the grades are: random weights, categories left out, coders' agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.coding.agreement import ALL
from analysis.display.numbers import share_of_draws
from analysis.display.tables import Table
from analysis.grading.robustness import Robustness
from analysis.grading.scorecard import Scorecard
from analysis.processed.frames import settled
from analysis.prose.tables.cells import (
    NONE,
    answer_words,
    by_name,
    card_link,
    decimal,
    percent,
    span,
    table,
    whole,
)

if TYPE_CHECKING:
    from analysis.raw import Dataset
    from analysis.standard.codebook import Codebook


def intervals(robustness: Robustness) -> Table:
    """Each scored state's rank and grade, with both doubts drawn together and each alone."""
    rows = robustness.intervals
    return table(
        {
            "Jurisdiction": [card_link(str(code), name) for code, name in rows["name"].items()],
            "Score": rows["score"].map(whole),
            "Score, 90% of draws": [
                span(*e) for e in zip(rows["score_low"], rows["score_high"], strict=True)
            ],
            "Rank": rows["rank"].map(whole),
            "Rank, 90% of draws": [span(*e) for e in zip(rows["rank_low"], rows["rank_high"], strict=True)],
            "By weights": [
                span(*e) for e in zip(rows["rank_low_weights"], rows["rank_high_weights"], strict=True)
            ],
            "By text": [span(*e) for e in zip(rows["rank_low_text"], rows["rank_high_text"], strict=True)],
            "Grade": rows["grade"],
            "Same grade": rows["same_grade"].map(share_of_draws),
        },
        numbers=[
            *(
                "Score",
                "Score, 90% of draws",
                "Rank",
                "Rank, 90% of draws",
                "By weights",
                "By text",
                "Same grade",
            )
        ],
    )


def leave_one_out(rows: pd.DataFrame, card: Scorecard) -> Table:
    """What dropping each category does to letters and ranks."""
    names = card.table["name"]
    return table(
        {
            "Category left out": rows["title"],
            "Grades changed": rows["grades_changed"].map(whole),
            "Mean shift of rank": [f"{shift:.1f}" for shift in rows["mean_rank_shift"]],
            "Largest shift": rows["largest_rank_shift"].map(whole),
            "Jurisdiction that moves most": [
                card_link(code, names[code]) if shift > 0 else NONE
                for code, shift in zip(rows["moved_most"], rows["largest_rank_shift"], strict=True)
            ],
            "Rank correlation": rows["spearman"].map(decimal),
        },
        numbers=["Grades changed", "Mean shift of rank", "Largest shift", "Rank correlation"],
    )


def agreement(rows: pd.DataFrame, codebook: Codebook) -> Table:
    """Percent agreement and Krippendorff's alpha of each round (`by_round`), by question and over all, with 95% intervals.

    Where the coders never differed there is nothing to draw an interval from: a dash stands in its place.
    """
    rows = rows[rows["pairs"] > 0]
    return table(
        {
            "Codebook": rows["codebook"],
            "Question": ["All questions" if v == ALL else codebook[v].question for v in rows["variable"]],
            "Answers": rows["pairs"].map(whole),
            "Agreement (95% interval)": [
                f"{percent(value / 100)} ({_percents(low, high)})"
                for value, low, high in zip(rows["percent"], rows["low"], rows["high"], strict=True)
            ],
            "Alpha (95% interval)": [
                _alpha(*cells)
                for cells in zip(rows["alpha"], rows["alpha_low"], rows["alpha_high"], strict=True)
            ],
        },
        numbers=["Answers", "Agreement (95% interval)", "Alpha (95% interval)"],
    )


def _percents(low: float, high: float) -> str:
    if low == high:
        return NONE
    return f"{percent(low / 100).removesuffix('%')}–{percent(high / 100)}"


def _alpha(value: float, low: float, high: float) -> str:
    if pd.isna(value):
        return NONE
    return f"{decimal(value)} ({NONE if low == high else f'{decimal(low)}–{decimal(high)}'})"


def disagreements(dataset: Dataset, card: Scorecard) -> Table:
    """The answers on which the two coders differ, and the answer published after adjudication."""
    words = dataset.codebook
    rows = by_name(settled(dataset), card.table["name"])
    told = {
        side: [answer_words(words, v, value) for v, value in zip(rows["variable"], rows[side], strict=True)]
        for side in ("first", "second", "published")
    }
    return table(
        {
            "Codebook": rows["codebook"],
            "Jurisdiction": [
                card_link(code, name) for code, name in zip(rows["jurisdiction"], rows["_name"], strict=True)
            ],
            "Question": [words[variable].question for variable in rows["variable"]],
            "First coder": told["first"],
            "Second coder": told["second"],
            "Published": told["published"],
        }
    )
