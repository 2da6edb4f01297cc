"""Old for new in one step: a reader, or a build that is killed, never meets half a report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analysis.problems import UsageProblem
from analysis.raw.replacement import exchange


def work_folder(output: Path) -> Path:
    """Where a build of `output` makes its files: beside it, so that they can be moved into place."""
    return output.parent / f".build-{output.name}-{os.getpid()}"


def _set_aside(output: Path) -> Path:
    return output.parent / f".build-{output.name}-previous"


def clear_leftovers(output: Path) -> None:
    """Bring back a report that a killed build had set aside, and remove what killed builds left.

    Only under the lock of `building`.
    """
    aside = _set_aside(output)
    if aside.is_dir() and not output.exists():
        aside.rename(output)
    if output.parent.is_dir():
        for left in sorted(output.parent.glob(f".build-{output.name}-*")):
            shutil.rmtree(left, ignore_errors=True)


def publish_folder(made: Path, output: Path) -> None:
    """Put the folder `made` in the place of `output`. The old one is removed afterwards."""
    if not output.exists():
        output.parent.mkdir(parents=True, exist_ok=True)
        made.rename(output)
        return
    if exchange(made, output):
        shutil.rmtree(made, ignore_errors=True)
        return
    aside = _set_aside(output)
    output.rename(aside)
    made.rename(output)
    shutil.rmtree(aside, ignore_errors=True)


def refresh(files: Mapping[Path, bytes]) -> list[Path]:
    """Write the files whose bytes differ, each replaced whole; those written, in order."""
    written = []
    for path, content in sorted(files.items()):
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.parent / f".{path.name}.{os.getpid()}.partial"
        partial.write_bytes(content)
        partial.chmod(0o644)
        partial.replace(path)
        written.append(path)
    return written


def normalise(folder: Path) -> None:
    """Give files 0644 and folders 0755, whatever the umask of this process."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


@contextmanager
def building(lock: Path) -> Iterator[None]:
    """Hold the right to build. The system lets go of it when the process ends, however it ends.

    Error: `UsageProblem` while another build holds it.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip()
            who = f" (process {holder})" if holder else ""
            raise UsageProblem(
                f"Another build is running{who}. Wait until it has finished, then try again."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
