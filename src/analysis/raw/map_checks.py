"""What the map must have to be drawn: shapes in the layer of the states, for at least one jurisdiction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.problems import Problem
from analysis.raw.folder import MAP, RawFolder, topology

LAYER = "states"
"""The layer of the TopoJSON file that holds the shapes, each with a FIPS code as its `id`."""

REMEDY = "restore it from a backup; it is not edited by hand"


def shapes_missing(raw: RawFolder) -> Iterator[Problem]:
    """A map without the layer that is drawn, or without a shape for any jurisdiction."""
    ids = shape_ids(raw.folder / MAP)
    if ids is None:
        found = f"the file has no shapes in a layer '{LAYER}'"
        allowed = f"state shapes in the layer '{LAYER}', each with a FIPS code"
        yield Problem(MAP, None, "", found, allowed, REMEDY)
    elif ids and not ids & {fips for _, (fips,) in raw.rows_if_any("jurisdictions", "fips")}:
        found = f"no fips is that of a shape in {MAP}"
        allowed = f"for at least one jurisdiction a code that the map knows, such as {min(ids)}"
        remedy = "write two digits, with the leading zero, for each jurisdiction that the map shows"
        yield Problem("jurisdictions.csv", None, "fips", found, allowed, remedy)


def shape_ids(path: Path) -> set[str] | None:
    """The codes of the shapes; None without the layer, and nothing where the file is not TopoJSON, which is told already."""
    try:
        content = topology(path.read_bytes())
        if content["type"] != "Topology":
            return set()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()
    try:
        shapes = content["objects"][LAYER]["geometries"]
        codes = {str(one["id"]) for one in shapes if one.get("arcs")}
    except (KeyError, TypeError, AttributeError):
        return None
    return codes if codes and content.get("arcs") else None
