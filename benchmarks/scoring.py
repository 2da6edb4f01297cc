"""How long a million synthetic laws take to score, and 10,000 draws: `python benchmarks/scoring.py`."""

from __future__ import annotations

import numpy as np
import pandas as pd
from measuring import tell, timed

from analysis.grading.robustness import both_doubts
from analysis.grading.scorecard import scorecard
from analysis.grading.scoring import score
from analysis.project import raw_data
from analysis.raw import read_dataset
from analysis.raw.editions import edition
from analysis.standard.codebook import EMPTY_LIST, Variable

RUNS = 5
LAWS = 1_000_000


def answers(variable: Variable, rng: np.random.Generator) -> pd.Categorical:
    """A million answers of one variable, every value of its response set about as often."""
    known = list(variable.response_set)
    if variable.multiple:
        known += [";".join(known[:n]) for n in range(2, len(variable.by_id) + 1)] + [EMPTY_LIST]
    known = list(dict.fromkeys(known))
    return pd.Categorical.from_codes(rng.integers(0, len(known), LAWS), categories=known)


def measure(runs: int = RUNS) -> dict[str, list[float]]:
    """Seconds in this process, the data read before."""
    dataset = read_dataset(raw_data())
    rng = np.random.default_rng(1)
    laws = pd.DataFrame({v.id: answers(v, rng) for v in dataset.codebook.variables})
    text = laws.astype(str)
    card = scorecard(dataset, edition(dataset))
    return {
        f"{LAWS:,} laws scored, answers as text": [
            timed(lambda: score(text, dataset.rubric)) for _ in range(runs)
        ],
        f"{LAWS:,} laws scored, answers as categories": [
            timed(lambda: score(laws, dataset.rubric)) for _ in range(runs)
        ],
        "10,000 draws of both doubts and of each alone, with ranks": [
            timed(lambda: both_doubts(card, dataset.rubric)) for _ in range(runs)
        ],
    }


if __name__ == "__main__":
    tell(measure())
