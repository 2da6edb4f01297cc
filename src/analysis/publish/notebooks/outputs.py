"""What a notebook offers for embedding: labelled cells, their options and the bundle each one shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.problems import DataProblems, Problem

OPTIONS = ("label", "fig-cap", "fig-alt", "tbl-cap", "echo")
LABEL = re.compile(r"^(fig|tbl)-[a-z0-9]+(-[a-z0-9]+)*$")

NARROW = "application/vnd.report-cards.narrow+xml"
TABLE = "application/vnd.report-cards.table+json"
FOR_PAGES = (NARROW, TABLE)
"""What only the report's own pages use: two thirds of a notebook, which those who open it need not have."""
_OPTION = re.compile(r"^#\|\s?(.*)$")


@dataclass(frozen=True)
class Embed:
    """One labelled output: a figure (SVG, the same for a phone, alt text, headline, specification, data) or a table (Markdown)."""

    label: str
    caption: str
    alt: str = ""
    headline: str = ""
    svg: str = ""
    narrow: str = ""
    data: dict[str, Any] | None = None
    markdown: str = ""
    file: str = ""
    cell: int = 0

    @property
    def is_figure(self) -> bool:
        return self.label.startswith("fig-")


@dataclass
class Notebook:
    """A notebook's labelled outputs by label, and what is wrong with the others."""

    file: str
    embeds: dict[str, Embed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def cell_options(source: str) -> dict[str, Any]:
    """The `#| key: value` lines at the top of a cell, as YAML. Error: `ValueError` saying what is not allowed."""
    lines: list[str] = []
    for line in source.splitlines():
        match = _OPTION.match(line)
        if not match:
            break
        lines.append(match[1])
    return dict(_options("\n".join(lines)))


@lru_cache(maxsize=1000)
def _options(text: str) -> dict[str, Any]:
    import yaml  # type: ignore[import-untyped]

    try:
        options = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise ValueError("cell options that are not YAML: " + str(error).splitlines()[0]) from None
    if not isinstance(options, dict):
        raise ValueError("cell options that are not 'key: value' lines")
    unknown = [str(key) for key in options if key not in OPTIONS]
    if unknown:
        raise ValueError(f"unknown cell option '{unknown[0]}'; allowed: {', '.join(OPTIONS)}")
    return options


def read_notebook(path: Path, name: str) -> Notebook:
    """The labelled cells of a notebook with outputs. `name` is how messages call it."""
    notebook = Notebook(name)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "code":
            continue
        try:
            embeds = list(_embeds(cell, name, number))
        except ValueError as error:
            notebook.problems.append(_problem(name, number, str(error)))
            continue
        for embed in embeds:
            if embed.label in notebook.embeds:
                notebook.problems.append(_problem(name, number, f"a second output labelled '{embed.label}'"))
            notebook.embeds[embed.label] = embed
    if notebook.problems:
        raise DataProblems(notebook.problems)
    return notebook


def for_people(notebook: str) -> str:
    """An executed notebook as it is kept and offered: with the outputs that Jupyter, VS Code and GitHub show."""
    document = json.loads(notebook)
    for cell in document["cells"]:
        for output in cell.get("outputs", []):
            for form in FOR_PAGES:
                output.get("data", {}).pop(form, None)
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _problem(name: str, number: int, found: str) -> Problem:
    return Problem(
        name, None, f"cell {number}", found,
        "a figure or table has one label, one caption and one output", "mend the cell and run it again",
    )  # fmt: skip


def _embeds(cell: dict[str, Any], file: str, number: int) -> Iterator[Embed]:
    """What one cell offers: its one output under its label, or nothing."""
    options = cell_options(text_of(cell["source"]))
    label = options.get("label")
    if not isinstance(label, str) or not label.startswith(("fig-", "tbl-")):
        return
    caption = options.get("fig-cap" if label.startswith("fig-") else "tbl-cap", "")
    shown = [
        (out["data"], out.get("metadata", {}))
        for out in cell["outputs"]
        if out["output_type"] in ("display_data", "execute_result")
    ]
    yield _embed(label, str(caption or ""), str(options.get("fig-alt", "")), shown, file, number)


def _embed(
    label: str,
    caption: str,
    alt: str,
    bundles: list[tuple[dict[str, Any], dict[str, Any]]],
    file: str,
    number: int,
) -> Embed:
    if not LABEL.match(label):
        raise ValueError(
            f"label '{label}': labels begin with fig- or tbl-, then small letters, digits and hyphens"
        )
    figure = label.startswith("fig-")
    wanted = "image/svg+xml" if figure else "text/markdown"
    fitting = [bundle for bundle in bundles if wanted in bundle[0]]
    if len(fitting) != 1:
        raise ValueError(f"'{label}' shows {len(fitting)} outputs of type {wanted}; exactly one is needed")
    if not caption.strip():
        raise ValueError(f"'{label}' has no caption ({'fig-cap' if figure else 'tbl-cap'})")
    bundle, metadata = fitting[0]
    if not figure:
        return Embed(label, caption, markdown=text_of(bundle[wanted]), file=file, cell=number)
    alt = text_of(bundle.get("text/plain", "")).strip() or alt.strip()
    if not alt:
        raise ValueError(f"'{label}' has no text description: neither its output nor fig-alt gives one")
    return Embed(
        label, caption, alt=alt, headline=text_of(metadata.get("headline", "")).strip(), svg=text_of(bundle[wanted]), narrow=text_of(bundle.get(NARROW, "")),
        data=bundle.get(TABLE), file=file, cell=number,
    )  # fmt: skip


def text_of(value: str | list[str]) -> str:
    """Text as notebooks keep it: whole, or as a list of lines."""
    return value if isinstance(value, str) else "".join(value)
