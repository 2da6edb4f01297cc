"""Data as a coming year may bring them: no change at all, a single state, a repeal. Each is made from a data set by rule.

Nothing here names a state, a law or an answer of the codebook's scored questions, so each corner can be made of any
year's data. `corner_reports.py` builds the report of each, to be read; `report/test_corners.py` holds what it must say.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from analysis.grading.scorecard import Scorecard, scorecard
from analysis.raw import Dataset, read_dataset
from analysis.raw.editions import edition, laws_in_force, previous
from raw_copies import add_rows, edit_rows, keep_jurisdictions

Corner = Callable[[Path], object]
"""Changes the raw files in a folder of its own into those of one corner."""


def latest(folder: Path) -> tuple[Dataset, Scorecard]:
    dataset = read_dataset(folder)
    return dataset, scorecard(dataset, edition(dataset))


def keep_status(folder: Path, wanted: Callable[[str], bool], most: int | None = None) -> None:
    """Keep the jurisdictions whose status in the latest edition is wanted, the best scores first, at `most` so many."""
    table = latest(folder)[1].table
    rows = table[table["status"].map(wanted)].sort_values("score", ascending=False, kind="stable")
    keep_jurisdictions(folder, set(rows.index[:most]))


def keep_few(folder: Path, *named: str) -> None:
    """Keep the named jurisdictions, of each status in the latest edition those with the highest and the lowest score, and
    of each file the first it speaks of: every kind of page and sentence is still made, and far fewer of each kind."""
    dataset, card = latest(folder)
    table = card.table.sort_values("score", ascending=False, kind="stable")
    kept = set(named)
    for _, rows in table.groupby("status", observed=True):
        kept |= {rows.index[0], rows.index[-1]}
    of_law = dataset.laws.set_index("law_id")["jurisdiction"]
    for frame in (dataset.amendments, dataset.bills, dataset.corrections, dataset.second_codings):
        places = frame["jurisdiction"] if "jurisdiction" in frame else frame["law_id"].map(of_law)
        kept |= set(places[:1])
    keep_jurisdictions(folder, kept)


def a_year_on(folder: Path) -> date:
    """Open the edition of a year after the latest one; the date of that one."""
    last = edition(read_dataset(folder))
    on = last.as_of.replace(year=last.as_of.year + 1)
    add_rows(
        folder,
        "editions.csv",
        {"edition": str(on.year), "as_of": on.isoformat(), "title": f"Edition {on.year}"},
    )
    return last.as_of


def nothing_changed(folder: Path) -> None:
    """A year after the latest edition, in which no legislature did anything that is on record."""
    since = a_year_on(folder)
    edit_rows(folder, "laws.csv", lambda row: row if row["effective_from"] <= since.isoformat() else None)
    laws = set(read_column(folder, "laws.csv", "law_id"))
    for file in ("codings.csv", "second_codings.csv"):
        edit_rows(folder, file, lambda row: row if row["law_id"] in laws else None)
    edit_rows(
        folder,
        "amendments.csv",
        lambda row: row if (row["effective"] or f"{row['year']}-12-31") <= since.isoformat() else None,
    )


def read_column(folder: Path, file: str, column: str) -> list[str]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return [row[column] for row in csv.DictReader(stream)]


def one_jurisdiction(folder: Path) -> None:
    """The state with the highest firm score, alone."""
    keep_status(folder, "graded".__eq__, most=1)


def one_without_a_law(folder: Path) -> None:
    """A state in which no such law was found, alone."""
    keep_status(folder, "no_law".__eq__, most=1)


def nothing_provisional(folder: Path) -> None:
    """Those jurisdictions alone whose grade is not provisional."""
    keep_status(folder, "provisional".__ne__)


def nothing_firm(folder: Path) -> None:
    """Those jurisdictions alone whose grade is not firm."""
    keep_status(folder, "graded".__ne__)


def no_second_coding(folder: Path) -> None:
    """No answer has been coded twice."""
    edit_rows(folder, "second_codings.csv", lambda row: None)
    edit_rows(
        folder, "codings.csv", lambda row: row | ({} if row["decided"] == "rule" else {"decided": "single"})
    )


def a_repeal(folder: Path) -> None:
    """The state with the highest firm score repealed its law, a month before the latest edition."""
    dataset, card = latest(folder)
    now = edition(dataset)
    best = (
        card.table[card.table["status"].eq("graded")]
        .sort_values("score", ascending=False, kind="stable")
        .index[0]
    )
    ended = (now.as_of - timedelta(days=30)).isoformat()
    in_force = laws_in_force(dataset, now.as_of).at[best, "law_id"]
    source = dataset.sources.loc[dataset.sources["jurisdiction"].eq(best), "source_id"].iloc[0]

    def end(row: dict[str, str]) -> dict[str, str]:
        return row | ({"effective_to": ended} if row["law_id"] == in_force else {})

    edit_rows(folder, "laws.csv", end)
    none = {
        "law_id": f"{best}-repealed",
        "jurisdiction": best,
        "effective_from": ended,
        "effective_precision": "day",
    }
    add_rows(folder, "laws.csv", none | {"verified_through": now.as_of.isoformat(), "basis": "statute"})
    answer = {
        "law_id": none["law_id"],
        "variable": "law_exists",
        "value": "no",
        "citation": "Act 1",
        "source_ids": source,
    }
    add_rows(folder, "codings.csv", answer | {"basis": "statute", "decided": "single"})
    add_act(folder, best, ended, "Repealed the law.", source, read=True)


def all_amended_unread(folder: Path) -> None:
    """A year on, in which every law was amended by an act that nobody has read."""
    since = a_year_on(folder)
    dataset = read_dataset(folder)
    there = dataset.codings[dataset.codings["variable"].eq("law_exists") & dataset.codings["value"].eq("yes")]
    laws = laws_in_force(dataset, edition(dataset).as_of)
    on = (since + timedelta(days=180)).isoformat()
    for place in laws.index[laws["law_id"].isin(there["law_id"])]:
        sources = dataset.sources.loc[dataset.sources["jurisdiction"].eq(place), "source_id"]
        add_act(folder, place, on, "Amended it.", sources.iloc[0], read=False)


def add_act(folder: Path, place: str, day: str, change: str, source: str, *, read: bool) -> None:
    """An act of a jurisdiction, in force from a day, and whether its text was read."""
    act = {"jurisdiction": place, "year": day[:4], "effective": day, "act": "Act 1", "change": change}
    add_rows(folder, "amendments.csv", act | {"text_read": "yes" if read else "no", "source_ids": source})


def one_edition(folder: Path) -> None:
    """The latest edition, and none before it."""
    dataset = read_dataset(folder)
    while (before := previous(dataset, edition(dataset))) is not None:
        edit_rows(folder, "editions.csv", lambda row, gone=before.id: None if row["edition"] == gone else row)
        dataset = read_dataset(folder)


CORNERS: dict[str, Corner] = {
    corner.__name__: corner
    for corner in (
        nothing_changed,
        one_jurisdiction,
        nothing_provisional,
        no_second_coding,
        a_repeal,
        one_without_a_law,
        nothing_firm,
        all_amended_unread,
        one_edition,
    )
}


def make(name: str, source: Path, folder: Path) -> Path:
    """Make one corner in a folder of its own from the raw files in `source`."""
    shutil.copytree(source, folder)
    CORNERS[name](folder)
    return folder
