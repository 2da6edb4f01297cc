"""Scores against hand calculation, and what must hold for every law."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.grading import scoring
from analysis.grading.points import item_points
from analysis.grading.scoring import SCORED, STATUSES, round_half_up, score
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED
from analysis.standard.rubric import Item

# Worked out by hand from rubric.toml and codings.csv of the 2026 edition: the points of each category in rubric order
# (None: not one item coded), the points that not-coded items could have earned, the points earned and the most that could be
# by answers which no text of a law shows (basis `secondary`), and what METHODS then makes of it.
BY_HAND = {
    "NE": ([16, 1 + 5, 20, 5, 5, 4 + 1, 2, 2, 4, 2, 2 + 0 + 0 + 4], 0, (0, 0), 73, 73, 73, "graded", "C"),
    # 81 of 99: 81.8. On summaries alone: the remedy (16 of 20), both time limits (4 + 4 of 8) and the conditions (4 of 5).
    # Texts show 53 of 66, the other 34 are open.
    "GA": (
        [16, 1 + 5, 20, 3, 5, 4 + 4, 4, 5, 4, 2, 2 + 2 + 4],
        *(1, (16 + 8 + 4, 20 + 8 + 5), 82, 53, 87, "provisional", "B"),
    ),
    # 71 of 82: 86.6. On summaries: offenses, nexus, burden, documentation, age and conditions. Texts show 34 of 36.
    "NJ": (
        [20, 5 + 5, 14, None, 8, None, None, 5, 4, 2, 2 + 2 + 4],
        *(18, (14 + 8 + 5 + 4 + 2 + 4, 20 + 10 + 5 + 4 + 2 + 5), 87, 34, 98, "provisional", "B"),
    ),
    # 67 of 81: 82.7. On summaries: nexus and burden. Texts show 54 of 66.
    "IL": (
        [20, 5, 14, None, 8, 1, 4, 5, None, 2, 2 + 2 + 4],
        *(19, (8 + 5, 10 + 5), 83, 54, 88, "provisional", "B"),
    ),
    # 35 of 62: 56.45, which is below the half. On summaries: remedy, adjudications, discretion, nexus. Texts show 4 of 22.
    "WV": (
        [20, 5, 2, 1, 5, None, None, None, None, None, 2],
        *(38, (20 + 5 + 1 + 5, 20 + 5 + 5 + 10), 56, 4, 82, "provisional", "F"),
    ),
    # 55 points, but open to minors only, as the statute says: 40, and so are both ends.
    "SD": ([0, 1 + 5, 20, 2, 8, 3 + 3, 2, 2, 2, 0, 0 + 2 + 0 + 5], 0, (0, 0), 40, 40, 40, "graded", "F"),
}


@pytest.mark.parametrize("place", BY_HAND)
def test_score_equals_the_sum_worked_out_by_hand(card, place):
    points, unseen, (untold, untold_most), printed, low, high, status, grade = BY_HAND[place]
    row = card.table.loc[place]
    assert [None if pd.isna(p) else p for p in card.categories.loc[place]] == points
    assert row["points_coded"] == 100 - unseen
    assert row["points_shown"] == 100 - unseen - untold_most
    assert row["earned"] == sum(p or 0 for p in points)
    if not row["capped"]:
        shown = sum(p or 0 for p in points) - untold
        assert (low, high) == (shown, shown + 100 - row["points_shown"])
    assert (row["score"], row["score_low"], row["score_high"]) == (printed, low, high)
    assert (row["status"], row["grade"]) == (status, grade)


def test_statuses_and_letters_of_the_edition_agree_with_an_independent_count(card, earlier_card):
    # An independent scorer, written from METHODS and the files alone, found these.
    assert card.table["status"].value_counts().to_dict() == {
        "graded": 24,
        "provisional": 21,
        "insufficient": 3,
        "no_law": 2,
        "unknown": 1,
    }
    assert card.scored["grade"].value_counts().to_dict() == {"F": 20, "C": 11, "D": 8, "B": 6}
    assert earlier_card.table["status"].value_counts().to_dict() == {
        "graded": 15,
        "provisional": 15,
        "insufficient": 11,
        "no_law": 5,
        "unknown": 5,
    }
    assert earlier_card.scored["grade"].value_counts().to_dict() == {"F": 18, "C": 7, "D": 5}


def test_an_act_that_nobody_has_read_keeps_a_grade_from_being_firm(card, dataset):
    # Nebraska: every answer is on the text, 73 in all, so nothing but the act can make it provisional.
    law = card.answers.loc[["NE", "NE"]]
    summary = score(law, dataset.rubric, unread=[False, True]).summary
    assert summary["status"].tolist() == ["graded", "provisional"]
    assert summary["unread"].tolist() == [False, True]
    assert summary[["score_low", "score", "score_high"]].to_numpy().tolist() == [[73, 73, 73]] * 2


def test_an_act_unread_keeps_montana_provisional_though_every_score_it_could_have_is_one_letter(card):
    # Texts show 54 of 95, so 54 to 59, all F; but HB 112 (2023) came after the newest text seen, and nobody has read it.
    row = card.table.loc["MT"]
    assert (row["score_low"], row["score_high"], row["status"]) == (54, 59, "provisional")
    assert row["unread"]
    assert set(card.table.index[card.table["unread"]]) == {"MT", "NH", "TX", "UT"}


def test_equal_scores_share_a_rank_and_the_next_is_skipped(card):
    ranks = card.scored["rank"].tolist()
    scores = card.scored["score"].tolist()
    assert ranks == [1 + sum(other > own for other in scores) for own in scores]
    assert len(set(ranks)) < len(ranks)


def test_a_law_that_does_not_exist_is_never_a_zero(card):
    absent = card.table[card.table["status"].isin(["no_law", "unknown"])]
    assert len(absent) == 3
    assert absent[["score", "score_low", "score_high", "rank"]].isna().all().all()
    assert (absent["grade"] == "").all()


def test_too_little_text_has_bounds_but_no_score(card):
    insufficient = card.table[card.table["status"] == "insufficient"]
    assert insufficient["score"].isna().all()
    assert (insufficient["score_low"] < insufficient["score_high"]).all()
    assert (insufficient["points_coded"] < 60).all()


@pytest.mark.parametrize(("value", "rounded"), [(49.5, 50), (50.5, 51), (59.499999, 59), (0, 0), (100, 100)])
def test_printed_scores_round_half_up(value, rounded):
    assert round_half_up(np.array([value]))[0] == rounded


def test_conditions_count_down_to_zero_and_no_further():
    item = Item("conditions", start=5, each=-1)
    values = pd.Series(["none", "a", "a;b", "a;b;c;d;e", "a;b;c;d;e;f;g", "not_coded"])
    assert item_points(values, item).tolist()[:5] == [5, 4, 3, 0, 0]
    assert np.isnan(item_points(values, item)[5])


@st.composite
def laws(draw, dataset, most=6):
    """Frames of random laws that the codebook allows."""

    def value(variable):
        if variable.multiple:
            subset = st.lists(st.sampled_from(sorted(variable.by_id)), unique=True, min_size=1)
            return st.one_of(st.sampled_from([EMPTY_LIST, NOT_CODED]), subset.map(sorted).map(";".join))
        return st.sampled_from(variable.response_set)

    one = st.fixed_dictionaries({v.id: value(v) for v in dataset.codebook.variables})
    return pd.DataFrame(draw(st.lists(one, min_size=1, max_size=most)))


@given(data=st.data())
def test_scores_stay_between_nought_and_the_whole_and_bounds_enclose_them(dataset, data):
    summary = score(data.draw(laws(dataset)), dataset.rubric).summary
    scored = summary[summary["status"].isin(SCORED)]
    assert scored["score"].between(0, 100).all()
    assert (scored["low_exact"] <= scored["score_exact"] + 1e-9).all()
    assert (scored["score_exact"] <= scored["high_exact"] + 1e-9).all()
    assert (scored["score_low"] <= scored["score"]).all()
    assert (scored["score"] <= scored["score_high"]).all()
    assert summary["status"].isin(STATUSES).all()


@given(data=st.data())
def test_a_better_answer_never_lowers_a_score(dataset, data):
    law = data.draw(laws(dataset, most=1)).iloc[0]
    law[EXISTENCE] = dataset.codebook[EXISTENCE].answers[0].id
    item = data.draw(st.sampled_from([i for i in dataset.rubric.items if i.points]))
    if law[item.variable] == NOT_CODED:
        law[item.variable] = data.draw(st.sampled_from(sorted(item.points)))
    better = [a for a, p in sorted(item.points.items()) if p >= item.points[law[item.variable]]]
    amended = law.copy()
    amended[item.variable] = data.draw(st.sampled_from(better))
    summary = score(pd.DataFrame([law, amended]).reset_index(drop=True), dataset.rubric).summary
    if summary["status"].isin(SCORED).all():
        assert summary["score"][1] >= summary["score"][0]
    assert summary["earned"][1] >= summary["earned"][0]


@given(data=st.data())
def test_row_order_does_not_matter(dataset, data):
    frame = data.draw(laws(dataset))
    shuffled = frame.iloc[data.draw(st.permutations(range(len(frame))))]
    straight, back = (score(f, dataset.rubric).summary for f in (frame, shuffled))
    pd.testing.assert_frame_equal(straight, back.loc[straight.index])


@given(data=st.data())
def test_where_one_block_of_laws_ends_and_the_next_begins_does_not_matter(dataset, data):
    frame, rubric = data.draw(laws(dataset)), dataset.rubric
    kind = data.draw(st.sampled_from(["str", "object", "category"]))
    flags = st.lists(st.booleans(), min_size=frame.size, max_size=frame.size)
    shown = pd.DataFrame(
        np.reshape(data.draw(flags), frame.shape), index=frame.index, columns=frame.columns, dtype=bool
    )
    how = {
        "on_text": data.draw(st.sampled_from([None, shown])),
        "unread": data.draw(st.lists(st.booleans(), min_size=len(frame), max_size=len(frame))),
    }
    whole = score(frame.astype(kind), rubric, **how)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "BLOCK", data.draw(st.integers(1, len(frame))))
        parts = score(frame.astype(kind), rubric, **how)
    for name in ("items", "categories", "coded", "shown", "summary"):
        pd.testing.assert_frame_equal(getattr(parts, name), getattr(whole, name), check_exact=True)


@pytest.mark.parametrize("block", [3, 1_000])
@pytest.mark.parametrize("kind", ["str", "object", "category"])
def test_a_law_without_an_answer_is_refused(dataset, card, monkeypatch, kind, block):
    monkeypatch.setattr(scoring, "BLOCK", block)
    frame = card.answers.replace("", NOT_CODED).astype(kind)
    frame.iloc[3, frame.columns.get_loc(dataset.rubric.items[0].variable)] = None
    with pytest.raises(KeyError, match="without an answer"):
        score(frame, dataset.rubric)


def test_what_texts_show_can_change_without_what_is_coded(card, dataset):
    # Where every answer is on a text, both are the same numbers: a frame of each must still be its own.
    found = score(card.answers.replace("", NOT_CODED), dataset.rubric)
    before = found.coded.copy()
    found.shown.iloc[0, 0] = -1.0
    pd.testing.assert_frame_equal(found.coded, before)


def test_no_law_at_all_has_a_summary_of_no_rows(card, dataset):
    none = score(card.answers.iloc[:0], dataset.rubric)
    assert none.summary.empty
    assert list(none.summary.dtypes) == list(score(card.answers.loc[["NE"]], dataset.rubric).summary.dtypes)


@given(data=st.data())
def test_vectorised_score_equals_exact_fractions_one_law_at_a_time(dataset, data):
    frame, rubric = data.draw(laws(dataset)), dataset.rubric
    summary = score(frame, rubric).summary
    for row, law in frame.iterrows():
        worth = {i.variable: i.worth(law[i.variable]) for i in rubric.items}
        coded = sum(Fraction(i.maximum) for i in rubric.items if worth[i.variable] is not None)
        earned = sum(Fraction(w) for w in worth.values() if w is not None)
        assert summary.at[row, "points_coded"] == coded
        if summary.at[row, "status"] in SCORED:
            caps = [Fraction(c.max_score) for c in rubric.ceilings if law[c.variable] == c.value]
            exact = min([100 * earned / coded, *caps])
            assert summary.at[row, "score"] == (exact + Fraction(1, 2)).__floor__()
