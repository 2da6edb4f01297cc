"""A report is replaced whole or not at all, whatever happens and wherever, and nothing of others is lost by it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from analysis.problems import UsageProblem
from analysis.publish.build import foreign, swap

NEW = {"index.html": "new", "cards/NE.html": "new card", "manifest.json": "{}"}
OLD = {"index.html": "old", "cards/XX.html": "gone", "manifest.json": "{}"}
OTHERS = {
    ".git/HEAD": "ref: main",
    ".git/objects/aa": "object",
    ".nojekyll": "",
    "CNAME": "example.org",
    "cards/notes.txt": "mine, among the cards",
    "static/site.webmanifest": "{}",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8")
        for p in folder.rglob("*")
        if p.is_file()
    }


@pytest.fixture
def work(tmp_path: Path) -> Path:
    made = tmp_path / "work"
    write(made / swap.SITE, NEW)
    return made


def test_first_report_is_moved_into_place(work: Path, tmp_path: Path) -> None:
    swap.publish(work, tmp_path / "deep" / "out", set(), set(NEW))
    assert read(tmp_path / "deep" / "out") == NEW


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("links", [True, False])
def test_new_report_takes_the_place_of_the_old_one_and_every_file_of_others_stays(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool, links: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    if not links:
        monkeypatch.setattr(
            foreign.os, "link", lambda *a, **k: (_ for _ in ()).throw(PermissionError(1, "no"))
        )
    output = write(tmp_path / "out", OLD | OTHERS)
    (output / "empty").mkdir(mode=0o700)
    (output / "latest").symlink_to("index.html")
    (output / "elsewhere").symlink_to("/nowhere")
    inode = (output / ".git" / "HEAD").stat().st_ino
    swap.publish(work, output, set(OLD), set(NEW))
    assert {n: t for n, t in read(output).items() if n != "latest"} == NEW | OTHERS
    assert (output / "empty").stat().st_mode & 0o777 == 0o700
    assert (str((output / "latest").readlink()), str((output / "elsewhere").readlink())) == (
        "index.html",
        "/nowhere",
    )
    assert ((output / ".git" / "HEAD").stat().st_ino == inode) is links
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "work"]
    assert list(work.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "named"),
    [("index.html", "index.html"), ("cards", "cards"), ("index.html/mine", "index.html/mine")],
    ids=["a file", "where a folder goes", "below where a file goes"],
)
def test_file_of_others_in_the_way_stops_the_publication_with_its_name(
    work: Path, tmp_path: Path, name: str, named: str
) -> None:
    output = write(tmp_path / "out", {name: "mine", "robots.txt": "mine too"})
    with pytest.raises(UsageProblem) as caught:
        swap.publish(work, output, set(), set(NEW))
    assert f"'{output / named}'" in str(caught.value)
    assert "robots.txt" not in str(caught.value)
    assert read(output) == {name: "mine", "robots.txt": "mine too"}


def test_file_of_others_that_says_what_the_report_says_is_in_nobodys_way(work: Path, tmp_path: Path) -> None:
    output = write(tmp_path / "out", {"index.html": "new", "cards/NE.html": "new card"})
    swap.publish(work, output, set(), set(NEW))
    assert read(output) == NEW


def test_file_that_cannot_be_carried_over_is_named_and_nothing_is_published(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = write(tmp_path / "out", OLD | {"CNAME": "mine"})

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(foreign.os, "link", full)
    with pytest.raises(
        UsageProblem, match=r"CNAME' cannot be carried over into the new report: No space left"
    ):
        swap.publish(work, output, set(OLD), set(NEW))
    swap.settle(work, output)
    assert read(output) == OLD | {"CNAME": "mine"}


def test_file_that_comes_while_the_report_is_replaced_is_moved_into_the_new_one(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = write(tmp_path / "out", OLD)
    whole = swap.exchange

    def late(one: Path, other: Path) -> bool:
        write(output, {"late/mine.txt": "mine"})
        return whole(one, other)

    monkeypatch.setattr(swap, "exchange", late)
    swap.publish(work, output, set(OLD), set(NEW))
    assert read(output) == NEW | {"late/mine.txt": "mine"}


def test_report_set_aside_by_a_killed_build_comes_back_unless_a_newer_one_stands_there(
    tmp_path: Path,
) -> None:
    output, work = tmp_path / "out", tmp_path / "work"
    write(work / swap.ASIDE, OLD | OTHERS)
    swap.settle(work, output)
    assert read(output) == OLD | OTHERS
    write(work / swap.ASIDE, OLD | {"CNAME": "example.org"})
    (work / swap.OWN).write_text(json.dumps([*OLD, *NEW]), encoding="utf-8")
    shutil.rmtree(output)
    write(output, NEW)
    swap.settle(work, output)
    assert read(output) == NEW | {"CNAME": "example.org"}


def test_only_files_whose_bytes_differ_are_written(tmp_path: Path) -> None:
    same, other, new = tmp_path / "same", tmp_path / "other", tmp_path / "deep" / "new"
    same.write_bytes(b"1")
    other.write_bytes(b"1")
    os.utime(same, ns=(5, 5))
    assert swap.refresh({same: b"1", other: b"2", new: b"3"}) == [new, other]
    assert same.stat().st_mtime_ns == 5
    assert (other.read_bytes(), new.read_bytes()) == (b"2", b"3")
    assert not list(tmp_path.rglob("*.partial"))


def test_permissions_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        made = write(tmp_path / "made", {"index.html": "x"})
    finally:
        os.umask(old)
    swap.normalise(made)
    assert oct(made.stat().st_mode)[-3:] == "755"
    assert oct((made / "index.html").stat().st_mode)[-3:] == "644"
