"""What the map of links and the list of names say of each jurisdiction."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis import cards
from analysis.cards import Context
from analysis.cards.roll import key, roll
from analysis.raw import Dataset
from analysis.raw.editions import edition


def test_each_entry_says_name_grade_and_how_firm_it_is(context: Context) -> None:
    entries = {one["code"]: one for one in roll(context)}
    assert len(entries) == 51
    assert entries["NE"]["label"] == "Nebraska, grade C"
    assert entries["CO"]["label"] == "Colorado, grade C, provisional"
    assert entries["AK"]["label"] == "Alaska, no law"
    assert entries["NH"]["label"] == "New Hampshire, not enough text seen"
    assert [entries[code]["symbol"] for code in ("NE", "CO", "AK")] == ["C", "C*", "–"]
    assert [entries[code]["plain"] for code in ("NE", "CO", "AK")] == [False, False, True]


def test_the_sentence_is_the_one_the_card_begins_with(context: Context) -> None:
    records = cards.card_records(context)
    for one in roll(context):
        if not one["plain"]:
            assert records[one["code"]]["verdict"].startswith(one["sentence"]), one["code"]
            assert one["sentence"].startswith("The law earns ")
    said = {one["code"]: one["sentence"] for one in roll(context)}
    assert said["AK"] == "For Alaska, we found no such law."
    assert said["NH"] == "New Hampshire has a law, but too little of its text was seen to grade it."
    assert said["MN"].startswith("For Minnesota, it is not known whether there is such a law")


def test_the_map_begins_in_its_first_row_and_column_wherever_the_tiles_stand(dataset: Dataset) -> None:
    moved = dataset.jurisdictions.assign(
        tile_row=lambda f: (f["tile_row"].astype(int) + 3).astype(str),
        tile_column=lambda f: (f["tile_column"].astype(int) + 7).astype(str),
    )
    there = roll(cards.context(replace(dataset, jurisdictions=moved), edition(dataset, "2026")))
    assert (min(one["row"] for one in there), min(one["column"] for one in there)) == (1, 1)


def test_the_key_names_only_what_occurs(context: Context, dataset: Dataset) -> None:
    assert [one["words"] for one in key(context)] == [
        "provisional",
        "not enough text seen",
        "no law",
        "not known",
    ]
    only = dataset.jurisdictions[dataset.jurisdictions["jurisdiction"] == "NE"]
    small = cards.context(replace(dataset, jurisdictions=only), edition(dataset, "2026"))
    assert key(small) == []


def test_jurisdictions_beyond_the_states_are_on_the_map_and_in_the_list(dataset: Dataset) -> None:
    more = pd.DataFrame(
        [
            {"jurisdiction": f"ZZ{a}{b}", "fips": "", "name": f"Nation {a}{b}", "kind": "territory", "region": "Beyond",
             "tile_row": str(10 + number // 10), "tile_column": str(number % 10)}
            for number, (a, b) in enumerate((a, b) for a in "ABCDEF" for b in "ABCDEFGHIJ")
        ]
    )  # fmt: skip
    places = pd.concat([dataset.jurisdictions, more], ignore_index=True)
    entries = roll(cards.context(replace(dataset, jurisdictions=places), edition(dataset, "2026")))
    assert len(entries) == len({(one["row"], one["column"]) for one in entries}) == 111
    assert entries == sorted(entries, key=lambda one: str(one["name"]))
    assert [one["label"] for one in entries if one["code"] == "ZZAA"] == ["Nation AA, not known"]
