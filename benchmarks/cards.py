"""How long report cards take: `python benchmarks/cards.py`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis import cards
from analysis.cards.panel import rules
from analysis.publish.formats.card_files import print_all
from analysis.publish.formats.card_pages import CardPages
from analysis.raw import read_dataset
from analysis.raw.editions import edition

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("report-cards")


def one_card() -> float:
    """Seconds of `report-cards card NE`, the start of the process included."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        command = [COMMAND, "card", "NE", "--output", folder]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin


def all_cards() -> dict[str, float]:
    """Seconds of each step towards all cards, in this process."""
    times = {}
    begin = time.perf_counter()
    dataset = read_dataset(ROOT / "data" / "raw")
    times["read the data"] = time.perf_counter() - begin
    begin = time.perf_counter()
    context = cards.context(dataset, edition(dataset))
    records = list(cards.card_records(context).values())
    times["assemble all records"] = time.perf_counter() - begin
    begin = time.perf_counter()
    pages = CardPages(ROOT / "report", rules(context), records)
    for record in records:
        pages.page(record)
    times["write all pages"] = time.perf_counter() - begin
    begin = time.perf_counter()
    print_all(records, ROOT / "report" / "templates")
    times["print all PDFs"] = time.perf_counter() - begin
    return times


def main(runs: int = 3) -> None:
    times: dict[str, list[float]] = {"one card, whole process": []}
    for _ in range(runs):
        times["one card, whole process"].append(one_card())
        for name, seconds in all_cards().items():
            times.setdefault(name, []).append(seconds)
    for name, measured in times.items():
        ordered = sorted(measured)
        print(
            f"{name}: {ordered[len(ordered) // 2]:.2f} s (median of {runs}; {ordered[0]:.2f} to {ordered[-1]:.2f})"
        )


if __name__ == "__main__":
    main()
