"""The report's tables say what the data says, and nothing in the data can break them."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from analysis.change.comparison import compare_editions
from analysis.coding.agreement import by_round
from analysis.display.tables import Link, Table
from analysis.grading.robustness import both_doubts, leave_one_out
from analysis.grading.scorecard import scorecard
from analysis.prose.tables import best, changes, data, standard, sureness
from analysis.prose.tables import ranking as standing
from analysis.prose.tables.cells import table
from analysis.raw.editions import edition

PAYLOAD = "|<script>alert(1)</script> [x](javascript:alert(1)) {{< include /etc/passwd >}} `$@~"


@pytest.fixture(scope="module")
def comparison(dataset):
    return compare_editions(dataset, edition(dataset, "2019"), edition(dataset, "2026"))


def row_of(shown: Table, name: str) -> dict[str, object]:
    frame = shown.frame
    place = [str(cell) for cell in frame.iloc[:, frame.columns.get_loc("Jurisdiction")]].index(name)
    return frame.iloc[place].to_dict()


def test_the_ranking_has_every_jurisdiction_and_leads_to_its_card(dataset, card):
    shown = standing.ranking(dataset, card)
    assert len(shown.frame) == 51
    assert shown.frame.at[0, "Jurisdiction"] == Link("New Jersey", "cards/NJ.html")
    illinois = row_of(shown, "Illinois")
    assert (illinois["Rank"], illinois["Grade"], illinois["Score"], illinois["Range"]) == (
        "2",
        "B",
        "83",
        "54–88",
    )
    alaska = row_of(shown, "Alaska")
    assert [alaska[column] for column in ("Rank", "Grade", "Score", "Range")] == ["–"] * 4


def test_letters_are_told_with_their_scores(card, dataset):
    shown = standard.grades(card, dataset.rubric).frame
    assert shown["Score"].tolist() == ["90–100", "80–89", "70–79", "60–69", "below 60"]
    assert shown["Jurisdictions"].tolist() == ["0", "6", "11", "8", "20"]


def test_the_rubric_table_adds_up(dataset):
    points = [int(cell) for cell in standard.rubric(dataset.rubric).frame["Points"]]
    assert sum(points[:-1]) == points[-1] == 100


def test_the_codebook_table_has_points_counted_points_and_none(dataset):
    shown = standard.codebook(dataset).frame.set_index("Question")["Answers, best first, with points"]
    assert shown["Is a court hearing required?"] == "Not if unopposed 4; On request 3; Silent 2; Required 0"
    assert shown["Which further conditions restrict relief?"].startswith(
        "5, and 1 less for each of: sentence completed;"
    )
    assert shown["May one petition cover several cases or courts?"] == "Not scored: Yes; Silent; No"


def test_gaps_come_with_most_at_stake_first(dataset, card):
    shown = data.gaps(dataset, card).frame
    points = [int(cell) for cell in shown["Points not seen"]]
    assert points == sorted(points, reverse=True)
    arkansas = row_of(Table(shown), "Arkansas")
    assert (arkansas["Points not seen"], arkansas["Categories not seen in full"]) == ("4", "Confidentiality")


def test_exemplars_hold_the_best_answer_and_cite_it(dataset, card):
    cited = set(
        zip(dataset.codings["law_id"], dataset.codings["variable"], dataset.codings["citation"], strict=True)
    )
    hearing = {"discretion": "must_grant", "nexus": "during", "confidentiality": "protected"}
    categories = {"discretion": "judicial_discretion", "nexus": "nexus", "confidentiality": "confidentiality"}
    for variable, value in hearing.items():
        category = dataset.rubric.category_by_id[categories[variable]]
        rows = best.exemplar_table(dataset, card, category).frame.to_dict("records")
        if variable == "nexus":
            # Oregon alone asks only for that, and its grade is provisional: never named without a firm one.
            assert [row["Jurisdiction"] for row in rows] == ["No example yet"]
            continue
        assert rows
        for row in rows:
            code = row["Jurisdiction"].target.removeprefix("cards/").removesuffix(".html")
            assert card.answers.at[code, variable] == value
            assert (card.table.at[code, "law_id"], variable, row["Citation"]) in cited


def test_where_no_law_does_it_the_tables_say_so(dataset, card):
    given = card.answers.assign(hearing=card.answers["hearing"].replace("not_required", "required"))
    points = card.items.assign(hearing=card.items["hearing"].replace(4, 0))
    without = replace(card, answers=given, items=points)
    hearing = best.exemplar_table(dataset, without, dataset.rubric.category_by_id["hearing"])
    assert hearing.frame["Jurisdiction"].tolist() == ["No law yet"]
    columns = ["Laws", "For example", "Citation"]
    ideal = best.ideal(dataset, without).frame.set_index("Category")[columns]
    assert ideal.loc["Hearing requirement"].tolist() == ["0", "No law yet", "–"]
    # Oregon's is the one law that asks so little of the nexus: it counts, and may be no example.
    assert ideal.loc["Nexus to trafficking"].tolist() == ["1", "No example yet", "–"]


def test_a_model_law_earns_every_point_of_its_category(dataset, card):
    for category in dataset.rubric.categories:
        found = best.model_law(dataset, card, category)
        assert (card.categories.loc[found.index, category.id] == category.maximum).all()
        assert (found["citation"] != "").all()


def test_reasons_for_a_changed_score_add_up(comparison):
    shown = changes.movers(comparison).frame
    signed = {name: [int(cell.replace("−", "-")) for cell in shown[name]] for name in shown.columns[-3:]}
    change, law, text = signed.values()
    assert [a + b for a, b in zip(law, text, strict=True)] == change
    assert change == sorted(change, reverse=True)
    assert row_of(Table(shown), "New York")["After"] == "81 B"


def test_first_laws_are_those_of_states_without_one(dataset, comparison):
    shown = changes.passed(dataset, comparison.changes).frame
    assert [str(cell) for cell in shown["Jurisdiction"]] == [
        "District of Columbia",
        "Georgia",
        "Maine",
        "Virginia",
    ]
    starts = ["2019-04-05", "2022-05-09", "2026-01-11", "2025-07-01"]
    assert shown["Version in force from"].tolist() == starts
    assert shown["First act on record"].tolist()[2:] == [
        "PL 2023, ch. 409 (LD 1436)",
        "2021, Sp. Sess. I, c. 543",
    ]


def test_a_version_whose_start_was_only_seen_says_so(dataset, comparison):
    laws = dataset.laws.assign(effective_precision="seen")
    shown = changes.passed(replace(dataset, laws=laws), comparison.changes).frame
    assert shown["Version in force from"].tolist() == [
        "seen by 2019",
        "seen by 2022",
        "seen by 2026",
        "seen by 2025",
    ]


def test_without_a_first_act_on_record_none_is_named(dataset, comparison):
    acts = dataset.amendments.assign(change="Amended.")
    shown = changes.passed(replace(dataset, amendments=acts), comparison.changes).frame
    assert shown["First act on record"].tolist() == ["–", "–", "–", "–"]


def test_acts_are_told_in_whole_sentences(dataset, comparison):
    told = changes.acts(dataset, comparison.changes).frame["What it changed"]
    assert all(cell[0] == cell[0].upper() and cell[-1] in ".!?" for cell in told if cell != "–")


def test_an_act_without_a_name_is_told_in_words(dataset, comparison):
    acts = changes.acts(dataset, comparison.changes).frame["Act"]
    assert "An act that the sources do not name (RSA 651:5, II-a)" in set(acts)
    assert not acts.str.startswith("not ").any()


def test_every_raw_file_but_the_map_is_in_the_table_of_files(dataset):
    listed = data.files(dataset).frame.set_index("File")["Rows"]
    there = {p.name for p in dataset.folder.iterdir()} - {"us_states.topo.json", "README.md"}
    assert set(listed.index) == there | {"help.csv"}
    clauses = (dataset.folder / "model_law.toml").read_text(encoding="utf-8").count("[[section.clause]]")
    assert listed["model_law.toml"] == str(clauses)


def test_rarities_and_ideal_say_how_many_laws_come_next(dataset, card):
    in_force = dataset.codings[dataset.codings["law_id"].isin(card.table["law_id"])]
    hearing = in_force[in_force["variable"] == "hearing"]["value"]
    unopposed, contested = (str((hearing == answer).sum()) for answer in ("not_required", "if_contested"))
    assert (unopposed, contested) == ("15", "3")
    shown = standing.rarities(dataset, card).frame.set_index("Question").loc["Is a court hearing required?"]
    assert shown["Best answer"] == "The court may grant an unopposed petition without a hearing."
    assert (shown["Laws with full points"], shown["Laws with the next best"]) == (
        unopposed,
        contested,
    )
    ideal = best.ideal(dataset, card).frame.set_index("Category").loc["Hearing requirement"]
    assert (ideal["Laws"], ideal["One step short"]) == (unopposed, contested)


def test_an_answer_that_earns_nothing_is_no_next_best(dataset, card):
    shown = standing.rarities(dataset, card).frame.set_index("Question")["Laws with the next best"]
    for item in dataset.rubric.items:
        earns_less = sorted({p for p in (item.points or {"": 1}).values() if p < item.maximum})
        assert (shown[dataset.codebook[item.variable].question] == "–") == (earns_less[-1:] == [0])


def test_questions_are_counted_for_the_laws_known_to_exist(dataset, card):
    shown = data.questions_covered(dataset, card).frame
    known = card.table["status"].isin(["graded", "provisional", "insufficient"]).sum()
    assert set(shown["Laws"]) == {str(known)}
    privacy = card.answers.loc[~card.table["status"].isin(["no_law", "unknown"]), "confidentiality"]
    unseen = shown.set_index("Question").loc[dataset.codebook["confidentiality"].question, "Not seen"]
    assert unseen == str((privacy == "not_coded").sum())


def test_where_coders_never_differ_a_dash_stands_for_the_interval(dataset):
    pairs = dataset.second_codings.assign(second=dataset.second_codings["first"])
    shown = sureness.agreement(by_round(pairs, dataset.codebook), dataset.codebook).frame
    assert set(shown["Agreement (95% interval)"]) == {"100% (–)"}
    assert set(shown["Alpha (95% interval)"]) <= {"1.00 (–)", "–"}


def test_a_date_that_cannot_be_is_shown_as_far_as_it_is_sure(dataset):
    first = dataset.sources[dataset.sources["jurisdiction"] == "AL"].head(4)
    sources = first.assign(date=["2019-20", "2264", "2021-07-01", ""])
    shown = data.sources(replace(dataset, sources=sources)).frame
    assert shown["Date"].tolist() == ["2019", "undated", "2021-07-01", "undated"]


def test_what_came_into_view_is_told_apart_from_change(comparison):
    shown = changes.newly_seen(comparison.changes)
    assert row_of(shown, "Alabama")["What differs"] == "Earlier law not known"
    assert row_of(shown, "New Jersey")["What differs"] == "Answers: 5 newly seen, 2 no longer seen"
    assert "Tennessee" not in [str(cell) for cell in shown.frame["Jurisdiction"]]


def test_provisions_count_changes_of_law_alone(dataset, comparison):
    rows = comparison.changes.answers
    shown = changes.provisions(dataset, comparison.changes).frame
    counted = (rows["reason"] == "law_changed").sum()
    assert sum(int(cell) for cell in shown["Laws changed"]) == counted


def test_an_act_that_may_fall_outside_is_marked(dataset, comparison):
    shown = changes.acts(dataset, comparison.changes).frame
    unsure = ~comparison.changes.acts["certain"].astype(bool)
    assert shown["In effect, or year"].str.endswith("(may fall outside)").sum() == unsure.sum() > 0


def test_disagreements_show_what_was_published(dataset, card):
    shown = sureness.disagreements(dataset, card).frame
    assert len(shown) == (dataset.second_codings["first"] != dataset.second_codings["second"]).sum()
    columbia = row_of(Table(shown), "District of Columbia")
    assert (columbia["First coder"], columbia["Published"]) == ("Protected", "Partly")


def test_only_web_addresses_become_links(dataset):
    sources = dataset.sources.head(2).assign(url=["javascript:alert(1)", "https://example.org/law"])
    shown = data.sources(replace(dataset, sources=sources)).frame["Title"]
    assert [isinstance(cell, Link) for cell in shown] == [False, True]


def test_a_table_without_rows_says_so():
    shown = table({"Jurisdiction": [], "Score": []}, numbers=["Score"]).frame
    assert shown.to_numpy().tolist() == [["None", "–"]]


@pytest.fixture(scope="module")
def hostile(dataset):
    """The data set with a payload in every name, title, citation, act and question."""
    codebook = replace(
        dataset.codebook,
        variables=tuple(
            replace(
                v,
                question=PAYLOAD,
                instruction=PAYLOAD,
                answers=tuple(replace(a, label=PAYLOAD, statement=PAYLOAD) for a in v.answers),
            )
            for v in dataset.codebook.variables
        ),
    )
    categories = tuple(replace(c, title=PAYLOAD, best_practice=PAYLOAD) for c in dataset.rubric.categories)
    return replace(
        dataset,
        codebook=codebook,
        rubric=replace(dataset.rubric, categories=categories),
        jurisdictions=dataset.jurisdictions.assign(name=PAYLOAD),
        laws=dataset.laws.assign(statutes=PAYLOAD, verified_through=PAYLOAD),
        codings=dataset.codings.assign(citation=PAYLOAD),
        sources=dataset.sources.assign(title=PAYLOAD, url=PAYLOAD, date=PAYLOAD),
        amendments=dataset.amendments.assign(act=PAYLOAD, change=PAYLOAD),
    )


def every_table(dataset):
    after, before = edition(dataset, "2026"), edition(dataset, "2019")
    card = scorecard(dataset, after)
    found = compare_editions(dataset, before, after)
    rubric, codebook = dataset.rubric, dataset.codebook
    return [
        data.files(dataset),
        data.questions_covered(dataset, card),
        data.bases(dataset, card),
        data.gaps(dataset, card),
        data.sources(dataset),
        data.corrections(dataset),
        standard.rubric(rubric),
        standard.grades(card, rubric),
        standard.statuses(card, rubric),
        standard.codebook(dataset),
        standing.ranking(dataset, card),
        standing.rarities(dataset, card),
        *(best.exemplar_table(dataset, card, one) for one in dataset.rubric.categories),
        best.ideal(dataset, card),
        changes.happened(found.changes),
        changes.passed(dataset, found.changes),
        changes.movers(found),
        changes.provisions(dataset, found.changes),
        changes.newly_seen(found.changes),
        changes.acts(dataset, found.changes),
        sureness.intervals(both_doubts(card, rubric, draws=50)),
        sureness.leave_one_out(leave_one_out(card, rubric), card),
        sureness.agreement(by_round(dataset.second_codings, codebook), codebook),
        sureness.disagreements(dataset, card),
    ]


def test_nothing_in_the_data_breaks_a_table_or_comes_alive(hostile):
    for shown in every_table(hostile):
        lines = shown.markdown().strip().split("\n")
        assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {len(shown.frame.columns) + 1}
        assert not re.search(r"(?<!\\)[<{]", shown.markdown())
        assert not re.search(r"(?<!\\)\]\((?!https?://|cards/)", shown.markdown())


def test_nobody_moves_most_where_nobody_moves(card):
    rows = pd.DataFrame(
        {
            "title": ["Reach", "Path"],
            "grades_changed": [0, 1],
            "mean_rank_shift": [0.0, 0.1],
            "largest_rank_shift": [0, 2],
            "moved_most": ["FL", "NE"],
            "spearman": [1.0, 0.9],
        }
    )
    told = sureness.leave_one_out(rows, card).frame["Jurisdiction that moves most"].tolist()
    assert told[0] == "–"
    assert told[1].text == "Nebraska"
