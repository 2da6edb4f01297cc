"""The folders a build reads and writes, checked before anything is touched."""

from __future__ import annotations

from pathlib import Path

from analysis.problems import UsageProblem
from analysis.publish.build.context import REPORT
from analysis.publish.build.manifest import NAME
from analysis.publish.build.work import PREFIX


def check_places(root: Path, raw: Path, output: Path, chosen: bool) -> None:
    """Error: `UsageProblem` where data or sources are missing, or the output (`chosen` by its user) is no place for one."""
    if not raw.is_dir():
        raise UsageProblem(
            f"There is no folder {raw}. --data takes the folder that holds laws.csv and the other raw files."
        )
    if not (root / "report" / REPORT).is_file():
        raise UsageProblem(
            f"{root} has no report/{REPORT}, so there is nothing to build. Run this in the project's folder."
        )
    inside = [folder for folder in (root, raw) if output == folder or output in folder.parents]
    if inside or output in (root / "report", root / "notebooks", root / "data"):
        raise UsageProblem(
            f"--output {output} would replace the project's own files. Name a folder of its own."
        )
    if output.name.startswith(PREFIX):
        raise UsageProblem(f"Names that begin with {PREFIX} are for builds at work. Name another folder.")
    if output.is_file():
        raise UsageProblem(f"--output {output} is a file. Name a folder.")
    if chosen and output.is_dir() and not (output / NAME).is_file():
        other = sorted(path.name for path in output.iterdir() if not path.name.startswith("."))
        if other:
            raise UsageProblem(
                f"--output {output} holds files that no build made, such as '{other[0]}'. Name an empty folder; what"
                " you put beside a report that is built stays there."
            )
