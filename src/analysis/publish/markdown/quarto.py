"""The same sources through an installed Quarto, for those who prefer it or want to compare."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from analysis.display.typefaces import FONTS
from analysis.problems import UsageProblem
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.stages import Context
from analysis.publish.notebooks.outputs import for_people, read_notebook

HOW = (
    "Quarto is not on the PATH. Get it from quarto.org (version 1.4 or newer; it is a download, no Python package),"
    " open a new terminal, check with 'quarto --version', and try again."
    " Or leave out '--engine quarto': the default engine needs nothing else and makes the same report."
)


def find_quarto() -> str:
    """The Quarto on the PATH. Error: `UsageProblem` that says how to get one."""
    found = shutil.which("quarto")
    if found is None:
        raise UsageProblem(HOW)
    return found


def render(context: Context, folder: Path) -> None:
    """`index.html` and `report.pdf` by Quarto, from a staged copy of the project.

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
        env=os.environ | {"TZ": "UTC"},
    )
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-5:]
        raise BuildFailure("Quarto failed:\n" + "\n".join(last))
    output = project / "report" / "_output"
    for suffix, name in ((".html", "index.html"), (".pdf", "report.pdf")):
        made = sorted(output.rglob(f"report{suffix}"))
        if not made:
            raise BuildFailure(
                f"Quarto made no report{suffix}. Its version may be too old: try 'quarto --version' (1.4 or newer)."
            )
        shutil.copyfile(made[0], folder / name)


def stage(context: Context, project: Path) -> None:
    """Copy what Quarto needs: text, variables, fonts, and notebooks whose every figure is a cell with its own alt text."""
    from analysis.prose.facts.store import to_yaml_text

    shutil.copytree(context.prose, project)
    shutil.copyfile(context.root / "_quarto.yml", project / "_quarto.yml")
    _write(project / "_variables.yml", to_yaml_text(context.variables))
    shutil.copytree(context.report / "styles", project / "report" / "styles")
    shutil.copytree(FONTS, project / "src" / "analysis" / "display" / "fonts")
    (project / "notebooks").mkdir()
    for path in sorted(context.notebooks.glob("*.ipynb")):
        _write(project / "notebooks" / path.name, staged_notebook(path))


def staged_notebook(path: Path) -> str:
    """An executed notebook whose computed alt texts stand where Quarto looks for them, in each cell's `fig-alt`."""
    embeds = read_notebook(path, path.name).embeds
    notebook = json.loads(for_people(path.read_text(encoding="utf-8")))
    for embed in embeds.values():
        options = {"label": embed.label, "echo": False}
        options |= (
            {"fig-cap": embed.caption, "fig-alt": embed.alt}
            if embed.is_figure
            else {"tbl-cap": embed.caption}
        )
        lines = [f"#| {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in options.items()]
        notebook["cells"][embed.cell - 1]["source"] = "\n".join(lines)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
