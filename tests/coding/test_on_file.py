"""Which sources are named for an answer: those it cites in the order of the file, else the best one listed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analysis.coding.on_file import OnFile

SOURCES = [
    ("NE", "NE-s1", "secondary", "2026-01-05"),
    ("NE", "NE-s2", "statute", "2019"),
    ("NE", "NE-s3", "statute", "2024-06"),
    ("NE", "NE-s4", "bill", ""),
    ("KS", "KS-s1", "statute", "2025-03-01"),
    ("MN", "MN-s1", "bill", ""),
]
CODINGS = [
    ("NE-2018", "nexus", "NE-s4;NE-s1"),
    ("NE-2018", "hearing", ""),
    ("NE-2018", "burden", "KS-s1"),
]


@pytest.fixture
def on_file() -> OnFile:
    data: Any = SimpleNamespace(
        codings=pd.DataFrame(CODINGS, columns=["law_id", "variable", "source_ids"], dtype="str"),
        sources=pd.DataFrame(SOURCES, columns=["jurisdiction", "source_id", "kind", "date"], dtype="str"),
    )
    return OnFile(data)


def test_cited_sources_are_named_in_the_order_of_the_file(on_file: OnFile) -> None:
    assert (
        on_file.of_answer("NE", "NE-2018", "nexus") == "NE-s1 (secondary, 2026-01-05); NE-s4 (bill, undated)"
    )


@pytest.mark.parametrize("variable", ["hearing", "fees", "burden"])
def test_newest_statute_stands_in_where_nothing_of_the_jurisdiction_is_cited(
    on_file: OnFile, variable: str
) -> None:
    assert on_file.of_answer("NE", "NE-2018", variable) == "NE-s3 (statute, 2024-06)"


def test_law_that_is_not_known_has_the_best_source_of_its_jurisdiction(on_file: OnFile) -> None:
    assert on_file.of_answer("MN", "", "law_exists") == "MN-s1 (bill, undated)"


def test_nothing_is_named_where_nothing_is_listed(on_file: OnFile) -> None:
    assert on_file.of_answer("AK", "", "law_exists") == ""
    assert on_file.cited("NE", []) == ""


def test_sources_of_an_act_are_those_its_cell_names(on_file: OnFile) -> None:
    assert on_file.cited("NE", ["NE-s2", "NE-s3;NE-s9"]) == "NE-s2 (statute, 2019); NE-s3 (statute, 2024-06)"
