"""Of whom the best may be said: firm grades and statutes, never a law under a ceiling, narrow laws last."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.grading.examples import exemplars, leaders, model_laws
from analysis.grading.scorecard import Scorecard
from analysis.standard.codebook import Answer, Codebook, Variable

CODEBOOK = Codebook(
    "1",
    "Not seen.",
    (
        Variable("law_exists", "?", (Answer("yes", "Yes", "Yes."), Answer("no", "No", "No."))),
        Variable(
            "reach",
            "?",
            (
                Answer("wide", "Wide", "All."),
                Answer("middle", "Middle", "Many.", "many offenses only"),
                Answer("narrow", "Narrow", "One.", "one offense only"),
            ),
        ),
        Variable("fee", "?", (Answer("none", "None", "Free."), Answer("some", "Some", "Dear."))),
    ),
)

# status, score, capped, reach, fee, basis of fee
LAWS = {
    "AA": ("graded", 70, False, "wide", "none", "statute"),
    "BB": ("graded", 90, False, "narrow", "none", "statute"),
    "CC": ("provisional", 95, False, "wide", "none", "statute"),
    "DD": ("graded", 40, True, "wide", "none", "statute"),
    "EE": ("graded", 80, False, "wide", "none", "secondary"),
    "FF": ("graded", 60, False, "middle", "some", "statute"),
    "GG": ("graded", 75, False, "wide", "none", "statute"),
}


@pytest.fixture
def card() -> Scorecard:
    table = pd.DataFrame.from_dict(
        LAWS, orient="index", columns=["status", "score", "capped", "reach", "fee", "basis"]
    )
    answers = table[["reach", "fee"]].assign(law_exists="yes")
    basis = answers.copy()
    basis.loc[:, :] = "statute"
    basis["fee"] = table["basis"]
    table = table[["status", "score", "capped"]].assign(
        name=[f"State {code}" for code in table.index], law_id=table.index, kind="state"
    )
    table["rank"] = table["score"].rank(method="min", ascending=False).astype("Int64")
    empty = pd.DataFrame(index=table.index)
    return Scorecard(None, table, empty, empty, empty, empty, answers, basis)  # type: ignore[arg-type]


def citations(card: Scorecard) -> pd.DataFrame:
    rows = [(code, "fee", f"§ {code}", card.basis.at[code, "fee"]) for code in LAWS]
    return pd.DataFrame(rows, columns=["law_id", "variable", "citation", "basis"])


def named(card: Scorecard, **options: object) -> list[str]:
    found = exemplars(card, citations(card), CODEBOOK, "fee", "none", most=9, **options)  # type: ignore[arg-type]
    return list(found["jurisdiction"])


def test_wide_and_firm_laws_come_first_a_provisional_one_beside_them_a_narrow_one_last(card):
    assert named(card) == ["GG", "AA", "CC", "BB"]


def test_a_narrow_example_says_so_in_its_own_words(card):
    found = exemplars(card, citations(card), CODEBOOK, "fee", "none", most=9).set_index("jurisdiction")
    assert found.at["BB", "reach"] == "one offense only"
    assert found.at["AA", "reach"] == ""


def test_narrow_is_narrower_than_the_law_advised(card):
    assert named(card, reach_of="narrow") == ["BB", "GG", "AA", "CC"]
    assert named(card, reach_of="middle")[-1] == "BB"


def test_no_example_comes_from_a_capped_law_a_summary_or_the_state_itself(card):
    assert not {"DD", "EE"} & set(named(card))
    assert "GG" not in named(card, advised="GG")
    assert "DD" not in model_laws(card)


def test_a_provisional_law_is_never_an_example_alone(card):
    card.table.loc[["AA", "BB", "GG"], "status"] = "provisional"
    card.answers.loc["FF", "fee"] = "some"
    assert named(card) == []


def test_first_place_is_said_of_firm_grades_with_provisional_ones_beside(card):
    found = leaders(card, card.table["score"])
    assert list(found.firm.index) == ["BB"]
    assert list(found.beside.index) == ["CC"]


def test_nobody_is_first_where_no_grade_is_firm(card):
    card.table["status"] = "provisional"
    found = leaders(card, card.table["score"])
    assert found.firm.empty
    assert found.beside.empty


def test_where_few_may_be_named_one_of_them_is_firm_though_it_reaches_less(card):
    others = card.table.index != "BB"
    card.table.loc[others, "status"] = "provisional"
    rows = exemplars(card, citations(card), CODEBOOK, "fee", "none", most=2)
    assert rows["jurisdiction"].tolist() == ["CC", "BB"]
    assert exemplars(card, citations(card), CODEBOOK, "fee", "none", most=1)["jurisdiction"].tolist() == [
        "BB"
    ]
