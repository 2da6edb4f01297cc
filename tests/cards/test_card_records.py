"""What a card says is what the data say, for every status, and never nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from analysis import cards
from analysis.cards import Context
from analysis.cards.identity import AS_OF
from analysis.cards.locators import scale
from analysis.grading.scoring import STATUSES
from analysis.raw import Dataset
from analysis.raw.editions import edition

Records = dict[str, dict[str, Any]]


def test_every_jurisdiction_has_a_card_that_json_can_hold(records: Records, dataset: Dataset) -> None:
    assert sorted(records) == sorted(dataset.jurisdictions["jurisdiction"])
    assert json.loads(json.dumps(records, allow_nan=False)) == records
    assert list(records)[:3] == ["AL", "AK", "AZ"], "cards follow the order of names"


def test_nebraska_in_words(records: Records) -> None:
    card = records["NE"]
    assert (card["grade"], card["score"], card["rank_words"], card["of"]) == ("C", 73, "12th", 45)
    assert card["verdict"].startswith(
        "The law earns a C: 73 of 100 points, 12th of the 45 jurisdictions with a score."
    )
    facts = {fact["term"]: fact["text"] for fact in card["facts"]}
    assert "Neb. Rev. Stat. § 29-3005" in facts["Statutes"]
    assert facts["This version"] == "in force since July 19, 2018"
    assert facts["Text seen as of"] == "February 2026"
    assert facts["Newest source"] == "February 2026"


def test_points_of_the_answers_add_up_to_the_score(records: Records) -> None:
    for card in records.values():
        if card["status"] != "graded" or card["points_coded"] < 100 or card["ceiling"]:
            continue
        points = [answer["points"] for category in card["categories"] for answer in category["answers"]]
        assert sum(points) == card["score"], card["code"]


def test_ties_are_named(records: Records) -> None:
    # Idaho and Maine have 76; D.C., Ohio, Virginia and Colorado 72; New York alone 81.
    assert records["ID"]["ties"] == ["Maine"]
    assert records["CO"]["ties"] == ["District of Columbia", "Ohio", "Virginia"]
    assert "a place it shares with District of Columbia, Ohio and Virginia" in records["CO"]["verdict"]
    assert records["NY"]["ties"] == []
    assert "shares" not in records["NY"]["verdict"]


def test_a_provisional_grade_says_how_far_the_unseen_text_could_move_it(records: Records) -> None:
    card = records["CO"]
    assert card["provisional"]
    assert "provisional C" in card["verdict"]
    # Texts show 68 of 95 points; confidentiality (4) and the fee (1) were not seen.
    assert "between 68 (D) and 73 (C)" in card["verdict"]
    assert card["missing"]["points_words"] == "5 points"
    assert sum(q["maximum"] for q in card["missing"]["questions"]) == 5


def test_too_little_text_says_what_is_missing_and_how_to_supply_it(records: Records) -> None:
    card = records["OK"]
    assert card["missing"]["blocked"]
    assert card["missing"]["needed_words"] == "3 points"
    carried = [q["maximum"] for q in card["missing"]["questions"]]
    assert carried == sorted(carried, reverse=True)
    assert sum(carried) == 43
    assert "Okla. Stat. tit. 22, § 19c" in card["supply"]
    assert card["next_grades"] == []
    assert all(group["best"]["gain"] is None for group in card["amendments"])


@pytest.mark.parametrize("code", ["AK", "IA", "MN"])
def test_without_a_known_law_the_card_shows_what_others_do(records: Records, code: str) -> None:
    card = records[code]
    assert not card["has_law"]
    region = {n["name"] for n in card["new_law"]["region"]}
    assert region
    assert card["name"] not in region
    assert [law["name"] for law in card["new_law"]["best"]] == ["Florida", "Vermont", "Idaho"]
    assert [step["grade"] for step in card["new_law"]["grades"]] == ["D", "C", "B", "A"]
    assert len(card["new_law"]["model"]) == 11


def test_not_known_is_not_the_same_as_no_law(records: Records) -> None:
    assert "not known" in records["MN"]["verdict"]
    assert "For Alaska, we found none." in records["AK"]["verdict"]
    assert records["MN"]["symbol"] != records["AK"]["symbol"]


def test_a_ceiling_is_named_with_what_waits_under_it(records: Records) -> None:
    card = records["SD"]
    assert "every adult survivor is left out" in card["ceiling"]
    assert "cannot pass 40" in card["ceiling"]
    waiting = [g["best"]["gain_words"] for g in card["amendments"] if not g["best"]["gain"]]
    assert waiting
    assert all(words.endswith("under the ceiling") for words in waiting)


def test_amendments_are_grouped_by_question_best_first(records: Records) -> None:
    groups = records["NE"]["amendments"]
    assert len({group["variable"] for group in groups}) == len(groups)
    gains = [group["best"]["gain"] for group in groups]
    assert gains == sorted(gains, reverse=True)
    nexus = groups[0]
    assert (nexus["variable"], nexus["best"]["value"], nexus["best"]["gain_words"]) == (
        "nexus",
        "during",
        "+5 → 78 (C)",
    )
    assert {(s["value"], s["silent"]) for s in nexus["steps"]} == {("result", False), ("silent", True)}


def test_every_single_amendment_is_on_the_card(context: Context, records: Records) -> None:
    for code, card in records.items():
        listed = [c for group in card["amendments"] for c in (group["best"], *group["steps"])]
        assert len(listed) == len(context.amendments.get(code, [])), code


def test_every_exemplar_holds_the_answer_it_is_cited_for(
    dataset: Dataset, context: Context, records: Records
) -> None:
    coded = dataset.codings.set_index(["law_id", "variable"])
    checked = 0
    for card in records.values():
        for group in card["amendments"]:
            for change in (group["best"], *group["steps"]):
                for one in change["exemplars"]:
                    row: Any = coded.loc[(context.laws.at[one["jurisdiction"], "law_id"], group["variable"])]
                    if change["removed"]:
                        assert change["removed"] not in row["value"].split(";")
                        assert row["value"] != "not_coded"
                    else:
                        assert row["value"] == change["value"]
                    assert one["citation"] == row["citation"] != ""
                    assert one["jurisdiction"] != card["code"]
                    checked += 1
                assert len(change["exemplars"]) <= 3
    assert checked > 500


def test_text_newly_seen_stands_apart_from_a_change_of_law(records: Records) -> None:
    since = records["FL"]["since"]
    assert [(a["variable"], a["gain_words"]) for a in since["changed"]] == [("confidentiality", "+2")]
    assert {a["variable"] for a in since["newly_seen"]} == {"hearing", "fee", "consolidated_petition"}
    assert since["acts"][0]["act"] == "ch. 2020-170, § 2"
    assert "2019: 79 (C); now 80 (B): +1 point" in since["score_words"]


def test_an_act_of_the_year_of_the_edition_is_not_called_certain(records: Records) -> None:
    acts = {act["act"]: act["certain"] for act in records["NE"]["since"]["acts"]}
    assert acts == {"Laws 2019, LB686, § 12": False, "Laws 2020, LB881, § 25": True}


def test_a_published_rank_outside_the_range_of_its_draws_is_explained(
    records: Records, context: Context
) -> None:
    rows = context.robustness.intervals
    beyond = rows.index[(rows["rank"] < rows["rank_low"]) | (rows["rank"] > rows["rank_high"])]
    for code in rows.index:
        words = {one["term"]: one["text"] for one in records[code]["certainty"]}
        assert ("lies outside that range" in words["Rank"]) == (code in beyond), code
    assert {"FL", "IN"} <= set(beyond)


def test_a_date_of_summaries_is_not_called_one_of_text(records: Records) -> None:
    assert (
        records["KS"]["subtitle"] == "Law in force on July 1, 2026; only summaries seen as of August 2, 2026"
    )
    assert records["OH"]["subtitle"] == (
        "Law in force on July 1, 2026; text and summaries seen as of July 2, 2026"
    )
    assert records["AK"]["subtitle"] == "As of July 1, 2026; sources seen as of July 2, 2026"
    assert {fact["term"] for fact in records["KS"]["facts"]} >= {"Summary as of", "Newest source"}
    assert {"term": "Text seen as of", "text": "not known"} in records["MN"]["facts"]
    assert {"Text seen as of", "Summary as of"} & {fact["term"] for fact in records["OH"]["facts"]} == {
        "Summary as of"
    }
    assert all(len(term) < len("Text seen as of") for term in AS_OF.values() if term != "Text seen as of")
    assert "Text seen as of" not in {fact["term"] for fact in records["AK"]["facts"]}


def test_a_first_law_is_said_to_have_taken_effect_for_its_act_may_be_older_than_the_edition(
    records: Records,
) -> None:
    assert records["DC"]["since"]["event"] == "passed"
    assert (
        records["DC"]["since"]["sentence"] == "The first law took effect after the date of the 2019 edition."
    )
    assert records["DC"]["since"]["score_words"] == "2019: no score; now 72 (C)."


def test_where_there_is_no_law_no_version_is_called_the_same(records: Records) -> None:
    said = {code: records[code]["since"]["sentence"] for code in ("NE", "AK", "MN")}
    assert said == {
        "NE": "The law was amended after the date of the 2019 edition; no answer that both texts give changed.",
        "AK": "We found no law, neither for the 2019 edition nor now.",
        "MN": "Neither this edition nor the 2019 edition knows whether there is a law.",
    }


def test_a_law_of_which_nothing_was_read_is_still_known_to_exist(dataset: Dataset) -> None:
    ne = dataset.laws.loc[dataset.laws["jurisdiction"] == "NE", "law_id"]
    blank = dataset.codings["law_id"].isin(ne) & (dataset.codings["variable"] != "law_exists")
    codings = dataset.codings.assign(value=dataset.codings["value"].mask(blank, "not_coded"))
    made = cards.context(replace(dataset, codings=codings), edition(dataset, "2026"))
    # 24 graded, 21 provisional and 3 with too little text: Nebraska only moved among them.
    assert made.card.table.at["NE", "status"] == "insufficient"
    first = cards.card_record(made, "AK")["stats"][0]
    assert (first["value"], first["unit"]) == ("48", "of 51")


def test_grade_ranges_meet_whatever_the_thresholds(context: Context) -> None:
    ranges = {one["letter"]: one["range"] for one in scale(context)}
    assert ranges == {"A": "90–100", "B": "80–89", "C": "70–79", "D": "60–69", "F": "0–59"}
    grades = tuple(replace(g, minimum=g.minimum - 0.5 if g.minimum else 0) for g in context.rubric.grades)
    finer = replace(context, dataset=replace(context.dataset, rubric=replace(context.rubric, grades=grades)))
    assert {one["letter"]: one["range"] for one in scale(finer)} == ranges


def test_the_first_edition_has_nothing_to_compare(dataset: Dataset) -> None:
    first = cards.context(dataset, edition(dataset, "2019"))
    assert cards.card_record(first, "NE")["since"] is None


def test_answers_from_bills_and_summaries_are_marked(records: Records) -> None:
    marks = {a["variable"]: a["mark"] for c in records["DE"]["categories"] for a in c["answers"]}
    assert marks["relief_conviction"] == "secondary"
    assert marks["offenses"] == "bill"
    assert marks["burden"] == "not seen"
    words = {one["term"]: one["text"] for one in records["DE"]["certainty"]}
    assert words["Sources"] == (
        "Of 16 scored questions, 6 are answered from a bill and 2 from a summary by others; 8 have no answer. "
        "Answers that rest on anything but a statute are marked."
    )


def test_statuses_show_without_colour(records: Records) -> None:
    shown: dict[str, set[str]] = {status: set() for status in STATUSES}
    for card in records.values():
        shown[card["status"]].add(card["symbol"].lstrip("ABCDF"))
    assert shown == {
        "graded": {""},
        "provisional": {"*"},
        "insufficient": {"…"},
        "no_law": {"–"},
        "unknown": {"?"},
    }


def test_sources_link_to_the_web_only(records: Records) -> None:
    for card in records.values():
        for source in card["sources"]:
            assert all(link.startswith(("https://", "http://")) for link in source["links"])


def test_locators_name_the_jurisdiction(records: Records) -> None:
    card = records["NE"]
    assert card["strip"]["alt"].endswith("Nebraska has 73, 12th.")
    assert "Nebraska is marked: grade C, like 10 others." in card["tiles"]["alt"]
    assert card["tiles"]["ground"].count('class="tile"') == 51
    assert card["tiles"]["own"].count('class="ring"') == 1


def test_the_median_strikes_out_no_letter_of_the_band(records: Records) -> None:
    # A capital of Public Sans is seven tenths of its size high; the letters of the band are set at 10.5 units.
    for strip in (records["OH"]["strip"], records["OH"]["strip_narrow"]):
        path = re.search(r'class="median" d="M[\d.]+ ([\d.]+)v([\d.]+)m0 ([\d.]+)v[\d.]+"', strip["ground"])
        assert path
        top, down, gap = map(float, path.groups())
        foot = min(float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>[A-F]<', strip["ground"]))
        assert top + down <= foot - 0.7 * 10.5
        assert top + down + gap >= foot
