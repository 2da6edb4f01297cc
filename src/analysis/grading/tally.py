"""Many draws of printed scores, counted: they are whole numbers, so ranks, shares and percentiles are read off counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.grading.points import Floats


def ranks(printed: Floats) -> npt.NDArray[np.int64]:
    """Ranks of every draw (draws × laws), ties sharing the better place."""
    draws = len(printed)
    whole = printed.astype(np.int64)
    steps = int(whole.max(initial=0)) + 2
    cells = np.arange(draws)[:, None] * steps + whole
    of_draw = np.bincount(cells.ravel(), minlength=draws * steps).reshape(draws, steps)
    at_least = of_draw[:, ::-1].cumsum(axis=1)[:, ::-1]
    found: npt.NDArray[np.int64] = 1 + np.take_along_axis(at_least, whole + 1, axis=1)
    return found


def above(printed: Floats) -> Floats:
    """The share of draws in which the row beats the column (laws × laws), of printed scores (draws × laws)."""
    laws = printed.shape[1]
    by_law = np.ascontiguousarray(printed.T.astype(np.int16))
    return np.array([(own > by_law).mean(axis=1) for own in by_law]).reshape(laws, laws)


def counts(values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """How often each law has each value (laws × values), of whole numbers from nought (draws × laws)."""
    whole = values.astype(np.int64)
    laws, steps = whole.shape[1], int(whole.max(initial=0)) + 1
    found: npt.NDArray[np.int64] = np.bincount(
        (whole + np.arange(laws) * steps).ravel(), minlength=laws * steps
    )
    return found.reshape(laws, steps)


def percentiles(name: str, counted: npt.NDArray[np.int64], rows: pd.Index) -> dict[str, pd.Series]:
    """The 5th and the 95th of a hundred draws by size, of `counts`: `<name>_low` and `<name>_high`."""
    draws = int(counted.sum(axis=1).max(initial=1))
    places = np.percentile(np.arange(draws), [5, 95], method="closest_observation")
    up_to = counted.cumsum(axis=1)
    return {
        f"{name}_{end}": pd.Series((up_to <= place).sum(axis=1), index=rows)
        for end, place in zip(("low", "high"), places, strict=True)
    }
