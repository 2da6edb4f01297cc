"""Where the points are lost: for each question, how many points the average scored law does not earn, of those it could."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import across, boxes, layered, note, pixel_y, question_rows, words
from analysis.charts.palette import EDGE, LOSS, PAPER, RULE
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.display.numbers import counted, digits
from analysis.grading.scorecard import Scorecard
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric

LEAST = 20.0
WRAP = {WIDE: 52, NARROW: 22}
QUESTIONS = {WIDE: 318.0, NARROW: 142.0}
AFTER = 74.0


def points_lost(card: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    """Points that the states' laws leave on the table, one row per scored question, the costliest first.

    Out: `variable`, `question`, `maximum` (points), `laws` (states whose law is scored and answers it), `lost` (mean points
    short of the maximum over them), `short` (how many of them earn less than the maximum).
    """
    items = card.items.loc[card.scored.index]
    rows = []
    for item in rubric.items:
        earned = items[item.variable].dropna()
        lost = item.maximum - earned
        question = codebook[item.variable].question
        rows.append((item.variable, question, item.maximum, len(earned), lost.mean(), int((lost > 0).sum())))
    columns = ["variable", "question", "maximum", "laws", "lost", "short"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values("lost", ascending=False, kind="stable", na_position="last", ignore_index=True)


def losses(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Figure:
    """A bar for each question: the outline is what an answer can earn, the filled part what the average scored law loses."""
    rows = points_lost(card, codebook, rubric)
    rows = rows[rows["laws"] > 0].reset_index(drop=True)
    rows["lost_words"] = [digits(round(float(value), 1)) for value in rows["lost"]]
    rows["of"] = [f"{r['lost_words']} of {digits(r['maximum'])}" for r in rows.to_dict("records")]
    rows["words"] = [
        f"{r['question']} The average scored law loses {r['of']} points; "
        f"{r['short']} of {counted(r['laws'], 'law')} fall short"
        for r in rows.to_dict("records")
    ]
    most = max(1.0, float(rows["maximum"].max())) if len(rows) else 1.0

    def drawn(width: int) -> alt.LayerChart:
        placed, height = question_rows(rows["question"], WRAP[width], LEAST)
        bars = rows.join(placed)
        half = 6.0
        bars["y"], bars["y2"], bars["x"] = bars["row"] - half, bars["row"] + half, 0.0
        bars["dash"] = [[]] * len(bars)
        whole = bars.assign(x2=bars["maximum"], fill=PAPER, stroke=RULE)
        lost = bars.assign(x2=bars["lost"], fill=LOSS, stroke=EDGE)
        plot = width - QUESTIONS[width] - AFTER
        x, y = across("x", 0, most), pixel_y("y", height)
        return layered(
            boxes(whole, x, y, spoken=False),
            boxes(lost[lost["lost"] > 0], x, y),
            words(
                bars,
                alt.value(-QUESTIONS[width]),
                pixel_y("label_row", height),
                "text",
                lineHeight=13.0,
                within=True,
            ),
            words(bars, alt.value(plot + AFTER - 8), pixel_y("row", height), "of", align="right"),
            note("Points lost", plot + AFTER - 8, -10, align="right", size=SMALL),
            width=plot,
            height=height,
        )

    headline = headlines.of_losses(rows)
    return Figure(drawn(WIDE), _alt(rows), _table(rows), narrow=drawn(NARROW), headline=headline)


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No law has a score."
    first, last = rows.iloc[0], rows.iloc[-1]
    total = float(rows["lost"].sum())
    three = float(rows["lost"].head(3).sum())
    return (
        f"The question that costs the average scored law most is “{first['question']}”: {first['of']} points. "
        f"The three costliest make up "
        f"{digits(round(three, 1))} of the {digits(round(total, 1))} points lost on average. Least is lost on "
        f"“{last['question']}”: {last['of']}."
    )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Question": rows["question"],
            "Points": rows["maximum"],
            "Lost on average": rows["lost"].astype(float).round(2),
            "Laws that answer": rows["laws"],
            "Laws that fall short": rows["short"],
        }
    )
