"""Whether the very files of a folder passed the very same checks before: then they need not be checked again."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from analysis.raw.kept import Kept

KIND = "sound"
PACKAGE = Path(__file__).resolve().parents[1]
CHECKED_BY = ("raw", "standard", "problems.py", "safety.py")
"""The parts of the package that decide what is a problem."""


def fingerprint(folder: Path) -> str:
    """One digest of all files of a folder and of everything that checks them; empty where a file cannot be read."""
    digest = hashlib.sha256(_checks().encode())
    try:
        for path in sorted(Path(folder).iterdir()):
            if path.is_file() and not path.name.startswith("."):
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"\n{path.name!r} {content}".encode())
    except OSError:
        return ""
    return digest.hexdigest()


def known_sound(mark: str, kept: Kept) -> bool:
    """Whether files with this fingerprint were found without a problem."""
    return bool(mark) and kept.get(KIND, mark) == mark.encode()


def note_sound(mark: str, kept: Kept) -> None:
    """Keep that files with this fingerprint have no problem."""
    if mark:
        kept.put(KIND, mark, mark.encode())


@cache
def _checks() -> str:
    digest = hashlib.sha256(f"{sys.version} {version('pandas')} {version('pandera')}".encode())
    for part in CHECKED_BY:
        path = PACKAGE / part
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(source.read_bytes())
    return digest.hexdigest()
