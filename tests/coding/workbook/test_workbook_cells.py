"""What spreadsheets and word processors do to a cell is undone, or refused where it cannot be."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from analysis.coding.workbook.cells import Unusable, cell_text, clean
from analysis.coding.workbook.layout import (
    ADDRESSES,
    ANSWER,
    CHOICE,
    DAY,
    IDENTIFIER,
    IDENTIFIERS,
    TEXT,
    WHEN,
    YEAR,
)


def read(
    value: Any, kind: str, choices: tuple[str, ...] = (), epoch: datetime = CALENDAR_WINDOWS_1900
) -> str:
    cell = Workbook().active["A1"]
    cell.value = value
    return cell_text(cell, kind, epoch, choices)


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (None, TEXT, ""),
        ("  § 29-3005(1)\u00a0 ", TEXT, "§ 29-3005(1)"),
        ("first line\r\n second line", TEXT, "first line second line"),
        ("“quoted” and ‘quoted’ – kept", TEXT, "“quoted” and ‘quoted’ – kept"),
        ("from\u200b a\ufeff browser", TEXT, "from a browser"),
        (506, TEXT, "506"),
        (2027, YEAR, "2027"),
        ("“NE-s8”; NE–s9 ,\nNE-s10;", IDENTIFIERS, "NE-s8;NE-s9;NE-s10"),
        (" ‘NE-s8’ ", IDENTIFIER, "NE-s8"),
        ("Statute ", CHOICE, "statute"),
        ("Clear and  convincing", ANSWER, "clear_and_convincing"),
        ("clear-and-convincing", ANSWER, "clear_and_convincing"),
        ("unheard of", ANSWER, "unheard of"),
        (datetime(2027, 3, 1), DAY, "2027-03-01"),
        (date(2027, 3, 1), WHEN, "2027-03-01"),
        (46447, DAY, "2027-03-01"),
        (46447.0, WHEN, "2027-03-01"),
        (2027, WHEN, "2027"),
        ("2027-3-1", DAY, "2027-03-01"),
        ("2027/03", WHEN, "2027-03"),
        ("3/1/2027", DAY, "3/1/2027"),
        (" https://a.example/x \n https://b.example/y", ADDRESSES, "https://a.example/x https://b.example/y"),
    ],
)
def test_a_cell_becomes_the_text_it_stands_for(value: Any, kind: str, expected: str) -> None:
    choices = {CHOICE: ("statute", "bill"), ANSWER: ("clear_and_convincing", "silent")}.get(kind, ())
    assert read(value, kind, choices) == expected


def test_serial_numbers_are_counted_from_where_the_workbook_counts() -> None:
    assert read(44985, DAY, epoch=CALENDAR_MAC_1904) == "2027-03-01"


def test_true_is_yes_only_where_yes_is_an_answer() -> None:
    assert read(True, ANSWER, ("yes", "no")) == "yes"
    with pytest.raises(Unusable, match="the value TRUE"):
        read(True, ANSWER, ("silent",))


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        ("=1+1", TEXT, "a formula"),
        ("#N/A", TEXT, "the error value #N/A"),
        (datetime(2027, 3, 1), TEXT, "the date 2027-03-01"),
        (datetime(2027, 3, 1, 12, 30), DAY, "a date with a time of day"),
        (time(12, 30), TEXT, "the time of day"),
        (15.27, TEXT, "the number 15.27"),
        (0.5, DAY, "the number 0.5"),
        (False, TEXT, "the value FALSE"),
    ],
)
def test_what_cannot_be_undone_is_refused(value: Any, kind: str, found: str) -> None:
    with pytest.raises(Unusable) as refused:
        read(value, kind)
    assert refused.value.finding[0].startswith(found)
    assert all(refused.value.finding), "says what is allowed and what to do"


def test_cleaning_twice_changes_nothing_more() -> None:
    messy = " “NE–s8” ,\n‘2027-1-5’ "
    for kind in (TEXT, IDENTIFIERS, IDENTIFIER, CHOICE, DAY, WHEN, ADDRESSES):
        assert clean(clean(messy, kind), kind) == clean(messy, kind)
