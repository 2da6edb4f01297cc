"""Numbers, references, embeds and variables come out right and in both formats alike."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import FRONT, FROZEN, VARIABLES, code, figure, shown

from analysis.problems import DataProblems
from analysis.publish.build.building import Options, build
from analysis.publish.formats.html_tables import data_region
from analysis.publish.formats.typst_body import body_typst
from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.assemble import Report, assemble
from analysis.publish.markdown.site_parts import WHOLE
from analysis.publish.markdown.yaml_files import read_yaml
from analysis.publish.site.report import contents, report_pages

Make = Callable[..., Path]

TEXT = (
    FRONT
    + """# One {#sec-one}

See @fig-bars, [-@tbl-ranks], @sec-two, [@sec-deep] and @marsh2019.[^n] It is **{{< var count.f >}}**.

[^n]: A note.

## Deep {#sec-deep}

{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}

# Aside {.unnumbered}

# Two {#sec-two}

::: {.callout-tip title="A tip"}
Text of the tip.
:::

{{< pagebreak >}}

{{< embed ../notebooks/02_scores.ipynb#tbl-ranks >}}

| Letter | From |
|:--|--:|
| A | 90 |

: Letters {#tbl-letters}
"""
)


def assembled(root: Path) -> Report:
    return assemble(root / "report" / "report.qmd", root, VARIABLES)


def page(root: Path, cards: dict[str, str] | None = None) -> str:
    return report_pages(assembled(root), root / "report" / "templates", cards or {}, [])[WHOLE]


def test_sections_figures_and_tables_are_numbered_in_order(make_project: Make) -> None:
    report = assembled(make_project(TEXT))
    assert report.numbers == {
        "sec-one": "1", "sec-deep": "1.1", "fig-bars": "1", "sec-two": "2", "tbl-ranks": "1", "tbl-letters": "2",
    }  # fmt: skip


def test_references_read_as_words_and_numbers(make_project: Make) -> None:
    words = syntax_tree.plain(assembled(make_project(TEXT)).body[1])
    assert words.startswith("See Figure 1, 1, Section 2, Section 1.1 and Marsh (2019).")
    assert "It is 19." in words


def test_contents_list_has_two_levels_and_leaves_the_unnumbered_without_number(make_project: Make) -> None:
    entries = contents(assembled(make_project(TEXT)))
    assert [(e.number, e.title, [c.title for c in e.children]) for e in entries] == [
        ("1", "One", ["Deep"]), ("", "Aside", []), ("2", "Two", []),
    ]  # fmt: skip


def test_both_formats_show_the_same_caption_numbers(make_project: Make) -> None:
    root = make_project(TEXT)
    captions = {"Figure\u00a01.", "Table\u00a01.", "Table\u00a02."}
    typst = body_typst(assembled(root).blocks)
    assert set(re.findall(r"(?:Figure|Table)\u00a0\d\.", page(root))) == captions
    assert set(re.findall(r"(?:Figure|Table)~\d\.", typst)) == {c.replace("\u00a0", "~") for c in captions}


def test_computed_description_replaces_the_static_one_in_both_formats(make_project: Make) -> None:
    root = make_project(TEXT)
    assert assembled(root).figures["fig-bars"].alt == "Nebraska leads."
    assert 'aria-label="Nebraska leads."' in page(root)
    assert "Bars." not in page(root)


def test_a_headline_stands_between_the_number_of_a_picture_and_its_caption(make_project: Make) -> None:
    bars = "#| label: fig-bars\n#| fig-cap: Each bar is a *state*.\nx"
    cells = [code(bars, [shown(figure(), {"headline": "One <b>of</b> *two* #x"})])]
    root = make_project(FRONT + "{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}\n", cells=cells)
    assert assembled(root).figures["fig-bars"].headline == "One <b>of</b> *two* #x"
    html = page(root)
    assert "<strong>One &lt;b&gt;of&lt;/b&gt; *two* #x</strong><br />\nEach bar is a <em>state</em>." in html
    assert html.index("<figcaption>") < html.index("<svg"), "the headline is read before the picture"
    typst = body_typst(assembled(root).blocks)
    assert r"#strong[One \<b\>of\</b\> \*two\* \#x]" in typst


def test_what_only_the_web_page_says_is_not_on_paper(make_project: Make) -> None:
    box = '::: {.callout-note title="A"}\nBoth.\n\n:::: {.content-visible when-format="html"}\nThe *button*.\n::::\n:::\n'
    root = make_project(FRONT + box)
    assert "The <em>button</em>." in page(root)
    typst = body_typst(assembled(root).blocks)
    assert "Both." in typst
    assert "button" not in typst


def test_static_description_serves_where_none_was_computed(make_project: Make) -> None:
    bars = "#| label: fig-bars\n#| fig-cap: Cap.\n#| fig-alt: Bars.\nx"
    bundle = figure()
    del bundle["text/plain"]
    root = make_project(
        FRONT + "{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}\n", cells=[code(bars, [shown(bundle)])]
    )
    assert assembled(root).figures["fig-bars"].alt == "Bars."


def test_the_box_of_the_disclaimer_stands_before_everything_else(make_project: Make) -> None:
    report = assembled(make_project(FRONT + "First words.\n"))
    assert syntax_tree.plain(report.disclaimer) == "Research, not advice."
    assert syntax_tree.plain(report.body) == "First words."


def test_without_that_box_there_is_no_disclaimer(make_project: Make) -> None:
    report = assembled(make_project(FRONT.replace(".disclaimer", ".small") + "First words.\n"))
    assert report.disclaimer == []
    assert len(report.body) == 2


@pytest.mark.parametrize(
    ("front", "folder", "shown"),
    [
        ("published-title: As of", "date: 2027-02-03", "As of February 3, 2027"),
        ("subtitle: x", "date: 2027-02-03", "February 3, 2027"),
        ("date: 2026-07-01", "date: 2027-02-03", "July 1, 2026"),
        ("published-title: As of", "", ""),
    ],
)
def test_the_date_is_the_folders_and_the_report_says_what_it_is_of(
    make_project: Make, front: str, folder: str, shown: str
) -> None:
    text = FRONT.replace("lang: en-US", f"lang: en-US\n{front}".replace("subtitle: x", "toc: true"))
    assert assembled(make_project(text, {"report/_metadata.yml": folder})).date_line == shown


def test_every_table_names_its_rows_and_columns(make_project: Make) -> None:
    root = make_project(TEXT)
    html = page(root) + data_region(assembled(root).figures["fig-bars"], "Figure 1")
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert len(tables) == 3
    for table in tables:
        assert re.search(r'<thead>.*<th [^>]*scope="col"', table, re.DOTALL)
        assert re.search(r'<tbody>.*<th [^>]*scope="row"', table, re.DOTALL)


def test_links_to_cards_lead_to_pages_that_exist_and_are_words_otherwise(make_project: Make) -> None:
    root = make_project(TEXT)
    assert '<a href="cards/NE.html">Nebraska</a>' in page(root, {"NE": "cards/NE.html"})
    without = page(root)
    assert "cards/NE" not in without
    assert '#card-ref("NE")[Nebraska]' in body_typst(assembled(root).blocks)


def test_the_report_leads_from_a_chart_to_the_table_behind_it_which_holds_every_value(
    make_project: Make,
) -> None:
    root = make_project(TEXT)
    assert '<a href="figures/fig-bars.html#data">data table</a>' in page(root)
    table = data_region(assembled(root).figures["fig-bars"], "Figure 1")
    assert re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table) == [
        "State",
        "Score",
        "Nebraska",
        "81",
        "Ohio",
        "40",
    ]


def test_first_heading_of_a_callout_is_its_title(make_project: Make) -> None:
    html = page(make_project(FRONT + "::: {.callout-warning}\n## Mind *this*\n\nBody.\n:::\n"))
    assert 'role="note" aria-label="Mind this"' in html
    assert "<h3" not in html


@pytest.mark.parametrize(
    ("front", "line"),
    [("title: one: two", 2), ("lang: en-US\ntitle: 'never closed", 4), ("lang: en-US\nkeywords: [a, b", 4)],
    ids=["a second colon", "an open quotation mark", "an open bracket"],
)
def test_broken_front_matter_is_told_with_file_and_line(make_project: Make, front: str, line: int) -> None:
    with pytest.raises(DataProblems) as caught:
        assembled(make_project(f"---\n{front}\n---\n\nText.\n"))
    (problem,) = caught.value.problems
    assert (problem.file, problem.row) == ("report/report.qmd", line)
    assert problem.found.startswith("front matter that is not YAML (")


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: 1\nb: c: d\n", 2, "what is not YAML (mapping values are not allowed here)"),
        ("a: 'never closed\n", 2, "what is not YAML (found unexpected end of stream)"),
        ("a:\n\tb: 1\n", 2, "what is not YAML (found character '\\t' that cannot start any token)"),
        ("- a\n- b\n", 1, "no keys"),
        ("a: \x01\n", None, "characters that no text has ("),
    ],
    ids=["a second colon", "an open quotation mark", "a tab", "a list", "a control character"],
)
def test_broken_file_of_quarto_is_told_with_file_and_line(
    make_project: Make, text: str, line: int | None, found: str
) -> None:
    root = make_project(FRONT + "Text.\n", {"_quarto.yml": text, "report/_metadata.yml": text})
    shutil.copytree(FROZEN, root / "data" / "raw")
    with pytest.raises(DataProblems) as of_report:
        assemble(root / "report" / "report.qmd", root, VARIABLES)
    with pytest.raises(DataProblems) as of_project:
        build(Options(root), stages=[])
    for caught, name in ((of_report, "report/_metadata.yml"), (of_project, "_quarto.yml")):
        (problem,) = caught.value.problems
        assert (problem.file, problem.row) == (name, line)
        assert problem.found.startswith(found)
        assert problem.allowed == "lines of 'key: value'"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "date: 2026-07-01\n"])
def test_file_of_quarto_may_say_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "_quarto.yml").write_text(text, encoding="utf-8")
    assert len(read_yaml(tmp_path / "_quarto.yml", "_quarto.yml")) == text.count("date")
    assert read_yaml(tmp_path / "none.yml", "none.yml") == {}


CONDITIONAL = (
    FRONT
    + """# One {#sec-one}

Before. [Only @fig-bars, {{< var count.f >}}.]{.content-visible when-meta="shows.bars"} After.

::: {.content-visible when-meta="shows.bars"}

{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}

:::

::: {.content-hidden when-meta="shows.bars"}
No bars.
:::

[Nothing else.]{.content-hidden when-meta="shows.bars"}
"""
)


@pytest.mark.parametrize("there", [True, False])
def test_text_under_a_condition_appears_with_what_it_leads_to_or_not_at_all(
    make_project: Make, there: bool
) -> None:
    root = make_project(CONDITIONAL, {"report/_metadata.yml": f"shows:\n  bars: {str(there).lower()}\n"})
    report = assembled(root)
    words = syntax_tree.plain(report.body)
    assert ("Only" in words, "No bars." in words) == (there, not there)
    assert ("Before." in words, "After." in words) == (True, True)
    assert list(report.figures) == ["fig-bars"] * there
    assert not [node for node in syntax_tree.nodes(report.body) if node["t"] == "Para" and not node["c"]]
    assert ("Figure" in page(root)) is there


def test_a_condition_that_nothing_decides_is_refused_by_its_line(make_project: Make) -> None:
    root = make_project(CONDITIONAL, {"report/_metadata.yml": "shows:\n  bar: true\n"})
    with pytest.raises(DataProblems) as caught:
        assembled(root)
    said = [str(problem) for problem in caught.value.problems]
    assert said
    assert all("Found condition 'shows.bars'" in line and "'shows.bar'?" in line for line in said)


def test_a_condition_takes_nothing_but_its_name(make_project: Make) -> None:
    root = make_project(FRONT + '::: {.content-visible when-format="pdf"}\nText.\n:::\n')
    with pytest.raises(DataProblems) as caught:
        assembled(root)
    assert "box 'content-visible'" in str(caught.value.problems[0])
