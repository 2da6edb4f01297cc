"""The appendix stands on pages of its own: nothing is lost, nothing stands twice, and every reference finds its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from small_project import FRONT, ROOT, VARIABLES

from analysis.prose.facts.variables import merge
from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.assemble import Report, assemble
from analysis.publish.markdown.site_parts import WHOLE, parts
from analysis.publish.site.report import contents, report_pages

Make = Callable[..., Path]

TEXT = (
    FRONT
    + """# One {#sec-one}

See @tbl-ranks, @sec-words and @fig-bars.[^a]

[^a]: The note of the first chapter.

{{< embed ../notebooks/02_scores.ipynb#fig-bars >}}

# Appendix {#sec-appendix}

What the appendix holds: @tbl-ranks.

## Ranks {#sec-ranks}

From @sec-one, after @marsh2019 and @sec-words.[^b]

[^b]: The note of the appendix.

{{< embed ../notebooks/02_scores.ipynb#tbl-ranks >}}

## Words {#sec-words}

### Deeper {#sec-deeper}

Nothing in a table; see @sec-deeper.

# References {.unnumbered}

::: {#refs}
:::
"""
)


def small(make_project: Make, text: str = TEXT) -> tuple[Report, dict[str, str]]:
    root = make_project(text)
    report = assemble(root / "report" / "report.qmd", root, VARIABLES)
    return report, report_pages(report, root / "report" / "templates", {}, [])


def links(html: str) -> dict[str, str]:
    """Where each reference of a page leads, by its words."""
    found = re.findall(r'<a href="([^"]*)"[^>]*class="reference"[^>]*>([^<]*)</a>', html)
    return {unescape(words).replace("\u00a0", " "): target for target, words in found}


def test_each_section_of_the_appendix_is_a_page_named_for_its_label(make_project: Make) -> None:
    _, pages = small(make_project)
    assert list(pages) == ["report.html", "appendix-ranks.html", "appendix-words.html"]
    assert '<h1 id="sec-ranks"><span class="number">2.1</span> Ranks</h1>' in pages["appendix-ranks.html"]


def test_references_lead_to_the_page_that_holds_what_they_name(make_project: Make) -> None:
    _, pages = small(make_project)
    assert links(pages[WHOLE]) == {
        "Table 1": "appendix-ranks.html#tbl-ranks",
        "Section 2.2": "appendix-words.html#sec-words",
        "Figure 1": "#fig-bars",
    }
    assert links(pages["appendix-ranks.html"]) == {
        "Section 1": "report.html#sec-one",
        "Section 2.2": "appendix-words.html#sec-words",
    }
    assert links(pages["appendix-words.html"]) == {"Section 2.2.1": "#sec-deeper"}
    assert 'href="report.html#ref-marsh2019"' in pages["appendix-ranks.html"]


def test_the_report_lists_the_pages_with_their_tables_after_what_introduces_them(make_project: Make) -> None:
    _, pages = small(make_project)
    listed = pages[WHOLE][
        pages[WHOLE].index("What the appendix holds") : pages[WHOLE].index("References</h2>")
    ]
    items = [re.sub(r"<[^>]+>", "", item) for item in re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)]
    assert [unescape(item) for item in items] == ["2.1 Ranks: Table\u00a01", "2.2 Words"]
    assert '<a href="appendix-ranks.html#sec-ranks">' in listed


def test_the_contents_lead_to_the_pages(make_project: Make) -> None:
    report, _ = small(make_project)
    by_title = {one.title: one for one in contents(report)}
    assert by_title["One"].address == "#sec-one"
    assert [(one.title, one.address) for one in by_title["Appendix"].children] == [
        ("Ranks", "appendix-ranks.html"),
        ("Words", "appendix-words.html"),
    ]


def test_a_note_stands_on_the_page_that_calls_it(make_project: Make) -> None:
    _, pages = small(make_project)
    assert "The note of the first chapter." in pages[WHOLE]
    assert "The note of the appendix." not in pages[WHOLE]
    assert "The note of the appendix." in pages["appendix-ranks.html"]


def test_a_report_without_an_appendix_stays_whole(make_project: Make) -> None:
    report, pages = small(make_project, TEXT.replace("{#sec-appendix}", "{#sec-annex}"))
    assert list(pages) == [WHOLE]
    assert parts(report).body == report.body


@pytest.fixture(scope="module")
def report() -> Report:
    """The whole report."""
    variables = merge(ROOT / "data" / "processed" / "variables")
    return assemble(ROOT / "report" / "report.qmd", ROOT, variables, ROOT / "notebooks")


def test_headings_tables_and_figures_of_the_whole_report_stand_once_on_its_pages(report: Report) -> None:
    pages = report_pages(report, ROOT / "report" / "templates", {}, [])
    # Headings of callouts are no headings of the page, and a data table behind a chart has no caption.
    words = [syntax_tree.plain(block["c"][2]) for block in report.body if block["t"] == "Header"]
    shown = [
        heading for page in pages.values() for heading in re.findall(r"<h[1-6]([^>]*)>(.*?)</h[1-6]>", page)
    ]
    plain = [
        unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="number">.*?</span>', "", words)))
        for attributes, words in shown
        if "data-" not in attributes
    ]
    title = report.text("title")
    assert sorted(" ".join(text.split()) for text in plain if text != title) == sorted(words)
    labels = [label for label in report.numbers if label.startswith(("tbl-", "fig-"))]
    assert len(labels) > 40
    held = [
        identifier
        for page in pages.values()
        for identifier in re.findall(r' id="((?:tbl|fig)-[a-z0-9-]+)"', page)
    ]
    assert sorted(one for one in held if one in labels) == sorted(labels)
    captions = sum(page.count("<caption>") for page in pages.values())
    assert captions == sum(node["t"] == "Table" for node in syntax_tree.nodes(report.body))
    assert len(pages) > 5


def test_every_sentence_of_the_whole_report_stands_on_one_of_its_pages(report: Report) -> None:
    cut = parts(report)
    whole = [block for block in report.body if block["t"] != "Header"]
    split = [block for block in cut.body if block["t"] != "Header"] + [
        b for part in cut.pages for b in part.blocks
    ]
    assert sorted(map(str, whole)) == sorted(map(str, split))
