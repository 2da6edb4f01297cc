"""Every page of the site is there, leads to all others, and says which one it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.publish.site.navigation import PAGES

Visit = Callable[..., Any]


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_page_names_itself_in_the_navigation_and_leads_to_every_other(
    site: Path, visit: Visit, name: str
) -> None:
    one = visit(site / f"{name}.html", scripts=False)
    links = one.page.get_by_role("navigation", name="Site").get_by_role("link")
    files = [str(link.get_attribute("href")) for link in links.all()]
    assert files == [page.file for page in PAGES]
    assert all((site / file).is_file() for file in files)
    here = one.page.locator('.site-nav a[aria-current="page"]')
    assert here.get_attribute("href") == f"{name}.html"
    assert not [said for said in one.complaints if not said.startswith("info")]


@pytest.mark.parametrize("name", ["cards/NE.html", "notebooks/02_scores.html"])
def test_pages_below_the_top_lead_back_up(site: Path, visit: Visit, name: str) -> None:
    page = visit(site / name, scripts=False).page
    for link in page.get_by_role("navigation", name="Site").get_by_role("link").all():
        address = str(link.get_attribute("href"))
        assert (site / name).parent.joinpath(address).resolve().is_file(), address


@pytest.mark.parametrize("name", ["index.html", "cards/NE.html", "report.html"])
def test_links_at_the_top_are_high_enough_for_a_finger(site: Path, visit: Visit, name: str) -> None:
    page = visit(site / name, 375).page
    links = page.locator(".top a, .site-nav a, .trail a")
    heights = links.evaluate_all(
        "all => all.map(one => [one.textContent.trim(), one.getBoundingClientRect().height])"
    )
    assert len(heights) > len(PAGES)
    assert [one for one in heights if one[1] < 24] == []
