"""The notebooks run in order of what they need, in folders of their own, to the same bytes every time."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from analysis.publish.build.cache import Cache
from analysis.publish.build.digests import combine, is_declared, notebook_source
from analysis.publish.notebooks.canonical import normalised
from analysis.publish.notebooks.kernels import Kernels, kernel_environment
from analysis.publish.notebooks.outputs import cell_options
from analysis.publish.build.failure import BuildFailure

if TYPE_CHECKING:
    from analysis.publish.notebooks.kernel import KernelServer

TIMEOUT = 600
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Task:
    """One notebook to run: its text, those it needs the results of, and the digest of all it depends on."""

    name: str
    text: str
    after: tuple[str, ...]
    key: str


def plan(folder: Path, base: str, complete: Callable[[str], str] = str) -> list[Task]:
    """The report's notebooks in a folder, each after those its metadata names (`report_cards: {"after": [...]}`).

    A notebook without a `report_cards` entry in its metadata is somebody's own and left alone.

    `base` is a digest of everything else that a notebook's results depend on; `complete` adds, to its text, the cells
    that are written from data.
    Errors: `BuildFailure` for an unknown or circular dependency.
    """
    # Read once: an edit made while the notebooks run belongs to the next build.
    every = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ipynb"))}
    texts = {name: text for name, text in every.items() if _belongs(name, text)}
    needs = {name: _needs(name, text) for name, text in texts.items()}
    tasks: dict[str, Task] = {}
    while len(tasks) < len(texts):
        ready = [n for n in texts if n not in tasks and all(need in tasks for need in needs[n])]
        if not ready:
            stuck = next(n for n in texts if n not in tasks)
            raise BuildFailure(
                f"notebooks/{stuck}.ipynb waits for {', '.join(needs[stuck])}: unknown, or waiting for it in turn."
                f" Its metadata report_cards.after may name {', '.join(n for n in texts if n != stuck)}."
            )
        for name in ready:
            parts = [base, name, notebook_source(texts[name]), *(tasks[need].key for need in needs[name])]
            tasks[name] = Task(name, complete(texts[name]), needs[name], combine(parts))
    return [tasks[name] for name in texts]


def _belongs(name: str, text: str) -> bool:
    try:
        return is_declared(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildFailure(f"notebooks/{name}.ipynb is not a notebook: {error}") from None


def _needs(name: str, text: str) -> tuple[str, ...]:
    after = json.loads(text)["metadata"]["report_cards"].get("after", [])
    if not isinstance(after, list) or not all(isinstance(need, str) for need in after):
        raise BuildFailure(f"notebooks/{name}.ipynb: report_cards.after in its metadata must list names of notebooks.")
    return tuple(after)


def run_all(
    tasks: list[Task],
    raw: Path,
    work: Path,
    cache: Cache,
    tell: Callable[[str, bool], None],
    kernels: Kernels | None = None,
    jobs: int | None = None,
) -> tuple[Path, Path]:
    """Run or recall every notebook; the folder of executed notebooks and the folder of what they wrote.

    `tell(name, reused)` is called as each is done. Errors: `BuildFailure` naming notebook, cell and reason.
    """
    notebooks, processed = work / "notebooks", work / "processed"
    notebooks.mkdir(parents=True)
    processed.mkdir(parents=True)
    done: dict[str, Path] = {}
    running: dict[Future[Path], Task] = {}
    waiting = list(tasks)
    kernels = kernels or Kernels(work / "kernels", cache.kept.folder)
    with (
        ThreadPoolExecutor(jobs or min(4, (os.cpu_count() or 1) + 1)) as pool,
        closing(kernels),
    ):
        try:
            while waiting or running:
                for task in [t for t in waiting if all(need in done for need in t.after)]:
                    waiting.remove(task)
                    known = work / "recalled" / task.name
                    if cache.recall("notebooks", task.key, known):
                        done[task.name] = known
                        tell(task.name, True)
                    else:
                        upstream = [done[need] for need in task.after]
                        running[
                            pool.submit(_run, task, raw, work / "runs" / task.name, upstream, cache, kernels)
                        ] = task
                if not running:
                    continue
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    task = running.pop(future)
                    done[task.name] = future.result()
                    tell(task.name, False)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for task in tasks:
        shutil.copyfile(done[task.name] / "notebook.ipynb", notebooks / f"{task.name}.ipynb")
        _gather(done[task.name] / "processed", processed, task.name)
    return notebooks, processed


def _gather(source: Path, target: Path, name: str) -> None:
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        copy = target / path.relative_to(source)
        if copy.exists() and copy.read_bytes() != path.read_bytes():
            raise BuildFailure(
                f"notebooks/{name}.ipynb writes {copy.name}, which another notebook writes differently."
            )
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _run(task: Task, raw: Path, folder: Path, upstream: list[Path], cache: Cache, kernels: Kernels) -> Path:
    """Execute one notebook in a project of its own and keep it with the files it wrote."""
    data = folder / "data"
    shutil.copytree(raw, data / "raw", ignore=shutil.ignore_patterns(".*", "backups"))
    (data / "processed").mkdir(parents=True)
    for earlier in upstream:
        _gather(earlier / "processed", data / "processed", task.name)
    given = {p: p.read_bytes() for p in (data / "processed").rglob("*") if p.is_file()}
    (folder / "notebooks").mkdir()
    notebook = execute(task, folder, kernels.kept, kernels.server())
    made = folder / "made"
    (made / "processed").mkdir(parents=True)
    (made / "notebook.ipynb").write_text(notebook, encoding="utf-8", newline="\n")
    for path in sorted(p for p in (data / "processed").rglob("*") if p.is_file()):
        if given.get(path) != path.read_bytes():
            copy = made / "processed" / path.relative_to(data / "processed")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    cache.keep("notebooks", task.key, made)
    return made


def execute(task: Task, folder: Path, kept: Path, server: KernelServer | None = None) -> str:
    """The executed notebook as text. The kernel sees a fixed environment and no settings of its user.

    `kept` is the folder of `analysis.raw.kept` for what the notebook need not make again.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    from analysis.publish.notebooks.kernel import SILENT, PlainKernelManager

    notebook = nbformat.reads(task.text, as_version=4)
    private = folder / "private"
    private.mkdir()
    environment = kernel_environment(os.environ, folder, private, kept)
    manager = PlainKernelManager(server, private)
    client = NotebookClient(
        notebook, km=manager, timeout=TIMEOUT, record_timing=False, allow_errors=False,
        resources={"metadata": {"path": str(folder / "notebooks")}}, log=SILENT,
    )  # fmt: skip
    try:
        client.execute(env=environment, cleanup_kc=True)
    except CellExecutionError as error:
        raise BuildFailure(_complaint(task, notebook, error.ename, error.evalue)) from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise BuildFailure(f"notebooks/{task.name}.ipynb: {str(error).splitlines()[0]}") from None
    finally:
        # Where no kernel could be started, because the build was stopped, nbclient would try to end it at exit, and complain.
        atexit.unregister(client._cleanup_kernel)
    # What fails while it is shown, not while it is computed, is an error to its reader and none to the kernel.
    if _failed(notebook):
        raise BuildFailure(_complaint(task, notebook, "", ""))
    return normalised(json.loads(nbformat.writes(notebook)))


def _failed(notebook: Any) -> tuple[int, Any] | None:
    """The first cell that shows an error, by its place, and the error."""
    return next(
        (
            (place, out)
            for place, cell in enumerate(notebook.cells)
            for out in cell.get("outputs", [])
            if out.output_type == "error"
        ),
        None,
    )


def _complaint(task: Task, notebook: Any, name: str, value: str) -> str:
    """Which cell failed, and its error in one line. A figure that cannot be shown has told its own error."""
    found = _failed(notebook)
    failed = found[0] if found else None
    if found and name in ("", "NoneType"):
        name, value = found[1].ename, found[1].evalue
    where = ""
    if failed is not None:
        try:
            label = cell_options(notebook.cells[failed].source).get("label", "")
        except ValueError:
            label = ""
        where = f", cell {failed + 1}" + (f" ({label})" if label else "")
    lines = [line for line in _ANSI.sub("", value).strip().splitlines() if line.strip()]
    return f"notebooks/{task.name}.ipynb{where}: {name}: {lines[0].strip() if lines else 'no message'}"
