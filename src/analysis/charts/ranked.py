"""All jurisdictions in order, each with its score, its bounds and its letter."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    across,
    fixed,
    hairlines,
    lane,
    layered,
    letter_bands,
    linked_words,
    only,
    said,
    stripes,
    words,
)
from analysis.charts.palette import EDGE, MUTED, PAPER, RULE, status_label
from analysis.charts.parts import LINKS, axis_start, display_rows, holders, status_table
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.display.numbers import counted
from analysis.display.words import verb
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, PROVISIONAL, SCORED
from analysis.standard.rubric import Rubric

ROW = 14.0
NAMES, AFTER = 152.0, 62.0
"""Pixels: rank and name to the left of the plot, letter and score to its right."""


def ranked_scores(card: Scorecard, rubric: Rubric, links: str = LINKS) -> Figure:
    """One row per jurisdiction: rank, name, bounds as a bar, score as a dot, letter and score in print.

    An open dot is provisional; a bar without a dot has bounds, in print too, but no score; the last rows have neither.
    """
    rows = display_rows(card, rubric, links)
    scored = rows["status"].isin(SCORED)
    # A heading stands before the first row of each status that has no score.
    first = ~scored & ~rows["status"].duplicated()
    rows["row"] = range(len(rows)) + first.cumsum()
    count = int(rows["row"].max()) + 1
    y = lane(count)
    bounded = rows[rows["score_low"].notna()]
    # Bounds without a score are wide: they are cut at the start of the axis, and printed beside the plot.
    lowest = bounded.loc[bounded["status"].isin(SCORED), "score_low"].min()
    low = axis_start(0.0 if pd.isna(lowest) else float(lowest), rubric)

    def drawn(width: float) -> alt.LayerChart:
        plot = width - NAMES - AFTER
        return layered(
            *letter_bands(rubric, low, plot),
            hairlines(stripes(int(scored.sum())), y, -NAMES, plot + AFTER),
            *_bounds(bounded, y, low, rubric.maximum),
            *_dots(rows[scored], y, low, rubric.maximum),
            *_columns(rows, scored, y, count, plot),
            *_headings(rows[first], y),
            width=plot,
            height=ROW * count,
        )

    headline = headlines.of_ranking(card)
    return Figure(drawn(WIDE), _alt(rows, card), status_table(rows), narrow=drawn(NARROW), headline=headline)


def _bounds(rows: pd.DataFrame, y: alt.Y, low: float, top: float) -> list[alt.Chart]:
    channels = {"x": across("score_low", low, top), "x2": alt.X2("score_high:Q"), "y": y}
    unscored = rows["status"] == INSUFFICIENT
    solid, dashed = (
        rows[~unscored & (rows["score_low"] < rows["score_high"])],
        rows[unscored & (rows["score_high"] > low)],
    )
    dashed = dashed.assign(score_low=dashed["score_low"].clip(lower=int(low)))
    bar = alt.Chart(only(solid, channels)).mark_rule(color=RULE, strokeWidth=4, opacity=0.55, aria=False)
    channels_said = channels | said()
    faint = alt.Chart(only(dashed, channels_said)).mark_rule(color=MUTED, strokeWidth=1.5, strokeDash=[3, 2])
    return [bar.encode(**channels), faint.encode(**channels_said)]


def _dots(rows: pd.DataFrame, y: alt.Y, low: float, top: float) -> list[alt.Chart]:
    frame = rows.assign(fill=rows["fill"].where(rows["status"] != PROVISIONAL, PAPER))
    channels = {"x": across("score", low, top), "y": y, "fill": alt.Fill("fill:N", scale=None), **said()}
    dot = alt.Chart(only(frame, channels)).mark_point(size=62, stroke=EDGE, strokeWidth=1.2, opacity=1)
    return [dot.encode(**channels)]


def _columns(rows: pd.DataFrame, scored: pd.Series, y: alt.Y, count: int, plot: float) -> list[alt.Chart]:
    shared = rows["rank"].duplicated(keep=False) & rows["rank"].notna()
    ranks = rows[scored].assign(text=shared.map({True: "=", False: ""}) + rows["rank"].astype("string"))
    chips = rows[scored].assign(top=rows["row"] - 0.42, bottom=rows["row"] + 0.42)
    box = {
        "x": alt.value(plot + 12),
        "x2": alt.value(plot + 36),
        "y": lane(count, "top"),
        "y2": alt.Y2("bottom:Q"),
        "fill": alt.Fill("fill:N", scale=None),
    }
    place = alt.value(plot + AFTER)
    bounds = rows[~scored & rows["score_low"].notna()]
    bounds = bounds.assign(
        text=bounds["score_low"].astype("string") + "–" + bounds["score_high"].astype("string")
    )
    return [
        words(ranks, alt.value(-NAMES + 22), y, align="right", color=MUTED, size=SMALL),
        linked_words(rows, alt.value(-NAMES + 30), y, "name", limit=124),
        alt.Chart(only(chips, box)).mark_bar(stroke=EDGE, strokeWidth=0.7, aria=False).encode(**fixed(box)),
        words(
            chips, alt.value(plot + 24), y, "symbol", align="center", bold=True, ink="ink", size=SMALL + 0.5
        ),
        words(bounds, place, y, align="right", color=MUTED, size=SMALL),
        words(chips.assign(text=chips["score"].astype("string")), place, y, align="right"),
    ]


def _headings(first: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    frame = first.assign(text=first["status"].map(status_label), row=first["row"] - 1)
    return [words(frame, alt.value(-NAMES + 30), y, bold=True, color=MUTED, size=SMALL)]


def _alt(rows: pd.DataFrame, card: Scorecard) -> str:
    scored = rows[rows["status"].isin(SCORED)]
    if scored.empty:
        return f"Ranked list of {counted(len(rows), 'jurisdiction')}; none has a score."
    best, worst = scored["score"].max(), scored["score"].min()
    provisional = int((scored["status"] == PROVISIONAL).sum())
    return (
        f"Ranked list of {counted(len(scored), 'scored jurisdiction')} with bounds: the highest score is {best}, "
        f"{holders(scored, best)}; the lowest is {worst}, {holders(scored, worst)}. {provisional} "
        f"{verb(provisional, 'is', 'are')} provisional: text not seen, or an act not read, could change the letter."
    )
