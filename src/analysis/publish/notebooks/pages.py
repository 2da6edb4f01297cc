"""The executed notebooks as pages beside the report, by nbconvert with the template in `report/templates/nbconvert`.

The same pages by hand, from the project's folder: `jupyter nbconvert --to html --template report/templates/nbconvert …`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.publish.build.stages import Context
from analysis.publish.notebooks.outputs import for_people

TEMPLATE = "nbconvert"


def write_notebook_pages(context: Context, folder: Path) -> None:
    """`notebooks/<name>.html` and the executed notebook itself, for every notebook."""
    target = folder / "notebooks"
    target.mkdir()
    for path in sorted(context.notebooks.glob("*.ipynb")):
        page = notebook_page(path, context.report / "templates", context.cards)
        (target / f"{path.stem}.html").write_text(page, encoding="utf-8", newline="\n")
        kept = for_people(path.read_text(encoding="utf-8"))
        (target / path.name).write_text(kept, encoding="utf-8", newline="\n")


def notebook_page(path: Path, templates: Path, cards: Mapping[str, str]) -> str:
    """One notebook as a page of the site. `cards` gives each jurisdiction's page, seen from the report."""
    import nbformat
    from nbconvert.exporters.templateexporter import TemplateExporter

    # Not its exporter for HTML: that reads the whole page again, drawings and all, to look for images without words.
    exporter = TemplateExporter(
        template_name=TEMPLATE, extra_template_basedirs=[str(templates)], template_file="index.html.j2"
    )
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)
    resources = {
        "metadata": {"name": path.stem},
        "report_cards": {"base": "../", "cards": dict(cards), "templates": str(templates)},
    }
    page: str = exporter.from_notebook_node(notebook, resources)[0]
    return page + "\n"
