"""How prose, tables, charts and cards print a share and the date of a source, so that all say the same."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Sequence

from analysis.tables.schemas import SOURCE_YEARS

FIRM, SHAKY = 0.9, 0.6
"""Shares of draws: the report says of which states the grade holds in at least the first, or in less than the second."""

UNDATED = "undated"

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def percent(share: float, marks: Sequence[float] = ()) -> str:
    """A share (0 to 1) in whole per cent, halves up; 100% only for all and 0% only for none.

    A share that falls short of one of `marks`, but would round to it, is printed with one decimal, cut off: a state said
    to hold its grade in less than 60% of the draws must not read 60% in the table beside it.

    >>> percent(0.125), percent(0.9995), percent(0.001), percent(1.0), percent(0.0)
    ('13%', 'over 99%', 'under 1%', '100%', '0%')
    >>> percent(0.5981, marks=[0.6]), percent(0.6, marks=[0.6]), percent(0.5931, marks=[0.6])
    ('59.8%', '60%', '59%')
    """
    hundredths = round(100 * share, 9)
    rounded = math.floor(hundredths + 0.5)
    if 0 < share < 1 and rounded in (0, 100):
        return "over 99%" if rounded else "under 1%"
    if any(share < mark and rounded >= round(100 * mark, 9) for mark in marks):
        return f"{math.floor(10 * hundredths) / 10:.1f}%"
    return f"{rounded}%"


def share_of_draws(share: float) -> str:
    """In how many of the draws of random weights something held, true to the marks `FIRM` and `SHAKY`.

    >>> share_of_draws(0.5981), share_of_draws(0.8972), share_of_draws(0.9)
    ('59.8%', '89.7%', '90%')
    """
    return percent(share, (FIRM, SHAKY))


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
