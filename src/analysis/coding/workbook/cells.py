"""From what a spreadsheet holds in a cell to the text of the raw tables, or to a reason why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import from_excel

from analysis.coding.workbook.layout import (
    ADDRESSES,
    ANSWER,
    CHOICE,
    DAY,
    IDENTIFIER,
    IDENTIFIERS,
    WHEN,
    YEAR,
)
from analysis.safety import is_unseen

Finding = tuple[str, str, str]
"""Found, allowed, what to do."""

PARTS_OF_DATE = {DAY: 3, WHEN: 1, YEAR: 1}
TEXT_ONLY = "a cell that holds text"
SERIALS = range(10_000, 80_000)
"""Numbers that Excel shows as dates from 1927 to 2119; a year typed as a number is smaller."""

PLAIN = str.maketrans({**dict.fromkeys("‘’‚‛“”„\"'`´", None), **dict.fromkeys("‐‑‒–—−", "-"), "\u00a0": " "})


class Unusable(Exception):
    """A cell that cannot be taken for anything; `finding` says why."""

    def __init__(self, found: str, allowed: str, remedy: str) -> None:
        super().__init__(found)
        self.finding: Finding = (found, allowed, remedy)


def cell_text(cell: Cell, kind: str, epoch: datetime, choices: Sequence[str] = ()) -> str:
    """The text a cell stands for. Error: `Unusable`.

    Spaces around it go, line breaks become spaces; dates and serial numbers become ISO dates where a date belongs;
    quotation marks and dashes that a word processor put into an identifier become plain.
    """
    value: Any = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        remedy = "copy the cell and paste it as a value, or type the text; a text may not begin with ="
        raise Unusable("a formula", TEXT_ONLY, remedy)
    if cell.data_type == "e":
        raise Unusable(f"the error value {value}", TEXT_ONLY, "type what the cell should say")
    if isinstance(value, bool):
        if kind == ANSWER and str("yes" if value else "no") in choices:
            return "yes" if value else "no"
        remedy = (
            "choose from the list"
            if kind in (ANSWER, CHOICE)
            else "type what the cell should say, after an apostrophe"
        )
        raise Unusable(f"the value {str(value).upper()}", TEXT_ONLY, remedy)
    if isinstance(value, datetime | date | time):
        return _from_date(value, kind)
    if isinstance(value, int | float):
        return _from_number(value, kind, epoch)
    return clean(str(value), kind, choices)


def clean(text: str, kind: str, choices: Sequence[str] = ()) -> str:
    r"""Text without what a spreadsheet or word processor adds to it.

    >>> clean(" a\nb\u200b ", "text"), clean("‘NE-s8’, NE–s9", "identifiers"), clean("2027-1-5", "day")
    ('a b', 'NE-s8;NE-s9', '2027-01-05')
    >>> clean("soft\u00adly \U000e0041\u2064joined\ufe0f", "text")
    'softly joined'
    >>> clean("Must Grant", "answer", ("must_grant", "silent")), clean("TRUE", "answer", ("yes", "no", "not_coded"))
    ('must_grant', 'yes')
    """
    text = re.sub(r"\s*[\n\r\t\v\f\x85\u2028\u2029]+\s*", " ", _pasted(text)).strip()
    if kind == IDENTIFIERS:
        return ";".join(part for part in re.split(r"[;,\s]+", text.translate(PLAIN)) if part)
    if kind == ADDRESSES:
        return " ".join(text.split())
    if kind in (IDENTIFIER, CHOICE, ANSWER, DAY, WHEN, YEAR):
        text = text.translate(PLAIN).strip()
    if kind in (CHOICE, ANSWER):
        return _choice(text, choices)
    if kind in PARTS_OF_DATE and (
        match := re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?", text)
    ):
        return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
    return text


def _pasted(text: str) -> str:
    """Text without the marks that come along from a browser or from Word and that nobody sees.

    Control characters, private use and traces of a lost character stay, for the check of the tables to name.
    """
    marks = {c for c in text if is_unseen(c) and unicodedata.category(c) in ("Cf", "Mn")}
    return "".join(c for c in text if c not in marks).strip() if marks else text.strip()


def _choice(text: str, choices: Sequence[str]) -> str:
    if {"yes", "no"} <= set(choices):
        text = {"true": "yes", "false": "no"}.get(text.casefold(), text)
    plain = re.sub(r"[\s_-]+", "_", text).casefold()
    return next((choice for choice in choices if choice.casefold() == plain), text)


def _from_date(value: datetime | date | time, kind: str) -> str:
    if isinstance(value, time):
        raise Unusable(
            f"the time of day {value}", TEXT_ONLY, "type the text after an apostrophe, such as '12:30"
        )
    if isinstance(value, datetime) and value.time() != time():
        raise Unusable(f"a date with a time of day, {value}", "a day", "type the day as year-month-day")
    day = value.date() if isinstance(value, datetime) else value
    if kind in (DAY, WHEN):
        return day.isoformat()
    found = f"the date {day.isoformat()}"
    raise Unusable(
        found,
        TEXT_ONLY,
        "a spreadsheet makes dates of numbers with hyphens: type it again after an apostrophe (')",
    )


def _from_number(value: float, kind: str, epoch: datetime) -> str:
    whole = float(value).is_integer()
    if kind in (DAY, WHEN) and whole and int(value) in SERIALS:
        day = from_excel(int(value), epoch)
        return day.date().isoformat() if isinstance(day, datetime) else str(day)
    if whole and abs(value) < 10**15:
        return str(int(value))
    remedy = "type it again after an apostrophe ('), so that the spreadsheet leaves it as it is"
    raise Unusable(f"the number {value}, which may have been rounded", TEXT_ONLY, remedy)
