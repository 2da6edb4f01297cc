"""One resolved report as a tagged PDF, through Pandoc's Typst writer and the bundled fonts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from analysis.display.typefaces import FONTS
from analysis.publish.build.failure import BuildFailure
from analysis.publish.formats.pdf_row_headers import with_row_headers
from analysis.publish.formats.typst_body import body_typst
from analysis.publish.markdown import pandoc
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.markdown.svg import print_svg, svg_size

STANDARDS: tuple[Literal["ua-1"], Literal["a-2a"]] = ("ua-1", "a-2a")
"""Accessible and archivable; Typst refuses to write a file that falls short of either."""

FULL_WIDTH = 600.0
"""Pixels of a chart that fill the text width of a page; type of 12 pixels is then 9 points high."""

TALLEST = 1.28
"""Height of the tallest chart, as a multiple of the text width, that fits a page with its caption."""

PROSE = "#show: prose\n\n"
"""What the template does to running text alone, and not to what is bound in behind it."""


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
    ask: Ask = pandoc.run,
) -> bytes:
    """The report's PDF. `work` is an empty folder for what Typst reads; `as_of` dates the document.

    `findings` stand on the cover below its chart; `imprint`, how to cite and what the report was made of, on its back.

    Each of `appendices` is a folder whose `main.typ` is bound in behind the report. It may use what the template offers
    (`#import "/report.typ": *`); a heading labelled `<card-NE>` is where links to `cards/NE.html` lead.
    `ask` takes the place of Pandoc: it may know what it was asked before.
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
    _write_blocks(work / "disclaimer.typ", body_typst(report.disclaimer, ask))
    _write_blocks(work / "abstract.typ", body_typst(report.blocks_of("abstract"), ask))
    _write_blocks(work / "body.typ", PROSE + body_typst(report.body, ask, floating=True))
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
    _write_blocks(work / "body.typ", PROSE + body_typst(report.body, ask))
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


def _write_blocks(path: Path, markup: str) -> None:
    _write(path, f'#import "report.typ": *\n\n{markup}')


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
