"""A comparison as one flat table, for spreadsheets and programs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.change.changes import LAW_CHANGED
from analysis.change.comparison import STEPS, Comparison
from analysis.display.documents import Cell, cell, difference

COLUMNS = (
    "section",
    "jurisdiction",
    "name",
    "subject",
    "before",
    "after",
    "points_before",
    "points_after",
    "change",
    "why",
)


def change_rows(comparison: Comparison) -> list[dict[str, Cell]]:
    """One row per change.

    Out: rows with the keys `COLUMNS`; `section` is `law` (subject: the event), `answer`, `text_seen`,
    `correction`, `recoded`,
    `rubric`, `score` (subject: the reason, change: its points), `grade` (as published, and now)
    or `bridge`. Values are ids of the codebook, not labels.
    """
    names = comparison.scores["name"]
    rows = _laws(comparison) + _answers(comparison) + _coding(comparison, names) + _rubric(comparison)
    for place, row in zip(comparison.scores.index, _records(comparison.scores), strict=True):
        who = {"jurisdiction": place, "name": row["name"]}
        rows += [{"section": "score", **who, "subject": s, "change": row[s]} for s in STEPS]
        rows.append(
            {
                "section": "grade",
                **who,
                "subject": "as_published_to_now",
                "before": row["grade_published"] or row["status_published"],
                "after": row["grade_after"] or row["status_after"],
                "points_before": row["score_published"],
                "points_after": row["score_after"],
                "change": difference(row["score_published"], row["score_after"]),
            }
        )
    rows += _bridge(comparison)
    return [{column: cell(row.get(column)) for column in COLUMNS} for row in rows]


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dict("records")  # type: ignore[return-value]


def _laws(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "section": "law",
            "jurisdiction": place,
            "name": row["name"],
            "subject": row["event"],
            "before": row["law_id_before"],
            "after": row["law_id_after"],
            "points_before": row["score_before"],
            "points_after": row["score_after"],
            "change": row["score_change"],
            "why": row["acts"],
        }
        for place, row in zip(comparison.laws.index, _records(comparison.laws), strict=True)
    ]


def _answers(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "section": "answer" if row["reason"] == LAW_CHANGED else "text_seen",
            **{
                k: row[k]
                for k in ("jurisdiction", "name", "before", "after", "points_before", "points_after")
            },
            "subject": row["variable"],
            "change": row["gain"],
            "why": row["reason"],
        }
        for row in _records(comparison.changes.answers)
    ]


def _coding(comparison: Comparison, names: pd.Series) -> list[dict[str, Any]]:
    made = [
        {
            "section": "correction",
            "subject": f"{row['law_id']} {row['variable']} {row['column']}",
            "before": row["old"],
            "after": row["new"],
            "points_before": row["points_old"],
            "points_after": row["points_new"],
            "change": difference(row["points_old"], row["points_new"]),
        }
        | {k: row[k] for k in ("jurisdiction", "why")}
        for row in _records(comparison.corrections)
    ]
    anew = [
        {
            "section": "recoded",
            "subject": f"{row['law_id']} {row['variable']}",
            "change": difference(row["points_before"], row["points_after"]),
        }
        | {k: row[k] for k in ("jurisdiction", "before", "after", "points_before", "points_after", "why")}
        for row in _records(comparison.recoded)
    ]
    return [{**row, "name": names.get(row["jurisdiction"], "")} for row in made + anew]


def _rubric(comparison: Comparison) -> list[dict[str, Any]]:
    why = f"rubric {comparison.rubric_before.version} to {comparison.rubric_after.version}"
    return [
        {"section": "rubric", "subject": r["rule"], "before": r["before"], "after": r["after"], "why": why}
        for r in _records(comparison.rubric)
    ]


def _bridge(comparison: Comparison) -> list[dict[str, Any]]:
    if comparison.bridge is None:
        return []
    return [
        {
            "section": "bridge",
            "jurisdiction": place,
            "name": row["name"],
            "subject": f"{which}_rubric",
            "before": row[f"grade_before_{which}_rubric"],
            "after": row[f"grade_after_{which}_rubric"],
            "points_before": row[f"score_before_{which}_rubric"],
            "points_after": row[f"score_after_{which}_rubric"],
            "change": row[f"change_{which}_rubric"],
        }
        for place, row in zip(comparison.bridge.index, _records(comparison.bridge), strict=True)
        for which in ("old", "new")
    ]
