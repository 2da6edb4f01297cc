"""What axe-core says of a page, and what a page that needs scripts says where there are none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

AXE = Path(__file__).with_name("axe.js")

LOOK = """() => {
    const parts = [...document.querySelectorAll("body *")].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const seen = one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        return [seen, one.tabIndex, ...[x, y, width, height].map(Math.round)];
    });
    return JSON.stringify([document.title, document.body.innerText, parts]);
}"""
"""What there is on a page and where, whatever its colors."""


def show(page: Any, scheme: str) -> None:
    """Show an open page in light or in dark colors."""
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("(scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches", scheme)


def violations(page: Any, *, colors: bool = False) -> list[str]:
    """What axe-core finds wrong on a page, one line each: by all rules that it has, or by those that look at colors."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(AXE.read_text(encoding="utf-8"), colors)
    return [f"{rule} ({impact}): {count} × {first[:120]}" for rule, impact, count, first in found]


def violations_in_both_schemes(page: Any) -> list[str]:
    """What axe-core finds wrong on a page in light colors, and then in dark ones.

    Where the same is seen at the same places in both, only the rules that look at colors are asked again: the others look at
    what is there, where it is, and what it is called, and cannot say anything else.
    """
    show(page, "light")
    light, look = violations(page), page.evaluate(LOOK)
    show(page, "dark")
    dark = violations(page, colors=page.evaluate(LOOK) == look)
    return [*(f"light: {found}" for found in light), *(f"dark: {found}" for found in dark)]


def fits_passes_axe_and_asks_nobody(one: Any, width: int) -> None:
    """A visited page is as wide as the screen, says nothing on the console, asks no other host, and satisfies axe-core.

    All of it in light and in dark colors.
    """
    for scheme in SCHEMES:
        show(one.page, scheme)
        assert one.page.evaluate("document.documentElement.scrollWidth") == width
    assert one.complaints == []
    assert [url for url in one.requests if not url.startswith("file:")] == []
    assert violations_in_both_schemes(one.page) == []


WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")


def luminance(color: str) -> float:
    """The relative luminance of a color of WCAG 2."""
    parts = [int(value) / 255 for value in re.findall(r"\d+", color)[:3]]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How far two colors, as browsers compute them, stand apart: 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def says_what_it_needs_and_leads_on(page: Any, site: Path) -> None:
    """Without scripts: the page says that it needs them, and every way on that it offers exists."""
    told = page.locator("noscript .callout")
    expect(told).to_contain_text("needs JavaScript")
    for link in told.locator("a").all():
        file, _, part = str(link.get_attribute("href")).partition("#")
        assert not part or f'id="{part}"' in (site / file).read_text(encoding="utf-8")
        assert (site / file).is_file()
