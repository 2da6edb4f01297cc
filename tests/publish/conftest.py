"""A small project to publish, made anew for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_project import BARS, BIB, PIPE, RANKS, ROOT, code, figure, notebook, shown


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """Make a project from the text of its report, further files, and the cells of its one notebook."""

    def make(
        text: str, files: dict[str, str] | None = None, cells: list[dict[str, Any]] | None = None
    ) -> Path:
        root = tmp_path / "project"
        (root / "report").mkdir(parents=True)
        (root / "notebooks").mkdir()
        for folder in ("templates", "styles", "scripts", "filters"):
            shutil.copytree(ROOT / "report" / folder, root / "report" / folder)
        default = [code(BARS, [shown(figure())]), code(RANKS, [shown({"text/markdown": PIPE})])]
        (root / "notebooks" / "02_scores.ipynb").write_text(notebook(cells or default), encoding="utf-8")
        everything = {"report/report.qmd": text, "report/references.bib": BIB} | (files or {})
        for name, content in everything.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return root

    return make
