"""A blind sample enters the data as a round of its own, and the adjudicator's decisions as answers."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from analysis.raw import read_dataset
from raw_copies import contents, publish, raw_copy, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return raw_copy(tmp_path, only=("NE", "KS"))


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def second(tmp_path: Path, answer: str) -> Path:
    path = tmp_path / "second.csv"
    path.write_text(f"jurisdiction,variable,second\nNE,hearing,{answer}\n", encoding="utf-8")
    return path


def test_a_second_coding_is_recorded_with_edition_version_and_codebook_and_never_over_an_older_one(
    folder, tmp_path, monkeypatch, capsys
):
    old = rows(folder, "second_codings.csv")
    words = ("agreement", "--second", second(tmp_path, "required"), "--record", "--data", folder)
    assert run(monkeypatch, capsys, *words)[0] == 0
    new = rows(folder, "second_codings.csv")
    (added,) = (r for r in new if r not in old)
    assert (added["law_id"], added["variable"], added["first"], added["second"]) == (
        "NE-2018",
        "hearing",
        "silent",
        "required",
    )
    version = read_dataset(folder).codebook.version
    assert added["codebook"] == version
    assert added["edition"] == "2026"
    assert [r for r in new if r != added] == old
    before = contents(folder)
    assert run(monkeypatch, capsys, *words)[0] == 0, "once more is no mistake"
    second(tmp_path, "if_contested")
    code, _, err = run(monkeypatch, capsys, *words)
    assert code == 2
    assert err.splitlines()[-1] == (
        f"A second coding of NE-2018, hearing under codebook {version} for edition 2026 is on record already, with other answers "  # noqa: E501
        "(1 such). What was recorded before adjudication stays."
    )
    assert contents(folder) == before
    code, _, err = run(monkeypatch, capsys, "agreement", "--record", "--data", folder)
    assert (code, err) == (2, "What is to be recorded? Name the second coding: --second FILE --record\n")


def worksheet(folder: Path, tmp_path: Path, monkeypatch, capsys, decision: str) -> Path:
    path = tmp_path / "adjudication.xlsx"
    words = (
        "agreement",
        "--second",
        second(tmp_path, "required"),
        "--worksheet",
        path,
        "--overwrite",
        "--data",
        folder,
    )
    assert run(monkeypatch, capsys, *words)[0] == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Answers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["Decision"]).value = decision
    sheet.cell(2, at["Why"]).value = "§ 29-3005 says so."
    book.save(path)
    return path


def test_decisions_become_answers_that_say_so(folder, tmp_path, monkeypatch, capsys):
    path = worksheet(folder, tmp_path, monkeypatch, capsys, "required")
    code, out, err = run(monkeypatch, capsys, "agreement", "--decided", path, "--data", folder)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "1 answer adjudicated; 0 still open."
    (row,) = (
        r for r in rows(folder, "codings.csv") if (r["law_id"], r["variable"]) == ("NE-2018", "hearing")
    )
    assert (row["value"], row["decided"]) == ("required", "adjudicated")
    assert row["note"].endswith("Adjudicated: § 29-3005 says so.")


def test_a_decision_on_a_published_answer_is_a_correction(folder, tmp_path, monkeypatch, capsys):
    publish(folder, e2026="2026-12-01")
    path = worksheet(folder, tmp_path, monkeypatch, capsys, "required")
    words = ("agreement", "--decided", path, "--data", folder)
    code, _, err = run(monkeypatch, capsys, *words)
    assert code == 2
    assert err.startswith(
        "hearing of NE-2018 is published, so the decision corrects it on record: add --by NAME"
    )
    code, out, _ = run(monkeypatch, capsys, *words, "--by", "CD")
    assert (code, out.splitlines()[0]) == (
        0,
        "1 answer adjudicated, 1 of them corrections of what was published; 0 still open.",
    )
    assert next((r["column"], r["new"]) for r in rows(folder, "corrections.csv")) == ("value", "required")


def test_a_decision_that_is_no_answer_and_a_workbook_that_is_no_worksheet_are_refused(
    folder, tmp_path, monkeypatch, capsys
):
    path = worksheet(folder, tmp_path, monkeypatch, capsys, "requird")
    code, _, err = run(monkeypatch, capsys, "agreement", "--decided", path, "--data", folder)
    assert code == 2
    assert "adjudication.xlsx:2 Decision: 'requird' is not an answer to hearing." in err
    assert run(monkeypatch, capsys, "workbook", "export", tmp_path / "x.xlsx", "--data", folder)[0] == 0
    code, _, err = run(monkeypatch, capsys, "agreement", "--decided", tmp_path / "x.xlsx", "--data", folder)
    assert (code, err) == (
        2,
        "'x.xlsx' is no worksheet of 'report-cards agreement --worksheet'. Name that one.\n",
    )
