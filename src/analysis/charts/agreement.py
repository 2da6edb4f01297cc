"""How far two coders agree, question by question."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.agreement import ALL
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    LINE,
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
from analysis.charts.parts import plural
from analysis.charts.theme import SMALL
from analysis.codebook import Codebook

ROW, LABELS, PLOT = 29.0, 252.0, 200.0


def coder_agreement(frame: pd.DataFrame, codebook: Codebook) -> Figure:
    """One row per question: percent agreement with its 95 % interval, and Krippendorff's alpha in print.

    In: the frame of `agreement.agreement`. The least agreed question comes first, all together last.
    """
    rows = frame.assign(last=frame["variable"] == ALL)
    rows = rows.sort_values(["last", "percent"], kind="stable").reset_index(drop=True)
    rows["question"] = [codebook[v].question if v in codebook else "All questions" for v in rows["variable"]]
    rows["alpha_text"] = [_alpha(value) for value in rows["alpha"]]
    rows["percent_text"] = [f"{value:.0f}%" for value in rows["percent"]]
    rows["words"] = [
        f"{r['question']} {r['percent']:.0f}% of {r['pairs']} pairs agree; alpha {r['alpha_text']}"
        for r in rows.to_dict("records")
    ]
    low = min(50.0, 10 * (float(rows["low"].min()) // 10)) if len(rows) else 0.0
    labels, height = question_rows(rows["question"], 42, ROW)
    rows["row"], labels["last"] = labels["row"], rows["last"]
    y, label_y = pixel_y("row", height), pixel_y("label_row", height)
    span = {"x": across("low", low, 100), "x2": alt.X2("high:Q"), "y": y}
    dot = {"x": across("percent", low, 100), "y": y, **said()}
    size: dict[str, Any] = {"size": SMALL + 0.5, "lineHeight": LINE}
    chart = alt.layer(
        *ticks(range(int(low), 101, 10), low, 100, "%"),
        hairlines(pd.DataFrame({"row": [height - ROW]}), y, -LABELS, PLOT + 108),
        alt.Chart(only(rows, span))
        .mark_rule(color=RULE, strokeWidth=4, opacity=0.55, aria=False)
        .encode(**span),
        alt.Chart(only(rows, dot)).mark_point(size=70, fill=ACCENT, stroke=EDGE, opacity=1).encode(**dot),
        words(labels[~labels["last"]], alt.value(-LABELS), label_y, **size),
        words(labels[labels["last"]], alt.value(-LABELS), label_y, bold=True, **size),
        words(rows, alt.value(PLOT + 60), y, "percent_text", align="right"),
        words(rows, alt.value(PLOT + 108), y, "alpha_text", align="right"),
        note("Agree", PLOT + 60, -10, align="right", size=SMALL),
        note("Alpha", PLOT + 108, -10, align="right", size=SMALL),
    ).properties(width=PLOT, height=height)
    return Figure(chart, _alt(rows), _table(rows))


def _alpha(value: float) -> str:
    return "–" if value != value else f"{value:.2f}".replace("-", "−")


def _alt(rows: pd.DataFrame) -> str:
    records = rows.to_dict("records")
    single, pooled = [r for r in records if not r["last"]], [r for r in records if r["last"]]
    text = "".join(
        f"Two coders agree on {r['percent']:.0f}% of {plural(r['pairs'], 'answer')} (alpha {r['alpha_text']}). "
        for r in pooled
    )
    if not single:
        return text.strip()
    return (
        f"{text}Least agreed: “{single[0]['question']}” ({single[0]['percent']:.0f}%); "
        f"most: “{single[-1]['question']}” ({single[-1]['percent']:.0f}%)."
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
