"""A state's name with how firmly it stands where it does."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from analysis.display.words import plain
from analysis.grading.scoring import PROVISIONAL, SCORED


def named(rows: pd.DataFrame) -> list[str]:
    """Names with the score in brackets; a provisional one with its range.

    In: rows of `Scorecard.table`.

    >>> named(pd.DataFrame({"name": ["Ann", "Bea"], "status": ["graded", "provisional"], "score": [90, 70],
    ...     "score_low": [90, 60], "score_high": [90, 85]}))
    ['Ann (90)', 'Bea (70, provisional, 60–85)']
    """
    return [f"{plain(row['name'])} ({_standing(row)})" for row in rows.to_dict("records")]


def _standing(row: Mapping[Hashable, object]) -> str:
    if row["status"] not in SCORED:
        return "not graded"
    unsure = f", provisional, {row['score_low']}–{row['score_high']}" if row["status"] == PROVISIONAL else ""
    return f"{row['score']}{unsure}"
