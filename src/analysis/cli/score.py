"""`report-cards score`: the scores of one edition as a table, CSV or JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from analysis.cli.output import chosen_format, print_csv, print_table
from analysis.grading.rankings import ranking
from analysis.grading.scorecard import scorecard
from analysis.raw import read_dataset
from analysis.raw.editions import edition as edition_named

COLUMNS = [
    "jurisdiction",
    "name",
    "status",
    "score",
    "score_low",
    "score_high",
    "points_coded",
    "grade",
    "rank",
]


def score(data: Path, edition: str | None, output_format: str) -> None:
    """Print the ranked list of one edition."""
    chosen = chosen_format(output_format, ("table", "csv", "json"))
    dataset = read_dataset(data)
    which = edition_named(dataset, edition)
    card = scorecard(dataset, which)
    rows = records(ranking(card))
    if chosen == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif chosen == "csv":
        print_csv(COLUMNS, rows)
    else:
        print_table(f"{which.title}. Law as of {which.as_of.isoformat()}.", COLUMNS, rows)


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Rows for people and programs: whole numbers where they are whole, None where there is none."""
    return [{name: plain(row[name]) for name in COLUMNS} for row in table.reset_index().to_dict("records")]


def plain(value: object) -> object:
    """A value as JSON has it: None for missing or empty, an int for a whole number.

    >>> plain(""), plain(82.0), plain(pd.NA), plain("NE")
    (None, 82, None, 'NE')
    """
    if value is None or value is pd.NA or value == "" or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if hasattr(value, "__index__") and not isinstance(value, bool) else value
