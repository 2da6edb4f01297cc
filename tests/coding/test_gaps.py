"""The work list: what is missing, how far it could move a grade, and what is on file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.coding.gaps import gaps
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.raw import Dataset
from analysis.raw.editions import edition
from raw_copies import run


@pytest.fixture(scope="module")
def listed(dataset: Dataset) -> pd.DataFrame:
    return gaps(dataset, scorecard(dataset, edition(dataset, "2026")))


def test_every_scored_question_not_coded_is_listed_once(
    listed: pd.DataFrame, dataset: Dataset, card: Scorecard
):
    has_law = card.table["status"].isin(["graded", "provisional", "insufficient"])
    scored = [item.variable for item in dataset.rubric.items]
    missing = int((card.answers.loc[has_law, scored] == "not_coded").sum().sum())
    assert (listed["why"] == "not coded").sum() == missing
    assert not listed.duplicated(["jurisdiction", "variable", "why"]).any()


def test_a_remedy_known_only_from_a_summary_is_tried_with_every_answer_by_hand(
    listed: pd.DataFrame, card: Scorecard
):
    row = listed.set_index(["jurisdiction", "variable"]).loc[("MS", "relief_conviction")]
    assert row["why"] == "secondary only"
    # Coded "expunge" (10 of 20): with 20 points the law would earn 10 more, with none 10 fewer, of the same total.
    earned, coded = card.table.at["MS", "earned"], card.table.at["MS", "points_coded"]
    assert row["score_low"] == round(100 * (earned - 10) / coded)
    assert row["score_high"] == round(100 * (earned + 10) / coded)
    assert (row["score_low"], row["score_high"], row["grades_possible"]) == (57, 81, "B C D F")


def test_an_answer_that_caps_a_score_counts_with_the_cap(listed: pd.DataFrame):
    row = listed.set_index(["jurisdiction", "variable"]).loc[("NJ", "survivor_age")]
    assert (row["score_low"], row["grades_possible"]) == (40, "B F")


def test_what_could_move_a_grade_furthest_stands_first(listed: pd.DataFrame):
    letters = "ABCDF–"

    def steps(row: pd.Series) -> int:
        possible = [letters.index(g) for g in row["grades_possible"].split()]
        now = letters.index(row["grade"] or "–")
        return max([*possible, now]) - min(possible)

    spans = [steps(row) for _, row in listed.iterrows()]
    assert spans == sorted(spans, reverse=True)
    assert listed["jurisdiction"].iloc[:3].tolist() == ["AK", "MN", "NJ"]


def test_laws_whose_text_was_seen_long_ago_are_to_be_read_again(
    listed: pd.DataFrame, dataset: Dataset, card: Scorecard
):
    again = set(listed[(listed["why"] == "text seen long ago") & (listed["variable"] == "")]["jurisdiction"])
    verified = dataset.laws.set_index("law_id")["verified_through"]
    current = card.table[card.table["status"].isin(["graded", "provisional", "insufficient"])]["law_id"]
    old = {p for p, law in current.items() if verified[law] < "2024-07-01"}
    assert again == old
    assert "IN" in again
    assert "NE" not in again


def test_an_act_that_nobody_has_read_is_to_be_read_with_its_own_sources(listed: pd.DataFrame):
    rows = listed[listed["why"] == "amended, not read"].set_index("jurisdiction")
    assert set(rows.index) == {"MT", "NH", "TX", "UT"}
    assert (rows["variable"] == "").all()
    assert rows.at["MT", "question"] == "What did HB 112 (2023) change? The new text has not been read."
    assert rows.at["TX", "question"] == (
        "What did an act that the sources do not name change? The new text has not been read."
    )
    assert rows.at["TX", "source"].startswith("TX-s6 (")


def test_an_act_not_yet_in_force_is_to_be_read_for_the_edition_after(
    dataset: Dataset, card: Scorecard, listed: pd.DataFrame
):
    like = dict.fromkeys(dataset.amendments.columns, "")
    acts = [
        {"jurisdiction": "NE", "year": "2027", "act": "LB 12", "text_read": "no", "source_ids": "NE-s2"},
        {"jurisdiction": "NE", "year": "2026", "effective": "2026-07-02", "act": "LB 7", "text_read": "no"},
        {"jurisdiction": "KS", "year": "2027", "effective": "2027-01-01", "act": "HB 9", "text_read": "yes"},
        {"jurisdiction": "IN", "year": "2026", "effective": "2026-07-01", "act": "HB 1", "text_read": "no"},
        {"jurisdiction": "IA", "year": "2027", "effective": "2027-07-01", "act": "HF 1", "text_read": "no"},
    ]  # fmt: skip
    more = pd.DataFrame([like | act for act in acts])
    changed = replace(dataset, amendments=pd.concat([dataset.amendments, more], ignore_index=True))
    found = gaps(changed, scorecard(changed, edition(changed, "2026")))
    coming = found[found["why"] == "enacted, not yet in force"].set_index("jurisdiction")
    assert sorted(coming.index) == ["IA", "NE"]
    assert coming.at["NE", "question"] == "What will LB 7 (from 2026-07-02) and LB 12 (from 2027) change?"
    assert coming.at["NE", "source"].startswith("NE-s2 (")
    assert (coming.at["IA", "score_low"], coming.at["IA", "score_high"]) == (0, 100)
    assert not (listed["why"] == "enacted, not yet in force").any()


def test_an_absence_shown_by_a_statute_read_lately_is_no_gap(listed: pd.DataFrame):
    assert "IA" not in set(listed["jurisdiction"])
    assert set(listed[listed["variable"] == "law_exists"]["jurisdiction"]) == {"AK", "MN"}


def test_the_best_source_on_file_is_named_where_none_is_cited(listed: pd.DataFrame):
    rows = listed[listed["variable"] != ""].set_index(["jurisdiction", "variable"])
    assert rows.at[("NJ", "survivor_age"), "source"].startswith("NJ-s2 (secondary, 2022-01)")
    assert rows.at[("UT", "offenses"), "source"] == "UT-s10 (statute, 2025-03-13)"


def test_a_law_without_any_gap_is_not_listed(dataset: Dataset):
    filled = dataset.codings.copy()
    ne = filled["law_id"] == "NE-2018"
    assert (filled.loc[ne, "value"] != "not_coded").all()
    alone = replace(
        dataset, jurisdictions=dataset.jurisdictions[dataset.jurisdictions["jurisdiction"] == "NE"]
    )
    found = gaps(alone, scorecard(alone, edition(alone, "2026")))
    assert found.empty


def test_the_command_limits_filters_and_prints_numbers(monkeypatch, capsys):
    code, out, _ = run(
        monkeypatch, capsys, "gaps", "--format", "json", "--most", "2", "--jurisdictions", "KS,Georgia"
    )
    rows = json.loads(out)
    assert code == 0
    assert [row["jurisdiction"] for row in rows] == ["GA", "GA"]
    assert isinstance(rows[0]["score_low"], int)
    code, out, _ = run(monkeypatch, capsys, "gaps", "--most", "3")
    assert code == 0
    assert "in all" in out
    code, out, _ = run(monkeypatch, capsys, "gaps", "--format", "md", "--most", "1")
    assert out.startswith("# What to look up next")


def test_an_unknown_jurisdiction_or_format_is_refused(monkeypatch, capsys, tmp_path: Path):
    for words, message in (
        (("--jurisdictions", "NE,XX"), "There is no jurisdiction 'XX'"),
        (("--format", "xml"), "There is no format 'xml'"),
        (("--edition", "2050"), "There is no edition '2050'"),
        (("--most", "0"), "--most"),
    ):
        code, out, err = run(monkeypatch, capsys, "gaps", *words)
        assert (code, out) == (2, "")
        assert message in err
