"""Card pages in a real browser: accessible, readable on a phone, and scoring bills like the command line."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from accessibility import SCHEMES, contrast, show, violations_in_both_schemes
from playwright.sync_api import expect

from analysis import cards
from analysis.cards import Context
from analysis.cards.panel import rules
from analysis.display.typefaces import FONTS
from analysis.grading.what_if import what_if
from analysis.publish.formats.card_pages import CardPages
from analysis.publish.formats.site import ALONE, STYLES
from analysis.publish.site.navigation import PAGES
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, Variable

SHOWN = ["NE", "MO", "CO", "NH", "AK", "MN"]
"""Graded, under the ceiling, provisional, too little text, no law, not known."""
WITH_LAW = SHOWN[:4]
"""Those whose law can be changed; a first law is drafted on the page for drafts."""
LISTED = "TN"
"""A law whose conditions the codebook asks in another order than the data keeps them."""


@pytest.fixture(scope="module")
def context(dataset: Dataset) -> Context:
    return cards.context(dataset, edition(dataset, "2026"))


@pytest.fixture(scope="module")
def site(context: Context, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages in SHOWN with their assets, as the build lays them out."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "cards").mkdir()
    (folder / "assets" / "fonts").mkdir(parents=True)
    styles, scripts = root / "report" / "styles", root / "report" / "scripts"
    text = "\n".join((styles / name).read_text(encoding="utf-8") for name in STYLES)
    (folder / "assets" / "report.css").write_text(text, encoding="utf-8")
    for name in ("card.css", "site.css", "favicon.svg"):
        shutil.copy(styles / name, folder / "assets")
    for name, parts in {**ALONE, "what-if.js": ("what-if.js",)}.items():
        text = "\n".join((scripts / part).read_text(encoding="utf-8") for part in parts)
        (folder / "assets" / name).write_text(text, encoding="utf-8")
    (folder / "assets" / "report.js").touch()
    for font in FONTS.glob("*.woff2"):
        shutil.copy(font, folder / "assets" / "fonts")
    records = cards.card_records(context)
    pages = CardPages(root / "report", rules(context), records.values())
    for code in (*SHOWN, LISTED):
        (folder / "cards" / f"{code}.html").write_text(pages.page(records[code]), encoding="utf-8")
    alone = CardPages(root / "report", rules(context), [records["NE"]], alone=True)
    (folder / "alone.html").write_text(alone.page(records["NE"]), encoding="utf-8")
    return folder


def foreign(one: Any) -> list[str]:
    """What a page asked for elsewhere."""
    return [url for url in one.requests if not url.startswith(("file:", "data:"))]


@pytest.mark.parametrize("name", [*(f"cards/{code}.html" for code in SHOWN), "alone.html"])
def test_axe_finds_nothing(visit: Any, site: Path, name: str) -> None:
    one = visit(site / name)
    for scheme in SCHEMES:
        show(one.page, scheme)
    assert (foreign(one), one.complaints) == ([], [])
    assert violations_in_both_schemes(one.page) == []


@pytest.mark.parametrize(
    ("code", "named"), [("NE", "Nebraska 73"), ("NH", "New Hampshire: between 9 and 100")]
)
def test_the_words_of_the_drawing_stand_out_from_its_paper(
    visit: Any, site: Path, code: str, named: str
) -> None:
    page = visit(site / f"cards/{code}.html").page
    for scheme in SCHEMES:
        show(page, scheme)
        words_stand_out(page, named)


def words_stand_out(page: Any, named: str) -> None:
    paper = page.locator(".paper.wide-only")
    ground = paper.evaluate("(one) => getComputedStyle(one).backgroundColor")
    looks = dict(
        paper.locator("text").evaluate_all(
            "all => all.map(one => [one.textContent, getComputedStyle(one).fill])"
        )
    )
    outside = [words for words in looks if len(words) > 1 or words.isdigit()]
    assert {named, "median 65", "0", "100"} <= set(outside)
    assert {
        words: round(contrast(looks[words], ground), 1)
        for words in outside
        if contrast(looks[words], ground) < 4.5
    } == {}
    ring = page.locator(".paper .ring").last.evaluate("(one) => getComputedStyle(one).stroke")
    assert contrast(ring, ground) > 3


@pytest.mark.parametrize("name", ["cards/NE.html", "cards/MN.html", "cards/NH.html", "alone.html"])
def test_a_phone_needs_no_sideways_scrolling(visit: Any, site: Path, name: str) -> None:
    page = visit(site / name, 375, height=700).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def stretched(value: Any, key: str = "") -> Any:
    """A card's record with a word of 400 letters at the end of every text of several words, and in its name."""
    if isinstance(value, dict):
        drawn = ("ground", "own")
        return {name: child if name in drawn else stretched(child, name) for name, child in value.items()}
    if isinstance(value, list):
        return [stretched(child) for child in value]
    return f"{value} {'W' * 400}" if isinstance(value, str) and (" " in value or key == "name") else value


@pytest.fixture(scope="module")
def long_cards(site: Path, root: Path, context: Context) -> Path:
    """The cards in SHOWN with such words, beside the others."""
    records = {code: stretched(record) for code, record in cards.card_records(context).items()}
    pages = CardPages(root / "report", rules(context), records.values())
    for code in SHOWN:
        (site / "cards" / f"long-{code}.html").write_text(pages.page(records[code]), encoding="utf-8")
    return site / "cards"


@pytest.mark.parametrize("code", SHOWN)
def test_a_word_of_400_letters_widens_no_card(visit: Any, long_cards: Path, code: str) -> None:
    one = visit(long_cards / f"long-{code}.html", 1280)
    for part in one.page.locator("summary").all():
        part.click()
    for width in (1280, 375):
        one.page.set_viewport_size({"width": width, "height": 900})
        assert one.page.evaluate("innerWidth") == width
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    assert one.complaints == []


def test_without_scripts_the_panel_is_hidden_and_the_card_is_whole(visit: Any, site: Path) -> None:
    page = visit(site / "cards" / "NE.html", scripts=False).page
    assert not page.locator("#what-if").is_visible()
    assert not page.get_by_text("What would a bill change?").first.is_visible()
    assert page.get_by_role("heading", name="Nebraska").is_visible()
    assert page.locator(".category").count() == 11
    assert page.get_by_role("link", name="Choose a state").get_attribute("href") == "../index.html"


def test_cards_lead_to_each_other_and_back_by_keyboard(visit: Any, site: Path) -> None:
    page = visit(site / "cards" / "NE.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the card"
    words = []
    for _ in range(len(PAGES) + 4):
        page.keyboard.press("Tab")
        words.append(page.evaluate("document.activeElement.textContent"))
    site_links = ["State Report Cards", *(one.words for one in PAGES)]
    assert words == ["Leave this page", *site_links, "← Montana", "Nevada →"]


def choose(page: Any, variable: Variable, value: str) -> None:
    """Give an answer, in the part of the panel that is folded away where no text answers the question."""
    page.locator("#what-if details").evaluate_all("parts => parts.forEach((part) => (part.open = true))")
    if not variable.multiple:
        page.locator(f"select[data-variable={variable.id}]").select_option(value)
        return
    group = page.locator(f".many[data-variable={variable.id}]")
    unseen = group.locator(f"input[value={NOT_CODED}]")
    unseen.set_checked(value == NOT_CODED)
    if value != NOT_CODED:
        parts = variable.parts(value)
        for answer in variable.answers:
            group.locator(f"input[value={answer.id}]").set_checked(answer.id in parts)


def take_back(page: Any) -> None:
    """Reset the panel. The browser resets a form after the click, and the panel follows in a task behind that one."""
    page.get_by_role("button", name="Back to the law as it is").click()
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.locator("#what-if .changed").count() == 0


def a_value(pick: random.Random, variable: Variable) -> str:
    if not variable.multiple:
        return pick.choice([*variable.by_id, NOT_CODED])
    chosen = [part for part in variable.by_id if pick.random() < 0.3]
    return pick.choice([";".join(chosen) or EMPTY_LIST, NOT_CODED])


@pytest.mark.parametrize("code", WITH_LAW)
def test_the_browser_scores_like_the_command_line(
    visit: Any, site: Path, context: Context, code: str
) -> None:
    one = visit(site / "cards" / f"{code}.html")
    page = one.page
    assert page.locator("#what-if").is_visible()
    pick = random.Random(f"bills for {code}")
    scored = [context.codebook[item.variable] for item in context.rubric.items]
    for count in (0, 1, 4, 10, 16):
        take_back(page)
        changes = {v.id: a_value(pick, v) for v in pick.sample(scored, count)}
        for name, value in changes.items():
            choose(page, context.codebook[name], value)
        expected = what_if(context.card, code, changes, context.codebook, context.rubric)
        found = page.evaluate("({...document.getElementById('what-if').dataset})")
        after = expected.after
        assert found["status"] == after["status"], changes
        assert found["grade"] == after["grade"]
        for name, column in [
            ("score", "score"),
            ("low", "score_low"),
            ("high", "score_high"),
            ("rank", "rank"),
        ]:
            assert found[name] == ("" if pd.isna(after[column]) else str(after[column])), (name, changes)
        assert float(found["coded"]) == after["points_coded"]
        points = [None if pd.isna(p) else p for p in expected.categories["after"]]
        assert json.loads(found["categories"]) == points
    assert one.complaints == []


@pytest.fixture(scope="module")
def doubtful(dataset: Dataset) -> Context:
    """The laws with every third answer known from a summary only, and an act in each state that nobody has read."""
    import dataclasses

    third = dataset.codings.index % 3 == 0
    kept = ~third | (dataset.codings["value"] == NOT_CODED)
    codings = dataset.codings.assign(basis=dataset.codings["basis"].where(kept, "secondary"))
    acts = dataset.amendments.drop_duplicates("jurisdiction").assign(
        year="2026", effective="2026-06-30", act="Act", text_read="no"
    )
    amendments = pd.concat(
        [dataset.amendments, acts[acts["jurisdiction"].isin(["NE", "CO"])]], ignore_index=True
    )
    changed = dataclasses.replace(dataset, codings=codings, amendments=amendments)
    return cards.context(changed, edition(changed, "2026"))


@pytest.mark.parametrize("code", ["NE", "MO", "CO", "WA", "NH"])
def test_the_browser_tells_text_from_summaries_and_unread_acts_like_the_command_line(
    visit: Any, root: Path, doubtful: Context, tmp_path: Path, code: str
) -> None:
    record = cards.card_record(doubtful, code)
    # New Hampshire's HB 1577 of 2022 is on record as unread already.
    assert record["law"]["unread"] is (code in ("NE", "CO", "NH"))
    assert not all(record["law"]["on_text"].values())
    file = tmp_path / f"{code}.html"
    file.write_text(
        CardPages(root / "report", rules(doubtful), [record], alone=True).page(record), encoding="utf-8"
    )
    one = visit(file)
    page = one.page
    pick = random.Random(f"doubtful bills for {code}")
    scored = [doubtful.codebook[item.variable] for item in doubtful.rubric.items]
    for count in (0, 1, 3, 6, 12):
        take_back(page)
        changes = {v.id: a_value(pick, v) for v in pick.sample(scored, count)}
        for name, value in changes.items():
            choose(page, doubtful.codebook[name], value)
        after = what_if(doubtful.card, code, changes, doubtful.codebook, doubtful.rubric).after
        found = page.evaluate("({...document.getElementById('what-if').dataset})")
        assert (found["status"], found["grade"]) == (after["status"], after["grade"]), changes
        for name, column in [
            ("score", "score"),
            ("low", "score_low"),
            ("high", "score_high"),
            ("rank", "rank"),
        ]:
            assert found[name] == ("" if pd.isna(after[column]) else str(after[column])), (name, changes)
    assert one.complaints == []


def test_no_control_counts_as_changed_before_anything_is_changed(
    visit: Any, site: Path, context: Context
) -> None:
    conditions = context.codebook["conditions"].parts(context.card.answers.at[LISTED, "conditions"])
    asked = [c for c in context.codebook["conditions"].by_id if c in conditions]
    assert list(conditions) != asked
    page = visit(site / "cards" / f"{LISTED}.html").page
    for code in (LISTED, *WITH_LAW):
        page.goto((site / "cards" / f"{code}.html").as_uri())
        assert page.locator("#what-if .changed").count() == 0, code


def test_the_panel_says_what_changed_and_how_to_repeat_it(visit: Any, site: Path) -> None:
    page = visit(site / "cards" / "NE.html").page
    page.locator("select[data-variable=hearing]").select_option("not_required")
    page.locator("select[data-variable=burden]").select_option("preponderance")
    words = page.locator("#if-words").text_content()
    assert words == "With 2 changes: 78 points, C, 7th of 45. +5. Now: 73 points, C, 12th of 45."
    command = page.locator("#if-command").text_content()
    assert command == "report-cards what-if NE --set 'hearing=not_required' --set 'burden=preponderance'"


def test_a_card_leads_to_the_draft_of_its_bill_with_and_without_scripts(visit: Any, site: Path) -> None:
    for scripts in (True, False):
        page = visit(site / "cards" / "NE.html", scripts=scripts).page
        links = page.locator("#draft a").evaluate_all(
            "links => links.map((link) => link.getAttribute('href'))"
        )
        assert links == [
            "../draft.html#law=NE", "../drafts/NE.docx", "../drafts/NE.md", "../drafts/NE-to-B.docx", "../drafts/NE-to-B.md",
        ]  # fmt: skip
        assert page.get_by_role("heading", name="Draft a bill").is_visible()
        page = visit(site / "cards" / "AK.html").page
    assert page.locator("#draft a").count() == 3
    assert page.locator("#what-if").count() == 0, "a first law is drafted on the page for drafts"


def test_a_card_alone_names_the_command_that_drafts(visit: Any, site: Path) -> None:
    page = visit(site / "alone.html").page
    assert page.locator("#draft a").count() == 0
    assert page.locator("#draft code").text_content() == "report-cards draft NE --to B"


def test_questions_that_no_text_answers_are_folded_away_and_answers_are_sentences(
    visit: Any, site: Path, context: Context
) -> None:
    page = visit(site / "cards" / "NH.html").page
    unseen = list(context.card.answers.loc["NH", [i.variable for i in context.rubric.items]]).count(NOT_CODED)
    assert unseen > 10
    assert page.locator("#what-if [data-variable]").count() == len(context.rubric.items)
    assert page.locator("#what-if [data-variable]:visible").count() == len(context.rubric.items) - unseen
    assert page.locator("#what-if summary").text_content() == (
        f"{unseen} questions that nothing we saw answers"
    )
    shown = page.locator("#what-if [data-variable=survivor_age] option").all_text_contents()
    assert shown[:-1] == [answer.statement for answer in context.codebook["survivor_age"].answers]


ONE_LINE = """menu => {
    const line = document.createElement("span");
    const look = getComputedStyle(menu);
    line.style.cssText = `position: absolute; white-space: nowrap; font: ${look.font}`;
    line.textContent = menu.selectedOptions[0].textContent;
    document.body.append(line);
    const width = line.getBoundingClientRect().width;
    line.remove();
    return width - (menu.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight));
}"""
"""By how many pixels the words of a menu are wider than the menu, its arrow left out."""


@pytest.mark.parametrize("width", [320, 375])
def test_an_answer_too_long_for_its_menu_stands_whole_below_it_on_a_phone(
    visit: Any, site: Path, width: int
) -> None:
    one = visit(site / "cards" / "NE.html", width, height=740)
    page = one.page
    menus = page.locator("#what-if select:visible").all()
    cut = 0
    for menu in menus:
        answers = menu.locator("option").all_text_contents()
        menu.select_option(label=max(answers, key=len))
        below = menu.locator("xpath=following-sibling::span")
        if menu.evaluate(ONE_LINE) > 0:
            cut += 1
            expect(below).to_have_text(max(answers, key=len))
            box = below.bounding_box()
            assert 0 <= box["x"] <= box["x"] + box["width"] <= width
            assert below.get_attribute("aria-hidden") == "true", "the menu is read out whole already"
    assert 0 < cut <= len(menus)
    page.get_by_role("button", name="Back to the law as it is").click()
    for menu in menus:
        chosen = re.escape(menu.locator("option:checked").inner_text())
        below = menu.locator("xpath=following-sibling::span")
        expect(below).to_have_text(re.compile(f"^({chosen}){'' if menu.evaluate(ONE_LINE) > 0 else '?'}$"))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert one.complaints == []


def test_hostile_text_stays_text(dataset: Dataset, visit: Any, root: Path, tmp_path: Path) -> None:
    import dataclasses

    bad = '<img src=x onerror=alert(1)></script><script>document.title="owned"</script>" onmouseover="x'
    laws, codings, sources = dataset.laws.copy(), dataset.codings.copy(), dataset.sources.copy()
    laws["statutes"], laws["open_questions"] = bad, bad
    codings["citation"], codings["note"] = bad, bad
    sources["title"], sources["url"] = bad, "javascript:alert(1)"
    sources["more_urls"] = "data:text/html,x https://example.org/ok"
    places = dataset.jurisdictions.copy()
    places["name"] = places["name"] + bad
    changed = dataclasses.replace(dataset, laws=laws, codings=codings, sources=sources, jurisdictions=places)
    made = cards.context(changed, edition(changed, "2026"))
    record = cards.card_record(made, "NE")
    file = tmp_path / "NE.html"
    file.write_text(
        CardPages(root / "report", rules(made), [record], alone=True).page(record), encoding="utf-8"
    )
    one = visit(file)
    page = one.page
    assert (foreign(one), one.complaints) == ([], [])
    assert page.title().startswith("Nebraska<img")
    assert page.locator("img").count() == 0
    assert page.locator("[onmouseover]").count() == 0
    targets = page.locator("a[href]").evaluate_all("links => links.map(link => link.protocol)")
    assert set(targets) <= {"https:", "file:"}
