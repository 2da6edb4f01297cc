"""The drafting page as its readers use it: choose a law, change it, and take the bill away."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from accessibility import WIDTHS, fits_passes_axe_and_asks_nobody
from playwright.sync_api import expect

from analysis.raw import read_dataset

ROOT = Path(__file__).resolve().parents[2]


def drafting(visit: Any, site: Path, address: str = "", **how: Any) -> Any:
    """The page with a state in its address; another state of the same page is a new visit."""
    return visit((site / "draft.html").resolve().as_uri() + address, **how)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_the_screen_passes_axe_and_asks_for_nothing_from_elsewhere(
    site: Path, visit: Any, width: int
) -> None:
    one = drafting(visit, site, "#law=NE&set=nexus:during&set=hearing:if_contested", width=width)
    page = one.page
    page.locator(".question summary").first.click()
    expect(page.locator("#draft-bill .clause")).to_have_count(2)
    fits_passes_axe_and_asks_nobody(one, width)


def test_a_law_is_chosen_changed_and_scored_and_the_address_keeps_it(site: Path, visit: Any) -> None:
    one = drafting(visit, site)
    page = one.page
    expect(page.locator("#draft")).to_be_hidden()
    steps = page.evaluate("history.length")
    page.get_by_label("Whose law?").select_option("NE")
    words = page.locator("#draft-words")
    expect(words).to_have_text("Today: 73 points, C, 12th of 45. With this bill: 73 points, C, 12th of 45.")
    hearing = page.locator(".question[data-variable=hearing]")
    hearing.locator("summary").click()
    hearing.get_by_label("The court may grant an unopposed petition without a hearing.").check()
    # 73, and for the hearing 2 → 4.
    expect(words).to_contain_text("With this bill: 75 points, C")
    expect(hearing.locator(".said")).to_contain_text("Changed: The court may grant an unopposed petition")
    expect(page.locator("#draft-bill .clause")).to_contain_text(
        ["1(a) If no objection is filed within [30] days"]
    )
    expect(page.locator("#draft-command")).to_have_text("report-cards draft NE --set 'hearing=not_required'")
    assert page.url.endswith("#law=NE&set=hearing:not_required")
    assert page.evaluate("history.length") == steps, "no trail in the history"
    page.reload()
    expect(words).to_contain_text("With this bill: 75 points, C")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.get_by_role("button", name="The law as it is").click()
    expect(words).to_contain_text("With this bill: 73 points, C")
    assert one.complaints == []


def test_the_fewest_changes_lead_to_the_grade_they_name(site: Path, visit: Any) -> None:
    page = drafting(visit, site, "#law=NE").page
    ways = page.locator("#draft-ways button")
    expect(ways).to_have_text(["B: 2 changes more", "A: 5 changes more"])
    ways.first.click()
    expect(page.locator("#draft-words")).to_contain_text("With this bill: 82 points, B, 4th of 45.")
    expect(page.locator("#draft-bill .clause")).to_have_count(2)
    expect(ways).to_have_text(["A: 3 changes more"])
    ways.first.click()
    expect(page.locator("#draft-words")).to_contain_text("With this bill: 92 points, A")
    expect(page.locator("#draft-no-way")).to_have_text("There is no higher grade.")


def test_a_draft_starts_from_nothing_and_from_the_ideal(site: Path, visit: Any) -> None:
    page = drafting(visit, site, "#law=NE").page
    page.get_by_role("button", name="Nothing: a law of its own").click()
    expect(page.locator("#draft-words")).to_contain_text("With this bill: 29 points, F")
    expect(page.locator("#draft-bill")).to_contain_text("The bill says nothing yet.")
    assert page.url.endswith("#law=NE&own=1")
    page.get_by_role("button", name="The ideal: every clause").click()
    expect(page.locator("#draft-words")).to_contain_text("With this bill: 100 points, A, 1st of 45.")
    expect(page.locator("#draft-bill .clause")).to_have_count(16)
    expect(page.locator("#draft-bill")).not_to_contain_text("Now:")


def test_a_draft_starts_from_a_bill_on_record(site: Path, visit: Any) -> None:
    bills = read_dataset(ROOT / "data" / "raw").bills
    coded = bills[bills["answers"] != ""]
    assert len(coded), "a bill on record whose answers are known"
    bill = coded.iloc[0]
    page = drafting(visit, site, f"#law={bill['jurisdiction']}").page
    expect(page.locator("#draft-bills")).to_contain_text(bill["what"])
    page.get_by_role("button", name=f"{bill['bill']} ({bill['year']})").click()
    sets = "".join(f" --set '{word}'" for word in bill["answers"].split())
    expect(page.locator("#draft-command")).to_have_text(f"report-cards draft {bill['jurisdiction']}{sets}")
    uncoded = bills[bills["answers"] == ""].iloc[0]
    page.get_by_label("Whose law?").select_option(uncoded["jurisdiction"])
    expect(page.locator("#draft-bills")).to_contain_text("is not coded: change them below.")


@pytest.mark.parametrize(("code", "known"), [("NH", 4), ("AK", 17), ("NE", 17)])
def test_no_law_opens_on_a_row_of_questions_that_no_text_answers(
    site: Path, visit: Any, code: str, known: int
) -> None:
    page = drafting(visit, site, f"#law={code}").page
    expect(page.locator("#draft-words")).not_to_be_empty()
    expect(page.locator(".question:visible")).to_have_count(known)
    unseen = page.locator("details.unseen")
    expect(unseen).to_have_count(0 if known == 17 else 1)
    if known < 17:
        expect(unseen.locator("summary").first).to_have_text("13 questions that nothing we saw answers")
        unseen.locator("summary").first.click()
        expect(page.locator(".question:visible")).to_have_count(17)
    assert page.get_by_text("Text not seen").count() == 0


def test_the_bill_is_saved_for_word_and_as_markdown(site: Path, visit: Any, tmp_path: Path) -> None:
    page = drafting(visit, site, "#law=NE&set=nexus:during").page
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save for Word").click()
    assert waiting.value.suggested_filename == "draft-NE.docx"
    waiting.value.save_as(tmp_path / "bill.docx")
    with zipfile.ZipFile(tmp_path / "bill.docx") as archive:
        assert archive.testzip() is None
        assert "1(a) The petitioner shows that the offense" in archive.read("word/document.xml").decode(
            "utf-8"
        )
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as Markdown").click()
    waiting.value.save_as(tmp_path / "bill.md")
    text = (tmp_path / "bill.md").read_text(encoding="utf-8")
    assert text.startswith("# An Act to clear the records of survivors of human trafficking\n")
    assert "starting point for legislative counsel" in text
    assert "1(a) The petitioner shows that the offense" in text


def test_the_bill_is_copied(site: Path, visit: Any) -> None:
    page = drafting(visit, site, "#law=NE&set=nexus:during", alone=True).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("#draft-done")).to_have_text("Copied.")
    assert "1(a) The petitioner shows that the offense" in page.evaluate("navigator.clipboard.readText()")


def test_an_address_that_says_nonsense_is_taken_for_what_is_known_of_it(site: Path, visit: Any) -> None:
    bad = "#law=NE&set=nexus:no_such&set=no_such:yes&set=conditions:x;y&set=fee:waived&set=<img src=x onerror=alert(1)>"
    one = drafting(visit, site, bad)
    expect(one.page.locator("#draft-words")).to_contain_text("With this bill: 74 points, C")
    assert one.page.url.endswith("#law=NE&set=fee:waived")
    other = drafting(visit, site, "#law=__proto__&set=fee:waived")
    expect(other.page.locator("#draft")).to_be_hidden()
    assert one.complaints == other.complaints == []


def test_the_skip_link_leaves_the_draft_in_the_address(site: Path, visit: Any) -> None:
    page = drafting(visit, site, "#law=NE&set=fee:waived").page
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#draft-words")).to_contain_text("With this bill: 74 points, C")
    expect(page).to_have_url((site / "draft.html").resolve().as_uri() + "#law=NE&set=fee:waived")


def test_without_scripts_the_page_says_what_it_needs_and_offers_ready_made_bills(
    site: Path, visit: Any
) -> None:
    page = drafting(visit, site, scripts=False).page
    expect(page.locator("#draft-needs")).to_be_visible()
    expect(page.locator("#draft")).to_be_hidden()
    expect(page.locator("#draft-chooser")).to_be_hidden()
    links = page.locator("#ready a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert len(links) > 4 * 45
    assert [link for link in links if not (site / link).is_file()] == []
    assert "drafts/NE-to-B.docx" in links


def test_every_card_leads_to_bills_that_are_there(site: Path) -> None:
    found = set()
    for card in (site / "cards").glob("*.html"):
        found |= set(re.findall(r'href="\.\./(drafts/[^"]+)"', card.read_text(encoding="utf-8")))
    assert found == {f"drafts/{path.name}" for path in (site / "drafts").iterdir()}
    assert len(found) > 4 * 45


def test_in_print_there_is_the_bill_alone(site: Path, visit: Any) -> None:
    page = drafting(visit, site, "#law=NE&set=fee:waived").page
    expect(page.locator("#draft-bill .clause")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("#draft-bill")).to_be_visible()
    for part in ("#draft-questions", "#draft-tools", "#ready", "#draft-law", ".draft-result", "h1"):
        expect(page.locator(part).first).to_be_hidden()
