"""Who changed the data, when, and with which command: one line for each change, beside the folder of raw files."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analysis.project import COMMAND, WHO

JOURNAL = "journal.csv"
COLUMNS = ("when", "who", "command", "where", "files", "backup")
KEPT = 40
"""So many backups are kept of one folder, the newest; the journal remembers the others by name."""

PLACE = re.compile(r"([A-Z]{2,8})[-,]")
LONGEST = 300


@dataclass(frozen=True)
class Entry:
    """One change: when (ISO, to the second), who ("" where nobody said), the command, which jurisdictions it touched, which
    files it wrote, and the name of the backup of what was there before."""

    when: str
    who: str
    command: str
    where: tuple[str, ...]
    files: tuple[str, ...]
    backup: str


def entries(folder: Path) -> list[Entry]:
    """Every change of a folder of raw files on record, the newest first."""
    path = folder.resolve().parent / JOURNAL
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    made = [
        Entry(
            row["when"],
            row["who"],
            row["command"],
            tuple(row["where"].split()),
            tuple(row["files"].split()),
            row["backup"],
        )
        for row in rows
        if row["backup"].startswith(f"{folder.resolve().name}-")
    ]
    return made[::-1]


def record(
    folder: Path, old: Mapping[str, bytes], new: Mapping[str, bytes], backup: Path, now: datetime
) -> None:
    """Add a line for a change that was just made, and drop backups beyond the newest `KEPT`."""
    path = folder.parent / JOURNAL
    where = sorted({place for name in new for place in _touched(old.get(name, b""), new[name])})
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    if not path.exists():
        writer.writerow(COLUMNS)
    command = " ".join(COMMAND.get().split())[:LONGEST]
    writer.writerow(
        [now.isoformat(timespec="seconds"), WHO.get(), command, " ".join(where), " ".join(new), backup.name]
    )
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write(made.getvalue())
    named = re.compile(rf"{re.escape(folder.name)}-\d{{4}}-\d\d-\d\d-\d{{6}}-[0-9a-f]{{8}}")
    ours = sorted(p for p in backup.parent.iterdir() if named.fullmatch(p.name))
    for outdated in ours[:-KEPT]:
        shutil.rmtree(outdated, ignore_errors=True)


def _touched(old: bytes, new: bytes) -> set[str]:
    """The jurisdictions of the lines that came or went."""
    before, after = (
        set(old.decode("utf-8", "replace").splitlines()),
        set(new.decode("utf-8", "replace").splitlines()),
    )
    return {found[1] for line in before ^ after if (found := PLACE.match(line))}
