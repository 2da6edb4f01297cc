"""What other laws do: the neighbours in the region, the best laws, and a model for every question."""

from __future__ import annotations

from typing import Any

from analysis.cards.context import Context
from analysis.charts.palette import mark_key, symbol
from analysis.display.numbers import digits
from analysis.grading.rankings import ranking
from analysis.standard.rubric import Item


def neighbours(context: Context, code: str) -> list[dict[str, Any]]:
    """The other jurisdictions of the same Census region, best first."""
    region = context.card.table.at[code, "region"]
    rows = ranking(context.card)
    return [_law(context, str(other)) for other in rows.index[rows["region"] == region] if other != code]


def best_laws(context: Context, code: str, most: int = 3) -> list[dict[str, Any]]:
    """The highest scores of the edition; more than `most` only where they are tied."""
    scored = context.scored
    return [_law(context, str(other)) for other in scored.index[scored["rank"] <= most] if other != code]


def _law(context: Context, code: str) -> dict[str, Any]:
    row = context.row(code)
    status, grade = str(row["status"]), str(row["grade"])
    look = context.marks[mark_key(status, grade)]
    full = [
        category.title
        for category in context.rubric.categories
        if context.card.categories.at[code, category.id] == category.maximum
    ]
    return {
        "code": code,
        "name": str(row["name"]),
        "symbol": symbol(status, grade),
        "score": int(row["score"]) if context.is_scored(code) else None,
        "fill": look.fill,
        "ink": look.ink,
        "stroke": look.stroke,
        "label": look.label,
        "statutes": str(context.laws.at[code, "statutes"]),
        "full": full,
    }


def model_law(context: Context, code: str) -> list[dict[str, Any]]:
    """For every category the best practice, and for each of its questions the best answer, how many laws give it, and
    up to three that do, with citation."""
    return [
        {
            "id": category.id,
            "title": category.title,
            "best_practice": category.best_practice,
            "maximum_words": digits(category.maximum),
            "answers": [_model_answer(context, code, item) for item in category.items],
        }
        for category in context.rubric.categories
    ]


def _model_answer(context: Context, code: str, item: Item) -> dict[str, Any]:
    best = context.best[item.variable]
    held: Any = context.rarities.loc[item.variable]
    return {
        "variable": item.variable,
        "question": context.codebook[item.variable].question,
        "statement": context.codebook.statement(item.variable, best),
        "maximum_words": digits(item.maximum),
        "jurisdictions": int(held["jurisdictions"]),
        "coded": int(held["coded"]),
        "exemplars": context.exemplars(item.variable, best, code),
    }
