"""How far two coders agree, question by question."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    LINE,
    across,
    hairlines,
    layered,
    note,
    only,
    pixel_y,
    question_rows,
    said,
    ticks,
    words,
)
from analysis.charts.palette import ACCENT, EDGE, PAPER, RULE
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.coding.agreement import ALL, latest_round
from analysis.display.numbers import counted, percent
from analysis.standard.codebook import Codebook

ROW, AFTER = 22.0, 96.0
LABELS = {WIDE: (252.0, 42), NARROW: (142.0, 24)}
"""Pixels and letters of a line of the questions, by the width of the chart."""


def coder_agreement(frame: pd.DataFrame, codebook: Codebook) -> Figure:
    """One row per question: percent agreement with its 95 % interval, and Krippendorff's alpha in print.

    In: the frame of `agreement.by_round`, or of `agreement.agreement` for one round alone. Dot, interval and alpha are of the
    latest round; hollow dots stand for the rounds before it. The least agreed question comes first, all together last.
    """
    told = frame[frame["pairs"] > 0]
    several = told["codebook"].nunique() > 1 if "codebook" in told else False
    frame = latest_round(told) if "codebook" in told and len(told) else told
    earlier = told[told["codebook"] != told["codebook"].iloc[-1]] if several else told.iloc[:0]
    rows = frame.assign(last=frame["variable"] == ALL)
    rows = rows.sort_values(["last", "percent"], kind="stable").reset_index(drop=True)
    rows["question"] = [codebook[v].question if v in codebook else "All questions" for v in rows["variable"]]
    rows["alpha_text"] = [_alpha(value) for value in rows["alpha"]]
    rows["percent_text"] = [percent(value / 100) for value in rows["percent"]]
    rows["words"] = [
        f"{r['question']} {percent(r['percent'] / 100)} of {r['pairs']} pairs agree; alpha {r['alpha_text']}"
        + _before(earlier, r["variable"])
        for r in rows.to_dict("records")
    ]
    places = rows[["variable"]].reset_index(names="at")
    earlier = earlier.merge(places, on="variable").sort_values("at", kind="stable")
    least = min(rows["low"].min(), earlier["percent"].min()) if len(earlier) else rows["low"].min()
    low = min(50.0, 10 * (float(least) // 10)) if rows["low"].notna().any() else 0.0
    pooled = rows[rows["last"]].to_dict("records")
    headline = headlines.of_agreement(
        *((pooled[0]["percent"] / 100, pooled[0]["pairs"]) if pooled else (None, 0))
    ) + (" in the latest round" if several else "")
    narrow = _chart(rows, earlier, low, NARROW)
    alt = f"{'The latest round: ' if several else ''}{_alt(rows)}"
    table = _table(rows, earlier)
    return Figure(_chart(rows, earlier, low, WIDE), alt, table, narrow=narrow, headline=headline)


def _before(earlier: pd.DataFrame, variable: str) -> str:
    """What the rounds before the latest gave to a question, in words."""
    own = earlier[earlier["variable"] == variable].to_dict("records")
    return "".join(
        f"; {percent(r['percent'] / 100)} of {r['pairs']} under codebook {r['codebook']}" for r in own
    )


def _chart(frame: pd.DataFrame, earlier: pd.DataFrame, low: float, width: int) -> alt.LayerChart:
    left, wrap = LABELS[width]
    plot = width - left - AFTER
    labels, height = question_rows(frame["question"], wrap, ROW)
    rows, labels["last"] = frame.assign(row=labels["row"]), frame["last"]
    y, label_y = pixel_y("row", height), pixel_y("label_row", height)
    span = {"x": across("low", low, 100), "x2": alt.X2("high:Q"), "y": y}
    dot = {"x": across("percent", low, 100), "y": y, **said()}
    size: dict[str, Any] = {"size": SMALL + 0.5, "lineHeight": LINE, "within": True}
    return layered(
        *ticks(range(int(low), 101, 10), low, 100, plot, "%"),
        hairlines(pd.DataFrame({"row": [height - ROW]}), y, -left, plot + AFTER),
        alt.Chart(only(rows, span))
        .mark_rule(color=RULE, strokeWidth=4, opacity=0.55, aria=False)
        .encode(**span),
        *_hollow(earlier, labels, low, y),
        alt.Chart(only(rows, dot)).mark_point(size=70, fill=ACCENT, stroke=EDGE, opacity=1).encode(**dot),
        words(labels[~labels["last"]], alt.value(-left), label_y, **size),
        words(labels[labels["last"]], alt.value(-left), label_y, bold=True, **size),
        words(rows, alt.value(plot + 50), y, "percent_text", align="right"),
        words(rows, alt.value(plot + AFTER), y, "alpha_text", align="right"),
        note("Agree", plot + 50, -10, align="right", size=SMALL),
        note("Alpha", plot + AFTER, -10, align="right", size=SMALL),
        width=plot,
        height=height,
    )


def _hollow(earlier: pd.DataFrame, labels: pd.DataFrame, low: float, y: alt.Y) -> list[alt.Chart]:
    if earlier.empty:
        return []
    marks = earlier.assign(row=labels["row"].iloc[earlier["at"]].to_numpy())
    place = {"x": across("percent", low, 100), "y": y}
    look: dict[str, Any] = {
        "size": 44,
        "fill": PAPER,
        "stroke": EDGE,
        "strokeWidth": 1.3,
        "opacity": 1,
        "aria": False,
    }
    return [alt.Chart(only(marks, place)).mark_point(**look).encode(**place)]


def _alpha(value: float) -> str:
    return "–" if value != value else f"{value:.2f}".replace("-", "−")


def _alt(rows: pd.DataFrame) -> str:
    records = rows.to_dict("records")
    single, pooled = [r for r in records if not r["last"]], [r for r in records if r["last"]]
    text = "".join(
        f"Two coders agree on {percent(r['percent'] / 100)} of {counted(r['pairs'], 'answer')} (alpha {r['alpha_text']}). "
        for r in pooled
    )
    if not single:
        return text.strip()
    return f"{text}Least agreed: {_at_the_end(single, 0)}; most: {_at_the_end(single, -1)}."


def _at_the_end(single: list[dict[Any, Any]], end: int) -> str:
    """The question at one end of the order, or how many share that place, with their agreement."""
    share = single[end]["percent"]
    tied = sum(one["percent"] == share for one in single)
    which = f"“{single[end]['question']}”" if tied == 1 else counted(tied, "question")
    return f"{which} ({percent(share / 100)})"


def _table(rows: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    before = {
        f"Percent, codebook {version}": rows["variable"].map(of.set_index("variable")["percent"]).round(1)
        for version, of in (earlier.groupby("codebook", sort=False) if len(earlier) else ())
    }
    return pd.DataFrame(
        {
            "Question": rows["question"],
            "Pairs": rows["pairs"],
            "Agreed": rows["agreed"],
            "Percent": rows["percent"].round(1),
            "Lowest (95%)": rows["low"].round(1),
            "Highest (95%)": rows["high"].round(1),
            "Alpha": rows["alpha"].round(2),
            **before,
        }
    )
