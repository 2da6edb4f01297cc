"""The workbook that coders get: text only, drop-downs from the codebook, locked where it is not to be changed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from workbook_editing import cell, column, exported, filled, row

from analysis.cli import main
from analysis.coding.workbook.export import export
from analysis.coding.workbook.layout import SHEETS
from analysis.coding.workbook.opening import open_workbook
from analysis.problems import DataProblems, UsageProblem
from analysis.raw import Dataset, read_dataset
from analysis.standard.codebook import Codebook


def offered(book_sheet: Worksheet, number: int, heading: str) -> list[str]:
    """The drop-down of a cell, looked up through its name."""
    address = book_sheet.cell(number, column(book_sheet, heading)).coordinate
    (rule,) = (r for r in book_sheet.data_validations.dataValidation if address in r.sqref)
    name = rule.formula1.removeprefix("=")
    sheet, cells = book_sheet.parent.defined_names[name].attr_text.split("!")
    return [c.value for (c,) in book_sheet.parent[sheet][cells]]


def test_the_same_data_gives_the_same_bytes_wherever_it_is_made(raw: Path) -> None:
    code = (
        "import sys, hashlib; from pathlib import Path; from analysis.raw import read_dataset;"
        "from analysis.coding.workbook.export import export;"
        f"print(hashlib.sha256(export(read_dataset(Path({str(raw)!r})))).hexdigest())"
    )
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = [sys.executable, "-c", code]
        digests.add(subprocess.run(run, env=env, capture_output=True, text=True, check=True).stdout)
    assert len(digests) == 1


def test_every_question_of_every_latest_law_has_its_line_with_what_a_coder_needs(
    raw: Path, tmp_path: Path
) -> None:
    book = open_workbook(exported(raw, tmp_path / "x.xlsx", all_versions=False))
    sheet = book["Answers"]
    lines = [
        (sheet.cell(n, column(sheet, "Law")).value, sheet.cell(n, column(sheet, "Question id")).value)
        for n in range(2, sheet.max_row + 1)
    ]
    questions = ["law_exists", "offenses", "hearing", "conditions"]
    questions += ["conditions: sentence_completed", "conditions: no_pending_charges"]
    assert lines == [(law, q) for law in ("XA-2020", "XB-2018", "XC-none") for q in questions]
    here = {
        heading: cell(book, "Answers", "XB-2018 | hearing", heading).value
        for heading in ("State", "Question")
    }
    assert here == {"State": "XB", "Question": "Is a hearing required?"}
    assert cell(book, "Answers", "XB-2018 | hearing", "Reads as").value.startswith("=IFERROR(VLOOKUP(")
    decide = cell(book, "Answers", "XB-2018 | hearing", "How to decide").value
    assert decide == "A hearing on objection is if_contested."
    number = row(sheet, "XB-2018 | hearing")
    assert offered(sheet, number, "Answer") == [
        "not_required",
        "if_contested",
        "silent",
        "required",
        "not_coded",
    ]
    assert offered(sheet, number, "Basis") == ["statute", "bill", "secondary"]
    number = row(sheet, "XB-2018 | conditions: sentence_completed")
    assert offered(sheet, number, "Answer") == ["yes", "no", "not_coded"]
    assert offered(book["Sources"], book["Sources"].max_row, "State") == ["XA", "XB", "XC"]


def test_only_what_coders_fill_in_is_unlocked(raw: Path, tmp_path: Path) -> None:
    book = open_workbook(exported(raw, tmp_path / "x.xlsx"))
    for sheet in book:
        assert sheet.protection.sheet, f"{sheet.title} is protected"
    unlocked = {
        heading: not cell(book, "Answers", "XB-2018 | hearing", heading).protection.locked
        for heading in (
            "State",
            "Law",
            "Question",
            "Answer",
            "Citation",
            "Source ids",
            "Basis",
            "Note",
            "Question id",
            "Row",
        )
    }
    fields = {"Answer", "Citation", "Source ids", "Basis", "Note"}
    assert {heading for heading, free in unlocked.items() if free} == fields
    line = {
        h: cell(book, "Answers", "XB-2018 | conditions: sentence_completed", h)
        for h in ("Answer", "Citation")
    }
    assert (line["Answer"].protection.locked, line["Citation"].protection.locked) == (False, True)
    assert cell(book, "Answers", "XB-2018 | conditions", "Answer").protection.locked
    assert book["Lists"].sheet_state == "hidden"
    assert book["About"].sheet_state == "veryHidden"
    hidden = column(book["Answers"], "Row")
    assert any(d.hidden and d.min <= hidden <= d.max for d in book["Answers"].column_dimensions.values()), (
        "the copy of what was exported is out of sight"
    )


def test_changed_cells_are_marked_against_the_hidden_copy(raw: Path, tmp_path: Path) -> None:
    sheet = open_workbook(exported(raw, tmp_path / "x.xlsx"))["Answers"]
    areas = {str(area.sqref).split(":")[0]: area.rules[0].formula[0] for area in sheet.conditional_formatting}
    answer = sheet.cell(2, column(sheet, "Answer")).coordinate
    copy = sheet.cell(2, column(sheet, "Answer (as exported)")).column_letter
    assert areas[answer] == f"NOT(EXACT(${answer[0]}2,${copy}2))"


def test_text_is_written_as_text_whatever_it_looks_like(raw: Path, tmp_path: Path) -> None:
    notes = [
        "'leading apostrophe",
        "<r>not markup</r>",
        "_x0041_ stays",
        "x005F_",
        "1e5",
        "TRUE",
        "{name}",
        "https://a.example",
    ]
    path = raw / "codings.csv"
    text = path.read_text(encoding="utf-8")
    for at, note in enumerate(notes):
        law = ("XA-2015", "XB-2018")[at % 2]
        variable = ("law_exists", "offenses", "hearing", "conditions")[at // 2]
        text = re.sub(
            rf"^({law},{variable},(?:[^,\n]*,){{4}})[^,\n]*(,\w+)$",
            rf"\g<1>{note}\2",
            text,
            flags=re.MULTILINE,
        )
    path.write_text(text, encoding="utf-8", newline="\n")
    book = open_workbook(exported(raw, tmp_path / "x.xlsx"))
    sheet = book["Answers"]
    shown = [sheet.cell(n, column(sheet, "Note")) for n in range(2, sheet.max_row + 1)]
    assert {c.value for c in shown if c.value} >= set(notes)
    formulas = {c.column for s in book for c in filled(s) if c.data_type == "f"}
    assert formulas == {column(sheet, "Reads as")}, "the only formulas look up what an answer means"
    assert {c.data_type for s in book for c in filled(s)} <= {"s", "f"}
    with zipfile.ZipFile(tmp_path / "x.xlsx") as package:
        assert not [n for n in package.namelist() if "hyperlink" in n or "external" in n.lower()]
        assert b"https://a.example" not in b"".join(
            package.read(n) for n in package.namelist() if n.endswith(".rels")
        )


def test_some_jurisdictions_come_with_their_own_acts_and_every_source_they_cite(
    raw: Path, tmp_path: Path
) -> None:
    codings = (raw / "codings.csv").read_text(encoding="utf-8")
    text = codings.replace("XB-2018,hearing,silent,§ 9,XB-s1", "XB-2018,hearing,silent,§ 9,XB-s1;XC-s1")
    (raw / "codings.csv").write_text(text, encoding="utf-8", newline="\n")
    book = open_workbook(exported(raw, tmp_path / "x.xlsx", ["XB"]))
    first = {
        sheet.name: {book[sheet.name].cell(n, 1).value for n in range(2, 12)} - {None} for sheet in SHEETS
    }
    assert first == {
        "Answers": {"XB"},
        "Laws": {"XB-2018"},
        "Sources": {"XB-s1", "XC-s1"},
        "Amendments": {"XB"},
        "Bills": set(),
        "Help": set(),
    }


def test_an_unknown_jurisdiction_is_named_with_the_nearest(dataset: Dataset) -> None:
    with pytest.raises(UsageProblem, match="no jurisdiction 'Nebrasca'; did you mean 'Nebraska'"):
        export(dataset, ["Nebrasca"])


def test_a_text_longer_than_a_cell_is_refused(raw: Path) -> None:
    sources = (raw / "sources.csv").read_text(encoding="utf-8")
    (raw / "sources.csv").write_text(
        sources.replace("Survey of", "Survey " * 5000 + "of"), encoding="utf-8", newline="\n"
    )
    with pytest.raises(DataProblems) as refused:
        export(read_dataset(raw))
    assert any("at most 32767 characters" in str(p) for p in refused.value.problems)


def test_coding_is_not_overwritten_by_an_export(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "2027.xlsx"
    words = ["report-cards", "workbook", "export", str(target), "--data", str(raw)]
    monkeypatch.setattr("sys.argv", words)
    for already in (False, True):  # the second time it would write the very same file
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code in (0, None), already
    target.write_bytes(b"coded")
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == 2
    assert target.read_bytes() == b"coded"
    monkeypatch.setattr("sys.argv", [*words, "--overwrite"])
    with pytest.raises(SystemExit):
        main()
    assert target.read_bytes() == export(read_dataset(raw))


def test_every_sentence_a_coder_sees_comes_from_the_codebook(dataset: Dataset) -> None:
    from analysis.coding.workbook.rows import reads_as

    sentences = dict(reads_as(dataset.codebook))
    codebook: Codebook = dataset.codebook
    for variable in codebook.variables:
        for answer in variable.answers:
            key = f"{variable.id}: {answer.id}|yes" if variable.multiple else f"{variable.id}|{answer.id}"
            assert sentences[key] == codebook.statement(variable.id, answer.id)
