"""Coding in LibreOffice: only the edited cells change."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from workbook_editing import column, exported, free_row, row

from analysis.coding.workbook.opening import open_workbook
from analysis.coding.workbook.plan import plan_import
from analysis.raw import Dataset, read_dataset
from analysis.raw.store import save

PATIENCE = 900
"""Seconds after which LibreOffice hangs, on a machine however busy."""

REQUIRED = os.environ.get("REPORT_CARDS_REQUIRE_LIBREOFFICE") == "1"
if shutil.which("soffice") is None and not REQUIRED:
    pytest.skip("LibreOffice (soffice, package libreoffice-calc) is not installed", allow_module_level=True)

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit
  Dim no_options()
  Dim as_excel(0) As New com.sun.star.beans.PropertyValue
  as_excel(0).Name = "FilterName"
  as_excel(0).Value = "Calc MS Excel 2007 XML"
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, no_options())
  {edits}
  book.storeToURL("{target}", as_excel())
  book.close(True)
End Sub
</script:module>
"""
TYPE = 'book.Sheets.getByName("{sheet}").getCellRangeByName("{cell}").setFormula("{text}")'
"""As if typed: the cell's own format decides what becomes of it."""


def edit_in_libreoffice(source: Path, target: Path, typed: list[tuple[str, str, str]], profile: Path) -> None:
    """Open a workbook in LibreOffice, type texts into cells (sheet, cell, text), save it as an Excel workbook."""
    text = ((s, c, t.replace('"', '""').replace("&", "&amp;")) for s, c, t in typed)
    edits = "\n  ".join(TYPE.format(sheet=s, cell=c, text=t) for s, c, t in text)
    soffice = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    # The first start fills a new profile with what LibreOffice ships, an empty module of macros among it.
    subprocess.run([*soffice, "--terminate_after_init"], capture_output=True, timeout=PATIENCE, check=False)
    module = MODULE.format(source=source.as_uri(), target=target.as_uri(), edits=edits)
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(module, encoding="utf-8")
    run = [*soffice, "macro:///Standard.Module1.Edit"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert target.is_file(), f"LibreOffice wrote nothing: {done.stdout}{done.stderr}"


@pytest.fixture
def real(dataset: Dataset, tmp_path: Path) -> Dataset:
    return read_dataset(Path(shutil.copytree(dataset.folder, tmp_path / "data" / "raw")))


@pytest.mark.long
def test_only_the_cells_edited_in_libreoffice_change(real: Dataset, tmp_path: Path) -> None:
    path = exported(real.folder, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    coded = real.codings[(real.codings["variable"] == "hearing") & (real.codings["value"] == "silent")]
    law = str(coded["law_id"].iloc[0])
    place = str(real.laws.set_index("law_id").at[law, "jurisdiction"])
    line = f"{law} | hearing"

    def at(sheet: str, number: int, heading: str) -> str:
        return f"{get_column_letter(column(book[sheet], heading))}{number}"

    answers, new = row(book["Answers"], line), free_row(book["Sources"])
    source = f"{place}-s99"
    typed = [
        ("Answers", at("Answers", answers, "Answer"), "required"),
        ("Answers", at("Answers", answers, "Note"), 'They "shall" hold one; § 3 & 4.'),
        ("Laws", at("Laws", row(book["Laws"], law), "Text seen as of"), "2026-06-30"),
        ("Sources", at("Sources", new, "Source id"), source),
        ("Sources", at("Sources", new, "State"), place),
        ("Sources", at("Sources", new, "Title"), "Act 27"),
        ("Sources", at("Sources", new, "Date"), "2026-06"),
        ("Sources", at("Sources", new, "Kind"), "statute"),
    ]
    edited = tmp_path / "edited.xlsx"
    edit_in_libreoffice(path, edited, typed, tmp_path / "profile")
    before = {p.name: p.read_bytes() for p in real.folder.iterdir()}
    plan = plan_import(real, edited)
    save(real, plan.tables)

    changed = {}
    for name in ("codings", "laws", "sources"):
        now = (real.folder / f"{name}.csv").read_bytes().decode()
        old_lines, new_lines = before[f"{name}.csv"].decode().split("\n"), now.split("\n")
        gone = [text for text in old_lines if text not in new_lines]
        come = [text for text in new_lines if text not in old_lines]
        changed[name] = [list(csv.reader(lines)) for lines in (gone, come)]
    (old_coding,), (new_coding,) = changed["codings"]
    assert new_coding[2] == "required"
    assert new_coding[6] == 'They "shall" hold one; § 3 & 4.'
    assert [new_coding[i] for i in (0, 1, 3, 4, 5, 7)] == [old_coding[i] for i in (0, 1, 3, 4, 5, 7)]
    (old_law,), (new_law,) = changed["laws"]
    assert (new_law[6], [*new_law[:6], *new_law[7:]]) == ("2026-06-30", [*old_law[:6], *old_law[7:]])
    assert changed["sources"] == [[], [[source, place, "", "", "Act 27", "2026-06", "statute"]]]
    untouched = {name for name, content in before.items() if (real.folder / name).read_bytes() == content}
    assert set(before) - untouched == {"codings.csv", "laws.csv", "sources.csv"}
