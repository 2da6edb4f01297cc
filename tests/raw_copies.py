"""Copies of the raw files that a test may change, and the command line run on them."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from analysis.cli import main

RAW = Path(__file__).resolve().parent / "data" / "2026"
"""The 2026 edition as published; data/raw moves on."""

OF_JURISDICTIONS = (
    "jurisdictions",
    "laws",
    "codings",
    "second_codings",
    "sources",
    "amendments",
    "bills",
    "corrections",
)


def raw_copy(tmp_path: Path, name: str = "raw", only: Collection[str] = ()) -> Path:
    """A copy of the raw files; of some jurisdictions alone where these are named, which is read and checked much sooner."""
    folder = tmp_path / "data" / name
    shutil.copytree(RAW, folder)
    if only:
        keep_jurisdictions(folder, only)
    return folder


def keep_jurisdictions(folder: Path, kept: Collection[str]) -> None:
    """Leave out every other jurisdiction, with all that is said of it."""
    with (folder / "laws.csv").open(encoding="utf-8", newline="") as stream:
        laws = {row["law_id"] for row in csv.DictReader(stream) if row["jurisdiction"] in kept}
    for file in OF_JURISDICTIONS:
        if (folder / f"{file}.csv").exists():
            edit_rows(
                folder,
                f"{file}.csv",
                lambda row: row if row.get("jurisdiction") in kept or row.get("law_id") in laws else None,
            )


def add_rows(folder: Path, file: str, *rows: dict[str, str]) -> None:
    path = folder / file
    with path.open(encoding="utf-8", newline="") as stream:
        columns = next(csv.reader(stream))
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writerows(rows)


def edit_rows(folder: Path, file: str, edit: Callable[[dict[str, str]], dict[str, str] | None]) -> None:
    """Rewrite each row as `edit` returns it; None leaves the row out."""
    path = folder / file
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, columns = list(reader), list(reader.fieldnames or [])
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept for row in rows if (kept := edit(row)) is not None)


def replace_text(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def correct(folder: Path, **row: str) -> None:
    path = folder / "corrections.csv"
    if not path.exists():
        heading = "law_id,variable,column,old,new,why,reported_by,reported_on\n"
        path.write_text(heading, encoding="utf-8", newline="\n")
    defaults = {"column": "value", "why": "Misread.", "reported_by": "A reader", "reported_on": "2026-10-01"}
    add_rows(folder, "corrections.csv", defaults | row)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    monkeypatch.setattr(sys, "argv", ["report-cards", *map(str, words)])
    capsys.readouterr()
    try:
        main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def publish(folder: Path, **dates: str) -> None:
    """Give editions the day on which they came out: `publish(folder, e2026="2026-12-01")`."""
    path = folder / "editions.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(
            stream, ["edition", "as_of", "title", "published"], restval="", lineterminator="\n"
        )
        writer.writeheader()
        for row in rows:
            writer.writerow(
                row | ({"published": dates[f"e{row['edition']}"]} if f"e{row['edition']}" in dates else {})
            )
