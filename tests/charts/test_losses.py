"""Where the points are lost, against a sum worked out by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.charts.losses import losses, points_lost
from analysis.standard.codebook import Codebook, Variable
from analysis.standard.rubric import Category, Item, Rubric

CODEBOOK = Codebook(
    "1", "", (Variable("big", "Big?", ()), Variable("small", "Small?", ()), Variable("new", "New?", ()))
)
ITEMS = (
    Item("big", {"yes": 80.0, "no": 0.0}),
    Item("small", {"yes": 15.0, "no": 0.0}),
    Item("new", {"yes": 5.0}),
)
RUBRIC = Rubric("1", 0.0, (), (), (Category("all", "All", "", ITEMS),))


def card(rows: list[tuple[float | None, ...]]) -> SimpleNamespace:
    codes = [f"S{at}" for at in range(len(rows))]
    items = pd.DataFrame(rows, index=codes, columns=["big", "small", "new"], dtype=float)
    return SimpleNamespace(items=items, scored=pd.DataFrame(index=codes))


def test_points_lost_are_the_mean_over_the_laws_that_answer():
    # big: 80 and 60 short of 80 are 0 and 20, mean 10; small: 15 and nothing seen; new: nobody answers.
    found = points_lost(card([(80, 0, None), (60, None, None)]), CODEBOOK, RUBRIC).set_index("variable")  # type: ignore[arg-type]
    assert list(found.index) == ["small", "big", "new"]
    assert found.loc["big", ["lost", "laws", "short"]].tolist() == [10, 2, 1]
    assert found.loc["small", ["lost", "laws", "short"]].tolist() == [15, 1, 1]
    assert found.at["new", "laws"] == 0


def test_the_costliest_question_is_named_first_and_unanswered_ones_are_not_drawn():
    figure = losses(card([(80, 0, None), (60, None, None)]), CODEBOOK, RUBRIC)  # type: ignore[arg-type]
    assert figure.alt.startswith(
        "The question that costs the average scored law most is “Small?”: 15 of 15 points."
    )
    assert figure.data["Question"].tolist() == ["Small?", "Big?"]


@pytest.mark.parametrize("rows", [[], [(None, None, None)]])
def test_without_a_scored_answer_it_says_so(rows: list[tuple[float | None, ...]]):
    assert losses(card(rows), CODEBOOK, RUBRIC).alt == "No law has a score."  # type: ignore[arg-type]
