"""Outlines of places: cleaned, simplified together so that borders stay shared, and as GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

SMALLEST_PART = 0.8
"""Square pixels: islands below this are left out, unless nothing else of the jurisdiction is left."""


def simplified(shapes: np.ndarray, detail: float) -> np.ndarray:
    """Simplify a set of neighbours together, then drop specks; no shape loses its largest part."""
    simple = shapely.coverage_simplify(shapes, detail)
    kept = []
    for shape in simple:
        parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
        kept.append(shapely.MultiPolygon([p for p in parts[1:] if p.area >= SMALLEST_PART] + parts[:1]))
    return np.array(kept)


def polygons(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape as one; the lines and points that mending leaves are dropped."""
    parts: Iterable[BaseGeometry] = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def rounded(shape: BaseGeometry) -> dict[str, Any]:
    """The outline as GeoJSON, to a tenth of a pixel."""

    def ring(points: Any) -> list[list[float]]:
        return [[round(x, 1), round(y, 1)] for x, y in points]

    parts = [[ring(r.coords) for r in (part.exterior, *part.interiors)] for part in shape.geoms]
    return {"type": "MultiPolygon", "coordinates": parts}
