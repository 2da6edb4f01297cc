"""Notebooks run in order, apart from their user's settings, to the same bytes; a failure is told in a line."""

from __future__ import annotations

import ast
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_project import code, notebook

from analysis.project import KEPT_VARIABLE, UNCHECKED_VARIABLE
from analysis.publish.build.cache import Cache
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.split import Splitter
from analysis.publish.notebooks.canonical import normalised
from analysis.publish.notebooks.kernel import KernelServer, PlainKernelManager
from analysis.publish.notebooks.kernels import Kernels
from analysis.publish.notebooks.runs import plan, run_all

WRITE = """#| label: write
from pathlib import Path
from analysis.project import processed_data
(processed_data() / "{name}.csv").write_text({value})"""


def write(folder: Path, **notebooks: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in notebooks.items():
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return folder


class Lent(Kernels):
    """Kernels of one run, split off from a process that others use as well."""

    def __init__(self, folder: Path, kept: Path, lender: Kernels) -> None:
        super().__init__(folder, kept)
        self._lender = lender

    def server(self) -> KernelServer | None:
        return self._lender.server()


@pytest.fixture(scope="module")
def lender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernels]:
    """The process that kernels are split off from, for tests that neither stop it nor look at its start."""
    folder = tmp_path_factory.mktemp("kernels")
    with closing(Kernels(folder, folder / "kept")) as kernels:
        yield kernels


def run(
    folder: Path, work: Path, cache: Path, lender: Kernels | None = None
) -> tuple[dict[str, str], dict[str, str], list[tuple[str, bool]]]:
    """Notebooks and processed files by name, and what was told."""
    raw = folder.parent / "raw"
    raw.mkdir(exist_ok=True)
    (raw / "laws.csv").write_text("law_id\nX\n", encoding="utf-8")
    told: list[tuple[str, bool]] = []
    keeps = Cache(cache)
    kernels = Lent(work / "kernels", keeps.kept.folder, lender) if lender else None
    made, processed = run_all(
        plan(folder, "base"), raw, work, keeps, lambda n, r: told.append((n, r)), kernels
    )
    texts = [
        {p.name: p.read_text(encoding="utf-8") for p in f.iterdir() if p.is_file()} for f in (made, processed)
    ]
    return texts[0], texts[1], told


def test_notebook_sees_what_those_before_it_wrote_and_nothing_else(lender: Kernels, tmp_path: Path) -> None:
    reads = "sorted(p.name for p in processed_data().iterdir()), (processed_data() / 'a.csv').read_text()"
    folder = write(
        tmp_path / "notebooks",
        a_last=notebook([code("from analysis.project import processed_data\n" + reads)], after=["b_first"]),
        b_first=notebook([code(WRITE.format(name="a", value="'one'") + "\nNone")]),
        c_other=notebook([code(WRITE.format(name="c", value="'two'") + "\nNone")]),
    )
    made, processed, told = run(folder, tmp_path / "work", tmp_path / "cache", lender)
    shown = json.loads(made["a_last.ipynb"])["cells"][0]["outputs"][0]["data"]["text/plain"]
    assert shown == "(['a.csv'], 'one')" or "".join(shown) == "(['a.csv'], 'one')"
    assert processed == {"a.csv": "one", "c.csv": "two"}
    assert sorted(told) == [("a_last", False), ("b_first", False), ("c_other", False)]
    _, _, again = run(folder, tmp_path / "work2", tmp_path / "cache", lender)
    assert sorted(again) == [("a_last", True), ("b_first", True), ("c_other", True)]


def test_bytes_do_not_depend_on_time_place_or_the_users_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (
        "import os, sys, time, warnings\nwarnings.warn('x')\nprint(time.tzname[0], os.environ['LC_ALL'], hash('a'))\n"
        "{'b', 'a', 'c'}, os.environ.get('PYTHONSTARTUP'), sys.flags.hash_randomization"
    )
    texts = []
    for number, zone in enumerate(("Asia/Tokyo", "America/New_York")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", ["C", "POSIX"][number])
        monkeypatch.setenv("PYTHONHASHSEED", str(number + 1))
        monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
        base = tmp_path / f"place {number}"
        folder = write(base / "notebooks", one=notebook([code(source)]))
        texts.append(run(folder, base / "work", base / "cache")[0]["one.ipynb"])
    assert texts[0] == texts[1]
    assert "UTC C.UTF-8" in texts[0]
    assert "UserWarning" not in texts[0]


def test_failing_cell_is_told_with_notebook_label_and_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    cells = [code("1"), code("#| label: fig-x\ndef f():\n    raise ValueError('no such state: XX')\nf()")]
    # None of the others ever ends by itself: what still runs is ended, and what was not begun is left.
    others = {f"other{n}": notebook([code("import threading; threading.Event().wait()")]) for n in range(4)}
    folder = write(tmp_path / "notebooks", one=notebook(cells), **others)
    with pytest.raises(BuildFailure) as caught:
        run(folder, tmp_path / "work", tmp_path / "cache")
    assert (capfd.readouterr().err, caplog.text) == ("", "")
    assert str(caught.value) == "notebooks/one.ipynb, cell 2 (fig-x): ValueError: no such state: XX"


def test_two_notebooks_may_not_write_one_file_differently(lender: Kernels, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "notebooks",
        one=notebook([code(WRITE.format(name="a", value="'1'"))]),
        two=notebook([code(WRITE.format(name="a", value="'2'"))]),
    )
    with pytest.raises(
        BuildFailure, match=r"two.ipynb writes a.csv, which another notebook writes differently"
    ):
        run(folder, tmp_path / "work", tmp_path / "cache", lender)


def test_cells_written_from_data_are_run_and_do_not_count_as_a_persons_change(tmp_path: Path) -> None:
    def cell(source: str) -> dict:
        return code(source) | {"metadata": {"tags": ["each-category"]}}

    folder = write(tmp_path / "n", one=notebook([code("1"), cell("2"), cell("3")]))
    (task,) = plan(folder, "", lambda text: text.replace('"2"', '"20"'))
    assert '"20"' in task.text
    (other,) = plan(write(tmp_path / "n", one=notebook([code("1"), cell("4")])), "")
    assert other.key == task.key
    (moved,) = plan(write(tmp_path / "n", one=notebook([cell("4"), code("1")])), "")
    assert moved.key != task.key


def test_circular_and_unknown_dependencies_are_refused(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "n", a=notebook([], after=["b"]), b=notebook([], after=["a"]), c=notebook([], after=["zz"])
    )
    with pytest.raises(BuildFailure, match=r"notebooks/a.ipynb waits for b"):
        plan(folder, "")


def test_key_of_a_notebook_follows_its_source_its_needs_and_the_data_but_not_its_outputs(
    tmp_path: Path,
) -> None:
    def keys(first: str, base: str = "base", output: str = "") -> dict[str, str]:
        outputs = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
        folder = write(
            tmp_path / "n", a=notebook([code(first, outputs)]), b=notebook([code("2")], ["a"]), c=notebook([])
        )
        return {task.name: task.key for task in plan(folder, base)}

    before = keys("1")
    assert keys("1", output="printed") == before
    changed = keys("1 + 1")
    assert {n for n in before if changed[n] != before[n]} == {"a", "b"}
    assert all(keys("1", base="other data")[n] != before[n] for n in before)


def test_cells_get_stable_ids_and_keep_no_clock() -> None:
    cells = [code("#| label: fig-x\n1"), code("2"), code("#| label: fig-x\n3")]
    for cell in cells:
        cell["metadata"] = {"execution": {"iopub.execute_input": "2026-01-01"}, "tags": ["keep"]}
    text = normalised({"cells": cells, "metadata": {"language_info": {"version": "3.11.7"}}})
    made = json.loads(text)
    assert [cell["id"] for cell in made["cells"]] == ["fig-x", "cell-02", "cell-03"]
    assert "2026" not in text
    assert "3.11.7" not in text
    assert made["cells"][0]["metadata"] == {"tags": ["keep"]}


def test_notebooks_of_a_build_share_what_is_kept_and_leave_charts_unchecked(
    lender: Kernels, tmp_path: Path
) -> None:
    names = [KEPT_VARIABLE, UNCHECKED_VARIABLE]
    folder = write(
        tmp_path / "notebooks", a=notebook([code(f"import os\n[os.environ[name] for name in {names}]")])
    )
    made, _, _ = run(folder, tmp_path / "work", tmp_path / "cache", lender)
    shown = "".join(json.loads(made["a.ipynb"])["cells"][0]["outputs"][0]["data"]["text/plain"])
    assert ast.literal_eval(shown) == [str(tmp_path / "cache" / "kept"), "1"]


@pytest.mark.parametrize("shown", ["Figure()", "from IPython.display import display\ndisplay(Figure())"])
def test_figure_that_cannot_be_shown_is_told_with_its_own_error(
    lender: Kernels, tmp_path: Path, shown: str
) -> None:
    source = (
        "#| label: fig-x\nclass Figure:\n    def _repr_mimebundle_(self, **more):\n"
        f"        raise ValueError('no shape for XX')\n{shown}"
    )
    folder = write(tmp_path / "notebooks", one=notebook([code("1"), code(source)]))
    with pytest.raises(BuildFailure) as caught:
        run(folder, tmp_path / "work", tmp_path / "cache", lender)
    assert str(caught.value) == "notebooks/one.ipynb, cell 2 (fig-x): ValueError: no shape for XX"


def test_notebook_of_the_report_says_so_in_its_metadata(tmp_path: Path) -> None:
    mine = notebook([code("1 / 0")]).replace("report_cards", "my_settings")
    folder = write(tmp_path / "n", one=notebook([]), scratch=mine)
    assert [task.name for task in plan(folder, "")] == ["one"]
    for broken in ("", "[]", '{"cells": []}', '{"metadata": 1}'):
        write(folder, scratch=broken)
        with pytest.raises(BuildFailure, match=r"notebooks/scratch\.ipynb is not a notebook"):
            plan(folder, "")


def test_two_kernels_never_share_what_they_are_spoken_to_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    managers = [PlainKernelManager(None, tmp_path / name) for name in ("a", "b")]
    if sys.platform.startswith("linux"):
        assert [manager.transport for manager in managers] == ["ipc", "ipc"]
        assert len({manager.ip for manager in managers}) == 2
    monkeypatch.delattr(socket, "AF_UNIX", raising=False)
    assert PlainKernelManager(None, tmp_path / "c").transport == "tcp"


def test_kernel_of_a_build_writes_no_history_and_loads_no_debugger(lender: Kernels, tmp_path: Path) -> None:
    source = (
        "import sys\nfrom pathlib import Path\n"
        "found = sorted(p.name for p in Path('..').rglob('*.sqlite'))\n"
        "found, sys.modules.get('debugpy') is None, get_ipython().history_manager.enabled"
    )
    folder = write(tmp_path / "notebooks", a=notebook([code(source)]))
    made, _, _ = run(folder, tmp_path / "work", tmp_path / "cache", lender)
    shown = json.loads(made["a.ipynb"])["cells"][0]["outputs"][0]["data"]["text/plain"]
    without_debugger = Splitter.can_run()
    assert "".join(shown) == f"([], {without_debugger}, False)"
