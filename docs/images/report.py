"""Make the pictures of the report in README.md from the built site: needs Poppler (pdftoppm) and Chromium.

Run from the project folder after a build: .venv/bin/python docs/images/report.py
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from analysis.project import root

HERE = Path(__file__).resolve().parent
OUTPUT = root() / "report" / "_output"
PICTURES = (("report", OUTPUT / "report.pdf", "Results"), ("card", OUTPUT / "cards" / "NE.pdf", ""))
"""Name of the picture, the PDF, and the heading of the page to show (empty: the first page)."""


SCREEN = {"width": 1280, "height": 720}
"""Pixels of the laptop on which the front page is shown."""


def page_of(pdf: Path, heading: str) -> int:
    """The number of the page on which a chapter opens."""
    if not heading:
        return 1
    listed = subprocess.run(["pdfinfo", "-dests", pdf], capture_output=True, text=True, check=True).stdout
    line = next(line for line in listed.splitlines() if f"sec-{heading.lower()}" in line)
    return int(line.split()[0])


def front_page() -> None:
    """The first screen of the site, with the pointer on a state."""
    from playwright.sync_api import sync_playwright

    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=next(found), args=["--no-sandbox"])
        page = browser.new_page(viewport=SCREEN, color_scheme="light", reduced_motion="reduce")
        page.goto((OUTPUT / "index.html").as_uri())
        page.locator(".tile[data-code=NE]").hover()
        page.screenshot(path=HERE / "front.png")
        browser.close()


def main() -> None:
    front_page()
    with tempfile.TemporaryDirectory() as folder:
        for name, pdf, heading in PICTURES:
            page = str(page_of(pdf, heading))
            made = Path(folder) / name
            command = ["pdftoppm", "-png", "-r", "80", "-singlefile", "-f", page, "-l", page, pdf, made]
            subprocess.run(command, check=True)
            shutil.copyfile(made.with_suffix(".png"), HERE / f"{name}.png")


if __name__ == "__main__":
    main()
