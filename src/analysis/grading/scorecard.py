"""One edition, scored: the law in force in every jurisdiction on its date, with points, status, letter and rank."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analysis.grading.scoring import SCORED, score
from analysis.raw.acts import unread_acts
from analysis.raw.editions import Edition, bases, expired_laws, laws_in_force
from analysis.raw.editions import answers as answers_of
from analysis.raw.vocabularies import STATES, TEXTS
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED

if TYPE_CHECKING:
    from analysis.raw import Dataset


@dataclass(frozen=True)
class Scorecard:
    """One edition, scored: one row per jurisdiction in every frame, indexed by postal code.

    `table` has name, kind, region, law_id, the columns of `Scores.summary` and `rank`; `answers` holds text, ""
    where no law version is in force; `basis` the kind of text that each answer rests on.
    """

    edition: Edition
    table: pd.DataFrame
    categories: pd.DataFrame
    coded: pd.DataFrame
    shown: pd.DataFrame
    items: pd.DataFrame
    answers: pd.DataFrame
    basis: pd.DataFrame

    @property
    def scored(self) -> pd.DataFrame:
        """The states that have a score, rows of `table`, best first, ties in the order of names."""
        return self._scored.copy(deep=False)

    @property
    def states(self) -> pd.DataFrame:
        """The rows of `table` that ranks, counts and averages are of: the states and the district."""
        return self._states.copy(deep=False)

    @cached_property
    def _scored(self) -> pd.DataFrame:
        rows = self._states[self._states["status"].isin(SCORED)]
        return rows.sort_values(["rank", "name"], kind="stable")

    @cached_property
    def _states(self) -> pd.DataFrame:
        return self.table[self.table["kind"].isin(STATES)]

    @cached_property
    def on_text(self) -> pd.DataFrame:
        """Whether the text of a law (a statute or a bill) shows each answer."""
        return self.basis.isin(TEXTS)


def scorecard(dataset: Dataset, edition: Edition) -> Scorecard:
    """Score the law in force in every jurisdiction on the edition's date.

    Out: `Scorecard` in the order of `jurisdictions.csv`. Rank counts printed scores of states from the best; equal scores
    share a rank and the next is skipped (1, 2, 2, 4).
    """
    laws = laws_in_force(dataset, edition.as_of)
    known = laws.index[laws["law_id"] != ""]
    wide = answers_of(dataset, pd.Index(laws.loc[known, "law_id"])).set_axis(known)
    wide = wide.reindex(laws.index).astype(object).where(lambda frame: frame.notna(), "")
    basis = bases(dataset, pd.Index(laws.loc[known, "law_id"])).set_axis(known).reindex(laws.index).fillna("")
    unread = laws.index.isin(unread_acts(dataset, edition.as_of)["jurisdiction"])
    asked = wide.replace("", NOT_CODED)
    # A law that ended without a successor is no longer a law, whatever nobody has coded since.
    asked.loc[asked.index.isin(expired_laws(dataset, edition.as_of).index), EXISTENCE] = NO_LAW
    scores = score(asked, dataset.rubric, on_text=basis.isin(TEXTS), unread=unread)
    table = laws[["name", "kind", "region", "law_id"]].join(scores.summary)
    table["rank"] = (
        table["score"].where(table["kind"].isin(STATES)).rank(method="min", ascending=False).astype("Int64")
    )
    return Scorecard(
        edition,
        table,
        scores.categories,
        scores.coded,
        scores.shown,
        scores.items,
        wide.rename_axis("jurisdiction"),
        basis.rename_axis("jurisdiction"),
    )
