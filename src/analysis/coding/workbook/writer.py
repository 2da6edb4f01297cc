"""Put a coding workbook together: the sheets that explain, and those that are coded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from analysis.coding.workbook.guide import Section
from analysis.coding.workbook.layout import CODEBOOK, GUIDE, SheetLayout
from analysis.coding.workbook.rows import Rows
from analysis.coding.workbook.sheet_writer import Writer
from analysis.coding.workbook.styles import height
from analysis.standard.codebook import Codebook

GUIDE_WIDTH = 110


def workbook_bytes(
    codebook: Codebook,
    codes: Sequence[str],
    layouts: Sequence[SheetLayout],
    rows: Rows,
    sections: Sequence[Section],
    made: datetime,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A workbook with the sheets asked for, after the one that explains; the same input gives the same bytes."""
    writer = Writer(codebook, codes, made)
    for name, value in notes:
        writer.note(name, value)
    write_guide(writer, sections)
    for layout in layouts:
        writer.table(layout, rows[layout.name])
    write_codebook(writer, codebook)
    return writer.finish()


def write_guide(writer: Writer, sections: Sequence[Section]) -> None:
    """The sheet that explains how to code."""
    sheet, styles = writer.sheet(GUIDE), writer.styles
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, GUIDE_WIDTH)
    writer.text(sheet, 0, 1, "How to code", styles.title)
    line = 2
    for section in sections:
        writer.text(sheet, line, 1, section.title, styles.section)
        for number, paragraph in enumerate(section.lines, start=line + 1):
            writer.text(sheet, number, 1, paragraph, styles.prose)
            sheet.set_row(number, height([(paragraph, GUIDE_WIDTH)], line=16))
        line += len(section.lines) + 2
    sheet.set_portrait()
    writer.protect(sheet)


def write_codebook(writer: Writer, codebook: Codebook) -> None:
    """Every question with its answers, best first, and what each means."""
    sheet = writer.sheet(CODEBOOK)
    headings = ("Question id", "Question", "How to decide", "Answer", "Label", "What it means")
    widths = (24, 38, 56, 38, 26, 64)
    for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        writer.text(sheet, 0, at, heading, writer.styles.heading)
        sheet.set_column(at, at, width)
    line = 1
    for variable in codebook.variables:
        for answer in variable.answers:
            first = answer is variable.answers[0]
            about = (variable.id, variable.question, variable.instruction) if first else ("", "", "")
            texts = (*about, answer.id, answer.label, answer.statement)
            sheet.set_row(line, height(zip(texts, widths, strict=True)))
            for at, text in enumerate(texts):
                writer.text(
                    sheet, line, at, text, writer.styles.cell(editable=False, begins=first, part=True)
                )
            line += 1
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    writer.protect(sheet)
