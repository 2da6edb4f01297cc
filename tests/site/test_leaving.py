"""Whoever leaves the report is not led back onto it: not by Back, not by Forward, not from another tab of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

AWAY = "https://www.weather.gov/"
BEFORE = "https://before.example/"
PAGES = ["report.html", "index.html", "survivors.html", "cards/NE.html", "notebooks/02_scores.html"]


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, site: Path) -> str:
    """Where the report is opened from: the disk, or a web server."""
    return site.resolve().as_uri() if request.param == "file" else request.getfixturevalue("serve")(site)


class Reader:
    """Somebody with one tab, in which they had another site open before they came to the report."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.asked: list[str] = []
        self.context.route("https://**", self._answer)
        self.page = self.context.new_page()
        self.page.goto(BEFORE)

    def close(self) -> None:
        """Close every tab that was opened, the ones that the site opened too, but the empty first one."""
        for tab in self.context.pages[1:]:
            tab.close()
        self.context.unroute_all(behavior="wait")

    def _answer(self, route: Any) -> None:
        self.asked.append(route.request.url)
        host = route.request.url.split("/")[2]
        route.fulfill(body=f"<title>{host}</title><h1>{host}</h1>", content_type="text/html")

    def follow_a_link_within_the_page(self, name: str) -> str:
        """Where the link leads."""
        page = self.page
        links = {"report.html": ".contents a", "cards/NE.html": ".refs a"}.get(name, "a.skip")
        link = page.locator(links).first
        target: str = link.get_attribute("href")
        link.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(page.url.split("#")[0] + target)
        return target

    def leave(self, how: str = "click") -> None:
        if how == "click":
            self.page.locator("#exit").click()
        else:
            for _ in range(3):
                self.page.keyboard.press("Shift")
        expect(self.page).to_have_url(AWAY)


@pytest.fixture
def reader(screens: Callable[..., Any]) -> Iterator[Any]:
    readers: list[Reader] = []

    def new(scripts: bool = True) -> Reader:
        readers.append(Reader(screens((1280, 900, "light", scripts))))
        return readers[-1]

    yield new
    for one in readers:
        one.close()


@pytest.mark.parametrize("how", ["click", "shift"])
@pytest.mark.parametrize("name", PAGES)
def test_back_after_leaving_shows_what_was_open_before_the_report(
    reader: Any, base: str, name: str, how: str
) -> None:
    one = reader()
    one.page.goto(f"{base}/{name}")
    for _ in range(2):
        one.follow_a_link_within_the_page(name)
    one.leave(how)
    one.page.go_back()
    expect(one.page).to_have_url(BEFORE)


def test_a_link_within_the_page_moves_to_its_place_without_a_step_in_the_history(
    reader: Any, base: str
) -> None:
    one = reader()
    one.page.goto(f"{base}/report.html")
    target = one.follow_a_link_within_the_page("report.html")
    expect(one.page.locator(f"[id='{target[1:]}']")).to_be_in_viewport()
    one.page.go_back()
    expect(one.page).to_have_url(BEFORE)


def test_back_and_forward_after_leaving_lead_away_from_every_page_of_the_report(
    reader: Any, base: str
) -> None:
    one = reader()
    one.page.goto(f"{base}/report.html")
    for link in ("Nebraska", "Nevada →"):
        one.page.get_by_role("link", name=link).first.click()
    expect(one.page).to_have_url(f"{base}/cards/NV.html")
    one.page.go_back()
    expect(one.page.get_by_role("heading", level=1)).to_have_text("Nebraska")
    one.leave()
    for step in (one.page.go_back, one.page.go_forward, one.page.go_forward):
        step(wait_until="commit")
        expect(one.page).to_have_url(AWAY)
        expect(one.page.get_by_role("heading", name="www.weather.gov")).to_be_visible()
    for step in (one.page.go_back, one.page.go_back, one.page.go_back):
        step(wait_until="commit")
        # A page of the report that leads away at once is no longer there to be asked for its history.
        expect(one.page).to_have_url(re.compile("^https://"))
        expect(one.page.get_by_role("heading", name=re.compile("weather|before"))).to_be_visible()
    expect(one.page).to_have_url(BEFORE)


def test_back_is_of_use_until_the_reader_leaves(reader: Any, base: str) -> None:
    one = reader()
    one.page.goto(f"{base}/report.html")
    one.page.get_by_role("link", name="Nebraska").first.click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text("Nebraska")
    one.page.go_back()
    expect(one.page.locator("#exit")).to_be_visible()
    expect(one.page).to_have_url(f"{base}/report.html")


def test_a_click_opens_the_neutral_page_in_a_new_tab_that_has_no_way_back(reader: Any, base: str) -> None:
    one = reader()
    one.page.goto(f"{base}/cards/NE.html")
    with one.context.expect_page() as opened:
        one.leave()
    fresh = opened.value
    expect(fresh).to_have_url(AWAY)
    assert fresh.go_back() is None
    expect(fresh).to_have_url(AWAY)
    assert one.asked.count(AWAY) == 2


def test_the_other_tabs_of_the_report_leave_too(reader: Any, base: str) -> None:
    one = reader()
    other = one.context.new_page()
    other.goto(f"{base}/cards/NE.html")
    one.page.goto(f"{base}/report.html")
    one.leave("shift")
    expect(other).to_have_url(AWAY)


def test_who_comes_back_by_an_address_reads_again(reader: Any, base: str) -> None:
    one = reader()
    one.page.goto(f"{base}/cards/NE.html")
    one.leave()
    one.page.goto(f"{base}/report.html")
    expect(one.page.locator("#exit")).to_be_visible()
    one.page.reload()
    expect(one.page.locator("#exit")).to_be_visible()
    expect(one.page).to_have_url(f"{base}/report.html")


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_the_button_is_a_link_that_tells_nobody_where_it_was(
    reader: Any, base: str, name: str
) -> None:
    one = reader(scripts=False)
    one.page.goto(f"{base}/{name}")
    with one.page.expect_request(AWAY) as asked:
        one.page.locator("#exit").click()
    expect(one.page).to_have_url(AWAY)
    assert "referer" not in asked.value.all_headers()
