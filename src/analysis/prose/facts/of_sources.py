"""Facts on how recent the sources are: texts seen as of a date, states where we found no law, dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from analysis.display.dates import day, month, usable_date
from analysis.display.numbers import count, number, opening, some
from analysis.display.words import capital, listed, plain, verb
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, SCORED
from analysis.prose.facts.phrases import Facts, forms
from analysis.raw.editions import read_laws

if TYPE_CHECKING:
    from analysis.raw import Dataset

STALE_DAYS = 365


def seen_as_of(dataset: Dataset, card: Scorecard) -> Facts:
    """How old the newest source is, for the laws known to exist."""
    laws = _newest_sources(dataset, card, [*SCORED, INSUFFICIENT])
    dates = [when for when in laws.values() if when]
    stale = sum((card.edition.as_of - when).days > STALE_DAYS for when in dates)
    late = sum(when > card.edition.as_of for when in dates)
    undated = len(laws) - len(dates)
    ends = (month(min(dates)), month(max(dates))) if dates else ("", "")
    span = (
        "without any date"
        if not dates
        else f"of {ends[0]}"
        if ends[0] == ends[1]
        else f"from {ends[0]} to {ends[1]}"
    )
    return {
        "verified_span": span,
        "verified_stale": forms(stale, "law"),
        "verified_undated": forms(undated, "law"),
        "verified_sentence": (
            _span(span, stale, undated) + _unseen(dataset, card, list(laws))
            if laws
            else "No law is known to be in force."
        ),
        "late_sentence": (
            f"For {count(late, 'law')} this date is later than the edition’s; what is described is still the law of the "
            "edition’s date."
            if late
            else ""
        ),
    }


def _run(span: str) -> str:
    return f"these dates run {span}" if span.startswith("from") else f"it is {span}"


def _span(span: str, stale: int, undated: int) -> str:
    """How old the newest texts are, without a word on what does not occur."""
    text = f"For each law in force we noted the date of the newest text that we saw: {_run(span)}."
    old = (
        f"for {count(stale, 'law')} that text is more than a year older than the edition’s date"
        if stale
        else ""
    )
    none = f"for {count(undated, 'law')} it bears no date" if undated else ""
    rest = "; ".join(filter(None, [old, none]))
    return f"{text} {capital(rest)}." if rest else text


def _unseen(dataset: Dataset, card: Scorecard, places: list[str]) -> str:
    """The laws known only from what others say of them: their date is that of a summary."""
    here = card.table.loc[places]
    names = list(here.loc[~here["law_id"].isin(read_laws(dataset)), "name"])
    if not names:
        return ""
    return f" Of the law of {some(names)} we saw no text; there it is the date of the newest summary."


def _newest_sources(dataset: Dataset, card: Scorecard, statuses: list[str]) -> dict[str, date | None]:
    """The date of the newest source by jurisdiction, None where it is not known."""
    laws = card.table.loc[card.table["status"].isin(statuses), "law_id"]
    found = dataset.laws.set_index("law_id")["verified_through"].reindex(laws).fillna("")
    days = [date.fromisoformat(text) if text else None for text in found]
    return dict(zip(laws.index, days, strict=True))


def no_law(dataset: Dataset, card: Scorecard) -> Facts:
    """How recent the sources are that show no law."""
    newest = _newest_sources(dataset, card, [NO_LAW_STATUS])
    parts = [
        f"{plain(str(card.table.at[place, 'name']))} ({day(when) if when else 'undated'})"
        for place, when in newest.items()
    ]
    return {
        "no_law_sentence": (
            f"That we found none is only as sure as our sources, seen as of these dates: {listed(parts)}."
            + _bills(dataset, newest)
            if parts
            else ""
        )
    }


def _bills(dataset: Dataset, places: Iterable[str]) -> str:
    """Bills that may have become law since, in places where no law was found."""
    names = dataset.jurisdictions.set_index("jurisdiction")["name"]
    rows = dataset.bills[dataset.bills["jurisdiction"].isin(list(places))]
    told = [
        f"{plain(str(names[row['jurisdiction']]))} ({plain(row['bill'])} of {plain(row['year'])}: {plain(row['status'])})"
        for row in rows.to_dict("records")
    ]
    return f" A bill whose fate is open is on record in {listed(told)}." if told else ""


def source_dates(dataset: Dataset) -> Facts:
    """Sources whose recorded date is missing, or cannot be right."""
    dates = dataset.sources["date"]
    missing, odd = int(dates.eq("").sum()), int((~dates.map(usable_date).astype(bool)).sum())
    return {
        "odd_dates": forms(odd, "source"),
        "source_dates_sentence": (_odd_dates(missing, odd, len(dates))),
    }


def _odd_dates(missing: int, odd: int, sources: int) -> str:
    if not missing and not odd:
        return "Every source bears a date."
    parts = []
    if missing:
        parts.append(
            f"{opening(missing, 'source')} of {number(sources)} {verb(missing, 'bears', 'bear')} no date."
        )
    if odd:
        parts.append(
            f"For {count(odd, 'source')} the recorded date cannot be right, such as a month after the twelfth; we show only "
            "the part that is sure."
        )
    return " ".join(parts)
