"""Facts of one edition, worked out by hand for the five states of conftest, and for data sets that are odd."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.grading.scorecard import scorecard
from analysis.prose.facts import scores
from analysis.raw.editions import edition
from analysis.standard.codebook import Answer, Variable
from analysis.standard.rubric import Grade


def of(dataset, name="new"):
    return scores(scorecard(dataset, edition(dataset, name)), dataset.codebook, dataset.rubric)


def leaves(facts, above=""):
    for key, value in facts.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def test_grades_are_counted_best_first_and_those_not_earned_are_named(small):
    grades = of(small)["grades"]
    assert grades["sentence"] == "One state earned an A, one a B and one an F."
    assert grades["a"]["phrase"] == "one state"
    assert grades["b"]["names"] == "Borland"
    assert grades["b"]["band"] == "60 to 89"
    assert grades["scale"] == "A from 90 points, B from 60 and F below 60"
    assert grades["bottom_sentence"] == "The lowest grade, an F, went to one of the three graded states."


def test_a_letter_nobody_earned_is_said_so(small):
    strict = replace(
        small, rubric=replace(small.rubric, grades=(Grade("A+", 101), Grade("B", 60), Grade("F", 0)))
    )
    grades = of(strict)["grades"]
    assert grades["sentence"] == "Two states earned a B and one an F; none earned an A+."
    assert grades["a_plus"]["phrase"] == "no state"
    assert grades["top_sentence"] == "No state earned an A+."
    assert grades["best_given_sentence"] == (
        "The best firm grade is a B: Arden (100). One state earned as high a grade or a higher one, provisionally: Borland "
        "(78, provisional, 0–100)."
    )


def test_scores_and_their_ranges(small):
    facts = of(small)["scores"]
    assert facts["range_sentence"] == (
        "Firm scores run from 20 (Corland) to 100 (Arden). The provisional score of Borland is 78. Half of the graded "
        "states score 78 or less."
    )
    assert facts["widest_sentence"] == (
        "Among graded states, no range is wider than that of Borland: its score is 78, and the text that we did not see "
        "could put it anywhere from 0 to 100."
    )
    assert facts["capped_sentence"] == "One law stands under a ceiling: Corland."


def test_statuses_name_the_states(small):
    statuses = of(small)["statuses"]
    assert statuses["no_law"]["sentence"] == "We found no such law in Dunmore."
    assert statuses["no_law"]["counted_sentence"] == "We found no such law in one state."
    assert statuses["unknown"]["sentence"] == (
        "Our sources do not settle whether there is a law in Elsewhere."
    )
    assert statuses["graded"]["counted_sentence"] == "Two states have a firm grade."
    assert statuses["insufficient"]["sentence"] == "Of every law known to us we saw enough to grade it."
    assert statuses["graded"]["sentence"] == "Arden and Corland have a firm grade."


def test_what_one_amendment_would_do(small):
    # Borland at 78: free would give 90 of 90. Corland at 20, capped at 50: wide 90 -> 50, free 40, age 30.
    facts = of(small)["amendments"]
    assert (
        facts["step_sentence"]
        == "A single amendment (its own) would lift the letter of one of the three graded states."
    )
    assert facts["largest_sentence"].startswith(
        "Among firm grades, the largest gain is open to Corland: 20 to 50 points"
    )


def test_the_ideal_law_and_how_near_the_laws_are(small):
    ideal = of(small)["ideal"]
    assert ideal["met_sentence"] == (
        "The ideal law has three parts, one for each scored question. In some state with a firm grade the statute already "
        "says each of them."
    )
    assert ideal["closest_sentence"] == (
        "Among firm grades, the law whose statute has most of them is that of Arden (100), with all of them."
    )
    assert ideal["borrowed_sentence"] == (
        "A state that took, question by question, the best answer that a statute gives today in a state with a firm grade "
        "would score 100 of 100 points."
    )


def test_a_provisional_leader_is_said_to_be_one_with_its_range(make, small):
    # 20 of 90 points coded is 22, a B from 20 on; the missing ten points leave 20 to 30.
    low = (("BB-1", "BB", "2010-01-01", "", "", "statute", "narrow", "dear", "not_coded"),)
    dataset = make(
        low, replace(small.rubric, grades=(Grade("A", 25), Grade("B", 20), Grade("F", 0)), ceilings=())
    )
    facts = of(dataset)
    assert facts["grades"]["best_given_sentence"] == ("No grade is firm, so none is called the best.")
    assert facts["scores"]["range_sentence"] == "The one graded state scores 22."


def test_the_rarest_parts_are_quoted_with_those_that_come_next(small):
    # Reach: Arden and Borland wide, Corland narrow. Price: Arden free; dear earns nothing. Terms: Arden age.
    assert of(small)["ideal"]["rarest_sentence"] == (
        "Among the laws of which we know the answer, these parts of an ideal law are the rarest. “It is free”: one of the "
        "three laws. “an age”: one of the two laws. “It reaches all”: two of the three laws (one law gives the next best "
        "answer, “It reaches little”)."
    )


def test_a_part_that_no_law_has_is_named_with_those_that_come_next(make):
    narrow = (("AA-1", "AA", "2010-01-01", "", "", "statute", "narrow", "free", "age"),)
    assert of(make(narrow))["ideal"]["met_sentence"] == (
        "The ideal law has three parts, one for each scored question. No law that we read says “It reaches all”. In some "
        "state with a firm grade the statute already says every other part."
    )
    assert of(make(narrow))["ideal"]["nearest_sentence"] == (
        "What comes nearest is “It reaches little” (one law)."
    )


def test_full_points_are_told_in_the_words_of_the_answers(small):
    equal = replace(small.rubric.categories[1].items[0], points={"free": 20.0, "dear": 20.0})
    path = replace(small.rubric.categories[1], items=(equal, small.rubric.categories[1].items[1]))
    facts = of(replace(small, rubric=replace(small.rubric, categories=(small.rubric.categories[0], path))))[
        "categories"
    ]
    assert facts["reach"]["full_points"] == "A law earns every point if it says: “It reaches all”."
    assert facts["path"]["full_points"] == (
        "A law earns every point if it says: “It is free” or “It is dear” and “an age”."
    )


def test_a_category_says_how_the_laws_do(small):
    path = of(small)["categories"]["path"]
    assert path["points"] == "30 points"
    assert path["asked"] == (
        "We asked of each law: “What does it cost?” (up to 20 points) and “On what terms?” (up to 10 points)."
    )
    # Shares of what was coded: 30/30, 0/20, 0/30.
    assert path["results"].startswith(
        "One of the three laws with a known answer earned every point, and two earned none at all. The median law "
        "earned 0% of the points it could have earned. To “What does it cost?”, the commonest answer is “Dear” (two laws)."
    )


def test_sentences_hold_when_nobody_has_a_law(empty):
    facts = of(empty)
    assert facts["grades"]["sentence"] == "No state has a grade."
    assert facts["grades"]["bottom_sentence"] == "No state has a grade."
    assert (facts["grades"]["best_given_sentence"], facts["scores"]["range_sentence"]) == ("", "")
    assert facts["statuses"]["no_law"]["sentence"] == (
        "We found no such law in Arden, Borland, Corland, Dunmore and Elsewhere."
    )
    assert facts["amendments"]["step_sentence"] == "No state has a score to raise."
    assert facts["ideal"]["closest_sentence"] == "No statute of a state with a firm grade has any of them."
    assert facts["categories"]["contrast_sentence"] == "The categories cannot be compared."


def test_every_fact_is_text_and_every_sentence_ends(small, empty):
    for dataset in (small, empty):
        for name, value in leaves(of(dataset)):
            assert isinstance(value, str), name
            assert "nan" not in value.lower().split(), name
            assert "<NA>" not in value, name
            if name.endswith("sentence") and value:
                assert value[-1] in ".”", name
                assert value[0].isupper() or not value[0].isalpha(), name


def test_where_every_answer_earns_something_nobody_is_said_to_earn_nothing(small):
    reach = of(small)["categories"]["reach"]["results"]
    assert reach.startswith(
        "Two of the three laws with a known answer earned every point. The median law earned 100%"
    )


def test_a_category_or_question_added_to_the_data_has_its_facts(small):
    facts = of(small)
    assert set(facts["categories"]) == {"reach", "path", "contrast_sentence"}
    assert set(facts["answers"]) == {"law_exists", "reach", "price", "terms"}


def test_nobody_in_a_status_is_said_without_a_double_negative(make):
    law = ("statute", "wide", "free", "age")
    everyone = make(
        tuple((f"{code}-1", code, "2010-01-01", "", "", *law) for code in ("AA", "BB", "CC", "DD", "EE"))
    )
    facts = of(everyone)
    assert facts["statuses"]["no_law"]["sentence"] == "We know of no state without such a law."
    assert facts["statuses"]["unknown"]["sentence"] == "For every state we could tell whether it has a law."
    assert facts["scores"]["range_sentence"] == "Every graded state scores 100."
    assert (
        facts["scores"]["widest_sentence"]
        == "Every score is exact: no text that we did not see could change one."
    )
    assert facts["grades"]["sentence"] == "Five states earned an A; none earned a B or an F."
    assert facts["grades"]["bottom_sentence"] == ("No state earned the lowest grade, an F.")


def test_ranges_as_wide_as_each_other_are_all_named(make):
    open_ = (
        ("AA-1", "AA", "2010-01-01", "", "", "secondary", "wide", "free", "age"),
        ("BB-1", "BB", "2010-01-01", "", "", "secondary", "wide", "dear", "age"),
    )
    assert of(make(open_))["scores"]["widest_sentence"] == (
        "Among graded states, the widest ranges are those of Arden (100: 0–100) and Borland (80: 0–100): the text that we "
        "did not see could put their scores anywhere within them."
    )


def test_the_amendment_worth_most_is_told_of_one_state_and_of_equals(make):
    # What Arden lacks is worth 50 points on reach; what Borland lacks, 20 on the price.
    wanting = (
        ("AA-1", "AA", "2010-01-01", "", "", "statute", "narrow", "free", "age"),
        ("BB-1", "BB", "2010-01-01", "", "", "statute", "wide", "dear", "age"),
    )
    assert of(make(wanting[:1]))["amendments"]["common_sentence"] == (
        "For the one graded state the amendment worth most is one about “Reach”."
    )
    assert of(make(wanting))["amendments"]["common_sentence"] == (
        "For one state each the amendment worth most is one about “Reach” or “Path”."
    )


def test_a_category_without_a_known_answer_says_so_once(empty):
    assert of(empty)["categories"]["path"]["results"] == "No law has a known answer."


def test_categories_that_are_equally_strong_are_all_named(make):
    # 70 of 70 and 30 of 30.
    best = (("AA-1", "AA", "2010-01-01", "", "", "statute", "wide", "free", "age"),)
    assert of(make(best))["categories"]["contrast_sentence"] == (
        "In every category the median law earns 100% of the points it could have earned."
    )


def test_parts_that_are_equally_rare_are_counted_where_they_are_many(make, small):
    # Four parts, none of which any law has: none of them is rarer than another.
    items = (*small.rubric.categories[1].items, small.rubric.categories[0].items[0])
    extra = replace(small.rubric.categories[1].items[0], variable="more", points={"yes": 5.0, "no": 0.0})
    more = Variable("more", "More?", (Answer("yes", "Yes", "More."), Answer("no", "No", "Less.")))
    rubric = replace(small.rubric, categories=(replace(small.rubric.categories[1], items=(*items, extra)),))
    codebook = replace(small.codebook, variables=(*small.codebook.variables, more))
    none = make((("AA-1", "AA", "2010-01-01", "", "", "statute", "narrow", "dear", "oath"),), rubric)
    coded = none.codings.iloc[-1:].assign(variable="more", value="no")
    dataset = replace(none, codebook=codebook, codings=pd.concat([none.codings, coded], ignore_index=True))
    told = of(dataset)["ideal"]
    assert told["rarest_sentence"].startswith("Among the laws of which we know the answer, these parts")
    fifth = replace(extra, variable="last")
    last = replace(more, id="last")
    rubric = replace(
        rubric, categories=(replace(rubric.categories[0], items=(*rubric.categories[0].items, fifth)),)
    )
    coded = pd.concat([dataset.codings, coded.assign(variable="last")], ignore_index=True)
    dataset = replace(
        dataset,
        rubric=rubric,
        codings=coded,
        codebook=replace(codebook, variables=(*codebook.variables, last)),
    )
    assert of(dataset)["ideal"]["rarest_sentence"].startswith(
        "Five parts of an ideal law are in no law that we read, among them “"
    )
    assert of(dataset)["ideal"]["met_sentence"].endswith("No law that we read has any of them.")
    assert of(dataset)["ideal"]["borrowed_sentence"] != ""
