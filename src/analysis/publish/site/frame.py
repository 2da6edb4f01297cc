"""The frame of every page: policy, exit, navigation, titles, style sheets and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.publish.build.context import Context
from analysis.publish.site.navigation import Page


def write_page(context: Context, folder: Path, page: Page, **values: Any) -> None:
    """Fill `report/templates/site/<name>.html.j2` and write it as `<name>.html`. `values` are what the template names."""
    write_pages(context, folder, [(page, page.file, values)])


def write_pages(context: Context, folder: Path, pages: Iterable[tuple[Page, str, Mapping[str, Any]]]) -> None:
    """Pages, each with the file it becomes, seen from the top of the site, and what its template names."""
    from analysis.publish.formats.html import environment

    jinja = environment(context.report / "templates")
    for page, file, values in pages:
        text = jinja.get_template(f"site/{page.name}.html.j2").render(
            page=page,
            here=page.name,
            base="../" * file.count("/"),
            file=file,
            report=context.cover,
            **values,
        )
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


def joined_scripts(context: Context, folder: Path, name: str) -> None:
    """`assets/<name>.js`: the scripts of `report/scripts/<name>/`, in the order of their file names, as one file.

    Small files that are tested one by one, and one request; modules do not load from disk.
    """
    parts = sorted((context.report / "scripts" / name).glob("*.js"))
    write_joined(folder / "assets" / f"{name}.js", parts)


def write_joined(target: Path, parts: Iterable[Path]) -> None:
    """One file of several, in their order."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(part.read_text(encoding="utf-8").rstrip() for part in parts) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")
