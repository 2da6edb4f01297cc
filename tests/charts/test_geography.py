"""The map: every jurisdiction has a place, borders stay shared, labels find room."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from analysis.charts.geography import CALLOUT_STEP, Geography, read_geography, tiles
from analysis.problems import UsageProblem

RAW = Path(__file__).parents[1] / "data" / "2026"


@pytest.fixture(scope="module")
def jurisdictions() -> pd.DataFrame:
    return pd.read_csv(RAW / "jurisdictions.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def national(jurisdictions: pd.DataFrame) -> Geography:
    return read_geography(RAW, jurisdictions)


def extended(jurisdictions: pd.DataFrame, *rows: tuple[str, str]) -> pd.DataFrame:
    more = pd.DataFrame([{"jurisdiction": code, "fips": fips} for code, fips in rows])
    return pd.concat([jurisdictions, more]).fillna("")


def test_every_jurisdiction_of_the_data_has_a_shape(national: Geography, jurisdictions: pd.DataFrame) -> None:
    assert national.shapes.index.tolist() == jurisdictions["jurisdiction"].tolist()
    assert national.without_shape == ()
    assert (shapely.area(national.shapes["geometry"].to_numpy()) > 0).all()


def test_everything_lies_on_the_page(national: Geography) -> None:
    left, top, right, bottom = shapely.total_bounds(national.shapes["geometry"].to_numpy())
    assert 0 <= left < right <= national.width
    assert -0.01 <= top < bottom <= national.height + 0.01
    assert national.shapes["label_x"].between(0, national.width).all()
    assert national.shapes["label_y"].between(0, national.height).all()


def test_neighbours_keep_their_shared_borders(national: Geography) -> None:
    shapes = national.shapes["geometry"]
    for one, other in (("NE", "KS"), ("CO", "UT"), ("NH", "VT"), ("MD", "DC")):
        assert shapely.area(shapely.intersection(shapes[one], shapes[other])) < 0.01
        assert (
            shapely.length(
                shapely.intersection(shapely.boundary(shapes[one]), shapely.boundary(shapes[other]))
            )
            > 0.3
        )


def test_areas_are_in_proportion_to_land(national: Geography) -> None:
    # Census Bureau, land and water inside the boundary, thousand square miles: Texas 268.6, Colorado 104.1, Kansas 82.3.
    area = {code: shapely.area(national.shapes["geometry"][code]) for code in ("TX", "CO", "KS")}
    assert area["TX"] / area["CO"] == pytest.approx(268.6 / 104.1, rel=0.02)
    assert area["KS"] / area["CO"] == pytest.approx(82.3 / 104.1, rel=0.02)


def test_north_is_up_and_east_is_right(national: Geography) -> None:
    at = national.shapes
    assert at.at["ND", "label_y"] < at.at["SD", "label_y"] < at.at["TX", "label_y"]
    assert at.at["CA", "label_x"] < at.at["NE", "label_x"] < at.at["NY", "label_x"]


def test_a_label_stands_in_its_shape_or_beside_the_map(national: Geography) -> None:
    shapes = national.shapes
    inside = shapes[~shapes["beside"]]
    points = shapely.points(inside["label_x"].to_numpy(dtype=float), inside["label_y"].to_numpy(dtype=float))
    assert shapely.contains(inside["geometry"].to_numpy(), points).all()
    called = shapes[shapes["anchor_x"].notna()]
    assert {"DC", "RI", "DE"} <= set(called.index)
    anchors = shapely.points(
        called["anchor_x"].to_numpy(dtype=float), called["anchor_y"].to_numpy(dtype=float)
    )
    assert shapely.contains(called["geometry"].to_numpy(), anchors).all()
    every_shape = shapely.union_all(shapes["geometry"].to_numpy())
    beside = shapely.points(
        called["label_x"].to_numpy(dtype=float) + 15, called["label_y"].to_numpy(dtype=float)
    )
    assert not shapely.contains(every_shape, beside).any()


def test_labels_do_not_touch(national: Geography) -> None:
    places = national.shapes[["label_x", "label_y"]].to_numpy(dtype=float)
    apart = np.abs(places[:, None, :] - places[None, :, :])
    touching = (apart[..., 0] < 14) & (apart[..., 1] < CALLOUT_STEP - 3)
    assert touching.sum() == len(places)  # only with themselves


def test_leader_lines_do_not_cross(national: Geography) -> None:
    called = national.shapes[national.shapes["anchor_x"].notna()]
    ends = called[["anchor_x", "anchor_y", "label_x", "label_y"]].to_numpy(dtype=float)
    lines = shapely.linestrings(ends.reshape(-1, 2, 2))
    crossings = [(a, b) for a in range(len(lines)) for b in range(a) if shapely.crosses(lines[a], lines[b])]
    assert crossings == []


def test_the_map_is_small_enough_for_a_page(national: Geography) -> None:
    assert len(json.dumps(national.features(), separators=(",", ":"))) < 60_000
    assert len(json.dumps(national.scaled(194).features(), separators=(",", ":"))) < 16_000


def test_a_scaled_map_keeps_its_form(national: Geography) -> None:
    small = national.scaled(310)
    assert small.height == pytest.approx(national.height / 2)
    before, after = (shapely.area(g.shapes["geometry"].to_numpy()).sum() for g in (national, small))
    assert after == pytest.approx(before / 4, rel=0.02)


def test_territories_are_drawn_and_what_has_no_shape_is_told(jurisdictions: pd.DataFrame) -> None:
    more = extended(jurisdictions, ("PR", "72"), ("GU", "66"), ("US", "00"), ("XX", ""))
    geography = read_geography(RAW, more)
    assert geography.without_shape == ("US", "XX")
    assert {"PR", "GU"} <= set(geography.shapes.index)
    mainland = shapely.union_all(geography.shapes["geometry"].drop(["PR", "GU", "AK", "HI"]).to_numpy())
    for code in ("PR", "GU", "AK", "HI"):
        shape = geography.shapes["geometry"][code]
        assert not shapely.intersects(shape, mainland)
        assert shape.bounds[3] <= geography.height
        assert max(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1]) > 15


def test_a_federal_law_alone_has_no_map(jurisdictions: pd.DataFrame) -> None:
    with pytest.raises(UsageProblem, match=r"no shape for any of US.*two-digit"):
        read_geography(RAW, pd.DataFrame([{"jurisdiction": "US", "fips": "00"}]))


def test_two_jurisdictions_cannot_share_a_shape(jurisdictions: pd.DataFrame) -> None:
    with pytest.raises(UsageProblem, match="NE, ZZ have the same fips"):
        read_geography(RAW, extended(jurisdictions, ("ZZ", "31")))


def test_a_missing_or_broken_shape_file_is_named(tmp_path: Path, jurisdictions: pd.DataFrame) -> None:
    with pytest.raises(UsageProblem, match=r"us_states\.topo\.json"):
        read_geography(tmp_path, jurisdictions)
    (tmp_path / "us_states.topo.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageProblem, match="Restore it"):
        read_geography(tmp_path, jurisdictions)


def test_the_order_of_rows_does_not_change_the_map(jurisdictions: pd.DataFrame, national: Geography) -> None:
    other = read_geography(RAW, jurisdictions.iloc[::-1])
    by_id = {f["id"]: f for f in other.features()}
    assert [by_id[f["id"]] for f in national.features()] == national.features()


def test_tiles_have_a_place_each(jurisdictions: pd.DataFrame) -> None:
    grid = tiles(jurisdictions)
    assert len(grid) == len(jurisdictions)
    assert not grid.duplicated().any()


def test_a_jurisdiction_without_a_tile_stands_below_the_others() -> None:
    rows = [("A", "0", "0"), ("B", "0", "1"), ("C", "0", "1"), ("D", "", "")]
    grid = tiles(pd.DataFrame(rows, columns=["jurisdiction", "tile_row", "tile_column"]))
    assert grid.loc["C"].tolist() == [2, 0]
    assert grid.loc["D"].tolist() == [2, 1]
