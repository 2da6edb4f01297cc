"""Where a command puts a file that the reader asked for: whole or not at all, and never over work of theirs."""

from __future__ import annotations

from pathlib import Path

from analysis.problems import UsageProblem


def destination(path: Path, suffix: str, *, overwrite: bool) -> Path:
    """The path asked for, once it is clear that a file can be put there. Error: `UsageProblem` saying why not."""
    if path.is_dir():
        raise UsageProblem(
            f"'{path}' is a folder. Name the file to write in it, such as {path / f'laws{suffix}'}."
        )
    if path.suffix.casefold() != suffix:
        raise UsageProblem(
            f"'{path}' does not end in {suffix}. Name the file to write, such as {path.stem}{suffix}."
        )
    if not path.parent.is_dir():
        raise UsageProblem(f"There is no folder '{path.parent}'.")
    if path.exists() and not overwrite:
        raise UsageProblem(f"'{path}' is there already. Choose another name, or add --overwrite.")
    return path


def destination_folder(path: Path) -> Path:
    """The folder asked for, there or still to be made. Error: `UsageProblem` where a file stands in its way."""
    for part in (path, *path.parents):
        if part.exists():
            if part.is_dir():
                return path
            raise UsageProblem(f"'{part}' is a file, so there can be no folder '{path}'. Name another.")
    return path


def write_file(path: Path, content: bytes) -> None:
    """Write a file under a name of its own first, so that nobody ever meets half of it."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UsageProblem(f"Cannot write '{path}': {error.strerror}.") from error
