"""A small world in which every status occurs: two questions more than enough to draw every chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import score
from analysis.raw.editions import Edition
from analysis.standard.codebook import Answer, Codebook, Variable
from analysis.standard.rubric import Category, Grade, Item, Rubric

LETTERS = (("A", 90), ("B", 80), ("C", 70), ("D", 60), ("F", 0))

PLACES = {
    # code: (name, fips, tile row, tile column, answers to exists / wide / quick / list)
    "NE": ("Nebraska", "31", 0, 0, ("yes", "all", "yes", "none")),  # 60 + 30 + 10 = 100, an A
    "CA": ("California", "06", 0, 1, ("yes", "some", "yes", "x")),  # 30 + 30 + 8 = 68, a D
    "RI": (
        "Rhode Island",
        "44",
        0,
        2,
        ("yes", "all", "not_coded", "none"),
    ),  # 70 of 70: 100, between 70 and 100
    "TX": ("Texas", "48", 1, 0, ("yes", "not_coded", "yes", "none")),  # 40 points coded: too little
    "AK": ("Alaska", "02", 1, 1, ("no", "not_coded", "not_coded", "not_coded")),
    "PR": ("Puerto Rico", "72", 1, 2, ("not_coded", "not_coded", "not_coded", "not_coded")),
    "US": ("Federal law", "00", 2, 0, ("yes", "none", "no", "x;y")),  # 0 + 0 + 6 = 6, an F, and no shape
}
STATUSES = ["graded", "graded", "provisional", "insufficient", "no_law", "unknown", "graded"]


def answer(id: str) -> Answer:
    return Answer(id, id.title(), f"It says {id}.")


@pytest.fixture
def codebook() -> Codebook:
    yes_no = (answer("yes"), answer("no"))
    return Codebook(
        "1",
        "Not seen.",
        (
            Variable("law_exists", "Is there a law?", yes_no, scored=False),
            Variable("wide", "How wide is it?", (answer("all"), answer("some"), answer("none"))),
            Variable("quick", "Is it quick?", yes_no),
            Variable("list", "On which conditions?", (answer("x"), answer("y")), multiple=True),
        ),
    )


@pytest.fixture
def rubric() -> Rubric:
    return make_rubric()


def make_rubric(letters: tuple[tuple[str, float], ...] = LETTERS, title: str = "Width") -> Rubric:
    wide = Item("wide", {"all": 60.0, "some": 30.0, "none": 0.0})
    rest = (Item("quick", {"yes": 30.0, "no": 0.0}), Item("list", start=10.0, each=-2.0))
    return Rubric(
        version="1",
        minimum_points_coded=60,
        grades=tuple(Grade(letter, float(low)) for letter, low in letters),
        ceilings=(),
        categories=(Category("wide", title, "All.", (wide,)), Category("speed", "Speed", "At once.", rest)),
    )


def make_card(
    rubric: Rubric, rename: Callable[[str], str] = str, only: tuple[str, ...] | None = None
) -> Scorecard:
    codes = [code for code in PLACES if only is None or code in only]
    index = pd.Index(codes, name="jurisdiction")
    answers = pd.DataFrame(
        [PLACES[code][4] for code in codes], index=index, columns=["law_exists", "wide", "quick", "list"]
    )
    scores = score(answers, rubric)
    about = pd.DataFrame(
        {
            "name": [rename(PLACES[c][0]) for c in codes],
            "kind": "state",
            "region": "West",
            "law_id": [f"{c}-1" for c in codes],
        },
        index=index,
    )
    table = about.join(scores.summary)
    table["rank"] = table["score"].rank(method="min", ascending=False).astype("Int64")
    edition = Edition("2026", date(2026, 7, 1), "Edition")
    basis = answers.replace({"not_coded": ""}).where(lambda frame: frame == "", "statute")
    return Scorecard(
        edition, table, scores.categories, scores.coded, scores.shown, scores.items, answers, basis
    )


@pytest.fixture
def card(rubric: Rubric) -> Scorecard:
    made = make_card(rubric)
    assert made.table["status"].tolist() == STATUSES
    return made


@pytest.fixture
def jurisdictions() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "jurisdiction": code,
                "fips": fips,
                "name": name,
                "tile_row": str(row),
                "tile_column": str(column),
            }
            for code, (name, fips, row, column, _) in PLACES.items()
        ]
    )
