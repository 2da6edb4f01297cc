"""How to cite the report, its data or one of its figures: in words, and for programs that keep references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.display.dates import long_date
from analysis.publish.build.failure import BuildFailure
from analysis.publish.markdown.front_matter import FrontMatter

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


def work(report: FrontMatter, made: Mapping[str, str]) -> Work:
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


def work_of_file(path: Path, made: Mapping[str, str]) -> Work | None:
    """The work that a CITATION.cff describes, in the edition of a build; None where there is no such file."""
    if not path.is_file():
        return None
    told = citation_file(path)
    names = [
        str(one.get("name") or f"{one.get('given-names', '')} {one.get('family-names', '')}".strip())
        for one in told.get("authors", [])
    ]
    return Work(
        tuple(names), str(told.get("title", "")), made["edition"], made["as_of"], made["codebook"], made["rubric"]
    )  # fmt: skip


def citation_file(path: Path) -> dict[str, Any]:
    """What a CITATION.cff says. Error: `BuildFailure` where it is no such file."""
    import yaml  # type: ignore[import-untyped]

    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BuildFailure(f"{path.name} is not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(told, dict):
        raise BuildFailure(f"{path.name} does not say what is cited.")
    return told


def file_of_edition(told: Mapping[str, Any], made: Mapping[str, str], version: str, published: str) -> str:
    """A CITATION.cff for one edition of the data: its version, the day it came out where it has, the date of its law."""
    import yaml

    law = f"Law in force on {long_date(made['as_of'])}; codebook {made['codebook']}, rubric {made['rubric']}."
    of_edition = dict(told) | {
        "version": version,
        "license": "CC-BY-4.0",
        "abstract": f"{' '.join(str(told.get('abstract', '')).split())} Edition {made['edition']}. {law}".strip(),
    }
    if published:
        of_edition["date-released"] = published
    text: str = yaml.safe_dump(of_edition, sort_keys=False, allow_unicode=True, width=100)
    return text


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
