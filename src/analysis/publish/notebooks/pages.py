"""The executed notebooks as pages beside the report, by nbconvert with the template in `report/templates/nbconvert`.

The same pages by hand, from the project's folder: `jupyter nbconvert --to html --template report/templates/nbconvert …`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.publish.build.context import Context
from analysis.publish.markdown import pandoc
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.notebooks.outputs import for_people

TEMPLATE = "nbconvert"


def write_notebook_pages(context: Context, folder: Path) -> None:
    """`notebooks/<name>.html` and the executed notebook itself, for every notebook."""
    target = folder / "notebooks"
    target.mkdir()
    paths = sorted(context.notebooks.glob("*.ipynb"))
    pages = notebook_pages(paths, context.report / "templates", context.cards, context.ask)
    for name, page in pages.items():
        (target / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")
    for path in paths:
        kept = for_people(path.read_text(encoding="utf-8"))
        (target / path.name).write_text(kept, encoding="utf-8", newline="\n")


def notebook_pages(
    paths: Iterable[Path], templates: Path, cards: Mapping[str, str], ask: Ask = pandoc.run
) -> dict[str, str]:
    """Notebooks as pages of the site, by name. `cards` gives each jurisdiction's page, seen from the report.

    `ask` answers for Pandoc what is the same from build to build.
    """
    import nbformat
    from nbconvert.exporters.templateexporter import TemplateExporter

    from analysis.publish.notebooks.dressing import dress

    # Not its exporter for HTML: that reads the whole page again, drawings and all, to look for images without words.
    # And not compared with the format of notebooks after each of a dozen steps that change nothing.
    exporter = TemplateExporter(
        template_name=TEMPLATE, extra_template_basedirs=[str(templates)], template_file="index.html.j2",
        optimistic_validation=True,
    )  # fmt: skip
    notebooks = {
        path.stem: nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)
        for path in paths
    }
    dressed = dress(notebooks, cards, templates, "../", ask)
    pages = {}
    for name, notebook in notebooks.items():
        resources = {"metadata": {"name": name}, "report_cards": {"dressed": dressed[name]}}
        pages[name] = exporter.from_notebook_node(notebook, resources)[0] + "\n"
    return pages
