"""What the answers of a law rest on: the text of a statute, a bill, a summary by others, or nothing that was seen."""

from __future__ import annotations

from typing import Any

from analysis.cards.context import Context
from analysis.display.dates import long_date, source_date
from analysis.display.numbers import counted
from analysis.display.words import listed, verb
from analysis.grading.examples import STATUTE
from analysis.raw.vocabularies import BASES
from analysis.standard.codebook import EXISTENCE, NOT_CODED, SEPARATOR

KINDS = {"statute": "a statute", "bill": "a bill", "secondary": "a summary by others"}


def counts(context: Context, code: str) -> dict[str, int]:
    """Scored questions by what their answer rests on (`raw.schemas.BASES`, strongest first); `NOT_CODED` those without."""
    found = dict.fromkeys((*BASES, NOT_CODED), 0)
    for item in context.rubric.items:
        value = str(context.answers[code][item.variable]) or NOT_CODED
        found[NOT_CODED if value == NOT_CODED else str(context.basis[code][item.variable])] += 1
    return found


def all_on_statute(context: Context, code: str) -> bool:
    """Whether every scored question is answered from the text of a statute, and no later act is unread."""
    found = counts(context, code)
    return found[STATUTE] == len(context.rubric.items) and not context.row(code)["unread"]


def words(context: Context, code: str) -> str:
    """How many answers rest on what, in one sentence."""
    found = counts(context, code)
    answered = sum(found[kind] for kind in BASES)
    if not answered:
        return "None of the scored questions could be answered."
    if found[STATUTE] == len(context.rubric.items):
        return f"All {answered} answers that are scored rest on the text of statutes."
    held = [kind for kind in BASES if found[kind]]
    are = verb(found[held[0]], "is", "are")
    parts = [
        f"{found[kind]} {f'{are} answered ' if kind == held[0] else ''}from {KINDS[kind]}" for kind in held
    ]
    rest = found[NOT_CODED]
    open_ = f"; {counted(rest, 'has', 'have')} no answer" if rest else ""
    return f"Of {counted(len(context.rubric.items), 'scored question')}, {listed(parts)}{open_}."


def newest_source(context: Context, code: str) -> str:
    """The newest date of the sources that the card's answers cite, as exact as it is recorded; "" where none is dated."""
    asked = [EXISTENCE, *(item.variable for item in context.rubric.items)]
    cited = {
        source
        for variable in asked
        for source in str(context.coding(code, variable).get("source_ids", "")).split(SEPARATOR)
    }
    dates = [source_date(context.sources[one]["date"]) for one in cited if one in context.sources]
    return long_date(max(dates, default=""))


def cited_sources(context: Context, ids: str) -> list[dict[str, str]]:
    """Sources by their ids, each with its title, as far as they are on record."""
    return [
        {"id": one, "title": context.sources[one]["title"] or one}
        for one in ids.split(SEPARATOR)
        if one in context.sources
    ]


def shown_whole(context: Context, code: str) -> bool:
    """Whether a text shows every scored answer and no later act is unread: nothing is open in the range."""
    row: Any = context.row(code)
    return bool(row["points_shown"] >= context.rubric.maximum and not row["unread"])
