"""`report-cards card`: single report cards, as a page and as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.options import Data, EditionOption, folder


def register(app: typer.Typer) -> None:
    """Attach the command."""
    app.command()(card)


def card(
    jurisdictions: Annotated[
        list[str], typer.Argument(help="Postal codes or names, such as NE.", metavar="JURISDICTION...")
    ],
    output: Annotated[
        Path, typer.Option("--output", metavar="DIR", help="Where to write (default: this folder).")
    ] = Path(),
    edition: EditionOption = None,
    data: Data = None,
) -> None:
    """Write a jurisdiction's report card: XX.html, a page that stands alone, and XX.pdf, two pages to print."""
    from analysis import cards
    from analysis.cards.panel import rules
    from analysis.cli.saving import destination_folder
    from analysis.project import root
    from analysis.publish.formats.card_files import CardPrinter
    from analysis.publish.formats.card_pages import CardPages
    from analysis.raw import read_dataset
    from analysis.raw.editions import edition as edition_named
    from analysis.raw.jurisdictions import known_jurisdiction

    destination_folder(output)
    dataset = read_dataset(folder(data))
    codes = list(dict.fromkeys(known_jurisdiction(dataset, word) for word in jurisdictions))
    shared = cards.context(dataset, edition_named(dataset, edition))
    report = root() / "report"
    records = [cards.card_record(shared, code) for code in codes]
    pages = CardPages(report, rules(shared), records, alone=True)
    printer = CardPrinter(report / "templates")
    made = [
        (record["code"], pages.page(record).encode("utf-8"), printer.print(record).pdf) for record in records
    ]
    output.mkdir(parents=True, exist_ok=True)
    for code, page, pdf in made:
        for ending, content in (("html", page), ("pdf", pdf)):
            path = output / f"{code}.{ending}"
            path.write_bytes(content)
            print(path)
