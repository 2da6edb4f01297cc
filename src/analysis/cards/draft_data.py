"""What the drafting page needs in the browser: rubric, questions, model law, laws and the statutes that can be cited."""

from __future__ import annotations

from typing import Any

from analysis.cards import news
from analysis.cards.context import Context
from analysis.cards.draft import HOW_TO_READ, HOW_TO_READ_NEW, NEW_LAW, NOW, NOW_BY_SUMMARY
from analysis.cards.panel import as_scored, rules
from analysis.grading.draft import OTHER
from analysis.grading.examples import STATUTE, model_laws, reach_variable
from analysis.grading.paths import lifting_answers
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.standard.codebook import NOT_CODED


def draft_data(context: Context) -> dict[str, Any]:
    """Everything `report/scripts/draft/` works on, as plain data.

    `laws`: by postal code what `scoring.js` takes, with `name`, `new` (no law is known), `example` (whether it may serve as
    one), `citations` (by question, where a statute shows the answer) and the `bills` on record.
    """
    model, reach = context.dataset.model_law, reach_variable(context.codebook)
    serving = set(model_laws(context.card))
    return {
        "rules": rules(context),
        "edition": context.edition.title,
        "model": {
            "title": model.title,
            "notice": model.notice,
            "version": model.version,
            "sections": [
                {
                    "heading": section.heading,
                    "clauses": [
                        {"variable": c.variable, "answer": c.answer, "text": c.text} for c in section.clauses
                    ],
                }
                for section in model.sections
            ],
        },
        "questions": _questions(context),
        "unseen": context.codebook.not_coded,
        "best": dict(context.best),
        "lifts": lifting_answers(context.codebook, context.rubric, context.best),
        "reach": {
            "variable": reach.id,
            "order": list(reach.by_id),
            "words": {answer.id: answer.reach for answer in reach.answers},
        }
        if reach
        else None,
        "words": {
            "how_to_read": HOW_TO_READ,
            "how_to_read_new": HOW_TO_READ_NEW,
            "new_law": NEW_LAW,
            "now": NOW,
            "now_by_summary": NOW_BY_SUMMARY,
            "other": OTHER,
        },
        "laws": {code: _law(context, code, code in serving) for code in context.jurisdictions},
    }


def _questions(context: Context) -> list[dict[str, Any]]:
    """The questions that a bill can answer, those with points first, by category; answers as sentences."""
    scored = [item.variable for item in context.rubric.items]
    with_clause = [clause.variable for clause in context.dataset.model_law.clauses]
    return [
        {
            "variable": name,
            "question": context.codebook[name].question,
            "multiple": context.codebook[name].multiple,
            "answers": [
                {"id": answer.id, "statement": answer.statement} for answer in context.codebook[name].answers
            ],
        }
        for name in dict.fromkeys([*scored, *with_clause])
    ]


def _told(bill: dict[str, Any]) -> str:
    """What a bill would do and how far it has come; and that its answers are not coded, where they are not."""
    uncoded = "" if bill["answers"] else " Which answers it would change is not coded: change them below."
    return f"{bill['what']} {bill['status']} Last seen: {bill['status_date']}.{uncoded}"


def _law(context: Context, code: str, may_serve: bool) -> dict[str, Any]:
    row = context.row(code)
    codings = context.codings.get(str(row["law_id"]), {})
    return {
        "name": str(row["name"]),
        **as_scored(context.card, code),
        "new": row["status"] in (NO_LAW_STATUS, UNKNOWN),
        "bills": [
            {"bill": one["bill"], "year": one["year"], "words": _told(one), "answers": one["answers"]}
            for one in news.bills(context, code)
        ],
        "citations": {
            name: coding["citation"]
            for name, coding in codings.items()
            if may_serve
            and coding["basis"] == STATUTE
            and coding["citation"]
            and coding["value"] != NOT_CODED
        },
    }
