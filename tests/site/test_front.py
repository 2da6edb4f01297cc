"""The front page: light, on one screen, with three ways to a state's card."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from accessibility import WIDTHS, fits_passes_axe_and_asks_nobody, violations_in_both_schemes
from playwright.sync_api import expect

HEAVIEST = 150_000
"""Bytes of the page and of everything it loads at first."""


def states(root: Path) -> dict[str, str]:
    with (root / "data" / "raw" / "jurisdictions.csv").open(encoding="utf-8", newline="") as file:
        return {row["jurisdiction"]: row["name"] for row in csv.DictReader(file)}


def box(page: Any, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(selector).bounding_box()
    return found | {"bottom": found["y"] + found["height"], "right": found["x"] + found["width"]}


@pytest.mark.parametrize("width", WIDTHS)
def test_front_page_passes_axe_fits_its_width_and_asks_nobody_else(
    site: Path, visit: Any, width: int
) -> None:
    one = visit(site / "index.html", width)
    fits_passes_axe_and_asks_nobody(one, width)
    one.page.get_by_role("combobox").fill("a")
    assert violations_in_both_schemes(one.page) == []


def test_page_and_all_it_loads_at_first_stay_light(site: Path, visit: Any) -> None:
    one = visit(site / "index.html")
    one.page.wait_for_load_state("networkidle")
    files = {unquote(urlsplit(url).path) for url in one.requests}
    assert any(name.endswith(".woff2") for name in files)
    assert sum(Path(name).stat().st_size for name in files) < HEAVIEST


def test_everything_is_on_one_screen_of_a_laptop(site: Path, visit: Any) -> None:
    page = visit(site / "index.html", 1280, height=720).page
    for part in ("h1", ".chooser", ".for-survivors", ".tiles", ".sentence", ".found", ".ways"):
        assert box(page, part)["bottom"] <= 720, part
    last = page.locator(".tile").evaluate_all(
        "all => Math.max(...all.map(t => t.getBoundingClientRect().bottom))"
    )
    assert last <= 720


def test_choice_survivors_and_map_are_on_the_first_screen_of_a_phone(site: Path, visit: Any) -> None:
    page = visit(site / "index.html", 360, height=740).page
    for part in (".chooser", ".for-survivors", ".tiles"):
        assert box(page, part)["bottom"] <= 740, part
    smallest = page.locator(".tile").evaluate_all(
        "all => Math.min(...all.flatMap(t => { const b = t.getBoundingClientRect(); return [b.width, b.height]; }))"
    )
    assert smallest >= 24


def test_way_out_covers_nothing(site: Path, visit: Any) -> None:
    for width in (320, 360, 768, 1280):
        page = visit(site / "index.html", width, height=740).page
        out = box(page, ".top")
        for part in (".site-nav", ".chooser", ".tiles"):
            assert box(page, part)["y"] >= out["bottom"], (width, part)


@pytest.mark.parametrize("scripts", [True, False])
def test_map_and_list_lead_to_every_card_and_say_the_grade(
    root: Path, site: Path, visit: Any, scripts: bool
) -> None:
    page = visit(site / "index.html", scripts=scripts).page
    tiles = page.locator(".tile")
    expected = states(root)
    labels = {str(t.get_attribute("data-code")): str(t.get_attribute("aria-label")) for t in tiles.all()}
    assert {code: label.split(",")[0] for code, label in labels.items()} == expected
    for tile in tiles.all():
        assert (site / str(tile.get_attribute("href"))).is_file()
        label, shown = str(tile.get_attribute("aria-label")), tile.locator("b").text_content()
        if "grade" in label:
            assert label.split("grade ")[1][0] == shown[0]
            assert label.endswith("provisional") == shown.endswith("*")
    if not scripts:
        page.locator(".chooser summary").click()
        links = page.locator(".chooser li a")
        assert links.all_text_contents() == sorted(expected.values())
        assert all(link.is_visible() for link in links.all())


def test_typing_finds_a_state_by_name_or_code_and_enter_opens_its_card(site: Path, visit: Any) -> None:
    page = visit(site / "index.html").page
    field = page.get_by_role("combobox", name="Choose a state")
    field.press_sequentially("new")
    options = page.get_by_role("option")
    names = options.locator("span").all_text_contents()
    assert names
    assert all("New" in name for name in names)
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("ne")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nebraska")


def test_a_name_that_nobody_has_is_said_and_opens_nothing(site: Path, visit: Any) -> None:
    page = visit(site / "index.html").page
    field = page.get_by_role("combobox")
    field.fill("zzz")
    expect(page.locator(".no-match")).to_contain_text("No state of this name")
    field.press("Enter")
    expect(page).to_have_url((site / "index.html").resolve().as_uri())
    field.fill("zz")
    field.fill("")
    expect(page.locator(".no-match")).to_have_text("")


def test_an_option_is_chosen_with_the_mouse(site: Path, visit: Any) -> None:
    page = visit(site / "index.html").page
    page.get_by_role("combobox").click()
    page.get_by_role("option").nth(1).click()
    expect(page.locator(".card-head h1")).to_be_visible()


def test_map_is_one_stop_of_the_tab_key_and_has_the_arrow_keys_within(site: Path, visit: Any) -> None:
    page = visit(site / "index.html").page
    stops = page.locator(".tile[tabindex='0']")
    expect(stops).to_have_count(1)
    page.locator(".for-survivors a").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".tile:focus")).to_have_count(1)
    page.locator(".tile[data-code=NE]").focus()
    for key, code in (("ArrowRight", "MO"), ("ArrowLeft", "NE"), ("ArrowDown", "KS"), ("ArrowUp", "NE")):
        page.keyboard.press(key)
        expect(page.locator(".tile:focus")).to_have_attribute("data-code", code)
    expect(stops).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(".tile:focus")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".tile:focus")).to_have_attribute("data-code", "NE")


def test_the_state_under_pointer_or_focus_says_its_verdict(site: Path, visit: Any) -> None:
    page = visit(site / "index.html").page
    said = json.loads(str(page.locator("#sentences").text_content()))
    line, status = page.locator(".sentence"), page.locator(".grades [role=status]")
    page.locator(".tile[data-code=VA]").hover()
    expect(line).to_have_text(" ".join([f"{said['VA'][0]}.", said["VA"][1]]))
    expect(status).to_have_text("")
    page.locator(".tile[data-code=NE]").focus()
    expect(line).to_have_text(" ".join([f"{said['NE'][0]}.", said["NE"][1]]))
    expect(status).to_have_text(" ".join([f"{said['NE'][0]}.", said["NE"][1]]))
    card = (site / "cards" / "NE.html").read_text(encoding="utf-8")
    assert f'<p class="verdict">{said["NE"][1]}' in card


def test_findings_begin_with_what_firm_grades_show(site: Path, visit: Any) -> None:
    found = visit(site / "index.html", scripts=False).page.locator(".found li").all_text_contents()
    assert len(found) == 3
    assert "firm" in found[0]


def test_choosing_and_looking_leave_the_address_and_the_history_alone(site: Path, visit: Any) -> None:
    page = visit(site / "index.html").page
    before = page.evaluate("history.length")
    page.get_by_role("combobox").fill("al")
    page.locator(".tile[data-code=NE]").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("history.length") == before
    assert page.url == (site / "index.html").resolve().as_uri()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_doubled_text_stays_within_the_width(site: Path, visit: Any) -> None:
    for name in ("index.html", "survivors.html"):
        page = visit(site / name, 640).page
        page.add_style_tag(content="html { font-size: 212.5% !important }")
        assert page.evaluate("document.documentElement.scrollWidth") == 640, name


def test_print_keeps_map_and_findings_and_leaves_the_tools_out(site: Path, visit: Any) -> None:
    page = visit(site / "index.html").page
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator(".chooser").is_visible()
    assert page.locator(".tiles").is_visible()
    assert page.locator(".found").is_visible()
