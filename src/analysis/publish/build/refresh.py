"""Files of the project that a build brings up to date: executed notebooks, processed data, variables."""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from analysis.publish.build import swap
from analysis.publish.build.context import Context
from analysis.publish.build.digests import file_digests, notebook_source, sha256
from analysis.publish.build.groups import GENERATED
from analysis.publish.notebooks.outputs import for_people

DICTIONARY = "columns.csv"
"""The table of tables: it names every processed table that the notebooks wrote."""


@dataclass(frozen=True)
class Refreshed:
    """Project files written or removed, those left alone because they were edited during the build, and the digest of
    each that a build placed."""

    written: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    placed: dict[str, str] | None = None


def refresh_project(context: Context, before: Collection[str]) -> Refreshed:
    """Bring the project up to date, where the build was of its own data and that has not changed meanwhile.

    `before`: the paths of project files that the last build placed.
    """
    own = context.root / "data" / "raw"
    if context.raw != own:
        return Refreshed(placed={})
    with _alone(context.root):
        built = {
            n.removeprefix("data/raw/"): d for n, d in context.inputs.items() if n.startswith("data/raw/")
        }
        if file_digests(own) != built:
            return Refreshed(left=(own,), placed={})
        files, edited = own_files(context)
        stale = stale_files(context, files, before)
        written = swap.refresh(files)
        for path in stale:
            path.unlink()
    placed = {p.relative_to(context.root).as_posix(): sha256(content) for p, content in files.items()}
    return Refreshed((*written, *stale), edited, placed)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Two builds of one project for two outputs do not write its files at the same time."""
    handle = os.open(root / "report", os.O_RDONLY)
    try:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def own_files(context: Context) -> tuple[dict[Path, bytes], tuple[Path, ...]]:
    """The content of every file to refresh, and notebooks to leave alone because they were edited meanwhile."""
    from analysis.prose.facts.variables import to_yaml_text

    root = context.root
    files = {root / "_variables.yml": to_yaml_text(context.variables).encode()}
    for path in sorted(p for p in context.processed.rglob("*") if p.is_file()):
        files[root / "data" / "processed" / path.relative_to(context.processed)] = path.read_bytes()
    for name in GENERATED:
        files[root / "report" / name] = (context.prose / "report" / name).read_bytes()
    edited = []
    for path in sorted(context.notebooks.glob("*.ipynb")):
        own = root / "notebooks" / path.name
        if (
            own.is_file()
            and notebook_source(own.read_text(encoding="utf-8")) == context.inputs[f"notebooks/{path.name}"]
        ):
            files[own] = for_people(path.read_text(encoding="utf-8")).encode()
        else:
            edited.append(own)
    return files, tuple(edited)


def stale_files(context: Context, files: Collection[Path], before: Collection[str]) -> list[Path]:
    """Tables and facts that notebooks wrote once and no notebook writes any more; nothing that others put beside them.

    They are known from `columns.csv` as the project holds it, and from what the last build placed.
    """
    folder = context.root / "data" / "processed"
    try:
        with (folder / DICTIONARY).open(encoding="utf-8", newline="") as file:
            once = {
                folder / row["file"] for row in csv.DictReader(file) if row["file"] == Path(row["file"]).name
            }
    except (OSError, KeyError, TypeError, ValueError):
        once = set()
    once |= {path for name in before if folder in (path := context.root / name).parents}
    return sorted(path for path in once if path not in files and path.is_file())
