"""What a report says of itself before its text: title, authors, license, date."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.display.dates import long_date
from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.syntax_tree import Node


@dataclass
class FrontMatter:
    """The values of a front matter, as Pandoc reads them."""

    meta: dict[str, Node]

    @property
    def date_line(self) -> str:
        """The date in words, after the words that `published-title` puts before it; "" without a date."""
        when = long_date(self.text("date"))
        return f"{self.text('published-title')} {when}".strip() if when else ""

    def text(self, key: str) -> str:
        """A front matter value as plain words, "" where there is none."""
        return syntax_tree.plain(self.meta.get(key, []))

    def blocks_of(self, key: str) -> list[Node]:
        """A front matter value as blocks."""
        value = self.meta.get(key)
        if value is None:
            return []
        if value["t"] == "MetaBlocks":
            return list(value["c"])
        return [
            {
                "t": "Para",
                "c": value["c"] if value["t"] == "MetaInlines" else syntax_tree.words(str(value["c"])),
            }
        ]

    def texts(self, key: str) -> list[str]:
        """A front matter value that may be a list, as plain words."""
        value = self.meta.get(key)
        if value is None:
            return []
        return (
            [syntax_tree.plain(item) for item in value["c"]] if value["t"] == "MetaList" else [self.text(key)]
        )
