"""Acts beside the law in force: those after the newest text of it that was seen, and those that are not yet in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis.problems import joined
from analysis.raw.editions import laws_in_force
from analysis.raw.schemas import UNREAD

if TYPE_CHECKING:
    from analysis.raw import Dataset


def unread_acts(dataset: Dataset, as_of: date) -> pd.DataFrame:
    """Acts not read, dated after the newest text seen of the law in force on a day, and on or before that day.

    An act of which only the year is known counts where it may have come after that text and by that day; every one
    counts for a law whose texts are undated.
    Out: the rows of `amendments` with `law_id` (the version in force) and `dated` (the effective day, else the year).
    Source: METHODS, "Amended and not yet read".
    """
    acts = dataset.amendments[dataset.amendments["text_read"] == UNREAD]
    laws = laws_in_force(dataset, as_of)[["law_id", "verified_through"]]
    acts = acts.join(laws, on="jurisdiction")
    dated = _dated(acts)
    first, last = dated.map(lambda d: f"{d}-01-01"[:10]), dated.map(lambda d: f"{d}-12-31"[:10])
    due = (acts["law_id"] != "") & (last > acts["verified_through"]) & (first <= as_of.isoformat())
    return acts.assign(dated=dated)[due].drop(columns="verified_through").reset_index(drop=True)


def coming_acts(dataset: Dataset, as_of: date) -> pd.DataFrame:
    """Acts that are enacted and not yet in force on a day, read or not: they count from the edition after.

    Out: the rows of `amendments` with `dated` (the effective day, else the year), the nearest first.
    """
    acts = dataset.amendments.assign(dated=_dated(dataset.amendments))
    later = acts["dated"].map(lambda d: f"{d}-01-01"[:10]) > as_of.isoformat()
    return acts[later].sort_values("dated", kind="stable").reset_index(drop=True)


def _dated(acts: pd.DataFrame) -> pd.Series:
    return acts["effective"].where(acts["effective"] != "", acts["year"])


UNNAMED = "not identified"
"""How `amendments.csv` calls an act that its sources report without a name; what they say of it may follow."""


def act_name(act: str) -> str:
    """An act as it is known, in words: by its name, or as one that the sources do not name.

    >>> act_name("HB 9"), act_name("not identified (RSA 651:5)")
    ('HB 9', 'an act that the sources do not name (RSA 651:5)')
    """
    named = act and not act.startswith(UNNAMED)
    return act if named else f"an act that the sources do not name{act.removeprefix(UNNAMED)}"


def unread_by_law(dataset: Dataset, as_of: date) -> list[tuple[str, str]]:
    """Each law amended and not yet read, with that in words: `law_id`, "amended by …; the new text has not been read"."""
    acts = unread_acts(dataset, as_of)
    told = []
    for law, own in acts.groupby("law_id", sort=False):
        named = [
            act_name(str(r.act)) + (f" ({r.dated})" if str(r.dated) not in str(r.act) else "")
            for r in own.itertuples()
        ]
        told.append((str(law), f"amended by {joined(named)}; the new text has not been read"))
    return told


FIRST_LAW = "first law"
"""How `amendments.csv` begins its account of an act that made a jurisdiction's first law of this kind."""


def make_first_laws(acts: pd.DataFrame) -> pd.Series:
    """Which of the acts (rows of `amendments`) are said to have made a first law."""
    return acts["change"].str.casefold().str.startswith(FIRST_LAW)
