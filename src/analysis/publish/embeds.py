"""What a notebook offers for embedding: labelled cells, their options and the bundle each one shows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.problems import DataProblems, Problem

OPTIONS = ("label", "fig-cap", "fig-alt", "tbl-cap", "echo")
LABEL = re.compile(r"^(fig|tbl)-[a-z0-9]+(-[a-z0-9]+)*$")

VEGALITE = "application/vnd.vegalite.v6+json"
TABLE = "application/vnd.report-cards.table+json"
_OPTION = re.compile(r"^#\|\s?(.*)$")


@dataclass(frozen=True)
class Embed:
    """One labelled cell: a figure (SVG, alt text, specification, data) or a table (Markdown)."""

    label: str
    caption: str
    alt: str = ""
    svg: str = ""
    spec: dict[str, Any] | None = None
    data: dict[str, Any] | None = None
    markdown: str = ""
    file: str = ""
    cell: int = 0

    @property
    def is_figure(self) -> bool:
        return self.label.startswith("fig-")


@dataclass
class Notebook:
    """A notebook's labelled cells by label, and what is wrong with the others."""

    file: str
    embeds: dict[str, Embed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def cell_options(source: str) -> dict[str, Any]:
    """The `#| key: value` lines at the top of a cell, as YAML. Error: `ValueError` saying what is not allowed."""
    import yaml

    lines: list[str] = []
    for line in source.splitlines():
        match = _OPTION.match(line)
        if not match:
            break
        lines.append(match[1])
    try:
        options = yaml.safe_load("\n".join(lines)) or {}
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
            embed = _embed(cell, name, number)
        except ValueError as error:
            notebook.problems.append(_problem(name, number, str(error)))
            continue
        if embed is None:
            continue
        if embed.label in notebook.embeds:
            notebook.problems.append(_problem(name, number, f"a second cell labelled '{embed.label}'"))
        notebook.embeds[embed.label] = embed
    if notebook.problems:
        raise DataProblems(notebook.problems)
    return notebook


def _problem(name: str, number: int, found: str) -> Problem:
    return Problem(name, None, f"cell {number}", found, "one labelled output a cell", "mend the cell and run it again")


def _embed(cell: dict[str, Any], file: str, number: int) -> Embed | None:
    options = cell_options(_text(cell["source"]))
    label = options.get("label")
    if label is None:
        return None
    if not isinstance(label, str):
        raise ValueError("a label that is not text")
    if not label.startswith(("fig-", "tbl-")):
        return None
    if not LABEL.match(label):
        raise ValueError(f"label '{label}': labels are small letters, digits and hyphens")
    bundles = [out["data"] for out in cell["outputs"] if out["output_type"] in ("display_data", "execute_result")]
    wanted = "image/svg+xml" if label.startswith("fig-") else "text/markdown"
    bundles = [bundle for bundle in bundles if wanted in bundle]
    if len(bundles) != 1:
        raise ValueError(f"'{label}' shows {len(bundles)} outputs of type {wanted}; exactly one is needed")
    caption = options.get("fig-cap" if wanted == "image/svg+xml" else "tbl-cap")
    if not caption:
        raise ValueError(f"'{label}' has no {'fig-cap' if wanted == 'image/svg+xml' else 'tbl-cap'}")
    bundle = bundles[0]
    if wanted == "text/markdown":
        return Embed(label, str(caption), markdown=_text(bundle[wanted]), file=file, cell=number)
    alt = _text(bundle.get("text/plain", "")).strip() or str(options.get("fig-alt", "")).strip()
    if not alt:
        raise ValueError(f"'{label}' has no text description: neither its output nor fig-alt gives one")
    return Embed(
        label,
        str(caption),
        alt=alt,
        svg=_text(bundle[wanted]),
        spec=bundle.get(VEGALITE),
        data=bundle.get(TABLE),
        file=file,
        cell=number,
    )


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
