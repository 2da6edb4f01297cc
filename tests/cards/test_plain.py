"""What a law means to a survivor without a lawyer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis import cards
from analysis.cards import Context
from analysis.cards.plain import opening, plain_record
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.standard.codebook import NOT_CODED, TOLD


@pytest.fixture(scope="module")
def told(dataset: Dataset, live: Dataset) -> Context:
    """The frozen answers under the codebook that has the plain sentences."""
    return cards.context(replace(dataset, codebook=live.codebook), edition(dataset, "2026"))


def said(context: Context, code: str, title: str) -> list[str]:
    return next(p["sentences"] for p in plain_record(context, code)["parts"] if p["title"] == title)


def test_every_answer_that_is_told_has_a_sentence_of_its_own(live: Dataset) -> None:
    told = [v for v in live.codebook.variables if v.told]
    assert {v.told for v in told} == set(TOLD)
    assert [f"{v.id}: {a.id}" for v in told for a in v.answers if not a.plain] == []


def test_a_law_is_told_in_plain_sentences_under_three_headings(told: Context) -> None:
    record = plain_record(told, "NE")
    assert record["answer"] == "Yes"
    assert [part["title"] for part in record["parts"]] == [
        "Which records it reaches",
        "What it asks for",
        "In court",
    ]
    assert "It covers every kind of offense that came from the trafficking." in said(
        told, "NE", "Which records it reaches"
    )
    assert "You can ask at any time." in said(told, "NE", "What it asks for")


def test_two_questions_with_one_answer_are_told_once(told: Context) -> None:
    asked = said(told, "NE", "What it asks for")
    answers = told.card.answers.loc["NE"]
    assert answers["waiting_period"] == "after_sentence"
    assert "sentence_completed" in answers["conditions"]
    assert asked.count("You must first have finished your sentence.") == 1
    assert len(asked) == len(set(asked))


def test_what_was_not_seen_is_counted_and_not_guessed(told: Context) -> None:
    record = plain_record(told, "NV")
    variables = [v.id for v in told.codebook.variables if v.told]
    unseen = [v for v in variables if told.card.answers.at["NV", v] == NOT_CODED]
    assert record["unseen"] == len(unseen) > 0
    assert not any("available to the coders" in s for part in record["parts"] for s in part["sentences"])


def test_a_law_known_from_summaries_alone_is_not_said_to_have_been_seen(told: Context) -> None:
    texts = {
        law
        for law, rows in told.codings.items()
        if any(r["basis"] in ("statute", "bill") for r in rows.values())
    }
    for code in told.card.states.index:
        assert plain_record(told, code)["read"] == (told.law(code)["law_id"] in texts), code
    assert not plain_record(told, "KS")["read"]
    assert plain_record(told, "TX")["read"]


def test_what_rests_on_hearsay_is_counted_and_the_date_said_to_be_of_a_summary(told: Context) -> None:
    # Counted in codings.csv by hand: what Ohio's law, OH-2018, and Nebraska's are told to ask and reach, by basis.
    variables = {v.id for v in told.codebook.variables if v.told}
    for code, law, summary in (("OH", "OH-2018", True), ("NE", "NE-2018", False), ("IN", "IN-2022", True)):
        rows = told.dataset.codings
        own = rows[rows["law_id"].eq(law) & rows["variable"].isin(variables) & rows["value"].ne("not_coded")]
        record = plain_record(told, code)
        assert record["hearsay"] == int(own["basis"].eq("secondary").sum())
        assert record["noted"] == int(own["note"].ne("").sum())
        assert record["summary"] is summary
    assert plain_record(told, "OH")["hearsay"] > plain_record(told, "NE")["hearsay"] == 0


def test_no_law_and_not_known_are_told_apart(told: Context) -> None:
    assert plain_record(told, "AK")["answer"] == "None found"
    assert plain_record(told, "MN")["answer"] == "Not known"
    assert plain_record(told, "AK")["parts"] == plain_record(told, "MN")["parts"] == []


def test_the_opening_counts_the_states_with_a_law(told: Context) -> None:
    without = sum(status in ("no_law", "unknown") for status in told.card.states["status"])
    assert opening(told) == (
        f"{51 - without} of the 51 states, the District of Columbia included, have a law that may help."
    )


def test_answers_without_a_plain_sentence_are_told_as_the_card_tells_them(told: Context) -> None:
    book = told.codebook
    bare = replace(
        book,
        variables=tuple(
            replace(v, answers=tuple(replace(a, plain="") for a in v.answers)) for v in book.variables
        ),
    )
    hearing = book["hearing"].answers[0]
    assert bare.plain("hearing", hearing.id) == [hearing.statement]
    many = book["conditions"]
    assert bare.plain("conditions", ";".join(a.id for a in many.answers[:2])) == [
        f"{a.statement[0].upper()}{a.statement[1:]}." for a in many.answers[:2]
    ]
    assert bare.plain("conditions", "none") == []
