"""What each jurisdiction's law did between two editions: the one table from which report, cards and `compare` read."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.raw.acts import make_first_laws

PASSED, AMENDED, UNCODED, PERHAPS, REPEALED, SAME, NO_LAW, NEWLY_SEEN, LOST_SIGHT, NOT_KNOWN = EVENTS = (
    "passed",
    "amended",
    "amended_uncoded",
    "perhaps_amended",
    "repealed",
    "same_law",
    "no_law",
    "newly_seen",
    "lost_sight",
    "not_known",
)
"""What can happen to a law between two dates; each jurisdiction has one of them.

`passed`: a first law took effect, where the earlier edition knows of none, or where an act on record between the dates says
so.
`amended`: both editions know a law, and a coded answer differs that both texts give.
`amended_uncoded`: an act on record came between the dates, or a version of the law began there; no such answer differs.
`perhaps_amended`: all that is on record are acts of which only the year is known, which may have come outside the two
dates, or a later text of which nobody knows when it began to hold.
`repealed`: the later edition knows that there is no law. `same_law`: none of these. `no_law`: at neither date.
`newly_seen`, `lost_sight`, `not_known`: one edition, or both, cannot say whether there was a law.
"""

CHANGED = (PASSED, AMENDED, UNCODED, REPEALED)
"""The events that are news about the law."""

UNCLEAR = (NEWLY_SEEN, LOST_SIGHT, NOT_KNOWN)
"""The events of which nothing can be said but that an edition did not know the law."""

SEEN = "seen"
"""The precision of the first date of a version of which it is only known when its text was seen."""


def what_happened(
    old: Scorecard, new: Scorecard, law_changed: pd.Series, acts: pd.DataFrame, began: pd.Series
) -> pd.DataFrame:
    """One row per jurisdiction of the later edition, in file order.

    In: two editions' scorecards; `law_changed`, the number of answers that the law changed, by postal code; `acts`, those on
    record between the two dates (`acts_between`); `began`, how exactly it is known when each law version began
    (`effective_precision` by `law_id`).
    Out: `event` (one of `EVENTS`), `answers_changed`, `acts` (number on record between the dates), `unread` (amended by
    an act that nobody has read).
    """
    places = new.table.index
    first = acts[make_first_laws(acts) & acts["certain"].astype(bool)]["jurisdiction"]
    frame = pd.DataFrame(
        {
            "before": old.table["status"].reindex(places).fillna(UNKNOWN),
            "after": new.table["status"],
            "same": old.table["law_id"].reindex(places).eq(new.table["law_id"]),
            "began": new.table["law_id"].map(began).ne(SEEN),
            "answers_changed": law_changed.reindex(places).fillna(0).astype(int),
            "acts": acts.groupby("jurisdiction").size().reindex(places).fillna(0).astype(int),
            "sure": acts["certain"].groupby(acts["jurisdiction"]).any().reindex(places).eq(True),
            "first": places.isin(first),
            "unread": new.table["unread"],
        },
        index=places,
    )
    frame.insert(0, "event", [_event(row) for row in frame.to_dict("records")])
    return frame[["event", "answers_changed", "acts", "unread"]]


def _event(row: Mapping[Hashable, object]) -> str:
    before, after = row["before"], row["after"]
    if UNKNOWN in (before, after):
        if before == after:
            return NOT_KNOWN
        return LOST_SIGHT if after == UNKNOWN else PASSED if row["first"] else NEWLY_SEEN
    if NO_LAW_STATUS in (before, after):
        return NO_LAW if before == after else PASSED if before == NO_LAW_STATUS else REPEALED
    if row["answers_changed"]:
        return AMENDED
    if row["sure"] or (row["began"] and not row["same"]):
        return UNCODED
    return PERHAPS if row["acts"] or not row["same"] else SAME
