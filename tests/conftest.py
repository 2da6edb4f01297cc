"""What every test may use: the data of the 2026 edition as published, read once.

The copy in tests/data stays as it is when data/raw is brought up to date, so that numbers worked out by hand stand.
Tests of the live files say so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, settings

import analysis
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.project import KEPT_VARIABLE
from analysis.raw import Dataset, read_dataset
from analysis.raw.editions import edition

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "tests" / "data" / "2026"

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end no processor waits for another.

    Hypothesis draws some of its examples from the texts of the package's modules that are imported by then: with all of them
    imported it draws the same ones whatever ran before.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if any(hasattr(getattr(item, "obj", None), "hypothesis") for item in items):
        for module in walk_packages(analysis.__path__, "analysis."):
            import_module(module.name)


@pytest.fixture(scope="session", autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of what is kept between builds: one of the tests' own, empty when they begin."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEPT_VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def unhurried_disk() -> Iterator[None]:
    """Nothing waits until the disk has it: processes are killed in tests, but no power is cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return read_dataset(FROZEN)


@pytest.fixture(scope="session")
def live() -> Dataset:
    """The data as they stand in data/raw, of which only what holds for any edition may be asserted."""
    return read_dataset(ROOT / "data" / "raw")


@pytest.fixture(scope="session")
def card(dataset: Dataset) -> Scorecard:
    return scorecard(dataset, edition(dataset, "2026"))


@pytest.fixture(scope="session")
def earlier_card(dataset: Dataset) -> Scorecard:
    return scorecard(dataset, edition(dataset, "2019"))
