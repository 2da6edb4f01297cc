"""Facts on how sure the grades are, from tables written by hand."""

from __future__ import annotations

import math

import pandas as pd

from analysis.coding.agreement import FLOOR, by_round
from analysis.grading.robustness import Robustness, both_doubts, leave_one_out
from analysis.grading.scorecard import scorecard
from analysis.prose.facts import robustness
from analysis.prose.tables.sureness import intervals
from analysis.raw.editions import edition
from analysis.standard.codebook import Answer, Codebook, Variable

CODEBOOK = Codebook(
    "1",
    "",
    tuple(Variable(v, f"What of {v}?", (Answer("x", "X", "X."), Answer("y", "Y", "Y."))) for v in ("p", "q")),
)


def draws(*rows, above=0.95):
    names = "name score score_low score_high rank rank_low rank_high grade same_grade likeliest_grade"
    columns = names.split(" ")
    frame = pd.DataFrame(list(rows), columns=columns, index=[row[0][:2].upper() for row in rows])
    for alone in ("_weights", "_text"):
        for column in ("score_low", "score_high", "rank_low", "rank_high", "same_grade"):
            frame[column + alone] = frame[column]
    share = float(frame["same_grade"].mean()) if len(rows) else math.nan
    pairs = pd.DataFrame(0.0, index=frame.index, columns=frame.index)
    if len(rows) == 2:
        pairs.iloc[0, 1] = above
    return Robustness(frame, 10_000, share, lambda: pairs)


def left_out(*changed):
    titles = ["Reach", "Path"]
    return pd.DataFrame({"title": titles[: len(changed)], "grades_changed": list(changed)})


def pairs(*rows):
    columns = ["codebook", "jurisdiction", "law_id", "variable", "first", "second"]
    return pd.DataFrame([("1", row[0], f"{row[0]}-9", *row[1:]) for row in rows], columns=columns)


def told(card, found, left, coded):
    return robustness(card, found, left, by_round(coded, CODEBOOK), coded, CODEBOOK)


TWO = (
    ("Arden", 85, 80, 90, 1, 1, 2, "B", 0.95, "B"),
    ("Borland", 60, 55, 65, 2, 1, 2, "D", 0.55, "F"),
)
CODED = (("AA", "p", "x", "x"), ("AA", "q", "x", "y"), ("BB", "p", "y", "y"), ("BB", "q", "y", "y"))


def test_firm_and_shaky_grades(card):
    facts = told(card, draws(*TWO), left_out(3, 1), pairs(*CODED))["robustness"]
    assert facts["draws"] == "10,000"
    assert facts["kept"].endswith("a state kept its letter in 75% of the draws on average.")
    assert facts["firm_sentence"] == (
        "The letter stayed in at least 90% of the draws for one of the two graded states."
    )
    assert "less than 60% of the draws for Borland" in facts["shaky_sentence"]
    assert facts["left_out_sentence"] == (
        "The category that matters most is “Reach”: without it, three grades would change. Without “Path”, one grade "
        "would."
    )


def test_a_share_below_a_mark_never_reads_as_the_mark(card):
    near = (TWO[0], (*TWO[1][:8], 0.5981, "F"))
    facts = told(card, draws(*near), left_out(0), pairs(*CODED))["robustness"]
    assert "less than 60% of the draws for Borland" in facts["shaky_sentence"]
    assert intervals(draws(*near)).frame["Same grade"].tolist() == ["95%", "59%"]


def test_no_category_matters(card):
    facts = told(card, draws(*TWO), left_out(0, 0), pairs(*CODED))["robustness"]
    assert facts["left_out_sentence"] == "Leaving out any one category changes no grade."


def test_agreement_in_words(card):
    facts = told(card, draws(*TWO), left_out(0, 0), pairs(*CODED))["agreement"]
    assert facts["sentence"] == (
        "Two coders, each blind to the other, agreed on 75% of four answers under codebook 1."
    )
    # Neither AA-9 nor BB-9 is a version of the small world that is in force.
    assert facts["rounds_sentence"].startswith(
        "Under codebook 1, two law versions of two jurisdictions were coded twice (none of them still in force in this "
        "edition): the coders gave the same answer in 75% of four cases (between "
    )
    assert facts["floor_sentence"].startswith("Below 0.67, the floor ")
    assert "“What of q?”" in facts["floor_sentence"]
    assert facts["differ"] == "one answer"
    assert facts["weakest_sentence"] == "They agreed least often on “What of q?” (50%)."


def test_nobody_graded_and_nothing_coded_twice(card):
    facts = told(card, draws(), left_out(), pairs())
    assert facts["robustness"]["ranks_sentence"] == "No state has a rank."
    assert facts["robustness"]["kept"] == "No state has a grade that other weights could change."
    silent = ("kept_sentence", "firm_sentence", "shaky_sentence", "pairs_sentence")
    assert [facts["robustness"][name] for name in silent] == [""] * 4
    assert facts["agreement"]["sentence"] == "No answer has been coded twice yet."


def test_coders_who_never_differ(card):
    same = (("AA", "p", "x", "x"), ("BB", "p", "x", "x"))
    facts = told(card, draws(*TWO), left_out(0), pairs(*same))["agreement"]
    assert facts["sentence"].endswith("agreed on both answers under codebook 1.")
    assert facts["weakest_sentence"] == "They never differed."
    assert facts["alpha_sentence"] == "Krippendorff’s alpha cannot be measured: every answer is the same."


def test_a_data_set_without_laws_or_second_codings_can_be_measured(empty):
    card = scorecard(empty, edition(empty, "new"))
    facts = robustness(
        card,
        both_doubts(card, empty.rubric, draws=50),
        leave_one_out(card, empty.rubric),
        by_round(empty.second_codings, empty.codebook),
        empty.second_codings,
        empty.codebook,
    )
    assert facts["robustness"]["left_out_sentence"] == "Leaving out any one category changes no grade."
    assert facts["agreement"]["sentence"] == "No answer has been coded twice yet."


def test_two_states_are_told_apart_by_a_share_of_draws(card):
    apart = told(card, draws(*TWO), left_out(0), pairs(*CODED))["robustness"]["pairs_sentence"]
    assert apart == (
        "We say that two states can be told apart where one stands above the other in at least 90% of the draws. That holds "
        "for the only pair of graded states."
    )
    near = told(card, draws(*TWO, above=0.6), left_out(0), pairs(*CODED))["robustness"]["pairs_sentence"]
    assert near.endswith("of the draws. That holds for no pair of graded states.")


def test_the_floor_is_that_of_the_protocol(root):
    text = (root / "docs" / "PROTOCOL.md").read_text(encoding="utf-8")
    assert f"Alpha below {FLOOR} on a question calls for" in " ".join(text.split())


def test_a_text_that_breaks_off_is_told_apart_from_a_reading(card):
    coded = pairs(
        ("AA", "p", "x", "not_coded"), ("AA", "q", "x", "x"), ("BB", "p", "y", "y"), ("BB", "q", "x", "y")
    )
    words = told(card, draws(*TWO), left_out(0), coded)["agreement"]["rounds_sentence"]
    assert words.endswith(
        "In one case only one of them found an answer in the text; where both did, they agreed in 67%."
    )


def test_a_rank_that_the_draws_seldom_give_is_said_to_lie_outside_its_range():
    from analysis.prose.facts.of_sureness import _outside

    rows = pd.DataFrame({"rank": [1, 2, 3], "rank_low": [2, 1, 1], "rank_high": [3, 3, 2]})
    assert _outside(rows).startswith(" The published rank of two states lies outside its range: ")
    assert _outside(rows.iloc[:1]).startswith(" The published rank of one state lies outside its range: ")
    assert _outside(rows.iloc[1:2]) == ""


def test_categories_that_matter_alike_are_told_alike(card):
    def told_of(*changed):
        left = pd.DataFrame({"title": list("ABCDEF")[: len(changed)], "grades_changed": changed})
        return told(card, draws(*TWO), left, pairs(*CODED))["robustness"]["left_out_sentence"]

    assert told_of(2, 2) == "Without any one of the categories, two grades would change."
    assert told_of(2, 1, 2) == (
        "The categories that matter most are “A” and “C”: without any one of them, two grades would change. Without “B”, one "
        "grade would."
    )
    assert told_of(1, 1, 1, 1, 0, 0) == (
        "No category matters more than others: without any one of four of them, one grade would change. Without any one of "
        "the others, no grade would."
    )


def test_an_alpha_below_the_floor_never_reads_as_the_floor(card):
    rows = [("p", a, b) for a, b in ("xx", "xx", "xx", "xx", "yy", "yy", "xy")]
    coded = pairs(*((str(at), *row) for at, row in enumerate(rows)))
    for alpha, said in ((0.6666, "0.66"), (0.669, "0.66"), (0.6649, "0.66"), (0.48, "0.48")):
        found = by_round(coded, CODEBOOK).assign(alpha=alpha)
        sentence = robustness(card, draws(*TWO), left_out(0), found, coded, CODEBOOK)["agreement"][
            "floor_sentence"
        ]
        assert sentence == (
            "Below 0.67, the floor at which the protocol asks for a better instruction and a second look, is: “What of p?” "
            f"({said}) under codebook 1."
        )
