"""The text of the sheet that explains how to code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

TEXT = Path(__file__).with_name("guide.toml")


@dataclass(frozen=True)
class Section:
    """A heading with the paragraphs beneath it."""

    title: str
    lines: tuple[str, ...]


def guide(**facts: str) -> tuple[Section, ...]:
    """Every section, with what is particular to one export filled in."""
    document = tomllib.loads(TEXT.read_text(encoding="utf-8"))
    return tuple(
        Section(entry["title"], tuple(line.format_map(facts) for line in entry["lines"]))
        for entry in document["section"]
    )
