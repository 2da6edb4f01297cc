"""A law that ended without a successor is no law any more, and its card says when it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis import cards
from analysis.grading.scorecard import scorecard
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.raw import Dataset
from analysis.raw.editions import edition, expired_laws
from analysis.standard.codebook import EXISTENCE, NOT_CODED

CODE = "NE"


def ending(dataset: Dataset, day: str) -> Dataset:
    """The data with Nebraska's law of today ended on a day."""
    laws = dataset.laws.copy()
    laws.loc[(laws["jurisdiction"] == CODE) & (laws["effective_to"] == ""), "effective_to"] = day
    return replace(dataset, laws=laws)


@pytest.mark.parametrize(
    ("day", "ended"), [("2026-07-01", True), ("2025-06-30", True), ("2026-07-02", False)]
)
def test_a_law_has_ended_from_its_last_day_on(dataset: Dataset, day: str, ended: bool) -> None:
    data = ending(dataset, day)
    which = edition(data, "2026")
    assert which.as_of == date(2026, 7, 1)
    assert dict(expired_laws(data, which.as_of)) == ({CODE: day} if ended else {})
    status = scorecard(data, which).table.at[CODE, "status"]
    assert (status == NO_LAW_STATUS) is ended


def test_the_card_says_when_the_law_ended(dataset: Dataset) -> None:
    data = ending(dataset, "2025-06-30")
    record = cards.card_records(cards.context(data, edition(data, "2026")))[CODE]
    assert "the law of Nebraska ended on June 30, 2025, and we found none after it" in record["verdict"]
    assert record["status_label"] == "No law"


def test_an_end_without_a_known_law_before_it_stays_unknown(dataset: Dataset) -> None:
    data = ending(dataset, "2025-06-30")
    codings = data.codings.copy()
    own = codings["law_id"].str.startswith(f"{CODE}-") & (codings["variable"] == EXISTENCE)
    codings.loc[own, "value"] = NOT_CODED
    data = replace(data, codings=codings)
    assert scorecard(data, edition(data, "2026")).table.at[CODE, "status"] == UNKNOWN


def test_no_law_of_the_published_data_has_ended(dataset: Dataset) -> None:
    assert expired_laws(dataset, edition(dataset, "2026").as_of).empty


def test_a_territory_shares_a_rank_with_nobody(dataset: Dataset) -> None:
    places = dataset.jurisdictions.copy()
    places.loc[places["jurisdiction"] == CODE, "kind"] = "territory"
    data = replace(dataset, jurisdictions=places)
    record = cards.card_records(cards.context(data, edition(data, "2026")))[CODE]
    assert "stands apart" in record["verdict"]
