"""What other laws do: the others of the region, the best laws, and a model for every question."""

from __future__ import annotations

from typing import Any

from analysis.cards.context import Context
from analysis.charts.palette import mark_key, symbol
from analysis.display.numbers import digits
from analysis.display.words import listed
from analysis.grading.examples import STATUTE, leaders
from analysis.grading.rankings import ranking
from analysis.grading.scoring import GRADED
from analysis.standard.rubric import Item


def of_region(context: Context, code: str) -> list[dict[str, Any]]:
    """The other jurisdictions of the same Census region, best first."""
    region = context.row(code)["region"]
    rows = ranking(context.card)
    return [_law(context, str(other)) for other in rows.index[rows["region"] == region] if other != code]


def best_laws(context: Context, code: str, most: int = 3) -> list[dict[str, Any]]:
    """The highest of the firm scores that stand under no ceiling; more than `most` only where they are tied."""
    firm = context.scored[(context.scored["status"] == GRADED) & ~context.scored["capped"]]
    places = firm["score"].rank(method="min", ascending=False)
    return [_law(context, str(other)) for other in firm.index[places <= most] if other != code]


def beside_best(context: Context, code: str) -> str:
    """Provisional scores that stand as high as the best firm one, in words; "" where there is none."""
    found = leaders(context.card, context.scored["score"]).beside.drop(index=code, errors="ignore")
    if found.empty:
        return ""
    named = [f"{r['name']} {r['score']}" for r in found.sort_values(["rank", "name"]).to_dict("records")]
    return f"Provisional, and as high or higher: {listed(named)}."


def _law(context: Context, code: str) -> dict[str, Any]:
    row = context.row(code)
    status, grade = str(row["status"]), str(row["grade"])
    look = context.marks[mark_key(status, grade)]
    full = [
        category.title
        for category in context.rubric.categories
        if context.card.categories.at[code, category.id] == category.maximum
        and all(context.basis[code][item.variable] == STATUTE for item in category.items)
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
        "statutes": str(context.law(code)["statutes"]),
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
        "held_words": context.held_words(item.variable, best, code),
    }
