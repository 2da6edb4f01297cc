"""What one cell may look like: days, identifiers, codes, addresses, each with what is allowed and what to do, in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from analysis.problems import listed

if TYPE_CHECKING:
    import pandas as pd

DAY = r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
DAY_ALLOWED = "a date as year-month-day, such as 2026-07-01"
DAY_REMEDY = "write the date as year-month-day (format the column as text, or Excel will change it back)"


@dataclass(frozen=True)
class Check:
    """What the cells of a column must be: which are, what is allowed in words, what to do, and the vocabulary if any."""

    valid: Callable[[pd.Series], pd.Series]
    allowed: str
    remedy: str
    choices: tuple[str, ...] = ()


def form(pattern: str, allowed: str, remedy: str) -> Check:
    """A form of text. As the next two, it passes over empty cells; `REQUIRED` speaks of those."""
    return Check(lambda cells: cells.str.fullmatch(f"(?:{pattern})?"), allowed, remedy)


def one_of(choices: tuple[str, ...]) -> Check:
    return Check(
        lambda cells: cells.isin(("", *choices)),
        listed(choices),
        f"write one of: {', '.join(choices)}",
        choices,
    )


def is_date(text: str) -> bool:
    """Whether text in the form of an ISO date is a day of the calendar.

    >>> is_date("2024-02-29"), is_date("2021-02-30")
    (True, False)
    """
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _on_calendar(pattern: str) -> Check:
    day = re.compile(pattern)
    return Check(
        lambda cells: cells.map(lambda cell: day.fullmatch(cell) is None or is_date(cell)).astype(bool),
        "a day that is in the calendar",
        "correct the day or the month",
    )


def is_day(text: str) -> bool:
    """Whether text is a day written as an ISO date."""
    return re.fullmatch(DAY, text) is not None and is_date(text)


REQUIRED = Check(lambda cells: cells != "", "a value in every row", "fill in the cell")
DATE = [form(DAY, DAY_ALLOWED, DAY_REMEDY), _on_calendar(DAY)]
POSTAL_CODE = form(
    "(?!(?:CON|PRN|AUX|NUL)$)[A-Z]{2,8}",
    "a code of two or more capital letters",
    "write the code in capitals",
)
FIPS = form(
    "[0-9]{2}|[A-Za-z0-9-]{3,12}",
    "two digits; for a jurisdiction that the map does not show, a code of three characters or more, or nothing",
    "write two digits, with the leading zero (format the column as text)",
)
GRID = form("[0-9]{1,2}", "a whole number from 0 to 99", "write the place on the tile-grid map as a number")
LAW_ID = form(
    "[A-Z]{2,8}-[A-Za-z0-9][A-Za-z0-9_-]{0,39}",
    "the jurisdiction's code, a hyphen, and letters or digits, such as NE-2018",
    "write the identifier in this form, in every file that names the law",
)
NAME = form(IDENTIFIER, "letters, digits, and . _ - between them", "use only these characters")
YEAR = form(
    "(?:19|20)[0-9]{2}", "a year in four digits", "write the year in four digits, or leave the cell empty"
)
HOST = r"https?://[^\s/?#<>\"\\]+"
ADDRESS = form(
    rf"{HOST}(?:[/?#][^<>\"\\]*)?",
    "a web address that begins with https:// or http://",
    "copy the address from the browser, or leave the cell empty",
)
SAFE_ADDRESS = form(
    rf"{HOST.replace('https?', 'https')}(?:[/?#][^<>\"\\]*)?",
    "a web address that begins with https://",
    "copy the address from the browser; readers in danger are sent to no page that others can read along",
)
ADDRESSES = form(
    rf"{HOST}(?:[/?#][^\s<>\"\\]*)?(?: {HOST}(?:[/?#][^\s<>\"\\]*)?)*",
    "web addresses that begin with https:// or http://, one space between them",
    "copy the addresses from the browser, or leave the cell empty",
)
SOURCE_DATE = [
    form(
        "[0-9]{4}(?:-[0-9]{2}){0,2}",
        "a year, year-month or year-month-day, such as 2026, 2026-07 or 2026-07-01",
        "write the date as exactly as it is known, or leave the cell empty",
    ),
    _on_calendar("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
]
