"""Make the pictures of the coding workbook in docs/images: needs LibreOffice (soffice) and Poppler (pdftoppm).

Run from the project folder: .venv/bin/python docs/images/workbook.py
The data is not touched: a copy is amended and coded as UPDATING.md describes, and what LibreOffice shows is cropped.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl

from analysis.coding.law_versions import amend
from analysis.coding.workbook.export import export
from analysis.project import raw_data
from analysis.raw import read_dataset
from analysis.raw.store import save

HERE = Path(__file__).resolve().parent
PLACE, EFFECTIVE, ACT = "NE", "2027-01-01", "LB 12 (an example, not a real act)"
EDITS = {
    "trafficking_forms": {
        "Answer": "sex_and_labor",
        "Source ids": "NE-s12",
        "Note": "Example: labor trafficking added.",
    },
    "hearing": {
        "Answer": "if_contested",
        "Source ids": "NE-s12",
        "Basis": "bill",
        "Note": "Example: hearing on request.",
    },
}
PICTURES = (
    ("guide", "How to code", (0.4, 0.5, 8.0, 4.6)),
    ("answers", "Answers", (0.4, 0.5, 6.71, 3.05)),
    ("sources", "Sources", (0.4, 0.5, 10.15, 1.95)),
)
"""File, sheet, and the part of its first page: left, top, width, height in inches."""
DPI = 200


def main() -> None:
    """Write workbook-guide.png, workbook-answers.png and workbook-sources.png."""
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        book = _coded_workbook(work)
        for name, sheet, part in PICTURES:
            _picture(book, sheet, work, part, HERE / f"workbook-{name}.png")


def _coded_workbook(work: Path) -> Path:
    shutil.copytree(raw_data(), work / "data" / "raw")
    dataset = read_dataset(work / "data" / "raw")
    save(dataset, amend(dataset, PLACE, EFFECTIVE, ACT, change="An example.").tables)
    path = work / "coding.xlsx"
    path.write_bytes(export(read_dataset(work / "data" / "raw"), [PLACE]))
    book = openpyxl.load_workbook(path)
    sheet = book["Answers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        question = sheet.cell(row, at["Question id"]).value
        for heading, text in EDITS.get(question, {}).items():
            sheet.cell(row, at[heading]).value = text
    book.save(path)
    return path


def _picture(book: Path, sheet: str, work: Path, part: tuple[float, ...], target: Path) -> None:
    """A part (left, top, width, height in inches) of the first page of one sheet."""
    alone = openpyxl.load_workbook(book)
    for name in alone.sheetnames:
        if name != sheet:
            alone[name].sheet_state = "hidden"
    alone.active = alone.sheetnames.index(sheet)
    path = work / f"{target.stem}.xlsx"
    alone.save(path)
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", work, path], check=True, capture_output=True)
    crop = [
        word
        for flag, inches in zip("xyWH", part, strict=True)
        for word in (f"-{flag}", str(round(inches * DPI)))
    ]
    poppler = ["pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", "-singlefile", "-png", *crop]
    subprocess.run([*poppler, path.with_suffix(".pdf"), target.with_suffix("")], check=True)


if __name__ == "__main__":
    main()
