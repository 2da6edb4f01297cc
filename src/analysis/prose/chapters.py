"""The report's section for every category of the rubric, written from ids alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from analysis.standard.rubric import Category, Rubric

FILE = "_categories.qmd"
METADATA = "_metadata.yml"
SHOWN = "yes"
"""The fact `shows.<name>` of what there is to show."""
NOTES = "categories"
"""Folder beside the report that may hold `_<category id>.qmd`: why the category matters, written by people."""

NOTEBOOK = "../notebooks/02_scores.ipynb"


def notes_astray(rubric: Rubric, report: Path) -> list[str]:
    """A sentence for each category without a word of its own in `report/categories`, and each word without a category."""
    wanted = {f"_{category.id}.qmd": category.title for category in rubric.categories}
    there = {path.name for path in (report / NOTES).glob("_*.qmd")}
    missing = [
        f"report/{NOTES}/{name} is missing: the chapter on '{wanted[name]}' is printed without a word on why it matters. "
        "Write the file."
        for name in wanted
        if name not in there
    ]
    left = [
        f"report/{NOTES}/{name} belongs to no category of the rubric and is not printed. Rename it, or take it away."
        for name in sorted(there - set(wanted))
    ]
    return missing + left


def slug(category: str) -> str:
    """A category id as labels of figures, tables and sections spell it.

    >>> slug("range_of_relief")
    'range-of-relief'
    """
    return re.sub(r"[^a-z0-9]+", "-", category.lower()).strip("-")


def category_sections(rubric: Rubric, report: Path) -> str:
    """The sections of all categories, in rubric order, as Quarto Markdown.

    Only ids, shortcodes and embeds: titles and sentences come through variables, so no text of the data is ever read as
    markup. A category whose note exists in `report/categories` has it included.
    """
    return "\n".join(_section(category, report) for category in rubric.categories)


def _section(category: Category, report: Path) -> str:
    name, label = category.id, slug(category.id)
    parts = [
        f"## {_var(f'categories.{name}.title')} {{#sec-category-{label}}}",
        _var(f"categories.{name}.asked"),
        f"**Best practice.** {_var(f'categories.{name}.best_practice')} {_var(f'categories.{name}.full_points')}",
    ]
    if (report / NOTES / f"_{name}.qmd").is_file():
        parts.append(f"{{{{< include {NOTES}/_{name}.qmd >}}}}")
    parts += [
        f"{_var(f'categories.{name}.results')} @fig-answers-{label} shows every answer; @tbl-exemplars-{label} names laws "
        "that give the best ones, with the place to look them up.",
        f"{{{{< embed {NOTEBOOK}#fig-answers-{label} >}}}}",
        f"{{{{< embed {NOTEBOOK}#tbl-exemplars-{label} >}}}}",
    ]
    return "\n\n".join(parts) + "\n"


def _var(name: str) -> str:
    return f"{{{{< var {name} >}}}}"


def write_metadata(as_of: date, shows: Mapping[str, str], report: Path) -> None:
    """Write `_metadata.yml`: the edition's `date`, and what there is to show, which Quarto asks before it knows a variable.

    In: `shows`, `SHOWN` or another word by name; text in the report stands `.content-visible` under such a name.
    """
    lines = [f"date: {as_of.isoformat()}", *(["shows:"] if shows else [])]
    lines += [f"  {name}: {'true' if said == SHOWN else 'false'}" for name, said in sorted(shows.items())]
    (report / METADATA).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_category_sections(rubric: Rubric, report: Path) -> None:
    """Write `_categories.qmd` beside the report's other sources."""
    text = category_sections(rubric, report)
    (report / FILE).write_text(text, encoding="utf-8", newline="\n")
