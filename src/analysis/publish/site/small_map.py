"""The outlines of the jurisdictions as paths of one small drawing, for a script to color."""

from __future__ import annotations

from typing import Any

from analysis.charts.geography import Geography

WIDTH, DETAIL, FINE = 600.0, 1.3, 10
"""Pixels, pixels, and how many steps of a path go into one pixel."""


def outlines(geography: Geography) -> dict[str, Any]:
    """Width and height of the drawing; each jurisdiction with `code`, `path` and the place of its letter.

    `beside`: the letter stands outside the shape, `from_x` and `from_y` is where its line begins ("" for none).
    """
    small = geography.scaled(WIDTH, DETAIL)
    shapes = []
    for code, row in small.shapes.sort_index().iterrows():
        led = bool(row["beside"] and row["anchor_x"] == row["anchor_x"])
        shapes.append(
            {
                "code": code,
                "path": path(row["geometry"]),
                "x": _steps(row["label_x"]),
                "y": _steps(row["label_y"]),
                "beside": bool(row["beside"]),
                "from_x": _steps(row["anchor_x"]) if led else "",
                "from_y": _steps(row["anchor_y"]) if led else "",
            }
        )
    return {"width": _steps(small.width), "height": _steps(small.height), "shapes": shapes}


def path(shape: Any) -> str:
    """The polygons of a shape as one SVG path, in whole steps from point to point.

    >>> import shapely
    >>> path(shapely.MultiPolygon([shapely.box(0, 0, 1, 2)]))
    'm10 0v20h-10v-20z'
    """
    said, at = "", (0, 0)
    for part in shape.geoms:
        for ring in (part.exterior, *part.interiors):
            points = [(_steps(x), _steps(y)) for x, y in ring.coords]
            first = points[0]
            said += f"m{_pair(first[0] - at[0], first[1] - at[1])}"
            at = first
            for point in points[1:-1]:
                said += _step(point[0] - at[0], point[1] - at[1])
                at = point
            said += "z"
            at = first
    return said


def _step(across: int, down: int) -> str:
    if not across:
        return f"v{down}" if down else ""
    return f"l{_pair(across, down)}" if down else f"h{across}"


def _pair(across: int, down: int) -> str:
    return f"{across}{down}" if down < 0 else f"{across} {down}"


def _steps(pixels: Any) -> int:
    return round(float(pixels) * FINE)
