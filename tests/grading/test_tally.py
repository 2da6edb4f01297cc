"""Draws counted against the draws themselves, one by one."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from analysis.grading.tally import above, counts, percentiles, ranks

DRAWS = arrays(
    float, array_shapes(min_dims=2, max_dims=2, max_side=30), elements=st.integers(0, 100).map(float)
)
"""Printed scores: draws × laws."""


@given(DRAWS)
def test_each_value_is_counted_as_often_as_it_is_drawn(drawn):
    found = counts(drawn)
    for law, row in enumerate(found):
        assert [int(n) for n in row] == [int((drawn[:, law] == value).sum()) for value in range(len(row))]
    assert found.sum() == drawn.size


@given(DRAWS)
def test_percentiles_are_draws_closest_to_the_5th_and_the_95th_of_a_hundred(drawn):
    rows = pd.RangeIndex(drawn.shape[1])
    found = percentiles("score", counts(drawn), rows)
    low, high = np.percentile(drawn, [5, 95], axis=0, method="closest_observation")
    assert found["score_low"].tolist() == low.tolist()
    assert found["score_high"].tolist() == high.tolist()


@given(DRAWS)
def test_rank_is_one_more_than_the_laws_that_score_higher_in_the_same_draw(drawn):
    expected = [[1 + int((scores > own).sum()) for own in scores] for scores in drawn]
    assert ranks(drawn).tolist() == expected


@given(DRAWS)
def test_one_law_stands_above_another_in_the_share_of_draws_in_which_it_scores_higher(drawn):
    found = above(drawn)
    for one in range(drawn.shape[1]):
        for other in range(drawn.shape[1]):
            assert found[one, other] == np.mean(drawn[:, one] > drawn[:, other])


def test_without_a_law_there_is_nothing_to_count():
    nobody = np.empty((10, 0))
    assert counts(nobody).shape[0] == 0
    assert percentiles("rank", counts(nobody), pd.Index([]))["rank_low"].empty
