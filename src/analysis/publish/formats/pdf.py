"""One resolved report as a tagged PDF, through Pandoc's Typst writer and the bundled fonts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from analysis.display.typefaces import FONTS
from analysis.publish.build.failure import BuildFailure
from analysis.publish.formats.pdf_row_headers import with_row_headers
from analysis.publish.markdown import pandoc
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.callouts import callout_title
from analysis.publish.markdown.checks import ON_THE_WEB
from analysis.publish.markdown.inert import CARD
from analysis.publish.markdown.numbering import TITLE
from analysis.publish.markdown.pandoc import Node
from analysis.publish.markdown.svg import print_svg, svg_size

STANDARDS: tuple[Literal["ua-1"], Literal["a-2a"]] = ("ua-1", "a-2a")
"""Accessible and archivable; Typst refuses to write a file that falls short of either."""

FULL_WIDTH = 600.0
"""Pixels of a chart that fill the text width of a page; type of 12 pixels is then 9 points high."""

TALLEST = 1.28
"""Height of the tallest chart, as a multiple of the text width, that fits a page with its caption."""

TINY = 6
"""Rows of a table that stands where it is mentioned: little room is lost where it begins the next page."""

PROSE = "#show: prose\n\n"
"""What the template does to running text alone, and not to what is bound in behind it."""

SHORT, FEW = 2500, 20
"""Characters and rows of a table that is not broken across pages."""


INTERNAL = "internal error"
"""What Typst's message holds where the fault is its own and not the document's."""

COVER_CHART = "fig-tiles"
"""The chart that the cover shows, where the report has it."""


class TypstFailure(BuildFailure):
    """Typst refused the document; the message holds its diagnostics."""


def write_pdf(
    report: Report,
    template: Path,
    work: Path,
    as_of: date,
    appendices: Sequence[Path] = (),
    *,
    findings: Sequence[str] = (),
    imprint: Sequence[str] = (),
) -> bytes:
    """The report's PDF. `work` is an empty folder for what Typst reads; `as_of` dates the document.

    `findings` stand on the cover below its chart; `imprint`, how to cite and what the report was made of, on its back.

    Each of `appendices` is a folder whose `main.typ` is bound in behind the report. It may use what the template offers
    (`#import "/report.typ": *`); a heading labelled `<card-NE>` is where links to `cards/NE.html` lead.
    """
    from analysis.publish.markdown.glyphs import printable

    work.mkdir(parents=True, exist_ok=True)
    figures: dict[str, dict[str, Any]] = {}
    for label, figure in report.figures.items():
        name = f"{label}.svg"
        _write(work / name, print_svg(figure.svg, label))
        figures[label] = {"file": name, "alt": figure.alt, "width": _print_width(*svg_size(figure.svg))}
    meta = {
        "title": report.text("title"),
        "subtitle": report.text("subtitle"),
        "authors": report.texts("author"),
        "date": report.date_line,
        "description": report.text("description"),
        "keywords": report.texts("keywords"),
        "findings": list(findings),
        "imprint": list(imprint),
        "cover": COVER_CHART if COVER_CHART in figures else "",
        "lang": (report.text("lang") or "en-US").split("-")[0],
        "region": (report.text("lang") or "en-US").partition("-")[2].lower() or "us",
        "year": as_of.year, "month": as_of.month, "day": as_of.day,
    }  # fmt: skip
    _write(work / "meta.json", json.dumps(printable(meta), ensure_ascii=False, sort_keys=True))
    _write(work / "figures.json", json.dumps(figures, ensure_ascii=False, sort_keys=True))
    _write(work / "report.typ", template.read_text(encoding="utf-8"))
    _write_blocks(work / "disclaimer.typ", body_typst(report.disclaimer))
    _write_blocks(work / "abstract.typ", body_typst(report.blocks_of("abstract")))
    _write_blocks(work / "body.typ", PROSE + body_typst(report.body, floating=True))
    modules = []
    for number, appendix in enumerate(appendices, 1):
        shutil.copytree(appendix, work / f"appendix-{number}")
        modules.append(f'#include "appendix-{number}/main.typ"\n')
    _write(
        work / "main.typ",
        '#import "report.typ": report\n#show: report.with(json("meta.json"), disclaimer: include "disclaimer.typ",'
        ' abstract: include "abstract.typ")\n#include "body.typ"\n' + "".join(modules),
    )
    try:
        return compile_pdf(work / "main.typ", work, as_of)
    except TypstFailure as failure:
        # Typst can lose the tag of a floating figure at the foot of a full page and then writes no tagged PDF at all
        # (github.com/typst/typst/issues/8487). Charts that stand where they are mentioned leave gaps, but all is there.
        if INTERNAL not in str(failure):
            raise
    _write_blocks(work / "body.typ", PROSE + body_typst(report.body))
    return compile_pdf(work / "main.typ", work, as_of)


def compile_pdf(main: Path, root: Path, as_of: date, inputs: dict[str, str] | None = None) -> bytes:
    """Compile a Typst file to PDF with the bundled fonts and a fixed date. Errors: `TypstFailure`."""
    import typst

    noon = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
    try:
        made = typst.compile(
            main, root=root, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=inputs or {},
            pdf_standards=[*STANDARDS], timestamp=int(noon.timestamp()), format="pdf",
        )  # fmt: skip
    except typst.TypstError as error:
        hints = "".join(f"\n  hint: {hint}" for hint in error.hints)
        raise TypstFailure(f"{error.message}{hints}\n{error.diagnostic}") from error
    if not isinstance(made, bytes):
        raise TypstFailure("Typst returned no document")
    return with_row_headers(made)


def _print_width(width: float, height: float) -> float:
    """Per cent of the text width: full for a chart of `FULL_WIDTH` pixels, less for a narrow one or a very tall one."""
    share = min(1.0, width / FULL_WIDTH)
    tallest = TALLEST * width / height if height else 1.0
    return round(100 * min(share, tallest), 2)


def body_typst(blocks: list[Node], *, floating: bool = False) -> str:
    """Blocks as Typst markup; where `floating`, charts and short tables may move to the head or the foot
    of a page within their chapter.

    Data passes through Pandoc's escaping writer; labels are checked before this.
    """
    if not blocks:
        return ""
    from analysis.publish.markdown.glyphs import printable

    index, before_long = _card_index(blocks), _before_long(blocks)
    headings_since_long_table = [2]

    def settled() -> bool:
        """Whether no long table can end on the page on which a float may come to stand."""
        return headings_since_long_table[0] > 1

    def floats(node: Node) -> list[Node]:
        """A chart or table that may move; not above a long table that ends on the page."""
        where = "auto" if settled() else "bottom"
        return [pandoc.raw("typst", f"#[#set figure(placement: {where})"), node, pandoc.raw("typst", "]")]

    def change(node: Node) -> Node | list[Node] | None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            return _word(printable(content))
        if kind in ("Code", "CodeBlock"):
            return {"t": kind, "c": [content[0], printable(content[1])]}
        if kind == "RawBlock" and content[0] == "embed":
            return pandoc.raw("typst", f'#chart("{content[1]}")')
        if kind == "Div" and any(name.startswith("callout-") and name != TITLE for name in content[0][1]):
            return _callout(content)
        if kind == "Div" and content[0][0] == "refs":
            return [pandoc.raw("typst", "#references["), *content[1], pandoc.raw("typst", "]")]
        if kind == "Div" and (
            box := next(
                (c for c in content[0][1] if c in ("lead", "disclaimer", "small", "key-findings")), ""
            )
        ):
            return [pandoc.raw("typst", f"#{box}-box["), *content[1], pandoc.raw("typst", "]")]
        if kind == "Div" and (*content[0][1], content[0][2]) == ON_THE_WEB:
            return []
        if kind == "Cite":
            return list(content[1])
        if kind == "Link":
            return _link(content)
        if kind == "Table":
            table = _table(content, with_pages=content[0][0] == index)
            if _is_long(content):
                headings_since_long_table[0] = 0
                # Pictures that wait for room come first: at the head of a page they would cut the table in two.
                return [pandoc.raw("typst", "#place.flush()\n#roomy["), table, pandoc.raw("typst", "]")]
            # Between two long tables a short one stays in its place: at the foot of a page it would come after the second.
            may = floating and content[0][0] and (settled() or content[0][0] not in before_long)
            if may and _rows(content) > (TINY if settled() else 2 * TINY):
                return floats(table)
            return [pandoc.raw("typst", "#whole["), table, pandoc.raw("typst", "]")]
        if kind == "Figure" and floating:
            return floats(node)
        if kind == "Header":
            headings_since_long_table[0] += 1
            return [pandoc.raw("typst", "#place.flush()"), node] if content[0] == 1 else None
        return None

    # Pandoc centres every table; ours stand at the margin, like their captions. Text cannot match: brackets are escaped.
    written = pandoc.write(pandoc.transform(blocks, change), "typst-citations")
    return written.replace("align(center)[#", "align(left)[#")


def _word(text: str) -> Node | list[Node]:
    """A word; a hyphen that begins it, as in “§§ 6-2-701, -702”, stays one where Typst would make it a minus."""
    if re.match(r"-\d", text):
        return [{"t": "RawInline", "c": ["typst", "\\-"]}, {"t": "Str", "c": text[1:]}]
    return {"t": "Str", "c": text}


def _link(content: list[Any]) -> list[Node]:
    attributes, inlines, (target, title) = content
    card = CARD.match(target)
    if card:
        opening = {"t": "RawInline", "c": ["typst", f'#card-ref("{card[1]}")[']}
        return [opening, *inlines, {"t": "RawInline", "c": ["typst", "]"]}]
    if target.startswith(("http:", "https:", "mailto:", "#")):
        return [{"t": "Link", "c": [["", [], []], inlines, [target, title]]}]
    del attributes
    return list(inlines)


def _callout(content: list[Any]) -> list[Node]:
    (_, classes, pairs), blocks = content
    kind = next(name for name in classes if name.startswith("callout")).removeprefix("callout-")
    title, blocks = callout_title(kind, pairs, blocks)
    opening = pandoc.raw("typst", f'#callout("{kind}", [')
    return [
        opening,
        {"t": "Plain", "c": title},
        pandoc.raw("typst", "])["),
        *blocks,
        pandoc.raw("typst", "]"),
    ]


def _before_long(blocks: list[Node]) -> set[str]:
    """The labels of tables after which the next chart or table is a long table."""
    shown = [node for node in pandoc.nodes(blocks) if node["t"] in ("Table", "Figure")]
    return {
        node["c"][0][0]
        for node, after in pairwise(shown)
        if node["t"] == after["t"] == "Table" and _is_long(after["c"])
    }


def _card_index(blocks: list[Node]) -> str:
    """The label of the table that leads to the most cards: there, readers of paper look up their pages."""
    counts: dict[str, int] = {}
    for table in (node for node in pandoc.nodes(blocks) if node["t"] == "Table" and node["c"][0][0]):
        targets = {node["c"][2][0] for node in pandoc.nodes(table) if node["t"] == "Link"}
        counts[table["c"][0][0]] = sum(bool(CARD.match(target)) for target in targets)
    best = max(counts, key=lambda label: counts[label], default="")
    return best if counts.get(best) else ""


def _table(content: list[Any], *, with_pages: bool) -> Node:
    """The table with its size class as Typst text settings."""
    if not with_pages:
        content = pandoc.transform(content, _without_page)
    (identifier, classes, _), *rest = content
    size = "8.5pt" if "dense" in classes or "wide" in classes else "8.8pt"
    bodies = [[a, 0, heads, body] for a, _, heads, body in rest[3]]
    pairs = [["typst:text:size", size]]
    return {"t": "Table", "c": [[identifier, classes, pairs], rest[0], rest[1], rest[2], bodies, rest[4]]}


def _is_long(content: list[Any]) -> bool:
    """Whether a table may be broken across pages."""
    return _rows(content) > FEW or len(pandoc.plain(content[4])) >= SHORT


def _rows(content: list[Any]) -> int:
    return sum(len(body) for _, _, _, body in content[4])


def _without_page(node: Node) -> Node | None:
    if node["t"] == "RawInline" and node["c"][1].startswith("#card-ref("):
        return {"t": "RawInline", "c": ["typst", node["c"][1].replace(")[", ", page: false)[")]}
    return None


def _write_blocks(path: Path, markup: str) -> None:
    _write(path, f'#import "report.typ": *\n\n{markup}')


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
