"""A build changes what it must and nothing else; failing or killed, it leaves the last report as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import FRONT, FROZEN, code, notebook

from analysis.problems import DataProblems, UsageProblem
from analysis.publish.build.building import Event, Options, build
from analysis.publish.build.digests import file_digests, sha256
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.stages import Context, Stage

Make = Callable[..., Path]

FACTS = """from analysis.project import processed_data
(processed_data() / "variables").mkdir()
_ = (processed_data() / "variables" / "one.json").write_text('{"edition": {"as_of": "July 1, 2026"}}')
_ = (processed_data() / "scores.csv").write_text("edition,jurisdiction\\\\n2026,NE\\\\n")"""


def page(context: Context, folder: Path) -> None:
    (folder / "index.html").write_text(context.assembled.text("subtitle"), encoding="utf-8")


def extra(context: Context, folder: Path) -> None:
    (folder / "extra.txt").write_text(str(sorted(context.inputs)[:1]), encoding="utf-8")


STAGES = [Stage("page", ("raw", "prose", "processed"), page), Stage("extra", ("raw",), extra)]


@pytest.fixture
def project(make_project: Make) -> Path:
    root = make_project(FRONT + "Text.\n")
    (root / "notebooks" / "02_scores.ipynb").write_text(
        notebook([code(FACTS.replace("\\\\", "\\"))]), encoding="utf-8"
    )
    shutil.copytree(FROZEN, root / "data" / "raw")
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
        "codebook": "1.1",
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
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
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


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from analysis.publish.build import building as module, foreign, schedule, swap
from analysis.publish.build.building import Options, build
from test_build import STAGES
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
    "while a result is kept": "from analysis.kept import Kept; before(Kept, 'put')",
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
    script = KILLED.format(tests=str(Path(__file__).parent), root=str(project), point=POINTS[point])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, env=os.environ)
    assert done.returncode == -9, done.stderr.decode()[-2000:]
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
