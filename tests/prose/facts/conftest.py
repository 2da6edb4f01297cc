"""A world of five states small enough to work out every fact by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.grading.scorecard import Scorecard, scorecard
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.standard.codebook import Answer, Codebook, Variable
from analysis.standard.model_law import Clause, ModelLaw, Section
from analysis.standard.rubric import Category, Ceiling, Grade, Item, Rubric

NAMES = {"AA": "Arden", "BB": "Borland", "CC": "Corland", "DD": "Dunmore", "EE": "Elsewhere"}

CODEBOOK = Codebook(
    "3",
    "Not seen.",
    (
        Variable("law_exists", "Is there a law?", (Answer("yes", "Yes", "Yes."), Answer("no", "No", "No."))),
        Variable(
            "reach",
            "What does it reach?",
            (Answer("wide", "Wide", "It reaches all."), Answer("narrow", "Narrow", "It reaches little.")),
        ),
        Variable(
            "price",
            "What does it cost?",
            (Answer("free", "Free", "It is free."), Answer("dear", "Dear", "It is dear.")),
        ),
        Variable(
            "terms", "On what terms?", (Answer("age", "Age", "an age"), Answer("oath", "Oath", "an oath"))
        ),
    ),
)

RUBRIC = Rubric(
    "2",
    60.0,
    (Grade("A", 90.0), Grade("B", 60.0), Grade("F", 0.0)),
    (Ceiling("terms", "oath", 50.0, "An oath shuts people out."),),
    (
        Category("reach", "Reach", "Reach all.", (Item("reach", {"wide": 70.0, "narrow": 20.0}),)),
        Category(
            "path",
            "Path",
            "Keep it free.",
            (Item("price", {"free": 20.0, "dear": 0.0}), Item("terms", {"age": 10.0, "oath": 0.0})),
        ),
    ),
)

MODEL_LAW = ModelLaw(
    "1",
    "A Model Act",
    "A starting point.",
    (
        Section("Reach", (Clause("reach", "wide", "It reaches all."),)),
        Section("Path", (Clause("price", "free", "It is free."), Clause("terms", "age", "An age."))),
    ),
)

# law_id, jurisdiction, from, to, verified, basis, reach, price, terms ("" : no row)
LAWS = (
    ("AA-1", "AA", "2010-01-01", "2020-01-01", "2019-01-01", "statute", "narrow", "free", "age"),  # 50 F
    ("AA-2", "AA", "2020-01-01", "", "2023-05-01", "statute", "wide", "free", "age"),  # 100 A
    (
        "BB-1",
        "BB",
        "2010-01-01",
        "",
        "2021-05-01",
        "secondary",
        "wide",
        "dear",
        "not_coded",
    ),  # 70/90 -> 78 B, 70-80
    ("CC-no", "CC", "2010-01-01", "2021-01-01", "", "statute", "", "", ""),
    (
        "CC-1",
        "CC",
        "2021-01-01",
        "",
        "2023-01-01",
        "bill",
        "narrow",
        "dear",
        "oath",
    ),  # 20 F, under the ceiling
    ("DD-no", "DD", "2010-01-01", "", "", "statute", "", "", ""),
)


def table(columns: str, rows: list[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split(), dtype=str)


def world(laws: tuple[tuple[str, ...], ...] = LAWS, rubric: Rubric = RUBRIC) -> Dataset:
    coded = []
    for law_id, _, _, _, _, basis, *answers in laws:
        exists = "no" if law_id.endswith("-no") else "yes"
        given = {"law_exists": exists, **dict(zip(("reach", "price", "terms"), answers, strict=True))}
        coded += [
            (law_id, variable, value, "§ 1", "s1", "" if value == "not_coded" else basis, "", "agreed")
            for variable, value in given.items()
            if value
        ]
    codings = table("law_id variable value citation source_ids basis note decided", coded)
    return Dataset(
        folder=Path("nowhere"),
        jurisdictions=table(
            "jurisdiction fips name kind region tile_row tile_column",
            [
                (code, str(i), name, "state", "West", "0", str(i))
                for i, (code, name) in enumerate(NAMES.items())
            ],
        ),
        editions=table(
            "edition as_of title published",
            [("old", "2019-06-30", "Old", ""), ("new", "2023-06-30", "New", "")],
        ),
        laws=table(
            "law_id jurisdiction effective_from effective_to verified_through basis",
            [law[:6] for law in laws],
        ).assign(effective_precision="day", statutes="", open_questions=""),
        codings=codings,
        codings_as_published=codings,
        second_codings=table("codebook jurisdiction law_id variable first second", []),
        sources=table(
            "source_id jurisdiction url more_urls title date kind",
            [("s1", "AA", "", "", "T", "2020", "statute")],
        ),
        amendments=table(
            "jurisdiction year effective act change text_read source_ids",
            [
                ("AA", "2020", "2020-01-01", "Act 1", "Wider.", "yes", "s1"),
                ("BB", "2010", "", "Act 2", "First.", "yes", "s1"),
            ],
        ),
        bills=table("jurisdiction bill year what status status_date source_ids", []),
        corrections=table("law_id variable column old new reason reported_by date", []),
        help=table("name what address source checked", []),
        codebook=CODEBOOK,
        rubric=rubric,
        model_law=MODEL_LAW,
    )


@pytest.fixture
def small() -> Dataset:
    return world()


@pytest.fixture
def small_card(small: Dataset) -> Scorecard:
    return scorecard(small, edition(small, "new"))


@pytest.fixture
def empty() -> Dataset:
    """Nobody has a law."""
    return world(tuple((f"{code}-no", code, "2010-01-01", "", "", "statute", "", "", "") for code in NAMES))


@pytest.fixture
def make() -> Callable[..., Dataset]:
    return world
