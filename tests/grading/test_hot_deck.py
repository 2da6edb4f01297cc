"""Answers that no text shows, drawn from other laws: cases small enough to write out every possibility."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest

from analysis.grading.robustness import both_doubts, random_weights, unseen_answers
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import score
from analysis.standard.codebook import NOT_CODED
from analysis.standard.rubric import Category, Ceiling, Grade, Item, Rubric

RUBRIC = Rubric(
    "1",
    0.0,
    (Grade("A", 80.0), Grade("F", 0.0)),
    (Ceiling("who", "few", 30.0, "Few."),),
    (
        Category("one", "One", "", (Item("reach", {"wide": 60.0, "narrow": 0.0}),)),
        Category("two", "Two", "", (Item("who", {"all": 40.0, "few": 20.0}),)),
    ),
)

LAWS = {
    "AA": ("wide", "all"),
    "BB": ("wide", "few"),
    "CC": ("narrow", "all"),
    "DD": (NOT_CODED, "all"),
    "EE": ("wide", NOT_CODED),
}
ON_TEXT = {
    "AA": (True, True),
    "BB": (True, True),
    "CC": (True, False),
    "DD": (False, True),
    "EE": (True, False),
}


@dataclass
class Day:
    id: str = "new"


def world() -> Scorecard:
    columns = ["reach", "who"]
    answers = pd.DataFrame.from_dict(LAWS, orient="index", columns=columns).assign(law_exists="yes")
    on_text = pd.DataFrame.from_dict(ON_TEXT, orient="index", columns=columns).assign(law_exists=True)
    scores = score(answers, RUBRIC, on_text=on_text)
    table = scores.summary.assign(name=list(LAWS), kind="state", law_id=list(LAWS))
    table["rank"] = table["score"].rank(method="min", ascending=False).astype("Int64")
    basis = on_text.replace({True: "statute", False: "secondary"}).astype(object)
    return Scorecard(
        Day(),
        table,
        scores.categories,
        scores.coded,
        scores.shown,
        scores.items,
        answers,
        basis,  # type: ignore[arg-type]
    )


def printed(reach: str, who: str) -> int:
    """Points of a law seen whole, by hand: 60 for a wide reach; 40 for all or 20 for few, and then 30 at the most."""
    total = (60 if reach == "wide" else 0) + (40 if who == "all" else 20)
    return min(total, 30) if who == "few" else total


def every_case() -> dict[str, dict[int, Fraction]]:
    """Each state's scores with their chances; an open answer takes one of those that texts give."""
    reach, who = ["wide", "wide", "narrow", "wide"], ["all", "few", "all"]
    cases: dict[str, dict[int, Fraction]] = {}
    for place, (own_reach, own_who) in LAWS.items():
        reaches = [own_reach] if ON_TEXT[place][0] else reach
        whose = [own_who] if ON_TEXT[place][1] else who
        chance = Fraction(1, len(reaches) * len(whose))
        found = cases.setdefault(place, {})
        for pair in product(reaches, whose):
            found[printed(*pair)] = found.get(printed(*pair), Fraction(0)) + chance
    return cases


def test_the_share_in_which_one_stands_above_another_is_that_of_all_cases():
    draws = 40_000
    found = unseen_answers(world(), RUBRIC, draws=draws)
    cases = every_case()
    for one, other in product(LAWS, LAWS):
        if one == other:
            continue
        chance = sum(p * q for (a, p), (b, q) in product(cases[one].items(), cases[other].items()) if a > b)
        assert found.above.at[one, other] == pytest.approx(float(chance), abs=4 * 0.5 / draws**0.5)


def test_the_share_in_which_the_letter_stays_is_that_of_all_cases():
    draws = 40_000
    intervals = unseen_answers(world(), RUBRIC, draws=draws).intervals
    for place, cases in every_case().items():
        letter = world().table.at[place, "grade"]
        chance = sum(p for points, p in cases.items() if RUBRIC.letter(points) == letter)
        assert intervals.at[place, "same_grade"] == pytest.approx(float(chance), abs=0.01)
        assert {intervals.at[place, "score_low"], intervals.at[place, "score_high"]} <= set(cases)


def test_a_law_that_texts_show_whole_never_moves_without_other_weights():
    intervals = unseen_answers(world(), RUBRIC, draws=200).intervals
    assert intervals.loc["AA", ["score_low", "score_high"]].tolist() == [100, 100]
    assert intervals.loc["BB", ["score_low", "score_high"]].tolist() == [30, 30]


def test_both_doubts_hold_each_alone_and_are_at_least_as_wide_on_average():
    card = world()
    both = both_doubts(card, RUBRIC, draws=2000)
    weights, text = random_weights(card, RUBRIC, draws=2000), unseen_answers(card, RUBRIC, draws=2000)
    for alone, name in ((weights, "weights"), (text, "text")):
        for measure in ("score_low", "score_high", "rank_low", "rank_high", "same_grade"):
            assert (both.intervals[f"{measure}_{name}"] == alone.intervals[measure]).all()
    width = both.intervals["score_high"] - both.intervals["score_low"]
    assert width.sum() >= (text.intervals["score_high"] - text.intervals["score_low"]).sum()


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    card = world()
    once, again = (both_doubts(card, RUBRIC, draws=300, seed=7) for _ in range(2))
    assert once.intervals.equals(again.intervals)
    assert once.above.equals(again.above)
    assert not once.above.equals(both_doubts(card, RUBRIC, draws=300, seed=8).above)


def test_where_no_text_answers_a_question_every_answer_of_the_rubric_is_drawn():
    card = world()
    card.basis.loc[:, "reach"] = "secondary"
    intervals = unseen_answers(card, RUBRIC, draws=4000).intervals
    assert intervals.loc["AA", ["score_low", "score_high"]].tolist() == [40, 100]
    assert np.isclose(intervals.at["AA", "same_grade"], 0.5, atol=0.05)
