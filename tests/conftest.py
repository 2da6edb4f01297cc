"""What every test may use: the real data set, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from analysis.editions import edition
from analysis.scoring import Scorecard, scorecard
from analysis.tables import Dataset, read_dataset

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return read_dataset(ROOT / "data" / "raw")


@pytest.fixture(scope="session")
def card(dataset: Dataset) -> Scorecard:
    return scorecard(dataset, edition(dataset, "2026"))


@pytest.fixture(scope="session")
def earlier_card(dataset: Dataset) -> Scorecard:
    return scorecard(dataset, edition(dataset, "2019"))
