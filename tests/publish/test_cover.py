"""What every page says of the report: from the front matter alone, computed values filled in, nothing refused twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from small_project import FROZEN

from analysis.publish.build.cache import Cache
from analysis.publish.build.context import NOTEBOOKS, Context
from analysis.publish.build.stages import Stage
from analysis.publish.markdown.cover import cover, waits
from analysis.publish.markdown.dialect import read_front_matter

Make = Callable[..., Path]
DAY = date(2026, 7, 1)
VARIABLES = {"edition": {"id": "2026 *x*"}}

PLAIN = """---
title: "Reports -- *plain*"
author: [A. One, B. Two]
published-title: "Law of"
abstract: |
  We read {{< var data.laws >}} laws.
---

Text with {{< var nothing.known >}}.
"""


def read(root: Path, variables: dict[str, object] | None = None):
    return cover(read_front_matter(root / "report" / "report.qmd", root), DAY, variables or {})


def test_plain_front_matter_is_read_without_what_notebooks_compute(make_project: Make) -> None:
    root = make_project(PLAIN)
    found = read(root)
    assert found.text("title") == "Reports – plain"
    assert found.texts("author") == ["A. One", "B. Two"]
    assert found.date_line == "Law of July 1, 2026"
    assert "abstract" not in found.meta
    assert not waits(read_front_matter(root / "report" / "report.qmd", root))


def test_quoted_value_is_filled_in_as_words(make_project: Make) -> None:
    root = make_project(PLAIN.replace('"Law of"', '"{{< var edition.id >}}, law of"'))
    assert waits(read_front_matter(root / "report" / "report.qmd", root))
    assert read(root, VARIABLES).date_line == "2026 *x*, law of July 1, 2026"


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: [\n---\n", "No front matter.\n", "---\ntitle: {{< var a.b >}} {{< embed x >}}\n---\n"],
)
def test_what_is_wrong_is_left_to_the_report_of_the_text(make_project: Make, text: str) -> None:
    assert read(make_project(text)).text("title").strip() == ""


@pytest.mark.parametrize(("title", "first"), [("Reports", set()), ("{{< var edition.id >}}", {NOTEBOOKS})])
def test_page_waits_for_the_notebooks_only_where_its_front_matter_quotes_them(
    make_project: Make, title: str, first: set[str]
) -> None:
    root = make_project(f"---\ntitle: {title}\n---\n\nText.\n")
    context = Context(root, FROZEN, root / "work", Cache(root / ".cache"))
    page = Stage("a page", ("raw", "cover", "roster"), lambda context, folder: None)
    assert page.needs(context) == first
