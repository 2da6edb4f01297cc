"""The comparison: answers, differences and "can they be told apart?" as the processed data have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from accessibility import (
    WIDTHS,
    fits_passes_axe_and_asks_nobody,
    says_what_it_needs_and_leads_on,
)
from playwright.sync_api import expect

from analysis.display.numbers import FIRM, share_of_draws
from analysis.raw import Dataset
from analysis.raw.editions import edition, laws_in_force
from analysis.standard.codebook import EXISTENCE, NOT_CODED

ROOT = Path(__file__).resolve().parents[2]
PAGE = "compare.html"


@pytest.fixture(scope="module")
def pairs(site: Path) -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "processed" / "rank_pairs.csv", keep_default_na=False)


@pytest.fixture(scope="module")
def table(site: Path) -> pd.DataFrame:
    rows = pd.read_csv(ROOT / "data" / "processed" / "scores.csv", dtype=str, keep_default_na=False)
    return rows[rows["edition"] == rows["edition"].max()].set_index("jurisdiction")


def given(live: Dataset, code: str) -> pd.DataFrame:
    """The rows of codings for the law in force, by question."""
    law = laws_in_force(live, edition(live).as_of).at[code, "law_id"]
    return live.codings[live.codings["law_id"] == law].set_index("variable")


def test_every_two_states_are_told_apart_as_the_draws_tell_them(
    open_at: Any, pairs: pd.DataFrame, table: pd.DataFrame
) -> None:
    found = open_at().page.evaluate(
        """() => {
            const data = StateReportCards.laws.read("comparison-data");
            const ranked = data.places.filter((place) => place.standing[5] !== "");
            return ranked.flatMap((one, at) => ranked.slice(at + 1).map((other) =>
                [one.code, other.code, StateReportCards.compare.apart.pair(data, one, other)]));
        }"""
    )
    above = {(row.jurisdiction, row.other): (row.above, row.below) for row in pairs.itertuples()}
    above |= {(other, one): (b, a) for (one, other), (a, b) in above.items()}
    assert len(found) == len(pairs)
    sure = 0
    for one, other, said in found:
        first, second = above[one, other]
        assert said["sure"] == (max(first, second) >= FIRM), (one, other)
        names = table.at[one, "name"], table.at[other, "name"]
        assert all(name in said["words"] for name in names)
        if said["sure"]:
            better, share = (names[0], first) if first > second else (names[1], second)
            assert said["words"].endswith(f"{better} stands above in {share_of_draws(share)} of the draws.")
        else:
            start = f"{names[0]} and {names[1]} cannot be told apart: "
            shares = (names[0], share_of_draws(first)), (names[1], share_of_draws(second))
            either = {
                f"{a} stands above in {in_a} of the draws, {b} in {in_b}."
                for (a, in_a), (b, in_b) in (shares, shares[::-1])
            }
            assert said["words"].removeprefix(start) in either
        sure += said["sure"]
    assert 0 < sure < len(pairs)


def test_answers_points_and_citations_stand_side_by_side_and_differences_are_marked(
    open_at: Any, live: Dataset
) -> None:
    codes = ["NE", "IL", "NJ"]
    page = open_at().page
    for number, code in enumerate(codes):
        page.locator("#choices select").nth(number).select_option(code)
    expect(page).to_have_url(f"{page.url.split('#')[0]}#with=NE&with=IL&with=NJ")
    rows = {code: given(live, code) for code in codes}
    differing = unseen = 0
    asked = [v for v in live.codebook.variables if v.id != EXISTENCE]
    for variable in asked:
        line = page.locator("#side-by-side tr", has=page.get_by_text(variable.question, exact=True))
        values = [str(rows[c]["value"].get(variable.id, NOT_CODED)) for c in codes]
        seen = {value for value in values if value != NOT_CODED}
        mark = "differs" if len(seen) > 1 else "not all seen" if NOT_CODED in values else "the same"
        expect(line.locator("th")).to_contain_text(mark)
        differing += mark == "differs"
        unseen += mark == "not all seen"
        item = live.rubric.item_by_variable.get(variable.id)
        for column, (code, value) in enumerate(zip(codes, values, strict=True)):
            cell = line.locator("td").nth(column)
            expect(cell.locator(".answer")).to_have_text(live.codebook.statement(variable.id, value))
            if value != NOT_CODED:
                expect(cell.locator(".cited")).to_have_text(rows[code].at[variable.id, "citation"])
            if item and value != NOT_CODED:
                expect(cell.locator(".points")).to_contain_text(f"{item.worth(value):g} of {item.maximum:g}")
    expect(page.locator("#differing")).to_have_text(
        f"{differing} of {len(asked)} questions differ. "
        f"On {unseen}, not every answer was seen: whether they differ is not known."
    )
    page.locator("#only").check()
    expect(page.locator("#side-by-side tr.differs")).to_have_count(differing)
    expect(page.locator("#side-by-side :is(tr.same, tr.open)")).to_have_count(0)


def test_standing_is_that_of_the_latest_edition(open_at: Any, table: pd.DataFrame) -> None:
    unread = list(table.index[table["unread"] == "true"][:1])
    some = [*unread, *(code for code in table.index if code not in unread)][:4]
    for one, other in (some[:2], some[2:]):
        page = open_at(f"with={one}&with={other}").page
        lines = page.locator("#side-by-side tbody").first.locator("tr")
        for column, code in enumerate((one, other)):
            row = table.loc[code]
            note = "amended since by an act that we have not read"
            grade = lines.nth(0).locator("td").nth(column)
            assert (note in grade.inner_text()) == (row["unread"] == "true")
            expect(lines.nth(1).locator("td").nth(column).locator("strong")).to_have_text(row["score"] or "–")
            rank = lines.nth(2).locator("td").nth(column).inner_text()
            assert rank.startswith(row["rank"]) if row["rank"] else rank == "–"


def test_the_address_holds_the_choice_and_leaves_no_trail(open_at: Any) -> None:
    page = open_at().page
    trail = page.evaluate("history.length")
    expect(page.locator("#waiting")).to_be_visible()
    page.locator("#choices select").nth(0).select_option("NE")
    expect(page.locator("#waiting")).to_contain_text("Nebraska")
    page.locator("#choices select").nth(2).select_option("OH")
    page.locator("#only").check()
    assert page.evaluate("history.length") == trail
    shown, address = page.locator("#compared").inner_text(), page.url
    assert address.endswith("#with=NE&with=OH&differences=only")
    page.reload()
    expect(page.locator("#compared")).to_be_visible()
    assert page.locator("#compared").inner_text() == shown
    other = open_at(address.split("#")[1]).page
    assert other.locator("#compared").inner_text() == shown


@pytest.mark.parametrize("bad", ["with=ZZ", "with=NE", "with=__proto__", "differences=all", "what=ever"])
def test_an_address_that_means_nothing_is_left_out_and_said_to_be(open_at: Any, bad: str) -> None:
    one = open_at(f"with=NE&with=OH&{bad}")
    expect(one.page.locator("#problem")).to_have_text(
        "A part of the address means nothing here and was left out."
    )
    assert one.page.evaluate("location.hash") == "#with=NE&with=OH"
    assert one.complaints == []


def test_three_or_four_get_one_line_and_a_line_for_each_pair(open_at: Any, table: pd.DataFrame) -> None:
    ranked = list(table.index[table["rank"] != ""][:3])
    without = table.index[table["rank"] == ""][0]
    page = open_at("&".join(f"with={code}" for code in [*ranked, without])).page
    expect(page.locator("#pairs li")).to_have_count(3)
    expect(page.locator("#apart")).to_contain_text(f"{table.at[without, 'name']} has no rank to compare.")
    expect(page.locator("#side-by-side thead th")).to_have_count(4)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_comparison_fits_the_screen_and_passes_axe(open_at: Any, width: int) -> None:
    for hash in ("", "with=NE", "with=NE&with=IL", "with=NE&with=IL&with=NJ&with=AK"):
        fits_passes_axe_and_asks_nobody(open_at(hash, width=width), width)


def test_an_empty_comparison_offers_the_widest_gap_of_each_region(
    open_at: Any, table: pd.DataFrame, live: Dataset
) -> None:
    page = open_at().page
    firm = table[table["status"] == "graded"].astype({"score": int})
    places = live.jurisdictions.set_index("jurisdiction")
    region = places["region"].reindex(firm.index)
    wanted = {
        name: (own["score"].max(), own["score"].min())
        for name, own in firm.groupby(region)
        if own["score"].nunique() > 1
    }
    offers = page.locator("#offers button")
    expect(offers).to_have_count(len(wanted))
    trail = page.evaluate("history.length")
    for words, (name, (high, low)) in zip(offers.all_inner_texts(), sorted(wanted.items()), strict=True):
        assert words.startswith(f"{name}: ")
        assert words.endswith(f" {low})")
        assert f" {high}) and " in words
    first = offers.first.inner_text()
    offers.first.click()
    expect(page.locator("#side-by-side thead th")).to_have_count(2)
    for name in page.locator("#side-by-side thead th").all_inner_texts():
        assert f"{name} (" in first
    expect(page.locator("#starts")).to_be_hidden()
    assert page.evaluate("location.hash").count("with=") == 2
    assert page.evaluate("history.length") == trail
    expect(page.locator("#choices select").nth(1)).to_be_focused()


def test_beside_one_state_the_others_of_its_region_are_offered(open_at: Any, live: Dataset) -> None:
    page = open_at("with=NE").page
    places = live.jurisdictions.set_index("jurisdiction")
    region = places[places["region"] == places.at["NE", "region"]].drop("NE")
    expect(page.locator("#offers button")).to_have_text(sorted(region["name"]))
    page.get_by_role("button", name=region["name"].iloc[0], exact=True).click()
    expect(page).to_have_url(f"{page.url.split('#')[0]}#with=NE&with={region.index[0]}")
    expect(page.locator("#starts")).to_be_hidden()


def test_states_are_chosen_by_keyboard(open_at: Any) -> None:
    page = open_at().page
    for number, name in enumerate(("Nebraska", "Ohio")):
        page.locator("#choices select").nth(number).focus()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    expect(page.locator("#side-by-side thead th")).to_have_text(["Nebraska", "Ohio"])


def test_without_scripts_the_page_says_what_it_needs_and_leads_on(site: Path, open_at: Any) -> None:
    page = open_at(scripts=False).page
    expect(page.locator("#comparison")).to_be_hidden()
    says_what_it_needs_and_leads_on(page, site)


def test_the_page_is_light(site: Path) -> None:
    files = [
        site / PAGE,
        *(site / "assets" / name for name in ("scoring.js", "laws.js", "compare.js", "explore.css")),
    ]
    assert sum(file.stat().st_size for file in files) < 160_000


def test_card_opens_the_comparison_with_its_own_law_chosen(site: Path, visit: Any) -> None:
    page = visit(site / "cards" / "NE.html").page
    page.get_by_role("link", name="Compare with others").click()
    expect(page.get_by_label("First")).to_have_value("NE")
