"""New for old in one step: a reader, or a build that is killed, never meets half a report; what others put there stays."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from analysis.publish.build import foreign
from analysis.raw.replacement import exchange

SITE, ASIDE, OWN = "site", "previous", "own.json"
"""In a work folder: the report to publish (after the exchange: the one it replaced), a report set aside, and the paths
in either that a build may remove."""


def publish(work: Path, output: Path, own: Collection[str], made: Collection[str]) -> None:
    """Put the folder `work/site` in the place of `output`, with every file of others that stands there.

    In: `own`, the paths of `output` that an earlier build made; `made`, those of the new report.
    Error: `UsageProblem` naming each file of others in the way of a new one, with nothing changed.
    """
    site = work / SITE
    if not output.exists():
        output.parent.mkdir(parents=True, exist_ok=True)
        site.rename(output)
        return
    others = foreign.found(output, own)
    foreign.refuse_in_the_way(output, others, site, made)
    write_durably(work / OWN, json.dumps(sorted({*own, *made})).encode())
    foreign.carry(output, site, others)
    if not exchange(site, output):
        output.rename(work / ASIDE)
        site.rename(output)
    settle(work, output)


def settle(work: Path, output: Path) -> None:
    """Bring a publication to its end, wherever it was broken off: the old report or the new one, with all files of others."""
    site, aside = work / SITE, work / ASIDE
    if aside.is_dir() and not output.exists():
        aside.rename(output)
    if not (work / OWN).is_file():
        return
    own = set(json.loads((work / OWN).read_text(encoding="utf-8")))
    for folder in (site, aside):
        if folder.is_dir():
            foreign.dissolve(folder, output, own)
    (work / OWN).unlink()


def refresh(files: Mapping[Path, bytes]) -> list[Path]:
    """Write the files whose bytes differ, each replaced whole; those written, in order."""
    written = []
    for path, content in sorted(files.items()):
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, content)
        written.append(path)
    return written


def write_durably(path: Path, content: bytes) -> None:
    """Write a file whole: it reaches the disk before it gets its name."""
    partial = path.parent / f".{path.name}.{os.getpid()}.partial"
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o644)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def normalise(folder: Path) -> None:
    """Give files 0644 and folders 0755, whatever the umask of this process."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
