"""Facts of the raw files: what was coded, from what, how recently, and what was not seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.coding import coverage
from analysis.display.dates import day
from analysis.display.numbers import count, number, opening
from analysis.display.words import listed, quoted, verb
from analysis.grading.scorecard import Scorecard
from analysis.prose.facts import presence
from analysis.prose.facts.of_coverage import bases, gaps
from analysis.prose.facts.of_sources import no_law, seen_as_of, source_dates
from analysis.prose.facts.phrases import Facts, forms
from analysis.raw.editions import Edition, editions, previous
from analysis.raw.vocabularies import DISTRICT, FEDERAL, STATES
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED

if TYPE_CHECKING:
    from analysis.raw import Dataset

BY_RULE = "rule"


def ingest(dataset: Dataset, card: Scorecard) -> Facts:
    """Facts of the data set and of one edition: `edition`, `previous`, `data`, `gaps`, `shows`."""
    return {
        "edition": _edition(dataset, card.edition),
        "previous": _previous(dataset, card.edition),
        "data": _data(dataset, card),
        "gaps": gaps(dataset, card),
        "shows": presence.of_data(dataset, card),
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
        "sentence": (
            f"The edition before this one, {earlier.id}, describes the law in force on {day(earlier.as_of)}. "
            f"{standing(earlier)}"
        ),
    }


def standing(edition: Edition) -> str:
    """Whether an earlier edition was published; one that was not must not pass for the report of others."""
    if edition.published:
        return f"It was published on {day(date.fromisoformat(edition.published))}."
    return "It was never published: it is this project’s own coding of the law of that date, and no report of others."


def _data(dataset: Dataset, card: Scorecard) -> Facts:
    rubric, codebook = dataset.rubric, dataset.codebook
    given = ~dataset.codings["value"].isin(["", NOT_CODED])
    scored = [v for v in codebook.variables if v.id in rubric.item_by_variable]
    kinds = dataset.sources["kind"].value_counts()
    words = {"statute": ("statute", ""), "bill": ("bill", ""), "secondary": ("secondary source", "")}
    return {
        "jurisdictions": forms(len(dataset.jurisdictions), "jurisdiction"),
        "states": forms(len(card.states), "state"),
        "state_sentence": _state(card),
        "questions": forms(len(codebook.variables), "question"),
        "scored_questions": forms(len(scored), "question"),
        "categories": forms(len(rubric.categories), "category", "categories"),
        "points": forms(int(rubric.maximum), "point"),
        "minimum_points": forms(int(rubric.minimum_points_coded), "point"),
        "law_versions": forms(len(dataset.laws), "law version"),
        "answers": forms(int(given.sum()), "answer"),
        "answers_sentence": (
            f"For {count(int((~given).sum()), 'further question')} the text that would answer was not seen."
            if (~given).any()
            else "Every question put to a law has an answer."
        ),
        "sources": forms(len(dataset.sources), "source"),
        "acts": forms(len(dataset.amendments), "act"),
        "held_sentence": _held(
            dataset,
            int(given.sum()),
            listed([count(int(kinds.get(k, 0)), *words[k]) for k in coverage.BASES]),
        ),
        "ceiling": _ceiling(dataset),
        **bases(dataset, card),
        **seen_as_of(dataset, card),
        **no_law(dataset, card),
        **source_dates(dataset),
        **_decided(dataset, card),
        "federal_sentence": (
            "" if card.table["kind"].eq(FEDERAL).any() else "This edition grades no federal law."
        ),
        **_counted_laws(dataset, card),
        "corrections_sentence": _corrections(dataset),
    }


def _held(dataset: Dataset, answers: int, kinds: str) -> str:
    """What the data hold: laws, answers, sources by kind, acts."""
    acts = len(dataset.amendments)
    history = f", and a history of {count(acts, 'act')}" if acts else "; no act is on record"
    return (
        f"The data hold {count(len(dataset.laws), 'law version')} with {count(answers, 'answer')}, drawn from "
        f"{count(len(dataset.sources), 'source')} ({kinds}){history}."
    )


def _state(card: Scorecard) -> str:
    """What the word means here, and who stands apart."""
    districts = list(card.table.loc[card.table["kind"] == DISTRICT, "name"])
    with_it = f", {listed(f'the {name}' for name in districts)} included" if districts else ""
    apart = list(card.table.loc[~card.table["kind"].isin(STATES), "name"])
    last = (
        f" {listed(apart)} {verb(len(apart), 'has a report card', 'have report cards')} too, and no part in counts and ranks "
        "of states."
        if apart
        else ""
    )
    noun = "the one" if len(card.states) == 1 else f"any of the {number(len(card.states))}"
    return f"A state, in this report, is {noun} covered{with_it}.{last}"


def _counted_laws(dataset: Dataset, card: Scorecard) -> Facts:
    """Which laws count, in the codebook's words, with the states that the rule decided on either side of the line."""
    rule = dataset.codebook[EXISTENCE].instruction
    rows = dataset.codings[dataset.codings["variable"] == EXISTENCE]
    by_rule = set(rows.loc[rows["decided"] == BY_RULE, "law_id"])
    close = card.table[card.table["law_id"].isin(by_rule)]
    said = card.answers.loc[close.index, EXISTENCE]
    inside = list(close.loc[said == "yes", "name"])
    outside = list(close.loc[said == NO_LAW, "name"])
    parts = [f"Close to the line, the rule counts the law of {listed(inside)}."] if inside else []
    if outside:
        parts.append(f"It leaves out what was found in {listed(outside)}.")
    if parts:
        parts.append("The card of each says why.")
    return {"which_laws": rule, "line_sentence": " ".join(parts)}


def _corrections(dataset: Dataset) -> str:
    made = len(dataset.corrections)
    if not made:
        return "No published answer has been corrected yet."
    return (
        f"{opening(made, 'correction')} {verb(made, 'has', 'have')} been made to published answers so far; each stands in "
        "the appendix and on the card that it touches, with what was wrong, what is right, why and when."
    )


def _ceiling(dataset: Dataset) -> str:
    """The rubric's ceilings, as sentences."""
    if not dataset.rubric.ceilings:
        return "This rubric sets no ceiling."
    return " ".join(
        f"A law of which this is true scores at most {number(rule.max_score)} points: "
        f"{quoted(dataset.codebook.statement(rule.variable, rule.value))}"
        for rule in dataset.rubric.ceilings
    )


def _decided(dataset: Dataset, card: Scorecard) -> Facts:
    """How answers were settled, in all law versions and in those in force."""
    how = dataset.codings["decided"].value_counts()
    in_force = dataset.codings["law_id"].isin(card.table["law_id"])
    current = dataset.codings.loc[in_force, "decided"].eq("adjudicated").sum()
    decided, ruled = int(how.get("adjudicated", 0)), int(how.get(BY_RULE, 0))
    parts = []
    if decided:
        parts.append(
            f"The adjudicator decided {count(decided, 'case')}, counting older law versions and cases settled as text "
            "not seen; "
            f"{number(int(current)) if current else 'none'} of them {verb(int(current), 'is', 'are')} of the laws in force."
        )
    if ruled:
        parts.append(f"A later rule changed {count(ruled, 'case')}.")
    return {
        "decided_sentence": " ".join(parts),
        "adjudicated": forms(int(how.get("adjudicated", 0)), "answer"),
        "adjudicated_in_force": forms(int(current), "answer"),
        "by_rule": forms(int(how.get("rule", 0)), "answer"),
    }
