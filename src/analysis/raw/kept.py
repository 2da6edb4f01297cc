"""What was made once, kept by a digest of everything it was made from: found whole or not at all, never trusted unchecked."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FORMAT = b"report-cards kept 2"
"""Begins every entry. An entry that begins otherwise is of another version and is made anew."""

LIMIT = 400_000_000
"""Bytes that entries may take between two builds. What was used longest ago goes first."""

SPOILED = ".spoiled"
_PARTIAL = re.compile(r"\.(\d+)-\d+-.*\.partial")


class Kept:
    """Entries in a folder, by kind and key. Any number of threads and processes may use it at the same time.

    An entry is one file: a line with the digest of what follows, then the content. A disk that is full or cannot be written
    to only means that nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept under a key, if it is there unharmed. A harmed entry is set aside for `spoiled` to count."""
        path = self._path(kind, key)
        try:
            head, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if head != _head(content):
            with suppress(OSError):
                path.replace(path.with_name(path.name + SPOILED))
            return None
        with suppress(OSError):
            os.utime(path)
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep a content under a key: a kill leaves no half entry, and `get` notices what a power cut leaves."""
        path = self._path(kind, key)
        partial = path.with_name(f".{os.getpid()}-{threading.get_ident()}-{path.name}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                file.write(_head(content) + b"\n")
                file.write(content)
            partial.replace(path)
        except OSError:
            with suppress(OSError):
                partial.unlink(missing_ok=True)

    def spoiled(self) -> int:
        """How many entries were found harmed since this was last asked, by whichever process; they are removed."""
        found = [path for path in self._files() if path.name.endswith(SPOILED)]
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def prune(self, limit: int = LIMIT) -> None:
        """Drop the entries used longest ago until the others fit into `limit` bytes, and what dead processes left."""
        entries = []
        for path in self._files():
            partial = _PARTIAL.fullmatch(path.name)
            with suppress(OSError):
                if partial is None:
                    found = path.stat()
                    entries.append((found.st_mtime_ns, found.st_size, path))
                elif not _runs(int(partial[1])):
                    path.unlink()
        room = limit
        for _, size, path in sorted(entries, reverse=True):
            room -= size
            if room < 0:
                with suppress(OSError):
                    path.unlink()

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:40]

    def _files(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from [path for path in self.folder.glob("*/*") if path.is_file()]


def _head(content: bytes) -> bytes:
    return FORMAT + b" " + hashlib.sha256(content).hexdigest().encode()


def _runs(process: int) -> bool:
    """Whether a process of this machine is alive."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
