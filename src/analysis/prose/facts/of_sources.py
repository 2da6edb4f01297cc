"""Facts on how recent the sources are: texts seen as of a date, states where we found no law, dates that cannot be."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis.coding import seen
from analysis.display.dates import long_date, usable_date
from analysis.display.numbers import count, number, opening, some
from analysis.display.words import capital, listed, plain, verb
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, SCORED
from analysis.prose.facts.phrases import Facts, forms
from analysis.raw.editions import read_laws

if TYPE_CHECKING:
    from analysis.raw import Dataset

STALE_DAYS = 365
MONTH = len("2026-07")


def seen_as_of(dataset: Dataset, card: Scorecard) -> Facts:
    """How old the text or summary is that the main answers rest on, for the laws known to exist."""
    laws = _seen(dataset, card, [*SCORED, INSUFFICIENT])
    dates = [str(one) for one in laws["date"] if one]
    stale = sum((card.edition.as_of - _last_day(one)).days > STALE_DAYS for one in dates)
    late = sum(one > card.edition.as_of.isoformat()[: len(one)] for one in dates)
    undated = len(laws) - len(dates)
    ends = (long_date(min(dates)[:MONTH]), long_date(max(dates)[:MONTH])) if dates else ("", "")
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
            _span(span, stale, undated) + _by_summary(dataset, card, laws)
            if len(laws)
            else "No law is known to be in force."
        ),
        "late_sentence": (
            f"For {count(late, 'law')} this date is later than the edition’s; what is described is still the law of the "
            "edition’s date."
            if late
            else ""
        ),
    }


def _last_day(seen: str) -> date:
    """The last day that a date as exact as this may be."""
    year, month, day = (int(part) for part in f"{seen}-12-31".split("-")[:3])
    return date(year, month, min(day, monthrange(year, month)[1]))


def _run(span: str) -> str:
    return f"these dates run {span}" if span.startswith("from") else f"it is {span}"


def _span(span: str, stale: int, undated: int) -> str:
    """How old the texts are, without a word on what does not occur."""
    text = f"For each law in force we noted the date of the newest text that its main answers rest on: {_run(span)}."
    old = f"for {count(stale, 'law')} it is more than a year before the edition’s date" if stale else ""
    none = f"for {count(undated, 'law')} it is not known" if undated else ""
    rest = "; ".join(filter(None, [old, none]))
    return f"{text} {capital(rest)}." if rest else text


def _by_summary(dataset: Dataset, card: Scorecard, laws: pd.DataFrame) -> str:
    """The laws whose date is that of a summary, those known from nothing else apart."""
    names = card.table["name"]
    read = card.table["law_id"].isin(read_laws(dataset))
    unread = [str(names[place]) for place in laws.index if not read[place]]
    mixed = [str(names[place]) for place in laws.index if read[place] and laws.at[place, "summary"]]
    return (
        f" Of the law of {some(unread)} we saw no text; there it is the date of the newest summary."
        if unread
        else ""
    ) + (f" For {some(mixed)} it is the date of a summary, though some text was seen." if mixed else "")


def _seen(dataset: Dataset, card: Scorecard, statuses: list[str]) -> pd.DataFrame:
    """`date` and `summary` of `coding.seen.seen_as_of`, by jurisdiction."""
    laws = card.table.loc[card.table["status"].isin(statuses), "law_id"]
    found = seen.seen_as_of(dataset).reindex(laws).set_axis(laws.index)
    return found.fillna({"date": "", "summary": False})


def no_law(dataset: Dataset, card: Scorecard) -> Facts:
    """How recent the sources are that show no law."""
    found = _seen(dataset, card, [NO_LAW_STATUS])
    parts = [
        f"{plain(str(card.table.at[place, 'name']))} ({long_date(when) if when else 'undated'}"
        f"{', a summary' if when and summary else ''})"
        for place, when, summary in found.itertuples(name=None)
    ]
    return {
        "no_law_sentence": (
            f"That we found none is only as sure as our sources, seen as of these dates: {listed(parts)}."
            + _bills(dataset, found.index)
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
