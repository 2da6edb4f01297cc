"""How long the commands take that people wait for, the start of the process included: `python benchmarks/commands.py`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("report-cards")
COMMANDS = {
    "what-if": ["what-if", "NE", "--set", "hearing=not_required"],
    "score": ["score"],
    "validate": ["validate"],
    "gaps": ["gaps"],
}


def seconds(words: list[str], kept: str) -> float:
    """Seconds of one whole process; `kept` is the folder of what earlier commands kept."""
    begin = time.perf_counter()
    environment = {**os.environ, "REPORT_CARDS_KEPT": kept}
    subprocess.run([COMMAND, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main(runs: int = 5) -> None:
    for name, words in COMMANDS.items():
        times: dict[str, list[float]] = {"data new": [], "data known": []}
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as kept:
                times["data new"].append(seconds(words, kept))
                times["data known"].append(seconds(words, kept))
        for state, measured in times.items():
            ordered = sorted(measured)
            print(
                f"{name}, {state}: {ordered[runs // 2]:.2f} s (median of {runs}; {ordered[0]:.2f} to {ordered[-1]:.2f})"
            )


if __name__ == "__main__":
    main()
