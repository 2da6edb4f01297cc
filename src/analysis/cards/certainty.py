"""How sure the card is: bounds, ranks under other weights, weaker sources, open questions, the sources themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.cards import evidence, news
from analysis.cards.context import Context
from analysis.cards.identity import bounds_words, lies
from analysis.charts.palette import status_label
from analysis.display.dates import UNDATED, long_date, source_date
from analysis.display.numbers import counted, ordinal, share_of_draws
from analysis.grading.examples import STATUTE
from analysis.raw.vocabularies import BASES
from analysis.safety import is_web_address


def certainty(context: Context, code: str) -> list[dict[str, str]]:
    """What a reader should know before quoting the card, as terms and texts."""
    found = [
        ("Amended", news.unread_words(context, code)),
        ("Status", _status(context, code)),
        ("Rank", _rank(context, code)),
        ("Each doubt alone", _alone(context, code)),
        ("Sources", _weaker(context, code)),
    ]
    return [{"term": term, "text": text} for term, text in found if text]


def _status(context: Context, code: str) -> str:
    row = context.row(code)
    label = status_label(str(row["status"]))
    bounds = bounds_words(context, code)
    if not bounds:
        return f"{label}."
    if evidence.shown_whole(context, code):
        return f"{label}: a text shows the answer to every scored question, so the score has no range."
    hidden = context.rubric.maximum - float(row["points_shown"])
    shown = f"no text shows the answers to questions worth {counted(hidden, 'point')}; " if hidden else ""
    act = "an act that changed the law has not been read; " if row["unread"] else ""
    return f"{label}: {shown}{act}{lies(bounds)}{' by the text before that act' if act else ''}."


def _rank(context: Context, code: str) -> str:
    if not context.is_ranked(code) or len(context.scored) == 1:
        return ""
    row: Any = context.robustness.intervals.loc[code]
    return (
        f"With the weights of the categories, and every answer that no text shows, drawn at random "
        f"{context.robustness.draws:,} times, the rank is {_places(row, '')} in nine of ten draws; the grade is the same in "
        f"{share_of_draws(float(row['same_grade']))} of them all.{_outside(row)}"
    )


def _outside(row: Any) -> str:
    """Why the published rank may lie outside the range of its own draws, where it does."""
    if row["rank_low"] <= row["rank"] <= row["rank_high"]:
        return ""
    return (
        f" The published rank, {ordinal(int(row['rank']))}, lies outside that range: a score counts what summaries say, "
        "while the draws take what no text shows, in this law and in the others, from the texts of other laws."
    )


def _alone(context: Context, code: str) -> str:
    """The rank and the grade with the weights alone in doubt, and with what no text shows alone."""
    if not context.is_ranked(code) or len(context.scored) == 1:
        return ""
    row: Any = context.robustness.intervals.loc[code]
    weights, text = (
        f"rank {_places(row, side)}, the same grade in {share_of_draws(float(row[f'same_grade{side}']))} of draws"
        for side in ("_weights", "_text")
    )
    return f"Weights alone: {weights}. Text not shown, here and in other laws, alone: {text}."


def _places(row: Any, side: str) -> str:
    low, high = int(row[f"rank_low{side}"]), int(row[f"rank_high{side}"])
    return ordinal(low) if low == high else f"between {ordinal(low)} and {ordinal(high)}"


def _weaker(context: Context, code: str) -> str:
    found = evidence.counts(context, code)
    if not any(found[kind] for kind in BASES):
        return ""
    marked = any(found[kind] for kind in BASES if kind != STATUTE)
    return evidence.words(context, code) + (
        " Answers that rest on anything but a statute are marked." if marked else ""
    )


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


KIND_WORDS = {"secondary": "secondary source"}
"""Kinds of source that are no noun."""


def kinds_of_sources(listed_sources: list[dict[str, Any]]) -> str:
    """How many sources there are of each kind.

    >>> kinds_of_sources([{"kind": "statute"}, {"kind": "secondary"}, {"kind": "statute"}])
    '3 sources: 2 statutes, 1 secondary source'
    """
    kinds: dict[str, int] = {}
    for one in listed_sources:
        kinds[one["kind"]] = kinds.get(one["kind"], 0) + 1
    if not kinds:
        return "No source is on record"
    ordered = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    counts = ", ".join(counted(count, KIND_WORDS.get(kind, kind)) for kind, count in ordered)
    return f"{counted(len(listed_sources), 'source')}: {counts}"
