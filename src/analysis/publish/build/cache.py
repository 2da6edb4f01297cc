"""What earlier builds made, kept by a digest of everything it was made from."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

KEPT = 4
"""Results kept for each stage: enough to go back and forth between two states of the data."""


class Cache:
    """Folders of results under `.cache/report-cards`; an entry is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, stage: str, key: str) -> Path | None:
        """The folder made by `stage` from the inputs with the digest `key`, if it is known."""
        path = self.folder / stage / key[:32]
        if not path.is_dir():
            return None
        os.utime(path)
        return path

    def put(self, stage: str, key: str, made: Path) -> Path:
        """Keep a copy of a folder. A copy is made first, so that a killed build leaves no half entry."""
        target = self.folder / stage / key[:32]
        if target.is_dir():
            return target
        partial = self.folder / stage / f".partial-{os.getpid()}-{key[:16]}"
        shutil.rmtree(partial, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, partial)
        try:
            partial.rename(target)
        except OSError:
            shutil.rmtree(partial, ignore_errors=True)
            if not target.is_dir():
                raise
        return target

    def prune(self) -> None:
        """Drop the oldest results of each stage and what killed builds left."""
        if not self.folder.is_dir():
            return
        for stage in (p for p in self.folder.iterdir() if p.is_dir()):
            entries = sorted((p for p in stage.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime_ns)
            whole = [p for p in entries if not p.name.startswith(".partial-")]
            for old in [p for p in entries if p not in whole] + whole[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)

    def read_state(self, name: str) -> dict[str, Any]:
        """A small record by name; empty where there is none or it cannot be read."""
        try:
            state = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def write_state(self, name: str, state: dict[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f".{name}-{os.getpid()}"
        partial.write_text(json.dumps(state, sort_keys=True, indent=1), encoding="utf-8", newline="\n")
        partial.replace(self.folder / f"{name}.json")
