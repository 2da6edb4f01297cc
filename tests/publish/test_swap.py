"""A report is replaced whole or not at all, whatever happens and wherever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.problems import UsageProblem
from analysis.publish.build import swap


def folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, encoding="utf-8")
    return path


def test_first_report_is_moved_into_place(tmp_path: Path) -> None:
    swap.publish_folder(folder(tmp_path / "work", "new"), tmp_path / "deep" / "out")
    assert (tmp_path / "deep" / "out" / "index.html").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("exchange", [True, False])
def test_new_report_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    output = folder(tmp_path / "out", "old")
    (output / "gone.html").write_text("x", encoding="utf-8")
    swap.publish_folder(folder(tmp_path / "work", "new"), output)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]
    assert [p.name for p in output.iterdir()] == ["index.html"]
    assert (output / "index.html").read_text(encoding="utf-8") == "new"


def test_report_set_aside_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    output = tmp_path / "out"
    folder(tmp_path / ".build-out-previous", "old")
    folder(tmp_path / ".build-out-4711", "half")
    folder(tmp_path / ".build-other-1", "of another output")
    swap.clear_leftovers(output)
    assert (output / "index.html").read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".build-other-1", "out"]


def test_set_aside_report_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    output = folder(tmp_path / "out", "new")
    folder(tmp_path / ".build-out-previous", "old")
    swap.clear_leftovers(output)
    assert (output / "index.html").read_text(encoding="utf-8") == "new"


def test_only_files_whose_bytes_differ_are_written(tmp_path: Path) -> None:
    same, other, new = tmp_path / "same", tmp_path / "other", tmp_path / "deep" / "new"
    same.write_bytes(b"1")
    other.write_bytes(b"1")
    os.utime(same, ns=(5, 5))
    assert swap.refresh({same: b"1", other: b"2", new: b"3"}) == [new, other]
    assert same.stat().st_mtime_ns == 5
    assert (other.read_bytes(), new.read_bytes()) == (b"2", b"3")
    assert not list(tmp_path.rglob("*.partial"))


def test_second_build_at_the_same_time_is_refused_and_names_the_first(tmp_path: Path) -> None:
    lock = tmp_path / "cache" / "lock"
    with (
        swap.building(lock),
        pytest.raises(UsageProblem, match=f"process {os.getpid()}"),
        swap.building(lock),
    ):
        pass
    with swap.building(lock):
        pass


def test_lock_of_a_killed_build_does_not_hold_the_next_one(tmp_path: Path) -> None:
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom analysis.publish.build import swap\n"
        f"with swap.building(Path({str(tmp_path / 'lock')!r})):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == -9
    with swap.building(tmp_path / "lock"):
        pass


def test_permissions_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        made = folder(tmp_path / "made", "x")
    finally:
        os.umask(old)
    swap.normalise(made)
    assert oct(made.stat().st_mode)[-3:] == "755"
    assert oct((made / "index.html").stat().st_mode)[-3:] == "644"
