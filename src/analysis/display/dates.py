"""Dates as people write them, each as exact as it is known, and what of a recorded date can be right."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from analysis.raw.vocabularies import MONTHS, SOURCE_YEARS

UNDATED = "undated"

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def day(when: date) -> str:
    """A date as American readers write it.

    >>> day(date(2026, 7, 1))
    'July 1, 2026'
    """
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def month(when: date) -> str:
    """Month and year of a date."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def long_date(text: str) -> str:
    """A date as exact as it is known; text that is no date stays as it is.

    >>> long_date("2026-07-01"), long_date("2018-04"), long_date("2018"), long_date("undated")
    ('July 1, 2026', 'April 2018', '2018', 'undated')
    """
    parts = text.split("-")
    try:
        if len(parts) == 3:
            return day(date.fromisoformat(text))
        if len(parts) == 2 and 1 <= int(parts[1]) <= len(MONTHS):
            return f"{MONTHS[int(parts[1]) - 1]} {int(parts[0])}"
    except ValueError:
        pass
    return text


def source_date(recorded: str) -> str:
    """The part of a source's recorded date that can be right, "" where none can.

    A range of years such as 2019-20 looks like a month; a section number such as 2953 looks like a year.

    >>> [source_date(d) for d in ("2021-07-01", "2021-07", "2021-02-30", "2019-20", "2264", "")]
    ['2021-07-01', '2021-07', '2021-02', '2019', '', '']
    """
    found = _DATE.fullmatch(recorded)
    if not found or not SOURCE_YEARS[0] <= found[1] <= SOURCE_YEARS[1]:
        return ""
    year, month, day = found[1], found[2] or "", found[3] or ""
    if not "01" <= month <= "12":
        return year
    known = 1 <= int(day or 0) <= monthrange(int(year), int(month))[1]
    return f"{year}-{month}-{day}" if known else f"{year}-{month}"


def usable_date(recorded: str) -> bool:
    """Whether the whole of a recorded date can be right; a source without one says nothing wrong.

    >>> usable_date("2021-07"), usable_date(""), usable_date("2019-20")
    (True, True, False)
    """
    return source_date(recorded) == recorded
