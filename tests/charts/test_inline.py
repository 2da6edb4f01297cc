"""The rows that a chart carries are those which Altair would make of the frame."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
import pytest

from analysis.charts.inline import inline
from analysis.charts.layers import layered

COLUMNS = {
    "whole": [1, 2, 3],
    "decimal": [0.125, float("nan"), float("inf")],
    "yes": [True, False, True],
    "text": pd.array(["a", None, ""], dtype="str"),
    "old_text": pd.array(["a", None, ""], dtype="string"),
    "maybe_whole": pd.array([1, None, 3], dtype="Int64"),
    "maybe_decimal": pd.array([1.26, None, 3], dtype="Float64"),
    "maybe_yes": pd.array([True, None, False], dtype="boolean"),
    "lists": [[], [3, 2], None],
    "arrays": [np.array([1, 2]), np.array([]), None],
    "mixed": ["a", 1, None],
    "kind": pd.Categorical(["a", None, "b"]),
    "day": pd.to_datetime(["2026-01-01", None, "2026-03-01"]),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_kind_of_column_is_carried_as_altair_would(name: str) -> None:
    frame = pd.DataFrame({"n": [1, 2, 3]}).assign(**{name: COLUMNS[name]})
    rows = inline(frame)["values"]
    expected = alt.to_values(frame)["values"]
    assert rows == expected
    assert [[type(value) for value in row.values()] for row in rows] == [
        [type(value) for value in row.values()] for row in expected
    ]


def test_missing_and_endless_numbers_are_null_and_others_rounded_where_asked() -> None:
    frame = pd.DataFrame(
        {"x": [0.126, None, -np.inf], "y": pd.array([1.256, None, 2], dtype="Float64"), "n": [1234, 5, 6]}
    )
    assert inline(frame, 2)["values"] == [
        {"x": 0.13, "y": 1.26, "n": 1234},
        {"x": None, "y": None, "n": 5},
        {"x": None, "y": 2.0, "n": 6},
    ]


def test_a_frame_without_rows_carries_none() -> None:
    assert inline(pd.DataFrame({"x": []}))["values"] == []


def test_layers_are_put_together_as_altair_does() -> None:
    def layer(at: float) -> alt.Chart:
        return alt.Chart(inline(pd.DataFrame({"x": [at, 2.0]}))).mark_point().encode(x="x:Q")

    expected = alt.layer(layer(1), layer(2)).properties(width=300, height=20).to_dict()
    ours = layered(layer(1), layer(2), width=300, height=20)
    assert [ours.to_dict(), ours.copy().to_dict(), ours.to_dict()] == [expected] * 3
    assert alt.concat(ours, columns=1).to_dict()["concat"][0]["layer"] == expected["layer"]
