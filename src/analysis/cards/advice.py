"""What to amend first: single amendments by question, the smallest sets per grade, laws that already do it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.cards.context import Context
from analysis.charts.palette import symbol
from analysis.display.numbers import counted, digits, signed
from analysis.display.words import capital
from analysis.grading.paths import Path, paths
from analysis.grading.start import silent_law
from analysis.standard.codebook import EMPTY_LIST, SEPARATOR, SILENT, Variable


def amendments(context: Context, code: str) -> list[dict[str, Any]]:
    """Every improving change of one answer, grouped by question, the question with the largest gain first.

    Each group has `best` (the change that earns most) and `steps` (those that earn less); a change to saying nothing is
    marked `silent`: a weaker recommendation, since silence invites a narrower reading.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in context.amendments.get(code, []):
        groups.setdefault(str(row["variable"]), []).append(_amendment(context, code, row))
    listed = [_group(context, code, variable, changes) for variable, changes in groups.items()]
    return sorted(listed, key=lambda g: (-(g["best"]["gain"] or 0), -g["best"]["points"]))


def _group(context: Context, code: str, variable: str, changes: list[dict[str, Any]]) -> dict[str, Any]:
    best = max(changes, key=lambda c: (c["points"], c["value"] == context.best[variable]))
    now = str(context.answers[code][variable])
    return {
        "variable": variable,
        "question": context.codebook[variable].question,
        "category": context.rubric.category_of[variable].title,
        "now": context.codebook.statement(variable, now),
        "now_label": context.codebook.label(variable, now),
        "best": best,
        "steps": [c for c in changes if c is not best],
    }


def _amendment(context: Context, code: str, row: dict[str, Any]) -> dict[str, Any]:
    variable, value, removed = str(row["variable"]), str(row["after"]), str(row["removed"])
    scored = pd.notna(row["score_after"]) and pd.notna(row["score_before"])
    points = float(row["points"])
    return {
        "value": value,
        "removed": removed,
        "label": change_label(context.codebook[variable], value, removed),
        "statement": change_words(context, variable, value, removed),
        "points": points,
        "points_words": signed(points),
        "gain": int(row["gain"]) if scored else None,
        "score": int(row["score_after"]) if scored else None,
        "grade": str(row["grade_after"]) if scored else "",
        "gain_words": _gain(row, points, scored, bool(context.row(code)["capped"])),
        "silent": value == SILENT,
        "exemplars": context.exemplars(variable, value, code, removed),
        "held_words": context.held_words(variable, value, code, removed),
    }


def _gain(row: dict[str, Any], points: float, scored: bool, capped: bool) -> str:
    """The gain on the published scale; where the score does not move, the points that wait behind it."""
    if not scored:
        return f"{signed(points)} {'point' if points == 1 else 'points'}"
    if not row["gain"]:
        return f"{signed(points)} under the ceiling" if capped else f"{signed(points)}, score unchanged"
    return f"{signed(int(row['gain']))} → {row['score_after']} ({symbol(row['status_after'], row['grade_after'])})"


def change_label(variable: Variable, value: str, removed: str) -> str:
    """An amendment in a few words."""
    if removed:
        return f"Drop: {variable.by_id[removed].label.lower()}"
    if variable.multiple and value == EMPTY_LIST:
        return "Drop every condition"
    return SEPARATOR.join(variable.by_id[part].label for part in variable.parts(value))


def change_words(context: Context, variable: str, value: str, removed: str) -> str:
    """What the amended law would say, in the codebook's words."""
    known = context.codebook[variable]
    if removed:
        return f"No longer: {known.by_id[removed].statement}."
    return capital(context.codebook.statement(variable, value))


def next_grades(context: Context, code: str) -> list[dict[str, Any]]:
    """The smallest set of amendments that reaches each grade above the law's own, nearest grade first."""
    return _steps(context, code, context.paths.get(code, []), "amendment")


def new_law_grades(context: Context, code: str) -> list[dict[str, Any]]:
    """The fewest questions a new law must answer best to earn each grade, if it says nothing on the rest."""
    start = silent_law(context.codebook, context.rubric)
    return _steps(context, code, paths(start, context.codebook, context.rubric), "best answer")


def _steps(context: Context, code: str, found: list[Path], noun: str) -> list[dict[str, Any]]:
    """Paths in words; `added` holds what a path adds where it contains the path before it."""
    listed: list[dict[str, Any]] = []
    before: dict[str, str] = {}
    for path in found:
        nested = bool(before) and before.items() <= path.amendments.items()
        changes = [_step(context, code, v, value) for v, value in path.amendments.items()]
        listed.append(
            {
                "grade": path.grade,
                "score": path.score,
                "range": "" if path.low == path.high else f"{path.low}–{path.high}",
                "count": len(changes),
                "count_words": counted(len(changes), noun),
                "amendments": changes,
                "nested": nested,
                "added": [c for c in changes if not nested or c["variable"] not in before],
            }
        )
        before = path.amendments
    return listed


def _step(context: Context, code: str, variable: str, value: str) -> dict[str, Any]:
    """One change of a path. A question that only carries a ceiling has no category and no points."""
    item = context.rubric.item_by_variable.get(variable)
    return {
        "variable": variable,
        "category": context.rubric.category_of[variable].title if item else "",
        "question": context.codebook[variable].question,
        "label": change_label(context.codebook[variable], value, ""),
        "statement": change_words(context, variable, value, ""),
        "maximum": digits(item.maximum) if item else "",
        "exemplars": context.exemplars(variable, value, code),
        "held_words": context.held_words(variable, value, code),
    }
