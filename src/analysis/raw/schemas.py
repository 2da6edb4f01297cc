"""What each file holds: its columns, what each cell must be, and which files, rows and columns may be absent.

Said in plain values, so that whoever only reads the files need not wait for the library that checks them (`table_checks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.raw.forms import (
    ADDRESS,
    ADDRESSES,
    DATE,
    FIPS,
    GRID,
    LAW_ID,
    NAME,
    POSTAL_CODE,
    REQUIRED,
    SAFE_ADDRESS,
    SOURCE_DATE,
    YEAR,
    Check,
    one_of,
)
from analysis.raw.vocabularies import BASES, CORRECTABLE, DECISIONS, KINDS, PRECISIONS, READ, UNREAD


@dataclass(frozen=True)
class Schema:
    """One CSV file: its columns with their checks, and the columns that no two rows share."""

    name: str
    columns: Mapping[str, list[Check]]
    key: tuple[str, ...]


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
            kind=[REQUIRED, one_of(KINDS)],
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
            effective_precision=[REQUIRED, one_of(PRECISIONS)],
            effective_to=DATE,
            statutes=[],
            verified_through=DATE,
            basis=[REQUIRED, one_of(BASES)],
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
            basis=[one_of(BASES)],
            note=[],
            decided=[REQUIRED, one_of(DECISIONS)],
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
            kind=[REQUIRED, one_of(BASES)],
        ),
        _schema(
            "amendments",
            key=("jurisdiction", "year", "effective", "act"),
            jurisdiction=[REQUIRED],
            year=[YEAR],
            effective=DATE,
            act=[],
            change=[REQUIRED],
            text_read=[REQUIRED, one_of((READ, UNREAD))],
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
            column=[REQUIRED, one_of(CORRECTABLE)],
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
