"""Notebooks as pages: made by nbconvert with a template that anyone can give to it, with all that a page needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import BARS, FROZEN, PIPE, RANKS, ROOT, code, figure, notebook, shown

from analysis.publish.markdown import pandoc
from analysis.publish.notebooks.pages import notebook_pages

Make = Callable[..., Path]
LINKED = '<a href="cards/NE.html"><text>Nebraska</text></a>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    cells = [
        {"cell_type": "markdown", "id": "x", "metadata": {}, "source": "# What *is* here\n\n<b>raw</b> [u](javascript:x)"},
        code(BARS + "  # all <of> them\nx = 1", [shown(figure(body=LINKED))]),
        code(RANKS.replace("rank()", "#| echo: false\nrank()"), [shown({"text/markdown": PIPE})]),
        code("print(1)", [{"output_type": "stream", "name": "stdout", "text": "<1>\n"}]),
    ]  # fmt: skip
    made = tmp_path / "one.ipynb"
    made.write_text(notebook(cells), encoding="utf-8")
    return made


def pages_of(*paths: Path) -> dict[str, str]:
    return notebook_pages(paths, ROOT / "report" / "templates", {"NE": "cards/NE.html"})


@pytest.fixture
def page(path: Path) -> str:
    return pages_of(path)["one"]


def test_figure_has_its_description_caption_and_data(page: str) -> None:
    assert 'aria-label="Nebraska leads."' in page
    assert re.search(r"<figcaption>\s*Scores of <em>two</em> states.\s*</figcaption>", page)
    assert "<summary>Data behind the figure of cell 2</summary>" in page
    assert '<th scope="row">Ohio</th><td class="n">40</td>' in page


def test_table_has_caption_headings_and_a_box_that_scrolls(page: str) -> None:
    assert re.search(r'role="region"[^>]*tabindex="0"[^>]*aria-label="Ranks."', page.replace("\n", " "))
    assert re.search(r"<caption>\s*Ranks.\s*</caption>", page)
    assert page.count('scope="col"') == 4


def test_links_lead_to_the_cards_of_the_site(page: str) -> None:
    assert '<a href="../cards/NE.html">Nebraska</a>' in page
    assert re.search(r'<a [^>]*href="../cards/NE.html"[^>]*><text>Nebraska', page)


def test_code_is_folded_where_the_cell_says_so_and_colored_without_inline_styles(page: str) -> None:
    folds = re.findall(r'<details class="code"( open)?>\s*<summary>([^<]*)', page)
    assert folds == [
        (" open", "Code of cell 2 (fig-bars)"), ("", "Code of cell 3 (tbl-ranks)"), (" open", "Code of cell 4"),
    ]  # fmt: skip
    assert '<span class="mi">1</span>' in page
    assert "# all &lt;of&gt; them" in page
    assert not re.search(r"style=", "".join(re.findall(r'<div class=" ?highlight.*?</div>', page, re.DOTALL)))
    assert "<style" not in page
    assert '<link rel="stylesheet" href="../assets/code.css">' in page


def test_text_cells_and_printed_words_hold_nothing_raw(page: str) -> None:
    assert "<b>raw" not in page
    assert "javascript" not in page
    assert "&lt;1&gt;" in page
    assert "<title>What is here (notebook) · State Report Cards</title>" in page


def test_page_keeps_the_policy_the_exit_and_nothing_of_other_hosts(page: str) -> None:
    policy = (ROOT / "report" / "templates" / "csp.txt").read_text(encoding="utf-8")
    assert policy.replace("'", "&#39;") in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert 'id="exit"' in page
    assert page.index("assets/exit.js") < page.index("<body")
    assert re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', page) == [
        "../assets/favicon.svg", "../assets/exit.js", "../assets/report.css", "../assets/site.css", "../assets/code.css",
        "../assets/report.js", "../assets/figures.js",
    ]  # fmt: skip


def test_page_of_a_notebook_is_the_same_alone_and_beside_others(
    path: Path, page: str, tmp_path: Path
) -> None:
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# What *is* here\n\n## Also here"},
        code(RANKS, [shown({"text/markdown": PIPE.replace("Nebraska", "Kansas")})]),
        {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "# Not its title"},
    ]  # fmt: skip
    other = tmp_path / "a.ipynb"
    other.write_text(notebook(cells), encoding="utf-8")
    both = pages_of(other, path)
    assert list(both) == ["a", "one"]
    assert both == {**pages_of(other), "one": page}
    assert "Kansas" in both["a"]
    assert "Kansas" not in both["one"]
    assert "<title>What is here (notebook)" in both["a"]
    assert "download>Download this notebook" in both["a"]
    assert 'href="a.ipynb"' in both["a"]
    assert 'id="what-is-here"' in both["a"]
    assert 'id="what-is-here"' in both["one"]


def test_only_what_people_wrote_is_asked_of_what_remembers_for_pandoc(path: Path, page: str) -> None:
    asked: list[str] = []

    def ask(arguments: list[str], text: str, folder: Path | None) -> tuple[str, str]:
        asked.append(text)
        return pandoc.run(arguments, text, folder)

    made = notebook_pages([path], ROOT / "report" / "templates", {"NE": "cards/NE.html"}, ask)
    assert made["one"] == page
    assert len(asked) == 2
    assert "# What *is* here" in asked[1]
    assert "Scores of *two* states." in asked[0]
    assert not any("Nebraska" in text for text in asked), "a table changes with the data"


def test_anyone_can_give_the_template_to_nbconvert(path: Path, page: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "data").mkdir(parents=True)
    (project / "data" / "raw").symlink_to(FROZEN)
    (project / "report").symlink_to(ROOT / "report")
    command = [
        sys.executable,
        "-m",
        "nbconvert",
        "--to",
        "html",
        "--template",
        "report/templates/nbconvert",
        str(path),
    ]
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "none"),
        "REPORT_CARDS_ROOT": str(project),
    }
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    made = path.with_suffix(".html").read_text(encoding="utf-8")
    assert made.count("<figcaption") == page.count("<figcaption") == 1
    assert made.count("<table") == page.count("<table") == 2
    assert '<a href="../report/_output/cards/NE.html">Nebraska</a>' in made
    assert '<span class="mi">1</span>' in made
