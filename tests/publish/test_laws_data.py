"""What the explorer and the comparison are given says what the data say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.charts.geography import read_geography
from analysis.publish.site.explore import explorer_data
from analysis.publish.site.laws import laws_data
from analysis.publish.site.small_map import outlines
from analysis.raw import Dataset
from analysis.raw.editions import answers, bases


def test_every_answer_citation_and_basis_of_every_version_is_there(dataset: Dataset) -> None:
    data = laws_data(dataset, dataset.laws["law_id"])
    wide, rests = answers(dataset), bases(dataset)
    cited = dataset.codings.set_index(["law_id", "variable"])["citation"]
    assert [version["id"] for version in data["versions"]] == list(dataset.laws["law_id"])
    for version in data["versions"]:
        for place, question in enumerate(data["questions"]):
            name = question["id"]
            value, label, words = question["values"][version["answers"][place]]
            assert value == wide.at[version["id"], name]
            assert label == dataset.codebook.label(name, value)
            assert words == dataset.codebook.statement(name, value)
            assert data["bases"][version["rests"][place]] == rests.at[version["id"], name]
            assert data["citations"][version["cited"][place]] == cited.get((version["id"], name), "")


def test_only_the_versions_asked_for_are_given(dataset: Dataset) -> None:
    some = list(dataset.laws["law_id"][:3])
    assert [version["id"] for version in laws_data(dataset, [*some, ""])["versions"]] == some


def test_acts_after_the_edition_or_without_a_date_are_left_out(dataset: Dataset) -> None:
    acts = explorer_data(dataset, {}, date(2019, 3, 14))["acts"]
    rows = dataset.amendments
    dated = rows["effective"].where(rows["effective"] != "", rows["year"])
    expected = sorted(zip(rows["jurisdiction"], dated, strict=True))
    expected = [
        (place, day) for place, day in expected if day and day[:4] + (day[4:] or "-01-01") <= "2019-03-14"
    ]
    assert sorted((act[0], act[1]) for act in acts) == expected


def test_a_jurisdiction_without_a_place_on_the_grid_or_the_map_is_still_given(dataset: Dataset) -> None:

    added = {
        "jurisdiction": "PW",
        "fips": "",
        "name": "Palau",
        "kind": "territory",
        "region": "",
        "tile_row": "",
        "tile_column": "",
    }
    wider = replace(
        dataset, jurisdictions=pd.concat([dataset.jurisdictions, pd.DataFrame([added])], ignore_index=True)
    )
    places = {place["code"]: place for place in explorer_data(wider, {}, date(2026, 7, 1))["places"]}
    assert places["PW"]["periods"] == [["", -1, 0]]
    assert not places["PW"]["ranked"]
    taken = [(place["row"], place["column"]) for place in places.values()]
    assert len(taken) == len(set(taken))


def test_outlines_have_a_path_and_a_place_for_the_letter_of_every_shape(dataset: Dataset) -> None:
    drawing = outlines(read_geography(dataset.folder, dataset.jurisdictions))
    assert sorted(shape["code"] for shape in drawing["shapes"]) == sorted(
        dataset.jurisdictions["jurisdiction"]
    )
    assert all(shape["path"].startswith("m") and shape["path"].endswith("z") for shape in drawing["shapes"])
    assert sum(len(shape["path"]) for shape in drawing["shapes"]) < 30_000
    for shape in drawing["shapes"]:
        assert 0 <= shape["x"] <= drawing["width"]
        assert 0 <= shape["y"] <= drawing["height"]


@pytest.mark.parametrize("until", [date(2019, 3, 14), date(2026, 7, 1)])
def test_shades_there_are_as_many_as_any_question_has_answers(dataset: Dataset, until: date) -> None:
    data = explorer_data(dataset, {}, until)
    for question in data["questions"]:
        many = max(2, len(question["answers"]))
        assert len(data["shades"][str(many)]) == many
