"""One CSV file from bytes to rows of text, each row knowing the line that a spreadsheet shows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.problems import DataProblems, Problem, counted, did_you_mean, nearest, quoted
from analysis.safety import conflict_line

if TYPE_CHECKING:
    import pandas as pd

SAVE_AS = "save it from the spreadsheet as 'CSV UTF-8 (comma delimited)'"
DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
CONFLICTING = (
    "a line that Git put there because two versions of the file were not brought together",
    "one version of every line",
    "choose between the versions above and below each line of ======= and delete the lines with the signs",
)
"""Found, allowed, what to do."""

LONGEST_CELL = 100_000
BINARY = {
    b"PK\x03\x04": "an Excel or LibreOffice workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}


@dataclass
class Sheet:
    """One file as read. `frame` is None when no table could be made of it.

    `frame`: text, one column per known heading, index = row in a spreadsheet (the heading is row 1).
    `damaged`: rows whose cells cannot be told apart; anything else said about them would mislead.
    """

    frame: pd.DataFrame | None = None
    problems: list[Problem] = field(default_factory=list)
    damaged: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return 0 if self.frame is None else len(self.frame)


def read_sheet(
    path: Path, columns: Sequence[str], optional: Sequence[str] = (), *, foreign: bool = False
) -> Sheet:
    """Read a CSV file that should have these columns, in any order; an optional one that it lacks reads as empty.

    `foreign`: a file that is read once and not kept; it may have another delimiter, as a European Excel writes it, where
    its headings leave no doubt which.
    """
    sheet = Sheet()
    found = read_cells(path, columns, optional, sheet, foreign=foreign)
    if found is not None:
        import pandas as pd

        lines, cells = found
        sheet.frame = pd.DataFrame(cells, index=pd.Index(lines, dtype="int64"), dtype="str")
    return sheet


def read_cells(
    path: Path, columns: Sequence[str], optional: Sequence[str], sheet: Sheet, *, foreign: bool = False
) -> tuple[list[int], dict[str, list[str]]] | None:
    """What `read_sheet` makes a frame of: the numbers of the rows, and the cells by column; None where it makes none.

    Problems and damaged rows are noted in `sheet`.
    """
    text = _decode(path.name, path.read_bytes(), sheet)
    if text is None:
        return None
    if line := conflict_line(text.replace("\r\n", "\n")):
        sheet.problems.append(Problem(path.name, line, "", *CONFLICTING))
        return None
    records = _records(path.name, text, columns, sheet, foreign=foreign)
    if not records:
        return None
    header, rows = records[0], _rows(path.name, records, sheet)
    lacking = [name for name in optional if name not in header]
    _check_header(path.name, header, [name for name in columns if name not in lacking], sheet)
    places = {name: header.index(name) for name in columns if name in header}
    cells = {name: [row[at] for row in rows.values()] for name, at in places.items()}
    return list(rows), cells | {name: [""] * len(rows) for name in lacking}


def further_columns(path: Path, columns: Sequence[str]) -> list[str]:
    """The headings of a CSV file beyond those it needs, except what looks like one of these misspelt.

    Error: `DataProblems` for a file that is not text in UTF-8: whatever else were said of it would mislead.
    """
    sheet = Sheet()
    text = _decode(path.name, path.read_bytes(), sheet)
    if text is None or sheet.problems:
        raise DataProblems(sheet.problems)
    first = text.splitlines()[:1]
    header = next(csv.reader(first, delimiter=_delimiter("".join(first))), [])
    missing = [name for name in columns if name not in header]
    extra = [name for name in header if name.strip() and name not in columns]
    return list(dict.fromkeys(name for name in extra if nearest(name, missing) is None))


def _delimiter(heading: str) -> str:
    """What stands between the headings of a file.

    >>> _delimiter("a,b;c"), _delimiter("a;b"), _delimiter("a")
    (',', ';', ',')
    """
    return "," if "," in heading else next((sign for sign in DELIMITERS if sign in heading), ",")


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[int, tuple[str, ...]]]:
    """The cells of some columns, row by row, with the number of the row."""
    cells = zip(*(frame[column].tolist() for column in columns), strict=True)
    return list(zip(frame.index.tolist(), cells, strict=True))


def _decode(file: str, data: bytes, sheet: Sheet) -> str | None:
    """The text of a file. In a wrong encoding it is still read, so that its other problems show too."""

    def report(found: str, row: int | None = None, allowed: str = "text in the encoding UTF-8") -> None:
        sheet.problems.append(Problem(file, row, "", found, allowed, SAVE_AS))

    for start, kind in BINARY.items():
        if data.startswith(start):
            report(f"this is {kind} by another name", allowed="a CSV text file")
            return None
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        sheet.problems.append(
            Problem(file, None, "", "the file is empty", "a heading row and data", "restore it from a backup")
        )
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        report("the file is in the encoding UTF-16")
        return data.decode("utf-16", errors="replace")
    if data.count(0) * 5 > len(data):
        report("the file is in the encoding UTF-16")
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")  # Excel's "CSV UTF-8" begins with a byte order mark: harmless
    except UnicodeDecodeError as error:
        wrong = data[error.start : error.start + 1]
        meant = wrong.decode("cp1252", errors="replace")
        report(
            f"the file is not in UTF-8: byte 0x{wrong.hex().upper()} ('{meant}' if it is a Windows file)",
            data.count(b"\n", 0, error.start) + 1,
        )
        return data.decode("cp1252", errors="replace").replace("\N{REPLACEMENT CHARACTER}", "?")


def _records(
    file: str, text: str, columns: Sequence[str], sheet: Sheet, *, foreign: bool = False
) -> list[list[str]]:
    first = text.splitlines()[0] if text.strip() else ""
    if first.casefold().startswith("sep="):
        remedy = "delete the first row"
        sheet.problems.append(Problem(file, 1, "", quoted(first), "the column headings", remedy))
        return []
    delimiter = _delimiter(first) if len(columns) > 1 else ","
    if delimiter != "," and not (
        foreign and set(columns) <= set(next(csv.reader([first], delimiter=delimiter)))
    ):
        found = f"columns are separated by {DELIMITERS[delimiter]}"
        remedy = (
            f"{SAVE_AS}; where Excel offers only {DELIMITERS[delimiter]}, use LibreOffice and choose comma"
        )
        sheet.problems.append(Problem(file, 1, "", found, "columns separated by commas", remedy))
    records: list[list[str]] = []
    # Python's own limit would call a long cell an unclosed quotation mark.
    limit = csv.field_size_limit(len(text))
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append(record)  # noqa: PERF402  the rows read before an error tell where it is
    except csv.Error:
        sheet.problems.append(
            Problem(
                file,
                len(records) + 1,
                "",
                "a quotation mark is opened and not closed as it should be",
                'quotes around a whole cell, a quotation mark inside it doubled ("")',
                "mend the quotation marks of this row; the rows after it were not read",
            )
        )
        return []
    finally:
        csv.field_size_limit(limit)
    while records and not records[-1]:
        records.pop()
    return records


def _rows(file: str, records: list[list[str]], sheet: Sheet) -> dict[int, list[str]]:
    """Rows by their number, each as long as the heading; empty rows are reported and left out."""
    width = len(records[0])
    rows: dict[int, list[str]] = {}
    for number, cells in enumerate(records[1:], start=2):
        if not any(cells):
            remedy = "delete the row"
            sheet.problems.append(
                Problem(file, number, "", "an empty row", "one record in every row", remedy)
            )
            continue
        if len(cells) != width:
            sheet.damaged.add(number)
            excess = "a comma inside a text needs quotation marks around the whole cell"
            lack = "one comma for each empty cell; perhaps the row was cut or broken in two"
            sheet.problems.append(
                Problem(
                    file,
                    number,
                    "",
                    counted(len(cells), "cell"),
                    f"{counted(width, 'cell')}, as in the heading",
                    excess if len(cells) > width else lack,
                )
            )
        if max(map(len, cells)) > LONGEST_CELL:
            longest = max(range(len(cells)), key=lambda at: len(cells[at]))
            sheet.damaged.add(number)
            sheet.problems.append(
                Problem(
                    file,
                    number,
                    records[0][longest] if longest < width else "",
                    f"a cell of {len(cells[longest]):,} characters",
                    f"at most {LONGEST_CELL:,} characters in a cell",
                    "shorten the text; perhaps a quotation mark is missing and it holds the rows after it",
                )
            )
        rows[number] = (cells + [""] * width)[:width]
    return rows


def _check_header(file: str, header: list[str], columns: Sequence[str], sheet: Sheet) -> None:
    """Report columns that are missing, unknown, doubled or without a heading; a misspelling only once."""
    allowed = f"the columns {', '.join(columns)}"
    missing = [name for name in columns if name not in header]

    def report(name: str, found: str, remedy: str) -> None:
        sheet.problems.append(Problem(file, 1, name, found, allowed, remedy))

    for position, name in enumerate(header, start=1):
        if not name.strip():
            report("", f"column {position} has no heading", "delete the column, or give it its heading")
        elif name not in columns:
            meant = nearest(name, missing)
            if meant is not None:
                missing.remove(meant)
            report(
                name,
                f"{quoted(name)} is not a column of this file",
                did_you_mean(name, [meant] if meant else [], "delete the column"),
            )
    for name in dict.fromkeys(n for n in header if n in columns and header.count(n) > 1):
        report(
            name,
            f"the column stands there {header.count(name)} times",
            "delete one of them, or give it its own heading",
        )
    for name in missing:
        report(name, "the column is missing", "restore it from a backup, or add it with its heading")
