"""SHA-256 of files, folders and notebooks without their outputs: what a build depends on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.prose.category_cells import is_written

BY_BUILD = ("written", "by the build")
IGNORED = {"__pycache__", ".ipynb_checkpoints", "_output", ".DS_Store", "backups"}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def combine(parts: Iterable[str]) -> str:
    """One digest of several; their order counts."""
    return sha256("\n".join(parts).encode())


def files_under(folder: Path, skip: frozenset[str] = frozenset()) -> list[Path]:
    """Every file below a folder in the order of its path, hidden, temporary and generated ones left out."""
    if folder.is_file():
        return [folder]
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if _counts(name, skip)]
        found += [Path(here, name) for name in names if _counts(name, skip) and not name.endswith(".pyc")]
    return sorted((path for path in found if path.is_file()), key=Path.as_posix)


def _counts(name: str, skip: frozenset[str]) -> bool:
    return not (name in IGNORED or name in skip or name.startswith((".", "~$")))


def file_digests(folder: Path, skip: frozenset[str] = frozenset()) -> dict[str, str]:
    """The digest of every file of a folder, by its path inside it."""
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()) for p in files_under(folder, skip)}


def of_mapping(digests: Mapping[str, str]) -> str:
    return combine(f"{name} {digest}" for name, digest in sorted(digests.items()))


def of_folder(folder: Path, skip: frozenset[str] = frozenset()) -> str:
    """One digest of all files of a folder, their names included."""
    return of_mapping(file_digests(folder, skip))


def _written(cell: dict[str, Any]) -> tuple[str, str]:
    return BY_BUILD if is_written(cell) else (cell["cell_type"], "".join(cell["source"]))


def notebook_source(text: str) -> str:
    """The digest of what people write in a notebook: cells and `report_cards` metadata, no outputs.

    Cells that a build writes count by where they stand alone; what is in them follows from the rubric.
    """
    notebook: dict[str, Any] = json.loads(text)
    cells = [_written(cell) for cell in notebook["cells"]]
    cells = [
        cell
        for number, cell in enumerate(cells)
        if cell != BY_BUILD or cells[number - 1 : number] != [BY_BUILD]
    ]
    return sha256(json.dumps([cells, notebook["metadata"].get("report_cards")], sort_keys=True).encode())


def is_declared(text: str) -> bool:
    """Whether a notebook says that it belongs to the report: its metadata has a `report_cards` entry."""
    return isinstance(json.loads(text)["metadata"].get("report_cards"), dict)
