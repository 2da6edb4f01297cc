"""When laws came and changed: which acts are drawn, where, and what is said of the rest."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pandas as pd
import pytest

from analysis.charts.palette import ACCENT, PAPER
from analysis.charts.timeline import acts_by_year

NAMES = pd.Series({"AA": "Arden", "BB": "Borland", "CC": "Corland"})
UNTIL = date(2026, 7, 1)
SVG = "{http://www.w3.org/2000/svg}"
ACTS = pd.DataFrame(
    [
        ("BB", "2012", "", "Act 1", "First law."),
        ("AA", "2014", "2014-07-01", "Act 2", "First law."),
        ("AA", "2019", "2019-10-01", "Act 3", "Widened."),
        ("AA", "2026", "2027-01-01", "Act 4", "In force after the edition."),
        ("BB", "", "", "Act 5", "Of an unknown year."),
        ("ZZ", "2015", "", "Act 6", "Of nobody shown here."),
    ],
    columns=["jurisdiction", "year", "effective", "act", "change"],
)


def marks(acts: pd.DataFrame = ACTS) -> dict[str, str]:
    """The words of each mark drawn, in order, with its fill."""
    root = ET.fromstring(acts_by_year(acts, NAMES, UNTIL).svg)
    return {t.text or "": e.get("fill", "") for e in root.iter() for t in e.findall(f"{SVG}title")}


def test_each_act_up_to_the_edition_is_one_mark_that_says_what_and_when():
    assert list(marks()) == [
        "Borland: first law, 2012 (day not known), Act 1",
        "Arden: first law, July 1, 2014, Act 2",
        "Arden: amended, October 1, 2019, Act 3",
    ]


def test_the_description_counts_what_is_drawn_and_names_what_is_not():
    assert acts_by_year(ACTS, NAMES, UNTIL).alt == (
        "3 acts on record since 2012, 2 of them first laws. The three acts with a year are of as many years, 2012 to "
        "2019. Of 1 act only the year is known. "
        "Without a year, and not drawn: 1 act. No act is on record for Corland."
    )


def test_a_day_that_is_not_known_is_hollow_and_told_in_the_table():
    figure = acts_by_year(ACTS, NAMES, UNTIL)
    assert "In force from, or year of the act" in figure.data, (
        "of an act without a day only its own year is known"
    )
    assert figure.data["Day known"].tolist() == ["no", "yes", "yes"]
    year_only, *by_day = marks().values()
    assert year_only == PAPER
    assert set(by_day) == {ACCENT}


@pytest.mark.parametrize("acts", [ACTS.iloc[:0], ACTS[ACTS["year"] == ""]])
def test_without_a_dated_act_it_says_so(acts: pd.DataFrame):
    assert acts_by_year(acts, NAMES, UNTIL).alt == "No act with a year is on record."


def test_hostile_text_stays_text():
    bad = ACTS.assign(act="</svg><script>alert(1)</script>")
    assert "<script" not in acts_by_year(bad, NAMES, UNTIL).svg
