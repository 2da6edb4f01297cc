"""Files that others put into a published folder: a build never removes one, and carries each over into the next report."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from analysis.display.words import listed
from analysis.problems import UsageProblem

NAMED = 5
"""Files that a message names one by one."""


def found(folder: Path, own: Collection[str]) -> list[str]:
    """The paths in a folder that are not its builds' own: files, links and empty folders. No link is followed."""
    return [name for name in _paths(folder) if name not in own]


def refuse_in_the_way(output: Path, others: Collection[str], site: Path, made: Collection[str]) -> None:
    """Error: `UsageProblem` naming the files of others where the new report needs a file or folder of its own.

    One that says to the byte what the new file says is no loss and in nobody's way.
    """
    folders = {parent.as_posix() for name in made for parent in Path(name).parents}
    paths = {*made, *folders}
    blocking = []
    for name in others:
        if name in folders and _is_folder(output / name):
            continue
        below = any(parent.as_posix() in made for parent in Path(name).parents)
        same = name in made and _same(output / name, site / name)
        if below or (name in paths and not same):
            blocking.append(name)
    if blocking:
        more = len(blocking) - NAMED
        named = [f"'{output / name}'" for name in blocking[:NAMED]] + ([f"{more} more"] if more > 0 else [])
        raise UsageProblem(
            f"No build made {listed(named)}, and the new report needs the place. Move what you want to keep"
            " elsewhere, then build again. Nothing was published."
        )


def carry(output: Path, site: Path, others: Collection[str]) -> None:
    """Let every file of others stand in the new folder too: the same file under a second name, or a copy."""
    for name in others:
        old, new = output / name, site / name
        if os.path.lexists(new) and (_is_folder(old) or _same(old, new)):
            continue
        try:
            _make_parents(output, site, Path(name))
            if _is_folder(old):
                new.mkdir()
                shutil.copystat(old, new)
            else:
                _link(old, new)
        except OSError as error:
            raise UsageProblem(
                f"'{old}' cannot be carried over into the new report: {error.strerror}. Move it elsewhere, then build"
                " again. Nothing was published."
            ) from None


def dissolve(folder: Path, output: Path, own: Collection[str]) -> None:
    """Remove a folder that was replaced: its builds' own files, and those that stand in `output` as well.

    A file of others that came while it was replaced moves to `output`. Error: `UsageProblem` where it cannot.
    """
    for name in list(_paths(folder)):
        old, new = folder / name, output / name
        if name in own or (os.path.lexists(new) and _same(old, new)):
            old.rmdir() if _is_folder(old) else old.unlink()
        elif os.path.lexists(new) and not _is_folder(old):
            raise UsageProblem(
                f"'{old}' was put into the report while it was replaced. Move it elsewhere, then build again."
            )
        elif not _is_folder(old):
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
    for parent, _, _ in os.walk(folder, topdown=False):
        Path(parent).rmdir()


def _paths(folder: Path) -> Iterator[str]:
    """Files, links and empty folders below a folder, as paths in it, in order."""
    for parent, folders, files in os.walk(folder, onerror=_refuse):
        folders.sort()
        at = Path(parent).relative_to(folder)
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from sorted((at / name).as_posix() for name in [*files, *links])
        if not folders and not files and parent != str(folder):
            yield at.as_posix()


def _refuse(error: OSError) -> None:
    raise error  # what cannot be read cannot be carried over


def _make_parents(output: Path, site: Path, name: Path) -> None:
    for parent in reversed(name.parents[:-1]):
        if not (site / parent).is_dir():
            (site / parent).mkdir()
            shutil.copystat(output / parent, site / parent)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno in (errno.EEXIST, errno.EXDEV, errno.ENOSPC):
            raise
        shutil.copy2(old, new, follow_symlinks=False)  # a disk that gives a file one name only


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one file, or files of the same content."""
    if os.path.samestat(one.lstat(), other.lstat()):
        return True
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)
