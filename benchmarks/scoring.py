"""How long scoring a million synthetic laws takes: `python benchmarks/scoring.py`."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from analysis.grading.scoring import score
from analysis.project import raw_data
from analysis.raw import read_dataset
from analysis.standard.codebook import EMPTY_LIST, Variable

LAWS = 1_000_000


def answers(variable: Variable, rng: np.random.Generator) -> pd.Categorical:
    """A million answers of one variable, every value of its response set about as often."""
    known = list(variable.response_set)
    if variable.multiple:
        known += [";".join(known[:n]) for n in range(2, len(variable.by_id) + 1)] + [EMPTY_LIST]
    known = list(dict.fromkeys(known))
    return pd.Categorical.from_codes(rng.integers(0, len(known), LAWS), categories=known)


def main() -> None:
    dataset = read_dataset(raw_data())
    rng = np.random.default_rng(1)
    laws = pd.DataFrame({v.id: answers(v, rng) for v in dataset.codebook.variables})
    text = laws.astype(str)
    for name, frame in (("as categories", laws), ("as text", text)):
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            score(frame, dataset.rubric)
            times.append(time.perf_counter() - begin)
        print(f"{LAWS:,} laws {name}: {sorted(times)[1]:.2f} s (median of 3)")


if __name__ == "__main__":
    main()
