"""What must be read before the grade: unread acts, ended laws, bills, corrections, and jurisdictions that are no states."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pdf_words import page_texts

from analysis import cards
from analysis.cards import Context
from analysis.publish.formats.card_files import CardPrinter
from analysis.raw import Dataset
from analysis.raw.editions import edition

Record = dict[str, Any]
ACT = {"jurisdiction": "NE", "year": "2026", "effective": "2026-05-01", "act": "LB 7", "change": "Widens relief.",
       "text_read": "no", "source_ids": "NE-s2"}  # fmt: skip


def more(frame: pd.DataFrame, *rows: dict[str, str]) -> pd.DataFrame:
    return pd.concat([frame, pd.DataFrame(list(rows))], ignore_index=True).fillna("")


def made(dataset: Dataset, code: str = "NE") -> Record:
    return cards.card_record(cards.context(dataset, edition(dataset, "2026")), code)


def term(card: Record, name: str) -> str:
    return {one["term"]: one["text"] for one in card["certainty"]}[name]


def printed(root: Path, card: Record) -> str:
    pages = page_texts(CardPrinter(root / "report" / "templates").print(card).pdf)
    assert len(pages) == 2
    return " ".join(" ".join(pages).split())


@pytest.fixture(scope="module")
def amended(dataset: Dataset) -> Dataset:
    return replace(dataset, amendments=more(dataset.amendments, ACT))


def test_an_act_that_nobody_has_read_is_said_at_the_top_and_where_we_say_how_sure_we_are(
    amended: Dataset, root: Path
) -> None:
    card = made(amended)
    words = "Amended by LB 7 (effective May 1, 2026); the new text has not been read."
    assert [one["title"] for one in card["notices"]] == ["Amended, and not yet read"]
    assert card["notices"][0]["text"].startswith(words)
    assert [one["id"] for one in card["notices"][0]["sources"]] == ["NE-s2"]
    assert term(card, "Amended").startswith(words)
    assert card["status"] == "provisional"
    assert words in printed(root, card)
    whole = json.dumps(card)
    assert "a text shows every answer" not in whole
    assert "no text is missing" not in whole
    assert (
        "An act has not been read: the answers compared are those of the text before it."
        in card["since"]["sentence"]
    )


def test_an_act_not_yet_in_force_is_told_and_counts_for_nothing(dataset: Dataset, root: Path) -> None:
    coming = ACT | {"year": "2027", "effective": "2027-01-01"}
    undated = {"jurisdiction": "NE", "year": "2028", "act": "LB 9", "text_read": "yes"}
    today = {
        "jurisdiction": "NE",
        "year": "2026",
        "effective": "2026-07-01",
        "act": "LB 8",
        "text_read": "yes",
    }
    card = made(replace(dataset, amendments=more(dataset.amendments, undated, coming, today)))
    (notice,) = card["notices"]
    words = (
        "Not in force on July 1, 2026, and not counted in this edition’s answers: "
        "LB 7 (effective January 1, 2027): Widens relief. LB 9 (2028)."
    )
    assert (notice["title"], notice["text"]) == ("Enacted, not yet in force", words)
    assert [one["id"] for one in notice["sources"]] == ["NE-s2"]
    assert words in printed(root, card)
    before = made(dataset)
    assert {k: card[k] for k in ("status", "score", "categories")} == {
        k: before[k] for k in ("status", "score", "categories")
    }


def test_an_act_that_was_read_is_no_news(dataset: Dataset) -> None:
    read = made(replace(dataset, amendments=more(dataset.amendments, ACT | {"text_read": "yes"})))
    assert read["notices"] == []
    assert {"value": "73", "unit": "exactly", "caption": "a text shows every answer"} in read["stats"]


def test_a_repeal_is_said_at_the_top_with_its_act_and_source(dataset: Dataset, root: Path) -> None:
    laws, codings = dataset.laws.copy(), dataset.codings
    own = laws["law_id"] == "NE-2018"
    gone = laws[own].assign(law_id="NE-gone", effective_from="2026-05-01", statutes="")
    laws.loc[own, "effective_to"] = "2026-05-01"
    none = {
        "law_id": "NE-gone",
        "variable": "law_exists",
        "value": "no",
        "source_ids": "NE-s2",
        "basis": "statute",
    }
    changed = replace(
        dataset,
        laws=pd.concat([laws, gone], ignore_index=True),
        codings=more(codings, none),
        amendments=more(dataset.amendments, ACT | {"change": "Repeals the law.", "text_read": "yes"}),
    )
    card = made(changed)
    assert card["status"] == "no_law"
    (news,) = card["notices"]
    assert news["title"] == "Repealed or expired"
    assert "has not been in force since May 1, 2026. LB 7: Repeals the law." in news["text"]
    assert [one["id"] for one in news["sources"]] == ["NE-s2"]
    assert "LB 7: Repeals the law." in printed(root, card)
    assert card["since"]["event"] == "repealed"


def test_where_we_found_no_law_a_bill_is_named_with_status_date_and_source(
    dataset: Dataset, root: Path
) -> None:
    bill = {"jurisdiction": "AK", "bill": "HB 9", "year": "2026", "what": "Would clear records.",
            "status": "introduced; whether it passed is not shown", "status_date": "2026-03",
            "source_ids": "AK-s1"}  # fmt: skip
    card = made(replace(dataset, bills=more(dataset.bills, bill)), "AK")
    assert "For Alaska, we found none." in card["verdict"]
    assert "Bill on record: HB 9 of 2026 (introduced; whether it passed is not shown)." in card["verdict"]
    (one,) = card["bills"]
    assert (one["status_date"], [s["id"] for s in one["sources"]]) == ("March 2026", ["AK-s1"])
    text = printed(root, card)
    assert "Would clear records. Introduced; whether it passed is not shown. Last seen: March 2026." in text


def test_corrections_stand_on_the_card_they_touch(dataset: Dataset, root: Path) -> None:
    row = {"law_id": "NE-2018", "variable": "hearing", "column": "value", "old": "silent", "new": "required",
           "why": "The text of § 5 was overlooked", "reported_by": "a reader", "reported_on": "2026-08-03"}  # fmt: skip
    changed = replace(dataset, corrections=more(dataset.corrections, row))
    (one,) = made(changed)["corrections"]
    labels = dataset.codebook["hearing"].by_id
    assert (one["old"], one["new"]) == (labels["silent"].label, labels["required"].label)
    assert (one["why"], one["when"]) == ("The text of § 5 was overlooked.", "August 3, 2026")
    assert made(changed, "IA")["corrections"] == []
    assert "The text of § 5 was overlooked." in printed(root, made(changed))


def test_the_earlier_edition_is_called_what_it_is(dataset: Dataset, records: dict[str, Record]) -> None:
    words = records["NE"]["since"]["of_edition"]
    assert words.startswith("“2019” is this project’s own coding of the law of March 14, 2019")
    assert words.endswith("it was never published as a report.")
    plain = dataset.editions.assign(title="State Report Cards")
    assert made(replace(dataset, editions=plain))["since"]["of_edition"] == words, "the title does not matter"
    out = dataset.editions.assign(published=["2019-05-02", ""])
    said = made(replace(dataset, editions=out))["since"]["of_edition"]
    assert "never published" not in said
    assert said.endswith("; it was published on May 2, 2019.")


def test_a_territory_or_federal_law_has_a_card_that_stands_apart(dataset: Dataset, root: Path) -> None:
    places = dataset.jurisdictions.copy()
    places.loc[places["jurisdiction"] == "NE", ["kind", "region"]] = ["territory", "Islands"]
    changed = replace(dataset, jurisdictions=places)
    card = made(changed)
    assert (card["score"], card["rank"], card["rank_words"]) == (73, None, "")
    assert card["verdict"].startswith(
        "The law earns a C: 73 of 100 points. It stands apart from the ranking of states."
    )
    assert not any("rank" in one["caption"] for one in card["stats"])
    assert card["strip"]["alt"].endswith("Nebraska has 73, outside the ranking of states.")
    assert card["law"]["ranked"] is False
    assert card["of"] == made(dataset)["of"] - 1
    assert "Nebraska" in printed(root, card)


def one_jurisdiction(dataset: Dataset, code: str) -> Dataset:
    laws = dataset.laws[dataset.laws["jurisdiction"] == code]
    frames = {
        name: getattr(dataset, name)[getattr(dataset, name)["jurisdiction"] == code].reset_index(drop=True)
        for name in ("jurisdictions", "laws", "sources", "amendments", "bills")
    }
    codings = dataset.codings[dataset.codings["law_id"].isin(laws["law_id"])].reset_index(drop=True)
    return replace(dataset, **frames, codings=codings)


@pytest.mark.parametrize("code", ["NE", "AK", "MN", "NH"])
def test_a_report_of_one_jurisdiction_has_no_empty_sentences(dataset: Dataset, root: Path, code: str) -> None:
    card = made(one_jurisdiction(dataset, code), code)
    text = printed(root, card)
    for wrong in ("1st of the 1", "like 0", "of the region", "1 jurisdictions", "0 others"):
        assert wrong not in text + json.dumps(card), wrong
    if code == "NE":
        assert "the only score of this edition" in card["verdict"]


def test_no_example_is_not_no_law(dataset: Dataset, context: Context, records: dict[str, Record]) -> None:
    said = 0
    for code, card in records.items():
        for group in card["amendments"]:
            best = group["best"]
            held = context.holders(group["variable"], best["value"], code, best["removed"])
            assert bool(best["held_words"]) == (not best["exemplars"])
            if best["held_words"].startswith("No other law"):
                assert held == 0
            elif best["held_words"]:
                assert held > 0
                said += 1
    # Without firm grades nothing may serve as an example, whatever the laws say.
    bills_only = dataset.codings.assign(basis=dataset.codings["basis"].replace("statute", "bill"))
    card = made(replace(dataset, codings=bills_only))
    assert all(group["best"]["exemplars"] == [] for group in card["amendments"])
    assert any("other laws say so, but none" in group["best"]["held_words"] for group in card["amendments"])


def test_an_example_from_a_narrower_law_says_so_in_words_on_page_and_paper(live: Dataset, root: Path) -> None:
    made_here = cards.context(live, edition(live))
    reaches = {a.reach for v in live.codebook.variables for a in v.answers if a.reach}
    for card in cards.card_records(made_here).values():
        for group in card["amendments"]:
            marks = [any(reach in one["mark"] for reach in reaches) for one in group["best"]["exemplars"]]
            assert marks == sorted(marks), "a narrower law comes last"


def test_answers_are_counted_by_what_they_rest_on(context: Context, records: dict[str, Record]) -> None:
    for code, card in records.items():
        bases = [
            context.coding(code, i.variable).get("basis")
            for i in context.rubric.items
            if context.card.answers.at[code, i.variable] not in ("", "not_coded")
        ]
        if not card["scored"] or (set(bases) == {"statute"} and len(bases) == len(context.rubric.items)):
            continue
        for kind, words in (
            ("statute", "a statute"),
            ("bill", "a bill"),
            ("secondary", "a summary by others"),
        ):
            if bases.count(kind):
                assert f"from {words}" in card["verdict"], code
                assert str(bases.count(kind)) in card["verdict"].partition("scored questions")[2], code


def test_a_score_is_at_a_point_or_lies_between_two():
    from analysis.cards.identity import lies

    assert lies("between 53 and 87") == "the score lies between 53 and 87"
    assert lies("exactly 80") == "the score is exactly 80"
