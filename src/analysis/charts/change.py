"""Who moved between two editions: scores before and after, and the laws that are new."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.change.changes import Changes
from analysis.change.what_happened import PASSED, REPEALED
from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    across,
    fixed,
    hairlines,
    lane,
    layered,
    letter_bands,
    note,
    only,
    said,
    words,
)
from analysis.charts.palette import ACCENT, EDGE, LOSS, MUTED, PAPER, grade_colors, status_label
from analysis.charts.parts import axis_start
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.display.numbers import counted
from analysis.display.words import listed
from analysis.grading.scoring import SCORED
from analysis.standard.rubric import Rubric

ROW, NAMES, AFTER = 14.5, 130.0, 104.0


def score_changes(changes: Changes, rubric: Rubric) -> Figure:
    """A dumbbell per jurisdiction with a score in both editions, largest rise first; then new laws, then repealed ones.

    An open dot is the earlier score, a filled one the later. Unchanged jurisdictions are counted below, not drawn.
    """
    both = changes.jurisdictions.rename_axis("jurisdiction").reset_index()
    scored = both[both["score_change"].notna()]
    moved = scored[scored["score_change"] != 0].sort_values(
        ["score_change", "name"], ascending=[False, True], kind="stable"
    )
    new = both[(both["event"] == PASSED) & both["status_after"].isin(SCORED)]
    new = new.sort_values(["score_after", "name"], ascending=[False, True], kind="stable")
    gone = both[(both["event"] == REPEALED) & both["status_before"].isin(SCORED)].sort_values("name")
    first_new = len(moved) + (2 if len(new) else 0)
    first_gone = first_new + len(new) + (2 if len(gone) else 0)
    rows = pd.concat(
        [
            moved.assign(row=range(len(moved))),
            new.assign(row=range(first_new, first_new + len(new))),
            gone.assign(row=range(first_gone, first_gone + len(gone))),
        ]
    )
    rows = _looks(rows, rubric)
    same, count = len(scored) - len(moved), max(1, first_gone + len(gone))
    shown = rows[["before", "after"]].min().min()
    low = axis_start(0.0 if pd.isna(shown) else float(shown), rubric)

    def drawn(width: float) -> alt.LayerChart:
        plot = width - NAMES - AFTER
        return layered(
            hairlines(pd.DataFrame({"row": rows["row"] + 0.5}), lane(count), -NAMES, plot + AFTER),
            *letter_bands(rubric, low, plot),
            *_key(changes),
            *_dumbbells(rows, low, rubric.maximum, count),
            *_columns(rows, count, plot),
            *_notes(first_new if len(new) else 0, first_gone if len(gone) else 0, same, count),
            width=plot,
            height=ROW * count,
        )

    text = _alt(changes, moved, new, gone, same)
    up = int((moved["score_change"] > 0).sum())
    headline = headlines.of_change(up, len(moved) - up, same)
    return Figure(drawn(WIDE), text, _table(changes, both), narrow=drawn(NARROW), headline=headline)


def _looks(rows: pd.DataFrame, rubric: Rubric) -> pd.DataFrame:
    records = rows.to_dict("records")
    return rows.assign(
        fill=rows["grade_after"].map(grade_colors(rubric.letters)).fillna(PAPER),
        line=[LOSS if not pd.isna(r["score_change"]) and r["score_change"] < 0 else ACCENT for r in records],
        letters=[_letters(r) for r in records],
        points=[_signed(r) for r in records],
        words=[_sentence(r) for r in records],
        before=rows["score_before"].astype("Float64").astype(float),
        after=rows["score_after"].astype("Float64").astype(float),
    )


def _letters(row: dict[Any, Any]) -> str:
    before, after = row["grade_before"], row["grade_after"]
    if row["event"] == REPEALED:
        return before
    return after if not before or before == after else f"{before} to {after}"


def _signed(row: dict[Any, Any]) -> str:
    change = row["score_change"]
    if row["event"] == REPEALED:
        return "repealed"
    return "new" if pd.isna(change) else f"{change:+d}".replace("-", "−")


def _sentence(row: dict[Any, Any]) -> str:
    if row["event"] == REPEALED:
        return f"{row['name']}: law repealed or expired; score {row['score_before']}, grade {row['grade_before']} before"
    if pd.isna(row["score_change"]):
        return f"{row['name']}: first law, score {row['score_after']}, grade {row['grade_after']}"
    return (
        f"{row['name']}: {row['score_before']} ({row['grade_before']}) to {row['score_after']} ({row['grade_after']}), "
        f"{_signed(row)}"
    )


def _key(changes: Changes) -> list[alt.Chart]:
    """Which dot is which edition, above the names."""
    place = {"x": alt.value(-NAMES + 5), "y": alt.value(-10)}
    later = {"x": alt.value(-NAMES + 57), "y": alt.value(-10)}
    dot = alt.Chart(pd.DataFrame({"key": [""]}))
    return [
        dot.mark_point(size=44, fill=PAPER, stroke=MUTED, opacity=1, aria=False).encode(**fixed(place)),
        note(changes.before.edition.id, -NAMES + 14, -10, size=SMALL, limit=36),
        dot.mark_point(size=62, fill=MUTED, stroke=EDGE, opacity=1, aria=False).encode(**fixed(later)),
        note(changes.after.edition.id, -NAMES + 67, -10, size=SMALL, limit=60),
    ]


def _dumbbells(rows: pd.DataFrame, low: float, top: float, count: int) -> list[alt.Chart]:
    pairs = rows[rows["before"].notna()]
    line = {
        "x": across("before", low, top), "x2": alt.X2("after:Q"), "y": lane(count),
        "color": alt.Color("line:N", scale=None),
    }  # fmt: skip
    start = {"x": across("before", low, top), "y": lane(count)}
    end = {"x": across("after", low, top), "y": lane(count), "fill": alt.Fill("fill:N", scale=None), **said()}
    return [
        alt.Chart(only(pairs[pairs["after"].notna()], line))
        .mark_rule(strokeWidth=2.2, aria=False)
        .encode(**line),
        alt.Chart(only(pairs, start))
        .mark_point(size=44, fill=PAPER, stroke=MUTED, opacity=1, aria=False)
        .encode(**start),
        alt.Chart(only(rows[rows["after"].notna()], end))
        .mark_point(size=62, stroke=EDGE, strokeWidth=1.2, opacity=1)
        .encode(**end),
    ]


def _columns(rows: pd.DataFrame, count: int, plot: float) -> list[alt.Chart]:
    y = lane(count)
    return [
        words(rows, alt.value(-NAMES), y, "name", limit=NAMES - 6),
        words(rows, alt.value(plot + 56), y, "letters", align="right", bold=True),
        words(rows, alt.value(plot + AFTER), y, "points", align="right"),
        note("Grade", plot + 56, -10, align="right", size=SMALL),
        note("Points", plot + AFTER, -10, align="right", size=SMALL),
    ]


def _notes(new: int, gone: int, same: int, count: int) -> list[alt.Chart]:
    """The headings above the first row of the laws that are new and of those that are gone, and how many did not move."""
    lines = []
    if same:
        words_below = f"Score unchanged: {counted(same, 'jurisdiction')}"
        lines.append(note(words_below, -NAMES, ROW * count + 14, size=SMALL))
    if new:
        lines.append(note("First laws", -NAMES, ROW * (new - 0.5), size=SMALL))
    if gone:
        lines.append(note("Repealed or expired", -NAMES, ROW * (gone - 0.5), size=SMALL))
    return lines


def _alt(changes: Changes, moved: pd.DataFrame, new: pd.DataFrame, gone: pd.DataFrame, same: int) -> str:
    up, down = moved[moved["score_change"] > 0], moved[moved["score_change"] < 0]
    names = [f"{r['name']} ({_signed(r)})" for r in up.head(3).to_dict("records")]
    rises = f", most in {listed(names)}" if names else ""
    falls = [f"{r['name']} ({_signed(r)})" for r in down.tail(3).to_dict("records")]
    lost = f": {listed(reversed(falls))}" if falls else ""
    added = f" {counted(len(new), 'first law')}: {listed(new['name'])}." if len(new) else ""
    ended = f" {counted(len(gone), 'law')} repealed or expired: {listed(gone['name'])}." if len(gone) else ""
    return (
        f"Scores in {changes.before.edition.id} and {changes.after.edition.id}: {len(up)} rose{rises}; "
        f"{len(down)} fell{lost}; {same} stayed the same.{added}{ended}"
    )


def _table(changes: Changes, both: pd.DataFrame) -> pd.DataFrame:
    before, after = changes.before.edition.id, changes.after.edition.id
    return pd.DataFrame(
        {
            "Jurisdiction": both["name"],
            f"Status {before}": both["status_before"].map(status_label),
            f"Score {before}": both["score_before"],
            f"Grade {before}": both["grade_before"].replace("", "–"),
            f"Status {after}": both["status_after"].map(status_label),
            f"Score {after}": both["score_after"],
            f"Grade {after}": both["grade_after"].replace("", "–"),
            "Points": both["score_change"],
        }
    )
