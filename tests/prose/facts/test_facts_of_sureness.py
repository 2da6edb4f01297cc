"""Facts on how sure the grades are, from tables written by hand."""

from __future__ import annotations

import math

import pandas as pd

from analysis.coding.agreement import agreement
from analysis.grading.robustness import Robustness, leave_one_out, random_weights
from analysis.grading.scoring import scorecard
from analysis.prose.facts import robustness
from analysis.prose.tables.sureness import intervals
from analysis.raw.editions import edition
from analysis.standard.codebook import Answer, Codebook, Variable

CODEBOOK = Codebook(
    "1",
    "",
    tuple(Variable(v, f"What of {v}?", (Answer("x", "X", "X."), Answer("y", "Y", "Y."))) for v in ("p", "q")),
)


def draws(*rows):
    names = "name score score_low score_high rank rank_low rank_high grade same_grade likeliest_grade"
    columns = names.split(" ")
    frame = pd.DataFrame(list(rows), columns=columns, index=[row[0][:2].upper() for row in rows])
    share = float(frame["same_grade"].mean()) if len(rows) else math.nan
    return Robustness(frame, 10_000, share)


def left_out(*changed):
    titles = ["Reach", "Path"]
    return pd.DataFrame({"title": titles[: len(changed)], "grades_changed": list(changed)})


def pairs(*rows):
    return agreement(
        pd.DataFrame(list(rows), columns=["jurisdiction", "variable", "first", "second"]), CODEBOOK
    )


TWO = (
    ("Arden", 85, 80, 90, 1, 1, 2, "B", 0.95, "B"),
    ("Borland", 60, 55, 65, 2, 1, 2, "D", 0.55, "F"),
)
CODED = (("AA", "p", "x", "x"), ("AA", "q", "x", "y"), ("BB", "p", "y", "y"), ("BB", "q", "y", "y"))


def test_firm_and_shaky_grades():
    facts = robustness(draws(*TWO), left_out(3, 1), pairs(*CODED), CODEBOOK)["robustness"]
    assert facts["draws"] == "10,000"
    assert facts["kept"] == "75%"
    assert facts["firm_sentence"] == (
        "The grade held in at least 90% of the draws for one of the two graded states."
    )
    assert "less than 60% of the draws for Borland" in facts["shaky_sentence"]
    assert facts["left_out_sentence"] == (
        "The category that matters most is “Reach”: without it, three grades would change. Without “Path”, one grade "
        "would."
    )


def test_a_share_below_a_mark_never_reads_as_the_mark():
    near = (TWO[0], (*TWO[1][:8], 0.5981, "F"))
    facts = robustness(draws(*near), left_out(0), pairs(*CODED), CODEBOOK)["robustness"]
    assert "less than 60% of the draws for Borland" in facts["shaky_sentence"]
    assert intervals(draws(*near)).frame["Same grade"].tolist() == ["95%", "59.8%"]


def test_no_category_matters():
    facts = robustness(draws(*TWO), left_out(0, 0), pairs(*CODED), CODEBOOK)["robustness"]
    assert facts["left_out_sentence"] == "Leaving out any one category changes no grade."


def test_agreement_in_words():
    facts = robustness(draws(*TWO), left_out(0, 0), pairs(*CODED), CODEBOOK)["agreement"]
    assert facts["sentence"].startswith("The two coders gave the same answer in 75% of four cases (between ")
    assert facts["differ"] == "one answer"
    assert facts["weakest_sentence"] == "They agreed least often on “What of q?” (50%)."


def test_nobody_graded_and_nothing_coded_twice():
    facts = robustness(draws(), left_out(), pairs(), CODEBOOK)
    assert facts["robustness"]["ranks_sentence"] == "No state has a rank."
    assert facts["robustness"]["kept"] == "an unknown share"
    assert facts["agreement"]["sentence"] == "No answer has been coded twice yet."


def test_coders_who_never_differ():
    same = (("AA", "p", "x", "x"), ("BB", "p", "x", "x"))
    facts = robustness(draws(*TWO), left_out(0), pairs(*same), CODEBOOK)["agreement"]
    assert facts["sentence"] == "The two coders gave the same answer in 100% of two cases."
    assert facts["weakest_sentence"] == "They never differed."
    assert facts["alpha_sentence"] == "Krippendorff’s alpha cannot be measured: every answer is the same."


def test_a_data_set_without_laws_or_second_codings_can_be_measured(empty):
    card = scorecard(empty, edition(empty, "new"))
    facts = robustness(
        random_weights(card, empty.rubric, draws=50),
        leave_one_out(card, empty.rubric),
        agreement(empty.second_codings, empty.codebook),
        empty.codebook,
    )
    assert facts["robustness"]["left_out_sentence"] == "Leaving out any one category changes no grade."
    assert facts["agreement"]["sentence"] == "No answer has been coded twice yet."
