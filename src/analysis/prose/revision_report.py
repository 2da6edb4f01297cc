"""The parts of the change report that are not about the law: corrections, and a rubric that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.change.comparison import Comparison
from analysis.change.corrected_codings import LAW_VERSION
from analysis.display.documents import CHANGE, Column, Section, cell, difference
from analysis.standard.codebook import SEPARATOR, Codebook


def revisions(comparison: Comparison, codebook: Codebook) -> list[Section]:
    """Sections on corrections, on answers coded anew, on the rubric and, where it changed, the bridge."""
    return [*_corrections(comparison, codebook), *_rubric(comparison)]


def _corrections(comparison: Comparison, codebook: Codebook) -> list[Section]:
    made = tuple(
        (
            row["jurisdiction"],
            codebook[row["variable"]].question,
            _words(codebook, row, "old"),
            _words(codebook, row, "new"),
            difference(row["points_old"], row["points_new"]),
            row["editions"],
            f"{row['why']} (reported by {row['reported_by']}, {row['reported_on']})",
        )
        for row in comparison.corrections.to_dict("records")
    )
    columns = (
        Column("Jurisdiction"),
        Column("Question"),
        Column("Published"),
        Column("Corrected"),
        Column("Points", CHANGE),
        Column("Editions"),
        Column("Why"),
    )
    sections = [
        Section(
            "corrections",
            "Published values corrected",
            "From corrections.csv. The law did not change; the coding had been wrong.",
            columns,
            made,
            "No correction concerns these editions.",
        )
    ]
    recoded = comparison.recoded
    if len(recoded):
        sections.append(_recoded(recoded, codebook))
    return sections


def _recoded(recoded: pd.DataFrame, codebook: Codebook) -> Section:
    rows = tuple(
        (
            row["jurisdiction"],
            row["law_id"],
            "Which version was in force"
            if row["variable"] == LAW_VERSION
            else codebook[row["variable"]].question,
            _words(codebook, row, "before"),
            _words(codebook, row, "after"),
            difference(row["points_before"], row["points_after"]),
            row["why"] or "no correction recorded",
        )
        for row in recoded.to_dict("records")
    )
    columns = (
        Column("Jurisdiction"),
        Column("Law version"),
        Column("Question"),
        Column("Data of then"),
        Column("Data of now"),
        Column("Points", CHANGE),
        Column("Why"),
    )
    note = "The two data folders say different things about the same law on the same day: the coding changed."
    return Section("recoded", "The earlier edition, coded anew", note, columns, rows, "")


def _rubric(comparison: Comparison) -> list[Section]:
    old, new = comparison.rubric_before.version, comparison.rubric_after.version
    rules = Section(
        "rubric",
        "What the rubric changed",
        f"From rubric {old} to rubric {new}. The law did not change; its points did.",
        (Column("Rule"), Column("Before"), Column("After")),
        tuple(
            (r["rule"], r["before"] or "none", r["after"] or "none")
            for r in comparison.rubric.to_dict("records")
        ),
        f"Both editions are scored under rubric {new}.",
    )
    if comparison.bridge is None:
        return [rules]
    before, after = comparison.changes.before.edition.id, comparison.changes.after.edition.id
    columns = (
        Column("Jurisdiction"),
        *(Column(f"{edition}, {which} rubric") for edition in (before, after) for which in ("old", "new")),
        Column("Change, old rubric", CHANGE),
        Column("Change, new rubric", CHANGE),
    )
    sides = [f"{edition}_{which}_rubric" for edition in ("before", "after") for which in ("old", "new")]
    rows = tuple(
        (
            row["name"],
            *(f"{row[f'grade_{s}']} {row[f'score_{s}']}" if row[f"grade_{s}"] else None for s in sides),
            cell(row["change_old_rubric"]),
            cell(row["change_new_rubric"]),
        )
        for row in comparison.bridge.to_dict("records")
    )
    note = "Grade and score of both editions, on the data of today, under both rubrics."
    return [rules, Section("bridge", "Both editions under both rubrics", note, columns, rows, "")]


def _words(codebook: Codebook, row: Mapping[Any, Any], side: str) -> str:
    """A value in words where it is an answer of this codebook, else as it stands."""
    variable, value = row["variable"], str(row[side])
    if variable not in codebook or row.get("column", "value") != "value" or not value:
        return value or "none"
    known = codebook[variable].response_set
    parts = value.split(SEPARATOR) if codebook[variable].multiple else [value]
    return codebook.label(variable, value) if set(parts) <= set(known) else value
