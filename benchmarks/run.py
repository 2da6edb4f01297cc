"""Every benchmark, as the table of README.md: `make bench`. At most ten minutes on two cores, which should be at rest.

`python benchmarks/run.py --runs N` (default: five); `--fresh N` adds the first `make report` and `make test` in N fresh
clones (a quarter of an hour each); `--year` the commands of the year; `--growth` builds of more jurisdictions and editions.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable

import build
import commands
import fresh
import growth
import scoring
import year

import cards

RUNS = 5
TARGETS = {
    "full rebuild": 15.0,
    "one changed answer": 8.0,
    "one changed sentence": 4.0,
    "nothing changed": 0.3,
    "what-if, data seen before": 0.8,
    "score, data seen before": 0.8,
    "validate, data seen before": 0.8,
    "gaps, data seen before": 0.8,
    "one card, page and PDF": 1.2,
    "all cards: PDFs": 2.5,
    "1,000,000 laws scored, answers as text": 1.0,
    "1,000,000 laws scored, answers as categories": 1.0,
    "10,000 draws of both doubts and of each alone, with ranks": 0.5,
    "first make report": 60.0,
    "make test": 240.0,
}


def row(name: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    median = ordered[len(ordered) // 2]
    target = TARGETS.get(name)
    verdict = "" if target is None else "yes" if median <= target else "**missed**"
    aim = "" if target is None else f"{target:g} s"
    return f"| {name} | {aim} | {median:.2f} s | {ordered[0]:.2f} s | {ordered[-1]:.2f} s | {len(ordered)} | {verdict} |"


def main(runs: int, clones: int, of_year: bool, of_growth: bool) -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()}\n")
    print(
        "| what | target | median | smallest | largest | runs | reached |\n|---|---|---|---|---|---|---|",
        flush=True,
    )
    parts: list[Callable[[int], dict[str, list[float]]]] = [
        build.measure, commands.measure, cards.measure, scoring.measure,
    ]  # fmt: skip
    for measure in parts:
        for name, seconds in measure(runs).items():
            print(row(name, seconds), flush=True)
    for name, seconds in fresh.measure(clones).items() if clones else ():
        print(row(name, seconds), flush=True)
    if of_year:
        print("\nCommands of the year\n", flush=True)
        year.main()
    if of_growth:
        print("\nGrowth\n", flush=True)
        growth.main([51, 200, 1000], [2, 5, 20])


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--fresh", type=int, default=0, metavar="CLONES")
    asked.add_argument("--year", action="store_true")
    asked.add_argument("--growth", action="store_true")
    chosen = asked.parse_args()
    main(chosen.runs, chosen.fresh, chosen.year, chosen.growth)
