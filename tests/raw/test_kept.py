"""What is kept comes back as it was put, or not at all; it stays within its bound."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.raw.kept import Kept

KEY = "0f" * 32


def entry(folder: Path) -> Path:
    (found,) = [path for path in folder.rglob("*") if path.is_file()]
    return found


@pytest.mark.parametrize(
    "content", [b"", b"one\ntwo\r\n\x00", b"x" * 100_000], ids=["empty", "lines", "long"]
)
def test_what_is_put_comes_back(tmp_path: Path, content: bytes) -> None:
    assert Kept(tmp_path).get("drawings", KEY) is None
    Kept(tmp_path).put("drawings", KEY, content)
    assert Kept(tmp_path).get("drawings", KEY) == content
    assert Kept(tmp_path).get("tables", KEY) is None
    assert Kept(tmp_path).spoiled() == 0


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole[:20],
        lambda whole: whole + b"more",
        lambda whole: whole.replace(b"words", b"wards"),
        lambda whole: whole.replace(b" 2 ", b" 1 ", 1),
        lambda whole: whole.split(b"\n", 1)[1],
    ],
    ids=["emptied", "cut", "cut in its head", "longer", "other bytes", "another version", "no head"],
)
def test_harmed_entry_is_never_used_is_counted_once_and_can_be_made_anew(
    tmp_path: Path, harm: object
) -> None:
    kept = Kept(tmp_path)
    kept.put("pages", KEY, b"some words of a page")
    path = entry(tmp_path)
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]
    assert kept.get("pages", KEY) is None
    kept.put("pages", KEY, b"some words of a page")
    assert kept.get("pages", KEY) == b"some words of a page"
    assert (Kept(tmp_path).spoiled(), Kept(tmp_path).spoiled()) == (1, 0)


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    keys = [f"{number}" * 40 for number in range(4)]
    for age, key in enumerate(reversed(keys)):
        kept.put("pages", key, b"x" * 1000)
        os.utime(tmp_path / "pages" / key, (10 + age, 10 + age))
    assert kept.get("pages", keys[3]) is not None  # the oldest becomes the newest
    kept.prune(2500)
    assert [key for key in keys if kept.get("pages", key) is not None] == [keys[0], keys[3]]


def test_killed_writer_leaves_no_entry_and_its_remains_are_cleared(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom analysis.raw.kept import Kept\n"
        "Path.replace = lambda one, other: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"Kept(Path(sys.argv[1])).put('pages', {KEY!r}, b'half')\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert killed.returncode == -9
    kept = Kept(tmp_path)
    assert kept.get("pages", KEY) is None
    assert entry(tmp_path).name.endswith(".partial")
    own = tmp_path / "pages" / f".{os.getpid()}-1-{KEY[:40]}.partial"
    own.write_bytes(b"being written")
    kept.prune()
    assert entry(tmp_path) == own


def test_place_that_cannot_be_written_to_only_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    kept = Kept(tmp_path / "file")
    kept.put("pages", KEY, b"x")
    assert kept.get("pages", KEY) is None
    kept.prune()
    assert kept.spoiled() == 0
