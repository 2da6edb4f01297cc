"""Back to what the raw files were before a change: from its backup, which stays, so that going back can be undone too."""

from __future__ import annotations

from pathlib import Path

from analysis.problems import UsageProblem
from analysis.raw.journal import Entry, entries
from analysis.raw.schemas import MAY_LACK_ROWS, SCHEMAS
from analysis.raw.store import BACKUPS, Saved, replace_checked


def undoable(folder: Path) -> list[tuple[Entry, Path]]:
    """The changes whose backup is still there, the newest first."""
    kept = folder.resolve().parent / BACKUPS
    return [(entry, kept / entry.backup) for entry in entries(folder) if (kept / entry.backup).is_dir()]


def undo(folder: Path, number: int) -> tuple[Entry, Saved]:
    """Restore the files as they were before the change of this number, 1 being the newest. Error: `UsageProblem`."""
    known = undoable(folder)
    if not 1 <= number <= len(known):
        there = (
            f"Known are 1 to {len(known)}; report-cards undo lists them."
            if known
            else "No change is on record."
        )
        raise UsageProblem(f"There is no change {number}. {there}")
    entry, backup = known[number - 1]
    files = {
        p.name: p.read_bytes()
        for p in sorted(backup.iterdir())
        if p.is_file() and not p.name.startswith((".", "~"))
    }
    for name in MAY_LACK_ROWS:
        if f"{name}.csv" not in files and (folder / f"{name}.csv").exists():
            files[f"{name}.csv"] = (",".join(SCHEMAS[name].columns) + "\n").encode()
    changed = {n: c for n, c in files.items() if not (folder / n).is_file() or (folder / n).read_bytes() != c}
    if not changed:
        raise UsageProblem(f"The data is as it was before change {number}; nothing is to be undone.")
    return entry, replace_checked(folder, changed)
