"""Facts of the raw files, worked out by hand for the five states of conftest."""

from __future__ import annotations

from analysis.editions import edition
from analysis.facts import ingest
from analysis.scoring import scorecard


def of(dataset, name="new"):
    return ingest(dataset, scorecard(dataset, edition(dataset, name)))


def test_edition_and_the_one_before(small):
    facts = of(small)
    assert facts["edition"]["as_of"] == "June 30, 2023"
    assert facts["previous"]["sentence"] == (
        "The edition before this one, old, describes the law in force on June 30, 2019."
    )


def test_the_first_edition_has_none_before_it(small):
    facts = of(small, "old")
    assert (
        facts["previous"]["sentence"]
        == "This is the first edition, so there is no earlier one to compare it with."
    )


def test_what_answers_rest_on(small):
    # In force: four answers of AA-2 and DD-no's one from statutes, CC-1's four from a bill, BB-1's three secondary.
    assert of(small)["data"]["basis_sentence"] == (
        "The laws in force have 12 coded answers: five from the text of a statute (42%), four from a bill and three "
        "from a secondary source, such as a summary by an expert."
    )


def test_how_recent_the_sources_are(small):
    # On 2023-06-30: BB-1 was last seen in May 2021, DD-no bears no date.
    assert of(small)["data"]["verified_sentence"] == (
        "The newest source that we saw for each law runs from May 2021 to May 2023. It is more than a year older than "
        "the edition’s date for one law and undated for one law."
    )


def test_what_was_not_seen(small):
    gaps = of(small)["gaps"]
    assert gaps["sentence"] == (
        "We read three laws. For two laws we saw the text that answers every scored question; for one law at least one "
        "answer is missing."
    )
    assert gaps["most_sentence"] == "The answers missing most often are those to “On what terms?” (one law)."


def test_a_data_set_without_laws_has_its_facts(empty):
    facts = of(empty)
    assert facts["gaps"]["sentence"].startswith("We read no law.")
    assert facts["gaps"]["most_sentence"] == "No scored question is left without an answer."
    assert facts["data"]["verified_span"] == "without any date"
