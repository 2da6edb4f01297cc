"""Tables on the data: the files, how far the questions are answered, on what, and what was not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.charts.palette import status_label
from analysis.coding import coverage
from analysis.display.dates import UNDATED, source_date
from analysis.display.tables import Link, Table
from analysis.grading.scorecard import Scorecard
from analysis.prose.tables.cells import (
    basis_words,
    by_name,
    card_link,
    category_titles,
    percent,
    span,
    table,
    whole,
)

if TYPE_CHECKING:
    from analysis.raw import Dataset

FILES = {
    "jurisdictions": "a jurisdiction",
    "editions": "an edition: a date whose law is described",
    "laws": "a law version: one jurisdiction’s law between two dates",
    "codings": "one question put to one law version: an answer, or that none was seen",
    "second_codings": "a question coded twice, blind",
    "sources": "a source: statute, bill or secondary",
    "amendments": "an act that changed a law",
    "bills": "a bill that has not become law, as far as our sources show",
    "corrections": "a published answer that was found wrong",
    "help": "an organization that helps in the whole country",
}


def files(dataset: Dataset) -> Table:
    """The raw files, what a row of each is, and how many there are."""
    counts = {f"{name}.csv": len(getattr(dataset, name)) for name in FILES}
    rows = dict(zip(counts, FILES.values(), strict=True))
    rows |= {
        "codebook.toml": "a question, with its answers",
        "rubric.toml": "a category, with its points",
        "model_law.toml": "a clause of the model law",
    }
    counts |= {
        "codebook.toml": len(dataset.codebook.variables),
        "rubric.toml": len(dataset.rubric.categories),
        "model_law.toml": len(dataset.model_law.clauses),
    }
    return table(
        {"File": list(rows), "One row is": list(rows.values()), "Rows": [f"{n:,}" for n in counts.values()]},
        numbers=["Rows"],
    )


def questions_covered(dataset: Dataset, card: Scorecard) -> Table:
    """For each question: the laws known to exist, how many texts answer it, and on what the answers rest."""
    rows = coverage.by_question(dataset, coverage.known_laws(card))
    counts = {basis_words(basis): rows[basis].map(whole) for basis in coverage.BASES}
    return table(
        {
            "Question": rows["question"],
            "Laws": rows["asked"].map(whole),
            **counts,
            "Not seen": rows[coverage.NOT_SEEN].map(whole),
        },
        numbers=["Laws", *counts, "Not seen"],
    )


def bases(dataset: Dataset, card: Scorecard) -> Table:
    """How many answers, laws and sources there are of each kind of source, for the laws known to exist."""
    rows = coverage.by_basis(dataset, coverage.known_laws(card))
    return table(
        {
            "Kind of source": rows["basis"].map(basis_words),
            "Answers": rows["answers"].map(whole),
            "Share": rows["share"].map(percent),
            "Laws, by weakest source": rows["laws"].map(whole),
            "Sources listed": rows["sources"].map(whole),
        },
        numbers=["Answers", "Share", "Laws, by weakest source", "Sources listed"],
    )


def gaps(dataset: Dataset, card: Scorecard) -> Table:
    """What was not seen, jurisdiction by jurisdiction, most points first."""
    missing = coverage.not_seen(dataset, card)
    titles = category_titles(dataset.rubric)
    by_place = missing.assign(title=missing["category"].map(titles)).groupby("jurisdiction", sort=False)
    points = by_place["points"].sum().sort_values(ascending=False, kind="stable")
    named = by_place["title"].agg(lambda found: list(dict.fromkeys(found))).loc[points.index]
    rows = card.table.loc[points.index]
    return table(
        {
            "Jurisdiction": [card_link(str(code), name) for code, name in rows["name"].items()],
            "Status": rows["status"].map(status_label),
            "Range": [span(*ends) for ends in zip(rows["score_low"], rows["score_high"], strict=True)],
            "Points not seen": points.map(whole),
            "Categories not seen in full": [
                "All" if len(found) == len(titles) else "; ".join(found) for found in named
            ],
        },
        numbers=["Range", "Points not seen"],
    )


def sources(dataset: Dataset) -> Table:
    """Every source, by jurisdiction: title (leading to the text where there is an address), date and kind."""
    names = dataset.jurisdictions.set_index("jurisdiction")["name"]
    rows = by_name(dataset.sources, names)
    return table(
        {
            "Source": rows["source_id"],
            "Jurisdiction": rows["_name"],
            "Title": [_linked(title, url) for title, url in zip(rows["title"], rows["url"], strict=True)],
            "Date": [source_date(date) or UNDATED for date in rows["date"]],
            "Kind": rows["kind"].map(basis_words),
        }
    )


def corrections(dataset: Dataset) -> Table:
    """Every correction of a published answer, newest first: what stood there, what is right, why, and when it was found."""
    rows = dataset.corrections.sort_values("reported_on", ascending=False, kind="stable")
    places = dict(zip(dataset.laws["law_id"], dataset.laws["jurisdiction"], strict=True))
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    codes = rows["law_id"].map(places)
    words = dataset.codebook
    pairs = {
        side: [
            words.label(variable, value) if column == "value" else value
            for variable, column, value in zip(rows["variable"], rows["column"], rows[side], strict=True)
        ]
        for side in ("old", "new")
    }
    return table(
        {
            "Jurisdiction": [card_link(str(code), names[code]) for code in codes],
            "Question": [words[variable].question for variable in rows["variable"]],
            "Was": pairs["old"],
            "Is": pairs["new"],
            "Why": rows["why"],
            "Reported": rows["reported_on"],
        }
    )


def _linked(title: str, url: str) -> object:
    return Link(title, url) if url.startswith(("https://", "http://")) else title
