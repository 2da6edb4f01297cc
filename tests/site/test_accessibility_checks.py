"""What the checks of other tests would notice: faults that a page has in one scheme of colors only, or in both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessibility import violations, violations_in_both_schemes

PAGE = (
    '<!DOCTYPE html><html lang="en"><title>Page</title><style>{colors} {style}</style>'
    '<main><h1>Page</h1><p>Words</p><p id="more">More</p><button class="named">{button}</button></main></html>'
)
COLORS = (
    ":root { color-scheme: light dark; background: light-dark(#fff, #111); color: light-dark(#111, #fff) }"
)
DARK = "@media (prefers-color-scheme: dark) {{ {} }}"


@pytest.mark.parametrize(
    ("style", "button", "wrong"),
    [
        ("", "Go", []),
        (DARK.format("p { color: #333 }"), "Go", ["dark: color-contrast (serious): 2"]),
        ("p { color: light-dark(#ddd, #fff) }", "Go", ["light: color-contrast (serious): 2"]),
        ("", "", ["light: button-name (critical): 1"]),
        (".named { display: none }" + DARK.format(".named { display: block }"), "", ["dark: button-name (critical): 1"]),
        (DARK.format("#more { color: #333; margin: 9px }"), "Go", ["dark: color-contrast (serious): 1"]),
    ],
)  # fmt: skip
def test_a_fault_is_found_in_the_scheme_of_colors_that_has_it(
    visit: Any, tmp_path: Path, style: str, button: str, wrong: list[str]
) -> None:
    (tmp_path / "page.html").write_text(
        PAGE.format(colors=COLORS, style=style, button=button), encoding="utf-8"
    )
    found = violations_in_both_schemes(visit(tmp_path / "page.html").page)
    assert [line.split(" ×")[0] for line in found] == wrong


ROW = '<p class="row">Words</p>'
PALE, DIM = ".row { color: #ddd }", "color-contrast (serious): {}"
VEIL = '.veiled::before { content: ""; position: absolute; inset: 0; background: #888 }'
GROUND = """main, .box { background: white; color: black; position: relative }
.row { position: relative; z-index: 1 } .box { position: absolute; inset: 0 }"""


@pytest.mark.parametrize(
    ("style", "rows", "wrong"),
    [
        ("", ROW * 40, 0),
        (PALE, ROW * 40, 40),
        ("", ROW * 40 + f'<p class="row" style="color: #ddd">Words</p>{ROW}', 1),
        ("", ROW * 40 + f'<p class="row" style="opacity: 0.2">Words</p>{ROW}', 1),
        ("", f"<div>{ROW}</div>" * 40 + f'<div style="background: #333">{ROW}</div><div>{ROW}</div>', 1),
        (".row { color: #888; font-size: 40px }", ROW * 40 + f'<p class="row" style="font-size: 9px">Words</p>{ROW}', 1),
        # Axe-core says nothing of a single letter, of what is folded away, and of what is veiled.
        (PALE, ROW + '<p class="row">W</p>' * 3, 1),
        (PALE, ROW + f"<details><summary>More</summary>{ROW}</details>" * 3, 1),
        (PALE + VEIL, ROW + '<p class="row veiled">Words</p>' * 3, 1),
        # Of four alike one has a box behind it that it does not stand in.
        ("", f'<div class="box">{ROW}</div>' + f"<div>{ROW}</div>" * 3, 0),
        ("", f'<div>{ROW}</div><div style="position: relative">{ROW}<div class="box" style="background: #333"></div></div>'
         + f'<div style="position: relative">{ROW}</div>' * 2, 1),
    ],
)  # fmt: skip
def test_of_many_words_that_look_alike_the_one_that_cannot_be_read_is_found(
    visit: Any, tmp_path: Path, style: str, rows: str, wrong: int
) -> None:
    page = PAGE.format(colors=GROUND, style=style, button="Go").replace("</h1>", f"</h1>{rows}")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = violations(visit(tmp_path / "page.html").page)
    assert [line.split(" ×")[0] for line in found] == [DIM.format(wrong)] * (wrong > 0)
