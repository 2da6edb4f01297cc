"""What each stage of a build makes, in the folder it is given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.publish.build.context import BOUND, TOLD, Context, versions


def assets(context: Context, folder: Path) -> None:
    from analysis.publish.formats.site import write_assets

    write_assets(context, folder)


def text(context: Context, folder: Path) -> None:
    """The report resolved, for later stages to read."""
    from analysis.publish.markdown.stored import to_text

    (folder / TOLD).mkdir()
    (folder / TOLD / "report.json").write_text(to_text(context.assembled), encoding="utf-8", newline="\n")


def figures(context: Context, folder: Path) -> None:
    """The report's figures, for later stages to read."""
    from analysis.publish.site.report_figures import tell

    tell(context, folder)


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
        ask=context.ask,
    )
    (folder / "report.pdf").write_bytes(content)


def cover_findings(variables: Mapping[str, Any]) -> list[str]:
    """The findings for a cover or a front page; none where no notebook has written them."""
    found = variables.get("findings", {})
    return [str(found[name]) for name in ("grades", "cost", "step") if name in found]


def imprint(context: Context) -> list[str]:
    """How to cite the report, when it came out and where it lives, as far as either is known, and its license."""
    from analysis.display.dates import long_date
    from analysis.publish.formats import citing
    from analysis.publish.site.address import site_address
    from analysis.raw import single

    made = versions(context)
    editions = single.table(context.raw, "editions")
    published = dict(zip(editions["edition"], editions["published"], strict=True))[made["edition"]]
    address = site_address(context.report)
    cited = citing.work(context.cover, made)
    return [
        f"Cite as: {citing.in_words(cited)}",
        f"Published on {long_date(published)}." if published else "",
        f"The site: {address}" if address else "",
        f"License: {cited.license}." if cited.license else "",
    ]


def quarto(context: Context, folder: Path) -> None:
    """`report.html` and `report.pdf` by an installed Quarto, from the same sources."""
    from analysis.publish.markdown.quarto import render

    render(context, folder)


def data_package(context: Context, folder: Path) -> None:
    """`data/`."""
    from analysis.publish.formats.datapackage import write_data_package

    write_data_package(context, folder)
