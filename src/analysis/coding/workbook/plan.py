"""What importing a workbook would do: the changes, their effect on scores, and every reason not to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.coding.workbook.findings import Findings, Place, cell_problem
from analysis.coding.workbook.guards import Meant
from analysis.coding.workbook.layout import ANSWERS, LAWS, SHEETS, SheetLayout
from analysis.coding.workbook.merge import Change, Merged, merge
from analysis.coding.workbook.opening import open_workbook, still_open
from analysis.coding.workbook.reader import BookReader
from analysis.coding.workbook.records import records
from analysis.grading.scorecard import scorecard
from analysis.grading.scoring import score
from analysis.problems import DataProblems, Problem
from analysis.raw import Dataset
from analysis.raw.doubts import doubts
from analysis.raw.editions import answers, bases, editions, laws_in_force
from analysis.raw.one_slip import grouped
from analysis.raw.published import published_editions
from analysis.raw.schemas import SCHEMAS
from analysis.raw.store import canonical, checked, rewritten
from analysis.raw.vocabularies import TEXTS

HEADING = 2
"""Frames count from 0; a spreadsheet from 1, and its first row is the heading."""

EFFECT = ["status", "score", "score_low", "score_high", "grade"]


@dataclass(frozen=True)
class Plan:
    """A sound import: the tables it would write, what changes in them, what that does to scores, what to look at again, what
    was left aside.

    `effects`: one row per edition and jurisdiction whose score, bounds, status or grade changes: `edition`,
    `jurisdiction`, `name`, and each of these and the rank as `…_before` and `…_after`.
    """

    tables: dict[str, pd.DataFrame]
    changes: tuple[Change, ...]
    effects: pd.DataFrame
    doubts: tuple[Problem, ...]
    remarks: tuple[str, ...]
    corrections: int = 0
    """How many of the changes are corrections of what was published."""

    coder: str = ""
    """Who coded, as the workbook says."""


def plan_import(dataset: Dataset, path: Path, meant: Meant | None = None) -> Plan:
    """Work out what importing a workbook would change. Nothing is written.

    Errors: `DataProblems` with every problem of the workbook and of the data as it would be, at its cell where it has one.
    """
    findings = Findings(path.name)
    reader = BookReader(open_workbook(path), findings, dataset.codebook)
    if open_elsewhere := still_open(path):
        findings.remark(open_elsewhere)
    merged = merge(dataset, records(reader, dataset, findings), findings, meant)
    files = rewritten(dataset, merged.tables)
    try:
        after = checked(dataset.folder, files) if files else dataset
    except DataProblems as unsound:
        located = [_located(problem, merged, dataset, findings.file) for problem in unsound.problems]
        told = {problem.column for problem in findings.problems if "!" in problem.column}
        findings.problems += [problem for problem in located if problem.column not in told]
    else:
        if meant is None or not meant.rewrite_closed:
            _keep_published_laws(dataset, after, merged, findings)
    if findings.problems:
        raise DataProblems(problem for problem, _ in grouped(findings.problems))
    known = {(doubt.file, doubt.column, doubt.found) for doubt in doubts(dataset)}
    new = [doubt for doubt in doubts(after) if (doubt.file, doubt.column, doubt.found) not in known]
    return Plan(
        merged.tables,
        tuple(merged.changes),
        effects(dataset, after),
        tuple(_located(doubt, merged, dataset, findings.file) for doubt in new),
        tuple(findings.remarks),
        merged.corrections,
        reader.coder,
    )


def _keep_published_laws(before: Dataset, after: Dataset, merged: Merged, findings: Findings) -> None:
    """Report dates of law versions that would put another version into a published edition."""
    for edition in published_editions(before):
        was, would = (laws_in_force(data, edition.as_of)["law_id"] for data in (before, after))
        for place, law in was.items():
            other = str(would.get(str(place), ""))
            if other == law:
                continue
            cells = merged.places.get((LAWS.table, (str(law or other),)), {})
            findings.problem(
                cells.get("effective_from", LAWS.name),
                f"edition {edition.id} is published with {law or 'no version'} for {place}, and would show {other or 'none'}",
                f"dates that leave {law or 'none'} in force on {edition.as_of.isoformat()}",
                "correct the dates; if the published dates were wrong, import with --rewrite-closed",
            )


def effects(before: Dataset, after: Dataset) -> pd.DataFrame:
    """What two data sets score differently, by edition; the columns are those of `Plan.effects`.

    Law versions in force in no edition (an act of next year) are scored by themselves: `edition` is "" and rank is missing.
    """
    found: list[pd.DataFrame] = []
    covered: set[str] = set()
    for edition in editions(before):
        old = scorecard(before, edition).table
        new = old if after is before else scorecard(after, edition).table
        covered |= {*old["law_id"], *new["law_id"]}
        found.append(_differences(edition.id, old, new))
    others = [law for law in after.laws["law_id"] if law in set(before.laws["law_id"]) - covered]
    laws = after.laws.set_index("law_id").loc[others, ["jurisdiction", "effective_from"]]
    names = dict(zip(after.jurisdictions["jurisdiction"], after.jurisdictions["name"], strict=True))
    about = pd.DataFrame(
        {
            "jurisdiction": laws["jurisdiction"],
            "name": [
                f"{names[str(r.jurisdiction)]} ({r.Index}, from {r.effective_from})"
                for r in laws.itertuples()
            ],
            "rank": pd.NA,
        }
    )
    old, new = (
        about.join(
            score(answers(data, laws.index), data.rubric, on_text=bases(data, laws.index).isin(TEXTS)).summary
        ).set_index("jurisdiction")
        for data in (before, after)
    )
    found.append(_differences("", old, new))
    return pd.concat([frame for frame in found if len(frame)] or found[:1], ignore_index=True)


def _differences(edition: str, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    unlike = [(_comparable(old[name]) != _comparable(new[name])).to_numpy() for name in EFFECT]
    differ = np.logical_or.reduce(unlike)
    shown = [*EFFECT, "rank"]
    pair = old.loc[differ, ["name"]].reset_index()
    for side, table in (("before", old), ("after", new)):
        for name in shown:
            pair[f"{name}_{side}"] = table.loc[differ, name].array
    pair.insert(0, "edition", edition)
    return pair


def _comparable(column: pd.Series) -> pd.Series:
    """A column in which what is missing equals what is missing."""
    return column.astype(object).where(column.notna(), "")


def _located(problem: Problem, merged: Merged, dataset: Dataset, file: str) -> Problem:
    """A problem of the data as it would be, at the cell of the workbook that it comes from, and in its words."""
    place = _place(problem, merged, dataset)
    if place is None:
        return problem
    layout = next(layout for layout in SHEETS if layout.name == place.sheet)
    words = [_in_workbook(text, layout) for text in (problem.found, problem.allowed, problem.remedy)]
    return cell_problem(file, place, *words)


def _place(problem: Problem, merged: Merged, dataset: Dataset) -> Place | None:
    name = problem.file.removesuffix(".csv")
    if problem.row is None or name not in merged.tables:
        return None
    laws = merged.tables["laws"]
    frame = canonical(name, merged.tables[name], laws, dataset.codebook)
    row = frame.iloc[problem.row - HEADING]
    columns = [column.strip() for column in problem.column.split(",")]
    asked = [column for column in columns if column in dataset.codebook]
    if name == "laws" and asked:  # a law version that lacks the answer to a question
        return merged.places.get((ANSWERS.table, (str(row["law_id"]), asked[0])), {}).get("value")
    key = tuple(str(row[column]) for column in SCHEMAS[name].key)
    places = merged.places.get((name, key), {})
    if name == ANSWERS.table and columns == ["variable"]:  # what is wrong is that there is an answer
        columns = ["value"]
    return next((places[column] for column in columns if column in places), None)


def _in_workbook(text: str, layout: SheetLayout) -> str:
    """Speak of sheets, headings and cells where a check speaks of files, columns and rows.

    >>> _in_workbook("add the source to sources.csv, or delete the row", SHEETS[0])
    'add the source to the sheet Sources, or empty the cells of this line'
    """
    for sheet in SHEETS:
        text = re.sub(rf"\b{sheet.table}\.csv", f"the sheet {sheet.name}", text)
    for column in layout.fields:
        if "_" in column.field:
            text = re.sub(rf"\b{column.field}\b", f"'{column.heading}'", text)
    return text.replace("delete the row", "empty the cells of this line")
