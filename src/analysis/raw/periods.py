"""The law of every jurisdiction through time: from which day to which the same law was in force, read or not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis.raw.acts import unread_since
from analysis.raw.editions import expired_laws

if TYPE_CHECKING:
    from analysis.raw import Dataset

COLUMNS = ["jurisdiction", "start", "law_id", "ended", "unread"]


def periods(dataset: Dataset) -> pd.DataFrame:
    """One row for every stretch of days on which nothing about a jurisdiction's law changes, as far as it is known.

    Out: `jurisdiction`, in the order of `jurisdictions.csv`; `start`, the first day (ISO date, "" where the stretch has no
    beginning), ascending, each stretch lasting until the next begins; `law_id`, the version in force, "" where none is known;
    `ended`, whether a law ended before it and none has followed (`editions.expired_laws`); `unread`, whether an act that
    nobody has read has changed the law (`acts.unread_acts`).
    """
    unread = unread_since(dataset).groupby("law_id")["since"].min().to_dict()
    by_place = {str(place): rows for place, rows in dataset.laws.groupby("jurisdiction")}
    found = []
    for place in dataset.jurisdictions["jurisdiction"]:
        found.append((place, "", "", False))
        rows = by_place.get(place)
        if rows is None:
            continue
        versions = rows.sort_values("effective_from")[["law_id", "effective_from", "effective_to"]]
        starts = {*versions["effective_from"]}
        for law_id, start, end in versions.itertuples(index=False):
            found.append((place, start, law_id, False))
            since = unread.get(law_id, "")
            if since:
                found.append((place, since, law_id, True))
            if end and end not in starts:
                found.append((place, end, "", False))
    frame = pd.DataFrame(found, columns=["jurisdiction", "start", "law_id", "unread"])
    # An act on the day on which a version begins leaves no stretch before it.
    frame = frame.drop_duplicates(["jurisdiction", "start"], keep="last").reset_index(drop=True)
    gaps = frame[(frame["law_id"] == "") & (frame["start"] != "")]
    ended = {day: set(expired_laws(dataset, date.fromisoformat(day)).index) for day in set(gaps["start"])}
    frame["ended"] = [
        law_id == "" and place in ended.get(start, ())
        for place, start, law_id in zip(frame["jurisdiction"], frame["start"], frame["law_id"], strict=True)
    ]
    return frame[COLUMNS]
