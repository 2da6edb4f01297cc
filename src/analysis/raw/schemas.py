"""What each file holds: its columns, the form of each cell, and the vocabularies that no other file defines.

Said in plain values, so that whoever only reads the files need not wait for the library that checks them (`table_checks`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analysis.problems import listed

if TYPE_CHECKING:
    import pandas as pd

BASES = ("statute", "bill", "secondary")
"""Kinds of text a value can rest on, strongest first; also the kinds of source."""

TEXTS = ("statute", "bill")
"""Kinds that are the text of a law itself; what rests on another is open in the range of a score."""

PRECISIONS = ("day", "year", "seen")
"""How exactly the first day of a law version is known."""

DECISIONS = ("agreed", "adjudicated", "rule", "single")
"""How a published value came about; `single`: coded once."""

KINDS = STATE, DISTRICT, TERRITORY, FEDERAL = ("state", "district", "territory", "federal")
"""What a jurisdiction is."""

STATES = KINDS[:2]
"""Ranks, counts and the word "state" are of these; the others have cards and stand apart."""

READ, UNREAD = "yes", "no"
"""Whether somebody has read what an act did to the answers."""

CORRECTABLE = ("value", "citation", "source_ids", "basis", "note")
"""The columns of codings.csv that a correction may change."""

SOURCE_YEARS = ("1900", "2100")
"""Years that a source can be of; others are listed as doubtful."""

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


@dataclass(frozen=True)
class Schema:
    """One CSV file: its columns with their checks, and the columns that no two rows share."""

    name: str
    columns: Mapping[str, list[Check]]
    key: tuple[str, ...]


def _check(
    valid: Callable[[pd.Series], pd.Series], allowed: str, remedy: str, choices: tuple[str, ...] = ()
) -> Check:
    """A check that passes over empty cells; `required` speaks of those."""
    return Check(lambda cells: (cells == "") | valid(cells), allowed, remedy, choices)


def _form(pattern: str, allowed: str, remedy: str) -> Check:
    return _check(lambda cells: cells.str.fullmatch(pattern), allowed, remedy)


def _one_of(choices: tuple[str, ...]) -> Check:
    return _check(
        lambda cells: cells.isin(choices), listed(choices), f"write one of: {', '.join(choices)}", choices
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
    return _check(
        lambda cells: ~cells.str.fullmatch(pattern) | cells.map(is_date).astype(bool),
        "a day that is in the calendar",
        "correct the day or the month",
    )


def is_day(text: str) -> bool:
    """Whether text is a day written as an ISO date."""
    return re.fullmatch(DAY, text) is not None and is_date(text)


REQUIRED = Check(lambda cells: cells != "", "a value in every row", "fill in the cell")
DATE = [_form(DAY, DAY_ALLOWED, DAY_REMEDY), _on_calendar(DAY)]
POSTAL_CODE = _form(
    "(?!(?:CON|PRN|AUX|NUL)$)[A-Z]{2,8}",
    "a code of two or more capital letters",
    "write the code in capitals",
)
FIPS = _form(
    "[0-9]{2}|[A-Za-z0-9-]{3,12}",
    "two digits; for a jurisdiction that the map does not show, a code of three characters or more, or nothing",
    "write two digits, with the leading zero (format the column as text)",
)
GRID = _form("[0-9]{1,2}", "a whole number from 0 to 99", "write the place on the tile-grid map as a number")
LAW_ID = _form(
    "[A-Z]{2,8}-[A-Za-z0-9][A-Za-z0-9_-]{0,39}",
    "the jurisdiction's code, a hyphen, and letters or digits, such as NE-2018",
    "write the identifier in this form, in every file that names the law",
)
NAME = _form(IDENTIFIER, "letters, digits, and . _ - between them", "use only these characters")
YEAR = _form(
    "(?:19|20)[0-9]{2}", "a year in four digits", "write the year in four digits, or leave the cell empty"
)
HOST = r"https?://[^\s/?#<>\"\\]+"
ADDRESS = _form(
    rf"{HOST}(?:[/?#][^<>\"\\]*)?",
    "a web address that begins with https:// or http://",
    "copy the address from the browser, or leave the cell empty",
)
SAFE_ADDRESS = _form(
    rf"{HOST.replace('https?', 'https')}(?:[/?#][^<>\"\\]*)?",
    "a web address that begins with https://",
    "copy the address from the browser; readers in danger are sent to no page that others can read along",
)
ADDRESSES = _form(
    rf"{HOST}(?:[/?#][^\s<>\"\\]*)?(?: {HOST}(?:[/?#][^\s<>\"\\]*)?)*",
    "web addresses that begin with https:// or http://, one space between them",
    "copy the addresses from the browser, or leave the cell empty",
)
SOURCE_DATE = [
    _form(
        "[0-9]{4}(?:-[0-9]{2}){0,2}",
        "a year, year-month or year-month-day, such as 2026, 2026-07 or 2026-07-01",
        "write the date as exactly as it is known, or leave the cell empty",
    ),
    _on_calendar("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
]


def _schema(table: str, /, *, key: tuple[str, ...], **columns: list[Check]) -> Schema:
    for name, checks in columns.items():
        if REQUIRED in checks:  # Who must fill a cell is not told that it may stay empty.
            columns[name] = [
                replace(c, remedy=c.remedy.removesuffix(", or leave the cell empty")) for c in checks
            ]
    return Schema(table, columns, key)


SCHEMAS: dict[str, Schema] = {
    schema.name: schema
    for schema in (
        _schema(
            "jurisdictions",
            key=("jurisdiction",),
            jurisdiction=[REQUIRED, POSTAL_CODE],
            fips=[FIPS],
            name=[REQUIRED],
            kind=[REQUIRED, _one_of(KINDS)],
            region=[REQUIRED],
            tile_row=[REQUIRED, GRID],
            tile_column=[REQUIRED, GRID],
        ),
        _schema(
            "editions",
            key=("edition",),
            edition=[REQUIRED, NAME],
            as_of=[REQUIRED, *DATE],
            title=[REQUIRED],
            published=DATE,
        ),
        _schema(
            "laws",
            key=("law_id",),
            law_id=[REQUIRED, LAW_ID],
            jurisdiction=[REQUIRED],
            effective_from=[REQUIRED, *DATE],
            effective_precision=[REQUIRED, _one_of(PRECISIONS)],
            effective_to=DATE,
            statutes=[],
            verified_through=DATE,
            basis=[REQUIRED, _one_of(BASES)],
            open_questions=[],
        ),
        _schema(
            "codings",
            key=("law_id", "variable"),
            law_id=[REQUIRED],
            variable=[REQUIRED],
            value=[REQUIRED],
            citation=[],
            source_ids=[],
            basis=[_one_of(BASES)],
            note=[],
            decided=[REQUIRED, _one_of(DECISIONS)],
        ),
        _schema(
            "second_codings",
            key=("codebook", "edition", "law_id", "variable"),
            codebook=[REQUIRED, NAME],
            jurisdiction=[REQUIRED],
            law_id=[REQUIRED],
            variable=[REQUIRED],
            first=[REQUIRED],
            second=[REQUIRED],
            edition=[NAME],
        ),
        _schema(
            "sources",
            key=("source_id",),
            source_id=[REQUIRED, NAME],
            jurisdiction=[REQUIRED],
            url=[ADDRESS],
            more_urls=[ADDRESSES],
            title=[REQUIRED],
            date=SOURCE_DATE,
            kind=[REQUIRED, _one_of(BASES)],
        ),
        _schema(
            "amendments",
            key=("jurisdiction", "year", "effective", "act"),
            jurisdiction=[REQUIRED],
            year=[YEAR],
            effective=DATE,
            act=[],
            change=[REQUIRED],
            text_read=[REQUIRED, _one_of((READ, UNREAD))],
            source_ids=[REQUIRED],
        ),
        _schema(
            "bills",
            key=("jurisdiction", "bill", "year"),
            jurisdiction=[REQUIRED],
            bill=[REQUIRED],
            year=[REQUIRED, YEAR],
            what=[REQUIRED],
            status=[REQUIRED],
            status_date=[REQUIRED, *SOURCE_DATE],
            source_ids=[REQUIRED],
            answers=[],
        ),
        _schema(
            "help",
            key=("name",),
            name=[REQUIRED],
            what=[REQUIRED],
            address=[REQUIRED, SAFE_ADDRESS],
            source=[REQUIRED],
            checked=[REQUIRED, *DATE],
        ),
        _schema(
            "corrections",
            key=("law_id", "variable", "column", "old"),
            law_id=[REQUIRED],
            variable=[REQUIRED],
            column=[REQUIRED, _one_of(CORRECTABLE)],
            old=[],
            new=[],
            why=[REQUIRED],
            reported_by=[REQUIRED],
            reported_on=[REQUIRED, *DATE],
        ),
    )
}
"""One schema per CSV file."""

MAY_BE_ABSENT = frozenset({"bills", "corrections", "help"})
"""Files that need not be there."""

MAY_LACK_ROWS = MAY_BE_ABSENT | {"amendments", "second_codings"}
"""Files that may hold nothing but their heading, as a new project's do."""

MAY_LACK_COLUMNS = {"editions": ("published",), "second_codings": ("edition",), "bills": ("answers",)}
"""Columns that data put aside in earlier years does not have; they then read as empty."""

UNIQUE = (("jurisdictions", "fips"), ("jurisdictions", "name"), ("editions", "as_of"))
"""Columns besides the key that no two rows share."""
