"""What a drafted bill says, sentence by sentence."""

from __future__ import annotations

from analysis.cards import Context
from analysis.cards.draft import draft_record
from analysis.grading.draft_changes import lacking
from analysis.grading.start import start_from


def record(context: Context, code: str, changes: dict[str, str] | None = None, new: bool = False) -> dict:
    start = start_from(context.card, code, context.codebook, context.rubric, new=new)
    if changes is None:
        changes = lacking(start, context.rubric, context.dataset.model_law)
    return draft_record(context, code, start, changes)


def test_a_clause_says_what_the_law_says_now_what_it_gains_and_who_says_it_already(context: Context) -> None:
    made = record(context, "NE", {"fee": "waived", "burden": "preponderance"})
    assert made["title"] == context.dataset.model_law.title
    assert context.dataset.model_law.notice in made["lead"][0]
    assert made["lead"][1] == "Today: 73 points, C, 12th of 45. With this bill: 77 points, C, 9th of 45."
    assert made["lead"][2].startswith("2 changes, in the order of the model law.")
    fee, burden = (section["clauses"][0] for section in made["sections"])
    assert [section["heading"] for section in made["sections"]] == [
        "Section 1. When and how to petition",
        "Section 2. Proof and hearing",
    ]
    assert (fee["label"], burden["label"]) == ("1(a)", "2(a)")
    assert fee["notes"][:2] == [
        "Now: The law does not waive the filing fee.",
        "Gain, counted alone: +1, to 74 points (C).",
    ]
    held = context.exemplars("fee", "waived", "NE")
    assert len(held) == 3
    assert fee["notes"][2].startswith(f"Already law in {held[0]['name']} ({held[0]['citation']}")
    assert all(f"{one['name']} ({one['citation']}" in fee["notes"][2] for one in held)


def test_what_only_a_summary_says_of_the_law_is_not_said_as_its_word(context: Context) -> None:
    # codings.csv, OH-2018: the relief is known from a secondary source, and the fee of Nebraska's law from a statute.
    clause = record(context, "OH", {"relief_conviction": "vacate_and_expunge"})["sections"][0]["clauses"][0]
    assert clause["notes"][0] == (
        "Now, by a summary and not by its text: The record is expunged, but the conviction is not vacated."
    )


def test_what_has_no_clause_is_marked_to_be_drafted(context: Context) -> None:
    made = record(context, "NE", {"hearing": "if_contested"})
    (clause,) = made["sections"][0]["clauses"]
    assert clause["open"]
    statement = context.codebook["hearing"].by_id["if_contested"].statement
    assert clause["text"] == (f"[To be drafted. The law would then read: {statement}]")
    assert made["lead"][2].startswith("1 change, ")


def test_a_law_whose_text_was_not_seen_is_to_be_read_first(context: Context) -> None:
    made = record(context, "NH", {"nexus": "during"})
    assert made["sections"][0]["clauses"][0]["notes"][0] == (
        "Worth up to 10 points. The text of the law on this was not seen: check whether it says so already."
    )


def test_a_first_law_has_no_now(context: Context) -> None:
    made = record(context, "AK", {"offenses": "all", "consolidated_petition": "yes"})
    assert made["lead"][1].startswith("Today: No law. With this bill: 40 points, F, ")
    assert made["lead"][2].startswith(
        "2 clauses, in the order of the model law. Under each clause stand what it gains over"
    )
    assert "what the law says now" not in made["lead"][2]
    assert made["lead"][1].endswith("Ceiling: " + context.rubric.ceilings[0].reason)
    notes = [c["notes"] for s in made["sections"] for c in s["clauses"]]
    assert notes[0][0] == "Gain over a law that does not say so: +18 points."
    assert notes[1][0] == "The rubric gives no points for this."


def test_a_law_of_its_own_can_take_the_place_of_the_law_in_force(context: Context) -> None:
    made = record(context, "NE", {"fee": "waived"}, new=True)
    assert made["lead"][1].startswith("Today: 73 points, C, 12th of 45. With this bill: 30 points, F")
    assert "Now:" not in str(made["sections"])


def test_under_a_ceiling_the_points_are_named_that_do_not_show(context: Context) -> None:
    made = record(context, "MO", {"fee": "waived"})
    assert made["sections"][0]["clauses"][0]["notes"][1] == (
        "Gain, counted alone: +1 point, and the printed score stays at 40."
    )


def test_nothing_to_change_is_said(context: Context) -> None:
    made = record(context, "NE", {})
    assert made["sections"] == []
    assert made["lead"][2] == "The bill changes nothing."
