"""`explore.html`: the laws filtered, colored and weighted by their readers, on any day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from analysis.cards.panel import rules_of
from analysis.charts.geography import read_geography, tiles
from analysis.charts.palette import SHARE_ANCHORS, ink_on, ramp
from analysis.display.words import listed
from analysis.grading.scoring import STATUSES
from analysis.publish.build.context import Context
from analysis.publish.site.frame import joined_scripts, write_page
from analysis.publish.site.laws import laws_data, places_data
from analysis.publish.site.navigation import EXPLORE
from analysis.publish.site.small_map import outlines
from analysis.raw import Dataset
from analysis.raw.acts import act_name, end_laws, make_first_laws
from analysis.raw.editions import editions
from analysis.raw.periods import periods

SHADES = 5
"""Steps from none to all of the points."""


def write(context: Context, folder: Path) -> None:
    """The page, with all laws in it, and its script."""
    dataset = context.dataset
    places = dataset.jurisdictions.sort_values("jurisdiction")
    geography = read_geography(context.raw, places)
    absent = places.loc[places["jurisdiction"].isin(geography.without_shape), "name"]
    write_page(
        context,
        folder,
        EXPLORE,
        data=explorer_data(dataset, context.cards, context.as_of),
        drawing=outlines(geography),
        absent=listed(absent, nothing=""),
        absent_count=len(absent),
    )
    joined_scripts(context, folder, "explore")


def explorer_data(dataset: Dataset, pages: dict[str, str], until: date) -> dict[str, Any]:
    """What the explorer's script reads: laws, days, acts, the rubric, and the looks of answers."""
    stretches = periods(dataset)
    laws = laws_data(dataset, stretches["law_id"])
    numbers = {version["id"]: number for number, version in enumerate(laws["versions"])}
    grid = tiles(dataset.jurisdictions)
    grid["row"] -= grid["row"].min()
    corners = {
        str(code): {"row": int(row["row"]), "column": int(row["column"])} for code, row in grid.iterrows()
    }
    known: dict[str, list[list[Any]]] = {}
    for row in stretches.to_dict("records"):
        sign = 2 if row["unread"] else 1 if row["ended"] else 0
        known.setdefault(row["jurisdiction"], []).append([row["start"], numbers.get(row["law_id"], -1), sign])
    most = max([SHADES, *(len(question["values"]) for question in laws["questions"])])
    return {
        **laws,
        "places": [
            place | {"periods": known[place["code"]]} | corners[place["code"]]
            for place in places_data(dataset, pages)
        ],
        "acts": _acts(dataset, until),
        "editions": [[one.id, one.as_of.isoformat(), one.published] for one in editions(dataset)],
        "until": until.isoformat(),
        "rules": rules_of(dataset.rubric, dataset.codebook),
        "statuses": list(STATUSES),
        "shades": {str(n): _shades(n) for n in range(2, most + 1)},
    }


def _acts(dataset: Dataset, until: date) -> list[list[Any]]:
    """Jurisdiction, date (a day, or the year alone), 0, 1 (a first law) or 2 (the end of one), act, what it changed."""
    acts = dataset.amendments
    dated = acts["effective"].where(acts["effective"] != "", acts["year"])
    rows = acts.assign(dated=dated, did=make_first_laws(acts).astype(int).mask(end_laws(dataset), 2))
    rows = rows[(rows["dated"] != "") & (rows["dated"].map(lambda d: f"{d}-01-01"[:10]) <= until.isoformat())]
    rows = rows.sort_values(["jurisdiction", "dated"], kind="stable")
    return [
        [row["jurisdiction"], row["dated"], int(row["did"]), act_name(row["act"]), row["change"]]
        for row in rows.to_dict("records")
    ]


def _shades(count: int) -> list[list[str]]:
    """Fill and ink of each of some steps, from none to all."""
    return [[fill, ink_on(fill)] for fill in ramp(SHARE_ANCHORS, count)]
