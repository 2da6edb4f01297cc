"""What the law says, category by category, with points, citation and basis of every answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.cards.context import Context
from analysis.display.numbers import digits
from analysis.grading.examples import STATUTE
from analysis.standard.codebook import NOT_CODED, SEPARATOR
from analysis.standard.rubric import Category, Item


def categories(context: Context, code: str) -> list[dict[str, Any]]:
    """Every category of the rubric with the answers of the law in force.

    `share` and `median_share` (0 to 1) are of the most that the coded items could earn; None where nothing was coded.
    """
    points, coded = context.card.categories.loc[code].to_dict(), context.card.coded.loc[code].to_dict()
    medians = context.summary["median_share"].to_dict()
    return [
        _category(context, code, category, points[category.id], coded[category.id], medians[category.id])
        for category in context.rubric.categories
    ]


def _category(
    context: Context, code: str, category: Category, points: Any, coded: Any, median: Any
) -> dict[str, Any]:
    seen = pd.notna(points)
    return {
        "id": category.id,
        "title": category.title,
        "best_practice": category.best_practice,
        "points": float(points) if seen else None,
        "coded": float(coded),
        "maximum": float(category.maximum),
        "points_words": digits(float(points)) if seen else "–",
        "maximum_words": digits(category.maximum),
        "partly": bool(seen and coded < category.maximum),
        "share": float(points) / category.maximum if seen else None,
        "unseen_share": 1 - coded / category.maximum,
        "median_share": None if pd.isna(median) else float(median),
        "median_words": "" if pd.isna(median) else digits(round(float(median) * category.maximum, 1)),
        "answers": [answer(context, code, item) for item in category.items],
    }


def answer(context: Context, code: str, item: Item) -> dict[str, Any]:
    """One question: the answer in plain words, its points, where it stands in the law, and how it is known."""
    value = str(context.answers[code][item.variable]) or NOT_CODED
    coding = context.coding(code, item.variable)
    worth = item.worth(value)
    basis = str(coding.get("basis", ""))
    return {
        "variable": item.variable,
        "question": context.codebook[item.variable].question,
        "value": value,
        "label": context.codebook.label(item.variable, value),
        "statement": context.codebook.statement(item.variable, value),
        "seen": worth is not None,
        "points": worth,
        "maximum": item.maximum,
        "points_words": "–" if worth is None else digits(worth),
        "maximum_words": digits(item.maximum),
        "full": worth == item.maximum,
        "citation": str(coding.get("citation", "")),
        "basis": basis,
        "mark": "not seen" if worth is None else basis if basis != STATUTE else "",
        "note": str(coding.get("note", "")),
        "decided": str(coding.get("decided", "")),
        "sources": [s for s in str(coding.get("source_ids", "")).split(SEPARATOR) if s],
    }


def works(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the law does well: answers that earn everything, most points first; where few do, those that earn most."""
    every = [a | {"category": c["title"]} for c in listed for a in c["answers"] if a["seen"] and a["points"]]
    full = sorted((a for a in every if a["full"]), key=lambda a: -a["maximum"])
    near = sorted(
        (a for a in every if not a["full"] and a["points"] >= a["maximum"] / 2), key=lambda a: -a["points"]
    )
    return full + near[: max(0, 3 - len(full))]


def missing(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions that the text seen does not answer, those that carry most points first."""
    every = [a | {"category": c["title"]} for c in listed for a in c["answers"] if not a["seen"]]
    return sorted(every, key=lambda a: -a["maximum"])
