"""Files of the project that a build brings up to date: executed notebooks, processed data, variables."""

from __future__ import annotations

from pathlib import Path

from analysis.publish.build.digests import notebook_source
from analysis.publish.build.stages import GENERATED, Context


def own_files(context: Context) -> tuple[dict[Path, bytes], tuple[Path, ...]]:
    """The content of every file to refresh, and notebooks to leave alone because they were edited meanwhile."""
    from analysis.prose.facts.store import to_yaml_text

    root = context.root
    files = {root / "_variables.yml": to_yaml_text(context.variables).encode()}
    for path in sorted(p for p in context.processed.rglob("*") if p.is_file()):
        files[root / "data" / "processed" / path.relative_to(context.processed)] = path.read_bytes()
    for name in GENERATED:
        files[root / "report" / name] = (context.prose / "report" / name).read_bytes()
    edited = []
    for path in sorted(context.notebooks.glob("*.ipynb")):
        own = root / "notebooks" / path.name
        if (
            own.is_file()
            and notebook_source(own.read_text(encoding="utf-8")) == context.inputs[f"notebooks/{path.name}"]
        ):
            files[own] = path.read_bytes()
        else:
            edited.append(own)
    return files, tuple(edited)


def stale_files(context: Context, files: dict[Path, bytes]) -> list[Path]:
    """Processed tables and facts that no notebook writes any more."""
    folder = context.root / "data" / "processed"
    found = [*folder.glob("*.csv"), *(folder / "variables").glob("*.json")]
    return sorted(path for path in found if path not in files)
