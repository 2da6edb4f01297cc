"""How long report cards take: `python benchmarks/cards.py`."""

from __future__ import annotations

import tempfile
import time

from measuring import COMMAND, ROOT, run, tell

from analysis import cards
from analysis.cards.panel import rules
from analysis.publish.formats.card_files import print_all
from analysis.publish.formats.card_pages import CardPages
from analysis.raw import read_dataset
from analysis.raw.editions import edition

RUNS = 5


def one_card() -> float:
    """Seconds of `report-cards card NE`, the start of the process included."""
    with tempfile.TemporaryDirectory() as folder:
        return run([COMMAND, "card", "NE", "--output", folder]).seconds


def all_cards() -> dict[str, float]:
    """Seconds of each step towards all cards, in this process."""
    times, begun = {}, time.perf_counter()

    def done(name: str) -> None:
        nonlocal begun
        times[name], begun = time.perf_counter() - begun, time.perf_counter()

    dataset = read_dataset(ROOT / "data" / "raw")
    done("all cards: data read")
    context = cards.context(dataset, edition(dataset))
    records = list(cards.card_records(context).values())
    done("all cards: records")
    pages = CardPages(ROOT / "report", rules(context), records)
    for record in records:
        pages.page(record)
    done("all cards: pages")
    print_all(records, ROOT / "report" / "templates")
    done("all cards: PDFs")
    return times


def measure(runs: int = RUNS) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"one card, page and PDF": []}
    for _ in range(runs):
        times["one card, page and PDF"].append(one_card())
        for name, seconds in all_cards().items():
            times.setdefault(name, []).append(seconds)
    return times


if __name__ == "__main__":
    tell(measure())
