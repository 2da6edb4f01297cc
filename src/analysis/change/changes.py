"""What changed between two editions: laws, answers, points, scores and grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analysis.change.what_happened import what_happened
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.standard.codebook import NOT_CODED, Codebook
from analysis.standard.rubric import Rubric

if TYPE_CHECKING:
    from analysis.raw import Dataset
    from analysis.raw.editions import Edition

LAW_CHANGED, TEXT_NEWLY_SEEN, TEXT_NO_LONGER_SEEN = ("law_changed", "text_newly_seen", "text_no_longer_seen")
"""Why an answer differs: the law says otherwise, or one of the two texts was not seen."""


@dataclass(frozen=True)
class Changes:
    """Two editions side by side.

    `jurisdictions`: one row each, in file order: `name`, `kind`, and `law_id`, `status`, `grade`, `score`, `rank` with the
    suffixes `_before` and `_after`, `score_change` (published points; <NA> unless both editions have a score), and
    what the law did: `event`, `answers_changed`, `acts`, `unread` (see `what_happened`).
    `answers`: one row per differing answer of laws in force at both dates: `jurisdiction`, `name`, `category`,
    `variable`, `before`, `after`, `points_before`, `points_after`, `gain` (points of the rubric; NaN unless both are
    coded), `reason`.
    `acts`: the acts recorded between the two dates.
    """

    before: Scorecard
    after: Scorecard
    jurisdictions: pd.DataFrame
    answers: pd.DataFrame
    acts: pd.DataFrame


def compare(dataset: Dataset, before: Edition, after: Edition, scored: Scorecard | None = None) -> Changes:
    """Compare the law in force on two editions' dates, both scored under the data set's rubric.

    In: `scored`, what `scorecard` gives for the later edition, where it is known.
    """
    old, new = scorecard(dataset, before), scored or scorecard(dataset, after)
    answers = changed_answers(old, new, dataset.codebook, dataset.rubric)
    acts = acts_between(dataset, before, after)
    began = dataset.laws.set_index("law_id")["effective_precision"]
    return Changes(old, new, side_by_side(old, new, answers, acts, began), answers, acts)


def side_by_side(
    old: Scorecard, new: Scorecard, answers: pd.DataFrame, acts: pd.DataFrame, began: pd.Series
) -> pd.DataFrame:
    """`Changes.jurisdictions`, from both scorecards, the answers that differ and the acts between (see `what_happened`)."""
    kept = ["law_id", "status", "grade", "score", "rank"]
    both = new.table[["name", "kind"]].join(old.table[kept])
    both = both.join(new.table[kept], lsuffix="_before", rsuffix="_after")
    law_changed = answers[answers["reason"] == LAW_CHANGED].groupby("jurisdiction").size()
    found = what_happened(old, new, law_changed, acts, began)
    both.insert(1, "event", found["event"])
    both["score_change"] = both["score_after"] - both["score_before"]
    return both.join(found.drop(columns="event"))


def changed_answers(old: Scorecard, new: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    """Every answer that differs where a law was in force at both dates, in file and codebook order."""
    both = [
        place
        for place in new.table.index
        if not {old.table.at[place, "status"], new.table.at[place, "status"]} & {NO_LAW_STATUS, UNKNOWN}
    ]
    rows = []
    said_before, said_now = old.answers.to_dict("index"), new.answers.to_dict("index")
    for place in both:
        for variable in codebook.ids:
            was, now = str(said_before[place][variable]), str(said_now[place][variable])
            if was != now:
                rows.append((place, new.table.at[place, "name"], variable, was, now))
    frame = pd.DataFrame(rows, columns=["jurisdiction", "name", "variable", "before", "after"])
    items = rubric.item_by_variable
    category = {variable: found.id for variable, found in rubric.category_of.items()}
    frame.insert(2, "category", frame["variable"].map(lambda v: category.get(v, "")))
    for side in ("before", "after"):
        worth = [
            items[v].worth(value) if v in items else None
            for v, value in zip(frame["variable"], frame[side], strict=True)
        ]
        frame[f"points_{side}"] = pd.Series(worth, index=frame.index, dtype=float)
    frame["gain"] = frame["points_after"] - frame["points_before"]
    frame["reason"] = LAW_CHANGED
    frame.loc[frame["before"] == NOT_CODED, "reason"] = TEXT_NEWLY_SEEN
    frame.loc[frame["after"] == NOT_CODED, "reason"] = TEXT_NO_LONGER_SEEN
    return frame


def acts_between(dataset: Dataset, before: Edition, after: Edition) -> pd.DataFrame:
    """Acts that took effect after the first date and by the second, oldest first.

    Where only the year is known, the act counts when its year is later than the first edition's or, in the same year,
    cannot be told apart from it: it is kept and `certain` is False. Acts without a year are left out.
    """
    start, end = before.as_of.isoformat(), after.as_of.isoformat()
    acts = dataset.amendments[dataset.amendments["year"] != ""].copy()
    dated = acts["effective"] != ""
    inside = dated & (start < acts["effective"]) & (acts["effective"] <= end)
    by_year = ~dated & (acts["year"] >= start[:4]) & (acts["year"] <= end[:4])
    acts["certain"] = dated | ((acts["year"] > start[:4]) & (acts["year"] < end[:4]))
    acts = acts[inside | by_year]
    return acts.sort_values(["jurisdiction", "year", "effective"], kind="stable").reset_index(drop=True)
