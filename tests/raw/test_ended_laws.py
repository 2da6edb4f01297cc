"""Where a law ended: by a sunset after which nothing is coded, or by a repeal that a version without a law follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.cards.context import context
from analysis.cards.identity import verdict
from analysis.cards.plain import plain_record
from analysis.change.changes import compare
from analysis.charts.timeline import acts_by_year
from analysis.prose.tables.changes import passed
from analysis.raw import Dataset, read_dataset
from analysis.raw.acts import end_laws
from analysis.raw.editions import edition, ended_laws, expired_laws
from corner_data import make
from raw_copies import RAW, edit_rows, raw_copy

DAY = "2026-06-01"
"""A month before the edition of 2026, in which Florida has the highest firm score."""


@pytest.fixture(scope="module")
def repealed(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return read_dataset(make("a_repeal", RAW, tmp_path_factory.mktemp("repeal") / "raw"))


def test_a_repealed_law_has_a_last_day_from_which_on_there_is_none(
    repealed: Dataset, dataset: Dataset
) -> None:
    assert ended_laws(repealed, date(2026, 7, 1)).to_dict() == {"FL": DAY}
    assert ended_laws(repealed, date(2026, 5, 31)).empty
    assert ended_laws(dataset, date(2026, 7, 1)).empty
    assert expired_laws(repealed, date(2026, 7, 1)).empty, (
        "a version follows, which says that there is no law"
    )


def test_a_law_that_expired_has_one_too(tmp_path: Path) -> None:
    folder = raw_copy(tmp_path)
    edit_rows(folder, "laws.csv", lambda r: r | ({"effective_to": DAY} if r["law_id"] == "NE-2018" else {}))
    assert ended_laws(read_dataset(folder), date(2026, 7, 1)).to_dict() == {"NE": DAY}


def test_the_act_of_that_day_ended_it_and_no_other_did(repealed: Dataset, dataset: Dataset) -> None:
    acts = repealed.amendments[end_laws(repealed)]
    assert acts[["jurisdiction", "effective"]].to_numpy().tolist() == [["FL", DAY]]
    assert not end_laws(dataset).any(), "where another version follows, an act amends"


def test_whoever_asks_is_told_that_there_was_a_law(repealed: Dataset) -> None:
    shared = context(repealed, edition(repealed))
    assert "Not any more: the law of Florida ended on June 1, 2026, and we found none after it." in verdict(
        shared, "FL"
    )
    assert (plain_record(shared, "FL")["answer"], plain_record(shared, "FL")["ended"]) == (
        "None found",
        "June 1, 2026",
    )
    assert plain_record(shared, "AK")["ended"] == ""


def test_the_timeline_marks_an_end_with_a_shape_of_its_own(repealed: Dataset, dataset: Dataset) -> None:
    names = repealed.jurisdictions.set_index("jurisdiction")["name"]
    figure = acts_by_year(repealed.amendments, names, date(2026, 7, 1), end_laws(repealed))
    last = figure.data[figure.data["Jurisdiction"].eq("Florida")].iloc[-1]
    assert (last["In force from, or year of the act"], last["What"]) == (
        "June 1, 2026",
        "Repealed or expired",
    )
    assert "Cross: repealed or expired." in figure.svg
    quiet = acts_by_year(dataset.amendments, names, date(2026, 7, 1), end_laws(dataset))
    assert "Cross" not in quiet.svg
    assert set(quiet.data["What"]) == {"First law", "Amended"}


def test_the_table_of_laws_that_ended_says_when_and_names_no_version_in_force(
    repealed: Dataset, dataset: Dataset
) -> None:
    compared = compare(repealed, edition(repealed, "2019"), edition(repealed, "2026"))
    row = passed(repealed, compared).frame.set_index("Event").loc["Repealed its law, or let it end"]
    assert (row["Version in force from"], row["Ended"], row["Grade"]) == ("–", DAY, "–")
    unrepealed = compare(dataset, edition(dataset, "2019"), edition(dataset, "2026"))
    assert "Ended" not in passed(dataset, unrepealed).frame
