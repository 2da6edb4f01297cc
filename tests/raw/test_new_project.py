"""A project that has only begun, or that grows beyond the states, is as sound as a grown one."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from analysis.grading.scorecard import scorecard
from analysis.problems import DataProblems
from analysis.raw import Dataset, read_dataset
from analysis.raw.editions import edition

BASE = Path(__file__).parents[1] / "bad_input" / "_base"
EMPTY = ("amendments", "second_codings", "corrections", "bills", "help")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "raw")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_tables_that_a_new_project_cannot_fill_yet_may_hold_their_heading_alone(folder: Path) -> None:
    for name in EMPTY:
        path = folder / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    data = read_dataset(folder)
    assert [len(getattr(data, name)) for name in ("amendments", "second_codings", "bills", "help")] == [
        0,
        0,
        0,
        0,
    ]
    assert list(data.amendments) == list(read_dataset(BASE).amendments)


@pytest.mark.parametrize("name", ["amendments", "second_codings"])
def test_a_table_that_is_gone_is_still_missed(folder: Path, name: str) -> None:
    (folder / f"{name}.csv").unlink()
    with pytest.raises(DataProblems) as caught:
        read_dataset(folder)
    assert [(p.file, p.found) for p in caught.value.problems] == [(f"{name}.csv", "the file is missing")]


def many(folder: Path) -> Dataset:
    """The base data with 150 more jurisdictions, which no map shows: half with a code of another kind, half with none."""
    tables = {
        name: rows_of(folder / f"{name}.csv") for name in ("jurisdictions", "laws", "codings", "sources")
    }
    law = [row for row in tables["laws"] if row["jurisdiction"] == "XA"][-1]
    answers = [row for row in tables["codings"] if row["law_id"] == law["law_id"]]
    sources = [row for row in tables["sources"] if row["jurisdiction"] == "XA"]
    for number in range(150):
        code = f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}"
        place = {"tile_row": str(10 + number // 50), "tile_column": str(number % 50)}
        fips = f"{code}-{number}" if number % 2 else ""
        tables["jurisdictions"].append(
            tables["jurisdictions"][0] | place | {"jurisdiction": code, "fips": fips, "name": f"Place {code}"}
        )
        own = law["law_id"].replace("XA-", f"{code}-")
        tables["laws"].append(law | {"law_id": own, "jurisdiction": code})
        rename = lambda text, code=code: text.replace("XA-", f"{code}-")  # noqa: E731
        tables["codings"] += [
            row | {"law_id": own, "source_ids": rename(row["source_ids"])} for row in answers
        ]
        tables["sources"] += [
            row | {"source_id": rename(row["source_id"]), "jurisdiction": code} for row in sources
        ]
    for name, rows in tables.items():
        write_rows(folder / f"{name}.csv", rows)
    return read_dataset(folder)


def test_more_than_a_hundred_jurisdictions_need_no_shape(folder: Path) -> None:
    data = many(folder)
    assert len(data.jurisdictions) == 153
    assert (data.jurisdictions["fips"] == "").sum() == 75


def test_more_than_a_hundred_jurisdictions_are_scored_and_ranked_together(folder: Path) -> None:
    corrections = folder / "corrections.csv"  # of the law that is copied, and not of its copies
    corrections.write_text(corrections.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    base = read_dataset(folder)
    alone = scorecard(base, edition(base)).table
    data = many(folder)
    table = scorecard(data, edition(data)).table
    copies = table[table.index.str.match("Q..$")]
    assert len(table) == len(copies) + 3 == 153
    for column in ("status", "score", "grade", "score_low", "score_high"):
        assert set(copies[column]) == {alone.at["XA", column]}, column
    assert (table["rank"] == 1).sum() == 151, "equal scores share a rank"
    assert [table.at[place, "status"] for place in ("XB", "XC")] == [
        alone.at[place, "status"] for place in ("XB", "XC")
    ]


def test_codes_of_shapes_are_still_two_digits_and_their_own(folder: Path) -> None:
    rows = rows_of(folder / "jurisdictions.csv")
    rows[1]["fips"] = rows[0]["fips"]
    rows[2]["fips"] = "3"
    write_rows(folder / "jurisdictions.csv", rows)
    with pytest.raises(DataProblems) as caught:
        read_dataset(folder)
    assert {(p.row, p.column) for p in caught.value.problems} == {(3, "fips"), (4, "fips")}
