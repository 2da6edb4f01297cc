"""`compare.html`: two to four jurisdictions side by side, and whether their places can be told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.cards.panel import rules_of
from analysis.display.dates import day
from analysis.display.numbers import FIRM, percent, share_of_draws
from analysis.publish.build.context import Context
from analysis.publish.site.frame import joined_scripts, write_page
from analysis.publish.site.laws import laws_data, places_data
from analysis.publish.site.navigation import COMPARE
from analysis.raw import Dataset
from analysis.raw.editions import edition, laws_in_force

MOST = 4
"""Jurisdictions side by side: more do not fit a page."""


def write(context: Context, folder: Path) -> None:
    """The page, with the laws of the latest edition in it, and its script."""
    dataset = context.dataset
    scores = pd.read_csv(context.processed / "scores.csv", dtype=str, keep_default_na=False)
    pairs = pd.read_csv(
        context.processed / "rank_pairs.csv", dtype={"jurisdiction": str, "other": str}, keep_default_na=False
    )
    data = comparison_data(dataset, context.cards, scores, pairs)
    write_page(
        context,
        folder,
        COMPARE,
        data=data,
        places=data["places"],
        as_of=day(context.as_of),
        most=MOST,
        firm=percent(FIRM),
    )
    joined_scripts(context, folder, "compare")


def comparison_data(
    dataset: Dataset, pages: dict[str, str], scores: pd.DataFrame, pairs: pd.DataFrame
) -> dict[str, Any]:
    """What the comparison's script reads.

    In: `scores` and `pairs` as `data/processed/` has them. Out: the laws in force in the latest edition; `standing`, by code,
    status, grade, score, ends of the range and rank ("" for none); `apart`, by the codes of two states, in how many draws the
    first stands above the second and the second above the first, in words, and 1, 2 or 0: the first stands above, the second
    does, or they cannot be told apart.
    """
    latest = edition(dataset)
    laws = laws_in_force(dataset, latest.as_of)["law_id"]
    data = laws_data(dataset, laws)
    numbers = {version["id"]: number for number, version in enumerate(data["versions"])}
    now = scores[scores["edition"] == latest.id].set_index("jurisdiction")
    columns = ["status", "grade", "score", "score_low", "score_high", "rank", "unread"]
    return {
        **data,
        "places": [
            place
            | {"law": numbers.get(laws[place["code"]], -1), "standing": list(now.loc[place["code"], columns])}
            for place in places_data(dataset, pages)
        ],
        "ranked": int((now["rank"] != "").sum()),
        "apart": _apart(pairs),
        "rules": rules_of(dataset.rubric, dataset.codebook),
    }


def _apart(pairs: pd.DataFrame) -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = {}
    for row in pairs.to_dict("records"):
        above, below = float(row["above"]), float(row["below"])
        sure = 1 if above >= FIRM else 2 if below >= FIRM else 0
        said = [share_of_draws(above), share_of_draws(below), sure]
        found.setdefault(row["jurisdiction"], {})[row["other"]] = said
    return found
