"""Times of whole processes and of functions, and how they are told: the median, the smallest and the largest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = str(Path(sys.executable).with_name("report-cards"))
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".cache", "_output", ".build-*", "__pycache__", ".*_cache")


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds, and, where it was weighed, the most memory that it and all it started held at once, in
    megabytes."""

    seconds: float
    megabytes: float
    printed: str


def run(words: Sequence[str], folder: Path = ROOT, *, weigh: bool = False, **variables: str) -> Spent:
    """A process to its end; an error ends the benchmark. Modules are compiled once, as on any machine, and not each time.

    To weigh a build takes an eighth of its processor time and halts its processes meanwhile: it is only done on demand.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process = subprocess.Popen(words, cwd=folder, env={**own, **variables}, stdout=subprocess.PIPE, text=True)
    most, done = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, most, done))
    if weigh:
        watch.start()
    printed, _ = process.communicate()
    seconds = time.perf_counter() - begun
    done.set()
    if weigh:
        watch.join()
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, words))}\n{printed}")
    return Spent(seconds, most[0], printed)


def _watch(process: int, most: list[float], done: threading.Event) -> None:
    while not done.wait(0.2):
        most[0] = max(most[0], _held(process))


def _held(process: int) -> float:
    """Megabytes that a process and everything under it hold; 0 where the system does not tell."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*") if Path("/proc").is_dir() else ():
        with suppress(OSError, ValueError, IndexError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    family, held = [process], 0.0
    for one in family:
        family += parents.get(one, [])
        with suppress(OSError, ValueError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            # Shared pages count for each by its share, so that kernels split off from one process are not counted twice.
            held += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return held


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def copy_of_project(folder: Path) -> Path:
    """The project without what was built and kept, to be changed."""
    return Path(shutil.copytree(ROOT, folder / "project", ignore=LEFT_OUT))


def told(name: str, seconds: Sequence[float]) -> str:
    """One line: the median, and the smallest and the largest where there are several."""
    ordered = sorted(seconds)
    middle = ordered[len(ordered) // 2]
    spread = (
        f"median of {len(ordered)}; {ordered[0]:.2f} to {ordered[-1]:.2f}" if len(ordered) > 1 else "once"
    )
    return f"{name}: {middle:.2f} s ({spread})"


def tell(times: dict[str, list[float]]) -> None:
    for name, seconds in times.items():
        print(told(name, seconds), flush=True)
