"""Would another coder agree? Percent agreement and Krippendorff's alpha from the blind second coding."""

from __future__ import annotations

import warnings
from functools import cache

import krippendorff
import numpy as np
import pandas as pd

from analysis.standard.codebook import NOT_CODED, Codebook

FLOOR = 0.67
"""Alpha below it calls for a better instruction and a second look (docs/PROTOCOL.md; the customary threshold of Krippendorff,
Content Analysis, 4th ed. 2018, ch. 12)."""

ALL = "all"
"""The row that pools every variable."""


def agreement(pairs: pd.DataFrame, codebook: Codebook, *, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Agreement of two coders per variable and over all of them.

    In: `jurisdiction`, `variable`, `first`, `second` (text; every answer is a nominal value, so a list of
    conditions agrees only when it is the same list).
    Out: one row per variable in codebook order and a last row `all`: `pairs`, `agreed`, `percent` (0 to 100), `low`
    and `high` (95 % bootstrap interval of `percent`, resampling jurisdictions), `alpha`, `alpha_low`, `alpha_high`.
    Alpha is NaN where every answer is the same: nothing varies, so nothing can be measured. Without any pair the row
    `all` stands alone, its measures NaN.
    Source: Krippendorff, Content Analysis (4th ed. 2018), ch. 12; nominal metric, no missing values.
    """
    known = [v for v in codebook.ids if (pairs["variable"] == v).any()]
    rows = [_measure(name, pairs[pairs["variable"] == name], draws, seed) for name in known]
    rows.append(_measure(ALL, pairs, draws, seed))
    return pd.DataFrame(rows)


def rounds(pairs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The pairs of each round of second coding, by the version of the codebook that both coders used, oldest first."""
    versions = sorted(set(pairs["codebook"]), key=_version)
    return {version: pairs[pairs["codebook"] == version].reset_index(drop=True) for version in versions}


def _version(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in text.split(".")]


def by_round(pairs: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """`agreement` of each round, with the round's version of the codebook in a first column `codebook`."""
    tables = [
        agreement(round_, codebook).assign(codebook=version) for version, round_ in rounds(pairs).items()
    ]
    found = pd.concat(tables or [agreement(pairs, codebook).assign(codebook="")], ignore_index=True)
    return found[["codebook", *(c for c in found.columns if c != "codebook")]]


def coded_twice(pairs: pd.DataFrame) -> pd.DataFrame:
    """Per round, how often a coder left an answer open that the other gave, and how often those who both answered agree.

    Out: `codebook`, `laws`, `jurisdictions`, `pairs`, `agreed`, `one_sided` (pairs in which just one coder says `not_coded`),
    `both` (pairs in which both coded), `both_agreed`.
    """
    rows = []
    for version, found in rounds(pairs).items():
        open_first, open_second = found["first"].eq(NOT_CODED), found["second"].eq(NOT_CODED)
        both, same = ~open_first & ~open_second, found["first"].eq(found["second"])
        rows.append(
            {
                "codebook": version,
                "laws": found["law_id"].nunique(),
                "jurisdictions": found["jurisdiction"].nunique(),
                "pairs": len(found),
                "agreed": int(same.sum()),
                "one_sided": int((open_first != open_second).sum()),
                "both": int(both.sum()),
                "both_agreed": int((both & same).sum()),
            }
        )
    columns = ["codebook", "laws", "jurisdictions", "pairs", "agreed", "one_sided", "both", "both_agreed"]
    return pd.DataFrame(rows, columns=columns)


def latest_round(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `by_round` that belong to the newest round."""
    return (
        table[table["codebook"] == table["codebook"].iloc[-1]].drop(columns="codebook").reset_index(drop=True)
    )


def disagreements(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs on which the coders differ, in the order given."""
    return pairs[pairs["first"] != pairs["second"]].reset_index(drop=True)


def divergence(pairs: pd.DataFrame, batch: str = "jurisdiction") -> pd.DataFrame:
    """Share of pairs (0 to 1) on which the coders differ, per batch, largest first."""
    differs = (pairs["first"] != pairs["second"]).groupby(pairs[batch]).agg(["size", "sum", "mean"])
    differs.columns = ["pairs", "differ", "rate"]
    return differs.reset_index().sort_values(["rate", batch], ascending=[False, True], ignore_index=True)


def _measure(name: str, pairs: pd.DataFrame, draws: int, seed: int) -> dict[str, object]:
    if pairs.empty:
        measures = ("percent", "low", "high", "alpha", "alpha_low", "alpha_high")
        return {"variable": name, "pairs": 0, "agreed": 0} | dict.fromkeys(measures, float("nan"))
    agreed = (pairs["first"] == pairs["second"]).to_numpy()
    coded = _nominal(pairs)
    percents, alphas = _bootstrap(pairs["jurisdiction"], agreed, coded, draws, seed)
    low, high = np.percentile(percents, [2.5, 97.5])
    alpha_low, alpha_high = _interval(alphas)
    return {
        "variable": name,
        "pairs": len(pairs),
        "agreed": int(agreed.sum()),
        "percent": 100 * agreed.mean(),
        "low": low,
        "high": high,
        "alpha": _alpha(coded),
        "alpha_low": alpha_low,
        "alpha_high": alpha_high,
    }


def _bootstrap(
    jurisdiction: pd.Series, agreed: np.ndarray, coded: np.ndarray, draws: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Percent agreement and alpha of bootstrap samples of whole jurisdictions, whose answers hang together.

    A sample is how often each jurisdiction was drawn, so its counts are sums over jurisdictions. With two coders and
    nothing missing, nominal alpha is 1 - D_o / D_e with D_o the share of pairs that differ and D_e the share expected
    of values paired at random (the source of `agreement`).
    """
    places, group = np.unique(jurisdiction.to_numpy(), return_inverse=True)
    drawn = _drawn(draws, len(places), seed)
    counts = np.zeros((len(places), int(coded.max()) + 1))
    for coder in coded:
        np.add.at(counts, (group, coder.astype(int)), 1)
    pairs = drawn @ np.bincount(group)
    same = drawn @ np.bincount(group, weights=agreed)
    values = 2 * pairs
    given = drawn @ counts
    expected = 1 - (given * (given - 1)).sum(axis=1) / (values * (values - 1))
    alphas = np.full(draws, np.nan)
    varied = expected > 0
    alphas[varied] = 1 - (1 - same[varied] / pairs[varied]) / expected[varied]
    return 100 * same / pairs, alphas


@cache
def _drawn(draws: int, places: int, seed: int) -> np.ndarray:
    """How often each place is in each sample (draws × places): whole numbers, as what they are multiplied with."""
    picks = np.random.default_rng(seed).integers(0, places, size=(draws, places))
    return np.array([np.bincount(pick, minlength=places) for pick in picks], dtype=float)


def _nominal(pairs: pd.DataFrame) -> np.ndarray:
    """Two rows (coders) of category numbers; the variable is part of the category, so pooling never mixes questions."""
    both = pd.concat([pairs["variable"] + "=" + pairs["first"], pairs["variable"] + "=" + pairs["second"]])
    codes, _ = pd.factorize(both)
    return codes.reshape(2, -1).astype(float)


def _alpha(coded: np.ndarray) -> float:
    if len(np.unique(coded)) < 2:
        return float("nan")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return float(krippendorff.alpha(reliability_data=coded, level_of_measurement="nominal"))


def _interval(values: np.ndarray) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)
