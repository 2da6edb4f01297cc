"""The same sources through an installed Quarto, for those who prefer it or want to compare."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from analysis.display.tables import escape_markdown
from analysis.display.typefaces import FONTS
from analysis.problems import UsageProblem
from analysis.publish.build.context import Context
from analysis.publish.build.failure import BuildFailure
from analysis.publish.markdown.yaml_files import read_yaml
from analysis.publish.notebooks.outputs import Embed, for_people, read_notebook
from analysis.publish.site.navigation import FRONT, REPORT, navigation

HOW = (
    "Quarto is not on the PATH. Get it from quarto.org (version 1.9 or newer), or with"
    ' pip install "state-report-cards[quarto]"; open a new terminal, check with "quarto --version", and try again.'
    " Or leave out '--engine quarto': the default engine needs nothing else and makes the same report."
)


OUTPUT = "_rendered"
"""Where `_quarto.yml` has Quarto write: a folder of its own, never the one that the builder owns."""

WIDEST = 48
"""Dashes of the widest column; a longer text breaks over lines."""


def find_quarto() -> str:
    """The Quarto on the PATH. Error: `UsageProblem` that says how to get one."""
    found = shutil.which("quarto")
    if found is None:
        raise UsageProblem(HOW)
    return found


def render(context: Context, folder: Path) -> None:
    """`report.html` and `report.pdf` by Quarto, from a staged copy of the project.

    Errors: `UsageProblem` without Quarto, `DataProblems` for sources outside the dialect, `BuildFailure` with Quarto's last
    words when it fails.
    """
    quarto = find_quarto()
    _ = context.assembled  # The dialect is checked first, so that both engines accept the same sources.
    project = context.work / "quarto"
    stage(context, project)
    done = subprocess.run(
        [quarto, "render"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"TZ": "UTC", "SOURCE_DATE_EPOCH": str(_noon(context))},
    )
    if done.returncode:
        raise BuildFailure("Quarto failed:\n" + what_went_wrong(done.stderr))
    output = project / OUTPUT
    for suffix, name in ((".html", "report.html"), (".pdf", "report.pdf")):
        made = sorted(output.rglob(f"report{suffix}"))
        if not made:
            raise BuildFailure(
                f"Quarto made no report{suffix}. Its version may be too old: try 'quarto --version' (1.9 or newer)."
            )
        shutil.copyfile(made[0], folder / name)


def what_went_wrong(said: str) -> str:
    """Quarto's own words on an error: from ERROR to its stack trace, else the last lines it wrote."""
    lines = [line for line in said.splitlines() if line.strip()]
    first = next((number for number, line in enumerate(lines) if "ERROR" in line), max(0, len(lines) - 5))
    rest = lines[first:]
    end = next(
        (number for number, line in enumerate(rest) if line.strip().startswith("Stack trace")), len(rest)
    )
    return "\n".join(rest[:end])


def _noon(context: Context) -> int:
    day = context.as_of
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def stage(context: Context, project: Path) -> None:
    """Copy what Quarto needs: text, variables, fonts, and notebooks whose every figure is a cell with its own alt text."""
    from analysis.prose.chapters import METADATA
    from analysis.prose.facts.variables import to_yaml_text

    shutil.copytree(context.prose, project)
    shutil.copyfile(context.root / "_quarto.yml", project / "_quarto.yml")
    _write(project / "_variables.yml", to_yaml_text(context.variables))
    for name in ("styles", "scripts", "templates", "filters"):
        shutil.copytree(context.report / name, project / "report" / name)
    shutil.copytree(FONTS, project / "src" / "analysis" / "display" / "fonts")
    _write_navigation(project / "report" / METADATA)
    (project / "notebooks").mkdir()
    for path in sorted(context.notebooks.glob("*.ipynb")):
        _write(project / "notebooks" / path.name, staged_notebook(path))


def _write_navigation(metadata: Path) -> None:
    """Add to what Quarto hands the page's template the links of the site, which stands round this copy's page alone."""
    import yaml  # type: ignore[import-untyped]

    said = read_yaml(metadata, metadata.name)
    said["site-navigation"] = {"front": FRONT.file, "pages": navigation(here=REPORT.name)}
    _write(metadata, yaml.safe_dump(said, allow_unicode=True))


def staged_notebook(path: Path) -> str:
    """An executed notebook whose computed alt texts stand where Quarto looks for them, in each cell's `fig-alt`."""
    embeds = read_notebook(path, path.name).embeds
    notebook = json.loads(for_people(path.read_text(encoding="utf-8")))
    for embed in embeds.values():
        options = {"label": embed.label, "echo": False}
        options |= (
            {"fig-cap": _captioned(embed), "fig-alt": embed.alt}
            if embed.is_figure
            else {"tbl-cap": embed.caption}
        )
        lines = [f"#| {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in options.items()]
        cell = notebook["cells"][embed.cell - 1]
        cell["source"] = "\n".join(lines)
        for output in cell["outputs"] if not embed.is_figure else ():
            output["data"]["text/markdown"] = with_widths(embed.markdown)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _captioned(embed: Embed) -> str:
    """The caption with its headline before it, as Markdown: a headline is words, whatever characters it holds."""
    return f"**{escape_markdown(embed.headline)}.** {embed.caption}" if embed.headline else embed.caption


def with_widths(table: str) -> str:
    r"""A pipe table whose rule has as many dashes as a column wants room: Pandoc shares a page's width by them.

    >>> print(with_widths("| A | B |\n| :--- | ---: |\n| one word | 1 |"))
    | A | B |
    | :-------- | ---: |
    | one word | 1 |
    """
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.strip().splitlines()]
    wants = [
        min(WIDEST, max(len(row[at].strip()) for row in (rows[0], *rows[2:]))) for at in range(len(rows[0]))
    ]
    rule = [
        f"{':' if cell.strip().startswith(':') else ''}{'-' * max(3, want)}{':' if cell.strip().endswith(':') else ''}"
        for cell, want in zip(rows[1], wants, strict=True)
    ]
    lines = table.strip().splitlines()
    return "\n".join([lines[0], "| " + " | ".join(rule) + " |", *lines[2:]])


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
