"""The year of docs/UPDATING.md, done: every command in it, in order, on a copy of the data, to the built report."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest

from analysis.raw import read_dataset
from corner_data import keep_few
from raw_copies import publish, raw_copy, run

sys.path.insert(0, str(Path(__file__).parents[1] / "coding" / "workbook"))
from workbook_editing import type_in

ROOT = Path(__file__).resolve().parents[2]
NO_DATA = ("open",)
"""Commands of the document that read no raw files."""


def commands() -> list[str]:
    """The lines of the code blocks of the document."""
    text = (ROOT / "docs" / "UPDATING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("report-cards ")]


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def code_the_new_law(folder: Path) -> None:
    """Step 6: a coder reads the act against the answers carried over."""
    act = next(r for r in rows(folder, "amendments.csv") if r["act"] == "LB 12")
    at = f"NE | 2027 | {act['effective']} | LB 12"
    cells = {
        ("Answers", "NE-2027 | hearing", "Answer"): "not_required",
        ("Answers", "NE-2027 | hearing", "Citation"): "LB 12, § 2",
        ("Answers", "NE-2027 | hearing", "Source ids"): act["source_ids"],
        ("Answers", "NE-2027 | hearing", "Basis"): "bill",
        ("Amendments", at, "Text read"): "yes",
    }
    type_in(Path("coding-2027.xlsx"), cells)


def code_blind(path: Path) -> None:
    """Step 8: a second coder answers one question of each state, otherwise than the first somewhere."""
    book = openpyxl.load_workbook(path)
    sheet = book["Answers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at["Question id"]).value == "hearing":
            sheet.cell(row, at["Answer"]).value = "not_required"
    book.save(path)


def decide(path: Path) -> None:
    """Step 8: the adjudicator agrees with the first coder, and says why."""
    book = openpyxl.load_workbook(path)
    sheet = book["Answers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        first = sheet.cell(row, at["First coder"]).value
        sheet.cell(row, at["Decision"]).value = first.split("\n")[0]
        sheet.cell(row, at["Why"]).value = "The words of the text."
    book.save(path)


@pytest.mark.long
def test_every_command_of_the_year_works_in_order_and_the_report_tells_of_it(
    tmp_path: Path, monkeypatch, capsys
):
    folder = raw_copy(tmp_path)
    keep_few(folder, "NE", "KS")
    publish(folder, e2026="2026-12-01")
    work = tmp_path / "desk"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("REPORT_CARDS_ROOT", str(ROOT))
    monkeypatch.setenv("REPORT_CARDS_BY", "AB")
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    shutil.copytree(folder, work / "archive" / "2026")
    site = tmp_path / "site"
    asked = commands()
    assert len(asked) > 20
    for line in asked:
        words = shlex.split(line)[1:]
        target = None
        if ">" in words:
            words, target = words[: words.index(">")], Path(words[words.index(">") + 1])
        words += [] if words[0] in NO_DATA else ["--data", str(folder)]
        words += ["--output", str(site)] if words[0] in ("build", "open") else []
        code, out, err = run(monkeypatch, capsys, *words)
        assert code == 0, f"{line}\n{out}\n{err}"
        if target:
            target.write_text(out, encoding="utf-8")
        if words[:2] == ["workbook", "export"]:
            code_the_new_law(folder)
        if words[0] == "blind-sample":
            code_blind(Path(words[-3]))
        if "--worksheet" in words:
            decide(Path(words[words.index("--worksheet") + 1]))
    data = read_dataset(folder)
    assert data.editions.iloc[-1]["published"], "the edition is out"
    answers = data.codings.set_index(["law_id", "variable"])["value"]
    assert answers["NE-2027", "hearing"] == "not_required"
    assert answers["NE-2018", "hearing"] != "not_required", "the published version keeps its answer"
    assert {r["edition"] for r in rows(folder, "second_codings.csv")} == {"2026", "2027"}
    decided = {r["decided"] for r in rows(folder, "codings.csv") if r["variable"] == "hearing"}
    assert "adjudicated" in decided
    assert [r["column"] for r in rows(folder, "corrections.csv")].count("note") >= 1
    assert "LB 12" in Path("changes-2027.html").read_text(encoding="utf-8")
    told = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["versions"]
    assert (told["edition"], told["as_of"]) == ("2027", "2027-06-30")
    page, card = ((site / name).read_text(encoding="utf-8") for name in ("report.html", "cards/NE.html"))
    assert "June 30, 2027" in page
    assert "LB 12" in card, "the act of the year stands on the card"
    assert (site / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("line", commands())
def test_no_line_of_the_year_leaves_out_what_a_reader_must_type(line: str):
    assert "…" not in line
