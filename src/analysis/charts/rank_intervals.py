"""How far ranks hang on what is in doubt: the published rank, and where it falls in random draws of it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    across,
    hairlines,
    lane,
    layered,
    note,
    only,
    said,
    stripes,
    ticks,
    words,
)
from analysis.charts.palette import EDGE, PAPER, RULE, grade_colors, symbol
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.display.numbers import FIRM, counted, share_of_draws
from analysis.display.words import verb
from analysis.grading.scoring import GRADED, PROVISIONAL
from analysis.standard.rubric import Rubric

ROW, NAMES, AFTER = 13.2, 130.0, 94.0


def rank_intervals(intervals: pd.DataFrame, rubric: Rubric, status: pd.Series | None = None) -> Figure:
    """One row per scored jurisdiction: published rank as a dot, 5th to 95th percentile as a bar, grade kept in print.

    In: `Robustness.intervals`, best first; where it has each doubt alone (`both_doubts`), lines, words and table tell these
    too. `status` by jurisdiction: a provisional grade has a hollow dot and an asterisk (default: every grade is firm).
    """
    rows = intervals.rename_axis("jurisdiction").reset_index()
    held = rows["jurisdiction"].map(status) if status is not None else pd.Series(GRADED, index=rows.index)
    rows["open"] = held.eq(PROVISIONAL)
    rows["printed"] = [symbol(str(s), g) for s, g in zip(held, rows["grade"], strict=True)]
    rows["row"] = range(len(rows))
    count = len(rows)
    rows["fill"] = rows["grade"].map(grade_colors(rubric.letters)).mask(rows["open"], PAPER)
    rows["kept"] = rows["same_grade"].map(share_of_draws)
    rows["words"] = [
        f"{r['name']}: rank {r['rank']}, {r['rank_low']} to {r['rank_high']} in nine of ten draws{_alone(r)}; "
        f"{'provisional ' if r['open'] else ''}grade {r['grade']} in {r['kept']} of them all"
        for r in rows.to_dict("records")
    ]
    last = max(2, int(rows["rank_high"].max())) if count else 2
    low, high = 0.5, last + 0.5
    span = {"x": across("rank_low", low, high), "x2": alt.X2("rank_high:Q"), "y": lane(count)}
    dot = {"x": across("rank", low, high), "y": lane(count), "fill": alt.Fill("fill:N", scale=None), **said()}
    bar: dict[str, Any] = {"color": RULE, "strokeWidth": 4, "opacity": 0.55, "aria": False}

    doubts: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (
            {"x": across(f"rank_low{side}", low, high), "x2": alt.X2(f"rank_high{side}:Q"), "y": lane(count)},
            {"color": EDGE, "strokeWidth": 1.1, "aria": False, "yOffset": offset, "strokeDash": dash},
        )
        for side, offset, dash in (("_weights", -4, [1, 0]), ("_text", 4, [2.5, 2]))
        if f"rank_low{side}" in rows
    ]

    def drawn(width: float) -> alt.LayerChart:
        plot = width - NAMES - AFTER
        return layered(
            *ticks([1, *range(10, last + 1, 10)], low, high, plot),
            hairlines(stripes(count), lane(count), -NAMES, plot + AFTER),
            alt.Chart(only(rows, span)).mark_rule(**bar).encode(**span),
            *(alt.Chart(only(rows, place)).mark_rule(**look).encode(**place) for place, look in doubts),
            alt.Chart(only(rows, dot))
            .mark_point(size=58, stroke=EDGE, strokeWidth=1.2, opacity=1)
            .encode(**dot),
            words(rows, alt.value(-NAMES), lane(count), "name", limit=NAMES - 6),
            words(rows, alt.value(plot + 22), lane(count), "printed", align="center", bold=True),
            words(rows, alt.value(plot + AFTER), lane(count), "kept", align="right"),
            note("Rank", -NAMES, -10, size=SMALL),
            note("Grade", plot + 22, -10, align="center", size=SMALL),
            note("kept", plot + AFTER, -10, align="right", size=SMALL),
            width=plot,
            height=ROW * count,
        )

    headline = headlines.of_draws(rows["same_grade"])
    return Figure(drawn(WIDE), _alt(rows), _table(rows), narrow=drawn(NARROW), headline=headline)


DOUBTS = {"_weights": "weights alone", "_text": "text not shown alone"}
"""Each doubt alone, by the suffix of its columns."""


def _alone(row: dict[Any, Any]) -> str:
    parts = [
        f"{n} {row[f'rank_low{s}']} to {row[f'rank_high{s}']}"
        for s, n in DOUBTS.items()
        if f"rank_low{s}" in row
    ]
    return f" ({'; '.join(parts)})" if parts else ""


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No jurisdiction has a rank."
    both = all(f"rank_low{side}" in rows for side in DOUBTS)
    what = "weights drawn at random" + (" and text not shown drawn from other laws, together" if both else "")
    width = rows["rank_high"] - rows["rank_low"] + 1
    firm = int((rows["same_grade"] >= FIRM).sum())
    shaky = rows.sort_values("same_grade", kind="stable").to_dict("records")[0]
    provisional = int(rows["open"].sum())
    marked = (
        f" {counted(provisional, 'grade')} {verb(provisional, 'is', 'are')} provisional."
        if provisional
        else ""
    )
    return (
        f"Ranks of {counted(len(rows), 'jurisdiction')} under {what}: the middle interval spans "
        f"{width.median():.0f} places, the widest {width.max()}. {firm} {verb(firm, 'keeps its', 'keep their')} grade "
        f"in at least {share_of_draws(FIRM)} of draws; "
        f"least certain is {shaky['name']}, which keeps its {shaky['grade']} in {shaky['kept']}.{marked}"
    )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    alone = {
        f"{end} rank, {name}": rows[f"{column}{side}"]
        for side, name in DOUBTS.items()
        for end, column in (("Best", "rank_low"), ("Worst", "rank_high"))
        if f"rank_low{side}" in rows
    }
    return pd.DataFrame(
        {
            "Jurisdiction": rows["name"],
            "Grade": rows["printed"],
            "Rank": rows["rank"],
            "Best rank (5%)": rows["rank_low"],
            "Worst rank (95%)": rows["rank_high"],
            **alone,
            "Grade kept": rows["kept"],
        }
    )
