"""Tables for readers: escaped Markdown, which the report, Jupyter and Quarto all show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from analysis.display.numbers import counted

if TYPE_CHECKING:
    import pandas as pd

Align = Literal["left", "right", "center"]

MISSING = "–"
"""What stands in a cell without a value: an empty one would look forgotten."""

CARD_PAGES = "cards/"
"""Where the report keeps the cards, seen from its own page."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@&])")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_TARGET = re.compile(r"^(https?://\S+|#[\w-]+|[\w][\w./-]*)$", re.ASCII)
_UNSAFE_IN_TARGET = re.compile(r"[^A-Za-z0-9:/?#@!&'*+,;=._~%-]")
_RULES: dict[Align, str] = {"left": ":---", "right": "---:", "center": ":---:"}


@dataclass(frozen=True)
class Link:
    """A cell's text that leads somewhere: a web address, `#place`, or a file of the report such as a card's page.

    Any other target, such as a script, is dropped and the text stays.
    """

    text: str
    target: str

    @property
    def safe_target(self) -> str:
        return self.target if _TARGET.match(self.target) and ".." not in self.target.split("/") else ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, eq=False)
class Table:
    """A frame as a reader should see it: its columns are the headings, its first column names the rows.

    `align`: by heading; numbers stand right, all else left, unless said otherwise. `digits`: decimals by heading; a
    number without stands as it is. Two levels of columns make headings "upper: lower". Cells may be text, numbers,
    `Link`, or lists of these.
    """

    frame: pd.DataFrame
    align: Mapping[str, Align] = field(default_factory=dict)
    digits: Mapping[str, int] = field(default_factory=dict)

    def markdown(self) -> str:
        """A pipe table in which nothing from the data is markup, for Pandoc's Markdown and for CommonMark."""
        heads = [escape_markdown(heading) for heading in self._headings()]
        rules = [_RULES[align] for align in self._aligned()]
        lines = [heads, rules, *([_in_markdown(cell, d) for cell, d in row] for row in self._rows())]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        # No HTML beside it: Quarto answers that with scripts of other hosts, and every viewer shows Markdown.
        return {"text/markdown": self.markdown(), "text/plain": self.summary()}

    def summary(self) -> str:
        """What kind of table this is, for where no table can be shown."""
        return f"{counted(len(self.frame), 'row')}: {'; '.join(self._headings())}"

    def _headings(self) -> list[str]:
        return [
            ": ".join(filter(None, map(str, c))) if isinstance(c, tuple) else str(c)
            for c in self.frame.columns
        ]

    def _aligned(self) -> list[Align]:
        inferred: list[Align] = [
            "right" if self._is_number(at) else "left" for at in range(self.frame.shape[1])
        ]
        return [self.align.get(name, guess) for name, guess in zip(self._headings(), inferred, strict=True)]

    def _is_number(self, at: int) -> bool:
        from pandas.api.types import is_bool_dtype, is_numeric_dtype

        column = self.frame.iloc[:, at]
        return is_numeric_dtype(column) and not is_bool_dtype(column)

    def _rows(self) -> list[list[tuple[Any, int | None]]]:
        digits = [self.digits.get(name) for name in self._headings()]
        columns = [self.frame.iloc[:, at].tolist() for at in range(self.frame.shape[1])]
        return [list(zip(row, digits, strict=True)) for row in zip(*columns, strict=True)]


def card_page(code: str) -> str:
    """The address of a jurisdiction's card; the code is quoted, so that it stays one file name.

    >>> card_page("NE"), card_page("../x")
    ('cards/NE.html', 'cards/..%2Fx.html')
    """
    return f"{CARD_PAGES}{quote(code, safe='')}.html"


def escape_markdown(text: str) -> str:
    r"""Text that reads as itself in Markdown, inside a pipe table too.

    >>> print(escape_markdown("{{< x >}} [a](b) @c $d$ | <i>"))
    \{\{\< x \>\}\} \[a\](b) \@c \$d\$ \| \<i\>
    """
    return _SPECIAL.sub(r"\\\1", _BLANK.sub(" ", text).strip())


def _words(cell: Any, digits: int | None) -> str:
    import pandas as pd  # here, so that those who only escape text need not load it

    if isinstance(cell, list):
        return ", ".join(_words(part, digits) for part in cell)
    if isinstance(cell, Link):
        return _BLANK.sub(" ", cell.text).strip()
    if cell is None or cell is pd.NA or (isinstance(cell, float) and cell != cell) or cell == "":
        return MISSING
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, (int, float)):
        text = (
            f"{cell:.{digits}f}"
            if digits is not None
            else f"{cell:g}"
            if isinstance(cell, float)
            else str(cell)
        )
        return text.replace("-", "−")
    return _BLANK.sub(" ", str(cell)).strip()


def _in_markdown(cell: Any, digits: int | None) -> str:
    if isinstance(cell, list):
        return ", ".join(_in_markdown(part, digits) for part in cell)
    text = escape_markdown(_words(cell, digits))
    if isinstance(cell, Link) and cell.safe_target:
        return f"[{text}]({_UNSAFE_IN_TARGET.sub(lambda c: quote(c.group()), cell.safe_target)})"
    return text
