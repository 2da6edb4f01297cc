"""One slip that makes hundreds of cells wrong is told in one line, which names the slip."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from analysis.problems import DataProblems
from analysis.raw import read_dataset
from raw_copies import edit_rows, raw_copy


def told(folder: Path) -> list[str]:
    with pytest.raises(DataProblems) as caught:
        read_dataset(folder)
    return [str(problem) for problem in caught.value.problems]


def sorted_alone(folder: Path, file: str, column: str) -> None:
    """Sort one column of a file and leave the others where they stand, as a slip in a spreadsheet does."""
    cells: list[str] = []
    edit_rows(folder, file, lambda row: cells.append(row[column]) or row)
    cells.sort(reverse=True)
    edit_rows(folder, file, lambda row: row | {column: cells.pop()})


def test_a_file_opened_in_a_wrong_encoding_is_one_line(tmp_path: Path):
    folder = raw_copy(tmp_path)
    path = folder / "codings.csv"
    path.write_bytes(path.read_bytes().decode("cp1252", errors="ignore").encode("utf-8"))
    (line,) = told(folder)
    assert "the first of" in line
    assert line.endswith(
        "Expected: characters such as § and – as they are. The file was once opened in a wrong encoding: "
        "restore it from a backup, or replace the characters."
    )


@pytest.mark.parametrize(
    ("file", "column"),
    [("codings.csv", "value"), ("codings.csv", "variable"), ("laws.csv", "effective_from")],
)
def test_a_column_sorted_without_the_others_is_one_line(tmp_path: Path, file: str, column: str):
    folder = raw_copy(tmp_path)
    sorted_alone(folder, file, column)
    (line,) = told(folder)
    assert line.startswith(f"{file}:")
    assert line.endswith(
        "Restore the file from a backup: so many at once come from one slip, such as a column sorted without the others."
    )


@pytest.mark.parametrize("backwards", [False, True])
def test_laws_sorted_without_their_answers_are_one_line(tmp_path: Path, backwards: bool):
    folder = raw_copy(tmp_path)
    ids: list[str] = []
    edit_rows(folder, "codings.csv", lambda row: ids.append(row["law_id"]) or row)
    ids.sort(reverse=backwards)
    edit_rows(folder, "codings.csv", lambda row: row | {"law_id": ids.pop(0)})
    (line,) = told(folder)
    assert line.startswith("codings.csv:")
    assert " law_id: The laws are in order and their answers are not: from here on, " in line
    assert line.endswith(
        "Expected: each answer beside its own law. "
        "Restore the file from a backup: so many at once come from one slip, such as a column sorted without the others."
    )


def test_a_question_answered_twice_in_a_file_in_order_is_that_and_no_sort(tmp_path: Path):
    folder = raw_copy(tmp_path)
    rows: list[dict[str, str]] = []
    edit_rows(folder, "codings.csv", lambda row: rows.append(row) or row)
    rows.sort(key=lambda row: (row["law_id"], row["variable"]))
    edit_rows(folder, "codings.csv", lambda row: rows.pop(0))
    read_dataset(folder)
    again: list[dict[str, str]] = []
    edit_rows(folder, "codings.csv", lambda row: again.append(row) or row)
    copied = next(
        n for n, row in enumerate(again) if row["law_id"] == "NE-2018" and row["variable"] == "hearing"
    )
    again.insert(copied + 1, again[copied])
    with (folder / "codings.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(again[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(again)
    (line,) = told(folder)
    assert f"'NE-2018, hearing' stands in row {copied + 2} already" in line


def test_eight_mistakes_are_still_eight_lines_and_nine_are_one(tmp_path: Path):
    folder = raw_copy(tmp_path)
    left = [9]

    def spoil(row: dict[str, str]) -> dict[str, str]:
        if not row["basis"] or not left[0]:
            return row
        left[0] -= 1
        return row | {"basis": "hearsay"}

    edit_rows(folder, "codings.csv", spoil)
    (line,) = told(folder)
    assert "Found 'hearsay', the first of 9 such cells (in basis, down to row " in line
    left[0] = 1
    edit_rows(
        folder,
        "codings.csv",
        lambda row: row | ({"basis": "bill"} if row["basis"] == "hearsay" and left else {}),
    )
    left[0] = 8
    edit_rows(folder, "codings.csv", spoil)
    assert len(told(folder)) == 8


@pytest.mark.parametrize(
    ("source", "allowed"),
    [
        ("KS-s3", "Allowed: any source of KS of the 10 there are, such as KS-"),
        ("SD-s7", "Allowed for source of SD: SD-s1, SD-s2, SD-s3, SD-s4, SD-s8. "),
    ],
)
def test_a_source_that_is_missing_is_not_answered_with_one_of_another_state(
    tmp_path: Path, source: str, allowed: str
):
    folder = raw_copy(tmp_path)
    edit_rows(folder, "sources.csv", lambda row: None if row["source_id"] == source else row)
    lines = [line for line in told(folder) if f"'{source}'" in line]
    assert lines
    for line in lines:
        assert "did you mean" not in line.casefold()
        assert not set(re.findall(r"\b([A-Z]{2})-s\d", line)) - {source[:2]}
        assert allowed in line
        assert line.endswith("Add the source to sources.csv, or correct the cell.") or "the first of" in line
