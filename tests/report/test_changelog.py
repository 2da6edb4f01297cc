"""Back test: every grade that differs from those of the first version is in the changelog, with its reason, and no other is.

The grades of the first version stand in tests/data/first_version; those after the second round of data follow from
tests/data/2026. Both are frozen, so that the changelog is held to what it speaks of, and not to next year's law.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.grading.scorecard import Scorecard
from analysis.raw import Dataset
from raw_copies import RAW

ROOT = Path(__file__).resolve().parents[2]
STATUS = {
    "graded": "firm",
    "provisional": "provisional",
    "insufficient": "not enough text",
    "no_law": "no law",
}
WORDS = "no one two three four five six seven eight nine ten eleven twelve"
COUNTS = WORDS.split()
REASONS = {"text", "rule", "method"}

Key = tuple[str, str]
"""Edition and name of a jurisdiction."""


def standing(row: pd.Series) -> str:
    """A grade as the changelog writes it: `C 76, provisional`, `no law`."""
    status = STATUS.get(str(row["status"]), str(row["status"]))
    return f"{row['grade']} {row['score']}, {status}" if row["grade"] else status


@pytest.fixture(scope="module")
def first() -> pd.DataFrame:
    path = ROOT / "tests" / "data" / "first_version" / "grades.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False).set_index(["edition", "name"])


@pytest.fixture(scope="module")
def now(card: Scorecard, earlier_card: Scorecard) -> pd.DataFrame:
    tables = [one.table.assign(edition=one.edition.id) for one in (earlier_card, card)]
    found = pd.concat(tables)
    found["score"] = found["score"].astype("string").fillna("")
    return found.fillna({"grade": ""}).set_index(["edition", "name"])


@pytest.fixture(scope="module")
def told() -> dict[Key, tuple[str, str, str]]:
    """Before, now and why, by edition and jurisdiction, from the changelog's table."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4}) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert len(rows) == len({row[:2] for row in rows}), "a jurisdiction stands twice"
    return {(edition, name): (before, after, why) for edition, name, before, after, why in rows}


def test_every_changed_grade_is_told_and_no_other(first: pd.DataFrame, now: pd.DataFrame, told) -> None:
    assert set(first.index) == set(now.index)
    assert set(told) == {
        key
        for key in first.index
        if (first.at[key, "grade"], first.at[key, "status"]) != (now.at[key, "grade"], now.at[key, "status"])
    }
    said = {key: row[:2] for key, row in told.items()}
    assert said == {key: (standing(first.loc[key]), standing(now.loc[key])) for key in told}


def test_the_number_told_is_that_of_the_table(first: pd.DataFrame, told) -> None:
    text = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())
    places, editions = (
        first.index.get_level_values("name").nunique(),
        first.index.get_level_values("edition").nunique(),
    )
    assert (
        f"Of {len(first)} rows ({places} jurisdictions, {COUNTS[editions]} editions), {len(told)} differ in letter or status"
    ) in text


def test_each_reason_is_text_rule_or_method_and_holds(dataset: Dataset, now: pd.DataFrame, told) -> None:
    rows = dataset.codings.set_index(["law_id", "variable"])
    wrong = []
    for key, (_, _, why) in told.items():
        law = now.at[key, "law_id"]
        own = dataset.codings[dataset.codings["law_id"] == law]
        heads = re.findall(r"(?:^|; )([A-Za-z ]+?):", why)
        claims = {
            "a reason of its own": bool(heads)
            and {word for head in heads for word in head.lower().split(" and ")} <= REASONS,
            "unread": ("has not been read" in why) == bool(now.at[key, "unread"]),
            "the ceiling": ("ceiling" not in why) or bool(now.at[key, "capped"]),
            "the hearing": ("no hearing if unopposed" not in why)
            or (rows.at[(law, "hearing"), "value"], rows.at[(law, "hearing"), "decided"])
            == ("not_required", "rule"),
        }
        if count := re.search(r"(\w+) answers? rests? on (?:a summary|summaries)|(\w+) answers rest on", why):
            number = COUNTS.index((count[1] or count[2]).lower())
            claims["the number of summaries"] = int(own["basis"].eq("secondary").sum()) == number
        wrong += [(key, name) for name, held in claims.items() if not held]
    assert not wrong


def test_the_committed_scores_are_those_of_the_changelog_while_the_data_are(told) -> None:
    live = ROOT / "data" / "raw"
    files = ("codings.csv", "laws.csv", "amendments.csv", "editions.csv", "rubric.toml")
    as_it_was = all((live / name).read_bytes() == (RAW / name).read_bytes() for name in files)
    table = pd.read_csv(ROOT / "data" / "processed" / "scores.csv", dtype=str, keep_default_na=False)
    rows = table.set_index(["edition", "name"])
    now = {key: standing(rows.loc[key]) for key in told if key in rows.index}
    assert not as_it_was or now == {key: row[1] for key, row in told.items()}
