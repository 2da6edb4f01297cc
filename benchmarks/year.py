"""Time and memory of each command of the year, whole process, on a copy of the data; one million formatted empty rows too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "from analysis.cli import main; main()"]
LAST = 1_048_576
YEAR = (
    "edition new 2027 --as-of 2027-06-30",
    "law amend NE --effective 2027-01-01 --act LB-12",
    "workbook export coding.xlsx",
    "workbook import coding.xlsx --dry-run",
    "workbook import heavy.xlsx --dry-run",
    "blind-sample --share 0.2 --seed 2027 blind.xlsx",
    "agreement",
    "gaps",
    "validate",
    "status",
    "history NE",
    "score",
    "compare 2019 2026",
    "undo",
    "undo 1",
)


def measure(words: str, folder: Path, work: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor time, and megabytes at most, of one command."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [*COMMAND, *words.split(), "--data", str(folder)], cwd=work, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"failed: {words}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def heavy(source: Path, target: Path) -> None:
    """A workbook as one stray jump to the end of a sheet leaves it: every row formatted, and empty."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                rows = "".join(
                    f'<row r="{n}"><c r="A{n}" s="5"/><c r="B{n}" s="5"/></row>'
                    for n in range(9000, LAST + 1)
                )
                content = content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(name, content)


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        folder = work / "data" / "raw"
        shutil.copytree(ROOT / "data" / "raw", folder)
        for words in YEAR:
            if "heavy" in words:
                # In a process of its own, whose memory is not counted for the commands that follow.
                subprocess.run(
                    [sys.executable, __file__, work / "coding.xlsx", work / "heavy.xlsx"], check=True
                )
            seconds, processor, megabytes = measure(words, folder, work)
            print(f"{words:<60}{seconds:6.1f} s {processor:6.1f} s CPU {megabytes:5.0f} MB", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        heavy(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
