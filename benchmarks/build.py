"""How long builds take, on a copy of the project: `python benchmarks/build.py`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from measuring import COMMAND, copy_of_project, run, tell

RUNS = 5
CHANGED = ("NE-2018,hearing,silent", "NE-2018,hearing,required")
SENTENCE = "No lawyer has checked the coding"


def build(project: Path) -> float:
    """Seconds of one whole `report-cards build`."""
    return run([COMMAND, "build", "--quiet"], project, REPORT_CARDS_ROOT=str(project)).seconds


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit(
            f"'{old}' stands {text.count(old)} times in {path.name}; name another place to change"
        )
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def measure(runs: int = RUNS) -> dict[str, list[float]]:
    """Seconds of each kind of build. Nothing is kept at the first of each run, so no change was seen before."""
    times: dict[str, list[float]] = {
        name: [] for name in ("full rebuild", "one changed answer", "one changed sentence", "nothing changed")
    }
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder))
        limits = project / "report" / "_limits.qmd"
        for number in range(runs):
            shutil.rmtree(project / ".cache", ignore_errors=True)
            shutil.rmtree(project / "report" / "_output", ignore_errors=True)
            times["full rebuild"].append(build(project))
            replace(project / "data" / "raw" / "codings.csv", *CHANGED[:: 1 if number % 2 == 0 else -1])
            times["one changed answer"].append(build(project))
            replace(limits, SENTENCE, f"{SENTENCE} {number}")
            times["one changed sentence"].append(build(project))
            times["nothing changed"].append(build(project))
            replace(limits, f"{SENTENCE} {number}", SENTENCE)
    return times


if __name__ == "__main__":
    tell(measure())
