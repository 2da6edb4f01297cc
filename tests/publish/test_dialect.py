"""What the renderer does not understand is refused, with the file and the line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import BARS, FRONT, RANKS, VARIABLES, code, figure, shown

from analysis.problems import DataProblems
from analysis.publish.markdown.assemble import assemble

Make = Callable[..., Path]
BODY = FRONT.count("\n")


def problems(root: Path) -> list[str]:
    with pytest.raises(DataProblems) as caught:
        assemble(root / "report" / "report.qmd", root, VARIABLES)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("Text.\n\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other", 3, "left over from an unfinished merge"),
        ("Text.\n>>>>>>> other", 2, "left over from an unfinished merge"),
        ("{{< meta title >}}", 1, "unknown shortcode 'meta'"),
        ("{{< vra count.f >}}", 1, "Did you mean 'var'?"),
        ("a\n\n{{< var count.g >}} b", 3, "Did you mean 'count.f'?"),
        ("{{< var count >}}", 1, "unknown variable 'count'"),
        ("{{< var >}}", 1, "'var' with 0 arguments"),
        ("{{< var count.f", 1, "does not end on its line"),
        ("{{{< var count.f >}}}", 1, "unknown shortcode"),
        ("{{< include _missing.qmd >}}", 1, "include of '_missing.qmd', which does not exist"),
        ("text {{< include _part.qmd >}}", 1, "an include stands alone"),
        ("{{< embed ../notebooks/02_scores.ipynb#fig-bar >}}", 1, "Did you mean 'fig-bars'?"),
        ("{{< embed ../notebooks/09_none.ipynb#fig-bars >}}", 1, "which is no notebook of the report"),
        ("See {{< embed ../notebooks/02_scores.ipynb#fig-bars >}} here.", 1, "stands alone between blank lines"),
        ("```{python}\n1 + 1\n```", 1, "executable cell"),
        ("```\n{{< var count.f >}}\n```", 2, "a shortcode inside code"),
        ("`{{< var count.f >}}`", 1, "in a place where it cannot be filled in"),
        ("a\n\nSee @fig-none.", 3, "reference to '@fig-none'"),
        ("See @tbl-none and @sec-none.", 1, "reference to '@sec-none'"),
        ("As @nobody2020 says.", 1, "citation '@nobody2020', which no bibliography has"),
        ("a <b>bold</b> word", 1, "raw html '<b>'"),
        ("<div>x</div>", 1, "raw html"),
        ("`x`{=typst}", 1, "raw typst"),
        ("It is $x^2$.", 1, "mathematics"),
        ("![A picture](http://example.org/x.png)", 1, "image 'http://example.org/x.png'"),
        ("[x](javascript:alert(1))", 1, "link to 'javascript:alert(1)'"),
        ("[x](../../etc/passwd)", 1, "link to"),
        ("::: {.callout-joke}\nx\n:::", 1, "callout 'callout-joke'"),
        ("::: {.callout-note collapse=true}\nx\n:::", 1, "box 'collapse'"),
        ("::: {.panel-tabset}\nx\n:::", 1, "box 'panel-tabset'"),
        ('::: {.content-visible when-format="pdf"}\nx\n:::', 1, "box 'content-visible'"),
        ("x\n\n::: {.callout-note}\nx", 3, "unclosed"),
        ("Private \ue000 character", 1, "private-use character"),
        ("A note.[^gone]\n\n[^gone2]: text", 3, "gone2"),
    ],
)  # fmt: skip
def test_refusal_names_file_and_line(make_project: Make, body: str, line: int, words: str) -> None:
    found = problems(make_project(FRONT + body + "\n", {"report/_part.qmd": "x"}))
    assert any(one.startswith(f"report/report.qmd:{BODY + line}:") and words in one for one in found), found


def test_problem_in_an_included_file_names_that_file_and_its_line(make_project: Make) -> None:
    root = make_project(
        FRONT + "a\n\n{{< include _part.qmd >}}\n", {"report/_part.qmd": "one\n\n{{< var count.none >}}\n"}
    )
    assert [one.split(": ")[0] for one in problems(root)] == ["report/_part.qmd:3"]


def test_include_that_includes_itself_is_refused(make_project: Make) -> None:
    root = make_project(FRONT + "{{< include _a.qmd >}}\n", {"report/_a.qmd": "{{< include _a.qmd >}}\n"})
    assert "includes itself" in problems(root)[0]


def test_all_problems_are_reported_together(make_project: Make) -> None:
    root = make_project(FRONT + "{{< var no.a >}}\n\n@fig-none\n\n{{< embed ../notebooks/x.ipynb#fig-y >}}\n")
    assert len(problems(root)) == 3


def test_unknown_front_matter_key_is_refused_with_its_line(make_project: Make) -> None:
    root = make_project("---\ntitle: x\nsubtilte: y\n---\n\ntext\n")
    assert problems(root)[0].startswith("report/report.qmd:3: Found unknown front matter key 'subtilte'")
    assert "Did you mean 'subtitle'?" in problems(root)[0]


def test_front_matter_in_an_included_file_is_refused(make_project: Make) -> None:
    root = make_project(FRONT + "{{< include _a.qmd >}}\n", {"report/_a.qmd": "---\ntitle: x\n---\n\ntext\n"})
    assert problems(root) == [
        "report/_a.qmd:1: Found front matter in an included file. Expected: only the report itself has front matter."
        " Move it to the report's own file."
    ]


def test_same_label_twice_is_refused_and_says_where_it_was_first(make_project: Make) -> None:
    embed = "{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}\n\n"
    assert f"first at report/report.qmd:{BODY + 1}" in problems(make_project(FRONT + embed + embed))[0]


def test_comments_are_left_out_with_whatever_they_hold(make_project: Make) -> None:
    text = FRONT + "a <!-- {{< nonsense >}}\n{{< include no.qmd >}} --> b\n\n```\n<!-- shown -->\n```\n"
    root = make_project(text)
    report = assemble(root / "report" / "report.qmd", root, VARIABLES)
    assert [block["t"] for block in report.body] == ["Para", "CodeBlock"]
    assert report.body[1]["c"][1] == "<!-- shown -->"


def test_a_date_that_quarto_would_read_before_the_variables_is_refused(make_project: Make) -> None:
    root = make_project(FRONT.replace("lang: en-US", 'date: "On {{< var edition.as_of >}}"\nlang: en-US'))
    assert problems(root)[0].startswith("report/report.qmd:4: Found a date with a shortcode")


@pytest.mark.parametrize(
    ("source", "output", "words"),
    [
        (BARS.replace("fig-cap", "fig-caption"), figure(), "unknown cell option 'fig-caption'"),
        (BARS.replace("fig-bars", "fig-Bars"), figure(), "small letters"),
        (BARS.replace("#| fig-cap: Scores of *two* states.\n", ""), figure(), "has no caption"),
        (BARS.replace("Scores of", "A: b"), figure(), "not YAML"),
        (BARS, {"text/plain": "x"}, "shows 0 outputs of type image/svg+xml"),
        (RANKS, figure(), "shows 0 outputs of type text/markdown"),
        (BARS.replace("#| fig-alt: Bars.\n", ""), figure(alt=""), "has no text description"),
    ],
)
def test_cell_that_cannot_be_embedded_names_notebook_and_cell(
    make_project: Make, source: str, output: dict, words: str
) -> None:
    cells = [code("1"), code(source, [shown(output)])]
    root = make_project(FRONT + "{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}\n", cells=cells)
    assert any(one.startswith("notebooks/02_scores.ipynb cell 2:") and words in one for one in problems(root))
