"""Which jurisdictions do what: points of every jurisdiction in every category, in one table of cells."""

from __future__ import annotations

from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    LINE_BREAK,
    boxes,
    layered,
    linked_words,
    note,
    pixel_x,
    pixel_y,
    words,
)
from analysis.charts.palette import INK, MUTED, PAPER, RULE, SHARE_ANCHORS, ink_on, mix, status_label
from analysis.charts.parts import LINKS, display_rows, wrapped
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.display.numbers import counted, percent
from analysis.display.words import listed
from analysis.grading.rankings import category_summary, shares
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, SCORED
from analysis.standard.rubric import Rubric

ROW, HEAD = 13.0, 100.0


class Layout(NamedTuple):
    """Width of the chart and of the names before the cells, in pixels, and the column that names jurisdictions."""

    width: float
    names: float
    name: str


WIDE_LAYOUT, NARROW_LAYOUT = Layout(WIDE, 150.0, "name"), Layout(NARROW, 54.0, "code")

NOT_SEEN, PART_SEEN, NOT_SHOWN = "·", "+", "*"
KEY = (
    "Dashed, with a narrow bar: known in part.",
    f"{PART_SEEN} part of the text not seen   {NOT_SHOWN} part shown by no text   {NOT_SEEN} nothing seen",
)
BAR, LINE = 4.0, 14.0
"""Pixels: the bar that stands for the fill of a cell known in part, and a line of the key."""
COLUMNS = [
    "place",
    "y",
    "y2",
    "fill",
    "bar",
    "ink",
    "stroke",
    "dash",
    "part",
    "text",
    "words",
    "code",
    "category",
]


def category_matrix(card: Scorecard, rubric: Rubric, links: str = LINKS) -> Figure:
    """Points of each jurisdiction (rows, by rank) in each category (columns), darker for a larger share.

    A category known in part is not filled but outlined with dashes, with a narrow bar of the colour: a plus marks one not
    coded in part, an asterisk one with an answer that no text shows, a middle dot one of which nothing was coded.
    """
    rows = display_rows(card, rubric, links)
    rows["row"] = range(len(rows))
    grid = HEAD + ROW * len(rows)
    height = grid + LINE * len(KEY) + 4
    cells = _cells(card, rubric, rows)

    def drawn(layout: Layout) -> alt.LayerChart:
        x, y = pixel_x("x", layout.width), pixel_y("y", height)
        left = layout.names + cells["place"] * _step(rubric, layout)
        placed = cells.assign(x=left, x2=left + _step(rubric, layout) - 1)
        bars = placed[placed["part"] & (placed["text"] != NOT_SEEN)]
        middle = placed.assign(x=(placed["x"] + placed["x2"]) / 2, y=(cells["y"] + cells["y2"]) / 2 + 0.5)
        return layered(
            boxes(placed[~placed["part"]], x, y, outlined=False),
            boxes(placed[placed["part"]], x, y),
            boxes(bars.assign(x2=bars["x"] + BAR, fill=bars["bar"]), x, y, outlined=False, spoken=False),
            words(middle, x, y, align="center", size=SMALL, ink="ink"),
            *_heads(rubric, height, layout),
            *_names(rows, height, layout),
            *[note(text, 0, grid + 11 + LINE * place, size=SMALL) for place, text in enumerate(KEY)],
            width=layout.width,
            height=height,
        )

    text, table = _alt(card, rubric), _table(rows, cells, rubric)
    headline = headlines.of_categories(card, rubric)
    return Figure(drawn(WIDE_LAYOUT), text, table, narrow=drawn(NARROW_LAYOUT), headline=headline)


def _step(rubric: Rubric, layout: Layout) -> float:
    return (layout.width - layout.names) / len(rubric.categories)


def _cells(card: Scorecard, rubric: Rubric, rows: pd.DataFrame) -> pd.DataFrame:
    share = shares(card)
    has_law = rows[rows["status"].isin([*SCORED, INSUFFICIENT])]
    cells = []
    for place, category in enumerate(rubric.categories):
        for code, name, row in zip(has_law["code"], has_law["name"], has_law["row"], strict=True):
            part: Any = share.at[code, category.id]
            points: Any = card.categories.at[code, category.id]
            coded: Any = card.coded.at[code, category.id]
            seen, coded_whole = not pd.isna(points), coded >= category.maximum
            could: Any = card.shown.at[code, category.id]
            shown = could >= coded
            whole = seen and coded_whole and shown
            colour = mix(SHARE_ANCHORS, float(part)) if seen else PAPER
            marks = ("" if coded_whole else PART_SEEN) + ("" if shown else NOT_SHOWN)
            hedges = [
                w
                for w, no in [("part of the text not seen", coded_whole), ("part shown by no text", shown)]
                if not no
            ]
            said = f"{points:g} of {category.maximum:g} points" if seen else "text not seen"
            cells.append(
                {
                    "place": place,
                    "y": HEAD + row * ROW,
                    "y2": HEAD + row * ROW + ROW - 1,
                    "fill": colour if whole else PAPER,
                    "bar": colour,
                    "ink": ink_on(colour) if whole else INK,
                    "stroke": RULE,
                    "dash": [3, 2],
                    "part": not whole,
                    "text": f"{points:g}{marks}" if seen else NOT_SEEN,
                    "words": f"{name}, {category.title}: {', '.join([said, *(hedges if seen else [])])}",
                    "code": code,
                    "category": category.id,
                }
            )
    return pd.DataFrame(cells, columns=COLUMNS)


def _heads(rubric: Rubric, height: float, layout: Layout) -> list[alt.Chart]:
    step = _step(rubric, layout)
    # Where columns are slim, the figure stands alone; the table and the words of each cell say what it is.
    of = "of " if step > 32 else "/"
    frame = pd.DataFrame(
        {
            "x": [layout.names + place * step + step / 2 for place in range(len(rubric.categories))],
            "y": HEAD - 20,
            "text": [LINE_BREAK.join(wrapped(c.title, 15)) for c in rubric.categories],
            "of": [f"{of}{c.maximum:g}" for c in rubric.categories],
        }
    )
    x, y = pixel_x("x", layout.width), pixel_y("y", height)
    titles = [_head(frame.iloc[[place]], x, y) for place in range(len(frame))]
    return [*titles, words(frame.assign(y=HEAD - 9), x, y, "of", align="center", color=MUTED, size=SMALL)]


def _head(frame: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """One upright heading; its lines are centred on the column, which depends on how many there are."""
    lines = frame["text"].iloc[0].count(LINE_BREAK)
    return words(frame, x, y, angle=270, size=SMALL, lineHeight=12, dy=-6 * lines)


def _names(rows: pd.DataFrame, height: float, layout: Layout) -> list[alt.Chart]:
    x, y = pixel_x("x", layout.width), pixel_y("y", height)
    middle = rows.assign(x=0.0, y=HEAD + rows["row"] * ROW + ROW / 2)
    chip = middle.assign(x=layout.names - 31, x2=layout.names - 6, y2=middle["y"] + ROW / 2 - 1)
    chip["y"] = chip["y2"] - ROW + 1.5
    names = linked_words(middle, x, y, layout.name, size=SMALL + 0.5, limit=116)
    middle["x"] = layout.names - 18.5
    rest = middle[~middle["status"].isin([*SCORED, INSUFFICIENT])].assign(x=layout.names + 4)
    rest = rest.assign(text=rest["status"].map(status_label))
    return [
        names,
        boxes(chip, x, y, spoken=False),
        words(middle, x, y, "symbol", align="center", bold=True, ink="ink", size=SMALL),
        words(rest, x, y, color=MUTED, size=SMALL),
    ]


def _table(rows: pd.DataFrame, cells: pd.DataFrame, rubric: Rubric) -> pd.DataFrame:
    wide = cells.pivot(index="code", columns="category", values="text")
    wide = wide.reindex(index=rows["code"], columns=[c.id for c in rubric.categories]).fillna("–")
    wide.columns = [f"{c.title} (of {c.maximum:g})" for c in rubric.categories]
    wide.insert(0, "Jurisdiction", rows["name"].to_numpy())
    wide.insert(1, "Grade", rows["symbol"].to_numpy())
    return wide.reset_index(drop=True)


def _alt(card: Scorecard, rubric: Rubric) -> str:
    summary = category_summary(card, rubric)
    laws = int(summary["jurisdictions"].max())
    if not laws:
        return "No law to show points for."
    rows = summary.sort_values("median_share", ascending=False, kind="stable")
    names = [
        f"{title.lower()} ({percent(share)})"
        for title, share in zip(rows["title"], rows["median_share"], strict=True)
    ]
    full = listed(
        f"{title.lower()} {count}" for title, count in zip(summary["title"], summary["full"], strict=True)
    )
    return (
        f"Points of {counted(laws, 'law')} in {counted(len(summary), 'category', 'categories')}. "
        f"The median law earns most of the points in {names[0]} and least in {names[-1]}. "
        f"Laws that earn every point: {full}. {_partly(card, rubric)}"
    )


def _partly(card: Scorecard, rubric: Rubric) -> str:
    """How many cells are known in part, in words."""
    laws = card.table["status"].isin([*SCORED, INSUFFICIENT])
    most = [category.maximum for category in rubric.categories]
    part = int((card.shown[laws].to_numpy() < most).sum())
    return f"{counted(part, 'cell is', 'cells are')} known in part or not at all."
