"""The three findings, worked out by hand for the five states of conftest, and for data sets that are odd."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.grading.scorecard import scorecard
from analysis.prose.facts.of_findings import findings
from analysis.raw.editions import edition


def told(dataset):  # type: ignore[no-untyped-def]
    return findings(scorecard(dataset, edition(dataset, "new")), dataset.codebook, dataset.rubric)


def test_firm_grades_come_first_and_provisional_ones_beside_them(small):
    # AA: 100, A, firm. BB rests on summaries: 78, B, provisional. CC: 20, F, firm. Median of the firm: 60.
    found = told(small)
    assert (
        found["lead"]
        == "One law whose grade is firm earns an A; the median firm score falls 40 points short "
        "of an ideal law."
    )
    assert (
        found["grades"] == "Of two firm grades, one is an F; with the one provisional one it is one of three."
    )


def test_the_costliest_question_is_quoted_with_its_points(small):
    # reach: 70, 70 and 20 of 70 lose 0, 0, 50: 16.7 on average; price: 0, 20, 20 of 20: 13.3; terms: 0 and 10 of 10: 5.
    assert told(small)["cost"] == (
        "No question costs more than “What does it reach?” The average scored law loses 16.7 of 70 points there."
    )


def test_states_one_amendment_from_a_better_letter_are_counted(small):
    # BB: a free price gives 90 of 90, an A. CC: under the ceiling of an oath; 20 + 10 + ... no single answer reaches 60.
    # The firm ones are counted first: neither AA, which has the best letter, nor CC can be raised by one.
    assert told(small)["step"] == (
        "Of two firm grades, none is one amendment away from a better letter; "
        "with the one provisional one it is one of three."
    )


def test_findings_hold_where_nobody_has_a_law(empty):
    assert told(empty) == {
        "lead": "We found no law here to grade.",
        "grades": "No state has a firm grade.",
        "cost": "No question could be put to a law.",
        "step": "No single amendment would raise a state’s letter.",
    }


@pytest.mark.parametrize("kind", ["territory", "federal"])
def test_findings_are_of_states(small, kind):
    places = small.jurisdictions.assign(
        kind=["state" if c != "AA" else kind for c in small.jurisdictions["jurisdiction"]]
    )
    found = told(replace(small, jurisdictions=places))
    assert found["lead"].startswith(
        "The only law whose grade is firm does not earn an A; its score falls 80 points"
    )
