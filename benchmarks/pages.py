"""What each page of the built site weighs and how fast a slow machine shows it: `python benchmarks/pages.py [FOLDER]`.

Every page that `manifest.json` lists is opened from disk in Chromium, 1280 pixels wide, its processor slowed to a quarter.
A row of the table is one page; of a folder with many pages it is their median and the worst of them. Nothing is asserted.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SLOWED = 4
MANY = 12
"""Pages of a folder from which on one row stands for all of them."""

TAB_STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility()).length"""
TIMES = """async () => [
    await new Promise((done) => new PerformanceObserver((found) =>
        found.getEntriesByName("first-contentful-paint").forEach((one) => done(one.startTime)),
    ).observe({ type: "paint", buffered: true })),
    performance.getEntriesByType("navigation")[0].loadEventEnd,
]"""


@dataclass(frozen=True)
class Measured:
    """A page: kilobytes of all it loads at first, elements, stops of the Tab key, milliseconds to first paint and to load."""

    weight: float
    nodes: float
    stops: float
    paint: float
    load: float


def measure(browser: Any, path: Path) -> Measured:
    """One visit to one page, nothing kept from an earlier one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(path.resolve().as_uri(), wait_until="load")
    paint, load = page.evaluate(TIMES)
    found = Measured(
        sum(Path(unquote(urlsplit(url).path)).stat().st_size for url in asked) / 1000,
        page.evaluate("() => document.querySelectorAll('*').length"),
        page.evaluate(TAB_STOPS),
        paint,
        load,
    )
    context.close()
    return found


def combined(found: list[Measured], how: Callable[[tuple[float, ...]], float] = median) -> Measured:
    """Several measurements as one, value by value."""
    return Measured(*map(how, zip(*map(astuple, found), strict=True)))


def rows(browser: Any, site: Path, runs: int) -> list[tuple[str, Measured]]:
    """Each page, or each folder of many, with its measures: the median of `runs` visits, of many pages one visit each."""
    listed = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    pages = sorted(
        (one["path"] for one in listed if one["path"].endswith(".html")),
        key=lambda name: (name.count("/"), name),
    )
    by_folder: dict[str, list[str]] = {}
    for name in pages:
        by_folder.setdefault(name.rpartition("/")[0], []).append(name)
    out: list[tuple[str, Measured]] = []
    for folder, names in by_folder.items():
        if len(names) < MANY or not folder:
            out += [
                (f"`{name}`", combined([measure(browser, site / name) for _ in range(runs)]))
                for name in names
            ]
            continue
        each = [measure(browser, site / name) for name in names]
        out += [
            (f"`{folder}/`, median of {len(names)}", combined(each)),
            (f"`{folder}/`, worst", combined(each, max)),
        ]
    return out


def main(site: Path = ROOT / "report" / "_output", runs: int = 3) -> None:
    """Print the table, ready for benchmarks/README.md."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        print("| page | weight | elements | tab stops | first paint | load |\n|---|---|---|---|---|---|")
        for name, one in rows(browser, site, runs):
            print(
                f"| {name} | {one.weight:,.0f} kB | {one.nodes:,.0f} | {one.stops:,.0f} "
                f"| {one.paint / 1000:.1f} s | {one.load / 1000:.1f} s |",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
