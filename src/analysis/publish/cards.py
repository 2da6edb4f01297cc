"""Report cards as pages and as PDFs, from the plain records of `analysis.cards`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.pdf import FONTS, STANDARDS, TypstFailure
from analysis.publish.stages import BOUND

if TYPE_CHECKING:
    from analysis.publish.stages import Context as BuildContext

PRINTED = (
    "edition", "code", "name", "name_size", "region", "scored", "provisional", "status_label", "symbol", "fill", "ink", "stroke",
    "dashed", "verdict", "ceiling", "has_law", "scale", "subtitle", "stats", "supply", "foot", "facts", "strip", "tiles", "key", "strip_key",
    "categories", "works", "missing", "amendments", "next_grades", "new_law", "acts", "since", "certainty",
    "open_questions",
)  # fmt: skip
"""The parts of a record that paper needs."""

MAIN = b"""#import "card.typ": card
#let data = json(bytes(sys.inputs.card))
#set document(title: data.title, description: data.description, date: datetime(
  year: int(sys.inputs.year), month: int(sys.inputs.month), day: int(sys.inputs.day)))
#card(data)
"""

BOUND_MAIN = b"""#import "card.typ": card
= Report cards

#for one in json("cards.json") { card(one, level: 2, bound: true) }
"""


class CardPrinter:
    """Prints cards to PDF; one compiler serves all of them, so that fonts and template are read once."""

    def __init__(self, templates: Path) -> None:
        import typst

        self._compiler = typst.Compiler(root=templates, font_paths=[FONTS], ignore_system_fonts=True)
        self._templates = templates

    def pdf(self, record: Mapping[str, Any]) -> bytes:
        """One card: a tagged PDF of two pages, dated by its edition. Errors: `TypstFailure`."""
        import typst

        as_of = date.fromisoformat(record["edition"]["as_of"])
        noon = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
        inputs = {
            "card": json.dumps(printed(record), ensure_ascii=False, sort_keys=True),
            "year": str(as_of.year),
            "month": str(as_of.month),
            "day": str(as_of.day),
        }
        try:
            made = self._compiler.compile(
                MAIN, format="pdf", sys_inputs=inputs, pdf_standards=list(STANDARDS), timestamp=int(noon.timestamp())
            )
        except typst.TypstError as error:
            hints = "".join(f"\n  hint: {hint}" for hint in error.hints)
            raise TypstFailure(f"{record['code']}: {error.message}{hints}\n{error.diagnostic}") from error
        if not isinstance(made, bytes):
            raise TypstFailure(f"{record['code']}: Typst returned no document")
        return made


def printed(record: Mapping[str, Any]) -> dict[str, Any]:
    """What paper needs of a record, with the document's title and description."""
    kept = {name: record[name] for name in PRINTED}
    edition = record["edition"]
    return kept | {
        "title": f"{record['name']}: report card {edition['id']}",
        "description": f"{record['verdict']} {edition['title']}.",
    }


def write_bound(records: Iterable[Mapping[str, Any]], templates: Path, folder: Path) -> None:
    """All cards as a chapter for the report's PDF to bind in; card XX carries the label `card-XX`."""
    folder.mkdir(parents=True)
    (folder / "main.typ").write_bytes(BOUND_MAIN)
    (folder / "card.typ").write_bytes((templates / "card.typ").read_bytes())
    data = json.dumps([printed(record) for record in records], ensure_ascii=False, sort_keys=True)
    (folder / "cards.json").write_text(data, encoding="utf-8", newline="\n")


def write_cards(context: BuildContext, folder: Path) -> None:
    """Every card of the latest edition: `cards/XX.html`, `cards/XX.pdf`, the panel's script, and what the PDF binds in."""
    from analysis import cards
    from analysis.cards.panel import rules
    from analysis.editions import edition
    from analysis.publish.card_pages import CardPages
    from analysis.tables import read_dataset

    dataset = read_dataset(context.raw)
    shared = cards.context(dataset, edition(dataset))
    records = {code: r for code, r in cards.card_records(shared).items() if code in context.cards}
    templates = context.report / "templates"
    pages = CardPages(context.report, rules(shared), records.values())
    printer = CardPrinter(templates)
    (folder / "cards").mkdir()
    for code, record in records.items():
        (folder / "cards" / f"{code}.html").write_text(pages.page(record), encoding="utf-8", newline="\n")
        (folder / "cards" / f"{code}.pdf").write_bytes(printer.pdf(record))
    script = (context.report / "scripts" / "what-if.js").read_text(encoding="utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "what-if.js").write_text(script, encoding="utf-8", newline="\n")
    write_bound(records.values(), templates, folder / BOUND)
