"""How far two coders agree, question by question."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    LINE,
    Layered,
    across,
    hairlines,
    note,
    only,
    pixel_y,
    question_rows,
    said,
    ticks,
    words,
)
from analysis.charts.palette import ACCENT, EDGE, RULE
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.coding.agreement import ALL
from analysis.display.numbers import counted, percent
from analysis.standard.codebook import Codebook

ROW, AFTER = 22.0, 96.0
LABELS = {WIDE: (252.0, 42), NARROW: (142.0, 24)}
"""Pixels and letters of a line of the questions, by the width of the chart."""


def coder_agreement(frame: pd.DataFrame, codebook: Codebook) -> Figure:
    """One row per question: percent agreement with its 95 % interval, and Krippendorff's alpha in print.

    In: the frame of `agreement.agreement`. The least agreed question comes first, all together last.
    """
    frame = frame[frame["pairs"] > 0]
    rows = frame.assign(last=frame["variable"] == ALL)
    rows = rows.sort_values(["last", "percent"], kind="stable").reset_index(drop=True)
    rows["question"] = [codebook[v].question if v in codebook else "All questions" for v in rows["variable"]]
    rows["alpha_text"] = [_alpha(value) for value in rows["alpha"]]
    rows["percent_text"] = [percent(value / 100) for value in rows["percent"]]
    rows["words"] = [
        f"{r['question']} {percent(r['percent'] / 100)} of {r['pairs']} pairs agree; alpha {r['alpha_text']}"
        for r in rows.to_dict("records")
    ]
    low = min(50.0, 10 * (float(rows["low"].min()) // 10)) if rows["low"].notna().any() else 0.0
    pooled = rows[rows["last"]].to_dict("records")
    headline = headlines.of_agreement(
        *((pooled[0]["percent"] / 100, pooled[0]["pairs"]) if pooled else (None, 0))
    )
    narrow = _chart(rows, low, NARROW)
    return Figure(_chart(rows, low, WIDE), _alt(rows), _table(rows), narrow=narrow, headline=headline)


def _chart(frame: pd.DataFrame, low: float, width: int) -> Layered:
    left, wrap = LABELS[width]
    plot = width - left - AFTER
    labels, height = question_rows(frame["question"], wrap, ROW)
    rows, labels["last"] = frame.assign(row=labels["row"]), frame["last"]
    y, label_y = pixel_y("row", height), pixel_y("label_row", height)
    span = {"x": across("low", low, 100), "x2": alt.X2("high:Q"), "y": y}
    dot = {"x": across("percent", low, 100), "y": y, **said()}
    size: dict[str, Any] = {"size": SMALL + 0.5, "lineHeight": LINE}
    return alt.layer(
        *ticks(range(int(low), 101, 10), low, 100, plot, "%"),
        hairlines(pd.DataFrame({"row": [height - ROW]}), y, -left, plot + AFTER),
        alt.Chart(only(rows, span))
        .mark_rule(color=RULE, strokeWidth=4, opacity=0.55, aria=False)
        .encode(**span),
        alt.Chart(only(rows, dot)).mark_point(size=70, fill=ACCENT, stroke=EDGE, opacity=1).encode(**dot),
        words(labels[~labels["last"]], alt.value(-left), label_y, **size),
        words(labels[labels["last"]], alt.value(-left), label_y, bold=True, **size),
        words(rows, alt.value(plot + 50), y, "percent_text", align="right"),
        words(rows, alt.value(plot + AFTER), y, "alpha_text", align="right"),
        note("Agree", plot + 50, -10, align="right", size=SMALL),
        note("Alpha", plot + AFTER, -10, align="right", size=SMALL),
    ).properties(width=plot, height=height)


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
    return (
        f"{text}Least agreed: “{single[0]['question']}” ({percent(single[0]['percent'] / 100)}); "
        f"most: “{single[-1]['question']}” ({percent(single[-1]['percent'] / 100)})."
    )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Question": rows["question"],
            "Pairs": rows["pairs"],
            "Agreed": rows["agreed"],
            "Percent": rows["percent"].round(1),
            "Lowest (95%)": rows["low"].round(1),
            "Highest (95%)": rows["high"].round(1),
            "Alpha": rows["alpha"].round(2),
        }
    )
