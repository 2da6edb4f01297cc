"""Where jurisdictions are: state shapes laid out on a page, places for their labels, the tile grid."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from analysis.charts.outlines import polygons, rounded, simplified
from analysis.problems import UsageProblem
from analysis.raw.map_checks import LAYER

SHAPES_FILE = "us_states.topo.json"

NAD83 = "EPSG:4269"
"""Degrees as the Census Bureau gives them."""
ALBERS = "+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=37.5 +lon_0=-96 +datum=NAD83"
"""The equal-area projection of USGS national maps: a state's ink is in proportion to its land."""
MAINLAND = (-126.0, 24.0, -66.0, 50.0)
"""Degrees west, south, east, north. A shape whose middle lies outside is drawn as an inset."""

ROOM_FOR_A_LETTER = 9.0
"""Pixels: radius of the largest circle inside a shape, under which its label stands beside the map."""
CALLOUT_STEP = 17.0
RIGHT_MARGIN = 40.0
# Left edge, top edge, width and height of the two insets under the south-west, in parts of the mainland's width:
# the only free corner of the map. Later ones stand in a row below.
CORNER = ((0.0, 0.475, 0.2, 0.155), (0.235, 0.56, 0.11, 0.07))
ROW = (0.12, 0.07)
PLACES = ["label_x", "label_y", "anchor_x", "anchor_y"]


@dataclass(frozen=True)
class Geography:
    """Shapes in page pixels, y downwards.

    `shapes`: index `jurisdiction`; `geometry`, `label_x`, `label_y`, `beside` (the label stands outside the shape),
    `anchor_x`, `anchor_y` (where its leader line starts; NaN for none).
    `without_shape`: jurisdictions that the shape file does not hold; a chart must list them beside the map.
    """

    width: float
    height: float
    shapes: pd.DataFrame
    without_shape: tuple[str, ...]

    def features(self) -> list[dict[str, Any]]:
        """One GeoJSON feature per shape, its id the postal code, coordinates to a tenth of a pixel."""
        return [
            {"type": "Feature", "id": code, "geometry": rounded(shape)}
            for code, shape in self.shapes["geometry"].items()
        ]

    def scaled(self, width: float, detail: float = 1.2) -> Geography:
        """The same map at another width, simplified to `detail` pixels; labels keep their places."""
        factor = width / self.width
        shapes = self.shapes.copy()
        moved = shapely.transform(shapes["geometry"].to_numpy(), lambda points: points * factor)
        shapes["geometry"] = simplified(moved, detail)
        shapes[PLACES] = shapes[PLACES] * factor
        return replace(self, width=width, height=_up(self.height * factor), shapes=_hundredths(shapes))


def read_geography(
    folder: Path, jurisdictions: pd.DataFrame, *, width: float = 620.0, detail: float = 1.0
) -> Geography:
    """Read the shapes of `folder`, join them on `fips`, project them and find room for the labels.

    In: `jurisdictions` with `jurisdiction` and `fips` (text, leading zeros kept); `width` of the page and `detail` of
    the simplification in pixels. Shared borders stay shared (`shapely.coverage_simplify`).
    Errors: `UsageProblem` where the file is missing or unreadable, where it has none of the jurisdictions, or where two
    jurisdictions claim one shape.
    Source of shapes: us-atlas 3.0.1, from the Census Bureau's 2017 cartographic boundaries.
    """
    # Shapes are worked on in the order of their codes, so that the order of rows in the data changes no coordinate.
    joined, absent = _join(_read_shapes(folder / SHAPES_FILE), jurisdictions)
    middle = joined.representative_point()
    west, south, east, north = MAINLAND
    main = ((middle.x > west) & (middle.x < east) & (middle.y > south) & (middle.y < north)).to_numpy()

    mainland, height = _mainland(joined[main].geometry, width - RIGHT_MARGIN, detail)
    insets, height = _insets(joined[~main].geometry, width - RIGHT_MARGIN, height, detail)
    placed = {**mainland, **insets}
    shapes = pd.DataFrame({"geometry": [placed[code] for code in joined.index]}, index=joined.index)
    labelled = _hundredths(_label(shapes, set(insets), width))
    order = [code for code in jurisdictions["jurisdiction"] if code in labelled.index]
    return Geography(width, _up(height), labelled.loc[order], absent)


def tiles(jurisdictions: pd.DataFrame) -> pd.DataFrame:
    """The tile grid: index `jurisdiction`, whole numbers `row` and `column`.

    A jurisdiction without a place, or whose place is taken, stands in an extra row below the others.
    """
    grid = jurisdictions.set_index("jurisdiction")[["tile_row", "tile_column"]]
    grid = grid.apply(pd.to_numeric, errors="coerce").set_axis(["row", "column"], axis=1)
    homeless = grid.isna().any(axis=1) | grid.duplicated()
    last = grid.loc[~homeless, "row"].max() if (~homeless).any() else -2
    grid.loc[homeless, "row"] = last + 2
    grid.loc[homeless, "column"] = np.arange(homeless.sum())
    return grid.astype(int)


def _read_shapes(path: Path) -> gpd.GeoDataFrame:
    try:
        shapes = gpd.read_file(path, layer=LAYER)
    except Exception as error:
        raise UsageProblem(
            f"{path.name} cannot be read as TopoJSON with a layer '{LAYER}'. Restore it from the us-atlas package."
        ) from error
    whole = [polygons(shape) for shape in shapes.geometry.make_valid()]
    return shapes.set_geometry(whole, crs=NAD83).set_index("id")


def _join(shapes: gpd.GeoDataFrame, jurisdictions: pd.DataFrame) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    fips = jurisdictions.set_index("jurisdiction")["fips"]
    known = fips[fips.isin(shapes.index)]
    shared = known[known.duplicated(keep=False)]
    if len(shared):
        raise UsageProblem(f"jurisdictions.csv: {', '.join(shared.index)} have the same fips as another row.")
    if known.empty:
        raise UsageProblem(
            f"{SHAPES_FILE} has no shape for any of {', '.join(fips.index)}: "
            "the column fips of jurisdictions.csv must hold two-digit codes such as 02."
        )
    known = known.sort_values()
    joined = shapes.loc[known].set_index(known.index)
    return joined, tuple(str(code) for code in fips.index.difference(known.index, sort=False))


def _mainland(shapes: gpd.GeoSeries, width: float, detail: float) -> tuple[dict[str, BaseGeometry], float]:
    if shapes.empty:
        return {}, 0.0
    projected = shapes.to_crs(ALBERS)
    west, south, east, north = projected.total_bounds
    scale = width / (east - west)
    moved = shapely.transform(projected.to_numpy(), lambda p: (p - [west, north]) * [scale, -scale])
    return dict(zip(shapes.index, simplified(moved, detail), strict=True)), (north - south) * scale


def _insets(
    shapes: gpd.GeoSeries, width: float, height: float, detail: float
) -> tuple[dict[str, BaseGeometry], float]:
    """Each shape in an equal-area projection of its own, fitted into a box: the largest two in the free corner."""
    local = {code: _local(shapes.loc[[code]]) for code in shapes.index}
    by_area = sorted(local, key=lambda code: (-local[code].area, code))
    placed = {}
    for code, (left, top, wide, tall) in zip(by_area, _boxes(width, height), strict=False):
        west, south, east, north = local[code].bounds
        scale = min(wide / (east - west), tall / (north - south))
        low = top + tall  # shapes stand on the floor of their box, as the mainland does
        move = lambda p, s=scale, o=(west, south), x=left, y=low: (p - o) * [s, -s] + [x, y]  # noqa: E731
        placed[code] = simplified(np.array([shapely.transform(local[code], move)]), detail)[0]
    bottoms = [shape.bounds[3] for shape in placed.values()]
    return placed, max([height, *bottoms])


def _boxes(width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    for left, top, wide, tall in CORNER:
        yield left * width, top * width, wide * width, tall * width
    wide, tall = ROW
    place = 0
    while True:
        across, down = place % 5, place // 5
        yield (0.02 + 0.2 * across) * width, height + 14 + down * 0.1 * width, wide * width, tall * width
        place += 1


def _local(shape: gpd.GeoSeries) -> BaseGeometry:
    """Lambert's azimuthal equal-area projection about the shape's own middle, also across the 180th meridian."""
    points = np.radians(shapely.get_coordinates(shape.to_numpy()))
    lon, lat = points[:, 0], points[:, 1]
    x, y, z = (np.cos(lat) * np.cos(lon)).mean(), (np.cos(lat) * np.sin(lon)).mean(), np.sin(lat).mean()
    lon_0, lat_0 = np.degrees([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))])
    return shape.to_crs(f"+proj=laea +lat_0={lat_0:.4f} +lon_0={lon_0:.4f} +datum=NAD83").iloc[0]


def _label(shapes: pd.DataFrame, insets: set[str], width: float) -> pd.DataFrame:
    """Each label in the roomiest spot of its shape; where there is no room, beside the map with a leader line."""
    circles = shapely.maximum_inscribed_circle(shapes["geometry"].to_numpy(), 0.5)
    middle = shapely.get_point(circles, 0)
    frame = shapes.assign(label_x=shapely.get_x(middle), label_y=shapely.get_y(middle))
    frame["beside"] = shapely.length(circles) < ROOM_FOR_A_LETTER
    frame["anchor_x"] = frame["anchor_y"] = np.nan
    for code in frame.index[frame["beside"] & frame.index.isin(insets)]:
        left, top, right, _ = shapely.bounds(frame["geometry"].loc[code])
        frame.loc[code, ["label_x", "label_y"]] = (left + right) / 2 + 8, top - 4
    called = frame[frame["beside"] & ~frame.index.isin(insets)].sort_values("label_y", kind="stable")
    if called.empty:
        return frame
    frame.loc[called.index, ["anchor_x", "anchor_y"]] = called[["label_x", "label_y"]].to_numpy()
    # The column is centred on the places it names, so that leader lines stay short and do not cross.
    first = called["label_y"].mean() - CALLOUT_STEP * (len(called) - 1) / 2 + CALLOUT_STEP
    frame.loc[called.index, "label_x"] = width - RIGHT_MARGIN - 4
    frame.loc[called.index, "label_y"] = first + CALLOUT_STEP * np.arange(len(called))
    return frame


def _hundredths(shapes: pd.DataFrame) -> pd.DataFrame:
    """Places to a hundredth of a pixel: their last digits are not the same in every version of the libraries."""
    return shapes.assign(**{place: shapes[place].astype(float).round(2) for place in PLACES})


def _up(height: float) -> float:
    """The next hundredth of a pixel, so that nothing stands below the page."""
    return math.ceil(round(height * 100, 6)) / 100
