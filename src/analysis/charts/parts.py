"""What every chart of jurisdictions shares: display rows, links, colours, words."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import quote

import altair as alt
import pandas as pd

from analysis.charts.palette import mark_key, marks, status_label, symbol
from analysis.display.numbers import some
from analysis.display.words import article, listed
from analysis.grading.rankings import ranking
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import PROVISIONAL, SCORED, STATUSES
from analysis.standard.rubric import Rubric

LINKS = "cards/"
"""Where the report keeps the cards, seen from the page that shows the chart."""


def card_link(code: str, links: str = LINKS) -> str:
    """The address of a jurisdiction's card; the code is quoted, so that it stays one file name.

    >>> card_link("NE"), card_link("../x")
    ('cards/NE.html', 'cards/..%2Fx.html')
    """
    return f"{links}{quote(code, safe='')}.html"


def display_rows(card: Scorecard, rubric: Rubric, links: str = LINKS) -> pd.DataFrame:
    """One row per jurisdiction in the order of the ranked list, with its look and its words.

    Out: index `jurisdiction`; `code`, `name`, `status`, `grade`, `score`, `score_low`, `score_high`, `rank`, `fill`,
    `ink`, `stroke`, `dash`, `symbol`, `words` (read aloud and shown on hover) and `href`.
    """
    looks = marks(rubric.letters)
    rows = ranking(card)[["name", "status", "grade", "score", "score_low", "score_high", "rank"]]
    rows = rows.rename_axis("jurisdiction").assign(code=rows.index)
    look = [looks[mark_key(s, g)] for s, g in zip(rows["status"], rows["grade"], strict=True)]
    for field in ("fill", "ink", "stroke"):
        rows[field] = [getattr(mark, field) for mark in look]
    rows["dash"] = [list(mark.dash) for mark in look]
    rows["symbol"] = [symbol(s, g) for s, g in zip(rows["status"], rows["grade"], strict=True)]
    rows["words"] = [_words(row) for row in rows.to_dict("records")]
    rows["href"] = [card_link(str(code), links) for code in rows.index]
    return rows


def _words(row: dict[Any, Any]) -> str:
    if row["status"] in SCORED:
        hedge = ", provisional" if row["status"] == PROVISIONAL else ""
        bounds = (
            "" if row["score_low"] == row["score_high"] else f" ({row['score_low']} to {row['score_high']})"
        )
        return f"{row['name']}: {row['grade']}{hedge}, score {row['score']}{bounds}, rank {row['rank']}"
    bounds = (
        "" if pd.isna(row["score_low"]) else f", score between {row['score_low']} and {row['score_high']}"
    )
    return f"{row['name']}: {status_label(row['status']).lower()}{bounds}"


def holders(rows: pd.DataFrame, score: int) -> str:
    """Who has a score, in words: a provisional one says that it is.

    >>> holders(pd.DataFrame({"name": ["Ann", "Bea"], "score": [9, 9], "status": ["graded", "provisional"]}), 9)
    'Ann and Bea (provisional)'
    """
    here = rows[rows["score"] == score]
    hedged = here["name"].where(here["status"] != PROVISIONAL, here["name"] + " (provisional)")
    return some(list(hedged), 4)


def status_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The table behind a chart of grades: jurisdiction, grade, status, score, bounds, rank."""
    return pd.DataFrame(
        {
            "Jurisdiction": rows["name"],
            "Grade": rows["grade"].replace("", "–"),
            "Status": rows["status"].map(status_label),
            "Score": rows["score"],
            "Lowest": rows["score_low"],
            "Highest": rows["score_high"],
            "Rank": rows["rank"],
        }
    ).reset_index(drop=True)


def finding(card: Scorecard, rubric: Rubric) -> str:
    """How many jurisdictions have each letter, and how many have none and why, in one or two sentences.

    Example: "B 4, C 12, D 9, F 19; no jurisdiction has an A. Without a grade: no law 3, not known 1."
    """
    grades = card.table.loc[card.table["status"].isin(SCORED), "grade"].value_counts()
    present = [f"{letter} {grades[letter]}" for letter in rubric.letters if letter in grades]
    absent = [letter for letter in rubric.letters if letter not in grades]
    text = ", ".join(present) or "No jurisdiction is graded"
    if present and absent:
        text += f"; no jurisdiction has {listed([article(letter) for letter in absent], 'or')}"
    counts = card.table["status"].value_counts()
    rest = [f"{status_label(s).lower()} {counts[s]}" for s in STATUSES if s not in SCORED and s in counts]
    return f"{text}." + (f" Without a grade: {', '.join(rest)}." if rest else "")


def grade_ranges(rubric: Rubric) -> dict[str, tuple[float, float]]:
    """Lowest score of each letter, and the lowest score of the next better one (or the maximum)."""
    tops = [rubric.maximum, *(grade.minimum for grade in rubric.grades)]
    return {g.letter: (g.minimum, top) for g, top in zip(rubric.grades, tops, strict=False)}


def axis_start(lowest: float, rubric: Rubric) -> float:
    """The ten below the lowest value shown, so that rows spread over the width; at most the maximum less fifty."""
    return max(0.0, min(math.floor((lowest - 3) / 10) * 10, rubric.maximum - 50))


def range_words(rubric: Rubric) -> dict[str, str]:
    """The printed scores of each letter, such as "80–89"; the best one ends at the maximum."""
    ranges = grade_ranges(rubric)
    words = {}
    for place, (letter, (low, top)) in enumerate(ranges.items()):
        last = top if place == 0 else top - 1
        words[letter] = f"{low:g}–{last:g}"
    return words


def own_colors(outlined: bool = True) -> dict[str, Any]:
    """Fill, and outline with dashes, taken from the rows as they are."""
    fill = {"fill": alt.Fill("fill:N", scale=None)}
    if not outlined:
        return fill
    return fill | {
        "stroke": alt.Stroke("stroke:N", scale=None),
        "strokeDash": alt.StrokeDash("dash:N", scale=None),
    }


def wrapped(text: str, width: int) -> list[str]:
    """Text broken into lines of at most `width` letters, at spaces.

    >>> wrapped("Time limits and waiting periods", 16)
    ['Time limits and', 'waiting periods']
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
