"""Replace several files of a folder together: whoever reads it, whatever is killed, sees all old or all new.

A complete new folder is made beside the old one and the two change places in one step of the operating system. Where
there is no such step (some network and container file systems, Windows), the new files are laid down in a subfolder
whose renaming is the decision, and moved into place by whoever comes first: this process or the next reader.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from analysis.problems import UsageProblem

PENDING = ".pending"
"""Holds files that were decided on and are still to be moved into the folder around it."""

STAGED, COPYING, LAYING = ".next-", ".copying-", ".laying-"
"""Begin the names of work that is not decided on: worthless once the process that made it is gone."""

AT_WORKING_FOLDER, EXCHANGE = -100, 2
UNTOUCHED = "The data is as it was. Check that the disk has room and that you may write there."
CHANGED_MEANWHILE = (
    "The data in '{}' was changed by someone else in this moment. Nothing was written; run the command again."
)

T = TypeVar("T")


def replace_files(
    folder: Path, files: Mapping[str, bytes], backup: Path, based_on: str | None = None
) -> None:
    """Give files of a folder new contents, all at once, after copying the whole folder to `backup`.

    In: `files`, name → content; `backup`, a folder that does not exist yet (one that does is kept as it is); `based_on`,
    the `digest` of the folder from which the contents were worked out.
    Errors: `UsageProblem` when the folder has changed since, or cannot be written to; it is then as it was.
    """
    folder = folder.resolve()
    staged = backup.parent / f"{STAGED}{folder.name}"
    try:
        with _locked(folder):
            finish_interrupted(folder)
            if based_on is not None and digest(folder) != based_on:
                raise UsageProblem(CHANGED_MEANWHILE.format(folder))
            _copy(folder, backup)
            _stage(folder, files, staged)
            # Whoever stands in the folder would be left in the old one, which is about to go.
            if folder in (here := Path.cwd(), *here.parents) or not exchange(staged, folder):
                lay_down(folder, files)
    except OSError as error:
        where = error.filename or folder
        raise UsageProblem(f"Cannot write to '{where}': {error.strerror}. {UNTOUCHED}") from error
    shutil.rmtree(staged, ignore_errors=True)


def read_whole(folder: Path, read: Callable[[Path], T]) -> T:
    """Read a folder of which no file is replaced meanwhile. Error: `UsageProblem` when it never stands still."""
    if not folder.is_dir():
        return read(folder)
    for _ in range(20):
        finish_interrupted(folder)
        with _numbered(folder):
            before = _identity(folder)
            result = read(folder)
            if _identity(folder) == before and not (folder / PENDING).exists():
                return result
    raise UsageProblem(f"The files in '{folder}' keep changing. Try again when nothing else writes there.")


def finish_interrupted(folder: Path) -> None:
    """Move decided files into place: the second half of `lay_down`, whoever began it."""
    pending = folder / PENDING
    try:
        decided = sorted(pending.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    for file in decided:
        # Two readers may finish the same work at the same time; each file is moved by one of them.
        with contextlib.suppress(FileNotFoundError):
            file.replace(folder / file.name)
    _flush(folder)
    with contextlib.suppress(FileNotFoundError):
        pending.rmdir()


def lay_down(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files one after the other, so that an interruption is finished by the next reader."""
    laying = folder / f"{LAYING}{os.getpid()}"
    for leftover in folder.glob(f"{LAYING}*"):
        shutil.rmtree(leftover)
    laying.mkdir()
    for name, content in files.items():
        _write(laying / name, content, like=folder / name)
    _flush(laying)
    laying.rename(folder / PENDING)
    # Decided: what fails from here on is made good by the next reader, and is no reason to say that nothing was written.
    with contextlib.suppress(OSError):
        _flush(folder)
        finish_interrupted(folder)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False, and nothing done, where that cannot be had."""
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        done = library.renamex_np(first, second, EXCHANGE) == 0
    elif hasattr(library, "renameat2"):
        done = library.renameat2(AT_WORKING_FOLDER, first, AT_WORKING_FOLDER, second, EXCHANGE) == 0
    else:
        return False
    if done:
        with contextlib.suppress(OSError):
            _flush(one.parent)
            _flush(other.parent)
    return done


def digest(folder: Path) -> str:
    """A hash of the names and contents of the files in a folder that are data: not hidden, not lock files.

    Error: `UsageProblem` when there is no such folder.
    """
    if not folder.is_dir():
        raise UsageProblem(f"There is no folder '{folder}'. Name the folder that holds the raw files.")
    whole = hashlib.sha256()
    for file in sorted(p for p in folder.iterdir() if p.is_file() and p.suffix in (".csv", ".toml", ".json")):
        if not file.name.startswith((".", "~")):
            content = file.read_bytes()
            whole.update(f"{file.name}\0{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()


def _copy(folder: Path, backup: Path) -> None:
    """A complete copy under a name that it only gets once it is complete."""
    backup.parent.mkdir(parents=True, exist_ok=True)
    for leftover in backup.parent.glob(f"{COPYING}*"):
        shutil.rmtree(leftover)
    if backup.exists():
        return
    copying = backup.parent / f"{COPYING}{backup.name}"
    shutil.copytree(folder, copying, symlinks=True)
    _flush_all(copying)
    copying.rename(backup)
    _flush(backup.parent)


def _stage(folder: Path, files: Mapping[str, bytes], staged: Path) -> None:
    if staged.exists():
        shutil.rmtree(staged)
    shutil.copytree(folder, staged, symlinks=True)
    for name, content in files.items():
        _write(staged / name, content, like=folder / name)
    _flush_all(staged)


def _write(path: Path, content: bytes, like: Path) -> None:
    """Write a file with the permissions of the one it stands for."""
    if path.is_symlink():
        path.unlink()
    path.write_bytes(content)
    if like.exists():
        shutil.copymode(like, path)
    _flush(path)


def _flush_all(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink():
            _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    """Have a file or folder reach the disk, so that even a power cut cannot undo the order of steps."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


@contextlib.contextmanager
def _numbered(folder: Path) -> Iterator[None]:
    """Hold a folder open, so that none that takes its place can be given its number, even once it is gone."""
    if os.name != "posix":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield
    finally:
        os.close(handle)


def _identity(folder: Path) -> tuple[int, int, int]:
    found = folder.stat()
    return (found.st_dev, found.st_ino, found.st_mtime_ns)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time. The lock dies with its process; where there are no locks, `based_on` is the guard."""
    if os.name != "posix":
        yield
        return
    import fcntl

    while True:
        handle = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_ino != folder.stat().st_ino:
                continue  # the folder changed places while we waited: wait for the one that now has its name
            yield
            return
        finally:
            os.close(handle)
