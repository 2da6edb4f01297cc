"""What each stage of a build makes, in the folder it is given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.publish.build.stages import BOUND, Context, versions


def assets(context: Context, folder: Path) -> None:
    from analysis.publish.formats.site import write_assets

    write_assets(context, folder)


def notebooks(context: Context, folder: Path) -> None:
    """`notebooks/*.html` and the executed notebooks."""
    from analysis.publish.notebooks.pages import write_notebook_pages

    write_notebook_pages(context, folder)


def cards(context: Context, folder: Path) -> None:
    """`cards/*`, and in `_bound/` what the report's PDF binds in."""
    from analysis.publish.formats.card_files import write_cards

    write_cards(context, folder)


def pdf(context: Context, folder: Path) -> None:
    """`report.pdf`."""
    from analysis.publish.formats.pdf import write_pdf

    bound = [made / BOUND for made in list(context.made.values()) if (made / BOUND).is_dir()]
    template = context.report / "templates" / "report.typ"
    content = write_pdf(
        context.assembled,
        template,
        context.work / "typst",
        context.as_of,
        bound,
        findings=cover_findings(context.variables),
        imprint=imprint(context),
    )
    (folder / "report.pdf").write_bytes(content)


def cover_findings(variables: Mapping[str, Any]) -> list[str]:
    """The findings for a cover or a front page; none where no notebook has written them."""
    found = variables.get("findings", {})
    return [str(found[name]) for name in ("grades", "cost", "step") if name in found]


def imprint(context: Context) -> list[str]:
    """How to cite the report, and the versions it was made of."""
    report, made = context.assembled, versions(context)
    title = ": ".join(filter(None, [report.text("title"), report.text("subtitle")]))
    return [
        f"Cite as: {', '.join(report.texts('author'))}. {title}. Edition {made['edition']}.",
        f"Edition {made['edition']}: {report.date_line[:1].lower()}{report.date_line[1:]}. Codebook {made['codebook']}, "
        f"rubric {made['rubric']}.",
        f"License: {report.text('license')}." if report.text("license") else "",
    ]


def quarto(context: Context, folder: Path) -> None:
    """`report.html` and `report.pdf` by an installed Quarto, from the same sources."""
    from analysis.publish.markdown.quarto import render

    render(context, folder)


def data_package(context: Context, folder: Path) -> None:
    """`data/`."""
    from analysis.publish.formats.datapackage import write_data_package

    write_data_package(context, folder)
