"""One build: check the data, run what changed, put the whole report in the place of the old one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.problems import UsageProblem
from analysis.publish.build import swap
from analysis.publish.build.cache import Cache
from analysis.publish.build.digests import combine, of_mapping, sha256
from analysis.publish.build.stages import REPORT, Context, Stage, intact, manifest, versions

CACHE = ".cache/report-cards"


@dataclass(frozen=True)
class Options:
    """What was asked for. `raw` and `output` None: the project's own."""

    root: Path
    raw: Path | None = None
    output: Path | None = None
    engine: str = "pandoc"


@dataclass(frozen=True)
class Event:
    """A step begins (`seconds` None) or is done; `reused` when an earlier build had already made it."""

    step: str
    seconds: float | None = None
    reused: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Result:
    """The folder published, whether anything had to be made, and project files brought up to date."""

    output: Path
    unchanged: bool
    refreshed: tuple[Path, ...] = ()
    skipped: tuple[Path, ...] = ()


Listener = Callable[[Event], None]


def build(
    options: Options, tell: Listener = lambda event: None, stages: Sequence[Stage] | None = None
) -> Result:
    """Build the report into `options.output`, or leave everything as it is.

    `tell` hears of every step; `stages` replaces what is made of data and notebooks.
    Errors: `DataProblems` for the data and the sources, `UsageProblem` for what cannot be done, `BuildFailure` for a
    notebook that fails. After any of them, or a kill, the last report stands untouched.
    """
    root = options.root.resolve()
    raw = (options.raw or root / "data" / "raw").resolve()
    output = (options.output or root / "report" / "_output").resolve()
    _check_places(root, raw, output, chosen=options.output is not None)
    cache = Cache(root / CACHE)
    with swap.building(root / CACHE / "build.lock"):
        swap.clear_leftovers(output)
        context = Context(root, raw, swap.work_folder(output), cache)
        key = combine(
            [
                of_mapping(context.inputs),
                context.environment,
                options.engine,
                str(raw == root / "data" / "raw"),
            ]
        )
        name = f"built-{sha256(str(output).encode())[:16]}"
        if _is_current(cache.read_state(name), key, output, root):
            return Result(output, unchanged=True)
        try:
            context.work.mkdir(parents=True)
            return _make(context, stages or _stages(options.engine), output, key, name, tell)
        finally:
            shutil.rmtree(context.work, ignore_errors=True)


def _check_places(root: Path, raw: Path, output: Path, chosen: bool) -> None:
    if not raw.is_dir():
        raise UsageProblem(
            f"There is no folder {raw}. --data takes the folder that holds laws.csv and the other raw files."
        )
    if not (root / "report" / REPORT).is_file():
        raise UsageProblem(
            f"{root} has no report/{REPORT}, so there is nothing to build. Run this in the project's folder."
        )
    inside = [folder for folder in (root, raw) if output == folder or output in folder.parents]
    if inside or output in (root / "report", root / "notebooks", root / "data"):
        raise UsageProblem(
            f"--output {output} would replace the project's own files. Name a folder of its own."
        )
    if output.is_file():
        raise UsageProblem(f"--output {output} is a file. Name a folder.")
    if chosen and output.is_dir() and any(output.iterdir()) and not (output / "manifest.json").is_file():
        raise UsageProblem(
            f"--output {output} holds other files, which a build would delete. Name an empty folder."
        )


def _is_current(state: dict[str, object], key: str, output: Path, root: Path) -> bool:
    if state.get("key") != key or not intact(output, str(state.get("manifest"))):
        return False
    placed = state.get("placed")
    return isinstance(placed, dict) and all(
        (root / path).is_file() and sha256((root / path).read_bytes()) == digest
        for path, digest in placed.items()
    )


def _make(
    context: Context, stages: Sequence[Stage], output: Path, key: str, name: str, tell: Listener
) -> Result:
    own_data = context.raw == context.root / "data" / "raw"
    context.site.mkdir()
    with _step("data", tell) as done:
        done(_validate(context))
    with ThreadPoolExecutor(1) as beside:
        early = beside.submit(_run_stages, context, [s for s in stages if not s.waits], tell)
        _run_notebooks(context, tell)
        early.result()
    _run_late_stages(context, [s for s in stages if s.waits], tell)
    with _step("manifest", tell):
        listing = manifest(context, versions(context))
        (context.site / "manifest.json").write_text(listing, encoding="utf-8", newline="\n")
        swap.normalise(context.site)
        from analysis.publish.build.refresh import own_files, stale_files

        files, skipped = own_files(context) if own_data else ({}, ())
        swap.publish_folder(context.site, output)
        refreshed = swap.refresh(files)
        for path in stale_files(context, files) if own_data else ():
            path.unlink()
            refreshed.append(path)
        placed = {p.relative_to(context.root).as_posix(): sha256(content) for p, content in files.items()}
        context.cache.write_state(
            name, {"key": key, "manifest": sha256(listing.encode()), "placed": placed, "output": str(output)}
        )
        context.cache.prune()
    return Result(output, False, tuple(refreshed), skipped)


def _run_stages(context: Context, stages: Sequence[Stage], tell: Listener) -> None:
    for stage in stages:
        with _step(stage.name, tell) as done:
            done(stage.run(context))


def _run_late_stages(context: Context, stages: Sequence[Stage], tell: Listener) -> None:
    """What waits for the notebooks. The last of these, the slowest, runs beside the others; Typst keeps no lock."""
    with ThreadPoolExecutor(1) as beside:
        slowest = beside.submit(_run_stages, context, stages[-1:], tell)
        _run_stages(context, stages[:-1], tell)
        slowest.result()


@contextmanager
def _step(name: str, tell: Listener) -> Iterator[Callable[[bool], None]]:
    begun = time.perf_counter()
    reused = [False]
    tell(Event(name))
    yield lambda was: reused.__setitem__(0, was)
    tell(Event(name, time.perf_counter() - begun, reused[0]))


def _validate(context: Context) -> bool:
    """Read all raw files as a whole; whether these very files were found sound before."""
    key = context.digest("raw", "analysis")
    if context.cache.get("data", key):
        return True
    from analysis.raw import read_dataset

    read_dataset(context.raw)
    empty = context.work / "made" / "data"
    empty.mkdir(parents=True)
    context.cache.put("data", key, empty)
    return False


def _run_notebooks(context: Context, tell: Listener) -> None:
    from analysis.publish.notebooks.runs import plan, run_all

    begun = time.perf_counter()
    tell(Event("notebooks"))
    tasks = plan(context.root / "notebooks", context.digest("raw", "analysis"))
    recalled: list[bool] = []

    def each(name: str, reused: bool) -> None:
        recalled.append(reused)
        tell(Event("notebooks", detail=name))

    run_all(tasks, context.raw, context.work, context.cache, each)
    tell(Event("notebooks", time.perf_counter() - begun, all(recalled)))


def _stages(engine: str) -> list[Stage]:
    """The stages in order, the slowest last."""
    from analysis.publish.build import outputs

    stages = [
        Stage("chart library", (), outputs.chart_library),
        Stage("assets", ("dress", "publish"), outputs.assets),
        Stage("page", ("raw", "prose", "dress", "publish", "executed", "processed", "roster"), outputs.page),
        Stage("notebook pages", ("dress", "publish", "executed", "roster"), outputs.notebooks),
        Stage("cards", ("raw", "analysis", "publish", "dress"), outputs.cards),
    ]
    pdf = Stage(
        "PDF", ("raw", "prose", "dress", "publish", "executed", "processed", "roster", "cards"), outputs.pdf
    )
    if engine == "quarto":
        pdf = Stage("Quarto", (*pdf.inputs, "quarto"), outputs.quarto)
        stages = [stage for stage in stages if stage.name != "page"]
    package = Stage(
        "data package", ("raw", "processed", "publish", "analysis", "licences"), outputs.data_package
    )
    return [*stages, package, pdf]
