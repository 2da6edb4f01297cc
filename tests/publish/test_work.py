"""A work folder belongs to one process and one output, and is cleared when its process is gone, never before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.problems import UsageProblem
from analysis.publish.build import swap
from analysis.publish.build.work import LOCK, working

HOLD = (
    "import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    # Started from a shell's background, a process ignores an interrupt, and so do those that it starts.
    "from pathlib import Path\nfrom analysis.publish.build.work import working\n"
    "with working(Path(sys.argv[1])) as work:\n    (work / 'half').write_text('x')\n    print('ready', flush=True)\n"
    "    sys.stdin.read()\n"
)


def another(output: Path) -> subprocess.Popen[str]:
    """Another process at work for an output."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(output)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()


NAMES = ["site", "site-b", "site-b-1", "site[b]", "site*", "s?te", "{site}", "site.b", "sïte", "-site", "a b"]


def test_outputs_beside_each_other_are_told_apart_whatever_their_names(tmp_path: Path) -> None:
    from contextlib import ExitStack

    with ExitStack() as all_at_once:
        works = [all_at_once.enter_context(working(tmp_path / name)) for name in NAMES]
        for number, work in enumerate(works):
            (work / "made").write_text(str(number), encoding="utf-8")
        with pytest.raises(UsageProblem, match="Another build"), working(tmp_path / "site"):
            pass
        assert [int((work / "made").read_text(encoding="utf-8")) for work in works] == list(range(len(NAMES)))
    assert list(tmp_path.iterdir()) == []


def test_second_build_of_the_same_output_is_refused_and_names_the_first(tmp_path: Path) -> None:
    first = another(tmp_path / "out")
    try:
        with (
            pytest.raises(UsageProblem, match=rf"out' is running \(process {first.pid}\)"),
            working(tmp_path / "out"),
        ):
            pass
        assert (tmp_path / ".build-out" / "half").is_file()
    finally:
        first.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_goes_with_the_next_build_beside_it_and_what_a_living_one_has_stays(
    tmp_path: Path,
) -> None:
    dead, alive = another(tmp_path / "site*"), another(tmp_path / "site-b")
    try:
        kill(dead)
        assert (tmp_path / ".build-site*" / "half").is_file()
        with working(tmp_path / "site") as work:
            assert sorted(p.name for p in tmp_path.iterdir()) == [".build-site", ".build-site-b"]
            assert [p.name for p in work.iterdir()] == [LOCK]
        assert (tmp_path / ".build-site-b" / "half").is_file()
    finally:
        alive.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_report_that_a_killed_build_of_another_output_set_aside_comes_back(tmp_path: Path) -> None:
    dead = another(tmp_path / "site-b")
    (tmp_path / ".build-site-b" / swap.ASIDE).mkdir()
    (tmp_path / ".build-site-b" / swap.ASIDE / "index.html").write_text("old", encoding="utf-8")
    kill(dead)
    with working(tmp_path / "site"):
        pass
    assert (tmp_path / "site-b" / "index.html").read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["site-b"]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_stopped_process_holds_nobody_up(tmp_path: Path, sent: int) -> None:
    stopped = another(tmp_path / "out")
    os.kill(stopped.pid, sent)
    stopped.wait()
    with working(tmp_path / "out"):
        pass


def test_folder_of_someone_else_by_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".build-out").mkdir()
    (tmp_path / ".build-out" / "thesis.docx").write_text("x", encoding="utf-8")
    with (
        pytest.raises(UsageProblem, match=r"\.build-out' is not a folder that a build made"),
        working(tmp_path / "out"),
    ):
        pass
    (tmp_path / ".build-other").mkdir()
    (tmp_path / ".build-other" / "thesis.docx").write_text("x", encoding="utf-8")
    with working(tmp_path / "site"):
        pass
    assert sorted(p.parent.name for p in tmp_path.rglob("*.docx")) == [".build-other", ".build-out"]
