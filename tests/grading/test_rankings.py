"""Counts that readers quote, recounted from the answers."""

from __future__ import annotations

from analysis.grading.rankings import (
    answer_counts,
    best_answers,
    category_summary,
    grade_counts,
    ranking,
    rarities,
    shares,
    status_counts,
)


def test_ranked_jurisdictions_come_first_then_the_others_by_status_and_name(card):
    order = ranking(card)
    assert len(order) == len(card.table)
    scores = order["score"].dropna().tolist()
    assert scores == sorted(scores, reverse=True)
    assert order["status"].tolist()[-6:] == ["insufficient"] * 3 + ["no_law"] * 2 + ["unknown"]
    rest = order["name"].tolist()[-6:]
    assert rest[:3] == sorted(rest[:3])


def test_every_letter_and_status_is_counted_even_at_nought(card, dataset):
    assert grade_counts(card, dataset.rubric).to_dict() == {"A": 0, "B": 6, "C": 11, "D": 8, "F": 20}
    assert status_counts(card).sum() == 51


def test_answers_are_counted_over_laws_that_exist(card, dataset):
    counts = answer_counts(card, dataset.codebook).set_index(["variable", "answer"])["jurisdictions"]
    assert counts["hearing", "not_required"] == 15
    assert counts["survivor_age", "minors_only"] == 2
    hearing = counts["hearing"].sum()
    assert hearing == 48
    listed = card.answers["conditions"].str.split(";").map(lambda parts: "one_time_only" in parts).sum()
    assert counts["conditions", "one_time_only"] == listed


def test_rarities_begin_with_the_answer_fewest_laws_give(card, dataset):
    frame = rarities(card, dataset.codebook, dataset.rubric)
    # Of the 47 laws whose nexus is coded, one asks only that the offense happened during the trafficking; 2 of 27 protect the
    # petitioner's name, the next rarest.
    assert frame.loc[:1, ["variable", "jurisdictions", "coded"]].to_numpy().tolist() == [
        ["nexus", 1, 47],
        ["confidentiality", 2, 27],
    ]
    assert frame["share"].is_monotonic_increasing


def test_best_answer_earns_everything_and_is_the_smaller_change_among_equals(dataset):
    best = best_answers(dataset.codebook, dataset.rubric)
    for item in dataset.rubric.items:
        assert item.worth(best[item.variable]) == item.maximum
    assert best["burden"] == "preponderance"


def test_category_figures_leave_out_what_was_not_coded(card, dataset):
    summary = category_summary(card, dataset.rubric)
    share = shares(card)
    assert summary.at["range_of_relief", "full"] == (card.categories["range_of_relief"] == 20).sum()
    assert summary.at["hearing", "jurisdictions"] == share["hearing"].notna().sum()
    assert summary["median_share"].between(0, 1).all()
    assert summary["maximum"].sum() == 100
