"""How sure the card is: bounds, ranks under other weights, weaker sources, open questions, the sources themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.cards.context import Context
from analysis.cards.identity import bounds_words
from analysis.charts.palette import status_label
from analysis.display.dates import UNDATED, long_date, source_date
from analysis.display.numbers import counted, digits, ordinal, share_of_draws
from analysis.display.words import capital, listed
from analysis.grading.examples import STATUTE
from analysis.safety import is_web_address


def certainty(context: Context, code: str, categories: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What a reader should know before quoting the card, as terms and texts."""
    found = [
        ("Status", _status(context, code)),
        ("Rank", _rank(context, code)),
        ("Sources", _weaker(categories)),
    ]
    return [{"term": term, "text": text} for term, text in found if text]


def _status(context: Context, code: str) -> str:
    row = context.row(code)
    label = status_label(str(row["status"]))
    bounds = bounds_words(context, code)
    if not bounds:
        return f"{label}."
    unseen = context.rubric.maximum - float(row["points_coded"])
    if not unseen:
        return f"{label}: every scored question is answered, so the score has no range."
    return f"{label}: {counted(unseen, 'point')} could not be coded; the score lies {bounds}."


def _rank(context: Context, code: str) -> str:
    if not context.is_scored(code):
        return ""
    row: Any = context.robustness.intervals.loc[code]
    draws = context.robustness.draws
    low, high = int(row["rank_low"]), int(row["rank_high"])
    places = f"{ordinal(low)}" if low == high else f"between {ordinal(low)} and {ordinal(high)}"
    return (
        f"With the weights of the categories drawn at random {draws:,} times around ours, the rank is {places} in "
        f"nine of ten draws; the grade is the same in {share_of_draws(float(row['same_grade']))} of them."
    )


def _weaker(categories: list[dict[str, Any]]) -> str:
    answers = [a for c in categories for a in c["answers"] if a["seen"]]
    kinds: dict[str, int] = {}
    for one in answers:
        if one["basis"] != STATUTE:
            kinds[one["basis"]] = kinds.get(one["basis"], 0) + 1
    if not answers:
        return ""
    if not kinds:
        return f"All {counted(len(answers), 'scored answer rests', 'scored answers rest')} on the text of statutes."
    parts = [
        f"{counted(count, 'answer rests', 'answers rest')} on {_kind(kind)}"
        for kind, count in sorted(kinds.items())
    ]
    return f"{capital(listed(parts))}, not on the text of the statute; they are marked."


def _kind(kind: str) -> str:
    return f"{kind} sources" if kind.endswith("y") else f"{kind}s"


def sources(context: Context, code: str) -> list[dict[str, Any]]:
    """Every source recorded for the jurisdiction; addresses only where they lead to the web."""
    return [
        {
            "id": one["source_id"],
            "title": one["title"] or one["source_id"],
            "date": long_date(source_date(one["date"])) or UNDATED,
            "kind": one["kind"],
            "links": safe_links(one),
        }
        for one in context.sources.values()
        if one["jurisdiction"] == code
    ]


def safe_links(source: Mapping[str, str]) -> list[str]:
    """Addresses of a source that a page may link to: http and https only.

    >>> safe_links({"url": "https://example.org/a", "more_urls": "javascript:alert(1) http://example.org/b"})
    ['https://example.org/a', 'http://example.org/b']
    """
    every = [source.get("url", ""), *source.get("more_urls", "").split()]
    return [address for address in every if is_web_address(address)]


def kinds_of_sources(listed_sources: list[dict[str, Any]]) -> str:
    """How many sources there are of each kind.

    >>> kinds_of_sources([{"kind": "statute"}, {"kind": "bill"}, {"kind": "statute"}])
    '3 sources: 2 statute, 1 bill'
    """
    kinds: dict[str, int] = {}
    for one in listed_sources:
        kinds[one["kind"]] = kinds.get(one["kind"], 0) + 1
    if not kinds:
        return "No source is on record"
    ordered = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    counts = ", ".join(f"{digits(count)} {kind}" for kind, count in ordered)
    return f"{counted(len(listed_sources), 'source')}: {counts}"
