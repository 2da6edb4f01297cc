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
