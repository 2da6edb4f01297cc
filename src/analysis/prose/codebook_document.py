"""docs/CODEBOOK.md: the questions, answers, instructions and points, written from codebook.toml and rubric.toml."""

from __future__ import annotations

from analysis.display.documents import NUMBER, Cell, Column, escape_markdown, paragraph, pipe_table
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, Codebook, Variable
from analysis.standard.rubric import Item, Rubric

NOTICE = (
    "<!-- Written by `report-cards docs` from data/raw/codebook.toml and data/raw/rubric.toml. "
    "Edit those, not this file. -->"
)


def codebook_markdown(codebook: Codebook, rubric: Rubric) -> str:
    """The codebook as a page to read: overview, every question with its answers and points, grades and ceilings."""
    parts = [
        "# Codebook",
        NOTICE,
        f"Codebook {escape_markdown(codebook.version)}, rubric {escape_markdown(rubric.version)}. "
        "How coders work with it: [PROTOCOL.md](PROTOCOL.md).",
        "One answer is given to each question for each law version. Answers are listed from best to worst for a "
        "survivor; the first column is what stands in the data. Two answers look alike and are kept apart:",
        "- `silent`, where listed: the whole governing text was read and does not say;\n"
        f"- `{NOT_CODED}`, allowed everywhere: the text that would answer was not seen. It earns nothing and costs "
        "nothing: the question is left out of the score, and the bounds of the score grow wider.",
        "## Overview",
        _overview(codebook, rubric),
    ]
    for category in rubric.categories:
        parts += [
            f"## {escape_markdown(category.title)}",
            f"At most {_points(category.maximum)}. Best practice: {escape_markdown(category.best_practice)}",
        ]
        parts += [p for item in category.items for p in _question(codebook[item.variable], item)]
    unscored = [v for v in codebook.variables if v.id not in rubric.item_by_variable]
    if unscored:
        parts += ["## Questions without points"]
        parts += [p for variable in unscored for p in _question(variable, None)]
    return "\n\n".join([*parts, *_grades(rubric)]) + "\n"


def _overview(codebook: Codebook, rubric: Rubric) -> str:
    columns = (Column("Category"), Column("Question"), Column("Id"), Column("Points", NUMBER))
    rows: list[tuple[Cell, ...]] = [
        (category.title, codebook[item.variable].question, item.variable, f"{item.maximum:g}")
        for category in rubric.categories
        for item in category.items
    ]
    rows += [
        ("Not scored", v.question, v.id, None)
        for v in codebook.variables
        if v.id not in rubric.item_by_variable
    ]
    rows.append(("Total", "", "", f"{rubric.maximum:g}"))
    return pipe_table(columns, rows)


def _question(variable: Variable, item: Item | None) -> list[str]:
    parts = [f"### {escape_markdown(variable.question)}", f"`{variable.id}`"]
    if variable.instruction:
        parts.append(f"How to decide: {escape_markdown(variable.instruction)}")
    if variable.multiple:
        counted = ""
        if item is not None and item.points is None:
            counted = (
                f" Starts at {_points(item.start)}; each answer found counts {item.each:+g}, down to zero."
            )
        parts.append(
            "Several answers are possible; they are joined by `;` in alphabetical order, and "
            f"`{EMPTY_LIST}` stands for an empty list.{counted}"
        )
    columns = [Column("Answer"), Column("Label"), Column("What a card prints")]
    points = item.points if item is not None else None
    rows: list[tuple[Cell, ...]] = [(a.id, a.label, a.statement) for a in variable.answers]
    if points is not None:
        columns.append(Column("Points", NUMBER))
        rows = [(*row, f"{points[a.id]:g}") for row, a in zip(rows, variable.answers, strict=True)]
    return [*parts, pipe_table(tuple(columns), rows)]


def _grades(rubric: Rubric) -> list[str]:
    lows = [grade.minimum for grade in rubric.grades]
    tops = [rubric.maximum, *(low - 1 for low in lows[:-1])]
    rows: list[tuple[Cell, ...]] = [
        (g.letter, f"{low:g} to {top:g}") for g, low, top in zip(rubric.grades, lows, tops, strict=True)
    ]
    parts = [
        "## Grades",
        f"A grade needs answers worth at least {_points(rubric.minimum_points_coded)} of {rubric.maximum:g}.",
        pipe_table((Column("Grade"), Column("Score")), rows),
    ]
    for c in rubric.ceilings:
        rule = paragraph(f"A law with {c.variable} = {c.value} scores at most {c.max_score:g}.")
        parts += [f"{rule} {escape_markdown(c.reason)}"]
    return parts


def _points(value: float) -> str:
    return f"{value:g} point{'' if value == 1 else 's'}"
