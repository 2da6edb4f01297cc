"""Make the pictures of the report in README.md from the built PDFs: needs Poppler (pdftoppm).

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


def page_of(pdf: Path, heading: str) -> int:
    """The number of the page on which a chapter opens."""
    if not heading:
        return 1
    listed = subprocess.run(["pdfinfo", "-dests", pdf], capture_output=True, text=True, check=True).stdout
    line = next(line for line in listed.splitlines() if f"sec-{heading.lower()}" in line)
    return int(line.split()[0])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, pdf, heading in PICTURES:
            page = str(page_of(pdf, heading))
            made = Path(folder) / name
            command = ["pdftoppm", "-png", "-r", "80", "-singlefile", "-f", page, "-l", page, pdf, made]
            subprocess.run(command, check=True)
            shutil.copyfile(made.with_suffix(".png"), HERE / f"{name}.png")


if __name__ == "__main__":
    main()
