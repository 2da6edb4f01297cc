"""One build: check the data, run what changed, put the whole report in the place of the old one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.build import swap
from analysis.publish.build.apart import Apart
from analysis.publish.build.cache import Cache
from analysis.publish.build.context import NOTEBOOKS, Context
from analysis.publish.build.digests import combine, of_mapping, sha256
from analysis.publish.build.manifest import NAME, intact, listed, manifest, own_paths
from analysis.publish.build.places import check_places
from analysis.publish.build.plan import stages as planned
from analysis.publish.build.schedule import Step, run_steps
from analysis.publish.build.stages import Stage
from analysis.publish.build.work import working
from analysis.publish.markdown.yaml_files import read_yaml
from analysis.publish.site.address import site_address

if TYPE_CHECKING:
    from analysis.publish.notebooks.kernels import Kernels

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
    """A step begins, or comes to a part of it (`seconds` None), or is done; `reused` when an earlier build had made it.

    `note`: a sentence for the reader, of no step.
    """

    step: str = ""
    seconds: float | None = None
    reused: bool = False
    part: str = ""
    note: str = ""


@dataclass(frozen=True)
class Result:
    """The folder published, the digest of all it was made from, whether nothing had to be made, and project files brought
    up to date. `data`: the digest of the data alone, and of the code that reads them."""

    output: Path
    key: str
    unchanged: bool
    refreshed: tuple[Path, ...] = ()
    skipped: tuple[Path, ...] = ()
    data: str = ""


Listener = Callable[[Event], None]


OLDER = "What an older version kept of its builds was removed"


def build(
    options: Options, tell: Listener = lambda event: None, stages: Sequence[Stage] | None = None
) -> Result:
    """Build the report into `options.output`, or leave everything as it is.

    `tell` hears of every step, from several threads; `stages` replaces what is made of data and notebooks.
    Errors: `DataProblems` for the data and the sources, `UsageProblem` for what cannot be done, `BuildFailure` for a
    notebook that fails. After any of them, or a kill, the last report stands untouched.
    """
    root = options.root.resolve()
    raw = (options.raw or root / "data" / "raw").resolve()
    output = (options.output or root / "report" / "_output").resolve()
    check_places(root, raw, output, chosen=options.output is not None)
    cache = Cache(root / CACHE)
    with working(output) as work:
        place = sha256(str(output).encode())
        if cache.clear_older():
            # What this version kept of the same report may stand beside it, and is used.
            known = cache.remembered(place)
            tell(Event(note=f"{OLDER}." if known else f"{OLDER}; everything is made anew."))
        context = Context(
            root, raw, work, cache,
            part=lambda step, part: tell(Event(step, part=part)), note=lambda note: tell(Event(note=note)),
        )  # fmt: skip
        asked = [options.engine, str(raw == root / "data" / "raw")]
        key = combine([of_mapping(context.inputs), context.environment, *asked])
        if _is_current(cache.remembered(place), key, output, root):
            return Result(output, key, unchanged=True, data=context.digest("raw", "code"))
        try:
            chosen = planned(options.engine) if stages is None else stages
            with _apart(context, options.engine, chosen) as apart:
                return _make(context, chosen, output, key, place, tell, apart)
        finally:
            _tell_of_spoiled(cache.kept.spoiled(), tell)


@contextmanager
def _apart(context: Context, engine: str, stages: Sequence[Stage]) -> Iterator[Callable[[], None]]:
    """Let stages that are worth it be made in processes of their own, where this can be; what is given ends them."""
    if not any(stage.apart for stage in stages) or not Apart.can_run():
        yield lambda: None
        return
    apart = Apart(context, engine)
    try:
        apart.start()  # it loads its libraries while this process reads what the stages need
        needs = {stage.name: stage.needs(context) for stage in stages}
        awaited = {name for of_one in needs.values() for name in of_one}
        apart.patient = {name for name in needs if name not in awaited and NOTEBOOKS not in needs[name]}
        context.apart = apart.make
        yield apart.close
    finally:
        apart.close()


def _is_current(state: Mapping[str, Any], key: str, output: Path, root: Path) -> bool:
    if state.get("key") != key or not intact(output, str(state.get("manifest"))):
        return False
    placed = state.get("placed")
    return isinstance(placed, dict) and all(
        (root / path).is_file() and sha256((root / path).read_bytes()) == digest
        for path, digest in placed.items()
    )


def _make(
    context: Context,
    stages: Sequence[Stage],
    output: Path,
    key: str,
    place: str,
    tell: Listener,
    stop: Callable[[], None],
) -> Result:
    from analysis.publish.notebooks.kernels import Kernels

    context.site.mkdir()
    with closing(Kernels(context.work / "kernels", context.cache.kept.folder)) as kernels:
        with _step("data", tell) as done:
            # Data not seen before means notebooks to run: what kernels need is loaded while the data are checked.
            done(_validate(context, unknown=kernels.server))
        _run(context, stages, kernels, tell, stop)
    with _step("manifest", tell):
        return _publish(context, output, key, place)


def _run(
    context: Context, stages: Sequence[Stage], kernels: Kernels, tell: Listener, stop: Callable[[], None]
) -> None:
    """The notebooks and all stages, side by side as far as what they need allows. `stop` ends what runs elsewhere."""

    def timed(name: str, run: Callable[[], bool]) -> Callable[[], None]:
        def step() -> None:
            with _step(name, tell) as done:
                done(run())

        return step

    steps = {NOTEBOOKS: Step(timed(NOTEBOOKS, lambda: _run_notebooks(context, kernels)))}
    for stage in stages:
        known = stage.needs(context) & steps.keys()
        steps[stage.name] = Step(timed(stage.name, partial(stage.run, context)), known)

    def stop_all() -> None:
        kernels.close()
        stop()

    run_steps(steps, stop_all)


def _publish(context: Context, output: Path, key: str, place: str) -> Result:
    from analysis.publish.build.refresh import refresh_project

    text = manifest(context).encode()
    (context.site / NAME).write_bytes(text)
    swap.normalise(context.site)
    outputs = listed(text) or {}
    before = context.cache.remembered(place)
    swap.publish(context.work, output, own_paths(output, before.get("outputs", {})), {*outputs, NAME})
    done = refresh_project(context, before.get("placed", {}))
    context.cache.remember(
        place, {"key": key, "manifest": sha256(text), "placed": done.placed, "outputs": outputs}
    )
    context.cache.kept.prune()
    return Result(output, key, False, done.written, done.left, context.digest("raw", "code"))


def _tell_of_spoiled(count: int, tell: Listener) -> None:
    if count:
        what = "1 kept result was" if count == 1 else f"{count} kept results were"
        tell(Event(note=f"{what} damaged or of another version, and made anew."))


@contextmanager
def _step(name: str, tell: Listener) -> Iterator[Callable[[bool], None]]:
    begun = time.perf_counter()
    reused = [False]
    tell(Event(name))
    yield lambda was: reused.__setitem__(0, was)
    tell(Event(name, time.perf_counter() - begun, reused[0]))


def _validate(context: Context, unknown: Callable[[], object] = lambda: None) -> bool:
    """Read all raw files as a whole; whether these very files were found sound before. `unknown` is called where not."""
    read_yaml(context.root / "_quarto.yml", "_quarto.yml")
    site_address(context.report)
    key = context.digest("raw", "analysis")
    if context.cache.kept.get("data", key) is not None:
        return True
    from analysis.raw import read_dataset

    unknown()
    read_dataset(context.raw, context.cache.kept)  # where kernels look, so that none of them checks once more
    context.cache.kept.put("data", key, b"")
    return False


def _run_notebooks(context: Context, kernels: Kernels) -> bool:
    from analysis.prose.category_cells import with_category_cells
    from analysis.publish.notebooks.runs import plan, run_all
    from analysis.standard.rubric import load_rubric

    complete = partial(with_category_cells, rubric=load_rubric(context.raw / "rubric.toml"))
    folder = context.root / "notebooks"
    tasks = plan(folder, context.digest("raw", "analysis"), complete)
    own = {task.name for task in tasks}
    for stray in sorted(path.name for path in folder.glob("*.ipynb") if path.stem not in own):
        context.note(
            f"notebooks/{stray} is not part of the report (no report_cards in its metadata) and was not run."
        )
    recalled: list[bool] = []

    def each(name: str, reused: bool) -> None:
        recalled.append(reused)
        context.part(NOTEBOOKS, f"{len(recalled)} of {len(tasks)} done")

    run_all(tasks, context.raw, context.work, context.cache, each, kernels)
    return all(recalled)
