"""How long a fresh clone takes: the first `make report`, packages included, and `make test`. `python benchmarks/fresh.py`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, run, tell


def measure(runs: int = 1) -> dict[str, list[float]]:
    """Seconds of each, in a clone of what is committed. Packages come from pip's cache or from its index, as pip decides."""
    times: dict[str, list[float]] = {"first make report": [], "make test": []}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder) / "clone"
            subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
            times["first make report"].append(run(["make", "report"], clone).seconds)
            times["make test"].append(run(["make", "test"], clone).seconds)
    return times


if __name__ == "__main__":
    tell(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
