"""The site wherever it is put: below a folder with a space and a letter beyond ASCII in its name, on disk or on a server."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from analysis.publish.site.navigation import PAGES

FOLDER = "Berichte für 2027"
VISITED = [*(page.file for page in PAGES), "cards/NE.html", "notebooks/02_scores.html"]


@pytest.fixture(scope="module")
def moved(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site under another name, two folders below the one that is served."""
    target = tmp_path_factory.mktemp("elsewhere") / "www" / FOLDER
    target.parent.mkdir()

    def placed(source: str, copy: str) -> None:
        try:
            os.link(source, copy)
        except OSError:
            shutil.copyfile(source, copy)

    shutil.copytree(site, target, copy_function=placed)
    return target


@pytest.fixture(params=["disk", "server"])
def base(request: pytest.FixtureRequest, moved: Path, serve: Callable[..., str]) -> str:
    if request.param == "disk":
        return moved.as_uri()
    return f"{serve(moved.parents[1])}/www/{quote(FOLDER)}"


def test_every_kind_of_page_finds_all_it_loads(base: str, visit: Any) -> None:
    for name in VISITED:
        one = visit(f"{base}/{name}")
        one.page.wait_for_load_state("load")
        expect(one.page.locator("#exit")).to_be_visible()
        assert one.complaints == [], name
        assert [url for url in one.requests if not url.startswith((base, "data:"))] == [], name
        sheets = one.page.evaluate("[...document.styleSheets].length")
        assert sheets == one.page.locator("link[rel=stylesheet]").count() > 0, name


def test_the_way_from_the_front_page_to_a_card_and_back(base: str, visit: Any) -> None:
    page = visit(f"{base}/index.html").page
    page.get_by_role("combobox").fill("nebraska")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nebraska")
    page.get_by_role("link", name="For survivors").first.click()
    expect(page).to_have_url(f"{base}/survivors.html")
    page.get_by_role("link", name="State Report Cards", exact=True).click()
    expect(page).to_have_url(f"{base}/index.html")


def test_the_explorer_filters_and_its_address_opens_the_same_again(base: str, visit: Any) -> None:
    page = visit(f"{base}/explore.html").page
    count = page.locator("#count strong")
    expect(count).to_have_text(re.compile(r"^(\d+) of \1$"))
    page.locator('fieldset[data-key="grade"] input').first.check()
    expect(page.locator("#chips li")).to_have_count(1)
    expect(count).not_to_have_text(re.compile(r"^(\d+) of \1$"))
    said, address = count.inner_text(), page.url
    assert address.startswith(f"{base}/explore.html#")
    again = visit(address).page
    expect(again.locator("#count strong")).to_have_text(said)


def test_the_comparison_sets_two_side_by_side_and_keeps_them_in_its_address(base: str, visit: Any) -> None:
    page = visit(f"{base}/compare.html").page
    page.get_by_label("First").select_option("NE")
    page.get_by_label("Second").select_option("OH")
    expect(page.locator("#side-by-side thead th")).to_have_text(["Nebraska", "Ohio"])
    expect(page).to_have_url(f"{base}/compare.html#with=NE&with=OH")
    again = visit(page.url).page
    expect(again.locator("#apart")).to_have_text(page.locator("#apart").inner_text())


def test_an_answer_of_a_draft_is_changed_and_the_bill_taken_away(
    base: str, visit: Any, tmp_path: Path
) -> None:
    page = visit(f"{base}/draft.html").page
    page.get_by_label("Whose law?").select_option("NE")
    hearing = page.locator(".question[data-variable=hearing]")
    hearing.locator("summary").click()
    hearing.get_by_label("The court may grant an unopposed petition without a hearing.").check()
    expect(page.locator("#draft-bill .clause")).to_have_count(1)
    expect(page).to_have_url(f"{base}/draft.html#law=NE&set=hearing:not_required")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as Markdown").click()
    waiting.value.save_as(tmp_path / "bill.md")
    assert "without a hearing" in (tmp_path / "bill.md").read_text(encoding="utf-8")
    clause = page.locator("#draft-bill .clause").inner_text()
    again = visit(page.url).page
    expect(again.locator("#draft-bill .clause")).to_have_text(clause, use_inner_text=True)
