"""When each jurisdiction passed its law and changed it: one line each, a mark for every act on record."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from analysis.charts import headlines
from analysis.charts.figure import Figure
from analysis.charts.layers import (
    LINE_BREAK,
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
from analysis.charts.palette import ACCENT, EDGE, PAPER
from analysis.charts.theme import NARROW, SMALL, WIDE
from analysis.display.dates import long_date
from analysis.display.numbers import counted
from analysis.display.words import listed
from analysis.raw.acts import act_name, make_first_laws

ROW, NAMES = 14.0, 124.0
FIRST, LATER, LAST = "diamond", "circle", "cross"


def acts_by_year(acts: pd.DataFrame, names: pd.Series, until: date, ended: pd.Series | None = None) -> Figure:
    """A mark for each act, at the day it took effect, or in the middle of its year where only that is known.

    In: `acts`, rows of `amendments.csv`; `names` by postal code, the jurisdictions to show; `until`, the date of the edition;
    `ended`, which of the acts ended a law (`raw.acts.end_laws`).
    A diamond is an act that made a first law, a cross one that ended a law, a circle any other; hollow where the day is not
    known. Acts later than `until` are left out; acts without a year are told in words. The earliest law comes first.
    """
    acts = acts.assign(ended=False if ended is None else ended.astype(bool))
    known = acts[acts["jurisdiction"].isin(names.index)]
    undated = known[known["year"] == ""]
    marks = _placed(known[known["year"] != ""], names, until)
    order = marks.groupby("jurisdiction")["x"].min().reindex(names.index)
    rows = pd.DataFrame({"first": order, "name": names}).sort_values(["first", "name"], kind="stable")
    rows["row"] = range(len(rows))
    marks = marks.assign(row=marks["jurisdiction"].map(rows["row"]))
    first = int(marks["x"].min()) if len(marks) else until.year
    last = until.year + 1

    def drawn(width: float) -> alt.LayerChart:
        plot, count = width - NAMES - 8, len(rows)
        place = {
            "x": across("x", first, last),
            "y": lane(count),
            "shape": alt.Shape("shape:N", scale=None),
            "fill": alt.Fill("fill:N", scale=None),
            **said(),
        }
        years = range(first, last + 1, 2 if width > NARROW else 4)
        return layered(
            *ticks(years, first, last, plot),
            hairlines(stripes(count), lane(count), -NAMES, plot),
            alt.Chart(only(marks, place))
            .mark_point(size=44, stroke=EDGE, strokeWidth=1.1, opacity=1)
            .encode(**place),
            words(rows, alt.value(-NAMES), lane(count), "name", limit=NAMES - 8),
            note("Day or year", -NAMES, -10, size=SMALL),
            note(_key(marks, narrow=width == NARROW), -NAMES, ROW * count + 14, lineHeight=13, size=SMALL),
            width=plot,
            height=ROW * count,
        )

    text, headline = _alt(marks, rows, undated, first), headlines.of_acts(marks["x"].astype(int))
    return Figure(drawn(WIDE), text, _table(marks), narrow=drawn(NARROW), headline=headline)


def _key(marks: pd.DataFrame, *, narrow: bool) -> str:
    """What the shapes say; a cross only where there is one."""
    cross = " Cross: repealed or expired." if marks["ended"].any() else ""
    apart = LINE_BREAK if narrow else " "
    return f"Diamond: first law. Circle: amended.{cross}{apart}Hollow: only the year of the act is known."


def _placed(acts: pd.DataFrame, names: pd.Series, until: date) -> pd.DataFrame:
    """The acts up to the edition's date with their place, look and words, oldest first."""
    by_day = acts["effective"] != ""
    dated = acts["effective"].where(by_day, acts["year"])
    place = [_year(text) for text in dated]
    frame = acts.assign(x=place, dated=dated, by_day=by_day, made_first=make_first_laws(acts))
    frame = frame[dated.map(lambda text: f"{text}-01-01"[:10]) <= until.isoformat()]
    frame["shape"] = frame["made_first"].map({True: FIRST, False: LATER}).mask(frame["ended"], LAST)
    frame["fill"] = [ACCENT if known else PAPER for known in frame["by_day"]]
    frame["name"] = frame["jurisdiction"].map(names)
    told = frame["made_first"].map({True: "First law", False: "Amended"})
    frame["what"] = told.mask(frame["ended"], "Repealed or expired")
    frame["words"] = [
        f"{r['name']}: {r['what'].lower()}, {long_date(r['dated'])}{'' if r['by_day'] else ' (day not known)'}"
        + f", {act_name(r['act'])}"
        for r in frame.to_dict("records")
    ]
    return frame.sort_values(["x", "name"], kind="stable").reset_index(drop=True)


def _year(text: str) -> float:
    """A date as years: the day's place in its year, or the middle of a year of which nothing more is known.

    >>> _year("2020"), round(_year("2020-07-01"), 2), _year("2021-01-01")
    (2020.5, 2020.5, 2021.0)
    """
    if len(text) == 4:
        return int(text) + 0.5
    day = date.fromisoformat(text)
    return round(day.year + (day.timetuple().tm_yday - 1) / (366 if day.year % 4 == 0 else 365), 3)


def _alt(marks: pd.DataFrame, rows: pd.DataFrame, undated: pd.DataFrame, first: int) -> str:
    if marks.empty:
        return "No act with a year is on record."
    none = list(rows.loc[rows["first"].isna(), "name"])
    hollow = int((~marks["by_day"]).sum())
    parts = [
        f"{counted(len(marks), 'act')} on record since {first}, {int(marks['made_first'].sum())} of them first laws.",
        f"{headlines.of_acts(marks['x'].astype(int))}.",
        f"Of {counted(hollow, 'act')} only the year is known." if hollow else "",
        f"Without a year, and not drawn: {counted(len(undated), 'act')}." if len(undated) else "",
        f"No act is on record for {listed(none)}." if none else "",
    ]
    return " ".join(filter(None, parts))


def _table(marks: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Jurisdiction": marks["name"],
            "In force from, or year of the act": [long_date(text) for text in marks["dated"]],
            "Day known": ["yes" if known else "no" for known in marks["by_day"]],
            "What": marks["what"],
            "Act": marks["act"],
        }
    )
