"""The law through time says for every day what the law of that day is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from analysis.raw import Dataset
from analysis.raw.acts import unread_acts
from analysis.raw.editions import expired_laws, laws_in_force
from analysis.raw.periods import periods


def on(found: pd.DataFrame, day: str) -> pd.DataFrame:
    """The stretch of every jurisdiction that holds a day."""
    return found[found["start"] <= day].groupby("jurisdiction", sort=False).tail(1).set_index("jurisdiction")


def days_of(dataset: Dataset) -> list[str]:
    """Every day on which something changes, the days beside it, and thirty others."""
    turns = {d for c in ("effective_from", "effective_to") for d in dataset.laws[c] if d}
    turns |= {d for d in dataset.amendments["effective"] if d}
    found = {(date.fromisoformat(d) + timedelta(n)).isoformat() for d in turns for n in (-1, 0)}
    pick = random.Random("days")
    some = sorted(found)
    far = [date(2008, 1, 1) + timedelta(pick.randrange(7300)) for _ in range(30)]
    return sorted({*pick.sample(some, min(40, len(some))), *(d.isoformat() for d in far)})


def differing(dataset: Dataset) -> list[tuple[str, str]]:
    found = periods(dataset)
    wrong = []
    for day in days_of(dataset):
        when = date.fromisoformat(day)
        row = on(found, day)
        laws = laws_in_force(dataset, when)
        assert list(row.index) == list(laws.index)
        wrong += [(day, str(p)) for p in laws.index[laws["law_id"] != row["law_id"]]]
        for column, expected in (
            ("ended", expired_laws(dataset, when).index),
            ("unread", unread_acts(dataset, when)["jurisdiction"]),
        ):
            said = set(row.index[row[column]])
            wrong += [(day, f"{place} {column}") for place in said ^ set(expected)]
    return wrong


def test_every_day_has_the_law_that_was_in_force_on_it(dataset: Dataset) -> None:
    assert differing(dataset) == []


def test_laws_that_ended_and_acts_nobody_has_read_are_told(dataset: Dataset) -> None:
    """With every other law of today ended, and every act unread, the stretches still agree with the day."""
    laws = dataset.laws.copy()
    last = laws.index[laws["effective_to"] == ""][::2]
    laws.loc[last, "effective_to"] = "2025-03-09"
    laws["verified_through"] = laws["verified_through"].mask(laws.index % 3 == 0, "")
    acts = dataset.amendments.assign(text_read="no")
    changed = replace(dataset, laws=laws, amendments=acts)
    assert differing(changed) == []
    found = periods(changed)
    assert found["ended"].sum() > 10
    assert found["unread"].sum() > 10


def test_nothing_follows_where_a_jurisdiction_has_no_law_on_record(dataset: Dataset) -> None:
    bare = replace(dataset, laws=dataset.laws[dataset.laws["jurisdiction"] != "NE"])
    found = periods(bare)
    assert found[found["jurisdiction"] == "NE"].to_dict("records") == [
        {"jurisdiction": "NE", "start": "", "law_id": "", "ended": False, "unread": False}
    ]


@pytest.mark.parametrize("column", ["ended", "unread"])
def test_signs_are_true_or_false(dataset: Dataset, column: str) -> None:
    assert periods(dataset)[column].dtype == bool
