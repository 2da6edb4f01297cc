"""What earlier builds made, kept by a digest of everything it was made from."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

from analysis.raw.kept import Kept

KEPT = "kept"
_BUILT = "built"


class Cache:
    """Folders of results, each one entry of `analysis.raw.kept`, and what a build remembers of each place it published to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = Kept(folder / KEPT)

    def recall(self, stage: str, key: str, into: Path) -> bool:
        """Put what `stage` made from inputs with the digest `key` into a new folder; False where it is not known."""
        content = self.kept.get(stage, key)
        if content is None:
            return False
        into.mkdir(parents=True)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            packed.extractall(into)
        return True

    def keep(self, stage: str, key: str, made: Path) -> None:
        """Keep a copy of the files of a folder."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED, strict_timestamps=False) as packed:
            for path in sorted(p for p in made.rglob("*") if p.is_file()):
                packed.write(path, path.relative_to(made).as_posix())
        self.kept.put(stage, key, content.getvalue())

    def remembered(self, place: str) -> dict[str, Any]:
        """What was remembered of a place; empty where there is nothing or it cannot be read."""
        try:
            found = json.loads(self.kept.get(_BUILT, place) or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def remember(self, place: str, what: dict[str, Any]) -> None:
        self.kept.put(_BUILT, place, json.dumps(what, sort_keys=True).encode())

    def clear_older(self) -> bool:
        """Remove what builds of older versions kept here; whether there was any."""
        if not self.folder.is_dir():
            return False
        older = [path for path in self.folder.iterdir() if path.name != KEPT]
        for path in older:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        return bool(older)
