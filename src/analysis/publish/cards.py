"""Report cards as pages and as PDFs, from the plain records of `analysis.cards`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from analysis.publish.pdf import FONTS, STANDARDS, Appendix, TypstFailure

PRINTED = (
    "edition", "code", "name", "region", "scored", "provisional", "status_label", "symbol", "fill", "ink", "stroke",
    "dashed", "verdict", "ceiling", "has_law", "scale", "subtitle", "stats", "supply", "foot", "facts", "strip", "tiles",
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

APPENDIX = b"""#import "card.typ": card
#let cards = json("cards.json")
#heading(level: 1)[#cards.title]
#cards.lead
#for one in cards.cards { card(one, level: 2, bound: true) }
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


def appendix(records: Mapping[str, Mapping[str, Any]], templates: Path, title: str, lead: str) -> Appendix:
    """All cards as a chapter of the report's PDF; card XX carries the label `card-XX`."""
    data = {"title": title, "lead": lead, "cards": [printed(record) for record in records.values()]}
    return Appendix(
        module="appendix.typ",
        files={
            "appendix.typ": APPENDIX,
            "card.typ": (templates / "card.typ").read_bytes(),
            "cards.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode("utf-8"),
        },
    )
