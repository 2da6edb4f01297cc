"""Several files are replaced as one, whenever the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from analysis.problems import UsageProblem
from analysis.raw import replacement
from analysis.raw.replacement import digest, finish_interrupted, read_whole, replace_files

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")

OLD = {"laws.csv": b"law\nold\n", "codings.csv": b"value\nold\n"}
NEW = {"laws.csv": b"law\nnew\n", "codings.csv": b"value\nnew, longer\n", "corrections.csv": b"old,new\n"}
OTHERS = {"README.md": b"about", "us_states.topo.json": b"{}", "codebook.toml": b'version = "1"'}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "raw"
    made.mkdir(parents=True)
    fill(made)
    return made


def fill(folder: Path) -> None:
    for name, content in {**OLD, **OTHERS}.items():
        (folder / name).write_bytes(content)


def held(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def killed_at(line: int, work: Callable[[], object]) -> bool:
    """Run `work` in a process that dies before the n-th line of the module; False when it ended before."""
    child = os.fork()
    if child == 0:
        count = 0

        def trace(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal count
            if frame.f_code.co_filename != replacement.__file__:
                return None
            if event == "line":
                count += 1
                if count == line:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("route", ["exchange", "one by one"])
def test_killed_before_any_line_it_leaves_the_old_or_the_new_files_whole(folder: Path, route: str) -> None:
    # From a process that holds little, since one is split off for each line.
    ended = subprocess.run(
        [sys.executable, __file__, folder, route], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "every line was tried\n"), ended.stderr


def die_before_every_line(folder: Path, route: str) -> None:
    if route == "one by one":
        replacement.exchange = lambda one, other: False
    backup = folder.parent / "backups" / "then"
    seen, line = [], 1
    while killed_at(line, lambda: replace_files(folder, NEW, backup)):
        if route == "one by one":
            finish_interrupted(folder)
        now = held(folder)
        assert now in ({**OLD, **OTHERS}, {**OTHERS, **NEW}), f"mixed when killed at line event {line}"
        seen.append(now["laws.csv"])
        if backup.exists():
            assert held(backup) == {**OLD, **OTHERS}, "a backup with its final name is complete"
        else:
            assert now["laws.csv"] == OLD["laws.csv"], "nothing is replaced before there is a backup"
        if now["laws.csv"] != OLD["laws.csv"]:  # what the next attempt starts from
            (folder / "corrections.csv").unlink()
            fill(folder)
        line += 1
    assert line > 100, "every line of the work was a place to die"
    assert {OLD["laws.csv"], NEW["laws.csv"]} == set(seen), "some deaths came before the decision, some after"
    assert held(folder) == {**OTHERS, **NEW}
    assert sorted(p.name for p in backup.parent.iterdir()) == ["then"], "nothing half made is left over"
    assert not [p for p in folder.iterdir() if p.is_dir()]
    print("every line was tried")


@pytest.mark.parametrize("route", ["exchange", "one by one"])
def test_a_reader_never_sees_files_of_two_states(
    folder: Path, monkeypatch: pytest.MonkeyPatch, route: str
) -> None:
    if route == "one by one":
        monkeypatch.setattr(replacement, "exchange", lambda one, other: False)
    states = [dict.fromkeys(OLD, b"%d" % turn) for turn in range(2)]
    child = os.fork()
    if child == 0:
        try:
            for turn in count():  # until the reader has seen enough
                replace_files(folder, states[turn % 2], folder.parent / "backups" / "then")
        finally:
            os._exit(0)
    seen: Counter[tuple[bytes, ...]] = Counter()
    try:
        while not all(seen[pair] for pair in ((b"0", b"0"), (b"1", b"1"))) or seen.total() < 30:
            with suppress(UsageProblem):  # that the files keep changing is an answer too
                seen[read_whole(folder, lambda f: tuple((f / name).read_bytes() for name in OLD))] += 1
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert seen.keys() <= {(b"0", b"0"), (b"1", b"1"), tuple(OLD.values())}


def test_data_changed_since_it_was_read_is_not_overwritten(folder: Path) -> None:
    before = digest(folder)
    (folder / "laws.csv").write_bytes(b"law\nsomeone else's\n")
    with pytest.raises(UsageProblem, match="changed by someone else"):
        replace_files(folder, NEW, folder.parent / "backups" / "then", based_on=before)
    assert held(folder) == {**OLD, **OTHERS, "laws.csv": b"law\nsomeone else's\n"}
    assert not (folder.parent / "backups").exists()


def test_lock_files_of_a_spreadsheet_program_do_not_count_as_a_change(folder: Path) -> None:
    before = digest(folder)
    (folder / ".~lock.laws.csv#").write_text("someone", encoding="utf-8")
    (folder / "README.md").write_text("more", encoding="utf-8")
    assert digest(folder) == before


def test_links_and_permissions_stay(folder: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.json"
    shapes.write_text("{}", encoding="utf-8")
    (folder / "us_states.topo.json").unlink()
    (folder / "us_states.topo.json").symlink_to(shapes)
    (folder / "laws.csv").chmod(0o640)
    replace_files(folder, NEW, folder.parent / "backups" / "then")
    assert (folder / "us_states.topo.json").readlink() == shapes
    assert (folder / "laws.csv").stat().st_mode & 0o777 == 0o640


def test_a_folder_reached_through_a_link_is_replaced_where_it_is(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    replace_files(tmp_path / "link", NEW, folder.parent / "backups" / "then")
    assert (tmp_path / "link").is_symlink()
    assert held(folder) == {**OTHERS, **NEW}


def test_who_stands_in_the_folder_still_stands_in_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    replace_files(Path(), NEW, folder.parent / "backups" / "then")
    assert Path("laws.csv").read_bytes() == NEW["laws.csv"]
    assert held(folder) == {**OTHERS, **NEW}


def test_a_place_that_cannot_be_written_to_is_named(folder: Path) -> None:
    (folder.parent / "backups").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"Cannot write to '.*backups.*The data is as it was"):
        replace_files(folder, NEW, folder.parent / "backups" / "then")
    assert held(folder) == {**OLD, **OTHERS}


if __name__ == "__main__":
    os.fsync = lambda handle: None  # as in the other tests: no power is cut
    die_before_every_line(Path(sys.argv[1]), sys.argv[2])
