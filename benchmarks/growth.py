"""How time and memory of a full build grow with the data: `python benchmarks/growth.py`.

With `--places 51,200,1000` and `--editions 2,5,20` (those are what it takes without them).

The data are the project's own, each jurisdiction copied under other codes (without a shape on the map), and further editions
after the last one. The largest build takes many minutes.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import shutil
import tempfile
from pathlib import Path

from measuring import COMMAND, ROOT, Spent, run

FASTER = 1.1
"""A step whose time grows with more than this power of the data grows faster than the data."""

Rows = list[dict[str, str]]
STEP = re.compile(r"^  (\S.*?) +([0-9.]+) s$", re.MULTILINE)
TILES = (9, 13)
"""Rows and columns that one copy takes on the tile map of at most 100 by 100."""


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def grown(folder: Path, places: int, editions: int) -> Path:
    """The raw data with as many jurisdictions and editions as asked for (no fewer than there are)."""
    shutil.copytree(ROOT / "data" / "raw", folder)
    names = ("jurisdictions", "laws", "codings", "sources", "amendments")
    tables = {name: read(folder / f"{name}.csv") for name in names}
    own = {name: list(rows) for name, rows in tables.items()}
    known = [row["jurisdiction"] for row in own["jurisdictions"]]
    for number in range(places - len(known)):
        copy, at = divmod(number, len(known))
        code = known[at]
        new = f"{chr(65 + copy // 26)}{chr(65 + copy % 26)}{code}"

        def renamed(text: str, code: str = code, new: str = new) -> str:
            return re.sub(rf"\b{code}-", f"{new}-", text)

        for name, of_place in _of(code, own).items():
            copies = [{k: renamed(v) for k, v in row.items()} for row in of_place]
            tables[name] += [row | ({"jurisdiction": new} if "jurisdiction" in row else {}) for row in copies]
        place = tables["jurisdictions"][-1]
        place |= {"fips": "", "name": f"{place['name']} {new[:2]}"}
        place["tile_row"] = str(int(place["tile_row"]) + TILES[0] * ((copy + 1) % 11))
        place["tile_column"] = str(int(place["tile_column"]) + TILES[1] * ((copy + 1) // 11))
    listed = read(folder / "editions.csv")
    last = listed[-1]
    for number in range(editions - len(listed)):
        year = str(int(last["as_of"][:4]) + number + 1)
        listed.append(last | {"edition": year, "as_of": year + last["as_of"][4:], "title": f"Edition {year}"})
    for name, rows in {**tables, "editions": listed}.items():
        write(folder / f"{name}.csv", rows)
    return folder


def _of(code: str, own: dict[str, Rows]) -> dict[str, Rows]:
    laws = {row["law_id"] for row in own["laws"] if row["jurisdiction"] == code}
    found: dict[str, Rows] = {
        name: [row for row in own[name] if row["jurisdiction"] == code]
        for name in ("jurisdictions", "laws", "sources", "amendments")
    }
    return found | {"codings": [row for row in own["codings"] if row["law_id"] in laws]}


def build(data: Path, work: Path) -> tuple[Spent, dict[str, float]]:
    """A full build with nothing kept; what it took, and the seconds of each of its steps."""
    project = work / "project"
    shutil.copytree(
        ROOT,
        project,
        ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "_output", ".build-*", "__pycache__"),
    )
    words = [COMMAND, "build", "--data", str(data), "--output", str(work / "site")]
    spent = run(words, project, weigh=True, REPORT_CARDS_ROOT=str(project))
    return spent, {name: float(seconds) for name, seconds in STEP.findall(spent.printed)}


def faster(small: dict[str, float], large: dict[str, float], by: float) -> list[str]:
    """Steps of more than a second that grow faster than the data, with the power with which they do."""
    powers = {
        name: math.log(seconds / max(small.get(name, 0.1), 0.1)) / math.log(by)
        for name, seconds in large.items()
        if seconds > 1
    }
    return [f"{name} (power {power:.1f})" for name, power in powers.items() if power > FASTER]


def main(places: list[int], editions: list[int]) -> None:
    print(
        "| jurisdictions | editions | full build | most memory | grows faster than the data |\n|---|---|---|---|---|"
    )
    first: dict[str, float] = {}
    cases = [(count, editions[0]) for count in places] + [(places[0], count) for count in editions[1:]]
    for count, years in cases:
        with tempfile.TemporaryDirectory() as folder:
            spent, steps = build(grown(Path(folder) / "raw", count, years), Path(folder))
        first = first or steps
        by = (count / places[0]) * (years / editions[0])
        named = ", ".join(faster(first, steps, by)) if by > 1 else ""
        print(
            f"| {count:,} | {years} | {spent.seconds:.0f} s | {spent.megabytes:,.0f} MB | {named} |",
            flush=True,
        )


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--places", type=numbers, default=[51, 200, 1000])
    asked.add_argument("--editions", type=numbers, default=[2, 5, 20])
    chosen = asked.parse_args()
    main(chosen.places, chosen.editions)
