"""A drafted bill: its clauses, their gains and the fewest that reach a grade, worked out by hand from the rubric."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import pandas as pd
import pytest

from analysis.grading.draft import OTHER, draft, drafts
from analysis.grading.draft_changes import fewest_changes, in_clauses, lacking
from analysis.grading.paths import paths_of_laws
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import score
from analysis.grading.start import Start, amended, silent_law, start_from
from analysis.raw import Dataset
from analysis.standard.codebook import NOT_CODED, SILENT

NEBRASKA_TO_A = {
    "nexus": "during",  # 5 → 10
    "relief_conviction": "vacate_and_expunge",  # 16 → 20: 73 + 5 + 4 = 82, a B
    "relief_arrest": "yes",  # 1 → 5: 86
    "waiting_period": "none",  # 1 → 4: 89
    "burden": "preponderance",  # 2 → 5: 92, an A
}


def of(dataset: Dataset, card: Scorecard, code: str) -> Start:
    return start_from(card, code, dataset.codebook, dataset.rubric)


def test_a_law_lacks_the_clauses_that_would_earn_it_more(dataset: Dataset, card: Scorecard) -> None:
    found = lacking(of(dataset, card, "NE"), dataset.rubric, dataset.model_law)
    assert list(found) == [
        "trafficking_forms", "nexus", "relief_arrest", "waiting_period", "consolidated_petition", "fee", "conditions",
        "burden", "hearing", "confidentiality", "relief_conviction",
    ]  # fmt: skip


def test_an_answer_as_good_as_the_clause_lacks_nothing_and_an_unseen_one_does(
    dataset: Dataset, card: Scorecard
) -> None:
    start = of(dataset, card, "NE")
    other = dataclasses.replace(start, answers={**start.answers, "burden": "lower", "discretion": NOT_CODED})
    found = lacking(other, dataset.rubric, dataset.model_law)
    assert "burden" not in found, "less than a preponderance earns the same five points"
    assert found["discretion"] == "must_grant"


def test_nebraskas_way_to_each_grade_is_as_counted_by_hand(dataset: Dataset, card: Scorecard) -> None:
    found = fewest_changes(of(dataset, card, "NE"), dataset.codebook, dataset.rubric, dataset.model_law)
    assert list(found) == ["B", "A"]
    assert found["B"] == dict(list(NEBRASKA_TO_A.items())[:2])
    assert found["A"] == NEBRASKA_TO_A


def test_the_ways_of_all_laws_worked_out_at_once_are_those_of_each(dataset: Dataset, card: Scorecard) -> None:
    at_once = paths_of_laws(card, dataset.codebook, dataset.rubric)
    asked = (dataset.codebook, dataset.rubric, dataset.model_law)
    for code in [*card.scored.index[::6], "NE"]:
        found = in_clauses(at_once[code], dataset.rubric, dataset.model_law)
        assert found == fewest_changes(of(dataset, card, code), *asked)


def test_no_smaller_set_reaches_the_grade(dataset: Dataset, card: Scorecard) -> None:
    start = of(dataset, card, "NE")
    rows = [
        {**start.answers, **{v: lacking(start, dataset.rubric, dataset.model_law)[v] for v in chosen}}
        for chosen in combinations(lacking(start, dataset.rubric, dataset.model_law), 4)
    ]
    assert score(pd.DataFrame(rows), dataset.rubric).summary["score"].max() == 89


def test_changes_made_already_shorten_the_way(dataset: Dataset, card: Scorecard) -> None:
    made = {"relief_conviction": "vacate_and_expunge", "hearing": "not_required"}  # 73 + 4 + 2 = 79
    start = of(dataset, card, "NE")
    found = fewest_changes(start, dataset.codebook, dataset.rubric, dataset.model_law, made)
    assert found["B"] == {"nexus": "during"}


def test_the_bill_that_reaches_a_b(dataset: Dataset, card: Scorecard) -> None:
    start = of(dataset, card, "NE")
    changes = dict(list(NEBRASKA_TO_A.items())[:2])
    bill = draft(card, "NE", start, changes, dataset.rubric, dataset.model_law)
    assert (bill.before["score"], bill.before["grade"]) == (73, "C")
    assert (bill.after["score"], bill.after["grade"], bill.after["rank"]) == (
        82, "B", 1 + int((card.table["score"].drop("NE") > 82).sum()),
    )  # fmt: skip
    nexus, relief = bill.provisions
    assert (nexus.variable, nexus.points, nexus.gain, nexus.score, nexus.grade) == ("nexus", 5, 5, 78, "C")
    assert (relief.variable, relief.points, relief.gain, relief.score, relief.grade) == (
        "relief_conviction", 4, 4, 77, "C",
    )  # fmt: skip
    assert (nexus.heading, relief.heading) == ("Records that can be cleared", "Relief")
    assert nexus.text.startswith("The petitioner shows that the offense was committed while")


def test_an_answer_without_a_clause_waits_for_its_words(dataset: Dataset, card: Scorecard) -> None:
    start = of(dataset, card, "NE")
    bill = draft(card, "NE", start, {"hearing": "if_contested"}, dataset.rubric, dataset.model_law)
    assert [(p.heading, p.text, p.gain) for p in bill.provisions] == [("Proof and hearing", "", 1)]
    section = dataset.model_law.sections[0]
    short = dataclasses.replace(dataset.model_law, sections=(section,))
    bill = draft(card, "NE", start, {"hearing": "if_contested"}, dataset.rubric, short)
    assert [p.heading for p in bill.provisions] == [OTHER]


def test_an_answer_that_the_law_gives_is_no_provision(dataset: Dataset, card: Scorecard) -> None:
    start = of(dataset, card, "NE")
    bill = draft(card, "NE", start, {"offenses": "all"}, dataset.rubric, dataset.model_law)
    assert bill.provisions == ()
    assert bill.after["score"] == bill.before["score"] == 73


def test_a_question_whose_text_was_not_seen_has_no_known_gain(dataset: Dataset, card: Scorecard) -> None:
    start = of(dataset, card, "NH")
    bill = draft(card, "NH", start, {"nexus": "during"}, dataset.rubric, dataset.model_law)
    (provision,) = bill.provisions
    assert (provision.points, provision.most, provision.gain) == (None, 10, None)
    assert fewest_changes(start, dataset.codebook, dataset.rubric, dataset.model_law) == {}


def test_a_first_law_starts_from_silence_and_none_of_its_text_is_unseen(
    dataset: Dataset, card: Scorecard
) -> None:
    start = of(dataset, card, "AK")
    assert start.new
    assert NOT_CODED not in {start.answers[item.variable] for item in dataset.rubric.items}
    assert start.answers["hearing"] == SILENT
    assert start.answers["offenses"] == "prostitution_only"
    bill = draft(card, "AK", start, {}, dataset.rubric, dataset.model_law)
    # Silent: arrests 1, adjudications 1, discretion 2, nexus 6, filing 3, waiting 3, hearing 2, burden 2, documents 2;
    # offenses 2, no conditions 5; sex only, minors only, no relief and no confidentiality 0: 29 of 100.
    assert (bill.before["status"], bill.after["score"]) == ("no_law", 29)


def test_the_ceiling_is_lifted_first(dataset: Dataset, card: Scorecard) -> None:
    start = of(dataset, card, "MO")
    assert all(
        "survivor_age" in changes
        for changes in fewest_changes(start, dataset.codebook, dataset.rubric, dataset.model_law).values()
    )
    everything = lacking(start, dataset.rubric, dataset.model_law)
    everything.pop("survivor_age")
    bill = draft(card, "MO", start, everything, dataset.rubric, dataset.model_law)
    assert bill.after["score"] == 40
    assert bill.after["capped"]
    assert {p.gain for p in bill.provisions} == {0}


@pytest.mark.parametrize("code", ["NE", "AK", "NH", "MO", "CO", "MN"])
def test_the_whole_model_bill_earns_every_point(dataset: Dataset, card: Scorecard, code: str) -> None:
    start = of(dataset, card, code)
    changes = lacking(start, dataset.rubric, dataset.model_law)
    bill = draft(card, code, start, changes, dataset.rubric, dataset.model_law)
    assert bill.after["score_exact"] == 100
    order = [clause.variable for clause in dataset.model_law.clauses]
    assert [p.variable for p in bill.provisions] == [v for v in order if v in changes]
    answers, on_text = amended(start, changes)
    assert answers == {**start.answers, **changes}
    assert all(on_text[v] for v in changes)


def test_many_bills_at_once_are_the_bills_one_by_one(dataset: Dataset, card: Scorecard) -> None:
    asked = [(code, of(dataset, card, code), {"nexus": "during"}) for code in ("NE", "AK", "CO")]
    together = drafts(card, asked, dataset.rubric, dataset.model_law)
    for one, (code, start, changes) in zip(together, asked, strict=True):
        alone = draft(card, code, start, changes, dataset.rubric, dataset.model_law)
        assert one.provisions == alone.provisions
        pd.testing.assert_series_equal(one.after, alone.after)
    assert drafts(card, [], dataset.rubric, dataset.model_law) == []


def test_silence_is_chosen_wherever_the_codebook_knows_it(dataset: Dataset) -> None:
    law = silent_law(dataset.codebook, dataset.rubric)
    for variable in dataset.codebook.variables:
        assert (law[variable.id] == SILENT) == (SILENT in variable.by_id), variable.id
