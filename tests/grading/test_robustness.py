"""Random weights and left-out categories, against cases that can be worked out without them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.grading.robustness import leave_one_out, random_weights
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import score


def test_weights_that_hardly_vary_give_the_published_scores_ranks_and_grades(card, dataset):
    still = random_weights(card, dataset.rubric, draws=50, concentration=1e12).intervals
    for measure in ("score", "rank"):
        assert (still[f"{measure}_low"] == still[measure]).all()
        assert (still[f"{measure}_high"] == still[measure]).all()
    assert (still["same_grade"] == 1).all()
    assert (still["likeliest_grade"] == still["grade"]).all()


def test_wider_draws_keep_fewer_grades(card, dataset):
    near = random_weights(card, dataset.rubric, draws=500, concentration=1000).kept
    far = random_weights(card, dataset.rubric, draws=500, concentration=20).kept
    assert far < near < 1


def test_the_same_seed_gives_the_same_draws_and_another_seed_others(card, dataset):
    once, again, other = (
        random_weights(card, dataset.rubric, draws=300, seed=s).intervals for s in (5, 5, 6)
    )
    assert again.equals(once)
    assert not other.equals(once)


def test_a_capped_law_stays_under_its_ceiling_in_every_draw(card, dataset):
    intervals = random_weights(card, dataset.rubric, draws=500).intervals
    capped = card.table.index[card.table["capped"] & card.table["rank"].notna()]
    assert len(capped) == 2
    assert (intervals.loc[capped, "score_high"] <= 40).all()


def test_leaving_a_category_out_equals_scoring_without_its_items(card, dataset):
    out = leave_one_out(card, dataset.rubric).set_index("category")
    dropped = dataset.rubric.categories[2]
    before, changed = card.scored, 0
    for place in before.index:
        kept = [c for c in dataset.rubric.categories if c.id != dropped.id]
        earned = np.nansum([card.categories.at[place, c.id] for c in kept])
        coded = sum(card.coded.at[place, c.id] for c in kept)
        exact = 100 * earned / coded
        exact = min(exact, 40) if before.at[place, "capped"] else exact
        changed += dataset.rubric.letter(np.floor(exact + 0.5)) != before.at[place, "grade"]
    assert out.at[dropped.id, "grades_changed"] == changed
    assert out["spearman"].between(-1, 1).all()
    assert set(out.index) == {c.id for c in dataset.rubric.categories}


def test_scoring_never_sees_the_draws(card, dataset):
    random_weights(card, dataset.rubric, draws=10)
    again = score(card.answers.replace("", "not_coded"), dataset.rubric).summary
    assert again["score"].equals(card.table["score"])


def narrow_card(card, rubric, laws):
    """A card of made-up laws, each answering only what `laws` says of it."""
    answers = pd.DataFrame(laws).T.reindex(columns=card.answers.columns).fillna("not_coded")
    answers = answers.assign(law_exists="yes").rename_axis("jurisdiction")
    made = score(answers, rubric)
    table = made.summary.assign(name=answers.index, kind="state", region="", law_id=answers.index)
    table["rank"] = table["score"].rank(method="min", ascending=False).astype("Int64")
    basis = answers.mask(answers != "not_coded", "statute").mask(answers == "not_coded", "")
    return Scorecard(card.edition, table, made.categories, made.coded, made.shown, made.items, answers, basis)


def test_a_law_coded_in_the_category_left_out_alone_is_left_out_of_that_row(card, dataset):
    rubric = replace(dataset.rubric, minimum_points_coded=0)
    laws = {
        "X": {"hearing": "not_required"},
        "Y": {"hearing": "required", "fee": "waived"},
        "Z": {"fee": "charged"},
    }
    narrow = narrow_card(card, rubric, laws)
    assert set(narrow.scored.index) == {"X", "Y", "Z"}
    out = leave_one_out(narrow, rubric).set_index("category")
    hearing = rubric.category_of["hearing"].id
    # Without the hearing X has no score; Y, second of three before, is first of two before and after.
    assert out.at[hearing, "largest_rank_shift"] == 0
    assert out.at[hearing, "moved_most"] in {"Y", "Z"}
    assert list(out.index) == [c.id for c in rubric.categories]


def test_a_rubric_of_one_category_has_none_to_leave_out(card, dataset):
    first = replace(
        dataset.rubric, categories=dataset.rubric.categories[:1], ceilings=(), minimum_points_coded=0
    )
    only = {"X": {"offenses": "all"}}
    assert leave_one_out(narrow_card(card, first, only), first).empty
