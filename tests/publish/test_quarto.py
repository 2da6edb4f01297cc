"""The same sources through Quarto: a staged copy that Quarto understands, and clear words where it is missing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pypandoc
import pytest
import yaml
from small_project import BARS, FRONT, FROZEN, PIPE, RANKS, ROOT, VARIABLES, code, figure, notebook, shown

from analysis.problems import UsageProblem
from analysis.prose.facts.variables import merge
from analysis.publish.build.cache import Cache
from analysis.publish.build.context import Context
from analysis.publish.build.failure import BuildFailure
from analysis.publish.formats.html import environment
from analysis.publish.markdown.assemble import assemble
from analysis.publish.markdown.pandoc import PROSE, parse
from analysis.publish.markdown.quarto import (
    OUTPUT,
    find_quarto,
    render,
    stage,
    staged_notebook,
    what_went_wrong,
)
from analysis.publish.markdown.syntax_tree import nodes, plain
from analysis.publish.site.navigation import PAGES

Make = Callable[..., Path]

FAKE = """#!/bin/sh
[ "$1" = render ] || exit 64
for file in _quarto.yml _variables.yml notebooks/02_scores.ipynb; do [ -f $file ] || exit 1; done
mkdir -p _rendered/report
cp report/report.qmd _rendered/report/report.html
echo "$SOURCE_DATE_EPOCH" > _rendered/report/report.pdf
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
    page = (tmp_path / "site" / "report.html").read_text(encoding="utf-8")
    assert "Research, **not** advice." in page.split("---\n", 2)[2]
    assert "[Nebraska](cards/NE.html)" in page
    assert (tmp_path / "site" / "report.pdf").read_text(encoding="utf-8") == "1782907200\n"
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


def test_a_headline_opens_the_caption_as_words_alone(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    shown_with = shown(figure(), {"headline": "*One* of {{< two >}} [is](x)"})
    path.write_text(notebook([code(BARS, [shown_with])]), encoding="utf-8")
    lines = json.loads(staged_notebook(path))["cells"][0]["source"].splitlines()
    caption = json.loads(next(line for line in lines if "fig-cap" in line).removeprefix("#| fig-cap: "))
    assert "{{<" not in caption
    (block,) = parse(caption, PROSE)["blocks"]
    assert block["c"][0]["t"] == "Strong"
    assert plain([block["c"][0]]) == "*One* of {{< two >}} [is](x)."
    assert plain([block]).endswith(" Scores of two states.")


def test_errors_are_told_from_the_error_to_its_stack_trace() -> None:
    said = "[1/1] report.qmd\n\nERROR: The cell fig-x does not exist\nin 02.ipynb\n\nStack trace:\n  at a\n"
    assert what_went_wrong(said) == "ERROR: The cell fig-x does not exist\nin 02.ipynb"
    assert what_went_wrong("a\nb\nc\nd\ne\nf\n") == "b\nc\nd\ne\nf"


def test_project_file_has_the_shape_that_quarto_needs() -> None:
    project = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    assert project["project"] == {
        "type": "default", "render": ["report/report.qmd"], "output-dir": OUTPUT
    }  # fmt: skip
    assert set(project) == {
        "project", "execute", "lang", "bibliography", "citeproc", "number-sections", "toc", "toc-depth", "filters", "format",
    }  # fmt: skip
    assert project["execute"] == {"enabled": False}
    assert project["citeproc"] is True
    html, typst = project["format"]["html"], project["format"]["typst"]
    assert set(html) == {"minimal", "theme", "embed-resources", "template", "css", "link-citations"}
    assert typst["pdf-standard"] == "ua-1"
    assert typst["include-in-header"] == [{"text": "#show figure: set block(breakable: true)\n"}]
    for path in (
        *project["filters"],
        html["template"],
        *html["css"],
        typst["font-paths"],
        project["bibliography"],
    ):
        assert (ROOT / path).exists(), path


def test_quarto_writes_to_a_folder_that_is_ignored_and_leaves_gitignore_alone() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert OUTPUT != "report/_output"
    assert f"/{OUTPUT}/" in ignored
    # Quarto adds these lines where they are missing.
    assert {"/.quarto/", "**/*.quarto_ipynb"} <= set(ignored)


def test_each_embed_names_a_cell_that_the_stored_notebook_has() -> None:
    for path in sorted((ROOT / "report").rglob("*.qmd")):
        for file, label in re.findall(r"\{\{< embed (\S+?)#(\S+) >\}\}", path.read_text(encoding="utf-8")):
            cells = json.loads((ROOT / "report" / file).read_text(encoding="utf-8"))["cells"]
            line = re.compile(rf"^#\| label: {re.escape(label)}$", re.MULTILINE)
            found = [cell for cell in cells if line.search("".join(cell["source"]))]
            assert len(found) == 1, f"{path.name}: {file}#{label}"
            forms = [set(output["data"]) for output in found[0]["outputs"]]
            assert len(forms) == 1
            assert "text/html" not in forms[0], f"{label}: Quarto answers HTML with scripts of other hosts"


def pandoc(text: str, *arguments: str) -> str:
    command = [pypandoc.get_pandoc_path(), "--from", "markdown", *arguments]
    return subprocess.run(
        command, input=text, cwd=ROOT / "report", capture_output=True, text=True, check=True
    ).stdout


def test_filter_takes_out_the_builders_paths_and_links_that_the_pdf_could_not_keep() -> None:
    text = (
        '::: {.quarto-embed-nb-cell notebook="/srv/me/x.ipynb" notebook-title="X" notebook-cellId="c"}\nWords.\n:::\n\n'
        "[Nebraska](cards/NE.html) [web](https://a.example)\n"
    )
    html = pandoc(text, "--to", "html", "--lua-filter", "filters/quarto.lua")
    assert "/srv/me" not in html
    assert "data-notebook" not in html
    assert '<a href="cards/NE.html">Nebraska</a>' in html
    typst = pandoc(text, "--to", "typst", "--lua-filter", "filters/quarto.lua")
    assert "cards/NE" not in typst
    assert "Nebraska" in typst
    assert "https://a.example" in typst


def test_template_gives_the_page_its_policy_its_exit_and_nothing_of_other_hosts() -> None:
    text = "---\ntitle: A <b>\nlang: en-US\npublished-title: Law in force on\ndate: July 1, 2026\n---\n\n# One\n\nText.\n"
    page = pandoc(
        text, "--to", "html5", "--standalone", "--toc", "--embed-resources", "--css", "styles/report.css",
        "--template", "templates/quarto.html", "--metadata", "header-includes=<script src='https://cdn.example/x.js'></script>",
    )  # fmt: skip
    assert "cdn.example" not in page
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//', page)
    assert page.index("Content-Security-Policy") < page.index("<script") < page.index("<body")
    assert "connect-src 'none'" in unescape(page)
    assert '<meta name="referrer" content="no-referrer">' in page
    leave = (ROOT / "report" / "templates" / "exit.txt").read_text(encoding="utf-8").strip()
    assert f'<a class="exit" id="exit" href="{leave}" rel="nofollow noreferrer">Leave this page</a>' in page
    assert f'data-to="{leave}"' in page
    assert "Law in force on July 1, 2026" in page
    assert 'href="#one"' in page


def top_of(page: str) -> list[str]:
    """The tags and words between the skip link and the page itself, each with its spaces drawn together."""
    start, end = page.index('<nav class="top"'), page.index('<header class="masthead"')
    return [" ".join(part.split()) for part in re.findall(r"<[^>]+>|[^<>]+", page[start:end]) if part.strip()]


def test_page_of_quarto_has_the_sites_navigation_and_icon(context: Context, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "report" / "templates", context.report / "templates", dirs_exist_ok=True)
    shutil.copytree(ROOT / "report" / "styles", context.report / "styles", dirs_exist_ok=True)
    stage(context, tmp_path / "staged")
    handed = tmp_path / "staged" / "report" / "_metadata.yml"
    assert yaml.safe_load(handed.read_text(encoding="utf-8"))["site-navigation"] == {
        "front": "index.html",
        "pages": [
            {"address": page.file, "words": page.words, "here": page.file == "report.html"} for page in PAGES
        ],
    }
    written = tmp_path / "staged" / "report" / "report.qmd"
    page = pandoc(
        written.read_text(encoding="utf-8"), "--to", "html5", "--standalone", "--embed-resources",
        "--template", "templates/quarto.html", "--metadata-file", str(handed),
    )  # fmt: skip
    top = '{% include "site/top.html.j2" %}<header class="masthead">'
    expected = environment(ROOT / "report" / "templates").from_string(top).render(base="", here="report")
    assert top_of(page) == top_of(expected)
    icon = re.search(r'<link href="data:image/svg\+xml;base64,([^"]+)" rel="icon"', page)
    assert icon is not None
    assert b64decode(unquote(icon[1])) == (ROOT / "report" / "styles" / "favicon.svg").read_bytes()


def test_without_the_site_round_it_the_page_of_quarto_has_no_links_that_lead_nowhere() -> None:
    page = pandoc(
        "---\ntitle: A\n---\n\nText.\n",
        "--to",
        "html5",
        "--standalone",
        "--template",
        "templates/quarto.html",
    )
    assert "site-nav" not in page
    assert 'class="brand"' not in page
    assert 'id="exit"' in page


@pytest.mark.skipif(
    shutil.which("quarto") is None,
    reason="Quarto is not installed here",
)
def test_real_quarto_makes_the_same_report(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(
        ROOT,
        project,
        ignore=shutil.ignore_patterns(".venv", ".git", ".cache", "_output", OUTPUT, ".hypothesis"),
    )
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    done = subprocess.run(["quarto", "render"], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, what_went_wrong(done.stderr)
    assert [p for p, content in before.items() if p.read_bytes() != content] == []
    page = (project / OUTPUT / "report" / "report.html").read_text(encoding="utf-8")
    assert (project / OUTPUT / "report" / "report.pdf").is_file()
    variables = merge(ROOT / "data" / "processed" / "variables")
    report = assemble(ROOT / "report" / "report.qmd", ROOT, variables, ROOT / "notebooks")
    assert len(re.findall(r"<h[1-6]", page)) >= sum(node["t"] == "Header" for node in nodes(report.blocks))
    assert page.count("<table") == sum(node["t"] == "Table" for node in nodes(report.blocks))
    assert page.count("<figcaption") + page.count("<caption") >= len(
        [n for n in report.numbers if n[:4] in ("fig-", "tbl-")]
    )
    assert "Invalid Date" not in page
    assert "data-notebook" not in page
    assert not re.findall(r'<(?:script|link)[^>]*(?:src|href)="(?:https?:)?//', page)
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for number in re.findall(r"\b\d{2,}\b", plain(report.disclaimer)):
        assert number in words
