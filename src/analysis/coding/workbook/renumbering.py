"""New sources whose number somebody else has taken meanwhile: they get the next one, and whatever cites them follows."""

from __future__ import annotations

import re

from analysis.coding.workbook.findings import Findings
from analysis.coding.workbook.layout import SOURCES
from analysis.coding.workbook.records import Record
from analysis.problems import counted, joined, quoted
from analysis.raw import Dataset
from analysis.standard.codebook import SEPARATOR

CITES = "source_ids"


def renumber(found: list[Record], dataset: Dataset, findings: Findings) -> None:
    """Give new sources free numbers where theirs are taken, and cite them so in every record of the workbook.

    A number that was not in the export can mean only the workbook's own row, so every cell that cites it follows. One
    that was exported could mean either: it is a problem that names the cells which cite it.
    """
    rows = [{str(k): str(v) for k, v in row.items()} for row in dataset.sources.to_dict("records")]
    held = {row["source_id"]: row for row in rows}
    ours = [record for record in found if record.table == SOURCES.table]
    exported = {record.key["source_id"] for record in ours if not record.new}
    taken = {*held, *(record.now["source_id"] for record in ours)}
    for record in ours:
        old = record.now["source_id"]
        if not record.new or old not in held or held[old] == record.now:
            continue
        citing = [
            other for other in found if old in _ids(other.now) and (other.new or old not in _ids(other.then))
        ]
        cells = [str(other.places[CITES]) for other in citing]
        if old in exported:
            free = next_number(old, taken)
            also = f", and in {joined(cells)} where they mean it" if cells else ""
            findings.problem(
                record.places["source_id"],
                f"{quoted(old)} is in the data already, with other contents",
                "a row that is new",
                f"number the new row {free}{also}; to change the old row, change it where it stands",
            )
            continue
        same = [row["source_id"] for row in rows if row | {"source_id": ""} == record.now | {"source_id": ""}]
        new = same[0] if same else next_number(old, taken)
        taken.add(new)
        record.now["source_id"] = new
        for other in citing:
            other.now[CITES] = SEPARATOR.join(new if part == old else part for part in _ids(other.now))
        follows = (
            f"{counted(len(cells), 'cell')} that cite it followed: {', '.join(cells)}"
            if cells
            else "no cell cites it"
        )
        findings.remark(
            f"{record.places['source_id']}: {old} was taken meanwhile by {quoted(held[old]['title'])}. "
            f"Your source is {new} now; {follows}."
        )


def next_number(taken: str, known: set[str]) -> str:
    """The next number after the highest of its kind.

    >>> next_number("NE-s2", {"NE-s2", "NE-s10"})
    'NE-s11'
    """
    stem = taken.rstrip("0123456789")
    numbers = [
        int(found[1]) for name in known if (found := re.fullmatch(rf"{re.escape(stem)}([0-9]+)", name))
    ]
    return f"{stem}{max(numbers, default=0) + 1}"


def _ids(cells: dict[str, str]) -> list[str]:
    return cells.get(CITES, "").split(SEPARATOR)
