"""Stages in processes of their own: the same files, the same failures, and an end when the build ends."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from small_project import FRONT, FROZEN, VARIABLES

from analysis.problems import DataProblems
from analysis.publish.build.apart import Apart
from analysis.publish.build.cache import Cache
from analysis.publish.build.context import TEXT, TOLD, Context
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.plan import stages
from analysis.publish.build.split import SplitProcess, Splitter
from analysis.publish.build.stages import Stage

Make = Callable[..., Path]

pytestmark = pytest.mark.skipif(not Splitter.can_run(), reason="only Linux splits processes safely")
RESOLVED: Stage = next(stage for stage in stages("pandoc") if stage.name == TEXT)


def context_of(root: Path) -> Context:
    """A build of a project whose notebooks have run."""
    context = Context(root, FROZEN, root / "work", Cache(root / ".cache"))
    context.work.mkdir(exist_ok=True)
    (context.work / "notebooks").symlink_to(root / "notebooks")
    (context.processed / "variables").mkdir(parents=True)
    (context.processed / "variables" / "all.json").write_text(json.dumps(VARIABLES), encoding="utf-8")
    return context


@pytest.fixture
def opened() -> Iterator[list[Apart]]:
    """What a test has begun, and the test does not end by itself."""
    begun: list[Apart] = []
    yield begun
    for apart in begun:
        apart.close()


def ended_process() -> SplitProcess:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return SplitProcess(process.pid)


@pytest.mark.parametrize("tells", [True, False])
def test_process_is_waited_for_whether_or_not_the_system_tells_of_its_end(
    tells: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(pid: int) -> int:
        raise OSError(38, "Function not implemented")

    if not tells:
        monkeypatch.setattr(os, "pidfd_open", unknown)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, text=True) as process:
        split = SplitProcess(process.pid)
        assert split.wait(0) is None
        buried = Thread(target=process.communicate, args=("\n",))
        buried.start()
        assert split.wait() == 0
        buried.join()


def test_process_that_nobody_has_buried_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        assert SplitProcess(process.pid).wait() == 0


def test_stage_makes_the_same_files_in_another_process(make_project: Make, opened: list[Apart]) -> None:
    root = make_project(FRONT + "Count: {{< var count.f >}}.\n")
    context = context_of(root)
    opened.append(Apart(context, "pandoc"))
    for name in ("here", "there"):
        (root / name).mkdir()
    opened[0].make(RESOLVED, root / "there")
    RESOLVED.make(context, root / "here")
    told = (root / "there" / TOLD / "report.json").read_bytes()
    assert b"19" in told
    assert told == (root / "here" / TOLD / "report.json").read_bytes()


def test_problems_found_in_another_process_come_back_as_they_are(
    make_project: Make, opened: list[Apart]
) -> None:
    root = make_project(FRONT + "Count: {{< var count.none >}}.\n\n{{< var count.g >}}\n")
    context = context_of(root)
    opened.append(Apart(context, "pandoc"))
    (root / "made").mkdir()
    with pytest.raises(DataProblems) as here:
        _ = context.assembled
    with pytest.raises(DataProblems) as there:
        opened[0].make(RESOLVED, root / "made")
    assert there.value.problems == here.value.problems
    found = sorted(problem.found for problem in there.value.problems)
    assert found == ["unknown variable 'count.g'", "unknown variable 'count.none'"]


def test_nothing_is_begun_once_the_build_has_ended(make_project: Make) -> None:
    apart = Apart(context_of(make_project(FRONT + "Text.\n")), "pandoc")
    apart.close()
    with pytest.raises(BuildFailure, match=r"^The build was stopped\.$"):
        apart.make(RESOLVED, Path("nowhere"))


def test_process_that_leaves_nothing_behind_is_named(
    make_project: Make, monkeypatch: pytest.MonkeyPatch, opened: list[Apart]
) -> None:
    opened.append(Apart(context_of(make_project(FRONT + "Text.\n")), "pandoc"))
    monkeypatch.setattr(Splitter, "split", lambda self, request: ended_process())
    with pytest.raises(
        BuildFailure, match=r"makes 'text' was ended from outside, perhaps for want of memory\."
    ):
        opened[0].make(RESOLVED, Path("nowhere"))


def test_parts_of_a_stage_are_heard(
    make_project: Make, monkeypatch: pytest.MonkeyPatch, opened: list[Apart]
) -> None:
    context = context_of(make_project(FRONT + "Text.\n"))
    heard: list[tuple[str, str]] = []
    context.part = lambda step, part: heard.append((step, part))
    opened.append(Apart(context, "pandoc"))

    def split(self: Splitter, request: dict[str, str]) -> SplitProcess:
        place = Path(request["place"])
        (place / "parts").write_text('["cards", "card 1 of 2"]\n["cards", "card 2 of 2"]\n', encoding="utf-8")
        (place / "outcome").write_bytes(pickle.dumps(None))
        return ended_process()

    monkeypatch.setattr(Splitter, "split", split)
    opened[0].make(RESOLVED, Path("nowhere"))
    assert heard == [("cards", "card 1 of 2"), ("cards", "card 2 of 2")]


def test_what_was_split_off_ends_with_its_server(make_project: Make) -> None:
    apart = Apart(context_of(make_project(FRONT + "Text.\n")), "pandoc")
    apart.start()
    server = apart._server.get()
    assert server is not None
    pid = server._process.pid
    apart.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
