"""What happened to laws between two dates, kept apart from what only came into view."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.change.changes import acts_between, compare
from analysis.raw import Dataset, read_dataset
from analysis.raw.editions import Edition, edition
from raw_copies import add_rows, edit_rows, raw_copy


@pytest.fixture(scope="module")
def real(dataset: Dataset):
    return compare(dataset, edition(dataset, "2019"), edition(dataset, "2026"))


def test_a_first_law_is_one_where_there_was_none_or_where_an_act_says_so(real):
    event = real.jurisdictions["event"]
    assert list(event.index[event == "passed"]) == ["DC", "GA", "ME", "VA"]


def test_a_law_that_the_earlier_edition_did_not_know_is_not_called_new(real):
    event = real.jurisdictions["event"]
    assert list(event.index[event == "newly_seen"]) == ["AL", "DE", "KS"]


def test_the_same_version_on_both_dates_is_no_change(real):
    row = real.jurisdictions.loc["RI"]
    assert (row["event"], row["score_change"]) == ("same_law", 0)
    assert "RI" not in set(real.answers["jurisdiction"])


def test_an_act_between_the_dates_is_an_amendment_though_no_answer_changed(real):
    # Arizona's HB 2623 and Ohio's S.B. 214, both in force in autumn 2024.
    rows = real.jurisdictions.loc[["AZ", "OH"]]
    assert list(rows["event"]) == ["amended_uncoded"] * 2
    # Only a later text of West Virginia's law was seen, no act and no day from which it holds.
    assert real.jurisdictions.at["WV", "event"] == "perhaps_amended"


def test_new_york_gained_by_four_scored_answers_worked_out_by_hand(real):
    rows = real.answers[real.answers["jurisdiction"] == "NY"].set_index("variable")
    # From prostitution_and_related (4) to all (20); diligence (2) to any_time (4); until_exit (2) to none (4);
    # silent (0) to partial (2). The fifth answer carries no points.
    gains = rows["gain"].dropna().to_dict()
    assert gains == {"offenses": 16, "filing_window": 2, "waiting_period": 2, "confidentiality": 2}
    assert set(rows.index) == {*gains, "consolidated_petition"}
    assert set(rows["reason"]) == {"law_changed"}
    assert real.jurisdictions.at["NY", "score_change"] == 22


def test_an_answer_seen_on_one_side_only_is_not_a_change_of_law(real):
    row = real.answers.set_index(["jurisdiction", "variable"]).loc[("AR", "hearing")]
    assert (row["before"], row["after"], row["reason"]) == ("not_coded", "not_required", "text_newly_seen")
    assert row["gain"] != row["gain"], "no gain can be named where one side was not seen"
    seen_once = real.answers["reason"] != "law_changed"
    either = (real.answers["before"] == "not_coded") | (real.answers["after"] == "not_coded")
    assert (seen_once == either).all()


def test_a_repealed_law_and_one_that_ended_are_named_as_such(tmp_path: Path):
    folder = raw_copy(tmp_path)
    ended = {"NE-2018": "2026-01-01", "NM-2013": "2026-01-01"}
    edit_rows(
        folder,
        "laws.csv",
        lambda row: row | ({"effective_to": ended[row["law_id"]]} if row["law_id"] in ended else {}),
    )
    gone = {"law_id": "NE-2026", "jurisdiction": "NE", "effective_from": "2026-01-01", "basis": "statute"}
    add_rows(folder, "laws.csv", gone | {"effective_precision": "day"})
    no_law = {
        "variable": "law_exists",
        "value": "no",
        "source_ids": "NE-s8",
        "basis": "statute",
        "decided": "agreed",
    }
    add_rows(folder, "codings.csv", {"law_id": "NE-2026"} | no_law)
    dataset = read_dataset(folder)
    found = compare(dataset, edition(dataset, "2019"), edition(dataset, "2026")).jurisdictions["event"]
    assert found["NE"] == "repealed"
    assert found["NM"] == "repealed", "a law that ended without a successor is gone"


def test_two_versions_of_which_neither_is_known_are_no_change(tmp_path: Path):
    folder = raw_copy(tmp_path)
    edit_rows(
        folder,
        "laws.csv",
        lambda row: row | ({"effective_to": "2020-01-01"} if row["law_id"] == "MN-2019" else {}),
    )
    later = {"law_id": "MN-2020", "jurisdiction": "MN", "effective_from": "2020-01-01"}
    add_rows(folder, "laws.csv", later | {"effective_precision": "seen", "basis": "secondary"})
    unread = {"variable": "law_exists", "value": "not_coded", "decided": "agreed"}
    add_rows(folder, "codings.csv", {"law_id": "MN-2020"} | unread)
    dataset = read_dataset(folder)
    found = compare(dataset, edition(dataset, "2019"), edition(dataset, "2026")).jurisdictions.loc["MN"]
    assert (found["status_before"], found["status_after"], found["event"]) == (
        "unknown",
        "unknown",
        "not_known",
    )


def test_acts_count_from_the_day_after_the_first_date_to_the_second(dataset: Dataset):
    def on(start: str, end: str) -> set[str]:
        days = [Edition(day, date.fromisoformat(day), "") for day in (start, end)]
        acts = acts_between(dataset, *days)
        return set(acts[acts["certain"]]["act"])

    act = "HB 24-1345"  # Colorado, in force on 2024-05-31
    assert act in on("2024-05-30", "2024-05-31")
    assert act not in on("2024-05-31", "2025-05-31")
    assert act not in on("2023-05-31", "2024-05-30")


def test_an_act_of_which_only_the_year_is_known_is_certain_only_inside_that_span(dataset: Dataset):
    acts = acts_between(dataset, edition(dataset, "2019"), edition(dataset, "2026")).set_index(
        ["jurisdiction", "act"]
    )
    assert bool(acts.at[("AL", "SB 153, Act 2024-407"), "certain"])
    same_year = acts[(acts["year"] == "2019") & (acts["effective"] == "")]
    assert len(same_year)
    assert not same_year["certain"].any()
