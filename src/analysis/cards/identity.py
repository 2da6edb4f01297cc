"""Who the card is about and where it stands: status in words, score, rank, key facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.cards import evidence, news
from analysis.cards.context import Context
from analysis.charts.palette import mark_key, status_label, symbol
from analysis.display.dates import long_date
from analysis.display.numbers import digits, ordinal
from analysis.display.words import article, listed
from analysis.grading.scoring import GRADED, INSUFFICIENT, NO_LAW_STATUS, PROVISIONAL, SCORED, UNKNOWN
from analysis.standard.codebook import EXISTENCE, NOT_CODED

PRECISION = {
    "year": "in force since {year} (day not known)",
    "seen": "in force by {day} (a source of that date shows it)",
}
"""How a law's first day is worded where the day itself is not known."""


def identity(context: Context, code: str) -> dict[str, Any]:
    """Name, grade, score, bounds, rank with ties, and what they mean in words."""
    row = context.row(code)
    status, grade = str(row["status"]), str(row["grade"])
    look = context.marks[mark_key(status, grade)]
    ties = tied_with(context, code)
    return {
        "code": code,
        "name": str(row["name"]),
        "name_size": 30 if len(str(row["name"])) <= 22 else 22,
        "region": str(row["region"]),
        "status": status,
        "scored": status in SCORED,
        "provisional": status == PROVISIONAL,
        "bounded": bool(pd.notna(row["score_low"])),
        "status_label": status_label(status),
        "grade": grade,
        "symbol": symbol(status, grade),
        "fill": look.fill,
        "ink": look.ink,
        "stroke": look.stroke,
        "dashed": bool(look.dash) or status == PROVISIONAL,
        "score": _whole(row["score"]),
        "low": _whole(row["score_low"]),
        "high": _whole(row["score_high"]),
        "range": bounds_words(context, code),
        "rank": _whole(row["rank"]),
        "of": len(context.scored),
        "kind": str(row["kind"]),
        "rank_words": ordinal(int(row["rank"])) if context.is_ranked(code) else "",
        "ties": ties,
        "ties_words": f"shared with {listed(_at_most(ties))}" if ties else "",
        "points_coded": float(row["points_coded"]),
        "verdict": verdict(context, code),
        "ceiling": ceiling_words(context, code),
    }


def verdict(context: Context, code: str) -> str:
    """The status in one or two sentences."""
    row = context.row(code)
    status, name = str(row["status"]), str(row["name"])
    whole, coded = digits(context.rubric.maximum), float(row["points_coded"])
    if status in SCORED:
        text = earned(context, code)
        if not context.is_ranked(code):
            text += " It stands apart from the ranking of states."
        return f"{text} {_certainty(context, code)}".strip()
    if status == INSUFFICIENT:
        least = digits(context.rubric.minimum_points_coded)
        return (
            f"{name} has a law, but too little was seen to grade it: the sources answer questions worth {digits(coded)} of "
            f"{whole} points, and a grade needs {least}. What a text shows puts the score {bounds_words(context, code)}."
        )
    asked = context.codebook[EXISTENCE]
    bills = news.bills_words(context, code)
    if status == NO_LAW_STATUS:
        ended = context.ended.get(code)
        said = f"For {name}, we found none."
        if ended:
            said = f"Not any more: the law of {name} ended on {long_date(ended)}, and we found none after it."
        text = f"“{asked.question}” {said} Without a law there is no score: it does not count as a zero."
    else:
        text = (
            f"“{asked.question}” For {name}, this is not known: the text that would answer it was not seen."
        )
    return f"{text} {bills}".strip()


def earned(context: Context, code: str) -> str:
    """Grade, score and place of a law with a score, in the one sentence that its verdict begins with."""
    row = context.row(code)
    hedge = (
        "a provisional "
        if row["status"] == PROVISIONAL
        else article(str(row["grade"])).rpartition(" ")[0] + " "
    )
    ties = tied_with(context, code)
    shared = f", a place it shares with {listed(_at_most(ties))}" if ties else ""
    place = f", {_place(context, code)}{shared}" if context.is_ranked(code) else ""
    whole = digits(context.rubric.maximum)
    return f"The law earns {hedge}{row['grade']}: {row['score']} of {whole} points{place}."


def _place(context: Context, code: str) -> str:
    """The rank among those with a score, in words."""
    scored = len(context.scored)
    if scored == 1:
        return "the only score of this edition"
    hedge = "provisionally " if context.row(code)["status"] == PROVISIONAL else ""
    return f"{hedge}{ordinal(int(context.row(code)['rank']))} of the {scored} jurisdictions with a score"


def _certainty(context: Context, code: str) -> str:
    """What the answers rest on, how far that leaves the score open, and whether a later act is unread."""
    row = context.row(code)
    rests = evidence.words(context, code)
    bounds = bounds_words(context, code)
    if context.row(code)["unread"]:
        return f"{rests} By the text before an act that we have not read, {lies(bounds)}."
    if evidence.shown_whole(context, code):
        return rests
    if row["status"] == GRADED:
        return f"{rests} Whatever no text shows, the grade would be the same ({bounds})."
    return f"{rests} Counting as known only what a text shows, {lies(bounds)}."


def lies(bounds: str) -> str:
    """Where the score is, as the end of a sentence.

    >>> lies("between 53 and 87"), lies("exactly 80")
    ('the score lies between 53 and 87', 'the score is exactly 80')
    """
    return f"the score {'lies' if bounds.startswith('between') else 'is'} {bounds}"


def bounds_words(context: Context, code: str) -> str:
    """The lowest and the highest possible score with their letters, "" where there are none."""
    row = context.row(code)
    if pd.isna(row["score_low"]):
        return ""
    low, high = int(row["score_low"]), int(row["score_high"])
    if low == high:
        return f"exactly {low}"
    letters = context.rubric.letter(low), context.rubric.letter(high)
    if letters[0] == letters[1]:
        return f"between {low} and {high}"
    return f"between {low} ({letters[0]}) and {high} ({letters[1]})"


def tied_with(context: Context, code: str) -> list[str]:
    """Names of the jurisdictions that share the rank."""
    if not context.is_ranked(code):
        return []
    own = next(rank for place, rank, _ in context.places if place == code)
    return [name for place, rank, name in context.places if rank == own and place != code]


def ceiling_words(context: Context, code: str) -> str:
    """Why and how far a ceiling caps the score, "" where none does."""
    if not context.row(code)["capped"]:
        return ""
    answers = context.answers[code]
    found = [c for c in context.rubric.ceilings if answers[c.variable] == c.value]
    lowest = min(found, key=lambda c: c.max_score)
    return f"{lowest.reason} Until that changes, the score cannot pass {digits(lowest.max_score)}."


AS_OF = {
    "text": "Text seen as of",
    "text and summaries": "Summary as of",
    "only summaries": "Summary as of",
    "sources": "Sources as of",
}
"""The terms for what was seen; none may be longer than the first, for which the printed card has room."""


def what_was_seen(context: Context, code: str) -> str:
    """What was seen of a law by the date that is given for it: its text, and summaries where the date is one of theirs."""
    if context.law(code)["law_id"] in context.read:
        return "text and summaries" if context.by_summary(code) else "text"
    return "sources" if context.row(code)["status"] in (NO_LAW_STATUS, UNKNOWN) else "only summaries"


def facts(context: Context, code: str) -> list[dict[str, str]]:
    """What a reader looks up first, as terms and texts."""
    law = context.law(code)
    found = [("Statutes", str(law["statutes"]))]
    if law["effective_from"] and law["statutes"]:
        found.append(("This version", in_force(law)))
    found.append(("Acts on record", _acts(context, code)))
    if law["law_id"]:
        seen = context.seen_date(code)
        term = AS_OF[what_was_seen(context, code) if seen else "text"]
        found.append((term, long_date(seen) if seen else "not known"))
        found.append(("Newest source", evidence.newest_source(context, code) or "undated"))
    for variable in context.codebook.variables:
        if variable.scored or variable.id == EXISTENCE or not law["law_id"] or not law["statutes"]:
            continue
        answer = str(context.answers[code][variable.id]) or NOT_CODED
        if answer == NOT_CODED:
            found.append(("Not seen", variable.question))
        else:
            found.append(("Also", context.codebook.statement(variable.id, answer)))
    return [{"term": term, "text": text} for term, text in found if text]


def in_force(law: Mapping[Any, Any]) -> str:
    """Since when the version applies, as exactly as it is known."""
    start = str(law["effective_from"])
    pattern = PRECISION.get(str(law["effective_precision"]), "in force since {day}")
    return pattern.format(day=long_date(start), year=start[:4])


def _acts(context: Context, code: str) -> str:
    acts = context.own.of("acts", code)
    years = sorted(row["year"] for row in acts if row["year"])
    if not acts:
        return ""
    span = "" if not years else f", {years[0]}" if years[0] == years[-1] else f", {years[0]} to {years[-1]}"
    return f"{len(acts)}{span}"


def _at_most(names: list[str], most: int = 4) -> list[str]:
    return names if len(names) <= most + 1 else [*names[:most], f"{len(names) - most} others"]


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
