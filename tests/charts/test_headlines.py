"""The headline of each picture says what the data say: for none, one, some and all, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from small_world import make_card, make_rubric

from analysis.charts import headlines
from analysis.charts.maps import grade_map
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, PROVISIONAL
from analysis.standard.rubric import Rubric

RUBRIC = make_rubric()
EMPTY = pd.Series(dtype=float)


def laws(*rows: tuple[str, int, str]) -> Scorecard:
    """A card of states with a grade, a score and a status each, and nothing else."""
    card = make_card(RUBRIC)
    columns = {"grade": [r[0] for r in rows], "score": [r[1] for r in rows], "status": [r[2] for r in rows]}
    named = {"name": [f"State {at}" for at in range(len(rows))], "kind": "state", "rank": range(len(rows))}
    return replace(card, table=pd.DataFrame(columns | named))


def firm(*rows: tuple[str, int]) -> Scorecard:
    return laws(*((letter, score, GRADED) for letter, score in rows))


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (firm(("F", 20), ("F", 30), ("B", 82)), "Two of the three firm grades are an F; none is an A"),
        (firm(("F", 20), ("A", 95), ("A", 92)), "One of the three firm grades is an F; two are an A"),
        (firm(("C", 70), ("B", 82)), "None of the two firm grades is an F; none is an A"),
        (firm(("F", 20), ("F", 30)), "Both firm grades are an F"),
        (firm(("F", 20)), "The only firm grade is an F"),
        (firm(("B", 80)), "The only firm grade is a B"),
        (laws(("F", 20, PROVISIONAL)), "No grade is firm yet"),
        (laws(), "No grade is firm yet"),
    ],
)
def test_the_map_speaks_of_firm_grades_alone(card: Scorecard, said: str) -> None:
    assert headlines.of_grades(card, RUBRIC) == said


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (
            laws(("F", 20, GRADED), ("F", 30, GRADED), ("B", 82, PROVISIONAL)),
            "Two of the three grades are firm; the other one could still change",
        ),
        (firm(("F", 20), ("B", 82)), "Both grades are firm"),
        (laws(("F", 20, PROVISIONAL), ("B", 82, PROVISIONAL)), "None of the two grades is firm"),
        (laws(("F", 20, PROVISIONAL)), "No grade is firm"),
        (laws(), "No jurisdiction has a grade"),
    ],
)
def test_the_tiles_say_how_many_grades_could_change(card: Scorecard, said: str) -> None:
    assert headlines.of_status(card) == said


def test_scores_within_two_points_of_another_letter_are_counted() -> None:
    # Letters begin at 90, 80, 70 and 60: 58 and 61 are near, 57 and 62 are not, nor is 2, with no letter below F.
    card = firm(("F", 2), ("F", 57), ("F", 58), ("D", 61), ("D", 62), ("A", 100))
    assert (
        headlines.of_spread(card, RUBRIC) == "Two of the six scores are within two points of another letter"
    )
    assert headlines.of_spread(laws(), RUBRIC) == "No jurisdiction has a score"


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (
            laws(("B", 80, GRADED), ("A", 95, PROVISIONAL), ("D", 60, GRADED)),
            "State 0 has the highest firm score, 80",
        ),
        (firm(("B", 80), ("B", 80)), "State 0 and State 1 have the highest firm score, 80"),
        (laws(("B", 80, GRADED), ("A", 95, PROVISIONAL)), "State 0 has the only firm score, 80"),
        (laws(("A", 95, PROVISIONAL)), "No score is firm yet"),
        (laws(), "No jurisdiction has a score"),
    ],
)
def test_first_place_is_said_of_firm_scores(card: Scorecard, said: str) -> None:
    assert headlines.of_ranking(card) == said


def test_a_category_counts_as_whole_where_text_shows_every_point() -> None:
    card = make_card(RUBRIC)  # Nebraska earns every point of both categories, on text.
    assert headlines.of_categories(card, RUBRIC) == "One law earns every point of every category"
    shown = card.shown.copy()
    shown.loc["NE", "wide"] = 0.0
    said = headlines.of_categories(replace(card, shown=shown), RUBRIC)
    assert said == "No law is shown to earn every point in more than one of two categories"
    nothing = headlines.of_categories(replace(card, shown=0 * card.shown), RUBRIC)
    assert nothing == "No law is shown to earn every point of any category"
    assert headlines.of_categories(make_card(RUBRIC, only=("AK",)), RUBRIC) == "No law to show points for"


def test_strengths_name_both_ends_unless_they_are_alike() -> None:
    rows = pd.DataFrame(
        {"title": ["Speed", "Width", "New"], "median_share": [0.75, 0.1, None], "jurisdictions": [4, 4, 0]}
    )
    assert headlines.of_strengths(rows) == ("The median law earns 75% in “Speed”, 10% in “Width”")
    assert headlines.of_strengths(rows.assign(median_share=0.5)) == (
        "The median law earns 50% of the points in every category"
    )
    assert headlines.of_strengths(rows.iloc[2:]) == "No law to measure categories by"


def test_categories_that_share_a_place_share_it_in_words() -> None:
    rows = pd.DataFrame(
        {"title": ["A", "B", "C", "D", "E"], "median_share": [1, 1, 0.5, 0, 0], "jurisdictions": 4}
    )
    assert headlines.of_strengths(rows) == "The median law earns 100% in “A” and “B”, 0% in “D” and “E”"
    many = rows.assign(median_share=[1, 1, 1, 0, 0], jurisdictions=1)
    assert headlines.of_strengths(many) == "The only law earns 100% in three categories, 0% in “D” and “E”"
    full = pd.DataFrame({"title": ["A", "B", "C", "D", "E"], "full": [1, 1, 1, 0, 0], "jurisdictions": 1})
    assert (
        headlines.of_maps(full)
        == "The only law earns every point in three categories, and not in “D” and “E”"
    )
    assert headlines.of_maps(full.assign(full=[1, 1, 0, 0, 0])) == (
        "The only law earns every point in “A” and “B”, and not in the other three"
    )
    assert headlines.of_maps(full.assign(jurisdictions=2)) == (
        "Of the laws whose answer we know, the largest share earns every point in three categories (50%), the smallest "
        "in “D” and “E” (0%)"
    )


def test_the_costliest_question_is_named_unless_nothing_is_lost() -> None:
    rows = pd.DataFrame({"question": ["Big?", "Small?"], "lost": [9.06, 1.0], "maximum": [20.0, 5.0]})
    assert (
        headlines.of_losses(rows)
        == "No question costs the average scored law more than “Big?”: 9.1 of 20 points"
    )
    assert headlines.of_losses(rows.assign(lost=0.0)) == "No scored law loses a point on any question"
    assert headlines.of_losses(rows.iloc[:0]) == "No law has a score"


def test_questions_are_rarely_met_where_fewer_than_half_of_the_laws_seen_meet_them() -> None:
    full, seen = pd.Series([1, 2, 0, 3]), pd.Series([4, 4, 0, 4])
    assert headlines.of_overview(full, seen).startswith("On one of the three questions, fewer than half")
    assert headlines.of_overview(full[1:2], seen[1:2]).startswith("On every question, at least half")
    assert headlines.of_overview(full[2:3], seen[2:3]) == "No answer of a law was seen"
    assert headlines.of_overview(pd.Series([1, 0, 0]), pd.Series([1, 1, 0])) == (
        "On one of the two questions the only law with a known answer gives the best one"
    )


def test_maps_name_the_categories_met_most_and_least_often() -> None:
    summary = pd.DataFrame({"title": ["A", "B", "C"], "full": [3, 1, 1], "jurisdictions": [4, 4, 4]})
    assert headlines.of_maps(summary) == (
        "Of the laws whose answer we know, the largest share earns every point in “A” (75%), "
        "the smallest in “B” and “C” (25%)"
    )
    assert headlines.of_maps(summary[1:]) == "In every category, 25% of the laws earn every point"
    assert headlines.of_maps(summary.assign(jurisdictions=0)) == "No law to show points for"


@pytest.mark.parametrize(
    ("full", "seen", "maximum", "said"),
    [
        (13, 48, 20, "13 of the 48 laws with a known answer earn all 20 points"),
        (1, 48, 20, "One of the 48 laws with a known answer earns all 20 points"),
        (0, 48, 2.5, "None of the 48 laws with a known answer earns all 2.5 points"),
        (0, 1, 20, "No law with a known answer earns all 20 points"),
        (1, 1, 1, "The only law with a known answer earns every point"),
        (0, 0, 20, "No text of a law was seen on this"),
    ],
)
def test_answers_say_how_many_laws_earn_every_point(full: int, seen: int, maximum: float, said: str) -> None:
    assert headlines.of_answers(full, seen, maximum) == said


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2019, 2012, 2019], "More acts are of 2019 than of any other year: 2 of 3"),
        ([2019, 2012], "The two acts with a year are of as many years, 2012 to 2019"),
        (
            [2012, 2019, 2012, 2019, 2020],
            "No year has more acts than 2012 and 2019: two each, of 5",
        ),
        ([2019, 2019], "All acts on record are of 2019"),
        ([2019], "The only act on record is of 2019"),
        ([], "No act with a year is on record"),
    ],
)
def test_the_busiest_year_is_named(years: list[int], said: str) -> None:
    assert headlines.of_acts(pd.Series(years, dtype=int)) == said


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        (
            (13, 3, 14),
            "Of the 30 laws scored in both editions, 13 score higher than before and three lower",
        ),
        (
            (1, 0, 4),
            "Of the five laws scored in both editions, one scores higher than before and none lower",
        ),
        ((0, 1, 0), "The one law scored in both editions scores lower than before"),
        ((0, 0, 9), "No score changed between the editions"),
        ((0, 0, 0), "No law has a score in both editions"),
    ],
)
def test_a_change_counts_both_ways(moves: tuple[int, int, int], said: str) -> None:
    assert headlines.of_change(*moves) == said


def test_draws_agreement_and_coverage_have_words_for_nothing() -> None:
    kept = pd.Series([0.9, 0.95, 0.8999])
    assert headlines.of_draws(kept) == "Two of the three grades hold in at least 90% of the draws"
    assert headlines.of_draws(kept[2:]) == "No grade holds in at least 90% of the draws"
    assert headlines.of_draws(EMPTY) == "No jurisdiction has a rank"
    assert headlines.of_agreement(0.864, 342) == "Two coders agreed on 86% of 342 answers"
    assert headlines.of_agreement(1.0, 18) == "Two coders agreed on all 18 answers coded twice"
    assert headlines.of_agreement(1.0, 1) == "Two coders agreed on the only answer coded twice"
    assert headlines.of_agreement(None, 0) == "No law was coded twice"
    assert headlines.of_coverage(5, 1, 8) == "Statutes answer 63% of the questions; 13% have no answer"
    assert headlines.of_coverage(5, 0, 8) == "Statutes answer 63% of the questions; each has some answer"
    assert headlines.of_coverage(8, 0, 8) == "Statutes answer every question"
    assert headlines.of_coverage(0, 0, 0) == "No law to ask"


def test_the_headline_leaves_the_notebook_beside_the_picture(
    card: Scorecard, rubric: Rubric, jurisdictions: pd.DataFrame
) -> None:
    from pathlib import Path

    from analysis.charts.geography import read_geography

    raw = Path(__file__).parents[1] / "data" / "2026"
    figure = grade_map(card, read_geography(raw, jurisdictions), rubric)
    # Of Nebraska (A), California (D) and Federal law (F); Rhode Island's A is provisional.
    assert figure.headline == "One of the three firm grades is an F; one is an A"
    assert figure._repr_mimebundle_()[1] == {"headline": figure.headline}
