"""The folder a build works in: beside the output, of one process alone, and gone when that process is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.problems import UsageProblem
from analysis.publish.build import swap

PREFIX = ".build-"
LOCK = "report-cards.lock"
"""Stands in every work folder and is locked while its build runs. The system lets go of it when the process ends."""


def work_folder(output: Path) -> Path:
    """Where a build of `output` makes its files: beside it, so that they can be moved into place."""
    return output.parent / f"{PREFIX}{output.name}"


@contextmanager
def working(output: Path) -> Iterator[Path]:
    """The work folder of `output`, for this process alone and empty; removed at the end.

    What killed builds left beside `output` is cleared first, and a report that one of them had set aside comes back.
    Errors: `UsageProblem` while another build of the same output runs, or where a folder of someone else has that name.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    folder = work_folder(output)
    _refuse_foreign(folder)
    handle = _lock(folder, make=True)
    if handle is None:
        raise UsageProblem(
            f"Another build of '{output}' is running{_holder(folder)}. Wait until it has finished, then try again."
        )
    try:
        _clear(folder, output)
        _clear_neighbours(folder)
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield folder
    finally:
        try:
            _clear(folder, output)
        finally:
            _release(folder, handle)


def _refuse_foreign(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageProblem(f"'{folder}' is in the way of a build. Move it elsewhere.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LOCK).is_file():
        raise UsageProblem(
            f"'{folder}' is not a folder that a build made, and is in its way. Move it elsewhere."
        )


def _lock(folder: Path, make: bool) -> int | None:
    """Hold a work folder's lock, as an open file; None while another process holds it."""
    while True:
        try:
            if make:
                folder.mkdir(exist_ok=True)
            handle = os.open(folder / LOCK, os.O_RDWR | (os.O_CREAT if make else 0), 0o644)
        except FileNotFoundError:
            if make:
                continue  # its last holder removed the folder in this moment
            return None
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        except (ImportError, OSError):
            pass  # a system without locks: builds there must not be run at the same time
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), (folder / LOCK).stat()):
                return handle
        os.close(handle)  # the lock of a folder that has gone meanwhile


def _release(folder: Path, handle: int) -> None:
    """Remove an empty work folder, its lock last."""
    with suppress(OSError):
        if [path.name for path in folder.iterdir()] == [LOCK]:
            (folder / LOCK).unlink()
            folder.rmdir()
    os.close(handle)


def _holder(folder: Path) -> str:
    try:
        process = (folder / LOCK).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    return f" (process {process})" if process else ""


def _clear(folder: Path, output: Path) -> None:
    """Finish or undo what a build began with `output`, and remove what it made. Only under the folder's lock."""
    swap.settle(folder, output)
    for path in folder.iterdir():
        if path.name != LOCK:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _clear_neighbours(own: Path) -> None:
    """The same for other outputs beside this one, where the process that worked there is gone."""
    for folder in sorted(own.parent.iterdir()):
        if folder == own or not folder.name.startswith(PREFIX) or not (folder / LOCK).is_file():
            continue
        handle = None if folder.is_symlink() else _lock(folder, make=False)
        if handle is not None:
            _clear(folder, folder.with_name(folder.name.removeprefix(PREFIX)))
            _release(folder, handle)
