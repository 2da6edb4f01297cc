"""Facts of two editions, worked out by hand for the five states of conftest."""

from __future__ import annotations

from dataclasses import replace

from analysis.change.changes import compare
from analysis.prose.facts import changes
from analysis.raw.editions import edition


def of(dataset):
    found = compare(dataset, edition(dataset, "old"), edition(dataset, "new"))
    return changes(found, dataset.rubric)["changes"]


def test_first_laws_and_amendments_take_effect_whenever_they_were_passed(small):
    facts = of(small)
    assert facts["events"] == (
        "A first law took effect in one state (Corland) and an amendment of an existing law in one state; "
        "no law was repealed."
    )
    assert facts["unknown_before"] == "Of Elsewhere we know the law of neither date."
    assert facts["worse"] == "No law changed an answer for the worse."


def test_who_rose_and_why(small):
    facts = of(small)
    assert facts["moved"] == ("Both editions have a score in two states. It rose in one and stayed in one.")
    assert facts["top"] == "A change of law raised the score of one state: Arden (50 to 100, an F to an A)."
    assert facts["top_why"] == "In Arden the law now does better on “Reach”."
    assert facts["letters"] == (
        "One state has a higher letter than in the edition before (Arden), and no state has a lower one."
    )
    assert facts["fell"] == "No state’s score fell."


def test_where_a_law_got_worse_is_named(make):
    laws = (
        ("AA-1", "AA", "2010-01-01", "2020-01-01", "", "statute", "wide", "free", "age"),
        ("AA-2", "AA", "2020-01-01", "", "", "statute", "narrow", "dear", "age"),
        ("BB-1", "BB", "2010-01-01", "2020-01-01", "", "statute", "narrow", "free", "age"),
        ("BB-2", "BB", "2020-01-01", "", "", "statute", "wide", "dear", "not_coded"),
    )
    assert of(make(laws))["worse"] == (
        "On some points a law got worse: “Reach” (Arden) and “Path” (Arden and Borland)."
    )


def test_text_newly_seen_is_not_a_change_of_law(make):
    laws = (
        ("AA-1", "AA", "2010-01-01", "2020-01-01", "", "statute", "not_coded", "free", "age"),
        ("AA-2", "AA", "2020-01-01", "", "", "statute", "wide", "dear", "age"),
    )
    facts = of(make(laws))
    assert facts["seen"] == (
        "Where a law was in force at both dates, two answers differ. In one case the law itself changed; in the other one, "
        "one of the two texts was not seen, so that no change of law is shown."
    )
    assert facts["provisions"] == "No law changed an answer for the better."


def test_a_rise_through_newly_seen_text_is_not_called_one_of_the_law(make):
    laws = (
        ("AA-1", "AA", "2010-01-01", "2020-01-01", "", "statute", "wide", "dear", "not_coded"),
        ("AA-2", "AA", "2020-01-01", "", "", "statute", "wide", "dear", "age"),
    )
    facts = of(make(laws))
    assert facts["top"] == "No change of law raised a score."
    assert facts["moved"] == (
        "Both editions have a score in one state. It rose there. No change of law moved it: other parts of the text were "
        "seen."
    )


def test_a_fall_through_text_is_not_called_one_of_the_law(make):
    laws = (
        ("AA-1", "AA", "2010-01-01", "2020-01-01", "", "statute", "wide", "not_coded", "age"),
        ("AA-2", "AA", "2020-01-01", "", "", "statute", "wide", "dear", "age"),
        ("BB-1", "BB", "2010-01-01", "2020-01-01", "", "statute", "wide", "free", "age"),
        ("BB-2", "BB", "2020-01-01", "", "", "statute", "narrow", "free", "age"),
    )
    fell = of(make(laws))["fell"]
    assert fell.startswith("A change of law for the worse lowered the score of Borland (")
    assert "The score of Arden (" in fell
    assert fell.endswith("not because the law got worse.")


def test_where_all_new_texts_are_unread_nothing_is_said_of_what_they_changed(small):
    unread = small.amendments.assign(text_read="no", year="2021", effective="2021-06-01")
    laws = small.laws.assign(
        effective_from="2010-01-01", effective_to="", verified_through="2019-01-01", effective_precision="day"
    )
    laws = laws[laws["law_id"].isin(["AA-2", "BB-1"])]
    told = of(replace(small, laws=laws, amendments=unread))
    assert told["events"] == (
        "A first law took effect in no state and an amendment of an existing law in two states; no law was repealed."
    )
    assert told["amended_sentence"] == (
        "None of their newest texts has been read yet: what these changed is not known."
    )


def test_the_first_edition_has_the_same_facts(small):
    first = changes(None, small.rubric)["changes"]
    assert first["events"] == "", "that it is the first, the chapter says once, above this"
    assert set(of(small)) <= set(first)


def test_nothing_compares_when_nobody_has_a_law(empty):
    facts = of(empty)
    assert facts["moved"] == "No state has a score in both editions."
    assert [facts[name] for name in ("top", "top_why", "fell", "letters", "provisions", "worse")] == [""] * 6
    assert (
        facts["seen"] == "No answer differs between the two editions where a law was in force at both dates."
    )
