"""`data.html`: everything one can take away, what it holds, how large it is, how to cite it and how to check it."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from analysis.display.numbers import digits
from analysis.publish.build.context import Context, versions
from analysis.publish.build.digests import sha256
from analysis.publish.formats import citing
from analysis.publish.formats.datapackage import NAME, SUMS
from analysis.publish.formats.jurisdiction_files import FOLDER, SCHEMA
from analysis.publish.formats.wide_answers import FILE as WIDE
from analysis.publish.formats.workbook import FILE as WORKBOOK
from analysis.publish.site.frame import write_page
from analysis.publish.site.navigation import CODEBOOK, DATA
from analysis.publish.site.report_figures import told
from analysis.raw import single

PACKAGE = "data package"
"""The stage that makes the files."""

TABLES = {
    WIDE: "Answers, in one wide table",
    "raw/codings.csv": "Answers, with citation, source and note",
    "processed/scores.csv": "Scores and grades",
    "processed/category_points.csv": "Points by category",
    "raw/laws.csv": "Law versions",
    "raw/sources.csv": "Sources",
    "raw/amendments.csv": "Acts",
    "raw/bills.csv": "Bills",
    "raw/second_codings.csv": "Answers of the second coder",
}
"""The tables most asked for, and what they are called; the others stand in the list of all files."""


@dataclass(frozen=True)
class File:
    """A file to take away: its address, its size in words and in bytes, and its digest."""

    address: str
    size: str
    bytes: int
    digest: str


@dataclass(frozen=True)
class TableFile:
    """A table to take away: what it is called, what one row is, how many rows and columns it has, and its file."""

    words: str
    about: str
    rows: str
    columns: str
    file: File


def write(context: Context, folder: Path) -> None:
    """The page, from the files that the data package's stage made; what is not there is not listed."""
    made = context.made[PACKAGE] / "data"
    files = {file.address.removeprefix("data/"): file for file in _files(made)}
    cited = citing.work(context.cover, versions(context))
    names = single.table(context.raw, "jurisdictions")
    write_page(
        context,
        folder,
        DATA,
        cited=cited,
        files=files,
        every=[*files.values()],
        tables=_tables(made, files),
        workbook=files.get(WORKBOOK),
        archive=files.get(f"{NAME}-data.zip"),
        descriptor=files.get("datapackage.json"),
        sums=files.get(SUMS),
        schema=files.get(f"{FOLDER}/{SCHEMA}"),
        places=[
            {"code": code, "name": name, "file": files[path]}
            for code, name in sorted(zip(names["jurisdiction"], names["name"], strict=True), key=lambda p: p[1])
            if (path := f"{FOLDER}/{code}.json") in files
        ],
        figures=told(context),
        codebook=CODEBOOK,
        citation=citing.in_words(cited, "Data"),
        bibtex=citing.bibtex(cited, "Data", "data"),
    )  # fmt: skip


def size_words(count: int) -> str:
    """A file's size as people say it.

    >>> size_words(999), size_words(12_345), size_words(1_250_000)
    ('999 bytes', '12 KB', '1.3 MB')
    """
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} KB" if count < 999_500 else f"{digits(count / 1e6 + 1e-9)} MB"


def _files(made: Path) -> list[File]:
    """Every file of the folder in the order of its path."""
    found = []
    for path in sorted(made.rglob("*"), key=lambda p: p.relative_to(made).as_posix()):
        if path.is_file():
            content = path.read_bytes()
            address = f"data/{path.relative_to(made).as_posix()}"
            found.append(File(address, size_words(len(content)), len(content), sha256(content)))
    return found


def _tables(made: Path, files: dict[str, File]) -> list[TableFile]:
    descriptor = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    about = {one["path"]: one["title"] for one in descriptor["resources"]}
    found = []
    for path, words in TABLES.items():
        if path in files:
            with (made / path).open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            counts = digits(len(rows) - 1), digits(len(rows[0]))
            found.append(TableFile(words, about[path], *counts, files[path]))
    return found
