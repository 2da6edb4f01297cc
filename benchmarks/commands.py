"""How long the commands take that people wait for, the start of the process included: `python benchmarks/commands.py`."""

from __future__ import annotations

import tempfile

from measuring import COMMAND, run, tell

RUNS = 5
COMMANDS = {
    "what-if": ["what-if", "NE", "--set", "hearing=not_required"],
    "score": ["score"],
    "validate": ["validate"],
    "gaps": ["gaps"],
}


def measure(runs: int = RUNS) -> dict[str, list[float]]:
    """Seconds of each command, where the data is new to it and where it was checked before."""
    times: dict[str, list[float]] = {}
    for _ in range(runs):
        for name, words in COMMANDS.items():
            with tempfile.TemporaryDirectory() as kept:
                for state in ("data new", "data seen before"):
                    spent = run([COMMAND, *words], REPORT_CARDS_KEPT=kept)
                    times.setdefault(f"{name}, {state}", []).append(spent.seconds)
    return times


if __name__ == "__main__":
    tell(measure())
