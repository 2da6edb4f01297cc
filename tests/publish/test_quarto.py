"""The same sources through Quarto: a staged copy that Quarto understands, and clear words where it is missing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import BARS, FRONT, FROZEN, PIPE, RANKS, ROOT, VARIABLES, code, figure, notebook, shown

from analysis.problems import UsageProblem
from analysis.publish.build.cache import Cache
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.stages import Context
from analysis.publish.markdown.quarto import find_quarto, render, staged_notebook

Make = Callable[..., Path]

FAKE = """#!/bin/sh
[ "$1" = render ] || exit 64
for file in _quarto.yml _variables.yml notebooks/02_scores.ipynb; do [ -f $file ] || exit 1; done
mkdir -p report/_output/report
cp report/report.qmd report/_output/report/report.html
echo pdf > report/_output/report/report.pdf
"""


@pytest.fixture
def context(make_project: Make) -> Context:
    text = (
        FRONT
        + "{{< var count.f >}}, [Nebraska](cards/NE.html)\n\n{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}\n"
    )
    root = make_project(text)
    shutil.copytree(FROZEN, root / "data" / "raw")
    shutil.copyfile(ROOT / "_quarto.yml", root / "_quarto.yml")
    made = Context(root, root / "data" / "raw", root / "work", Cache(root / ".cache"))
    shutil.copytree(root / "notebooks", made.notebooks)
    (made.processed / "variables").mkdir(parents=True)
    (made.processed / "variables" / "one.json").write_text(json.dumps(VARIABLES), encoding="utf-8")
    return made


def fake_quarto(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    folder.mkdir()
    (folder / "quarto").write_text(script, encoding="utf-8")
    (folder / "quarto").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_without_quarto_the_message_says_how_to_get_it_and_what_to_do_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UsageProblem) as caught:
        find_quarto()
    assert "quarto.org" in str(caught.value)
    assert "leave out '--engine quarto'" in str(caught.value)


def test_quarto_renders_a_staged_copy_and_leaves_the_project_alone(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_quarto(tmp_path / "bin", monkeypatch, FAKE)
    before = {p: p.read_bytes() for p in context.report.rglob("*") if p.is_file()}
    (tmp_path / "site").mkdir()
    render(context, tmp_path / "site")
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Research, **not** advice." in page.split("---\n", 2)[2]
    assert "[Nebraska](cards/NE.html)" in page
    assert (tmp_path / "site" / "report.pdf").read_text(encoding="utf-8") == "pdf\n"
    assert before == {p: p.read_bytes() for p in context.report.rglob("*") if p.is_file()}


def test_failure_of_quarto_is_told_in_its_last_words(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_quarto(tmp_path / "bin", monkeypatch, "#!/bin/sh\necho 'ERROR: no such filter' >&2\nexit 1\n")
    with pytest.raises(BuildFailure, match="ERROR: no such filter"):
        render(context, tmp_path)


def test_staged_notebook_carries_the_computed_description(tmp_path: Path) -> None:
    cells = [
        code(BARS, [shown(figure(alt='First: "a".'))]),
        code(RANKS, [shown({"text/markdown": PIPE})]),
        code("1"),
    ]
    path = tmp_path / "n.ipynb"
    path.write_text(notebook(cells), encoding="utf-8")
    staged = json.loads(staged_notebook(path))["cells"]
    assert staged[0]["source"].splitlines() == [
        '#| label: "fig-bars"', "#| echo: false", '#| fig-cap: "Scores of *two* states."', '#| fig-alt: "First: \\"a\\"."'
    ]  # fmt: skip
    assert staged[1]["source"].splitlines()[2:] == ['#| tbl-cap: "Ranks."']
    assert set(staged[0]["outputs"][0]["data"]) == {"image/svg+xml", "text/plain"}
    assert staged[2]["source"] == "1"


def test_project_file_has_the_shape_that_quarto_needs() -> None:
    yaml = pytest.importorskip("yaml")
    project = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    assert project["project"] == {
        "type": "default",
        "render": ["report/report.qmd"],
        "output-dir": "report/_output",
    }
    assert project["execute"] == {"enabled": False}
    assert project["format"]["typst"]["pdf-standard"] == "ua-1"
    assert set(project["format"]) == {"html", "typst"}
