"""A short document of titled tables, as Markdown or as one page of HTML that needs no other file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import pandas as pd
from jinja2 import Environment, StrictUndefined

TEXT, NUMBER, CHANGE = "text", "number", "change"
"""How a column is set: words to the left, figures to the right, a difference with its sign."""

Cell = str | int | float | None


@dataclass(frozen=True)
class Column:
    """A heading and how its cells are set."""

    title: str
    kind: str = TEXT


@dataclass(frozen=True)
class Section:
    """One table under a heading, with a sentence before it, and a sentence instead of a table without rows."""

    id: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


@dataclass(frozen=True)
class Document:
    """A title, opening paragraphs and sections."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def cell(value: object) -> Cell:
    """A value of a frame as a cell: None where missing, an int where whole.

    >>> cell(pd.NA), cell(3.0), cell(2.5), cell("NE")
    (None, 3, 2.5, 'NE')
    """
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else number


def difference(before: object, after: object) -> Cell:
    """Later less earlier; None where either is missing.

    >>> difference(2.0, 5.0), difference(None, 5.0)
    (3, None)
    """
    one, other = cell(before), cell(after)
    known = isinstance(one, int | float) and isinstance(other, int | float)
    return other - one if known else None  # type: ignore[operator]


def shown(value: Cell, kind: str) -> str:
    """A cell as people read it.

    >>> shown(-3, CHANGE), shown(0, CHANGE), shown(4, CHANGE), shown(None, NUMBER), shown(2.5, NUMBER)
    ('−3', '0', '+4', '–', '2.5')
    """
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if kind == CHANGE and value:
        return f"{'+' if value > 0 else '−'}{abs(value):g}"
    return f"{value:g}"


def markdown(document: Document) -> str:
    """The document in Markdown; text from data cannot become markup."""
    parts = [f"# {escape_markdown(document.title)}", *map(paragraph, document.lead)]
    for section in document.sections:
        parts.append(f"## {escape_markdown(section.title)}")
        if not section.rows:
            parts.append(paragraph(section.empty))
            continue
        if section.note:
            parts.append(paragraph(section.note))
        parts.append(pipe_table(section.columns, section.rows))
    return "\n\n".join(parts) + "\n"


def pipe_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str:
    """A table in Markdown, every cell escaped."""
    rules = ["---" if column.kind == TEXT else "--:" for column in columns]
    lines = [[escape_markdown(column.title) for column in columns], rules]
    lines += [[escape_markdown(shown(c, k.kind)) for c, k in zip(row, columns, strict=True)] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def escape_markdown(text: str) -> str:
    r"""Text that Markdown prints as it stands, on one line.

    >>> escape_markdown("a|b <b>*c*</b> [x](y) _z_")
    'a\\|b &lt;b&gt;\\*c\\*&lt;/b&gt; \\[x\\](y) \\_z\\_'
    """
    line = " ".join(text.split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([\\`*{}\[\]#|~$^@])", r"\\\1", line)
    # An underscore inside a word is plain text.
    return re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\_", line)


def paragraph(text: str) -> str:
    r"""Escaped text that does not begin a list, a rule or a heading either.

    >>> paragraph("1. x"), paragraph("- x")
    ('1\\. x', '\\- x')
    """
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", escape_markdown(text))


def html(document: Document) -> str:
    """The document as one accessible page: no script, nothing loaded, every value escaped."""
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["shown"] = shown
    source = files("analysis.display").joinpath("document.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(document=document, text=TEXT) + "\n"
