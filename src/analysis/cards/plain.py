"""What a law means to a survivor without a lawyer: is there one, which records it reaches, what it asks for."""

from __future__ import annotations

from typing import Any

from analysis.cards.context import Context
from analysis.display.dates import long_date
from analysis.display.numbers import out_of
from analysis.display.words import capital, listed
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.raw.vocabularies import DISTRICT, TEXTS
from analysis.standard.codebook import NOT_CODED, TOLD

HEADINGS = dict(zip(TOLD, ("Which records it reaches", "What it asks for", "In court"), strict=True))

YES, NONE_FOUND, NOT_KNOWN = "Yes", "None found", "Not known"


def opening(context: Context) -> str:
    """How many states have a law at all, which is the first thing that a survivor wants to know."""
    states = context.card.states
    held = int((~states["status"].isin([NO_LAW_STATUS, UNKNOWN])).sum())
    if len(states) == 1:
        return "This page is about the law of one state."
    districts = listed(f"the {name}" for name in states.loc[states["kind"] == DISTRICT, "name"])
    counted_in = f", {districts} included," if districts else ""
    laws = "has a law" if held == 1 else "have a law"
    return f"{capital(out_of(held, len(states), 'state'))}{counted_in} {laws} that may help."


def plain_record(context: Context, code: str) -> dict[str, Any]:
    """`answer` to "Is there a law?", the `parts` with their sentences, and what one must know of how they were found.

    Out: `code`, `name`, `answer`, `parts` (`title`, `sentences`), `unseen` (how many of these questions no text answered),
    `hearsay` (how many answers rest only on what others say of the law), `noted` (to how many the coders left a note),
    `seen` (the date of the text in words, "" where not known; `summary`: of a summary), `read` (whether a text of the law
    was seen at all, and not only what others say of it), `changed` (an act that we have not read came after) and `ended`
    (the day in words since when a law that there was is none any more, else "").
    """
    row = context.row(code)
    status = str(row["status"])
    answer = {NO_LAW_STATUS: NONE_FOUND, UNKNOWN: NOT_KNOWN}.get(status, YES)
    told = [v for v in context.codebook.variables if v.told] if answer == YES else []
    answers = {v.id: str(context.answers[code][v.id]) or NOT_CODED for v in told}
    said = {v.id: context.codebook.plain(v.id, answers[v.id]) for v in told}
    parts = [
        {
            "title": title,
            "sentences": list(dict.fromkeys(s for v in told if v.told == part for s in said[v.id])),
        }
        for part, title in HEADINGS.items()
    ]
    codings = {name: context.coding(code, name) for name, answer in answers.items() if answer != NOT_CODED}
    seen = context.seen_date(code)
    ended = context.ended.get(code, "")
    return {
        "code": code,
        "name": str(row["name"]),
        "answer": answer,
        "parts": [part for part in parts if part["sentences"]],
        "unseen": sum(value == NOT_CODED for value in answers.values()),
        "hearsay": sum(coding.get("basis", "") not in TEXTS for coding in codings.values()),
        "noted": sum(bool(coding.get("note", "")) for coding in codings.values()),
        "seen": long_date(seen) if seen else "",
        "summary": context.by_summary(code),
        "read": context.law(code)["law_id"] in context.read,
        "changed": bool(row["unread"]),
        "ended": long_date(ended) if ended else "",
    }
