"""What the checks of other tests would notice: faults that a page has in one scheme of colors only, or in both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessibility import violations_in_both_schemes

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
