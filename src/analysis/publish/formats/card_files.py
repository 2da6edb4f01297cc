"""Report cards as pages and as PDFs, from the plain records of `analysis.cards`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count as count_from
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

from analysis.display.typefaces import FONTS
from analysis.publish.build.context import BOUND
from analysis.publish.formats.card_fit import LOOK, UNKNOWN, fitted
from analysis.publish.formats.card_print import grounds, printed
from analysis.publish.formats.card_shelf import CardShelf
from analysis.publish.formats.pdf import STANDARDS, TypstFailure
from analysis.publish.formats.pdf_row_headers import with_row_headers

if TYPE_CHECKING:
    from analysis.publish.build.context import Context as BuildContext

ALONE, TEMPLATE, DATA, SIZES = "card-alone.typ", "card.typ", "card.json", "fitted.json"
"""The files of a card that is a document of its own."""

BOUND_MAIN = b"""#import "card.typ": cards-chapter

#cards-chapter(json("cards.json"))
"""


@dataclass(frozen=True)
class PrintedCard:
    """A card's PDF, the sizes that its two pages were found to fit at, what was printed, and the grounds of its drawings."""

    pdf: bytes
    fitted: tuple[int, ...]
    data: Mapping[str, Any]
    grounds: Mapping[str, str]


class CardPrinter:
    """Prints cards to PDF; one compiler serves all of them, so that fonts and template are read once.

    `shelf`: where cards printed before are looked up first. A card's data lie in a folder beside the template: what the
    compiler was given as an input would make it forget all that it has laid out.
    """

    def __init__(self, templates: Path, shelf: CardShelf | None = None) -> None:
        import typst

        self._shelf = shelf
        self._folder = Path(mkdtemp(prefix="report-cards-"))
        finalize(self, rmtree, self._folder, ignore_errors=True)
        for name in (ALONE, TEMPLATE):
            copyfile(templates / name, self._folder / name)
        (self._folder / DATA).write_text("{}", encoding="utf-8")
        self._compiler = typst.Compiler(
            self._folder / ALONE, root=self._folder, font_paths=[FONTS], ignore_system_fonts=True
        )

    def print(self, record: Mapping[str, Any]) -> PrintedCard:
        """One card: a tagged PDF of two pages, dated by its edition. Errors: `TypstFailure`."""
        as_of = date.fromisoformat(record["edition"]["as_of"])
        shown = printed(record)
        data = shown | {"date": [as_of.year, as_of.month, as_of.day]}
        below = grounds(record)
        known = self._shelf.card(data, below) if self._shelf else None
        if known:
            return PrintedCard(*known, shown, below)
        sizes = self._shelf.sizes(data) if self._shelf else UNKNOWN
        _lay_grounds(below, self._folder)
        pdf, found = self._compiled(data, as_of, sizes)
        if self._shelf:
            self._shelf.keep(data, below, pdf, found)
        return PrintedCard(pdf, found, shown, below)

    def _compiled(
        self, data: dict[str, Any], as_of: date, sizes: Sequence[int | None]
    ) -> tuple[bytes, tuple[int, ...]]:
        import typst

        noon = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
        standards: Any = list(STANDARDS)
        self._lay(DATA, data)
        try:
            found = fitted(self._laid_out, sizes)
            self._lay(SIZES, found)
            made = self._compiler.compile(
                format="pdf", pdf_standards=standards, timestamp=int(noon.timestamp())
            )
        except typst.TypstError as error:
            hints = "".join(f"\n  hint: {hint}" for hint in error.hints)
            raise TypstFailure(f"{data['code']}: {error.message}{hints}\n{error.diagnostic}") from error
        except RuntimeError as error:
            raise TypstFailure(f"{data['code']}: {error}") from error
        if not isinstance(made, bytes):
            raise TypstFailure(f"{data['code']}: Typst returned no document")
        return with_row_headers(made), found

    def _laid_out(self, steps: Sequence[int | None]) -> str:
        self._lay(SIZES, steps)
        return self._compiler.eval(LOOK)

    def _lay(self, name: str, data: Any) -> None:
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        (self._folder / name).write_text(text, encoding="utf-8", newline="\n")


def print_all(
    records: Sequence[Mapping[str, Any]],
    templates: Path,
    shelf: CardShelf | None = None,
    tell: Callable[[int], None] = lambda number: None,
) -> list[PrintedCard]:
    """All cards in the order given, on as many threads as there are processors (at most four).

    `tell` hears how many are printed.
    """
    count = max(1, min(4, os.cpu_count() or 1, len(records)))
    share = [records[start::count] for start in range(count)]

    def work(part: Sequence[Mapping[str, Any]]) -> list[PrintedCard]:
        printer = CardPrinter(templates, shelf)
        made = []
        for record in part:
            made.append(printer.print(record))
            tell(next(counter))
        return made

    counter = count_from(1)

    with ThreadPoolExecutor(count) as pool:
        parts = list(pool.map(work, share))
    return [parts[number % count][number // count] for number in range(len(records))]


def write_bound(cards: Sequence[PrintedCard], templates: Path, folder: Path) -> None:
    """All cards of an edition as a chapter for the report's PDF to bind in; card XX carries the label `card-XX`."""
    folder.mkdir(parents=True)
    (folder / "main.typ").write_bytes(BOUND_MAIN)
    copyfile(templates / TEMPLATE, folder / TEMPLATE)
    listed = [{**card.data, "fitted": card.fitted} for card in cards]
    for below in cards[:1]:
        _lay_grounds(below.grounds, folder)
    data = json.dumps(listed, ensure_ascii=False, sort_keys=True)
    (folder / "cards.json").write_text(data, encoding="utf-8", newline="\n")


def _lay_grounds(grounds: Mapping[str, str], folder: Path) -> None:
    for name, svg in grounds.items():
        (folder / name).write_text(svg, encoding="utf-8", newline="\n")


def write_cards(context: BuildContext, folder: Path) -> None:
    """Every card of the latest edition: `cards/XX.html`, `cards/XX.pdf`, the panel's script, and what the PDF binds in."""
    from analysis import cards
    from analysis.cards.panel import rules
    from analysis.publish.formats.card_pages import CardPages

    shared = context.compared
    records = [r for code, r in cards.card_records(shared).items() if code in context.cards]
    templates = context.report / "templates"
    pages = CardPages(context.report, rules(shared), records)
    shelf = CardShelf(context.cache.kept, context.digest("code", "templates"))

    def tell(number: int) -> None:
        context.part("cards", f"card {number} of {len(records)}")

    made = print_all(records, templates, shelf, tell)
    (folder / "cards").mkdir()
    for record, card in zip(records, made, strict=True):
        (folder / "cards" / f"{record['code']}.html").write_text(
            pages.page(record), encoding="utf-8", newline="\n"
        )
        (folder / "cards" / f"{record['code']}.pdf").write_bytes(card.pdf)
    script = (context.report / "scripts" / "what-if.js").read_text(encoding="utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "what-if.js").write_text(script, encoding="utf-8", newline="\n")
    write_bound(made, templates, folder / BOUND)
