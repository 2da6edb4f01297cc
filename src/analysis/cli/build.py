"""`report-cards build` and `report-cards open`: what is shown while the report is made, and where it is."""

from __future__ import annotations

import signal
import sys
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from analysis import project
from analysis.cli import STOPPED
from analysis.cli.progress import line
from analysis.cli.saving import destination_folder
from analysis.problems import UsageProblem

if TYPE_CHECKING:
    from analysis.publish.build.building import Event, Options, Result
    from analysis.raw.kept import Kept

ENGINES = ("pandoc", "quarto")
FAILED = 1
SAID, REMARKS = "unread", "remarks"
"""What was said of laws whose new text is unread, and what was doubtful in data, as they are kept."""


def build(
    data: Path | None = None, output: Path | None = None, engine: str = "pandoc", quiet: bool = False
) -> None:
    """Build the report, telling each step and its time, and say where to find it."""
    from analysis.publish.build.building import Options
    from analysis.publish.build.failure import BuildFailure

    if engine not in ENGINES:
        raise UsageProblem(f"There is no engine '{engine}'. Known: {', '.join(ENGINES)}.")
    if engine == "quarto":
        from analysis.publish.markdown.quarto import find_quarto

        find_quarto()
    if output is not None:
        destination_folder(output)
    begun = time.perf_counter()
    options = Options(root=project.root(), raw=data, output=output, engine=engine)
    signal.signal(signal.SIGTERM, _stop)
    try:
        result = _run(options, quiet)
    except BuildFailure as failure:
        typer.echo(f"{failure}\nNothing was published; the last report stands as it was.", err=True)
        raise typer.Exit(FAILED) from None
    _conclude(result, time.perf_counter() - begun)
    _say_what_is_astray(options)
    for said in _unread(options, result):
        typer.echo(said)
    if not result.unchanged:
        _remember_remarks(options, result)


def _stop(number: int, _: object) -> NoReturn:
    """Asked to end by the system or a supervisor: as by Ctrl-C, the work folder goes and the last report stays."""
    print(STOPPED, file=sys.stderr)
    raise SystemExit(128 + number)


def _run(options: Options, quiet: bool) -> Result:
    from analysis.publish.build.building import build as build_report

    if quiet:
        return build_report(options, _notes)
    if sys.stdout.isatty():
        from analysis.cli.progress import on_terminal

        with on_terminal() as tell:
            return build_report(options, tell)
    return build_report(options, _tell_plainly)


def _notes(event: Event) -> None:
    if event.note:
        typer.echo(event.note, err=True)


def _tell_plainly(event: Event) -> None:
    _notes(event)
    if event.seconds is not None:
        typer.echo(line(event))


def _remember_remarks(options: Options, result: Result) -> None:
    """Write down what was doubtful in this build, so that `validate` can say what is new.

    Data read before are not read again: what was doubtful in them is kept.
    """
    from analysis.cli.validate import remarks_of

    raw = options.raw or options.root / "data" / "raw"
    kept, path = _kept(options), remarks_of(raw)
    known = kept.get(REMARKS, result.data)
    if known is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(known)
        return
    from analysis.raw import read_dataset
    from analysis.raw.doubts import doubts
    from analysis.raw.remarks import remember

    remember(doubts(read_dataset(raw)), path)
    kept.put(REMARKS, result.data, path.read_bytes())


def _say_what_is_astray(options: Options) -> None:
    """Categories without their word in `report/categories`, after one was split, added or renamed."""
    from analysis.prose.chapters import notes_astray
    from analysis.standard.rubric import load_rubric

    raw = options.raw or options.root / "data" / "raw"
    for said in notes_astray(load_rubric(raw / "rubric.toml"), options.root / "report"):
        typer.echo(said)


def _unread(options: Options, result: Result) -> list[str]:
    """A line for each law of the edition that was amended since its newest text was seen: its grade waits for a reader.

    What was said of the same data before is known, so that a build of data that have not changed reads none.
    """
    kept = _kept(options)
    known = kept.get(SAID, result.data)
    if known is None:
        known = "\n".join(_told_unread(options)).encode()
        kept.put(SAID, result.data, known)
    return known.decode().splitlines()


def _kept(options: Options) -> Kept:
    from analysis.publish.build.building import CACHE
    from analysis.publish.build.cache import Cache

    return Cache(options.root / CACHE).kept


def _told_unread(options: Options) -> list[str]:
    from analysis.problems import visible
    from analysis.raw import read_dataset
    from analysis.raw.acts import unread_by_law
    from analysis.raw.editions import edition

    dataset = read_dataset(options.raw or options.root / "data" / "raw")
    unread = unread_by_law(dataset, edition(dataset).as_of)
    return [visible(f"{law}: {words}.") for law, words in unread]


def _conclude(result: Result, seconds: float) -> None:
    what = "Nothing has changed since the last build" if result.unchanged else "Built"
    typer.echo(f"{what} ({seconds:.1f} s).")
    for path in result.skipped:
        typer.echo(f"{_short(path)} was edited during the build and was left as it is; build again.")
    if result.refreshed:
        typer.echo(f"Brought up to date: {len(result.refreshed)} project files (see git diff).")
    for name in ("index.html", "report.pdf"):
        typer.echo(f"{'HTML' if name.endswith('html') else 'PDF ':<5} {_short(result.output / name)}")


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def open_report(output: Path | None = None) -> None:
    """Open the built report in the browser. Error: `UsageProblem` when it has not been built."""
    page = (output or project.root() / "report" / "_output") / "index.html"
    if not page.is_file():
        raise UsageProblem(f"There is no report at {_short(page)} yet. Build it with: report-cards build")
    if not webbrowser.open(page.resolve().as_uri()):
        typer.echo(f"No browser could be started. Open this file: {_short(page)}")
