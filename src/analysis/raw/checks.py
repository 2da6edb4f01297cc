"""Every check of the data set, in the order in which a mistake is best explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analysis.problems import Problem
from analysis.raw.answer_checks import (
    answers_outside_codebook,
    coded_without_source,
    corrections_that_match_nothing,
    corrections_without_effect,
    unknown_sources,
    unknown_variables,
)
from analysis.raw.bill_answers import wrong_bill_answers
from analysis.raw.cell_checks import unsafe_cells
from analysis.raw.folder import RawFolder, UnreadableError
from analysis.raw.help_checks import help_without_source
from analysis.raw.law_checks import (
    answers_to_a_law_that_is_not,
    backward_dates,
    jurisdictions_without_law,
    laws_of_another_jurisdiction,
    laws_sorted_alone,
    laws_without_answers,
    overlapping_versions,
    second_codings_of_another_jurisdiction,
)
from analysis.raw.map_checks import shapes_missing
from analysis.raw.model_law_checks import model_law_against_codebook, model_law_earns_full_points
from analysis.raw.one_slip import MANY, grouped
from analysis.raw.rubric_checks import rubric_against_codebook, rubric_points, rubric_scale
from analysis.raw.table_checks import duplicated_rows, malformed_cells, shared_tiles, unknown_references

Check = Callable[[RawFolder], Iterable[Problem]]

SPOILED = 0.2
"""From this share of a file's rows on, the file itself is spoiled, and one line says so."""

CHECKS: tuple[Check, ...] = (
    unsafe_cells,
    malformed_cells,
    laws_sorted_alone,
    duplicated_rows,
    unknown_references,
    unknown_variables,
    shared_tiles,
    laws_of_another_jurisdiction,
    second_codings_of_another_jurisdiction,
    backward_dates,
    overlapping_versions,
    jurisdictions_without_law,
    answers_outside_codebook,
    wrong_bill_answers,
    coded_without_source,
    unknown_sources,
    help_without_source,
    laws_without_answers,
    answers_to_a_law_that_is_not,
    corrections_that_match_nothing,
    corrections_without_effect,
    rubric_scale,
    rubric_points,
    rubric_against_codebook,
    model_law_against_codebook,
    model_law_earns_full_points,
    shapes_missing,
)


def problems_of(raw: RawFolder) -> list[Problem]:
    """All problems of a folder. One cell is reported once, for the first reason that holds.

    A check whose file could not be read is left out: what it would say follows from that.
    """
    problems = [problem for problem, _ in grouped(raw.problems)]
    damaged = {(f"{name}.csv", row) for name, sheet in raw.sheets.items() for row in sheet.damaged}
    cells: set[tuple[str, int | None, str]] = set()
    spoiled: set[str] = set()
    rows = {f"{name}.csv": len(sheet) for name, sheet in raw.sheets.items()}
    for check in CHECKS:
        if check is laws_without_answers and "codings.csv" in spoiled:
            continue
        for problem, count in grouped(run(check, raw)):
            cell = (problem.file, problem.row, problem.column)
            is_cell = problem.file.endswith(".csv")
            told = problem.file in spoiled or (is_cell and cell in cells)
            if told or (problem.file, problem.row) in damaged:
                continue
            cells.add(cell)
            problems.append(problem)
            if check is laws_sorted_alone or count > max(MANY, SPOILED * rows.get(problem.file, count)):
                # What else is wrong in this file follows from the same slip.
                spoiled.add(problem.file)
                problems = [p for p in problems if p.file != problem.file or p is problem]
    return problems


def run(check: Check, raw: RawFolder) -> list[Problem]:
    """The problems one check finds; none where it lacks a file."""
    try:
        return list(check(raw))
    except UnreadableError:
        return []
