"""Tables on where jurisdictions stand: the ranking and the rarest best answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.palette import status_label
from analysis.coding.seen import seen_as_of
from analysis.display.tables import Table
from analysis.grading.rankings import next_best
from analysis.grading.rankings import ranking as ranked
from analysis.grading.rankings import rarities as rarest
from analysis.grading.scorecard import Scorecard
from analysis.prose.tables.cells import card_link, or_dash, percent, span, table, whole

if TYPE_CHECKING:
    from analysis.raw import Dataset


def ranking(dataset: Dataset, card: Scorecard) -> Table:
    """All jurisdictions, best first, then those without a rank; names lead to the cards."""
    rows = ranked(card)
    seen = seen_as_of(dataset).reindex(rows["law_id"])
    return table(
        {
            "Rank": rows["rank"].map(whole),
            "Jurisdiction": [card_link(str(code), name) for code, name in rows["name"].items()],
            "Grade": rows["grade"].map(or_dash),
            "Score": rows["score"].map(whole),
            "Range": [span(*ends) for ends in zip(rows["score_low"], rows["score_high"], strict=True)],
            "Status": rows["status"].map(status_label),
            "Text seen as of": [
                or_dash(f"{day} (summary)" if summary is True else day)
                for day, summary in zip(seen["date"].fillna(""), seen["summary"], strict=True)
            ],
        },
        numbers=["Rank", "Score", "Range"],
    )


def rarities(dataset: Dataset, card: Scorecard) -> Table:
    """The best answer to each scored question, how many laws give it and how many the next best, rarest first."""
    rows = rarest(card, dataset.codebook, dataset.rubric)
    follows = next_best(card, dataset.codebook, dataset.rubric)
    return table(
        {
            "Question": rows["question"],
            "Best answer": [
                dataset.codebook.statement(*pair)
                for pair in zip(rows["variable"], rows["answer"], strict=True)
            ],
            "Laws with full points": rows["jurisdictions"].map(whole),
            "Laws with the next best": [
                whole(found.laws if found.points > 0 else pd.NA)
                for found in (follows[str(variable)] for variable in rows["variable"])
            ],
            "Laws seen": rows["coded"].map(whole),
            "Share": rows["share"].map(percent),
        },
        numbers=["Laws with full points", "Laws with the next best", "Laws seen", "Share"],
    )
