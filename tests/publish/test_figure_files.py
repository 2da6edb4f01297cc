"""A figure's files stand by themselves: a described drawing, pixels drawn once, numbers that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import vl_convert

from analysis.display.typefaces import FONTS
from analysis.publish.formats import citing, figure_files
from analysis.publish.notebooks.outputs import Embed
from analysis.raw.kept import Kept

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="marks" width="30"'
    ' height="10" viewBox="0 0 30 10" font-family="Public Sans"><rect width="30" height="10" fill="#ffffff"/>'
    '<a href="cards/NE.html"><title>Nebraska</title><text>NE</text></a>'
    '<a href="https://example.org/x"><text>web</text></a><script>alert(1)</script></svg>'
)
FIGURE = Embed("fig-x", "A caption.", alt='Nebraska < "leads" & others', svg=SVG)


def test_drawing_is_titled_and_described_and_leads_to_no_page_it_has_left_behind() -> None:
    text = figure_files.drawing(FIGURE, "Figure 1. A & B")
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert [root[0].tag, root[0].text] == [f"{space}title", "Figure 1. A & B"]
    assert [root[1].tag, root[1].text] == [f"{space}desc", 'Nebraska < "leads" & others']
    assert not root.findall(f".//{space}script")
    assert re.findall(r'href="([^"]*)"', text) == ["https://example.org/x"]
    assert root.get("font-family") == "Public Sans, Helvetica, Arial, sans-serif"


def test_pixels_are_twice_the_drawing_and_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    draw = figure_files._drawn
    monkeypatch.setattr(figure_files, "_drawn", lambda svg: asked.append(svg) or draw(svg))
    kept = Kept(tmp_path)
    first, again = (figure_files.pixels(SVG, kept) for _ in range(2))
    assert first == again
    assert len(asked) == 1
    assert first.startswith(b"\x89PNG")
    assert struct.unpack(">II", first[16:24]) == (60, 20)
    assert figure_files.pixels(SVG.replace("NE<", "OH<"), kept) != first
    assert len(asked) == 2


def test_pixels_are_drawn_anew_where_something_seen_changes_and_not_where_something_told_does(
    tmp_path: Path,
) -> None:
    kept = Kept(tmp_path)
    first = figure_files.pixels(figure_files.drawing(FIGURE, "Figure 1"), kept)
    told = replace(FIGURE, alt="Else", svg=SVG.replace(">Nebraska<", ">Nebraska: rank 2<"))
    assert figure_files.pixels(figure_files.drawing(told, "Figure 2"), kept) == first
    assert len(list(tmp_path.glob("pixels/*"))) == 1
    seen = replace(FIGURE, svg=SVG.replace('fill="#ffffff"', 'fill="#000000"'))
    assert figure_files.pixels(figure_files.drawing(seen, "Figure 1"), kept) != first
    assert figure_files.pixels(figure_files.drawing(FIGURE, "Figure 1"), Kept(tmp_path / "new")) == first


def test_pixels_are_those_that_the_converter_of_charts_draws(tmp_path: Path) -> None:
    svg = SVG.replace("<text>NE</text>", '<text x="2" y="9" font-size="8" font-weight="600">NE</text>')
    made = figure_files.pixels(svg, Kept(tmp_path))
    vl_convert.register_font_directory(str(FONTS))
    rows, expected = (_rows(png) for png in (made, vl_convert.svg_to_png(svg, scale=2.0)))
    assert len(set(rows)) > 5
    assert rows == expected


def test_a_letter_that_the_fonts_lack_is_not_taken_from_the_machine(tmp_path: Path) -> None:
    svg = SVG.replace("<text>NE</text>", '<text x="2" y="9" font-size="8">{}</text>')
    first, second = (
        _rows(figure_files.pixels(svg.format(letter), Kept(tmp_path))) for letter in "\u4e00\u4e8c"
    )
    assert first == second


def _rows(png: bytes) -> list[bytes]:
    """The pixels of each row: four bytes each, as both converters write them (PNG, 9: filters)."""
    width, height, depth, color = struct.unpack(">IIBB", png[16:26])
    assert (depth, color) == (8, 6)
    at, packed = 8, b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    data, row, rows = zlib.decompress(packed), bytes(4 * width), []
    for start in range(0, len(data), 4 * width + 1):
        above, row = row, bytearray()
        for place, value in enumerate(data[start + 1 : start + 1 + 4 * width]):
            left, up = row[place - 4] if place > 3 else 0, above[place]
            corner = above[place - 4] if place > 3 else 0
            nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
            row.append((value + (0, left, up, (left + up) // 2, nearest)[data[start]]) & 255)
        rows.append(bytes(row))
    assert len(rows) == height
    return rows


def test_numbers_open_in_a_spreadsheet_as_words_and_numbers_only() -> None:
    rows = [["=1+1", 3], ["@SUM(A1)", -2.5], ["§ 1 “x”, y", None], ["+1|cmd", True]]
    content = figure_files.numbers({"columns": ["-State", "Score"], "rows": rows})
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert found == [
        ["'-State", "Score"], ["'=1+1", "3"], ["'@SUM(A1)", "-2.5"], ["§ 1 “x”, y", ""], ["'+1|cmd", "True"],
    ]  # fmt: skip
    assert content.count(b"\r\n") == 5


WORK = citing.Work(("A {Project", "B & Sons"), "Grades: of 100%", "2026", "2026-07-01", "1.2", "1.0")


def test_citation_names_edition_part_date_and_versions() -> None:
    assert citing.in_words(WORK, "Figure 3, “Few laws do”") == (
        "A {Project, B & Sons. Grades: of 100%. Edition 2026. Figure 3, “Few laws do”. Law in force on July 1, 2026;"
        " codebook 1.2, rubric 1.0."
    )


def test_reference_for_programs_closes_every_brace_and_means_every_sign() -> None:
    entry = citing.bibtex(WORK, "Figure 3: 5 > 4_", "fig-x")
    assert entry.splitlines() == [
        "@misc{grades-2026-fig-x,",
        r"  author = {{A {\textbraceleft}Project} and {B \& Sons}},",
        r"  title = {{Grades: of 100\%}},",
        "  year = {2026},",
        "  edition = {2026},",
        r"  note = {Figure 3: 5 > 4\_. Law in force on July 1, 2026; codebook 1.2, rubric 1.0},",
        "}",
    ]
    assert entry.count("{") == entry.count("}")
