"""A small project to publish: one report, two notebooks with stored outputs, the real templates."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from analysis.publish.build.context import Context
from analysis.publish.build.stages import Stage

ROOT = Path(__file__).resolve().parents[2]
FROZEN = ROOT / "tests" / "data" / "2026"

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="100"'
    ' viewBox="0 0 300 100"><rect width="300" height="100" fill="#ffffff"/>{body}</svg>'
)

BIB = """@report{marsh2019, author={Marsh, Erin}, title={State Report Cards}, year={2019}, institution={Polaris}}
"""

FRONT = """---
title: "A report"
subtitle: "{{< var edition.as_of >}}"
lang: en-US
bibliography: references.bib
---

::: {.disclaimer}
Research, **not** advice.
:::

"""

VARIABLES = {
    "edition": {"as_of": "July 1, 2026"},
    "count": {"f": "19", "hostile": "{{< include x >}} *b* <b> [l](u) #x $y$"},
}


def code(source: str, outputs: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code", "execution_count": 1, "id": "c", "metadata": {}, "source": source, "outputs": outputs or [],
    }  # fmt: skip


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def figure(
    alt: str = "Nebraska leads.", body: str = "<text>Nebraska</text>", rows: Any = None
) -> dict[str, Any]:
    table = {"columns": ["State", "Score"], "rows": rows or [["Nebraska", 81], ["Ohio", 40]]}
    return {
        "image/svg+xml": SVG.format(body=body),
        "text/plain": alt,
        "application/vnd.report-cards.table+json": table,
    }


def notebook(cells: list[dict[str, Any]], after: list[str] | None = None) -> str:
    metadata = {"report_cards": {"after": after or []}}
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


BARS = "#| label: fig-bars\n#| fig-cap: Scores of *two* states.\n#| fig-alt: Bars.\ndraw()"
RANKS = "#| label: tbl-ranks\n#| tbl-cap: Ranks.\nrank()"
PIPE = "| Rank | State |\n|---:|:---|\n| 1 | [Nebraska](cards/NE.html) |\n| 2 | Ohio |\n"


def new_project(
    folder: Path, text: str, files: dict[str, str] | None = None, cells: list[dict[str, Any]] | None = None
) -> Path:
    """Make a project in a folder from the text of its report, further files, and the cells of its one notebook."""
    root = folder / "project"
    (root / "report").mkdir(parents=True)
    (root / "notebooks").mkdir()
    for name in ("templates", "styles", "scripts", "filters"):
        shutil.copytree(ROOT / "report" / name, root / "report" / name)
    default = [code(BARS, [shown(figure())]), code(RANKS, [shown({"text/markdown": PIPE})])]
    (root / "notebooks" / "02_scores.ipynb").write_text(notebook(cells or default), encoding="utf-8")
    everything = {"report/report.qmd": text, "report/references.bib": BIB} | (files or {})
    for name, content in everything.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


def page(context: Context, folder: Path) -> None:
    (folder / "index.html").write_text(context.assembled.text("subtitle"), encoding="utf-8")


def extra(context: Context, folder: Path) -> None:
    (folder / "extra.txt").write_text(str(sorted(context.inputs)[:1]), encoding="utf-8")


STAGES = [Stage("page", ("raw", "prose", "processed"), page), Stage("extra", ("raw",), extra)]
"""A build of two steps, so that it is not the pages that take the time."""
