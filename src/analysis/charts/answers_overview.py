"""All scored questions at once: laws that meet each fully, in part, not at all, and texts not seen."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.charts.figure import Figure
from analysis.charts.layers import LINE_BREAK, across, boxes, lane, words
from analysis.charts.palette import PAPER, RULE, SHARE_ANCHORS, ink_on, mix
from analysis.charts.parts import plural, wrapped
from analysis.charts.theme import SMALL
from analysis.codebook import Codebook
from analysis.rubric import Rubric
from analysis.scoring import Scorecard

ROW, LABELS, PLOT, LINE = 29.0, 250.0, 360.0, 13.0
PARTS = ("All the points", "Part of the points", "No points", "Text not seen")
FILLS = [*(mix(SHARE_ANCHORS, share) for share in (1.0, 0.5, 0.0)), PAPER]
NOT_SEEN_DASH = [3, 2]


def answers_overview(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Figure:
    """One bar per scored question: laws that earn all its points, part of them, none, and texts not seen."""
    frame = _overview_rows(card, codebook, rubric)
    total = max(1, int(frame[list(PARTS)].sum(axis=1).max()))
    segments = pd.concat([_segments(row, place) for place, row in enumerate(frame.to_dict("records"))])
    seen = segments[segments["size"] > 0]
    fits = seen["size"] * PLOT >= total * 6.5 * seen["text"].str.len()
    inside = seen[fits].assign(x=(seen["x"] + seen["x2"]) / 2)
    lines = [wrapped(question, 42) for question in frame["Question"]]
    # A text stands by its first line: half the height of the others puts the block in the middle of the row.
    middle = [at - LINE / ROW * (len(broken) - 1) / 2 for at, broken in enumerate(lines)]
    questions = frame.assign(row=middle, text=[LINE_BREAK.join(broken) for broken in lines])
    x, count = across("x", 0, total), len(frame)
    chart = alt.layer(
        boxes(seen, x, lane(count, "y")),
        words(inside, x, lane(count), align="center", ink="ink"),
        words(questions, alt.value(-LABELS), lane(count), size=SMALL + 0.5, lineHeight=LINE),
        *_key(total, count),
    ).properties(width=PLOT, height=ROW * count)
    return Figure(chart, _overview_alt(frame), frame)


def _overview_rows(card: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    laws = card.coded.sum(axis=1) > 0
    rows = []
    for category in rubric.categories:
        for item in category.items:
            points = card.items.loc[laws, item.variable]
            full, none = int((points >= item.maximum).sum()), int((points <= 0).sum())
            unseen = int(points.isna().sum())
            part = len(points) - full - none - unseen
            rows.append((category.title, codebook[item.variable].question, full, part, none, unseen))
    return pd.DataFrame(rows, columns=["Category", "Question", *PARTS])


def _segments(row: dict[str, object], place: int) -> pd.DataFrame:
    sizes = [int(str(row[part])) for part in PARTS]
    ends = pd.Series(sizes).cumsum()
    return pd.DataFrame(
        {
            "size": sizes,
            "x": ends - sizes,
            "x2": ends,
            "row": place,
            "y": place - 0.36,
            "y2": place + 0.36,
            "fill": FILLS,
            "ink": [ink_on(fill) for fill in FILLS],
            "stroke": RULE,
            "dash": [[], [], [], NOT_SEEN_DASH],
            "text": [str(size) for size in sizes],
            "words": [
                f"{row['Question']} {part}: {plural(n, 'law')}" for part, n in zip(PARTS, sizes, strict=True)
            ],
        }
    )


def _key(total: int, count: int) -> list[alt.Chart]:
    """The four parts named above the first bar, placed in pixels turned into the units of the bars."""
    unit = total / PLOT
    left = pd.Series([0.0, 84.0, 138.0, 194.0])
    frame = pd.DataFrame(
        {
            "x": left * unit,
            "x2": (left + 12) * unit,
            "y": -1.05,
            "y2": -0.65,
            "row": -0.85,
            "fill": FILLS,
            "stroke": RULE,
        }
    )
    frame = frame.assign(
        dash=[[], [], [], NOT_SEEN_DASH], text=["All points", "Part", "None", "Text not seen"]
    )
    x = across("x", 0, total)
    return [boxes(frame, x, lane(count, "y"), spoken=False), words(frame, x, lane(count), dx=17)]


def _overview_alt(frame: pd.DataFrame) -> str:
    full = frame[PARTS[0]]
    most, least = frame.loc[full.idxmax()], frame.loc[full.idxmin()]
    unseen = frame.loc[frame[PARTS[3]].idxmax()]
    return (
        f"How the laws answer {plural(len(frame), 'question')}. Most often fully met: “{most['Question']}” "
        f"({plural(int(most[PARTS[0]]), 'law')}); least often: “{least['Question']}” "
        f"({plural(int(least[PARTS[0]]), 'law')}); most often not seen: “{unseen['Question']}” "
        f"({plural(int(unseen[PARTS[3]]), 'text')})."
    )
