"""A small valid data set of its own for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from workbook_editing import BASE


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "raw"
    shutil.copytree(BASE, folder)
    return folder
