"""The printed report as a book: pages well filled, type that can be read, tables and sentences whole."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from pdf_pages import Page, bare, blank, chapters, inside_sentences, measured, too_small, without_head

from analysis.publish.formats.pdf import compile_pdf

MOST_BLANK, LEAST_TYPE = 0.25, 8.5

SQUARE = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><rect width='400' height='400'/></svg>"
)
BAD = """
#set document(title: "Bad")
#set page(width: 612pt, height: 792pt, margin: 72pt)
#set text(font: "Public Sans", size: 9pt, lang: "en")
#let picture = image("square.svg", alt: "A square", width: 400pt)

= Well filled

This sentence is cut by

#picture

a picture. #text(size: 6pt)[Tiny.]

#table(columns: 2, table.header(repeat: false, [Name], [Worth]), ..range(60).map(n => ([Row #n], [#n])).flatten())

#pagebreak()

= Nearly empty

This page has little to say. It says it whole.

#picture
#picture

So does this one.

#table(columns: 2, table.header([Name], [Worth]), ..range(60).map(n => ([Row #n], [#n])).flatten())
"""


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """A document with every fault once, and what is right beside it."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "main.typ").write_text(BAD, encoding="utf-8")
    (folder / "square.svg").write_text(SQUARE, encoding="utf-8")
    return measured(compile_pdf(folder / "main.typ", folder, datetime.date(2026, 7, 1)))


def test_the_measures_find_every_fault_of_a_bad_document(bad: list[Page]) -> None:
    # The last page of each table has little on it; on page 4, the second picture finds no room below the first.
    assert [line.partition(":")[0] for line in blank(bad, MOST_BLANK)] == ["page 3", "page 4", "page 7"]
    assert too_small(bad, LEAST_TYPE) == ["page 1: type of 6.0 points: “Tiny.”"]
    assert inside_sentences(bad) == [
        "page 1: a picture or table inside a sentence: “…This sentence is cut by”"
    ]
    assert [(item.kind, item.text) for item in bad[0].items[:4]] == [
        ("heading", "Well filled"), ("text", "This sentence is cut by"), ("float", ""), ("text", "a picture. Tiny."),
    ]  # fmt: skip
    # The first table goes on for two pages without its head; the second, on pages 6 and 7, repeats it.
    assert [line.partition(":")[0] for line in without_head(bad)] == ["page 2", "page 3"]
    assert [page.number for page in bad if any(item.kind == "Table" for item in page.items)] == [
        1, 2, 3, 5, 6, 7,
    ]  # fmt: skip


@pytest.fixture(scope="module")
def pdf(site: Path) -> bytes:
    return (site / "report.pdf").read_bytes()


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[Page]:
    return measured(pdf)


@pytest.fixture(scope="module")
def own(pdf: bytes, pages: list[Page]) -> list[Page]:
    """The report's own pages, without the cover and those of the cards, which are laid out by themselves."""
    (cards,) = (page for title, page in chapters(pdf).items() if title.endswith("Report cards"))
    return pages[1 : cards - 1]


def test_no_page_is_more_than_a_quarter_empty_except_before_the_cards(
    pages: list[Page], own: list[Page]
) -> None:
    found = blank([page for page in pages if page is not own[-1]], MOST_BLANK)
    assert not found, "\n".join(found)


def test_nothing_is_printed_in_less_than_eight_and_a_half_points(pages: list[Page]) -> None:
    found = too_small(pages, LEAST_TYPE)
    assert not found, "\n".join(found)


def test_a_table_that_goes_on_has_its_head_again(own: list[Page]) -> None:
    assert sum(item.kind == "Table" for page in own for item in page.items) > 30
    found = without_head(own)
    assert not found, "\n".join(found)


def test_no_picture_or_table_stands_inside_a_sentence(own: list[Page]) -> None:
    assert sum(item.kind == "text" for page in own for item in page.items) > 100
    found = inside_sentences(own)
    assert not found, "\n".join(found)


def test_contents_keep_to_the_back_of_the_cover(pdf: bytes, pages: list[Page]) -> None:
    listed = chapters(pdf)
    assert listed.pop("Contents") == 2
    assert min(listed.values()) == 3, "the first chapter follows at once"
    assert [title for title in listed if bare(title) not in pages[1].said] == []
