"""How the laws answer: every answer to every question, from the best for a survivor to the worst."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import LINE_BREAK, across, boxes, lane, layered, note, words
from analysis.charts.palette import MUTED, PAPER, RULE, SHARE_ANCHORS, mix
from analysis.charts.parts import wrapped
from analysis.charts.theme import NARROW, SMALL
from analysis.display.numbers import counted
from analysis.grading.rankings import answer_counts, category_summary
from analysis.grading.scorecard import Scorecard
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, Codebook
from analysis.standard.rubric import Category, Item, Rubric

WIDE_LIST = 480
ROW, LABELS, AFTER = 16.0, 206.0, 24.0
QUESTION = {WIDE_LIST: 64, NARROW: 46}
"""Letters of a line of a question, by the width of the chart."""
NOT_SEEN_DASH = [3, 2]


def category_answers(card: Scorecard, codebook: Codebook, rubric: Rubric, category: Category) -> Figure:
    """Bars: how many laws give each answer to each question of one category, with the points of each answer."""
    counts = answer_counts(card, codebook, only=[item.variable for item in category.items])
    rows: list[dict[str, Any]] = []
    for item in category.items:
        question = codebook[item.variable].question
        given = counts[counts["variable"] == item.variable].to_dict("records")
        rows.extend(_answer(item, row) | {"question": question} for row in _best_first(item, given))
    frame = pd.DataFrame(rows)
    summary = category_summary(card, rubric)
    full, laws = (int(summary[column].loc[category.id]) for column in ("full", "jurisdictions"))
    return Figure(
        _bars(frame, WIDE_LIST),
        _category_alt(category, frame),
        _answer_table(frame),
        narrow=_bars(frame, NARROW),
        headline=headlines.of_answers(full, laws, category.maximum),
    )


def _best_first(item: Item, given: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """The answers in the order of the codebook, but an empty list before the parts that each cost points."""
    if item.each >= 0:
        return given
    return sorted(given, key=lambda row: row["answer"] != EMPTY_LIST)


def _placed(frame: pd.DataFrame, wrap: int) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Answers in rows under the lines of their question, the questions, and the rows all of them take."""
    heads: list[dict[str, Any]] = []
    answers = []
    at = 0.0
    for question, rows in frame.groupby("question", sort=False):
        lines = wrapped(str(question), wrap)
        heads.append({"row": at + (len(lines) - 1) * 0.4, "text": LINE_BREAK.join(lines)})
        at += len(lines)
        answers.append(rows.assign(row=[at + place for place in range(len(rows))]))
        at += len(rows) + 0.6
    placed = pd.concat(answers)
    placed = placed.assign(y=placed["row"] - 0.4, y2=placed["row"] + 0.4, x=0.0, x2=placed["count"])
    return placed, pd.DataFrame(heads), at - 0.6


def _answer(item: Item, row: dict[Any, Any]) -> dict[str, object]:
    answer, count = str(row["answer"]), int(row["jurisdictions"])
    worth = item.worth(answer)
    per_part = item.points is None and worth is not None
    share = 0.0 if worth is None or not item.maximum else worth / item.maximum
    points = (
        ""
        if worth is None
        else f"{item.each:+g}"
        if per_part and item.worth(answer) != item.start
        else f"{worth:g}"
    )
    unseen = answer == NOT_CODED
    return {
        "label": str(row["label"]),
        "count": count,
        "points": points.replace("-", "−"),
        "fill": PAPER if unseen else mix(SHARE_ANCHORS, share),
        "stroke": RULE,
        "dash": NOT_SEEN_DASH if unseen else [],
        "text": str(count),
        "words": f"{row['label']}: {counted(count, 'law')}",
        "share": share,
        "unseen": unseen,
    }


def _bars(answers: pd.DataFrame, width: int) -> alt.LayerChart:
    frame, heads, rows = _placed(answers, QUESTION[width])
    most = max(1, int(frame["count"].max()))
    return layered(
        boxes(frame[frame["count"] > 0], across("x", 0, most), lane(rows, "y")),
        words(heads, alt.value(-LABELS), lane(rows), bold=True, lineHeight=15, within=True),
        words(frame, alt.value(-LABELS + 8), lane(rows), "label", limit=LABELS - 44),
        words(frame, alt.value(-10), lane(rows), "points", align="right", color=MUTED, size=SMALL),
        words(frame, across("x2", 0, most), lane(rows), "text", dx=5),
        note("Points", -10, -14, align="right", size=SMALL),
        note("Laws", 0, -14, size=SMALL),
        width=width - LABELS - AFTER,
        height=ROW * rows,
    )


def _category_alt(category: Category, frame: pd.DataFrame) -> str:
    parts = []
    for question, rows in frame.groupby("question", sort=False):
        seen = rows[~rows["unseen"]]
        known = ", ".join(
            f"{label} {count}" for label, count in zip(seen["label"], seen["count"], strict=True) if count
        )
        unseen = int(rows.loc[rows["unseen"], "count"].sum())
        parts.append(
            f"{question} {known or 'No answer seen'}" + (f"; text not seen {unseen}." if unseen else ".")
        )
    return f"{category.title}. {' '.join(parts)}"


def _answer_table(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Question": frame["question"],
            "Answer": frame["label"],
            "Points": frame["points"].replace("", "–"),
            "Laws": frame["count"],
        }
    )
