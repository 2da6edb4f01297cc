"""What spreadsheet programs make of a workbook is read where that is safe, and else said in one line."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from workbook_editing import cell, exported, save, type_in

from analysis.coding.workbook.headings import HEADING_WITHIN
from analysis.coding.workbook.opening import filled_rows, open_workbook
from analysis.coding.workbook.package import lean
from analysis.coding.workbook.plan import Plan, plan_import
from analysis.problems import DataProblems, UsageProblem
from analysis.raw import read_dataset

LAST = 1_048_576
HEARING = "XB-2018 | hearing"


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with one of its parts (a name, or the end of one) written anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name.endswith(part) else content)
    path.write_bytes(made.getvalue())
    return path


def plan(raw: Path, path: Path) -> Plan:
    return plan_import(read_dataset(raw), path)


def test_a_million_formatted_empty_rows_are_left_out_before_they_are_read(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    rows = "".join(
        f'<row r="{n}" ht="15"><c r="A{n}" s="5"/><c r="B{n}" s="5"></c></row>' for n in range(500, LAST + 1)
    )
    rewritten(path, "sheet2.xml", lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))
    with zipfile.ZipFile(lean(path.read_bytes())) as package:
        assert package.getinfo("xl/worksheets/sheet2.xml").file_size < 200_000
    assert filled_rows(open_workbook(path)["Answers"])[-1] < 500
    assert plan(raw, path).changes == ()


def test_one_stray_space_in_the_last_row_makes_no_rows_on_the_way_to_it(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    stray = f'<row r="{LAST}"><c r="D{LAST}" t="inlineStr"><is><t> </t></is></c></row>'
    rewritten(path, "sheet2.xml", lambda text: text.replace("</sheetData>", f"{stray}</sheetData>"))
    assert len(filled_rows(open_workbook(path)["Answers"])) < 500
    assert plan(raw, path).changes == ()


def test_a_merger_of_a_whole_sheet_is_refused_before_its_cells_are_made(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD{LAST}"/></mergeCells>'
    rewritten(path, "sheet2.xml", lambda text: text.replace("</sheetData>", merged))
    with pytest.raises(DataProblems) as refused:
        plan(raw, path)
    assert str(refused.value.problems[0]) == (
        "2027.xlsx: The cells A2:XFD1048576 are merged. Expected: an Excel workbook (.xlsx) made by "
        "'report-cards workbook export'. Unmerge them (Merge & Center again), and fill each cell."
    )


def test_strict_open_xml_is_read_like_any_workbook(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    type_in(path, {("Answers", HEARING, "Answer"): "required"})
    rewritten(
        path,
        "",
        lambda text: text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    assert b"purl.oclc.org" in zipfile.ZipFile(path).read("xl/workbook.xml")
    assert [(c.row, c.old, c.new) for c in plan(raw, path).changes] == [
        ("XB-2018, hearing", "silent", "required")
    ]


@pytest.mark.parametrize("lock", ["~$2027.xlsx", ".~lock.2027.xlsx#"])
def test_the_mark_of_an_open_workbook_is_known_for_what_it_is(raw: Path, tmp_path: Path, lock: str) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    (tmp_path / lock).write_bytes(b"\x05somebody")
    with pytest.raises(
        UsageProblem, match=r"has '2027.xlsx' open. Save and close it there, and name '2027.xlsx'"
    ):
        plan(raw, tmp_path / lock)
    assert plan(raw, path).remarks == (
        "'2027.xlsx' is open in a spreadsheet program: what was not saved there was not read.",
    )
    with pytest.raises(UsageProblem, match=r"In that folder there is: 2027\.xlsx\.$"):
        plan(raw, tmp_path / "2028.xlsx")


def test_comments_are_told_since_they_do_not_enter_the_data(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    cell(book, "Answers", HEARING, "Answer").comment = Comment("Is this\nstill so?", "AB")
    save(book, path)
    assert plan(raw, path).remarks == (
        "Answers!D16: the comment 'Is this still so?' by AB does not enter the data. What should stay belongs in the Note.",
    )


def test_the_text_true_on_a_line_to_be_answered_yes_or_no_means_yes(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    words = {"sentence_completed": "TRUE", "no_pending_charges": "False"}
    cells = {("Answers", f"XB-2018 | conditions: {line}", "Answer"): word for line, word in words.items()}
    facts = {"Source ids": "XB-s1", "Basis": "bill"}
    cells |= {("Answers", "XB-2018 | conditions", heading): text for heading, text in facts.items()}
    type_in(path, cells)
    (value,) = (c.new for c in plan(raw, path).changes if c.field == "value")
    assert value == "sentence_completed"


def test_a_sheet_is_measured_a_few_times_and_not_for_each_of_its_rows(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """openpyxl goes through every cell to say how wide a sheet is: asked for each row, an import takes minutes."""
    path = exported(raw, tmp_path / "2027.xlsx")
    width, asked = Worksheet.max_column, []

    def counted(sheet: Worksheet) -> int:
        asked.append(sheet.title)
        return int(width.fget(sheet))  # type: ignore[attr-defined]

    monkeypatch.setattr(Worksheet, "max_column", property(counted))
    plan(raw, path)
    assert asked
    assert max(Counter(asked).values()) <= HEADING_WITHIN + 5
