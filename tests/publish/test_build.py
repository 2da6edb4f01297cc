"""A build changes what it must and nothing else; failing or killed, it leaves the last report as it was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import FRONT, STAGES, code, new_project, notebook

from analysis.problems import DataProblems, UsageProblem
from analysis.publish.build.building import Event, Options, build
from analysis.publish.build.context import Context
from analysis.publish.build.digests import file_digests, sha256
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.makers import imprint
from analysis.publish.build.stages import Stage
from analysis.raw.kept import Kept
from analysis.raw.soundness import KIND, fingerprint
from raw_copies import raw_copy

Make = Callable[..., Path]

FACTS = """from analysis.project import processed_data
(processed_data() / "variables").mkdir()
_ = (processed_data() / "variables" / "one.json").write_text('{"edition": {"as_of": "July 1, 2026"}}')
_ = (processed_data() / "scores.csv").write_text("edition,jurisdiction\\\\n2026,NE\\\\n")"""


def prepare(root: Path, raw: Path) -> Path:
    (root / "notebooks" / "02_scores.ipynb").write_text(
        notebook([code(FACTS.replace("\\\\", "\\"))]), encoding="utf-8"
    )
    shutil.copytree(raw, root / "data" / "raw")
    return root


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data that are soon read: no step here looks at them."""
    return raw_copy(tmp_path_factory.mktemp("few"), only=("NE", "IA"))


@pytest.fixture(scope="module")
def run_before(tmp_path_factory: pytest.TempPathFactory, raw: Path) -> Path:
    """What is kept of the project's data and notebook, from one run of it: a build of a fresh copy need not start a kernel,
    nor the process that kernels are split off from."""
    root = prepare(new_project(tmp_path_factory.mktemp("run before"), FRONT + "Text.\n"), raw)
    build(Options(root), stages=[])
    kept = root / ".cache" / "report-cards" / "kept"
    for other in [path for path in kept.iterdir() if path.name not in ("data", "sound", "notebooks")]:
        shutil.rmtree(other)
    return root / ".cache"


@pytest.fixture
def project(make_project: Make, run_before: Path, raw: Path) -> Path:
    """A project that was never built, whose data need not be checked and notebook need not be run unless they change."""
    root = prepare(make_project(FRONT + "Text.\n"), raw)
    shutil.copytree(run_before, root / ".cache")
    return root


def steps(root: Path, **more: object) -> dict[str, bool]:
    """Build; for each step, whether it was recalled."""
    told: list[Event] = []
    build(Options(root, **more), told.append, STAGES)  # type: ignore[arg-type]
    return {event.step: event.reused for event in told if event.seconds is not None}


def test_build_makes_the_report_and_brings_the_project_up_to_date(project: Path) -> None:
    result = build(Options(project), stages=STAGES)
    assert (result.output / "index.html").read_text(encoding="utf-8") == "July 1, 2026"
    assert (project / "data" / "processed" / "scores.csv").read_text(encoding="utf-8").endswith("NE\n")
    assert (project / "_variables.yml").is_file()
    executed = json.loads((project / "notebooks" / "02_scores.ipynb").read_text(encoding="utf-8"))
    assert executed["cells"][0]["execution_count"] == 1
    assert [p.name for p in (project / "report").glob(".build-*")] == []


def test_what_a_build_found_sound_no_kernel_checks_again(project: Path) -> None:
    kept = project / ".cache" / "report-cards" / "kept"
    for name in ("data", KIND):
        shutil.rmtree(kept / name)
    build(Options(project), stages=[])
    raw = project / "data" / "raw"
    copied = shutil.copytree(raw, project / "copy of a kernel")
    assert Kept(kept).get(KIND, fingerprint(copied)) is not None
    (raw / "notes.txt").write_text("Another file is other data.", encoding="utf-8")
    assert Kept(kept).get(KIND, fingerprint(raw)) is None


def test_second_build_does_nothing(project: Path) -> None:
    build(Options(project), stages=STAGES)
    before = {p: p.stat().st_mtime_ns for p in project.rglob("*") if p.is_file() and ".cache" not in p.parts}
    result = build(Options(project), stages=STAGES)
    assert (result.unchanged, result.refreshed) == (True, ())
    assert before == {
        p: p.stat().st_mtime_ns for p in project.rglob("*") if p.is_file() and ".cache" not in p.parts
    }


def test_change_of_prose_leaves_notebooks_and_other_stages_alone(project: Path) -> None:
    steps(project)
    with (project / "report" / "report.qmd").open("a", encoding="utf-8") as file:
        file.write("More.\n")
    assert steps(project) == {
        "data": True,
        "notebooks": True,
        "page": False,
        "extra": True,
        "manifest": False,
    }


def test_change_of_data_runs_everything_again(project: Path) -> None:
    steps(project)
    rubric = project / "data" / "raw" / "rubric.toml"
    rubric.write_text(rubric.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not any(steps(project).values())


@pytest.mark.parametrize("harm", ["index.html", "manifest.json"])
def test_damaged_or_incomplete_report_is_made_good(project: Path, harm: str) -> None:
    output = build(Options(project), stages=STAGES).output
    whole = file_digests(output)
    (output / harm).unlink()
    assert not build(Options(project), stages=STAGES).unchanged
    (output / harm).write_text("changed by hand", encoding="utf-8")
    assert not build(Options(project), stages=STAGES).unchanged
    assert file_digests(output) == whole


def test_processed_file_changed_by_hand_is_made_good_and_a_stale_one_removed(project: Path) -> None:
    build(Options(project), stages=STAGES)
    processed = project / "data" / "processed"
    (processed / "scores.csv").write_text("wrong", encoding="utf-8")
    (processed / "columns.csv").write_text("file,column\nold.csv,a\n../raw/laws.csv,b\n", encoding="utf-8")
    for name in ("old.csv", "mine.csv"):
        (processed / name).write_text("x", encoding="utf-8")
    build(Options(project), stages=STAGES)
    assert (processed / "scores.csv").read_text(encoding="utf-8").startswith("edition")
    assert not (processed / "old.csv").exists()
    assert (processed / "mine.csv").read_text(encoding="utf-8") == "x"
    assert (project / "data" / "raw" / "laws.csv").is_file()


def test_table_and_facts_of_a_notebook_that_has_gone_are_removed(project: Path) -> None:
    build(Options(project), stages=STAGES)
    own = project / "notebooks" / "02_scores.ipynb"
    own.write_text(
        own.read_text(encoding="utf-8").replace("scores.csv", "grades.csv").replace("one.json", "two.json")
    )
    build(Options(project), stages=STAGES)
    processed = project / "data" / "processed"
    assert sorted(p.relative_to(processed).as_posix() for p in processed.rglob("*") if p.is_file()) == [
        "grades.csv",
        "variables/two.json",
    ]


def test_manifest_lists_every_input_and_output_with_its_digest(project: Path) -> None:
    output = build(Options(project), stages=STAGES).output
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["versions"] == {
        "edition": "2026",
        "as_of": "2026-07-01",
        "codebook": "1.2",
        "rubric": "1.0",
    }
    outputs = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]}
    assert outputs == {p.name: sha256(p.read_bytes()) for p in output.iterdir() if p.name != "manifest.json"}
    inputs = {entry["path"]: entry["sha256"] for entry in manifest["inputs"]}
    assert inputs["data/raw/laws.csv"] == sha256((project / "data" / "raw" / "laws.csv").read_bytes())
    assert {"report/report.qmd", "notebooks/02_scores.ipynb", "src/analysis/grading/scoring.py"} <= set(
        inputs
    )
    assert list(inputs) == sorted(inputs)


def test_other_data_and_another_output_leave_the_project_as_it_is(project: Path, tmp_path: Path) -> None:
    data = shutil.copytree(project / "data" / "raw", tmp_path / "my data")
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file() and ".cache" not in p.parts}
    result = build(Options(project, raw=data, output=tmp_path / "my report"), stages=STAGES)
    assert (tmp_path / "my report" / "index.html").is_file()
    assert result.refreshed == ()
    assert before == {
        p: p.read_bytes() for p in project.rglob("*") if p.is_file() and ".cache" not in p.parts
    }
    manifest = (tmp_path / "my report" / "manifest.json").read_text(encoding="utf-8")
    assert "my data" not in manifest


def test_wrong_data_stops_the_build_before_anything_is_touched(project: Path) -> None:
    build(Options(project), stages=STAGES)
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file() and ".cache" not in p.parts}
    laws = project / "data" / "raw" / "laws.csv"
    text = laws.read_text(encoding="utf-8")
    laws.write_text(text.replace(",statute,", ",hearsay,"), encoding="utf-8")
    with pytest.raises(DataProblems):
        build(Options(project), stages=STAGES)
    laws.write_text(text, encoding="utf-8")
    assert before == {
        p: p.read_bytes() for p in project.rglob("*") if p.is_file() and ".cache" not in p.parts
    }
    assert build(Options(project), stages=STAGES).unchanged


def test_failing_notebook_leaves_the_last_report(project: Path) -> None:
    output = build(Options(project), stages=STAGES).output
    whole = file_digests(output)
    (project / "notebooks" / "02_scores.ipynb").write_text(notebook([code("1 / 0")]), encoding="utf-8")
    with pytest.raises(BuildFailure, match=r"notebooks/02_scores.ipynb, cell 1: ZeroDivisionError"):
        build(Options(project), stages=STAGES)
    assert file_digests(output) == whole
    assert [p.name for p in (project / "report").glob(".build-*")] == []


def test_notebook_edited_during_the_build_is_left_alone(project: Path) -> None:
    own = project / "notebooks" / "02_scores.ipynb"

    def edit(context: Context, folder: Path) -> None:
        own.write_text(notebook([code("'edited'")]), encoding="utf-8")

    result = build(Options(project), stages=[*STAGES, Stage("edit", ("processed",), edit)])
    assert result.skipped == (own,)
    assert "edited" in own.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", [".", "report", "data", "notebooks", "data/raw", "..", "full"])
def test_output_that_would_destroy_something_is_refused(project: Path, place: str) -> None:
    (project / "full").mkdir()
    (project / "full" / "thesis.docx").write_text("x", encoding="utf-8")
    with pytest.raises(UsageProblem):
        build(Options(project, output=project / place), stages=STAGES)
    assert (project / "full" / "thesis.docx").is_file()


OTHERS = {".git/HEAD": "ref: refs/heads/main", "CNAME": "example.org", ".nojekyll": "", "data/mine.csv": "a"}


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def edit_prose(project: Path) -> None:
    with (project / "report" / "report.qmd").open("a", encoding="utf-8") as file:
        file.write("\nMore.\n")


def test_what_others_put_into_the_report_stays_over_rebuilds(project: Path) -> None:
    output = build(Options(project), stages=STAGES).output
    put(output, OTHERS)
    assert build(Options(project), stages=STAGES).unchanged
    edit_prose(project)
    assert not build(Options(project), stages=STAGES).unchanged
    assert {name: (output / name).read_text(encoding="utf-8") for name in OTHERS} == OTHERS
    assert "mine.csv" not in (output / "manifest.json").read_text(encoding="utf-8")


def test_page_that_the_report_has_no_more_goes(project: Path) -> None:
    output = build(Options(project), stages=STAGES).output
    assert (output / "extra.txt").is_file()
    edit_prose(project)
    build(Options(project), stages=STAGES[:1])
    assert sorted(p.name for p in output.iterdir()) == ["index.html", "manifest.json"]


@pytest.mark.parametrize("place", ["report/_output", "elsewhere"])
def test_manifest_of_a_web_app_makes_nothing_a_builds_own(project: Path, place: str) -> None:
    app = {"manifest.json": '{"name": "App", "icons": []}', "index.html": "my app", "src/deep/main.js": "x"}
    put(project / place, app)
    chosen = None if place == "report/_output" else project / place
    with pytest.raises(UsageProblem, match=r"index\.html"):
        build(Options(project, output=chosen), stages=STAGES)
    assert {n: (project / place / n).read_text(encoding="utf-8") for n in app} == app
    assert [p.name for p in (project / place).parent.glob(".build-*")] == []


def test_clone_of_a_published_report_is_a_builds_own_and_an_empty_repository_is_a_place_to_begin(
    project: Path, tmp_path: Path
) -> None:
    first = tmp_path / "pages"
    put(first, {".git/HEAD": "ref"})
    build(Options(project, output=first), stages=STAGES)
    clone = shutil.copytree(first, tmp_path / "clone")
    edit_prose(project)
    build(Options(project, output=clone), stages=STAGES)
    assert (clone / ".git" / "HEAD").read_text(encoding="utf-8") == "ref"
    assert (clone / "manifest.json").read_bytes() != (first / "manifest.json").read_bytes()


HARMS = {
    "cut": lambda whole: whole[: len(whole) * 2 // 3],
    "emptied": lambda whole: b"",
    "corrupted": lambda whole: whole[:-9] + bytes(255 - byte for byte in whole[-9:]),
    "of another version": lambda whole: whole.replace(b"kept 2", b"kept 1", 1),
}


@pytest.mark.parametrize("harm", HARMS)
def test_harmed_result_is_told_in_a_sentence_and_made_anew(project: Path, harm: str) -> None:
    output = build(Options(project), stages=STAGES).output
    whole = file_digests(output)
    shutil.rmtree(output)
    entries = [p for p in (project / ".cache" / "report-cards" / "kept").rglob("*") if p.is_file()]
    for path in entries:
        path.write_bytes(HARMS[harm](path.read_bytes()))
    told: list[Event] = []
    build(Options(project), told.append, STAGES)
    assert file_digests(output) == whole
    assert {event.step for event in told if event.reused} == set()
    assert [event.note for event in told if event.note] == [
        f"{len(entries)} kept results were damaged or of another version, and made anew."
    ]
    told.clear()
    shutil.rmtree(output)
    build(Options(project), told.append, STAGES)
    assert {event.step for event in told if event.reused} == {"data", "notebooks", "page", "extra"}
    assert not any(event.note for event in told)


def test_what_an_older_version_kept_is_removed_in_a_sentence(project: Path) -> None:
    put(
        project / ".cache" / "report-cards",
        {"page/0123/index.html": "old", "built-1.json": "{}", "build.lock": "1"},
    )
    told: list[Event] = []
    build(Options(project), told.append, STAGES)
    assert [event.note for event in told if event.note] == [
        "What an older version kept of its builds was removed; everything is made anew."
    ]
    assert [p.name for p in (project / ".cache" / "report-cards").iterdir()] == ["kept"]


def test_what_an_older_version_kept_beside_present_results_makes_nothing_anew(project: Path) -> None:
    output = build(Options(project), stages=STAGES).output
    put(project / ".cache" / "report-cards", {"page/0123/index.html": "old"})
    shutil.rmtree(output)
    told: list[Event] = []
    build(Options(project), told.append, STAGES)
    assert [event.note for event in told if event.note] == [
        "What an older version kept of its builds was removed."
    ]
    assert {event.step for event in told if event.reused} == {"data", "notebooks", "page", "extra"}


def test_notebook_that_does_not_declare_itself_is_not_run_and_named(project: Path) -> None:
    stray = project / "notebooks" / "scratch.ipynb"
    text = notebook([code("1 / 0")]).replace('"report_cards": {"after": []}', "")
    stray.write_text(text, encoding="utf-8")
    told: list[Event] = []
    result = build(Options(project), told.append, STAGES)
    assert [event.note for event in told if event.note] == [
        "notebooks/scratch.ipynb is not part of the report (no report_cards in its metadata) and was not run."
    ]
    assert stray.read_text(encoding="utf-8") == text
    assert "scratch" not in (result.output / "manifest.json").read_text(encoding="utf-8")


def test_missing_and_broken_templates_are_named(project: Path) -> None:
    from analysis.publish.formats.html import environment

    def fill(context: Context, folder: Path) -> None:
        environment(context.report / "templates").get_template("report.html.j2").render()

    stages = [Stage("page", ("raw",), fill)]
    template = project / "report" / "templates" / "report.html.j2"
    template.write_text("one\n{% if %}\n", encoding="utf-8")
    with pytest.raises(BuildFailure, match=r"report\.html\.j2:2 is broken: "):
        build(Options(project), stages=stages)
    template.unlink()
    with pytest.raises(BuildFailure, match=r"The template report/templates/report\.html\.j2 is missing"):
        build(Options(project), stages=stages)


def test_disk_on_which_a_file_has_one_name_only_gets_copies(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(source: str, target: str) -> None:
        raise PermissionError(1, "Operation not permitted", target)

    def make(context: Context, folder: Path) -> None:
        (folder / "cards").mkdir()
        (folder / "cards" / "a.html").write_text("a card", encoding="utf-8")

    monkeypatch.setattr(os, "link", refused)
    result = build(Options(project), stages=[Stage("cards", ("raw",), make)])
    assert (result.output / "cards" / "a.html").read_text(encoding="utf-8") == "a card"


def test_disk_that_fills_up_while_the_site_is_put_together_is_told_with_the_file(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copyfile = shutil.copyfile

    def full(source: str, target: str, **how: bool) -> str:
        if Path(target).parent.name == "site":
            raise OSError(28, "No space left on device", target)
        return str(copyfile(source, target, **how))

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    build_page = [Stage("page", ("raw",), lambda context, folder: (folder / "a.html").touch() or None)]
    with pytest.raises((BuildFailure, OSError), match="No space left on device") as caught:
        build(Options(project), stages=build_page)
    assert "NoneType" not in str(caught.value)
    assert [p.name for p in (project / "report").glob(".build-*")] == []


HELD = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from analysis.publish.build.building import Options, build
from small_project import STAGES
from analysis.publish.build.stages import Stage

def hold(context, folder):
    (folder / "held.txt").write_text("x")
    print("held", flush=True)
    sys.stdin.readline()

build(Options(Path({root!r}), output=Path({output!r})), stages=[*STAGES, Stage("held", ("raw", "page"), hold)])
"""


def held(root: Path, output: Path) -> subprocess.Popen[str]:
    """A build of `output`, in another process, in the middle of its last stage."""
    script = HELD.format(tests=str(Path(__file__).parent), root=str(root), output=str(output))
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize("killed", [True, False])
def test_two_outputs_and_two_checkouts_are_built_at_the_same_time(
    project: Path, tmp_path: Path, killed: bool
) -> None:
    other = shutil.copytree(project, tmp_path / "checkout")
    outputs = [tmp_path / "site", tmp_path / "site-b", tmp_path / "site-c"]
    first = held(project, outputs[0])
    try:
        assert not build(Options(project, output=outputs[1]), stages=STAGES).unchanged
        assert not build(Options(other, output=outputs[2]), stages=STAGES).unchanged
        with pytest.raises(UsageProblem, match=f"process {first.pid}"):
            build(Options(other, output=outputs[0]), stages=STAGES)
        if killed:
            first.kill()
        _, _ = first.communicate("\n")
    finally:
        first.kill()
        first.wait()
    assert (outputs[0] / "held.txt").is_file() is not killed
    build(Options(other, output=outputs[0]), stages=STAGES)
    assert {tuple(sorted(file_digests(output).items())) for output in outputs} == {
        tuple(sorted(file_digests(outputs[1]).items()))
    }
    assert sorted(p.name for p in tmp_path.glob(".build-*")) == []
    assert build(Options(project, output=outputs[1]), stages=STAGES).unchanged


def test_answer_changed_during_the_build_leaves_the_projects_tables_to_the_next_one(project: Path) -> None:
    laws = project / "data" / "raw" / "README.md"

    def edit(context: Context, folder: Path) -> None:
        laws.write_text("changed", encoding="utf-8")

    result = build(Options(project), stages=[*STAGES, Stage("edit", ("processed",), edit)])
    assert result.skipped == (project / "data" / "raw",)
    assert not (project / "data" / "processed").exists()
    assert not build(Options(project), stages=STAGES).unchanged
    assert (project / "data" / "processed" / "scores.csv").is_file()


KILLED = """
import os, signal
from pathlib import Path
from analysis.publish.build import building as module, foreign, schedule, swap
from analysis.publish.build.building import Options, build
from small_project import STAGES
from analysis.publish.build.stages import Stage

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def before(owner, name):
    setattr(owner, name, kill)

def after(owner, name):
    whole = getattr(owner, name)
    def then_kill(*arguments, **more):
        whole(*arguments, **more)
        kill()
    setattr(owner, name, then_kill)

stages = list(STAGES)
{point}
build(Options(Path({root!r})), stages=stages)
"""

POINTS = {
    "while validating": "after(module, '_validate')",
    "after the notebooks": "after(module, '_run_notebooks')",
    "before a stage": "stages.insert(0, Stage('first', ('raw',), kill))",
    "between stages": "stages.append(Stage('last', ('raw', 'page', 'extra'), kill))",
    "while a result is kept": "from analysis.raw.kept import Kept; before(Kept, 'put')",
    "before the manifest": "before(module, 'manifest')",
    "before the swap": "before(swap, 'publish')",
    "before files of others are carried over": "before(foreign, 'carry')",
    "after files of others are carried over": "after(foreign, 'carry')",
    "after the exchange": "before(foreign, 'dissolve')",
    "between two renames": "swap.exchange = lambda a, b: False; Path.rename_ = Path.rename\n"
    "def rename(self, target):\n    done = Path.rename_(self, target)\n"
    "    kill() if str(target).endswith('previous') else None\n    return done\nPath.rename = rename",
    "while the old report is removed": "Path.unlink_ = Path.unlink\n"
    "def unlink(self, missing_ok=False):\n    Path.unlink_(self, missing_ok)\n"
    "    kill() if self.name == 'index.html' else None\nPath.unlink = unlink",
    "after the swap": "after(swap, 'publish')",
    "among the project's files": "Path.replace_ = Path.replace\n"
    "def replace(self, target):\n    done = Path.replace_(self, target)\n"
    "    kill() if str(target).endswith('_variables.yml') else None\n    return done\nPath.replace = replace",
}


def ends_by(script: str) -> int:
    """The signal that ends a script, in a process split off from this one, which has loaded everything; 0 where none does."""
    child = os.fork()
    if child == 0:
        try:
            exec(script, {})
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills split processes")
@pytest.mark.parametrize("point", POINTS)
def test_build_killed_at_any_point_leaves_one_whole_report(project: Path, point: str) -> None:
    output = build(Options(project), stages=STAGES).output
    old = file_digests(output)
    others = {".git/HEAD": "ref", "CNAME": "example.org", "notes/deep/mine.txt": "mine"}
    for name, text in others.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text, encoding="utf-8")
    index = project / "report" / "report.qmd"
    index.write_text(
        index.read_text(encoding="utf-8").replace("{{< var edition.as_of >}}", "Another day"),
        encoding="utf-8",
    )
    (project / "_variables.yml").unlink()
    script = KILLED.format(root=str(project), point=POINTS[point])
    assert ends_by(script) == signal.SIGKILL
    if output.is_dir():
        found = {name: digest for name, digest in file_digests(output).items() if name in old}
        assert found == old or (output / "index.html").read_text(encoding="utf-8") == "Another day"
        assert {name: (output / name).read_text(encoding="utf-8") for name in others} == others
    assert not build(Options(project), stages=STAGES).unchanged
    assert (output / "index.html").read_text(encoding="utf-8") == "Another day"
    assert (project / "_variables.yml").is_file()
    assert [p.name for p in (project / "report").iterdir() if p.name.startswith(".")] == []
    assert {name: (output / name).read_text(encoding="utf-8") for name in others} == others
    assert file_digests(output).keys() == {*old, *others} - {".git/HEAD"}


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
# Started from a shell's background, a process ignores an interrupt, and so do those that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, {tests!r})
os.environ["REPORT_CARDS_ROOT"] = {root!r}
import analysis.cli
from analysis.publish.build import building as module, foreign, swap
from analysis.publish.build.stages import Stage
from small_project import STAGES

sent = []

def interrupt(*_, **__):
    if not sent:
        sent.append(True)
        os.kill(os.getpid(), {sent})

def before(owner, name):
    whole = getattr(owner, name)
    def first(*arguments, **more):
        interrupt()
        return whole(*arguments, **more)
    setattr(owner, name, first)

stages = list(STAGES)
{point}
module.planned = lambda engine: stages
sys.argv = ["report-cards", "build"]
analysis.cli.main()
"""

INTERRUPTIONS = {
    "while validating": "before(module, '_validate')",
    "in the notebooks": "before(module, '_run_notebooks')",
    "in a stage": "stages.append(Stage('last', ('raw',), interrupt))",
    "while publishing": "before(swap, 'publish')",
    "after the exchange": "before(foreign, 'dissolve')",
}


@pytest.mark.parametrize("point", INTERRUPTIONS)
@pytest.mark.parametrize(("sent", "code"), [("signal.SIGINT", 130), ("signal.SIGTERM", 143)])
def test_interrupt_in_any_step_ends_in_one_line_and_leaves_one_whole_report(
    project: Path, point: str, sent: str, code: int
) -> None:
    output = build(Options(project), stages=STAGES).output
    put(output, OTHERS)
    old = {name: (output / name).read_bytes() for name in ("index.html", "extra.txt", "manifest.json")}
    edit_prose(project)
    script = INTERRUPTED.format(
        tests=str(Path(__file__).parent), root=str(project), sent=sent, point=INTERRUPTIONS[point]
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, text=True)
    assert done.returncode == code, done.stderr
    assert done.stderr == "Stopped. What was under way is not done; files are as they were.\n"
    if point != "after the exchange":
        assert {name: (output / name).read_bytes() for name in old} == old
    assert {name: (output / name).read_text(encoding="utf-8") for name in OTHERS} == OTHERS
    assert [p.name for p in (project / "report").glob(".build-*")] == []


def test_reader_of_the_progress_who_goes_away_ends_the_build_as_shells_expect(project: Path) -> None:
    script = INTERRUPTED.format(tests=str(Path(__file__).parent), root=str(project), sent="0", point="")
    ours, theirs = os.pipe()
    os.close(ours)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=theirs, stderr=subprocess.PIPE, text=True
    ) as process:
        os.close(theirs)
        _, said = process.communicate()
    assert (process.returncode, said) == (141, "")
    assert not (project / "report" / "_output").exists()
    assert [p.name for p in (project / "report").glob(".build-*")] == []


def imprint_of(project: Path) -> list[str]:
    """What the imprint says in a build of this project."""
    lines: list[str] = []

    def keep(context: Context, folder: Path) -> None:
        lines.extend(imprint(context))
        (folder / "index.html").touch()

    build(Options(project), stages=[Stage("page", ("raw", "prose", "dress", "processed"), keep)])
    return lines


def test_the_imprint_names_edition_and_versions_and_nothing_that_is_not_known(project: Path) -> None:
    first, *rest = imprint_of(project)
    assert first.startswith("Cite as: A report")
    assert first.endswith(" Edition 2026. Law in force on July 1, 2026; codebook 1.2, rubric 1.0.")
    assert [line for line in rest if line.startswith(("Published", "The site"))] == []


def test_the_imprint_says_when_the_edition_came_out_and_where_it_lives(project: Path) -> None:
    editions = project / "data" / "raw" / "editions.csv"
    *rows, last = editions.read_text(encoding="utf-8").splitlines()
    assert rows[0].endswith(",published")
    assert last.endswith(",")
    editions.write_text("\n".join([*rows, f"{last}2026-12-01"]) + "\n", encoding="utf-8")
    (project / "report").joinpath("site.toml").write_text(
        'address = "https://example.org/cards/"\n', encoding="utf-8"
    )
    lines = imprint_of(project)
    assert "Published on December 1, 2026." in lines
    assert "The site: https://example.org/cards/" in lines
