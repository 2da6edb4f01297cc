"""Shares and dates read the same wherever they stand, and never say more than is known."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.display.dates import source_date, usable_date
from analysis.display.numbers import FIRM, SHAKY, percent, share_of_draws
from analysis.raw.doubts import impossible_source_dates

SHARES = st.floats(0, 1)


@given(SHARES)
def test_only_all_is_printed_as_all_and_only_none_as_none(share):
    assert (percent(share) == "100%") == (share == 1)
    assert (percent(share) == "0%") == (share == 0)


@given(SHARES)
def test_a_printed_share_lies_on_the_side_of_a_mark_where_the_share_lies(share):
    shown = share_of_draws(share).removeprefix("over ").removeprefix("under ").removesuffix("%")
    for mark in (FIRM, SHAKY):
        assert (float(shown) >= 100 * mark) == (share >= mark)


def test_the_share_that_once_read_as_the_mark_does_not():
    assert share_of_draws(0.5981) == "59%"
    assert share_of_draws(0.9995) == "over 99%"


def test_halves_go_up():
    assert [percent(share) for share in (0.125, 0.145, 0.575)] == ["13%", "15%", "58%"]


def test_a_date_keeps_the_part_that_can_be_right():
    given_dates = ["2020-01-31", "2020-01-32", "2019-20", "2019-20-01", "1066", "2264-01", "May 2020", ""]
    assert [source_date(text) for text in given_dates] == [
        "2020-01-31",
        "2020-01",
        "2019",
        "2019",
        "",
        "",
        "",
        "",
    ]


def test_dates_that_cannot_be_are_those_that_the_checks_doubt(dataset):
    given = ["2020-01-31", "2019-20", "2019-20-01", "1066", "2264-01", "2019", ""]
    sources = dataset.sources.head(len(given)).assign(date=given)
    doubted = [problem.found for problem in impossible_source_dates(replace(dataset, sources=sources))]
    odd = [text for text in given if not usable_date(text)]
    assert odd == ["2019-20", "2019-20-01", "1066", "2264-01"]
    assert len(doubted) == len(odd)
    assert all(any(text in found for found in doubted) for text in odd)
    assert not list(impossible_source_dates(dataset))
