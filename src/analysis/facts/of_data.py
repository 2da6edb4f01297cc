"""Facts of the raw files: what was coded, from what, how recently, and what was not seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis import coverage
from analysis.editions import Edition, editions, laws_in_force, previous
from analysis.facts.phrases import Facts, capital, count, counted, day, listed, month, number, percent, quoted
from analysis.scoring import INSUFFICIENT, SCORED, Scorecard

if TYPE_CHECKING:
    from analysis.tables import Dataset

STALE_DAYS = 365


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
        "jurisdictions": counted(len(dataset.jurisdictions), "jurisdiction"),
        "states": counted(len(dataset.jurisdictions), "state"),
        "questions": counted(len(codebook.variables), "question"),
        "scored_questions": counted(len(scored), "question"),
        "categories": counted(len(rubric.categories), "category", "categories"),
        "points": counted(int(rubric.maximum), "point"),
        "minimum_points": counted(int(rubric.minimum_points_coded), "point"),
        "law_versions": counted(len(dataset.laws), "law version"),
        "answers": counted(len(dataset.codings), "answer"),
        "sources": counted(len(dataset.sources), "source"),
        "source_kinds": listed([count(int(kinds.get(kind, 0)), *words[kind]) for kind in coverage.BASES]),
        "acts": counted(len(dataset.amendments), "act"),
        "ceiling": _ceiling(dataset),
        **_bases(dataset, card),
        **_verified(dataset, card.edition),
        **_decided(dataset),
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
    found = coverage.by_basis(dataset, card).set_index("basis")
    total = int(found["answers"].sum())
    first, second, third = (int(n) for n in found["answers"].reindex(list(coverage.BASES)))
    weak = int(found["laws"].reindex(list(coverage.BASES)).iloc[-1])
    share = percent(first / total if total else float("nan"))
    return {
        "coded": counted(total, "answer"),
        "statute_share": share,
        "secondary_laws": counted(weak, "law"),
        "basis_sentence": (
            f"The laws in force have {count(total, 'coded answer')}: {number(first)} from the text of a statute "
            f"({share}), {number(second)} from a bill and {number(third)} from a secondary source, such as a summary "
            "by an expert."
        ),
    }


def _verified(dataset: Dataset, edition: Edition) -> Facts:
    laws = laws_in_force(dataset, edition.as_of)
    laws = laws[laws["law_id"] != ""]
    dates = [date.fromisoformat(text) for text in laws["verified_through"] if text]
    stale = sum((edition.as_of - when).days > STALE_DAYS for when in dates)
    undated = len(laws) - len(dates)
    span = f"from {month(min(dates))} to {month(max(dates))}" if dates else "without any date"
    return {
        "verified_span": span,
        "verified_stale": counted(stale, "law"),
        "verified_undated": counted(undated, "law"),
        "verified_sentence": (
            f"The newest source that we saw for each law runs {span}. It is more than a year older than the "
            f"edition’s date for {count(stale, 'law')} and undated for {count(undated, 'law')}."
        ),
    }


def _decided(dataset: Dataset) -> Facts:
    how = dataset.codings["decided"].value_counts()
    return {
        "adjudicated": counted(int(how.get("adjudicated", 0)), "answer"),
        "by_rule": counted(int(how.get("rule", 0)), "answer"),
    }


def _gaps(dataset: Dataset, card: Scorecard) -> Facts:
    """What was not seen among the questions that earn points, for laws known to exist."""
    laws = card.table.index[card.table["status"].isin([*SCORED, INSUFFICIENT])]
    unseen = card.items.loc[laws].isna()
    missing = unseen.sum().sort_values(ascending=False, kind="stable")
    cells, total = int(unseen.to_numpy().sum()), int(unseen.size)
    complete = int((~unseen.any(axis=1)).sum()) if len(laws) else 0
    return {
        "laws": counted(len(laws), "law"),
        "complete": counted(complete, "law"),
        "partial": counted(len(laws) - complete, "law"),
        "unseen": counted(cells, "answer"),
        "share": percent(cells / total if total else float("nan")),
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
