"""What axe-core says of a page, and what a page that needs scripts says where there are none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect


def violations(page: Any) -> list[str]:
    """What axe-core finds wrong on a page, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']} ({v['impact']}): {len(v['nodes'])} × {v['nodes'][0]['html'][:120]}" for v in found]


def fits_passes_axe_and_asks_nobody(one: Any, width: int) -> None:
    """A visited page is as wide as the screen, says nothing on the console, asks no other host, and satisfies axe-core."""
    assert one.page.evaluate("document.documentElement.scrollWidth") == width
    assert one.complaints == []
    assert [url for url in one.requests if not url.startswith("file:")] == []
    assert violations(one.page) == []


WIDTHS_AND_SCHEMES = [(width, scheme) for width in (1280, 320) for scheme in ("light", "dark")]


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
