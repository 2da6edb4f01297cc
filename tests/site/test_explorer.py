"""The explorer: filters, days, weights and colors say what data and Python say; its address holds all of it."""

from __future__ import annotations

import dataclasses
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from accessibility import WIDTHS, fits_passes_axe_and_asks_nobody, says_what_it_needs_and_leads_on
from much_data import ask
from playwright.sync_api import expect

from analysis.grading.scorecard import scorecard
from analysis.grading.scoring import SCORED, score
from analysis.raw import Dataset
from analysis.raw.acts import act_name
from analysis.raw.editions import Edition, edition, laws_in_force
from analysis.raw.vocabularies import STATES
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED
from analysis.standard.rubric import Rubric

ROOT = Path(__file__).resolve().parents[2]
PAGE = "explore.html"


ROWS = """(hash) => {
    const { address, days, filters } = StateReportCards.explore;
    const data = StateReportCards.laws.read("explorer-data");
    const book = StateReportCards.laws.book(data);
    const groups = filters.groupsOf(data);
    const { chosen, wrong } = address.parse(hash, data, days.firstDay(data));
    const rows = days.lawsOn(data, book, chosen.on);
    const laws = Object.fromEntries(rows.map((row) => [row.place.code, row.law]));
    const results = StateReportCards.scoring.standings(data.rules, laws, chosen.weights ?? undefined);
    return rows.map((row) => ({ ...row, result: results[row.place.code] })).map((row) => ({
        code: row.place.code, law_id: row.version?.id ?? "", unread: row.unread, ended: row.ended, ...row.result,
        passes: wrong.length === 0 && filters.passes(book, chosen, groups, row),
    }));
}"""
"""What the page's own scripts make of an address: every jurisdiction, its standing, and whether it passes."""


@pytest.fixture(scope="module")
def answers(site: Path) -> pd.DataFrame:
    """The processed answers of the latest edition, by jurisdiction and question."""
    rows = pd.read_csv(ROOT / "data" / "processed" / "answers.csv", dtype=str, keep_default_na=False)
    rows = rows[(rows["edition"] == rows["edition"].max()) & (rows["variable"] != EXISTENCE)]
    return rows.pivot(index="jurisdiction", columns="variable", values="value").fillna("")


@pytest.fixture(scope="module")
def standings(site: Path) -> pd.DataFrame:
    rows = pd.read_csv(ROOT / "data" / "processed" / "scores.csv", dtype=str, keep_default_na=False)
    return rows.set_index(["edition", "jurisdiction"])


def latest(standings: pd.DataFrame) -> pd.DataFrame:
    return standings.loc[max(standings.index.get_level_values(0))]


def names_shown(page: Any) -> list[str]:
    return [str(text) for text in page.locator("#table tbody th :is(a, span:not(.chip))").all_inner_texts()]


def count_is(page: Any, many: int, of: int) -> None:
    expect(page.locator("#count strong")).to_have_text(f"{many} of {of}")


def option(page: Any, variable: str, label: str) -> Any:
    return page.locator(f'fieldset[data-key="{variable}"] label', has=page.get_by_text(label, exact=True))


@pytest.mark.parametrize("width", [320, 1280])
def test_no_hearing_and_all_offenses_takes_three_clicks(
    open_at: Any, answers: pd.DataFrame, standings: pd.DataFrame, live: Dataset, width: int
) -> None:
    page = open_at(width=width).page
    wanted = {name: live.codebook[name].answers[0] for name in ("hearing", "offenses")}
    clicks = 0
    if not page.locator("#filters").is_visible():
        page.locator("#filter-panel > summary").click()
        clicks += 1
    for variable, best in wanted.items():
        option(page, variable, best.label).click()
        clicks += 1
    assert clicks <= 3
    given = answers[
        (answers["hearing"] == wanted["hearing"].id) & (answers["offenses"] == wanted["offenses"].id)
    ]
    table = latest(standings)
    count_is(page, len(given), len(table))
    names = sorted(table.loc[given.index, "name"])
    assert names_shown(page) == names
    tiles = page.locator(".tile:not(.out)").evaluate_all("nodes => nodes.map((n) => n.dataset.code).sort()")
    assert tiles == sorted(given.index)
    shapes = page.locator("#map path:not(.out)").evaluate_all(
        "nodes => nodes.map((n) => n.dataset.code).sort()"
    )
    assert shapes == tiles
    said = page.locator("#table tbody tr").first.inner_text()
    assert all(best.statement in said for best in wanted.values())


def some_filters(pick: random.Random, dataset: Dataset) -> dict[str, list[str]]:
    """One to three questions, with one to three answers each."""
    asked = [v for v in dataset.codebook.variables if v.id != EXISTENCE]
    found = {}
    for variable in pick.sample(asked, pick.randint(1, 3)):
        values = [*variable.by_id, NOT_CODED, *([EMPTY_LIST] if variable.multiple else [])]
        found[variable.id] = pick.sample(values, pick.randint(1, min(3, len(values))))
    return found


def test_50_random_combinations_let_through_what_pandas_lets_through(
    open_at: Any, answers: pd.DataFrame, standings: pd.DataFrame, live: Dataset
) -> None:
    page, pick = open_at().page, random.Random("filters")
    table = latest(standings)
    regions = live.jurisdictions.set_index("jurisdiction")["region"]
    some = 0
    for number in range(50):
        filters = some_filters(pick, live)
        plain: dict[str, list[str]] = {}
        if number % 3 == 0:
            plain["grade"] = pick.sample(list(live.rubric.letters), 2)
        if number % 4 == 0:
            plain["status"] = pick.sample(list(SCORED), 1)
        if number % 5 == 0:
            plain["region"] = pick.sample(sorted(regions.unique()), 2)
        kept = pd.Series(True, index=table.index)
        for variable, values in filters.items():
            cells = answers[variable].reindex(table.index).fillna("")
            kept &= cells.map(lambda cell, v=values: any(part in v for part in cell.split(";")))
        for key, column in {
            "grade": table["grade"],
            "status": table["status"],
            "region": regions.reindex(table.index),
        }.items():
            if key in plain:
                kept &= column.isin(plain[key])
        asked = [(f"q.{k}", v) for k, vs in filters.items() for v in vs]
        hash = urlencode(asked + [(k, v) for k, vs in plain.items() for v in vs])
        passing = [row["code"] for row in ask(page, ROWS, hash) if row["passes"]]
        assert sorted(passing) == sorted(kept.index[kept]), hash
        some += bool(passing)
    assert some > 10


def test_every_day_is_scored_as_python_scores_it(open_at: Any, live: Dataset) -> None:
    page, pick = open_at().page, random.Random("days")
    until = edition(live).as_of
    turns = sorted(
        {d for c in ("effective_from", "effective_to") for d in live.laws[c] if d and d <= until.isoformat()}
    )
    days = {date.fromisoformat(d) - timedelta(n) for d in pick.sample(turns, 6) for n in (0, 1)}
    days |= {date(2012, 1, 1) + timedelta(pick.randrange((until - date(2012, 1, 1)).days)) for _ in range(6)}
    for day in sorted({*days, until}):
        card = scorecard(live, Edition("", day, ""))
        ranked = card.table["kind"].isin(STATES)
        for row in ask(page, ROWS, f"on={day.isoformat()}"):
            expected = card.table.loc[row["code"]]
            said = [row[k] for k in ("law_id", "status", "grade", "score", "low", "high", "rank")]
            known = [
                expected[k] for k in ("law_id", "status", "grade", "score", "score_low", "score_high", "rank")
            ]
            assert said == [None if pd.isna(value) else value for value in known], (day, row["code"])
            assert row["of"] == int(card.table.loc[ranked, "score"].notna().sum())


def test_an_earlier_edition_shows_its_grades_and_says_what_is_not_known(
    open_at: Any, standings: pd.DataFrame, live: Dataset
) -> None:
    page = open_at().page
    first = min(live.editions["as_of"])
    name = live.editions.set_index("as_of").at[first, "edition"]
    page.locator("#edition").select_option(first)
    table = standings.loc[name]
    expect(page.locator("#day")).to_have_value(first)
    expect(page).to_have_url(f"{page.url.split('#')[0]}#edition={name}")
    for code, row in table.iterrows():
        sign = page.locator(f'.tile[data-code="{code}"] .sign').inner_text()
        mark = "*" if row["status"] == "provisional" else ""
        assert sign == f"{row['grade']}{mark}" if row["grade"] else sign in "–…?", code
    laws = laws_in_force(live, date.fromisoformat(first))
    unknown = table.loc[table["status"] == "unknown", "name"]
    said = page.locator("#day-words").inner_text()
    assert f"not known for {len(unknown)} of {len(table)} jurisdictions" in said
    assert all(place in said for place in unknown) or len(unknown) > 12
    laws = laws.drop(unknown.index)
    years = int((laws["effective_precision"] == "year").sum())
    seen = int((laws["effective_precision"] == "seen").sum())
    assert f"Of {years} versions, only the year" in said
    assert f"{seen} versions may be older" in said
    published = live.editions.set_index("as_of").at[first, "published"]
    assert ("may have graded it otherwise" if published else "no edition of that day was published") in said


def weighted(rubric: Rubric, weights: dict[str, float]) -> Rubric:
    """The rubric with these weights, brought to its own total."""
    total = sum(weights.values())

    def scaled(item: Any, by: float) -> Any:
        points = (
            None if item.points is None else {answer: value * by for answer, value in item.points.items()}
        )
        return dataclasses.replace(item, points=points, start=item.start * by, each=item.each * by)

    categories = []
    for category in rubric.categories:
        by = weights[category.id] * rubric.maximum / total / category.maximum
        categories.append(
            dataclasses.replace(category, items=tuple(scaled(item, by) for item in category.items))
        )
    return dataclasses.replace(rubric, categories=tuple(categories))


def test_own_weights_rank_the_states_as_python_does_and_one_click_brings_the_rubric_back(
    open_at: Any, standings: pd.DataFrame, live: Dataset
) -> None:
    page = open_at().page
    before = page.locator("#table").inner_text()
    page.locator("#weights > summary").click()
    weights = {category.id: category.maximum for category in live.rubric.categories}
    heavy, light = live.rubric.categories[4], live.rubric.categories[0]
    for category, value in ((heavy, 37.5), (light, 0)):
        weights[category.id] = value
        page.get_by_label(category.title, exact=False).and_(page.locator(".weight input")).fill(str(value))
    told = (
        f"{light.title} 0 (published {light.maximum:g}) and {heavy.title} 37.5 (published {heavy.maximum:g})"
    )
    expect(page.locator("#own")).to_contain_text(told)
    card = scorecard(live, edition(live))
    asked = card.answers.replace("", NOT_CODED)
    asked[EXISTENCE] = asked[EXISTENCE].where(card.table["status"] != "no_law", "no")
    made = score(
        asked, weighted(live.rubric, weights), on_text=card.on_text, unread=card.table["unread"]
    ).summary
    ranks = made["score"].where(card.table["kind"].isin(STATES)).rank(method="min", ascending=False)
    changed = 0
    for line in page.locator("#table tbody tr").all():
        name = line.locator("th :is(a, span:not(.chip))").inner_text()
        code = card.table.index[card.table["name"] == name][0]
        cells = line.locator("td")
        shown = [
            cells.nth(0).locator(".grade").inner_text(),
            cells.nth(1).locator("span").first.text_content(),
            cells.nth(2).inner_text(),
        ]
        known, rank = made.loc[code], ranks[code]
        expected = [
            known["grade"] or "–",
            "" if pd.isna(known["score"]) else str(known["score"]),
            "" if pd.isna(rank) else str(int(rank)),
        ]
        assert shown == expected, code
        changed += shown[1] != str(latest(standings).at[code, "score"])
    assert changed > 10
    page.get_by_role("button", name="Back to the published rubric").click()
    expect(page.locator("#own")).to_be_hidden()
    assert page.locator("#table").inner_text() == before
    assert page.evaluate("location.hash") == ""


@pytest.mark.parametrize("bad", ["", "-1", "e"])
def test_a_weight_that_is_none_is_refused_in_words_and_the_last_ones_stay(
    open_at: Any, live: Dataset, bad: str
) -> None:
    page = open_at().page
    page.locator("#weights > summary").click()
    before = page.locator("#table").inner_text()
    field = page.locator(".weight input").first
    # As a reader types: a field for numbers takes no letters.
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(bad)
    expect(page.locator("#weights-words")).to_contain_text("A weight is a number from 0 to 1,000")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.locator("#table").inner_text() == before


def some_address(pick: random.Random, dataset: Dataset) -> str:
    parts = [(f"q.{k}", v) for k, vs in some_filters(pick, dataset).items() for v in vs]
    parts += [("grade", pick.choice(list(dataset.rubric.letters)))] if pick.random() < 0.5 else []
    parts += (
        [("on", (date(2013, 5, 5) + timedelta(pick.randrange(4000))).isoformat())]
        if pick.random() < 0.5
        else []
    )
    parts += [("color", pick.choice(["score", "c.nexus", "q.hearing"]))] if pick.random() < 0.5 else []
    parts += [("w.nexus", str(pick.choice([0, 7.5, 40])))] if pick.random() < 0.5 else []
    parts += [("sort", pick.choice(["-score", "rank", "-name"]))] if pick.random() < 0.5 else []
    parts += [("at", pick.choice(list(dataset.jurisdictions["jurisdiction"])))] if pick.random() < 0.5 else []
    return urlencode(parts)


def test_an_address_read_and_written_is_the_same_choice(open_at: Any, live: Dataset) -> None:
    page, pick = open_at().page, random.Random("addresses")
    asked = [some_address(pick, live) for _ in range(60)]
    twice = page.evaluate(
        """(asked) => {
            const { address, days } = StateReportCards.explore;
            const data = StateReportCards.laws.read("explorer-data");
            const first = days.firstDay(data);
            return asked.map((text) => {
                const one = address.parse(text, data, first);
                const written = address.write(one.chosen, data);
                const again = address.parse(written, data, first);
                const same = written === address.write(again.chosen, data);
                return [one.wrong, again.wrong, same, text.split("&").length, written.split("&").length];
            });
        }""",
        asked,
    )
    for text, (wrong, again, same, before, after) in zip(asked, twice, strict=True):
        assert (wrong, again, same, after) == ([], [], True, before), text


def everything(page: Any) -> list[Any]:
    """All that a reader sees of a choice."""
    parts = ["#count", "#chips", "#legend", "#day-words", "#table", "#timeline-rows", "#detail"]
    fields = page.locator("#color, #edition, #day, #year, .weight input").evaluate_all(
        "nodes => nodes.map((n) => n.value)"
    )
    return [page.locator(part).inner_text() for part in parts] + [fields]


def test_a_shared_link_and_a_reload_show_the_same_and_no_trail_is_left(
    site: Path, open_at: Any, live: Dataset
) -> None:
    page = open_at().page
    trail = page.evaluate("history.length")
    best = live.codebook["hearing"].answers[0]
    option(page, "hearing", best.label).click()
    page.locator("#color").select_option("q.hearing")
    page.locator("#day").fill("2024-02-29")
    page.locator("#weights > summary").click()
    page.locator(".weight input").nth(1).fill("33")
    page.locator("#table [data-sort=score]").click()
    page.locator('.tile[data-code="NE"]').click()
    expect(page.locator("#detail")).to_be_visible()
    assert page.evaluate("history.length") == trail
    shown, address = everything(page), page.url
    assert all(
        part in address
        for part in ("q.hearing=", "color=q.hearing", "on=2024-02-29", "w.", "sort=-score", "at=NE")
    )
    page.reload()
    expect(page.locator("#detail")).to_be_visible()
    assert everything(page) == shown
    other = open_at(address.split("#")[1]).page
    expect(other.locator("#detail")).to_be_visible()
    assert everything(other) == shown


def test_a_link_within_the_page_keeps_the_choice_in_the_address(open_at: Any) -> None:
    page = open_at("region=West").page
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    expect(page).to_have_url(f"{page.url.split('#')[0]}#region=West")


BAD = [
    *("q.hearing=nonsense", "q.nothing=yes", "q.law_exists=no", "grade=Z", "on=2019-02-30", "on=1066-01-01"),
    *(
        "on=2999-01-01",
        "edition=1",
        "color=q.",
        "w.nexus=-3",
        "w.nexus=NaN",
        "w.nexus=1e9",
        "at=ZZ",
        "sort=price",
    ),
    *("%E0%A4%A", "__proto__=1", "q.__proto__=1", "w.__proto__=1"),
]


@pytest.mark.parametrize("bad", BAD)
def test_an_address_that_means_nothing_is_left_out_and_said_to_be(open_at: Any, bad: str) -> None:
    one = open_at(f"{bad}&region=West")
    expect(one.page.locator("#problem")).to_have_text(
        "A part of the address means nothing here and was left out."
    )
    expect(one.page.locator("#chips li")).to_have_count(1)
    assert one.page.evaluate("location.hash") == "#region=West"
    assert one.complaints == []


def test_a_day_beyond_the_data_is_refused_in_words(open_at: Any, live: Dataset) -> None:
    page = open_at().page
    until = edition(live).as_of
    page.locator("#day").fill((until + timedelta(1)).isoformat())
    page.locator("#day").blur()
    expect(page.locator("#problem")).to_contain_text("The data reach from")
    expect(page.locator("#day")).to_have_value(until.isoformat())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_explorer_fits_the_screen_and_passes_axe(open_at: Any, width: int) -> None:
    one = open_at("grade=B&grade=F&color=q.hearing&edition=2019&w.nexus=30&at=NE", width=width)
    for panel in ("#filter-panel", "#weights"):
        if one.page.locator(panel).get_attribute("open") is None:
            one.page.locator(f"{panel} > summary").click()
    fits_passes_axe_and_asks_nobody(one, width)


def test_tiles_are_one_stop_of_the_keyboard_and_arrows_go_from_one_to_the_next(
    open_at: Any, live: Dataset
) -> None:
    page = open_at().page
    places = live.jurisdictions.set_index("jurisdiction")
    expect(page.locator('.tile[tabindex="0"]')).to_have_count(1)
    assert page.locator("#map [tabindex], #map a").count() == 0
    page.locator('.tile[tabindex="0"]').focus()
    seen = set()
    for key, across, down in (
        ("ArrowRight", 1, 0),
        ("ArrowRight", 1, 0),
        ("ArrowDown", 0, 1),
        ("ArrowLeft", -1, 0),
        ("ArrowUp", 0, -1),
    ):
        before = page.evaluate("document.activeElement.dataset.code")
        page.keyboard.press(key)
        after = page.evaluate("document.activeElement.dataset.code")
        moved = [int(places.at[after, c]) - int(places.at[before, c]) for c in ("tile_column", "tile_row")]
        assert moved[0] * across + moved[1] * down > 0, key
        seen |= {before, after}
    assert len(seen) > 2
    expect(page.locator('.tile[tabindex="0"]')).to_have_count(1)
    code = page.evaluate("document.activeElement.dataset.code")
    expect(page.locator("#pointed")).to_contain_text(places.at[code, "name"])
    page.keyboard.press("Enter")
    expect(page.locator("#detail-name")).to_be_focused()
    expect(page.locator("#detail-name")).to_have_text(places.at[code, "name"])
    page.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f'.tile[data-code="{code}"]')).to_be_focused()
    expect(page.locator("#detail")).to_be_hidden()


def test_filters_are_ticked_and_taken_away_by_keyboard_and_the_count_is_told(
    open_at: Any, standings: pd.DataFrame
) -> None:
    page = open_at().page
    table = latest(standings)
    box = page.locator('fieldset[data-key="grade"] input[value="F"]')
    box.focus()
    page.keyboard.press("Space")
    count_is(page, int((table["grade"] == "F").sum()), len(table))
    assert page.locator("#count").get_attribute("role") == "status"
    remove = page.get_by_role("button", name="Remove the filter Grade F")
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_be_focused()
    count_is(page, len(table), len(table))
    expect(box).not_to_be_checked()


def test_no_color_is_the_only_sign(open_at: Any, answers: pd.DataFrame, live: Dataset) -> None:
    question = live.codebook["hearing"]
    page = open_at("color=q.hearing&region=West").page
    order = list(question.by_id)
    for tile in page.locator(".tile").all():
        code, sign = tile.get_attribute("data-code"), tile.locator(".sign").inner_text()
        name = tile.get_attribute("aria-label")
        if "out" in tile.get_attribute("class").split():
            assert sign == ""
            assert name.endswith("Filtered out")
        elif answers["hearing"].get(code, "") in order:
            value = answers.at[code, "hearing"]
            assert sign == str(order.index(value) + 1)
            assert name.endswith(question.by_id[value].label)
        else:
            assert sign in ("?", "–")
    key = page.locator("#legend li").all_inner_texts()
    assert any("filtered out" in text for text in key)
    for place, answer in enumerate(question.answers):
        told = [text.split("\n") for text in key if answer.label in text.split("\n")]
        assert all(parts[0] == str(place + 1) for parts in told)
    for scheme in ("score", "c.nexus", "grade"):
        other = open_at(f"color={scheme}").page
        assert all(other.locator(".tile .sign").all_inner_texts())


def test_each_answer_of_a_law_stands_in_words_with_its_citation(open_at: Any, live: Dataset) -> None:
    laws = laws_in_force(live, edition(live).as_of)
    resting = live.codings[live.codings["law_id"].isin(laws["law_id"])]
    code = str(
        laws.index[laws["law_id"] == resting.loc[resting["basis"] == "secondary", "law_id"].mode()[0]][0]
    )
    page = open_at(f"at={code}").page
    rows = resting[resting["law_id"] == laws.at[code, "law_id"]].set_index("variable")
    said = page.locator("#detail dd")
    asked = page.locator("#detail dt").all_inner_texts()
    scored = [v for v in live.codebook.variables if v.id != EXISTENCE]
    assert sorted(asked) == sorted(v.question for v in scored)
    for variable in scored:
        cell = said.nth(asked.index(variable.question))
        row = rows.loc[variable.id] if variable.id in rows.index else None
        value = NOT_CODED if row is None else row["value"]
        expect(cell.locator(".answer")).to_have_text(live.codebook.statement(variable.id, value))
        if row is not None and value != NOT_CODED:
            expect(cell.locator(".cited")).to_have_text(row["citation"])
            marks = cell.locator(".hedge").all_inner_texts()
            assert marks == {"secondary": ["known from a summary"], "bill": ["from a bill"]}.get(
                row["basis"], []
            )


def test_the_date_of_a_summary_is_not_called_that_of_a_text(open_at: Any) -> None:
    # By sources.csv: Ohio's date is a vendor's, Kansas has no text at all, and Nebraska's is a code's of that month.
    for code, words in (
        ("OH", "Summary as of July 2, 2026."),
        ("KS", "Summary as of August 2, 2026."),
        ("NE", "Text seen as of February 2026."),
    ):
        expect(open_at(f"at={code}").page.locator("#detail")).to_contain_text(words)


@pytest.mark.parametrize("sign", ["ended", "unread"])
def test_a_law_that_ended_or_was_amended_unread_is_said_to_be(open_at: Any, live: Dataset, sign: str) -> None:
    """On a page whose first jurisdiction is made one of these, since the data of a year may have none."""
    said = open_at().page.evaluate(
        """(sign) => {
            const { days, detail } = StateReportCards.explore;
            const data = StateReportCards.laws.read("explorer-data");
            const place = data.places.find((one) => one.periods.at(-1)[1] >= 0);
            place.periods.push(["2025-03-09", ...(sign === "ended" ? [-1, 1] : [place.periods.at(-1)[1], 2])]);
            const book = StateReportCards.laws.book(data);
            const row = days.lawsOn(data, book, "2025-03-09").find((one) => one.place === place);
            const result = StateReportCards.scoring.score(data.rules, row.law);
            const parts = detail.draw({ data, book, row: { ...row, result }, words: "", closed: () => {} });
            return [result.status, parts.map((part) => part.textContent).join(" ")];
        }""",
        sign,
    )
    if sign == "ended":
        assert said[0] == "no_law"
        assert "Its law ended on March 9, 2025, and none is known to have followed." in said[1]
    else:
        assert said[0] in ("provisional", "insufficient")
        assert "Amended since by an act that we have not read" in said[1]


def test_the_timeline_has_a_mark_for_every_dated_act_of_the_states_shown(open_at: Any, live: Dataset) -> None:
    page = open_at("region=Midwest").page
    until = edition(live).as_of.isoformat()
    acts = live.amendments
    acts = acts.assign(dated=acts["effective"].where(acts["effective"] != "", acts["year"]))
    acts = acts[(acts["dated"] != "") & (acts["dated"].map(lambda d: f"{d}-01-01"[:10]) <= until)]
    shown = live.jurisdictions[live.jurisdictions["region"] == "Midwest"].set_index("jurisdiction")["name"]
    acts = acts[acts["jurisdiction"].isin(shown.index)]
    expect(page.locator("#timeline-rows li")).to_have_count(len(shown))
    expect(page.locator("#timeline-rows .mark")).to_have_count(len(acts))
    expect(page.locator("#timeline-rows .mark.hollow")).to_have_count(int((acts["effective"] == "").sum()))
    first = acts["change"].str.casefold().str.startswith("first law")
    expect(page.locator("#timeline-rows .mark.first")).to_have_count(int(first.sum()))
    for act, dated in zip(acts["act"], acts["dated"], strict=True):
        assert act_name(act) in page.locator("#timeline-rows").text_content()
        assert dated[:4] in page.locator("#timeline-rows").text_content()


def test_the_rows_are_taken_away_as_a_file_that_no_spreadsheet_runs(
    open_at: Any, standings: pd.DataFrame, answers: pd.DataFrame, tmp_path: Path
) -> None:
    page = open_at("grade=F&color=q.hearing&sort=-score").page
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download these rows").click()
    taken.value.save_as(tmp_path / "rows.csv")
    rows = pd.read_csv(tmp_path / "rows.csv", dtype=str, keep_default_na=False).set_index("jurisdiction")
    known = latest(standings)
    known = known[known["grade"] == "F"]
    assert sorted(rows.index) == sorted(known.index)
    columns = ["name", "law_id", "status", "grade", "score", "score_low", "score_high", "rank"]
    assert rows[columns].sort_index().equals(known[columns].sort_index())
    assert list(rows["score"].astype(int)) == sorted(rows["score"].astype(int), reverse=True)
    assert rows["hearing"].to_dict() == answers["hearing"].reindex(rows.index).fillna("").to_dict()
    assert (rows["weights"] == "published").all()
    hostile = page.evaluate(
        """() => {
            const place = { code: "XX", name: '=HYPERLINK("x")', region: "+1" };
            const result = { status: "unknown", grade: "", score: null, low: null, high: null, rank: null };
            const data = StateReportCards.laws.read("explorer-data");
            const book = StateReportCards.laws.book(data);
            const rows = [{ place, version: null, result }];
            return StateReportCards.explore.download.csv({ data, book, rows, questions: [], day: "@a" });
        }"""
    )
    assert hostile.splitlines()[1].startswith('XX,"\'=HYPERLINK(""x"")",\'+1,\'@a,')


def test_without_scripts_the_page_says_what_it_needs_and_leads_on(site: Path, open_at: Any) -> None:
    page = open_at(scripts=False).page
    expect(page.locator("#explorer")).to_be_hidden()
    says_what_it_needs_and_leads_on(page, site)


def test_the_page_is_light(site: Path) -> None:
    """Less than one photograph, with its scripts; fonts and style sheet are those of every page."""
    files = [
        site / PAGE,
        *(site / "assets" / name for name in ("scoring.js", "laws.js", "explore.js", "explore.css")),
    ]
    assert sum(file.stat().st_size for file in files) < 240_000


def test_a_question_too_long_for_the_menu_of_colors_stands_whole_below_it(
    open_at: Any, live: Dataset
) -> None:
    page = open_at("color=q.relief_arrest", width=320).page
    whole = page.locator("#color + .whole")
    expect(whole).to_have_text(live.codebook["relief_arrest"].question)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator("#color").select_option("grade")
    expect(whole).to_have_text("")
