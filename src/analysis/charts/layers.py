"""Building blocks of layered charts: words, boxes and lines placed by frames, and rows of a list."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import altair as alt
import pandas as pd

from analysis.charts.inline import Inline, inline
from analysis.charts.measuring import measured
from analysis.charts.palette import GRID, INK, MUTED
from analysis.charts.parts import grade_ranges, own_colors, wrapped
from analysis.charts.theme import BOLD, NORMAL
from analysis.standard.rubric import Rubric

Align = Literal["left", "center", "right"]
AT = {"x": alt.XValue, "x2": alt.X2Value, "y": alt.YValue, "y2": alt.Y2Value}
LINE_BREAK = "\n"
LETTER = 7.0
"""Pixels that a letter or figure of normal size takes, at the most."""
LINE = 13.0
"""Pixels from one line of a wrapped label to the next."""


def pixel_x(field: str, width: float) -> alt.X:
    """A horizontal place given in pixels of the chart."""
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))


def pixel_y(field: str, height: float) -> alt.Y:
    """A vertical place given in pixels of the chart, downwards."""
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))


def lane(count: float, field: str = "row") -> alt.Y:
    """The row of a list, numbered from 0 at the top."""
    scale = alt.Scale(domain=[count - 0.5, -0.5], nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def words(
    frame: pd.DataFrame,
    x: Any,
    y: Any,
    text: str = "text",
    *,
    align: Align = "left",
    size: float = NORMAL,
    bold: bool = False,
    color: str = INK,
    ink: str | None = None,
    limit: float | None = None,
    within: bool = False,
    **more: Any,
) -> alt.Chart:
    """Words from a column, cut after `limit` pixels; not read aloud. `ink`: a column of colours, for words on boxes.

    `within`: they end inside the picture however wide they are, as words on boxes and those that end at their place do.
    """
    weight: dict[str, Any] = {"fontWeight": BOLD} if bold else {}
    channels = {"x": x, "y": y, "text": alt.Text(f"{text}:N")}
    if ink:
        channels["color"] = alt.Color(f"{ink}:N", scale=None)
    mark = alt.Chart(only(frame, channels)).mark_text(
        align=align,
        baseline="middle",
        fontSize=size,
        color=color,
        aria=False,
        lineBreak=LINE_BREAK,
        **weight,
        **measured(text, size, limit, within=within or bool(ink) or align == "right"),
        **more,
    )
    return mark.encode(**fixed(channels))


def linked_words(
    frame: pd.DataFrame,
    x: Any,
    y: Any,
    text: str,
    *,
    size: float = NORMAL,
    bold: bool = False,
    limit: float | None = None,
) -> alt.Chart:
    """Words that lead to `href`, read aloud and shown on hover as `words`."""
    channels = {"x": x, "y": y, "text": alt.Text(f"{text}:N"), "href": alt.Href("href:N"), **said()}
    weight: dict[str, Any] = {"fontWeight": BOLD} if bold else {}
    mark = alt.Chart(only(frame, channels)).mark_text(
        align="left", baseline="middle", fontSize=size, color=INK, **weight, **measured(text, size, limit)
    )
    return mark.encode(**fixed(channels))


def boxes(
    frame: pd.DataFrame, x: Any, y: Any, *, linked: bool = False, spoken: bool = True, outlined: bool = True
) -> alt.Chart:
    """Boxes from `x` to column `x2` and `y` to `y2`, coloured by their rows; `words` is said and shown on hover."""
    channels = {"x": x, "y": y, "x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q"), **own_colors(outlined)}
    if linked:
        channels["href"] = alt.Href("href:N")
    if spoken:
        channels |= said()
    return (
        alt.Chart(only(frame, channels))
        .mark_bar(aria=spoken, strokeWidth=1 if outlined else 0)
        .encode(**fixed(channels))
    )


def layered(*layers: alt.Chart, width: float, height: float) -> alt.LayerChart:
    """The layers in one plot: as `alt.layer`, without the copies that it makes to look for parameters."""
    return _Layers.of(layers, width=width, height=height)


class _Layers(alt.LayerChart):
    """A chart that is not searched for parameters when it is put together and written."""

    @classmethod
    def of(cls, layers: Iterable[alt.Chart], **properties: Any) -> _Layers:
        chart = cls(**properties)
        chart.layer = list(layers)
        return chart

    def copy(self, deep: bool | Iterable[Any] = True, ignore: list[str] | None = None) -> Any:
        """A copy. Altair takes one that is not deep of every chart that it writes."""
        if deep is not False:
            return super().copy(deep, ignore)
        same = type(self)()
        same._kwds.update(self._kwds)
        return same


def only(frame: pd.DataFrame, channels: Mapping[str, Any]) -> Inline:
    """The columns that the channels use, places rounded to a hundredth: a chart carries only what it draws."""
    shorthand = (getattr(channel, "shorthand", None) for channel in channels.values())
    used = {str(field).partition(":")[0] for field in shorthand if field is not alt.Undefined}
    return inline(frame[[column for column in frame.columns if column in used]], 2)


def fixed(channels: Mapping[str, Any]) -> dict[str, Any]:
    """The channels, those with one value for all marks in the class that Altair would find by trying every schema."""
    return {
        name: AT[name](channel["value"]) if isinstance(channel, dict) else channel
        for name, channel in channels.items()
    }


def said(field: str = "words") -> dict[str, Any]:
    """The channels that let a mark be read aloud and shown on hover."""
    return {
        "description": alt.Description(f"{field}:N"),
        "tooltip": alt.Tooltip(f"{field}:N", title=""),
    }


def across(field: str, low: float, high: float) -> alt.X:
    """A horizontal scale from `low` to `high`; its numbers are drawn by `ticks`."""
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def ticks(
    values: Iterable[float], low: float, high: float, width: float, unit: str = "", *, top: float = -10
) -> list[alt.Chart]:
    """Upright hairlines at values, their numbers above the first row, where a reader of a long list starts.

    Where numbers would touch on a plot of `width` pixels, the lower one is left out; its line stays.
    """
    frame = pd.DataFrame({"x": list(values)})
    frame["text"] = [f"{value:g}{unit}" for value in frame["x"]]
    x = across("x", low, high)
    rule = alt.Chart(inline(frame[["x"]])).mark_rule(color=GRID, aria=False).encode(x=x)
    return [rule, words(_apart(frame, width / (high - low)), x, alt.value(top), align="center", color=MUTED)]


def letter_bands(rubric: Rubric, low: float, width: float) -> list[alt.Chart]:
    """A line at the lowest score of each letter from `low` up; letters stand between the lines, above the first row."""
    shown = {letter: (max(a, low), b) for letter, (a, b) in grade_ranges(rubric).items() if b > low}
    names = pd.DataFrame({"x": [(a + b) / 2 for a, b in shown.values()], "text": list(shown)})
    values = sorted({low, rubric.maximum, *(a for a, _ in shown.values())})
    over = words(names, across("x", low, rubric.maximum), alt.value(-26), bold=True, align="center")
    return [*ticks(values, low, rubric.maximum, width), over]


def _apart(frame: pd.DataFrame, per_unit: float) -> pd.DataFrame:
    """The rows whose `text` does not touch the text of a kept row further right."""
    kept: list[int] = []
    free = math.inf
    for at in range(len(frame) - 1, -1, -1):
        half = LETTER * len(frame["text"].iloc[at]) / 2
        place = frame["x"].iloc[at] * per_unit
        if place + half <= free:
            kept.append(at)
            free = place - half - LETTER
    return frame.iloc[sorted(kept)]


def question_rows(texts: Iterable[str], wrap: int, least: float) -> tuple[pd.DataFrame, float]:
    """Rows as tall as their words ask: lines of at most `wrap` letters, each row at least `least` pixels.

    Out: `row` (middle of the row), `label_row` (first line of its words), `text`, in pixels from the top; and the height.
    """
    lines = [wrapped(text, wrap) for text in texts]
    heights = [max(least, LINE * len(broken) + 1.5) for broken in lines]
    tops = [sum(heights[:at]) for at in range(len(heights))]
    frame = pd.DataFrame({"row": [top + height / 2 for top, height in zip(tops, heights, strict=True)]})
    frame["label_row"] = [
        middle - LINE * (len(broken) - 1) / 2 for middle, broken in zip(frame["row"], lines, strict=True)
    ]
    frame["text"] = [LINE_BREAK.join(broken) for broken in lines]
    return frame, float(sum(heights))


def stripes(count: int, every: int = 5) -> pd.DataFrame:
    """Rows before which a hairline helps the eye across a long list: every fifth."""
    return pd.DataFrame({"row": [at - 0.5 for at in range(every, count, every)]})


def hairlines(frame: pd.DataFrame, y: alt.Y, left: float, right: float) -> alt.Chart:
    """Horizontal hairlines from pixel `left` to pixel `right`."""
    mark = alt.Chart(inline(frame)).mark_rule(color=GRID, strokeWidth=1, aria=False)
    return mark.encode(y=y, x=alt.XValue(left), x2=alt.X2Value(right))


def note(text: str, x: float, y: float, **more: Any) -> alt.Chart:
    """One line of muted words at a pixel of the chart."""
    return words(pd.DataFrame({"text": [text]}), alt.value(x), alt.value(y), color=MUTED, **more)
