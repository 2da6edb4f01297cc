"""Coverage, recounted from the raw files."""

from __future__ import annotations

import csv

import pytest

from analysis.coding import coverage


@pytest.fixture(scope="module")
def in_force(dataset):
    """The rows of codings.csv that belong to laws in force on the date of the edition, read without the package."""

    def rows(name):
        with (dataset.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    day = next(e["as_of"] for e in rows("editions") if e["edition"] == "2026")
    laws = {
        law["law_id"]
        for law in rows("laws")
        if law["effective_from"] <= day and (not law["effective_to"] or day < law["effective_to"])
    }
    return [coding for coding in rows("codings") if coding["law_id"] in laws]


def test_every_question_is_put_to_every_jurisdiction_once_in_order(dataset, card):
    rows = coverage.support(dataset, card)
    wanted = [(place, v) for place in dataset.jurisdictions["jurisdiction"] for v in dataset.codebook.ids]
    assert list(zip(rows["jurisdiction"], rows["variable"], strict=True)) == wanted


@pytest.mark.parametrize("basis", coverage.BASES)
def test_answers_are_counted_by_the_source_they_rest_on(dataset, card, in_force, basis):
    expected = sum(c["basis"] == basis and c["value"] != "not_coded" for c in in_force)
    assert coverage.by_question(dataset, card)[basis].sum() == expected
    assert coverage.by_jurisdiction(dataset, card)[basis].sum() == expected
    assert coverage.by_basis(dataset, card).set_index("basis").at[basis, "answers"] == expected


def test_without_a_law_one_question_arises_and_without_knowledge_all_are_open(dataset, card):
    rows = coverage.by_jurisdiction(dataset, card).set_index("jurisdiction")
    assert rows.loc["IA", ["asked", "seen", "no_law"]].tolist() == [1, 1, 17]
    assert rows.loc["MN", ["asked", "seen", "not_seen"]].tolist() == [18, 0, 18]


def test_points_not_seen_and_points_coded_make_a_hundred(dataset, card):
    unseen = coverage.not_seen(dataset, card).groupby("jurisdiction")["points"].sum()
    has_text = card.table[card.table["points_coded"] > 0]
    total = has_text["points_coded"] + unseen.reindex(has_text.index).fillna(0)
    assert (total == 100).all()
    assert unseen["MN"] == 100
    assert not set(unseen.index) & {"AK", "IA"}


def test_shares_of_the_bases_make_a_whole(dataset, card):
    rows = coverage.by_basis(dataset, card)
    assert rows["share"].sum() == pytest.approx(1)
    assert rows["sources"].sum() == len(dataset.sources)
    assert rows["laws"].sum() == 48
