"""The cards of the 2026 edition, made once."""

from __future__ import annotations

from typing import Any

import pytest

from analysis import cards
from analysis.cards import Context
from analysis.raw import Dataset
from analysis.raw.editions import edition

Record = dict[str, Any]


@pytest.fixture(scope="session")
def context(dataset: Dataset) -> Context:
    return cards.context(dataset, edition(dataset, "2026"))


@pytest.fixture(scope="session")
def records(context: Context) -> dict[str, Record]:
    return cards.card_records(context)
