"""Checks of form that hold for every table: cells, keys, and references from one file to another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.problems import Problem, did_you_mean, joined, listed, quoted
from analysis.raw.files import rows
from analysis.raw.folder import RawFolder
from analysis.raw.schemas import SCHEMAS, UNIQUE

REFERENCES = (
    ("laws", "jurisdiction", "jurisdictions", "jurisdiction"),
    ("second_codings", "jurisdiction", "jurisdictions", "jurisdiction"),
    ("second_codings", "law_id", "laws", "law_id"),
    ("second_codings", "edition", "editions", "edition"),
    ("sources", "jurisdiction", "jurisdictions", "jurisdiction"),
    ("amendments", "jurisdiction", "jurisdictions", "jurisdiction"),
    ("bills", "jurisdiction", "jurisdictions", "jurisdiction"),
    ("codings", "law_id", "laws", "law_id"),
    ("corrections", "law_id", "laws", "law_id"),
)
"""Table and column that name a row of another table by its column."""

NOUNS = {"jurisdiction": "jurisdiction", "law_id": "law version", "edition": "edition"}


def malformed_cells(raw: RawFolder) -> Iterator[Problem]:
    """Cells that do not have the form, or are not in the vocabulary, that their schema asks for."""
    for name in SCHEMAS:
        frame = raw.sheets[name].frame
        if frame is None:
            continue
        try:
            _checked_by_pandera(name).validate(frame, lazy=True)
        except SchemaErrors as errors:
            for error in errors.schema_errors:
                column, check = str(error.schema.name), error.check
                choices = (check.statistics or {}).get("of", ())
                for case in error.failure_cases.itertuples():
                    remedy = did_you_mean(case.failure_case, choices, check.description)
                    found = quoted(case.failure_case)
                    yield Problem(f"{name}.csv", int(case.index), column, found, check.title, remedy)


@cache
def _checked_by_pandera(name: str) -> pa.DataFrameSchema:
    """A table's schema for the library; each check carries, as `title`, what is allowed and, as `description`, what to do.

    Every cell is read as text, so nothing is asked of types and of missing values: to look for these in each column
    takes longer than all other checks.
    """
    columns = {
        column: [
            pa.Check(
                c.valid, title=c.allowed, description=c.remedy, statistics={"of": c.choices}, ignore_na=False
            )
            for c in checks
        ]
        for column, checks in SCHEMAS[name].columns.items()
        if checks
    }
    return pa.DataFrameSchema(
        {
            column: pa.Column(checks=checks, required=False, nullable=True)
            for column, checks in columns.items()
        },
        name=name,
    )


def duplicated_rows(raw: RawFolder) -> Iterator[Problem]:
    """Rows that share the key of an earlier row, or a value that must be each row's own."""
    keys = [(name, schema.key) for name, schema in SCHEMAS.items()]
    for name, key in [*keys, *((name, (column,)) for name, column in UNIQUE)]:
        frame = raw.sheets[name].frame
        if frame is None or not set(key) <= set(frame.columns):
            continue
        first: dict[tuple[str, ...], int] = {}
        for row, cells in rows(frame, *key):
            if row in raw.sheets[name].damaged or not any(cells):
                continue
            if cells in first:
                found = f"{quoted(', '.join(filter(None, cells)))} stands in row {first[cells]} already"
                allowed = f"no two rows with the same {joined(key)}"
                remedy = "delete one of the two rows, or correct what tells them apart"
                yield Problem(f"{name}.csv", row, ", ".join(key), found, allowed, remedy)
            first.setdefault(cells, row)


def unknown_references(raw: RawFolder) -> Iterator[Problem]:
    """Jurisdictions and law versions that are named and do not exist."""
    for name, column, other, target in REFERENCES:
        cells, others = raw.rows_if_any(name, column), raw.rows_if_any(other, target)
        known = [cell for _, (cell,) in others]
        noun, index = NOUNS[target], set(known)
        for row, (cell,) in cells if known else []:
            if cell and cell not in index:
                remedy = did_you_mean(cell, known, f"add the {noun} to {other}.csv, or correct the cell")
                found = f"{quoted(cell)} is not in {other}.csv"
                yield Problem(f"{name}.csv", row, column, found, listed(known, cell, noun), remedy)


def shared_tiles(raw: RawFolder) -> Iterator[Problem]:
    """Two jurisdictions on one place of the tile-grid map."""
    holder: dict[tuple[str, str], str] = {}
    for row, (code, down, across) in raw.rows("jurisdictions", "jurisdiction", "tile_row", "tile_column"):
        tile = (down.zfill(2), across.zfill(2))
        if down and across and tile in holder:
            found = f"row {down}, column {across} is the place of {holder[tile]} already"
            remedy = f"give {code or 'the jurisdiction'} a free place"
            allowed = "one jurisdiction on each place of the tile-grid map"
            yield Problem("jurisdictions.csv", row, "tile_row, tile_column", found, allowed, remedy)
        holder.setdefault(tile, code)
