"""Which law counts on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis.problems import UsageProblem
from analysis.raw.editions import answers, edition, editions, laws_in_force, previous


def test_a_version_counts_from_its_first_day_until_the_day_before_the_next(dataset):
    # D.C.'s act took effect on 5 April 2019, three weeks after the 2019 edition's date.
    in_force = lambda day: laws_in_force(dataset, day).at["DC", "law_id"]  # noqa: E731
    assert in_force(date(2019, 3, 14)) == "DC-none"
    assert in_force(date(2019, 4, 4)) == "DC-none"
    assert in_force(date(2019, 4, 5)) == "DC-2019"


def test_every_jurisdiction_has_a_row_even_where_no_version_covers_the_date(dataset):
    laws = laws_in_force(dataset, date(2019, 3, 14))
    assert list(laws.index) == list(dataset.jurisdictions["jurisdiction"])
    assert laws.at["KS", "law_id"] == ""
    assert laws.at["KS", "name"] == "Kansas"


def test_a_question_without_a_row_reads_not_coded(dataset):
    fewer = dataset.codings[
        ~((dataset.codings["law_id"] == "NE-2018") & (dataset.codings["variable"] == "fee"))
    ]
    wide = answers(replace(dataset, codings=fewer))
    assert wide.at["NE-2018", "fee"] == "not_coded"
    assert wide.at["NE-2018", "burden"] == "silent"


def test_editions_run_from_oldest_to_latest_and_the_default_is_the_latest(dataset):
    shuffled = replace(dataset, editions=dataset.editions.iloc[::-1])
    assert [e.id for e in editions(shuffled)] == ["2019", "2026"]
    assert edition(shuffled).id == "2026"
    assert previous(shuffled, edition(shuffled)).id == "2019"
    assert previous(shuffled, edition(shuffled, "2019")) is None


def test_an_unknown_edition_is_named_with_those_there_are(dataset):
    with pytest.raises(UsageProblem, match=r"no edition '2020'.*2019, 2026"):
        edition(dataset, "2020")
