"""Facts of the raw files, worked out by hand for the five states of conftest."""

from __future__ import annotations

from dataclasses import replace

from analysis.grading.scorecard import scorecard
from analysis.prose.facts import ingest
from analysis.raw.editions import edition


def of(dataset, name="new"):
    return ingest(dataset, scorecard(dataset, edition(dataset, name)))


def test_edition_and_the_one_before(small):
    facts = of(small)
    assert facts["edition"]["as_of"] == "June 30, 2023"
    assert facts["previous"]["sentence"] == (
        "The edition before this one, old, describes the law in force on June 30, 2019. It was never published: it is this "
        "project’s own coding of the law of that date, and no report of others."
    )


def test_the_first_edition_has_none_before_it(small):
    facts = of(small, "old")
    assert (
        facts["previous"]["sentence"]
        == "This is the first edition, so there is no earlier one to compare it with."
    )


def test_what_answers_rest_on(small):
    # Of laws in force: AA-2's four answers from a statute, CC-1's four from a bill, BB-1's three secondary.
    facts = of(small)["data"]
    account = (
        "A secondary source is someone else’s account of the law: an expert’s summary, a news report, a machine-made "
        "summary."
    )
    assert facts["basis_sentence"] == (
        "The laws in force have 11 coded answers: four from the text of a statute (36%), four from a bill and three "
        f"from a secondary source. {account}"
    )
    assert facts["secondary_sentence"] == (
        "Of the 11 answers coded for the laws in force, three rest on a secondary source, someone else’s account of the "
        "law."
    )


def test_how_recent_the_sources_are(small):
    # On 2023-06-30: BB-1 was last seen in May 2021. DD has no law in force, so that its sources do not count here.
    facts = of(small)["data"]
    assert facts["verified_sentence"] == (
        "For each law in force we noted the date of the newest text that its main answers rest on: these dates run from "
        "May 2021 to May 2023. For one law it is more than a year before the edition’s date. Of the law of Borland we saw no "
        "text; there it is the date of the newest summary."
    )
    assert facts["late_sentence"] == ""


def test_a_source_newer_than_the_edition_is_told(make):
    later = (("AA-1", "AA", "2010-01-01", "", "2024-01-01", "statute", "wide", "free", "age"),)
    assert of(make(later))["data"]["late_sentence"] == (
        "For one law this date is later than the edition’s; what is described is still the law of the edition’s date."
    )


def test_a_law_known_from_summaries_alone_has_the_date_of_a_summary(make):
    laws = (
        ("AA-1", "AA", "2010-01-01", "", "2023-05-01", "secondary", "wide", "free", "age"),
        ("BB-1", "BB", "2010-01-01", "", "2023-05-01", "bill", "wide", "free", "age"),
    )
    assert of(make(laws))["data"]["verified_sentence"].endswith(
        "it is of May 2023. Of the law of Arden we saw no text; there it is the date of the newest summary."
    )


def test_a_law_counts_by_the_least_firm_of_its_answers_whatever_its_main_ones_rest_on(make):
    dataset = make((("AA-1", "AA", "2010-01-01", "", "2023-05-01", "statute", "wide", "free", "age"),))
    price = dataset.codings["variable"].eq("price")
    codings = dataset.codings.assign(basis=dataset.codings["basis"].mask(price, "secondary"))
    told = of(dataset.__class__(**{**vars(dataset), "codings": codings}))["data"]
    assert told["secondary_laws_sentence"].startswith(
        "For one law in force, at least one answer comes from a secondary source"
    )


def test_no_law_is_as_sure_as_its_newest_source(make):
    none = (
        ("CC-no", "CC", "2010-01-01", "", "2022-11-09", "statute", "", "", ""),
        ("DD-no", "DD", "2010-01-01", "", "", "statute", "", "", ""),
    )
    assert of(make(none))["data"]["no_law_sentence"] == (
        "That we found none is only as sure as our sources, seen as of these dates: Corland (November 9, 2022) and "
        "Dunmore (undated)."
    )


def test_dates_of_sources_that_cannot_be_are_counted(small):
    rows = small.sources.loc[[0] * 5].assign(date=["2020", "2019-20", "2953", "", "2021-04"])
    facts = of(replace(small, sources=rows))["data"]
    assert facts["source_dates_sentence"] == (
        "One source of five bears no date. For two sources the recorded date cannot be right, such as a month after the "
        "twelfth; we show only the part that is sure."
    )


def test_what_the_adjudicator_decided_is_counted_in_all_versions_and_in_those_in_force(small):
    # AA-1 is an older version; of AA-2, in force, four answers.
    decided = small.codings["decided"].mask(small.codings["law_id"].isin(["AA-1", "AA-2"]), "adjudicated")
    facts = of(replace(small, codings=small.codings.assign(decided=decided)))["data"]
    assert (facts["adjudicated"]["number"], facts["adjudicated_in_force"]["number"]) == ("8", "4")


def test_what_was_not_seen(small):
    gaps = of(small)["gaps"]
    assert gaps["sentence"] == (
        "Of three laws known to be in force, two have an answer to every scored question; in all of these each answer "
        "rests on the text of a statute or a bill. For one law at least one answer is missing."
    )
    assert gaps["most_sentence"] == "What is missing is the answer to “On what terms?” (one law)."


def test_a_data_set_without_laws_has_its_facts(empty):
    facts = of(empty)
    assert facts["gaps"]["sentence"].startswith("No law is known to be in force.")
    assert facts["gaps"]["most_sentence"] == ""
    assert facts["data"]["verified_span"] == "without any date"
