"""The long pages as they are read: at any width, with doubled text, dark, on paper, by keyboard, the way out in sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessibility import contrast, violations

LONG = ["report.html", "appendix-sources.html", "cards/NE.html", "notebooks/02_scores.html"]
JUMPS = {
    "report.html": "#tbl-ranking",
    "appendix-sources.html": "#tbl-sources",
    "cards/NE.html": "#main",
    "notebooks/02_scores.html": "#main",
}

ON_SCREEN = """() => {
    const button = document.querySelector("#exit").getBoundingClientRect();
    return button.top >= 0 && button.bottom <= innerHeight && button.height > 0;
}"""
COVERED = """() => {
    const button = document.querySelector("#exit").getBoundingClientRect();
    const beside = [button.left + 2, (button.left + button.right) / 2, button.right - 2];
    const found = [];
    for (const x of beside) for (const y of [button.top + 2, (button.top + button.bottom) / 2, button.bottom - 2]) {
        const under = document.elementsFromPoint(x, y);
        const bar = under.findIndex((one) => one.contains(document.querySelector("#exit")) && one.clientWidth === innerWidth
            && one.matches(":not(html, body)"));
        if (bar < 0) found.push(under.map((one) => one.localName).join(" "));
    }
    return found;
}"""
"""Points of the way out that do not lie in a bar of the screen's whole width: there it would stand upon something."""


@pytest.mark.parametrize("name", LONG)
def test_the_way_out_has_a_bar_of_its_own_and_covers_no_word_and_no_number(
    site: Path, visit: Any, name: str
) -> None:
    page = visit(site / name, 320).page
    for width in (320, 375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => innerWidth") == width
        page.evaluate("() => scrollTo(0, 0)")
        the_way_out_covers_nothing(page, name)


def the_way_out_covers_nothing(page: Any, name: str) -> None:
    bar = "() => document.querySelector('#exit').getBoundingClientRect().bottom"
    first = "() => document.querySelector('main h1, main p, header h1').getBoundingClientRect().top"
    assert page.evaluate(first) >= page.evaluate(bar)
    for part in (0, 0.5, 1):
        page.evaluate("(part) => scrollTo(0, part * document.documentElement.scrollHeight)", part)
        assert page.evaluate(COVERED) == []
        assert page.evaluate(ON_SCREEN), "the report says that the button stays on the screen"
    target = JUMPS[name]
    page.evaluate("(target) => location.replace(target)", target)
    assert page.locator(target).evaluate("(one) => one.getBoundingClientRect().top") >= page.evaluate(bar) - 1


@pytest.mark.parametrize("name", LONG)
def test_text_twice_as_large_and_a_screen_of_320_pixels_widen_no_page(
    site: Path, visit: Any, name: str
) -> None:
    page = visit(site / name, 1280).page
    for width, size in ((1280, "212.5%"), (320, "106.25%")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate("() => document.documentElement.scrollWidth") == width


def test_the_report_passes_axe_on_the_smallest_screen(site: Path, visit: Any) -> None:
    one = visit(site / "report.html", 320, "dark")
    one.settle()
    assert violations(one.page) == []


@pytest.mark.parametrize("name", LONG)
def test_jumps_are_instant_whatever_the_reader_prefers(site: Path, browser: Any, name: str) -> None:
    context = browser.new_context(reduced_motion="no-preference")
    page = context.new_page()
    page.goto((site / name).resolve().as_uri())
    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("() => document.getAnimations().length") == 0
    context.close()


def test_on_a_dark_page_neither_an_f_nor_a_state_without_a_law_sinks_away(site: Path, visit: Any) -> None:
    page = visit(site / "report.html", 1280, "dark").page
    map_ = page.locator("#fig-grades")
    paper = map_.locator(".paper").evaluate("(one) => getComputedStyle(one).backgroundColor")
    looks = map_.locator("svg a > path").evaluate_all(
        """paths => paths.map(path => [path.parentNode.getAttribute("aria-label"),
            getComputedStyle(path).fill, getComputedStyle(path).stroke])"""
    )
    failing = [look for look in looks if ": F" in look[0]]
    without = [look for look in looks if "no law" in look[0] or "enough text" in look[0]]
    assert len(failing) > 5
    assert without
    assert min(contrast(fill, paper) for _, fill, _ in failing) > 3
    assert min(contrast(fill, paper) for _, fill, _ in without) > 1.3
    assert min(contrast(stroke, paper) for _, _, stroke in without) > 3


def test_on_paper_every_figure_is_drawn_and_what_only_screens_need_is_not(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    page.emulate_media(media="print")
    drawn = page.locator(".drawing").evaluate_all(
        "all => all.map(one => getComputedStyle(one).contentVisibility)"
    )
    assert set(drawn) == {"visible"}
    for hidden in (".figure-links", ".part-words", ".top", ".site-nav", ".contents"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_focus_is_seen_on_links_on_parts_of_drawings_and_on_the_heads_of_tables(
    site: Path, visit: Any
) -> None:
    page = visit(site / "report.html").page
    page.keyboard.press("Tab")
    for stop in ("main p a", "figure svg a[tabindex='0']", "th button"):
        page.locator(stop).first.focus()
        style, width = page.evaluate(
            "() => { const seen = getComputedStyle(document.activeElement); return [seen.outlineStyle, seen.outlineWidth]; }"
        )
        assert (style, width) == ("solid", "3px"), stop
