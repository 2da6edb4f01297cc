"""A table and the sentence that leads to it stand in the report exactly where the table has a row."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
import yaml

from analysis.change.changes import compare
from analysis.change.comparison import compare_editions
from analysis.prose.chapters import SHOWN, write_metadata
from analysis.prose.facts import presence
from analysis.prose.tables import changes as tables
from analysis.prose.tables import data, sureness
from analysis.raw import Dataset
from analysis.raw.editions import Edition, edition

EMPTY = "None"
"""How a table without rows begins: it must never be shown."""


def has_rows(table: object) -> bool:
    return str(table.frame.iat[0, 0]) != EMPTY  # type: ignore[attr-defined]


def same_day(dataset: Dataset) -> tuple[Edition, Edition]:
    last = edition(dataset, "2026")
    return replace(last, id="2025"), last


@pytest.mark.parametrize("still", [False, True])
def test_what_changed_is_shown_where_its_tables_have_rows(dataset: Dataset, still: bool) -> None:
    pair = same_day(dataset) if still else (edition(dataset, "2019"), edition(dataset, "2026"))
    comparison = compare_editions(dataset, *pair)
    found = presence.of_changes(comparison.changes)
    made = {
        "acts": tables.acts(dataset, comparison.changes),
        "first_or_ended": tables.passed(dataset, comparison.changes),
        "moved": tables.movers(comparison),
        "newly_seen": tables.newly_seen(comparison.changes),
        "provisions": tables.provisions(dataset, comparison.changes),
    }
    assert {name: found[name] == SHOWN for name in made} == {n: has_rows(t) for n, t in made.items()}
    # Of an act of Kansas only the year is known, 2026: it may fall into any span of that year.
    assert {found[name] == SHOWN for name in made if name != "acts"} == {not still}
    assert found["earlier_edition"] == SHOWN
    assert set(presence.of_changes(None)) == set(found)
    assert SHOWN not in presence.of_changes(None).values()


def test_corrections_gaps_and_rounds_are_shown_where_there_are_any(dataset: Dataset, card) -> None:
    row = {"law_id": "NE-2018", "variable": "hearing", "column": "value", "old": "silent", "new": "required",
           "why": "Misread.", "reported_by": "a reader", "reported_on": "2026-08-03"}  # fmt: skip
    corrected = replace(dataset, corrections=pd.DataFrame([row]))
    for one in (dataset, corrected):
        found = presence.of_data(one, card)
        assert (found["corrections"] == SHOWN) is has_rows(data.corrections(one))
        assert (found["gaps"] == SHOWN) is has_rows(data.gaps(one, card))
    once = replace(dataset, second_codings=dataset.second_codings.iloc[:0])
    agreed = dataset.second_codings.assign(second=dataset.second_codings["first"])
    for one in (dataset, once, replace(dataset, second_codings=agreed)):
        found = presence.of_coders(one.second_codings)
        assert (found["coded_twice"] == SHOWN) is (len(one.second_codings) > 0)
        assert (found["coders_differed"] == SHOWN) is has_rows(sureness.disagreements(one, card))


def test_what_there_is_to_show_is_metadata_that_quarto_reads(tmp_path, dataset: Dataset) -> None:
    compared = compare(dataset, edition(dataset, "2019"), edition(dataset, "2026"))
    facts = presence.of_changes(compared) | {"corrections": "no"}
    write_metadata(edition(dataset, "2026").as_of, {k: str(v) for k, v in facts.items()}, tmp_path)
    found = yaml.safe_load((tmp_path / "_metadata.yml").read_text(encoding="utf-8"))
    assert str(found["date"]) == "2026-07-01"
    assert found["shows"]["acts"] is True
    assert found["shows"]["corrections"] is False
