"""Checks of rubric.toml beyond its shape: 100 points, each answer's worth, grades from 0 to 100."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from analysis.problems import Problem, did_you_mean, listed, nearest
from analysis.raw.codebook_checks import repeated_ids
from analysis.raw.folder import RawFolder
from analysis.raw.toml_documents import Document, Step
from analysis.standard.codebook import EXISTENCE, Variable
from analysis.standard.rubric import Item, parse_item

TOTAL = 100
"""The points of a whole rubric (METHODS)."""

ROUNDING = 1e-9

Path = tuple[Step, ...]


def rubric_alone(document: Document) -> list[Problem]:
    """What can be wrong with a rubric by itself, its shape being right."""
    return [*_scale(document), *_points(document)]


def rubric_scale(raw: RawFolder) -> Iterator[Problem]:
    """Grades out of order or with a gap, thresholds and ceilings off the scale."""
    yield from _scale(raw.rubric_document)


def rubric_points(raw: RawFolder) -> Iterator[Problem]:
    """Points below zero, items that award nothing, and a rubric that does not add up to 100."""
    yield from _points(raw.rubric_document)


def _scale(document: Document) -> Iterator[Problem]:
    grades = document.content["grades"]
    on_scale = f"a number from 0 to {TOTAL}"
    yield from repeated_ids(document, (), "grades", "letter", [g["letter"] for g in grades])
    for number, (better, worse) in enumerate(pairwise(grades), start=1):
        if worse["from"] >= better["from"]:
            yield document.problem(
                (("grades", number),),
                f"{worse['letter']} from {worse['from']} after {better['letter']} from {better['from']}",
                "grades from best to worst, each from a lower score than the one before",
                "put the grades in order, or correct the numbers",
            )
    if min(g["from"] for g in grades) != 0:
        found = f"the lowest grade begins at {min(g['from'] for g in grades)}"
        yield document.problem(
            (("grades", None),), found, f"grades that cover 0 to {TOTAL}", "let the lowest begin at 0"
        )
    limits: list[tuple[Path, float]] = [
        ((("minimum_points_coded", None),), document.content["minimum_points_coded"])
    ]
    limits += [((("grades", n), ("from", None)), g["from"]) for n, g in enumerate(grades)]
    ceilings = document.content.get("ceiling", [])
    limits += [((("ceiling", n), ("max_score", None)), c["max_score"]) for n, c in enumerate(ceilings)]
    for path, limit in limits:
        if not 0 <= limit <= TOTAL:
            yield document.problem(path, str(limit), on_scale, "correct the number")


def _points(document: Document) -> Iterator[Problem]:
    categories = document.content["category"]
    yield from repeated_ids(document, (), "category", "id", [c["id"] for c in categories])
    total, unclear = 0.0, False
    most: dict[Step, float] = {}
    for path, entry in _items(document):
        lookup, countdown = _ways(entry)
        if not _one_way(entry):
            yield document.problem(
                path,
                f"the item of {entry['variable']} has {', '.join(k for k in entry if k != 'variable') or 'no points'}",
                "either points for each answer, or start and each for a question with several answers",
                "keep one of the two ways",
            )
            unclear = True
            continue
        for answer, points in entry.get("points", {}).items():
            if points < 0:
                yield document.problem(
                    (*path, ("points", None)),
                    f"{answer} = {points}",
                    "points of 0 or more",
                    "correct the points",
                )
        if countdown and (entry["start"] < 0 or entry["each"] > 0):
            found = f"start = {entry['start']}, each = {entry['each']}"
            allowed = "a start of 0 or more, and each of 0 or less: an answer takes points away"
            yield document.problem((*path, ("start", None)), found, allowed, "correct the signs")
        total += max(entry["points"].values()) if lookup else entry["start"]
        most[path[0]] = most.get(path[0], 0.0) + (max(entry["points"].values()) if lookup else entry["start"])
    for step, points in most.items():
        if points == 0 and not unclear:
            yield document.problem(
                (step,),
                "the best answers of this category earn nothing",
                "points for at least one answer of each category",
                "give an item of it points, or mark its questions scored = false in codebook.toml and delete it",
            )
    if not unclear and abs(total - TOTAL) > ROUNDING:
        yield document.problem(
            (("category", None),),
            f"the best answers to all items add up to {total:g} points",
            f"exactly {TOTAL} points",
            f"{'add' if total < TOTAL else 'take away'} {abs(TOTAL - total):g}",
        )


def rubric_against_codebook(raw: RawFolder) -> Iterator[Problem]:
    """Items and ceilings for what the codebook does not have, and questions or answers without points."""
    document, codebook = raw.rubric_document, raw.codebook
    scored = [v.id for v in codebook.variables if v.scored]
    met: set[str] = set()
    for path, entry in _items(document):
        name = entry["variable"]
        here = (*path, ("variable", None))
        if name in met:
            yield document.problem(
                here, f"'{name}' has an item already", "one item for each variable", "delete one"
            )
        elif name not in codebook:
            lacking = [v for v in scored if v not in met]
            met.update(filter(None, [nearest(name, lacking)]))
            remedy = did_you_mean(name, lacking, "delete the item")
            found = f"'{name}' is not in codebook.toml"
            yield document.problem(here, found, listed(scored, name, "scored variable"), remedy)
        elif name not in scored:
            found = f"'{name}' is marked scored = false in codebook.toml"
            yield document.problem(here, found, "items for scored variables", "delete the item or the mark")
        else:
            yield from _answers_and_points(document, path, entry, codebook[name])
        met.add(name)
    for name in scored:
        if name not in met:
            remedy = f"add an item, or mark {name} scored = false in codebook.toml"
            found = f"no item for the scored variable '{name}'"
            yield document.problem((("category", None),), found, "one item for each scored variable", remedy)
    for number, ceiling in enumerate(document.content.get("ceiling", [])):
        name, value = ceiling["variable"], ceiling["value"]
        here = (("ceiling", number), ("variable", None))
        if name not in codebook or name == EXISTENCE:
            remedy = did_you_mean(name, scored, "correct the variable")
            found = f"a ceiling on '{name}'"
            yield document.problem(here, found, listed(scored, name, "scored variable"), remedy)
        elif value not in codebook[name].by_id:
            answers = tuple(codebook[name].by_id)
            remedy = did_you_mean(value, answers, "correct the value")
            here = (("ceiling", number), ("value", None))
            yield document.problem(
                here, f"'{value}' is not an answer to {name}", listed(answers, value, name), remedy
            )


def sound_items(raw: RawFolder) -> Iterator[Item]:
    """The items, one for each scored question, against which neither their form nor the codebook says anything.

    For checks that build on them. Errors: `UnreadableError`.
    """
    document, codebook = raw.rubric_document, raw.codebook
    met: set[str] = set()
    for path, entry in _items(document):
        name = entry["variable"]
        if name in met or name not in codebook or not codebook[name].scored or not _one_way(entry):
            continue
        met.add(name)
        if not any(_answers_and_points(document, path, entry, codebook[name])):
            yield parse_item(entry)


def _ways(entry: dict[str, Any]) -> tuple[bool, set[str]]:
    """Whether points are looked up by answer, and which keys of counting them down there are."""
    return "points" in entry, {"start", "each"} & set(entry)


def _one_way(entry: dict[str, Any]) -> bool:
    lookup, countdown = _ways(entry)
    return lookup != bool(countdown) and len(countdown) in (0, 2)


def _answers_and_points(
    document: Document, path: Path, entry: dict[str, Any], variable: Variable
) -> Iterator[Problem]:
    here = (*path, ("points", None))
    points = entry.get("points")
    if variable.multiple == (points is not None):
        way = "start and each" if variable.multiple else "points for each answer"
        kind = "several answers" if variable.multiple else "one answer"
        found = f"'{variable.id}' takes {kind}"
        yield document.problem(here, found, f"{way} for such a question", f"write {way}")
        return
    if points is None:
        return
    lacking = [answer for answer in variable.by_id if answer not in points]
    for answer in points:
        if answer not in variable.by_id:
            remedy = did_you_mean(answer, lacking, "delete it, or add the answer to codebook.toml")
            found = f"'{answer}' is not an answer to {variable.id}"
            yield document.problem(here, found, listed(variable.by_id, answer, variable.id), remedy)
            meant = nearest(answer, lacking)
            lacking = [other for other in lacking if other != meant]
    for answer in lacking:
        found = f"no points for the answer '{answer}' to {variable.id}"
        yield document.problem(here, found, "points for every answer of the codebook", f"add {answer} = …")
    ranked = [(a, points[a]) for a in variable.by_id if a in points]
    for (better, more), (worse, fewer) in pairwise(ranked):
        if fewer > more:
            found = f"{variable.id}: '{worse}' earns {fewer}, the better answer '{better}' only {more}"
            allowed = "no more points than the answer above it: the codebook lists answers from best to worst"
            yield document.problem(here, found, allowed, "correct the points, or the order in codebook.toml")


def _items(document: Document) -> Iterator[tuple[Path, dict[str, Any]]]:
    for c, category in enumerate(document.content["category"]):
        for i, entry in enumerate(category["item"]):
            yield (("category", c), ("item", i)), entry
