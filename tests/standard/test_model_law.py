"""The model law: read in its order, a clause for every question that scores, each for an answer worth full points."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analysis.raw import Dataset
from analysis.standard.model_law import Clause, ModelLaw, Section, parse_model_law

DOCUMENT = {
    "version": "1.0",
    "title": "An Act",
    "notice": "Not legal advice.",
    "section": [
        {"heading": "Second", "clause": [{"variable": "b", "answer": "yes", "text": "B."}]},
        {
            "heading": "First",
            "clause": [
                {"variable": "c", "answer": "none", "text": "C [name of court]."},
                {"variable": "a", "answer": "all", "text": "A."},
            ],
        },
    ],
}


def test_sections_and_clauses_keep_the_order_of_the_file():
    law = parse_model_law(DOCUMENT)
    b, c, a = Clause("b", "yes", "B."), Clause("c", "none", "C [name of court]."), Clause("a", "all", "A.")
    sections = (Section("Second", (b,)), Section("First", (c, a)))
    assert law == ModelLaw("1.0", "An Act", "Not legal advice.", sections)
    assert law.clauses == (b, c, a)


def test_a_section_may_be_empty_and_a_law_of_none_has_no_clauses():
    empty = DOCUMENT | {"section": [{"heading": "Later", "clause": []}]}
    assert parse_model_law(empty).sections == (Section("Later", ()),)
    assert parse_model_law(empty).clauses == ()


def test_a_model_law_cannot_be_changed_once_read():
    law = parse_model_law(DOCUMENT)
    with pytest.raises(AttributeError):
        law.title = "Another"  # type: ignore[misc]
    assert hash(law) == hash(parse_model_law(DOCUMENT))


def test_the_file_gives_each_scored_question_one_clause_worth_all_its_points(live: Dataset, root: Path):
    raw = root / "data" / "raw"
    rubric = tomllib.loads((raw / "rubric.toml").read_text(encoding="utf-8"))
    answers = {clause.variable: clause.answer for clause in live.model_law.clauses}
    assert len(answers) == len(live.model_law.clauses)
    items = [item for category in rubric["category"] for item in category["item"]]
    assert {item["variable"] for item in items} <= set(answers)
    for item in items:
        answer = answers[item["variable"]]
        if "points" in item:
            assert item["points"][answer] == max(item["points"].values()), item
        else:
            assert answer == "none", item


def test_the_notice_says_that_the_law_is_this_projects_own_and_no_advice(live: Dataset):
    assert "not legal advice" in live.model_law.notice.casefold()
    assert live.model_law.title
    assert all(clause.text.endswith((".", ".]")) for clause in live.model_law.clauses)
