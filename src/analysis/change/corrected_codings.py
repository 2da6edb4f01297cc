"""Answers that changed because the coding was corrected, not because the law did."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.grading.scorecard import Scorecard
from analysis.raw import Dataset
from analysis.raw.editions import Edition, laws_in_force
from analysis.raw.editions import edition as edition_named
from analysis.standard.rubric import Rubric

RECODED = ["jurisdiction", "law_id", "variable", "before", "after", "points_before", "points_after", "why"]
LAW_VERSION = "law_id"
"""Stands for `variable` where the earlier data held another law version to be in force on the edition's date."""


def corrections_made(dataset: Dataset, *cards: Scorecard) -> pd.DataFrame:
    """The rows of `corrections.csv` that concern a law in force in one of the editions.

    Out: `jurisdiction`, the columns of corrections.csv, `points_old`, `points_new` (NaN where the value has none),
    `editions`.
    """
    in_force = {
        card.edition.id: dict(zip(card.table["law_id"], card.table.index, strict=True)) for card in cards
    }
    rows = dataset.corrections.copy()
    rows["editions"] = [
        ", ".join(name for name, laws in in_force.items() if law in laws) for law in rows["law_id"]
    ]
    rows = rows[rows["editions"] != ""].reset_index(drop=True)
    places = dict(zip(dataset.laws["law_id"], dataset.laws["jurisdiction"], strict=True))
    rows.insert(0, "jurisdiction", rows["law_id"].map(places).astype(str))
    of_value = rows["column"] == "value"
    for side in ("old", "new"):
        points = _worths(dataset.rubric, rows["variable"], rows[side].where(of_value, ""))
        rows[f"points_{side}"] = pd.Series(points, index=rows.index, dtype=float)
    return rows


def recoded(earlier: Dataset | None, now: Dataset, edition: Edition) -> pd.DataFrame:
    """What two data folders say differently about the laws in force on the date that each gives one edition.

    Out: `jurisdiction`, `law_id`, `variable`, `before`, `after`, `points_before`, `points_after` (today's rubric), `why`:
    the reason recorded in corrections.csv, "" where the answer was changed without one. A row with the variable
    `law_id`: the folders disagree on which version was in force. Empty without an earlier folder.
    """
    if earlier is None:
        return pd.DataFrame(columns=RECODED)
    then = laws_in_force(earlier, edition_named(earlier, edition.id).as_of)["law_id"]
    today = laws_in_force(now, edition.as_of)["law_id"]
    reasons = {
        (law, variable, old, new): str(why)
        for law, variable, column, old, new, why in now.corrections[
            ["law_id", "variable", "column", "old", "new", "why"]
        ].itertuples(index=False)
        if column == "value"
    }
    old_values, new_values = _values(earlier), _values(now)
    rows: list[tuple[str, str, str, str, str, str]] = []
    for place, law in today.items():
        was = str(then.get(place, ""))
        if was != law:
            rows.append((str(place), law, LAW_VERSION, was, law, ""))
        for variable in now.codebook.ids:
            before, after = old_values.get((law, variable)), new_values.get((law, variable))
            if was == law and before is not None and before != after:
                why = reasons.get((law, variable, before, after or ""), "")
                rows.append((str(place), law, variable, before, after or "", why))
    frame = pd.DataFrame(rows, columns=[c for c in RECODED if not c.startswith("points")])
    for at, side in ((5, "before"), (6, "after")):
        points = _worths(now.rubric, frame["variable"], frame[side])
        frame.insert(at, f"points_{side}", pd.Series(points, index=frame.index, dtype=float))
    return frame


def _values(dataset: Dataset) -> dict[tuple[str, str], str]:
    rows = dataset.codings[["law_id", "variable", "value"]].itertuples(index=False)
    return {(str(law), str(variable)): str(value) for law, variable, value in rows}


def _worths(rubric: Rubric, variables: Iterable[str], values: Iterable[str]) -> list[float | None]:
    """Points of each answer; None where the rubric has none."""
    items = rubric.item_by_variable
    found: list[float | None] = []
    for variable, value in zip(variables, values, strict=True):
        try:
            found.append(items[variable].worth(value) if value else None)
        except KeyError:
            found.append(None)
    return found
