"""How long builds take, on a copy of the project: `python benchmarks/build.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("report-cards")
CHANGED = ("NE-2018,hearing,silent", "NE-2018,hearing,required")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".cache", "_output", ".build-*", "__pycache__", ".*_cache")


def build(project: Path) -> float:
    """Seconds of one whole `report-cards build`."""
    begin = time.perf_counter()
    environment = {**os.environ, "REPORT_CARDS_ROOT": str(project)}
    subprocess.run(
        [COMMAND, "build", "--quiet"], cwd=project, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - begin


def change_one_coding(project: Path, old: str, new: str) -> None:
    codings = project / "data" / "raw" / "codings.csv"
    text = codings.read_text(encoding="utf-8")
    assert text.count(old) == 1
    codings.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def main(runs: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(ROOT, project, ignore=LEFT_OUT)
        times: dict[str, list[float]] = {"full rebuild": [], "nothing changed": [], "one coding changed": []}
        for run in range(runs):
            shutil.rmtree(project / ".cache", ignore_errors=True)
            shutil.rmtree(project / "report" / "_output", ignore_errors=True)
            times["full rebuild"].append(build(project))
            times["nothing changed"].append(build(project))
            change_one_coding(project, *(CHANGED if run % 2 == 0 else CHANGED[::-1]))
            times["one coding changed"].append(build(project))
    for name, seconds in times.items():
        ordered = sorted(seconds)
        print(
            f"{name}: {ordered[len(ordered) // 2]:.1f} s (median of {runs}; {ordered[0]:.1f} to {ordered[-1]:.1f})"
        )


if __name__ == "__main__":
    main()
