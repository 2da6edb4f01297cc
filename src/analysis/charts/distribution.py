"""How scores are spread: every jurisdiction a box at its score, under the bands of the letters."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import LETTER, boxes, layered, only, pixel_x, pixel_y, words
from analysis.charts.palette import INK, MUTED, PAPER, marks, status_label
from analysis.charts.parts import (
    LINKS,
    axis_start,
    display_rows,
    finding,
    grade_ranges,
    holders,
    range_words,
    status_table,
    wrapped,
)
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import PROVISIONAL, SCORED, STATUSES
from analysis.standard.rubric import Rubric

Place = Callable[[float], float]
Size = tuple[float, float]

BOX, LEVEL = 25.0, 18.0
TOP = 30.0


def score_distribution(card: Scorecard, rubric: Rubric, links: str = LINKS) -> Figure:
    """Each jurisdiction's code at its score, stacked where scores are close; provisional ones are outlined.

    Jurisdictions without a score are listed below the axis.
    """
    rows = display_rows(card, rubric, links)
    low = axis_start(float(card.scored["score"].min()) if len(card.scored) else 0.0, rubric)
    text = _alt(card.scored, finding(card, rubric))
    wide, narrow = (_chart(card, rubric, rows, low, width) for width in (WIDE, NARROW))
    return Figure(wide, text, status_table(rows), narrow=narrow, headline=headlines.of_spread(card, rubric))


def _chart(card: Scorecard, rubric: Rubric, rows: pd.DataFrame, low: float, width: float) -> alt.LayerChart:
    per_point = (width - BOX) / (rubric.maximum - low)

    def at(score: float) -> float:
        return BOX / 2 + (score - low) * per_point

    placed = rows.loc[card.scored.index].assign(x=[at(float(s)) for s in card.scored["score"]])
    placed["level"] = stacked(placed["x"].tolist(), BOX + 1)
    floor = TOP + 8 + LEVEL * (placed["level"].max() + 1 if len(placed) else 1)
    notes = [line for text in _without_score(rows) for line in wrapped(text, int(width / LETTER))]
    height = floor + 44 + 17 * len(notes)
    return layered(
        *_bands(rubric, low, at, floor, (width, height)),
        *_dots(placed, floor, (width, height)),
        *_axis(low, rubric.maximum, at, floor, (width, height)),
        *[_line(text, floor + 52 + 17 * place, (width, height)) for place, text in enumerate(notes)],
        width=width,
        height=height,
    )


def stacked(places: list[float], width: float) -> list[int]:
    """The lowest free level for each box of a width, in the order given.

    >>> stacked([10, 12, 40, 14], 20)
    [0, 1, 0, 2]
    """
    taken: list[list[float]] = []
    levels = []
    for place in places:
        free = (n for n, row in enumerate(taken) if all(abs(place - other) >= width for other in row))
        level = next(free, len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append(place)
        levels.append(level)
    return levels


def _bands(rubric: Rubric, low: float, at: Place, floor: float, size: Size) -> list[alt.Chart]:
    looks, texts = marks(rubric.letters), range_words(rubric)
    rows: list[dict[str, object]] = []
    for letter, (start, end) in grade_ranges(rubric).items():
        if end <= low:
            continue
        # Half a point lower: a box stands at a whole score, and the first score of a letter lies inside its band.
        left = at(start - 0.5) if start > low else 0.0
        right = size[0] if end >= rubric.maximum else at(end - 0.5)
        name = f"{letter}  {texts[letter]}"
        rows.append(
            {
                "x": left + 1,
                "x2": right - 1,
                "y": 0.0,
                "y2": 20.0,
                "y3": floor,
                "middle": (left + right) / 2,
                "fill": looks[letter].fill,
                "stroke": looks[letter].stroke,
                "dash": [],
                "ink": looks[letter].ink,
                "text": name if LETTER * len(name) < right - left else letter,
                "tint": "#f5f6f8",
            }
        )
    frame = pd.DataFrame(rows)
    x, y = pixel_x("x", size[0]), pixel_y("y", size[1])
    tint = frame.assign(y=20.0, y2=frame["y3"], fill=frame["tint"], stroke=frame["tint"])
    return [
        boxes(tint, x, y, spoken=False),
        boxes(frame, x, y, spoken=False),
        words(frame.assign(y=10.5), pixel_x("middle", size[0]), y, align="center", bold=True, ink="ink"),
    ]


def _dots(placed: pd.DataFrame, floor: float, size: Size) -> list[alt.Chart]:
    if placed.empty:
        return []
    middle = placed["x"]
    frame = placed.assign(
        x=middle - BOX / 2,
        x2=middle + BOX / 2,
        y2=floor - 3 - LEVEL * placed["level"],
    )
    frame["y"] = frame["y2"] - LEVEL + 2
    provisional = frame["status"] == PROVISIONAL
    frame["fill"] = frame["fill"].where(~provisional, PAPER)
    frame["ink"] = frame["ink"].where(~provisional, INK)
    frame["dash"] = [[]] * len(frame)
    x, y = pixel_x("x", size[0]), pixel_y("y", size[1])
    text = frame.assign(x=middle, y=(frame["y"] + frame["y2"]) / 2 + 0.5)
    return [boxes(frame, x, y, linked=True), words(text, x, y, "code", align="center", size=SMALL, ink="ink")]


def _axis(low: float, high: float, at: Place, floor: float, size: Size) -> list[alt.Chart]:
    ticks = pd.DataFrame({"value": range(int(low), int(high) + 1, 10)})
    ticks = ticks.assign(x=ticks["value"].map(at), y=floor, y2=floor + 5, text=ticks["value"].astype(str))
    x, y = pixel_x("x", size[0]), pixel_y("y", size[1])
    channels = {"x": x, "y": y, "y2": alt.Y2("y2:Q")}
    line = pd.DataFrame({"x": [0.0], "x2": [float(size[0])], "y": [floor]})
    return [
        alt.Chart(line).mark_rule(color=INK, aria=False).encode(x=x, y=y, x2=alt.X2("x2:Q")),
        alt.Chart(only(ticks, channels)).mark_rule(color=INK, aria=False).encode(**channels),
        words(ticks.assign(y=floor + 14), x, y, align="center"),
        words(pd.DataFrame({"text": ["Score"], "x": [0.0], "y": [floor + 31]}), x, y, color=MUTED),
    ]


def _without_score(rows: pd.DataFrame) -> list[str]:
    rest = rows[~rows["status"].isin(SCORED)]
    white = ["Unfilled box: provisional"] if (rows["status"] == PROVISIONAL).any() else []
    return white + [
        f"{status_label(status)}: {', '.join(rest.loc[rest['status'] == status, 'code'])}"
        for status in STATUSES
        if (rest["status"] == status).any()
    ]


def _line(text: str, top: float, size: Size) -> alt.Chart:
    frame = pd.DataFrame({"text": [text], "x": [0.0], "y": [top]})
    return words(frame, pixel_x("x", size[0]), pixel_y("y", size[1]), limit=size[0])


def _alt(scored: pd.DataFrame, counts: str) -> str:
    if scored.empty:
        return f"Distribution of scores. {counts}"
    score = scored["score"]
    median = float(scored["score_exact"].median())
    return (
        f"Distribution of scores from {score.min()} to {score.max()}, with the median at {median:.0f}; "
        f"the highest is {holders(scored, score.max())}, the lowest {holders(scored, score.min())}. {counts}"
    )
