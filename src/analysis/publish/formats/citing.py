"""How to cite the report, its data or one of its figures: in words, and for programs that keep references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.display.dates import long_date
from analysis.publish.markdown.assemble import Report

_SPECIAL = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip


@dataclass(frozen=True)
class Work:
    """What is cited: authors, title, the edition that names it, the date of its law, and the versions it rests on."""

    authors: tuple[str, ...]
    title: str
    edition: str
    as_of: str
    codebook: str
    rubric: str
    license: str = ""

    @property
    def law(self) -> str:
        """The date of the law, in words."""
        return f"Law in force on {long_date(self.as_of)}"


def work(report: Report, made: Mapping[str, str]) -> Work:
    """The report as a work to cite. In: the report, and the versions of a build (`stages.versions`)."""
    title = ": ".join(filter(None, [report.text("title"), report.text("subtitle")]))
    authors = tuple(report.texts("author"))
    return Work(
        authors,
        title,
        made["edition"],
        made["as_of"],
        made["codebook"],
        made["rubric"],
        report.text("license"),
    )


def in_words(cited: Work, part: str = "") -> str:
    """One line that names the work, its edition, the part of it (`Figure 3, “…”`), the date of the law and the versions.

    >>> in_words(Work(("A. Author",), "Grades", "2026", "2026-07-01", "1.2", "1.0"), "Data")
    'A. Author. Grades. Edition 2026. Data. Law in force on July 1, 2026; codebook 1.2, rubric 1.0.'
    """
    parts = [", ".join(cited.authors), cited.title, f"Edition {cited.edition}", part]
    named = " ".join(_sentence(one) for one in parts if one)
    return f"{named} {cited.law}; codebook {cited.codebook}, rubric {cited.rubric}."


def bibtex(cited: Work, part: str = "", name: str = "") -> str:
    """An entry for BibTeX, whose letters mean themselves. `name` sets the key of a part apart from that of the work."""
    note = f"{cited.law}; codebook {cited.codebook}, rubric {cited.rubric}"
    fields = {
        "author": " and ".join(f"{{{tex(author)}}}" for author in cited.authors),
        "title": f"{{{tex(cited.title)}}}",
        "year": tex(cited.edition),
        "edition": tex(cited.edition),
        "note": tex(". ".join(filter(None, [part, note]))),
    }
    key = "-".join(filter(None, [_key(cited.title.partition(":")[0]), _key(cited.edition), _key(name)]))
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def tex(text: str) -> str:
    """Text in which no sign has a meaning for TeX, and every brace is closed.

    >>> tex("50% & {more}")
    '50\\\\% \\\\& {\\\\textbraceleft}more{\\\\textbraceright}'
    """
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def _key(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{text}."
