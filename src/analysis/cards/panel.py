"""What the page needs to answer "what if?" in the browser: the rubric and the answers, as data."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from analysis.cards.context import Context
from analysis.charts.palette import Mark, marks, status_label
from analysis.display.numbers import counted
from analysis.display.words import capital
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, INSUFFICIENT, NO_LAW_STATUS, PROVISIONAL, UNKNOWN
from analysis.grading.start import current_answers, current_on_text, silent_law
from analysis.raw.vocabularies import STATES
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NO_LAW, NOT_CODED, SEPARATOR, Codebook
from analysis.standard.rubric import Rubric


def rules(context: Context) -> dict[str, Any]:
    """The rubric and the codebook of the edition, the same on every page."""
    return rules_of(context.rubric, context.codebook)


def rules_of(rubric: Rubric, codebook: Codebook) -> dict[str, Any]:
    """What `scoring.js` takes for `rules`, with the look of every grade and status."""
    looks = marks(rubric.letters)
    return {
        "maximum": rubric.maximum,
        "minimum_points_coded": rubric.minimum_points_coded,
        "grades": [
            {"letter": g.letter, "minimum": g.minimum} | _look(looks[g.letter]) for g in rubric.grades
        ],
        "ceilings": [
            {"variable": c.variable, "value": c.value, "max_score": c.max_score, "reason": c.reason}
            for c in rubric.ceilings
        ],
        "categories": [
            {
                "id": c.id,
                "title": c.title,
                "maximum": c.maximum,
                "items": [
                    {
                        "variable": i.variable,
                        "points": None if i.points is None else dict(i.points),
                        "start": i.start,
                        "each": i.each,
                        "maximum": i.maximum,
                    }
                    for i in c.items
                ],
            }
            for c in rubric.categories
        ],
        "words": {
            "existence": EXISTENCE,
            "exists": codebook[EXISTENCE].answers[0].id,
            "no_law": NO_LAW,
            "not_coded": NOT_CODED,
            "empty": EMPTY_LIST,
            "separator": SEPARATOR,
        },
        "silent": silent_law(codebook, rubric),
        "statuses": {
            status: {"label": status_label(status)} | (_look(looks[status]) if status in looks else {})
            for status in (GRADED, PROVISIONAL, INSUFFICIENT, NO_LAW_STATUS, UNKNOWN)
        },
    }


def questions(context: Context, code: str) -> dict[str, Any]:
    """Every scored question with its answers and the one the law gives, by category.

    Out: the questions that a text answers (`seen`), and apart from them those that none does (`unseen`; `unseen_words`).
    """
    current = current_answers(context.card, code)
    asked = [
        (category.title, _question(context, item.variable, current[item.variable]))
        for category in context.rubric.categories
        for item in category.items
    ]
    unseen = [one for one in asked if one[1]["not_coded"]]
    return {
        "seen": _by_category([one for one in asked if not one[1]["not_coded"]]),
        "unseen": _by_category(unseen),
        "unseen_words": f"{counted(len(unseen), 'question')} that nothing we saw answers",
    }


def _by_category(asked: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {"title": title, "items": [question for _, question in group]}
        for title, group in groupby(asked, key=lambda one: one[0])
    ]


def _question(context: Context, name: str, value: str) -> dict[str, Any]:
    variable = context.codebook[name]
    parts = () if value == NOT_CODED else variable.parts(value)
    return {
        "variable": name,
        "question": variable.question,
        "multiple": variable.multiple,
        "value": value,
        "answers": [
            {"id": a.id, "words": capital(a.statement), "chosen": a.id in parts} for a in variable.answers
        ],
        "not_coded": value == NOT_CODED,
    }


def law(context: Context, code: str) -> dict[str, Any]:
    """The law as it is, and the published scores of all others, for the rank."""
    others = [int(score) for other, score in context.scored["score"].items() if other != code]
    return {"code": code, **as_scored(context.card, code), "others": others}


def as_scored(card: Scorecard, code: str) -> dict[str, Any]:
    """What `scoring.js` takes for a law: `answers`, `on_text`, `unread`; and `ranked`, whether it is one of the states."""
    row = card.table.loc[code]
    return {
        "answers": current_answers(card, code),
        "on_text": current_on_text(card, code),
        "unread": bool(row["unread"]),
        "ranked": row["kind"] in STATES,
    }


def _look(mark: Mark) -> dict[str, str]:
    return {"fill": mark.fill, "ink": mark.ink, "symbol": mark.symbol}
