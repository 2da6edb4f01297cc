"""Acts beside the law in force: those after the newest text of it that was seen, and those that are not yet in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis.problems import joined
from analysis.raw.vocabularies import UNREAD
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED

if TYPE_CHECKING:
    from analysis.raw import Dataset


def unread_acts(dataset: Dataset, as_of: date) -> pd.DataFrame:
    """Acts not read, dated after the newest text seen of the law in force on a day, and on or before that day.

    An act of which only the year is known counts where it may have come after that text and by that day; every one
    counts for a law whose texts are undated.
    Out: the rows of `amendments` with `law_id` (the version in force) and `dated` (the effective day, else the year).
    Source: METHODS, "Amended and not yet read".
    """
    found = unread_since(dataset)
    day = as_of.isoformat()
    due = (found["since"] <= day) & ((found["effective_to"] == "") | (day < found["effective_to"]))
    return found[due].drop(columns=["since", "effective_to"]).reset_index(drop=True)


def unread_since(dataset: Dataset) -> pd.DataFrame:
    """Every act not read with each version of the law that it may have changed, and the day since which it may.

    An act may have changed a version if it may be later than the newest text seen of it, and before its end.
    Out: the rows of `amendments`, each as often as there are such versions, with `law_id`, `dated`, `effective_to` (of the
    version) and `since` (ISO date).
    """
    acts = dataset.amendments[dataset.amendments["text_read"] == UNREAD]
    dated = _dated(acts)
    first, last = dated.map(lambda d: f"{d}-01-01"[:10]), dated.map(lambda d: f"{d}-12-31"[:10])
    acts = acts.assign(dated=dated, first=first, last=last)
    laws = dataset.laws[["jurisdiction", "law_id", "verified_through", "effective_from", "effective_to"]]
    found = acts.merge(laws, on="jurisdiction")
    found["since"] = found["first"].where(found["first"] > found["effective_from"], found["effective_from"])
    due = found["last"] > found["verified_through"]
    due &= (found["effective_to"] == "") | (found["since"] < found["effective_to"])
    columns = [*dataset.amendments.columns, "law_id", "dated", "effective_to", "since"]
    return found.loc[due, columns].reset_index(drop=True)


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


def end_laws(dataset: Dataset) -> pd.Series:
    """Which acts (rows of `amendments`) took effect on the day on which a law ended that no other law followed."""
    exists = dataset.codings.loc[dataset.codings["variable"] == EXISTENCE].set_index("law_id")["value"]
    real = dataset.laws[~dataset.laws["law_id"].map(exists).fillna(NOT_CODED).isin([NOT_CODED, NO_LAW])]
    begun = set(zip(real["jurisdiction"], real["effective_from"], strict=True))
    ended = set(zip(real["jurisdiction"], real["effective_to"], strict=True)) - begun
    acts = dataset.amendments
    days = zip(acts["jurisdiction"], acts["effective"], strict=True)
    return pd.Series(
        [bool(day) and (place, day) in ended for place, day in days], index=acts.index, dtype=bool
    )


def make_first_laws(acts: pd.DataFrame) -> pd.Series:
    """Which of the acts (rows of `amendments`) are said to have made a first law."""
    return acts["change"].str.casefold().str.startswith(FIRST_LAW)
