"""The inputs of a build in groups, by what they are for."""

from __future__ import annotations

from collections.abc import Callable

LICENCES = ("LICENSE", "LICENSE-DATA", "LICENSES", "CITATION.cff")

GENERATED = ("_categories.qmd", "_metadata.yml")
"""Written from the rubric and the editions into the report's folder: outputs, though they look like sources."""


def is_source(name: str) -> bool:
    if name in GENERATED:
        return False
    return (
        name.endswith((".qmd", ".bib", ".csl"))
        or name == "site.toml"
        or name.startswith(("templates/", "styles/", "scripts/", "filters/"))
    )


def _is_publishing(name: str) -> bool:
    return name.startswith(("src/analysis/publish/", "src/analysis/cli/"))


MADE = ("executed", "processed", "roster", "cover")
"""Groups of inputs that are no files of the project."""

GROUPS: dict[str, Callable[[str], bool]] = {
    "raw": lambda name: name.startswith("data/raw/"),
    "code": lambda name: name.startswith("src/analysis/"),
    "analysis": lambda name: name.startswith("src/analysis/") and not _is_publishing(name),
    "prose": lambda name: name.startswith("report/") and name.endswith((".qmd", ".bib")),
    "dress": lambda name: name.startswith(
        ("report/templates/", "report/styles/", "report/scripts/", "report/filters/", "report/site.toml")
    ),
    "templates": lambda name: name.startswith("report/templates/") and name.endswith(".typ"),
    "quarto": lambda name: name == "_quarto.yml",
    "licences": lambda name: name.startswith(LICENCES),
}
"""Which files of the project belong to each group, by their places in it. `analysis` is the code that notebooks run."""
