"""The survivors' page: plain words, an answer for every state, nothing kept, and first in every navigation."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from accessibility import WIDTHS, fits_passes_axe_and_asks_nobody
from playwright.sync_api import expect

LONGEST = 22
"""Words of a sentence that can be read by somebody in a hurry."""
HARDEST = 6.0
"""School years that a reader needs (Flesch-Kincaid grade level: Kincaid et al. 1975)."""


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e: near enough for an average.

    >>> [syllables(w) for w in ("law", "record", "lawyer", "computer", "safe")]
    [1, 2, 2, 3, 1]
    """
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, found - (word.lower().endswith("e") and not word.lower().endswith("le")))


def sentences(text: str) -> list[list[str]]:
    parts = re.split(r"[.?!:]+[”\s]|\n", text + "\n")
    return [words for part in parts if (words := re.findall(r"[A-Za-z’']+", part))]


def level(text: str) -> float:
    said = sentences(text)
    words = [word for one in said for word in one]
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("width", WIDTHS)
def test_survivors_page_passes_axe_fits_its_width_and_asks_nobody_else(
    site: Path, visit: Any, width: int
) -> None:
    one = visit(site / "survivors.html", width)
    one.page.get_by_role("combobox").fill("ne")
    one.page.keyboard.press("Enter")
    fits_passes_axe_and_asks_nobody(one, width)


def test_two_screens_of_a_laptop_hold_it(site: Path, visit: Any) -> None:
    page = visit(site / "survivors.html", 1280, height=720).page
    assert page.locator("main").bounding_box()["height"] <= 2 * 720


def test_words_are_plain_and_sentences_short(site: Path, visit: Any) -> None:
    page = visit(site / "survivors.html", scripts=False).page
    page.locator("[data-states] > details").evaluate_all("all => all.forEach(one => (one.open = true))")
    text = "\n".join(page.locator("main :is(p, li, h1, h2, h3)").all_inner_texts())
    assert len(sentences(text)) > 500
    long = [" ".join(words) for words in sentences(text) if len(words) > LONGEST]
    assert long == []
    assert level(text) <= HARDEST


def test_every_state_has_an_answer_without_a_script(root: Path, site: Path, visit: Any) -> None:
    page = visit(site / "survivors.html", scripts=False).page
    with (root / "data" / "raw" / "jurisdictions.csv").open(encoding="utf-8", newline="") as file:
        names = sorted(row["name"] for row in csv.DictReader(file))
    answers = page.locator("[data-states] > details")
    assert answers.locator(".name").all_text_contents() == names
    assert set(answers.locator(".answer").all_text_contents()) <= {"Yes", "None found", "Not known"}
    one = answers.filter(has=page.locator(".name", has_text="Nebraska"))
    one.locator("summary").click()
    expect(one.locator("li").first).to_be_visible()
    expect(one.get_by_role("link", name="More on this law")).to_have_attribute("href", "cards/NE.html")


def test_choosing_a_state_opens_its_answer_and_no_other_and_leaves_no_trail(site: Path, visit: Any) -> None:
    page = visit(site / "survivors.html").page
    before = page.evaluate("history.length")
    for typed, name in (("nebr", "Nebraska"), ("alas", "Alaska")):
        page.get_by_role("combobox", name="Your state").fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator("details[open] > summary .name")).to_have_text([name])
        expect(page.locator("details[open] > summary")).to_be_focused()
        expect(page.locator("details[open] > summary")).to_be_in_viewport()
    assert page.url == (site / "survivors.html").resolve().as_uri()
    assert page.evaluate("history.length") == before
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_on_a_phone_the_list_is_short_until_it_is_asked_for(site: Path, visit: Any) -> None:
    page = visit(site / "survivors.html", 360).page
    closed = page.locator("[data-states] > details:visible")
    expect(closed).to_have_count(0)
    page.get_by_role("button", name="Show all states").click()
    expect(closed.first).to_be_visible()
    assert (
        visit(site / "survivors.html", 360, scripts=False)
        .page.locator("[data-states] > details:visible")
        .count()
        > 1
    )


def test_page_says_what_leaving_does_and_does_not_do_and_that_it_is_no_advice(site: Path, visit: Any) -> None:
    with_scripts = visit(site / "survivors.html").page.locator("main").inner_text()
    without = visit(site / "survivors.html", scripts=False).page.locator("main").inner_text()
    for words in (
        "It does not delete your history.",
        "This page is not legal advice.",
        "Back does not show this page",
    ):
        assert words in with_scripts
    assert "Scripts are off" in without
    assert "Scripts are off" not in with_scripts


@pytest.mark.parametrize("name", ["index.html", "report.html", "cards/NE.html", "notebooks/02_scores.html"])
def test_survivors_come_first_in_every_navigation(site: Path, visit: Any, name: str) -> None:
    page = visit(site / name, scripts=False).page
    first = page.get_by_role("navigation", name="Site").get_by_role("link").first
    assert first.inner_text() == "For survivors"
    assert (site / name).parent.joinpath(str(first.get_attribute("href"))).resolve() == (
        site / "survivors.html"
    ).resolve()
