"""The category sections: one each, in step with the rubric, and free of any text from the data."""

from __future__ import annotations

import re
from datetime import date

import pytest

from analysis.prose.chapters import (
    FILE,
    METADATA,
    NOTES,
    category_sections,
    slug,
    write_metadata,
)
from analysis.prose.facts.variables import merge
from analysis.publish.notebooks.outputs import LABEL
from analysis.raw.editions import editions
from analysis.standard.rubric import Category, Item, Rubric


@pytest.fixture
def hostile_rubric():
    payload = "{{< include /etc/passwd >}} <script>alert(1)</script> # x"
    item = Item("q", {"yes": 1.0, "no": 0.0})
    return Rubric("1", 60, (), (), (Category("fees_paid", payload, payload, (item,)),))


def test_every_category_has_a_section_in_rubric_order(dataset, root):
    text = category_sections(dataset.rubric, root / "report")
    found = re.findall(r"^## \{\{< var categories\.(\w+)\.title >\}\}", text, flags=re.M)
    assert found == [category.id for category in dataset.rubric.categories]


def test_a_section_embeds_its_figure_and_its_table(hostile_rubric, tmp_path):
    text = category_sections(hostile_rubric, tmp_path)
    assert "{{< embed ../notebooks/02_scores.ipynb#fig-answers-fees-paid >}}" in text
    assert "{{< embed ../notebooks/02_scores.ipynb#tbl-exemplars-fees-paid >}}" in text


def test_no_text_of_the_data_enters_a_section(hostile_rubric, tmp_path):
    text = category_sections(hostile_rubric, tmp_path)
    assert "passwd" not in text
    assert "script" not in text


def test_a_note_is_included_where_there_is_one(hostile_rubric, tmp_path):
    without = category_sections(hostile_rubric, tmp_path)
    (tmp_path / NOTES).mkdir()
    (tmp_path / NOTES / "_fees_paid.qmd").write_text("Why.\n", encoding="utf-8")
    assert "include" not in without
    assert "{{< include categories/_fees_paid.qmd >}}" in category_sections(hostile_rubric, tmp_path)


def test_the_committed_sections_are_those_of_the_rubric(dataset, root):
    committed = (root / "report" / FILE).read_text(encoding="utf-8")
    assert committed == category_sections(dataset.rubric, root / "report")


def test_the_committed_metadata_give_the_date_of_the_latest_edition(live, tmp_path, root):
    shows = merge(root / "data" / "processed" / "variables")["shows"]
    write_metadata(editions(live)[-1].as_of, shows, tmp_path)
    assert (tmp_path / METADATA).read_bytes() == (root / "report" / METADATA).read_bytes()
    write_metadata(date(2027, 2, 3), {}, tmp_path)
    assert (tmp_path / METADATA).read_text(encoding="utf-8") == "date: 2027-02-03\n"


def test_labels_are_ones_that_a_report_can_embed(dataset):
    labels = [f"fig-answers-{slug(category.id)}" for category in dataset.rubric.categories]
    assert all(LABEL.match(label) for label in labels)
    assert len(set(labels)) == len(labels)


def test_a_category_without_its_word_and_a_word_without_a_category_are_named(dataset, tmp_path):
    from analysis.prose.chapters import notes_astray

    first, *others = dataset.rubric.categories
    notes = tmp_path / "categories"
    notes.mkdir()
    for category in others:
        (notes / f"_{category.id}.qmd").write_text("Why.", encoding="utf-8")
    (notes / "_of_old.qmd").write_text("Why.", encoding="utf-8")
    assert notes_astray(dataset.rubric, tmp_path) == [
        f"report/categories/_{first.id}.qmd is missing: the chapter on '{first.title}' is printed without a word on why it "
        "matters. Write the file.",
        "report/categories/_of_old.qmd belongs to no category of the rubric and is not printed. Rename it, or take it away.",
    ]
