"""Open a file that should be a workbook: what it is instead is said in words, and nothing in it can harm."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.text import Text
from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from analysis.coding.workbook.package import CHUNK, TooWideError, lean
from analysis.problems import DataProblems, Problem, UsageProblem

LARGEST = 200_000_000
"""Bytes a workbook may hold unpacked; an honest one of all jurisdictions has under a twentieth of it."""

LOCKS = ("~$", ".~lock.")
"""Begin the names of the files that Excel and LibreOffice lay beside a workbook while it is open."""

SAVE_AS = "open it in Excel or LibreOffice and save it as 'Excel Workbook (.xlsx)'"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ALLOWED = "an Excel workbook (.xlsx) made by 'report-cards workbook export'"


def open_workbook(path: Path) -> Workbook:
    """Read a workbook file. Errors: `UsageProblem` when there is no such file; `DataProblems` when it is no workbook."""
    if path.is_dir():
        raise UsageProblem(f"'{path}' is a folder. Name the workbook in it, a file that ends in .xlsx.")
    if path.name.startswith(LOCKS):
        meant = re.sub(r"^(?:~\$|\.~lock\.)|#$", "", path.name)
        raise UsageProblem(
            f"'{path.name}' is not a workbook but the mark of a spreadsheet program that has '{meant}' open. "
            f"Save and close it there, and name '{meant}'."
        )
    if not path.is_file():
        near = (
            sorted(p.name for p in path.parent.glob("*.xlsx") if not p.name.startswith(LOCKS))
            if path.parent.is_dir()
            else []
        )
        there = f" In that folder there is: {', '.join(near)}." if near else ""
        raise UsageProblem(f"There is no file '{path}'.{there}")
    content = path.read_bytes()
    finding = _not_a_package(content) or _unfit_package(content)
    if finding is None:
        try:
            reader = _Reader(lean(content), keep_links=False)
            reader.read()
            book: Workbook = reader.wb
        except TooWideError as merger:
            finding = (
                f"the cells {merger} are merged",
                "unmerge them (Merge & Center again), and fill each cell",
            )
        except Exception:  # openpyxl raises whatever its parts raise; for the user all of it means one thing
            finding = (
                "the workbook is damaged",
                f"{SAVE_AS}; if it does not open there, go back to an earlier copy",
            )
        else:
            return book
    raise DataProblems([Problem(path.name, None, "", finding[0], ALLOWED, finding[1])])


def filled_rows(sheet: Worksheet) -> list[int]:
    """The numbers of the rows in which a cell was written, in order; asking for others would make them."""
    return sorted({row for row, _ in sheet._cells})


def written_cells(sheet: Worksheet) -> list[Cell]:
    """The cells in which something was written, row by row. `sheet[number]` measures the whole sheet for each row."""
    return [sheet._cells[place] for place in sorted(sheet._cells)]


def still_open(path: Path) -> str:
    """A remark where a spreadsheet program has the workbook open: what was not saved is not in the file. Else ""."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if not any(lock.exists() for lock in locks):
        return ""
    return f"'{path.name}' is open in a spreadsheet program: what was not saved there was not read."


def _not_a_package(content: bytes) -> tuple[str, str] | None:
    """What a file is that does not begin as a workbook does, and what to do."""
    if content.startswith(b"PK\x03\x04"):
        return None
    if not content:
        return "the file is empty", "save the workbook again, or go back to an earlier copy"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if ENCRYPTED in content:
            return (
                "the workbook is protected by a password",
                "remove it: File, Info, Protect Workbook, Encrypt with Password",
            )
        return "this is a workbook in the old format .xls", SAVE_AS
    if content.startswith(b"%PDF"):
        return "this is a PDF", "name the workbook itself"
    if b"\0" not in content[:4000]:
        return "this is a text file (CSV?), not a workbook", "name the workbook; a CSV file lacks its sheets"
    return (
        "this is not a workbook",
        "name the workbook; if it is one, it is damaged: go back to an earlier copy",
    )


def _unfit_package(content: bytes) -> tuple[str, str] | None:
    """What a zipped file is that is not the workbook asked for, or must not be opened."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        names = set(package.namelist())
        if sum(part.file_size for part in package.infolist()) > LARGEST:
            return (
                f"the workbook would fill more than {LARGEST // 1_000_000} MB",
                "copy the sheets into a fresh export",
            )
        if "mimetype" in names and b"opendocument" in package.read("mimetype"):
            return "this is a LibreOffice document (OpenDocument)", SAVE_AS
        if any(name.startswith("word/") for name in names):
            return "this is a Word document", "name the workbook"
        if "xl/workbook.bin" in names:
            return "this is a workbook in the binary format .xlsb", SAVE_AS
        if "xl/workbook.xml" not in names:
            return "this is a zip archive, not a workbook", "name the workbook"
        for name in sorted(names):
            if name.endswith((".xml", ".rels")) and _has_document_type(package, name):
                return "the workbook holds instructions to its reader (a document type)", SAVE_AS
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError):
        return (
            "the workbook is damaged or was not saved to its end",
            "save it again, or go back to an earlier copy",
        )
    return None


def _has_document_type(package: zipfile.ZipFile, name: str) -> bool:
    """Whether a part declares a document type; read in pieces, since a part may be large."""
    mark, rest = b"<!DOCTYPE", b""
    with package.open(name) as part:
        while piece := part.read(CHUNK):
            if mark in (rest := rest[-len(mark) :] + piece):
                return True
    return False


ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    r"""Text as a spreadsheet shows it: `_x0041_` in a file stands for A, and a literal `_x0041_` is escaped in turn.

    ECMA-376 part 1, 22.4.2.4.

    >>> unescaped("_x0041_"), unescaped("_x005F_x0041_"), unescaped("_x000D_")
    ('A', '_x0041_', '\r')
    """
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _plain(node: Element) -> str:
    """The text of a cell without its formatting; each differently formatted run is escaped for itself."""
    text = Text.from_tree(node)
    return "".join(unescaped(part) for part in (text.plain, *(run.t for run in text.formatted)) if part)


class _Reader(ExcelReader):
    """openpyxl's reader, with escapes in texts undone; its own leaves them, and drops some characters."""

    package: Manifest

    def read_strings(self) -> None:
        part: Any = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName.lstrip("/")) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    self.shared_strings.append(_plain(node))
                    node.clear()

    def read_worksheets(self) -> None:
        super().read_worksheets()
        for sheet, part in self.parser.find_sheets():
            content = self.archive.read(part.target) if part.target in self.valid_files else b""
            if b"inlineStr" not in content or b"_x" not in content:
                continue
            for _, node in iterparse(io.BytesIO(content)):
                if node.tag == f"{{{SHEET_MAIN_NS}}}c" and node.get("t") == "inlineStr" and node.get("r"):
                    cell, text = self.wb[sheet.name][node.get("r")], node.find(f"{{{SHEET_MAIN_NS}}}is")
                    if isinstance(cell.value, str) and text is not None:
                        cell.value, cell.data_type = _plain(text), "s"
                    node.clear()
