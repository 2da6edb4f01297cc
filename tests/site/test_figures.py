"""Figures as readers use them: one drawing, one stop of the Tab key, arrow keys from part to part, words, links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

FOCUSED = "() => document.activeElement.getAttribute('aria-label')"


@pytest.fixture(scope="module")
def keys(browser: Any, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page that loads nothing but the order of the parts."""
    file = tmp_path_factory.mktemp("order") / "page.html"
    address = (root / "report" / "scripts" / "figures" / "1-order.js").as_uri()
    file.write_text(f'<!DOCTYPE html><title>Order</title><script src="{address}"></script>', encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    yield page
    page.close()


def boxes(*middles: tuple[float, float], size: float = 10) -> list[dict[str, float]]:
    return [{"left": x - size / 2, "top": y - size / 2, "width": size, "height": size} for x, y in middles]


GRID = boxes((100, 12), (20, 10), (60, 8), (90, 40), (20, 42))
"""Two rows: from left to right the parts 1, 2, 0 and then 4, 3."""


def walk(page: Any, at: int, *pressed: str) -> list[int | None]:
    return page.evaluate(
        """([boxes, at, pressed]) => {
            const rows = StateReportCards.rows(boxes);
            return pressed.map((key) => {
                const to = StateReportCards.step(rows, at, key);
                if (to !== undefined) at = to;
                return to ?? null;
            });
        }""",
        [GRID, at, list(pressed)],
    )


def test_right_goes_through_all_parts_row_by_row_and_stops_at_the_last(keys: Any) -> None:
    assert walk(keys, 1, *["ArrowRight"] * 5) == [2, 0, 4, 3, None]
    assert walk(keys, 3, *["ArrowLeft"] * 5) == [4, 0, 2, 1, None]


def test_up_and_down_lead_to_what_lies_nearest_in_the_next_row(keys: Any) -> None:
    assert walk(keys, 0, "ArrowDown", "ArrowDown", "ArrowUp") == [3, None, 0]
    assert walk(keys, 2, "ArrowDown") == [3]
    assert walk(keys, 1, "ArrowDown", "ArrowUp", "ArrowUp") == [4, 1, None]


def test_home_and_end_lead_to_the_first_and_the_last(keys: Any) -> None:
    assert walk(keys, 0, "Home", "End", "PageDown") == [1, 3, None]


def test_a_letter_leads_to_the_next_part_named_so_and_goes_round(keys: Any) -> None:
    found = keys.evaluate(
        """([boxes, words]) => {
            const rows = StateReportCards.rows(boxes);
            return [[1, "n"], [2, "N"], [0, "n"], [0, "x"]].map(([at, letter]) =>
                StateReportCards.named(rows, words, at, letter) ?? null);
        }""",
        [GRID, ["Nebraska", "Iowa", "Nevada", "Ohio", "Maine"]],
    )
    assert found == [2, 0, 2, None]


def test_parts_of_every_size_stand_once_in_the_order(keys: Any) -> None:
    scattered = boxes(*[((7 * i) % 50, (13 * i) % 90) for i in range(40)])
    rows = keys.evaluate(
        "(boxes) => StateReportCards.rows(boxes).map((row) => row.map((place) => place.at))", scattered
    )
    assert sorted(at for row in rows for at in row) == list(range(40))
    assert keys.evaluate("() => StateReportCards.rows([])") == []


@pytest.mark.parametrize("width", [1280, 375])
def test_each_figure_carries_one_drawing_and_is_one_stop_of_the_tab_key_and_nothing_moves_when_drawings_arrive(
    site: Path, visit: Any, width: int
) -> None:
    one = visit(site / "report.html", width)
    heights = "figures => figures.map(figure => Math.round(figure.getBoundingClientRect().height))"
    before = one.page.locator("figure.chart .drawing").evaluate_all(heights)
    one.settle()
    assert one.page.locator("figure.chart .drawing").evaluate_all(heights) == before
    assert min(before) > 50
    if width == 1280:
        assert [url for url in one.requests if "/drawings/" in url] == [], "the wide ones are on the page"
    else:
        assert one.page.locator(".drawing[data-shown='wide']").count() == 0
    counted = one.page.locator("figure.chart").evaluate_all(
        """figures => figures.map(figure => [
            figure.querySelectorAll("svg").length,
            [...figure.querySelectorAll("*")].filter(one => one.tabIndex >= 0 && one.hasAttribute("tabindex")
                || one.localName === "a" && one.tabIndex >= 0).length,
        ])"""
    )
    assert len(counted) > 20
    assert set(map(tuple, counted)) == {(1, 1)}


def test_without_javascript_each_figure_carries_one_drawing_with_its_links(site: Path, visit: Any) -> None:
    page = visit(site / "report.html", 375, scripts=False).page
    assert page.locator("figure.chart svg").count() == page.locator("figure.chart").count() > 20
    first = page.locator("figure.chart svg a").first
    assert first.get_attribute("tabindex") is None
    assert (site / str(first.get_attribute("href"))).is_file()
    shown = page.locator("figure.chart .drawing").first.bounding_box()
    assert shown["width"] > 560, "the wide drawing keeps a size that can be read, in a box that scrolls"


@pytest.mark.parametrize("width", [1280, 375])
def test_arrow_keys_reach_every_state_of_the_map_and_enter_opens_its_card(
    site: Path, visit: Any, width: int
) -> None:
    one = visit(site / "report.html", width)
    page = one.page
    figure = page.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".drawing[data-shown]")).to_have_count(1)
    wanted = set(
        figure.locator("svg a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    )
    figure.locator("svg a[tabindex='0']").focus()
    page.keyboard.press("Home")
    reached = set()
    for _ in range(len(wanted)):
        reached.add(page.evaluate("() => document.activeElement.getAttribute('href')"))
        page.keyboard.press("ArrowRight")
    assert reached == wanted
    assert len(wanted) > 50
    page.keyboard.press("Home")
    page.keyboard.press("n")
    named = page.evaluate(FOCUSED)
    assert named.startswith("N")
    expect(figure.locator(".part-words")).to_have_text(named)
    assert figure.locator("svg a[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(named.split(":")[0])


def test_tab_enters_a_figure_and_leaves_it_again(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    first, second = page.locator("figure.chart").nth(0), page.locator("figure.chart").nth(1)
    first.locator("svg a[tabindex='0']").focus()
    inside = "(figure) => figure.contains(document.activeElement)"
    for _ in range(12):
        page.keyboard.press("Tab")
        if second.evaluate(inside):
            break
        assert not first.evaluate(inside)
    assert second.evaluate(inside)


def test_parts_of_a_drawing_without_links_are_told_one_by_one(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    figure = page.locator("figure#fig-agreement")
    svg = figure.locator(".drawing > svg")
    assert svg.get_attribute("role") == "group"
    assert len(svg.get_attribute("aria-label")) > 20
    figure.locator("[tabindex='0']").focus()
    page.keyboard.press("Home")
    told = []
    for _ in range(4):
        told.append(page.evaluate(FOCUSED))
        expect(figure.locator(".part-words")).to_have_text(told[-1])
        page.keyboard.press("ArrowRight")
    assert len(set(told)) == 4
    assert all(len(words) > 10 for words in told)
    assert figure.locator("[tabindex='0']").count() == 1


def test_the_pointer_shows_a_part_in_words_and_a_click_opens_its_card(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    figure = page.locator("figure.chart").first
    link = figure.locator("svg a[href='cards/NE.html']").first
    link.hover()
    expect(figure.locator(".part-words")).to_have_text(str(link.get_attribute("aria-label")))
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nebraska")


def test_a_phone_asks_for_its_drawing_only_where_it_is_looked_at(site: Path, visit: Any) -> None:
    phone = visit(site / "report.html", 375)
    first = phone.page.locator(".drawing").first
    first.scroll_into_view_if_needed()
    expect(first).to_have_attribute("data-shown", "narrow")
    asked = [url for url in phone.requests if "/drawings/" in url]
    assert 0 < len(asked) < phone.page.locator(".drawing").count() / 2


def test_a_phone_finds_the_cards_from_a_figures_own_page_as_well(site: Path, visit: Any) -> None:
    page = visit(site / "figures" / "fig-grades.html", 375).page
    drawing = page.locator(".drawing")
    drawing.scroll_into_view_if_needed()
    expect(drawing).to_have_attribute("data-shown", "narrow")
    links = drawing.locator("svg a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(set(links)) > 50
    assert [link for link in links if not (site / "figures" / link).resolve().is_file()] == []


def test_a_turned_phone_gets_the_wide_drawing_and_its_own_again(site: Path, visit: Any) -> None:
    page = visit(site / "report.html", 375).page
    drawing = page.locator(".drawing").first
    drawing.scroll_into_view_if_needed()
    expect(drawing).to_have_attribute("data-shown", "narrow")
    narrow = drawing.locator("svg").get_attribute("viewBox")
    page.set_viewport_size({"width": 900, "height": 375})
    expect(drawing).to_have_attribute("data-shown", "wide")
    assert drawing.locator("svg").count() == 1
    assert drawing.locator("svg").get_attribute("viewBox") != narrow
    page.set_viewport_size({"width": 375, "height": 900})
    expect(drawing).to_have_attribute("data-shown", "narrow")
    assert drawing.locator("svg").get_attribute("viewBox") == narrow
    assert drawing.locator("[tabindex='0']").count() == 1


def test_a_phone_keeps_the_wide_drawing_where_its_own_cannot_be_had(site: Path, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 900})
    context.route("**/assets/drawings/*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto((site / "report.html").resolve().as_uri())
    drawing = page.locator(".drawing").first
    drawing.scroll_into_view_if_needed()
    expect(drawing).to_have_attribute("data-shown", "wide")
    expect(drawing.locator("svg")).to_be_visible()
    context.close()
