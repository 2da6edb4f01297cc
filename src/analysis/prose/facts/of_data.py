"""Facts of the raw files: what was coded, from what, how recently, and what was not seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis.coding import coverage
from analysis.display.dates import day, month, usable_date
from analysis.display.numbers import count, number, opening
from analysis.display.words import capital, listed, plain, quoted
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, SCORED, Scorecard
from analysis.prose.facts.phrases import Facts, forms, known_percent
from analysis.raw.editions import Edition, editions, previous

if TYPE_CHECKING:
    from analysis.raw import Dataset

STALE_DAYS = 365
SECONDARY = (
    "A secondary source is someone else’s account of the law: an expert’s summary, a news report, a machine-made "
    "summary."
)


def ingest(dataset: Dataset, card: Scorecard) -> Facts:
    """Facts of the data set and of one edition: `edition`, `previous`, `data`, `gaps`."""
    return {
        "edition": _edition(dataset, card.edition),
        "previous": _previous(dataset, card.edition),
        "data": _data(dataset, card),
        "gaps": _gaps(dataset, card),
    }


def _edition(dataset: Dataset, edition: Edition) -> Facts:
    return {
        "id": edition.id,
        "as_of": day(edition.as_of),
        "title": edition.title,
        "rubric": dataset.rubric.version,
        "codebook": dataset.codebook.version,
        "count": count(len(editions(dataset)), "edition"),
    }


def _previous(dataset: Dataset, edition: Edition) -> Facts:
    earlier = previous(dataset, edition)
    if earlier is None:
        return {
            "id": "none",
            "as_of": "an earlier date",
            "sentence": "This is the first edition, so there is no earlier one to compare it with.",
        }
    return {
        "id": earlier.id,
        "as_of": day(earlier.as_of),
        "sentence": f"The edition before this one, {earlier.id}, describes the law in force on {day(earlier.as_of)}.",
    }


def _data(dataset: Dataset, card: Scorecard) -> Facts:
    rubric, codebook = dataset.rubric, dataset.codebook
    scored = [v for v in codebook.variables if v.id in rubric.item_by_variable]
    kinds = dataset.sources["kind"].value_counts()
    words = {"statute": ("statute", ""), "bill": ("bill", ""), "secondary": ("secondary source", "")}
    return {
        "jurisdictions": forms(len(dataset.jurisdictions), "jurisdiction"),
        "states": forms(len(dataset.jurisdictions), "state"),
        "questions": forms(len(codebook.variables), "question"),
        "scored_questions": forms(len(scored), "question"),
        "categories": forms(len(rubric.categories), "category", "categories"),
        "points": forms(int(rubric.maximum), "point"),
        "minimum_points": forms(int(rubric.minimum_points_coded), "point"),
        "law_versions": forms(len(dataset.laws), "law version"),
        "answers": forms(len(dataset.codings), "answer"),
        "sources": forms(len(dataset.sources), "source"),
        "source_kinds": listed([count(int(kinds.get(kind, 0)), *words[kind]) for kind in coverage.BASES]),
        "acts": forms(len(dataset.amendments), "act"),
        "ceiling": _ceiling(dataset),
        **_bases(dataset, card),
        **_verified(dataset, card),
        **_no_law(dataset, card),
        **_source_dates(dataset),
        **_decided(dataset, card),
    }


def _ceiling(dataset: Dataset) -> str:
    """The rubric's ceilings, as sentences."""
    if not dataset.rubric.ceilings:
        return "This rubric sets no ceiling."
    return " ".join(
        f"A law of which this is true scores at most {number(rule.max_score)} points: "
        f"{quoted(dataset.codebook.statement(rule.variable, rule.value))}"
        for rule in dataset.rubric.ceilings
    )


def _bases(dataset: Dataset, card: Scorecard) -> Facts:
    found = coverage.by_basis(dataset, coverage.known_laws(card)).set_index("basis")
    total = int(found["answers"].sum())
    first, second, third = (int(n) for n in found["answers"].reindex(list(coverage.BASES)))
    weak = int(found["laws"].reindex(list(coverage.BASES)).iloc[-1])
    share = known_percent(first / total if total else float("nan"))
    return {
        "coded": forms(total, "answer"),
        "statute_share": share,
        "secondary_laws": forms(weak, "law"),
        "basis_sentence": (
            f"The laws in force have {count(total, 'coded answer')}: {number(first)} from the text of a statute "
            f"({share}), {number(second)} from a bill and {number(third)} from a secondary source. {SECONDARY}"
        ),
        "secondary_sentence": (
            f"Of the {number(total)} answers coded for the laws in force, {number(third)} rest on a secondary source. "
            f"{SECONDARY}"
            if third
            else "Every answer rests on the text of a statute or a bill."
        ),
    }


def _verified(dataset: Dataset, card: Scorecard) -> Facts:
    """How old the newest source is, for the laws known to exist."""
    laws = _newest_sources(dataset, card, [*SCORED, INSUFFICIENT])
    dates = [when for when in laws.values() if when]
    stale = sum((card.edition.as_of - when).days > STALE_DAYS for when in dates)
    late = sum(when > card.edition.as_of for when in dates)
    undated = len(laws) - len(dates)
    span = f"from {month(min(dates))} to {month(max(dates))}" if dates else "without any date"
    return {
        "verified_span": span,
        "verified_stale": forms(stale, "law"),
        "verified_undated": forms(undated, "law"),
        "verified_sentence": (
            f"The newest source that we saw for each of the laws in force runs {span}. For {count(stale, 'law')} it is "
            f"more than a year older than the edition’s date; for {count(undated, 'law')} it is undated."
            if laws
            else "No law is known to be in force."
        ),
        "late_sentence": (
            f"For {count(late, 'law')} it is newer than the edition’s date; what is described is still the law of that date."
            if late
            else "None of them is newer than the edition’s date."
        ),
    }


def _newest_sources(dataset: Dataset, card: Scorecard, statuses: list[str]) -> dict[str, date | None]:
    """The date of the newest source by jurisdiction, None where it is not known."""
    laws = card.table.loc[card.table["status"].isin(statuses), "law_id"]
    found = dataset.laws.set_index("law_id")["verified_through"].reindex(laws).fillna("")
    days = [date.fromisoformat(text) if text else None for text in found]
    return dict(zip(laws.index, days, strict=True))


def _no_law(dataset: Dataset, card: Scorecard) -> Facts:
    """How recent the sources are that show no law."""
    newest = _newest_sources(dataset, card, [NO_LAW_STATUS])
    parts = [
        f"{plain(str(card.table.at[place, 'name']))} ({day(when) if when else 'undated'})"
        for place, when in newest.items()
    ]
    return {
        "no_law_sentence": (
            f"That we found no law is only as sure as our sources. The newest that we saw: {listed(parts)}."
            if parts
            else "We know of no state without such a law."
        )
    }


def _source_dates(dataset: Dataset) -> Facts:
    """Sources whose recorded date is missing, or cannot be right."""
    dates = dataset.sources["date"]
    missing, odd = int(dates.eq("").sum()), int((~dates.map(usable_date).astype(bool)).sum())
    return {
        "odd_dates": forms(odd, "source"),
        "source_dates_sentence": (
            f"{opening(missing, 'source')} of {number(len(dates))} {'bears' if missing < 2 else 'bear'} no date. For "
            f"{number(odd) if odd else 'none'} the recorded date cannot be right, such as a month after the twelfth; we "
            "show only the part that is sure."
        ),
    }


def _decided(dataset: Dataset, card: Scorecard) -> Facts:
    """How answers were settled, in all law versions and in those in force."""
    how = dataset.codings["decided"].value_counts()
    in_force = dataset.codings["law_id"].isin(card.table["law_id"])
    current = dataset.codings.loc[in_force, "decided"].eq("adjudicated").sum()
    return {
        "adjudicated": forms(int(how.get("adjudicated", 0)), "answer"),
        "adjudicated_in_force": forms(int(current), "answer"),
        "by_rule": forms(int(how.get("rule", 0)), "answer"),
    }


def _gaps(dataset: Dataset, card: Scorecard) -> Facts:
    """What was not seen among the questions that earn points, for laws known to exist."""
    laws = card.table.index[card.table["status"].isin([*SCORED, INSUFFICIENT])]
    unseen = card.items.loc[laws].isna()
    missing = unseen.sum().sort_values(ascending=False, kind="stable")
    cells, total = int(unseen.to_numpy().sum()), int(unseen.size)
    complete = int((~unseen.any(axis=1)).sum()) if len(laws) else 0
    return {
        "laws": forms(len(laws), "law"),
        "complete": forms(complete, "law"),
        "partial": forms(len(laws) - complete, "law"),
        "unseen": forms(cells, "answer"),
        "share": known_percent(cells / total if total else float("nan")),
        "sentence": (
            f"We read {count(len(laws), 'law')}. For {count(complete, 'law')} we saw the text that answers every scored "
            f"question; for {count(len(laws) - complete, 'law')} at least one answer is missing."
        ),
        "most_sentence": _most_missing(dataset, missing),
    }


def _most_missing(dataset: Dataset, missing: pd.Series) -> str:
    worst = missing[missing > 0].head(3)
    if worst.empty:
        return "No scored question is left without an answer."
    parts = [
        f"{quoted(dataset.codebook[str(v)].question)} ({count(int(n), 'law')})" for v, n in worst.items()
    ]
    return capital(f"the answers missing most often are those to {listed(parts)}.")
