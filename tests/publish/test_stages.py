"""Each kind of input reaches every stage that shows it: a result is never recalled once one of them has changed."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import FRONT, FROZEN

from analysis.publish.build import context as builds
from analysis.publish.build.cache import Cache
from analysis.publish.build.context import Context
from analysis.publish.build.plan import stages as planned
from analysis.publish.site.pages import MAKERS

Make = Callable[..., Path]
SITE = {maker.stage().name for maker in MAKERS} - {"report page"}
FROM_DATA = {name for name in SITE if name != "figures page"}
"""The pages that read the data; the others show what the notebooks made of it."""

SHOWN = {*SITE, "report page", "cards", "PDF", "notebook pages"}
TEXT = {"text", "figures", "figures page", "index page", "data page", "report page", "PDF"}
"""The report's text, and what shows parts of it. Where a part stays the same, what shows it is recalled after all."""

DATA = {*FROM_DATA, *TEXT, "data", "notebooks run", "notebook pages", "cards", "data package"}
EVERY = {*DATA, "assets"}
NOTEBOOKS = {"notebook pages"}
"""What shows the notebooks alone, which are run anew by then."""


def more(name: str) -> Callable[[Path], None]:
    """One more line at the end of a file of the project, or of the package, which lies in `package`."""

    def change(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


def retitled(root: Path) -> None:
    text = (root / "report" / "report.qmd").read_text(encoding="utf-8")
    assert text.count('"A report"') == 1
    (root / "report" / "report.qmd").write_text(text.replace("A report", "Another"), encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "an answer": (more("data/raw/codings.csv"), DATA - NOTEBOOKS),
    "the rubric": (more("data/raw/rubric.toml"), DATA - NOTEBOOKS),
    "the codebook": (more("data/raw/codebook.toml"), DATA - NOTEBOOKS),
    "the text": (more("report/report.qmd"), TEXT),
    "the bibliography": (more("report/references.bib"), TEXT),
    "a page's template": (more("report/templates/report.html.j2"), SHOWN | {"assets"}),
    "a card's template for paper": (more("report/templates/card.typ"), SHOWN | {"assets"}),
    "a style": (more("report/styles/report.css"), SHOWN | {"assets"}),
    "a script": (more("report/scripts/exit.js"), SHOWN | {"assets"}),
    "the site's address": (more("report/site.toml"), SHOWN | {"assets"}),
    "a font": (more("package/display/fonts/A.ttf"), EVERY),
    "how points are given": (more("package/grading/points.py"), EVERY),
    "how pages are made": (more("package/publish/pages.py"), EVERY - {"data", "notebooks run"}),
    "the lock file": (more("requirements.lock"), EVERY),
    "an executed notebook": (
        more("work/notebooks/02_scores.ipynb"),
        TEXT | {"notebook pages"},
    ),
    "what notebooks computed": (
        more("work/processed/scores.csv"),
        TEXT | {"data package", "compare page", "codebook page"},
    ),
    "the title": (retitled, {*SITE, *TEXT}),
    "a license": (more("LICENSE-DATA"), {"data package", "data page"}),
}


@pytest.fixture
def root(make_project: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_project(FRONT + "Text.\n")
    shutil.copytree(FROZEN, root / "data" / "raw")
    for name in (
        "package/display/fonts/A.ttf", "package/grading/points.py", "package/publish/pages.py", "requirements.lock",
        "LICENSE-DATA", "work/notebooks/02_scores.ipynb", "work/processed/scores.csv",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", encoding="utf-8")
    monkeypatch.setattr(builds, "PACKAGE", root / "package")
    return root


def keys(root: Path) -> dict[str, str]:
    """The digest by which the results of each step are kept."""
    context = Context(root, root / "data" / "raw", root / "work", Cache(root / ".cache"))
    every = planned("pandoc")
    found: dict[str, str] = {}
    for stage in every:
        context.made[stage.name] = root / "none"
    for stage in every:
        found[stage.name] = context.digest(*stage.inputs)
    for stage in every:  # what it makes of what other stages made, changes where they make something else
        found[stage.name] = " ".join(
            [found[stage.name], *(found[name] for name in stage.inputs if name in found)]
        )
    return found | dict.fromkeys(("data", "notebooks run"), context.digest("raw", "analysis"))


@pytest.mark.parametrize("kind", CHANGES)
def test_change_of_an_input_reaches_every_stage_that_shows_it_and_no_other(root: Path, kind: str) -> None:
    change, expected = CHANGES[kind]
    before = keys(root)
    assert keys(root) == before
    change(root)
    after = keys(root)
    reached = {name for name in before if after[name] != before[name]}
    assert reached == expected | ({"PDF"} if "cards" in expected else set())


def test_another_python_or_another_set_of_packages_recalls_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys(root)
    with monkeypatch.context() as other:
        other.setattr(platform, "python_version", lambda: "3.99.0")
        assert {name for name, key in keys(root).items() if key != before[name]} == EVERY
    (tmp_path / "packages" / "typst-9.9.dist-info").mkdir(parents=True)
    monkeypatch.setattr(builds.sysconfig, "get_path", lambda name: str(tmp_path / "packages"))
    assert {name for name, key in keys(root).items() if key != before[name]} == EVERY
