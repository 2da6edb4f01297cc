"""A small project to publish, made anew for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_project import new_project


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """Make a project from the text of its report, further files, and the cells of its one notebook."""

    def make(
        text: str, files: dict[str, str] | None = None, cells: list[dict[str, Any]] | None = None
    ) -> Path:
        return new_project(tmp_path, text, files, cells)

    return make
