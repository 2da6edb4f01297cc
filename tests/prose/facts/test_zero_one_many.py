"""The report's sentences where there is none of something, or one: each must still read as a person would say it."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis.change.changes import compare
from analysis.charts.agreement import coder_agreement
from analysis.coding.agreement import by_round, latest_round
from analysis.grading.robustness import both_doubts, leave_one_out
from analysis.grading.scorecard import scorecard
from analysis.prose import facts
from analysis.prose.tables import sureness
from analysis.raw.editions import edition

ODD = re.compile(
    r"in no case|to no |no place|from no|and no from|of not measurable|nan\b|<NA>|\bnone of them has\b|  |\(\)|: \.|, \.|"
    r"\bone (states|laws|answers|cases)\b|(?<!\d)1 (states|laws)\b|of them is .* only one",
    re.IGNORECASE,
)


def sentences(dataset):
    card = scorecard(dataset, edition(dataset, "new"))
    found = compare(dataset, edition(dataset, "old"), edition(dataset, "new"))
    rounds = by_round(dataset.second_codings, dataset.codebook)
    draws = both_doubts(card, dataset.rubric, draws=50)
    left_out = leave_one_out(card, dataset.rubric)
    told = (
        facts.ingest(dataset, card),
        facts.scores(card, dataset.codebook, dataset.rubric),
        facts.changes(found, dataset.rubric),
        facts.robustness(card, draws, left_out, rounds, dataset.second_codings, dataset.codebook),
    )

    def leaves(part, above=""):
        for key, value in part.items():
            if isinstance(value, dict):
                yield from leaves(value, f"{above}{key}.")
            elif value.endswith((".", "”")):
                yield f"{above}{key}", value

    return dict(pair for part in told for pair in leaves(part))


ONE = (("AA-1", "AA", "2010-01-01", "", "2023-05-01", "statute", "wide", "free", "age"),)
NOTHING_FIRM = (
    ("AA-1", "AA", "2010-01-01", "", "2023-05-01", "secondary", "wide", "free", "age"),
    ("BB-1", "BB", "2010-01-01", "", "2023-05-01", "secondary", "narrow", "free", "age"),
)
REPEALED = (
    ("AA-1", "AA", "2010-01-01", "2021-01-01", "2019-05-01", "statute", "wide", "free", "age"),
    ("AA-no", "AA", "2021-01-01", "", "2023-05-01", "statute", "", "", ""),
)
UNCHANGED = (
    ("AA-1", "AA", "2010-01-01", "", "2023-05-01", "statute", "wide", "free", "age"),
    ("BB-1", "BB", "2010-01-01", "", "2023-05-01", "statute", "narrow", "free", "age"),
)


@pytest.mark.parametrize("laws", [(), ONE, NOTHING_FIRM, REPEALED, UNCHANGED])
def test_no_sentence_reads_oddly(make, laws):
    odd = {name: text for name, text in sentences(make(laws)).items() if ODD.search(text)}
    assert not odd


def test_one_law_is_spoken_of_as_one(make):
    told = sentences(make(ONE))
    assert (
        told["gaps.sentence"] == "One law is known to be in force; it has an answer to every scored question."
    )
    assert told["robustness.ranks_sentence"] == "Only one state has a rank."
    assert told["data.verified_sentence"].endswith(
        "the newest text that its main answers rest on: it is of May 2023."
    )


def test_a_repeal_is_news(make):
    told = sentences(make(REPEALED))
    assert told["changes.events"] == (
        "A first law took effect in no state and an amendment of an existing law in no state; one state repealed its law, or "
        "let it end (Arden)."
    )
    assert told["changes.repealed_sentence"] == (
        "A survivor in Arden can no longer use the law that the earlier edition describes."
    )


def test_where_nothing_is_firm_nobody_is_called_the_best(make):
    told = sentences(make(NOTHING_FIRM))
    assert told["grades.best_given_sentence"] == "No grade is firm, so none is called the best."
    assert told["ideal.closest_sentence"] == "No statute of a state with a firm grade has any of them."


def test_where_no_law_changed_the_chapter_says_so(make):
    dataset = make(UNCHANGED)
    quiet = dataset.amendments.iloc[:0]
    told = sentences(dataset.__class__(**{**vars(dataset), "amendments": quiet}))
    assert told["changes.events"] == (
        "As far as our sources show, no such law took effect, was amended or ended between the two dates."
    )
    assert told["changes.moved"] == "Both editions have a score in two states. It changed in none of them."


def test_a_pending_bill_is_named_where_no_law_was_found(make):
    dataset = make((("DD-no", "DD", "2010-01-01", "", "", "statute", "", "", ""),))
    bill = pd.DataFrame(
        [{"jurisdiction": "DD", "bill": "HB 1", "year": "2023", "status": "in committee"}], dtype=str
    )
    told = sentences(dataset.__class__(**{**vars(dataset), "bills": bill}))
    assert told["data.no_law_sentence"].endswith(
        "A bill whose fate is open is on record in Dunmore (HB 1 of 2023: in committee)."
    )


def test_a_report_without_second_coding_has_its_chart_and_table(empty):
    rounds = by_round(empty.second_codings, empty.codebook)
    assert coder_agreement(latest_round(rounds), empty.codebook).alt == ""
    assert sureness.agreement(rounds, empty.codebook).frame.iloc[0, 0] == "None"
    assert sentences(empty)["agreement.rounds_sentence"] == "No answer has been coded twice yet."
