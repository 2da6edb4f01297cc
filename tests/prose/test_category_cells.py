"""The cells written from the rubric: one figure and one table for each category, and nothing of the data as code."""

from __future__ import annotations

import ast
import json

import pytest

from analysis.prose.category_cells import TAG, with_category_cells
from analysis.publish.notebooks.outputs import cell_options
from analysis.standard.rubric import Category, Item, Rubric


def rubric(*categories: tuple[str, str]) -> Rubric:
    item = Item("q", {"yes": 1.0, "no": 0.0})
    return Rubric("1", 60, (), (), tuple(Category(name, title, "", (item,)) for name, title in categories))


def markdown(words: str, *tags: str) -> dict:
    return {"cell_type": "markdown", "id": "x", "metadata": {"tags": list(tags)}, "source": words}


def document(*cells: dict) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def cells(text: str) -> list[dict]:
    return json.loads(text)["cells"]


def labels(text: str) -> list[str]:
    return [cell_options(cell["source"])["label"] for cell in cells(text) if cell["cell_type"] == "code"]


NOTEBOOK = document(markdown("before"), markdown("old", TAG), markdown("older", TAG), markdown("after"))


def test_each_category_has_a_cell_for_its_figure_and_one_for_its_table() -> None:
    text = with_category_cells(NOTEBOOK, rubric(("fees_paid", "Fees"), ("age", "Age")))
    assert labels(text) == [
        "fig-answers-fees-paid", "tbl-exemplars-fees-paid", "fig-answers-age", "tbl-exemplars-age",
    ]  # fmt: skip


def test_they_take_the_place_of_those_of_another_rubric_and_leave_the_others_alone() -> None:
    once = with_category_cells(NOTEBOOK, rubric(("fees_paid", "Fees"), ("age", "Age")))
    again = with_category_cells(once, rubric(("age", "Age")))
    kept = [cell["source"] for cell in cells(again) if TAG not in cell["metadata"]["tags"]]
    assert kept == ["before", "after"]
    assert labels(again) == ["fig-answers-age", "tbl-exemplars-age"]
    assert cells(again)[0]["source"] == "before"
    assert cells(again)[-1]["source"] == "after"


def test_a_notebook_that_asks_for_none_stays_as_it_is() -> None:
    text = document(markdown("before"))
    assert with_category_cells(text, rubric(("age", "Age"))) == text


@pytest.mark.parametrize(
    "title",
    ['"] + exit() #', "a\n#| label: fig-x\nexit()", "{{< include x >}} <script>", "- [x](javascript:1)"],
)
def test_a_title_is_words_in_captions_and_headings_and_never_code(title: str) -> None:
    text = with_category_cells(NOTEBOOK, rubric(("age", title)))
    heading, figure, _, table = cells(text)[1:5]
    for cell, key in ((figure, "fig-cap"), (table, "tbl-cap")):
        (statement,) = ast.parse(cell["source"]).body
        assert isinstance(statement, ast.Expr)
        assert cell_options(cell["source"])["label"] in ("fig-answers-age", "tbl-exemplars-age")
        assert len(cell_options(cell["source"])[key].splitlines()) == 1
    assert "{{<" not in json.dumps(cells(text))
    assert "<script" not in heading["source"].replace("\\<", "")
    assert heading["source"].splitlines()[0].startswith("### ")
