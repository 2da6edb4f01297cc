"""Where the jurisdiction stands: a strip of all scores, and the tile grid, drawn once an edition.

Only the highlight differs from card to card, so that 51 cards cost one drawing. Colours stand in the SVG for print;
the classes let the page's style sheet follow a dark screen.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from analysis.cards.context import Context
from analysis.cards.wording import counted, number, ordinal
from analysis.charts.palette import INK, MUTED, PAPER, PROVISIONAL_MARK, mark_key, status_label, symbol
from analysis.scoring import PROVISIONAL, SCORED, STATUSES

FONT = "Public Sans"
STRIP_WIDTH, BAND, DOT, ROOM_FOR_MEDIAN = 640.0, 15.0, 4.2, 38.0
TILE, TALL, GAP = 30.0, 37.0, 3.0


class Locators:
    """The two drawings of one edition; `strip` and `tiles` return them with one jurisdiction marked."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.places = _stacked(context)
        self.top = max([row for _, row in self.places.values()], default=0)
        self.strip_body = self._strip_body()
        self.grid = context.dataset.jurisdictions.set_index("jurisdiction")
        self.tile_body = "".join(self._tile(str(code)) for code in self.grid.index)

    @property
    def _base(self) -> float:
        return 22 + (self.top + 1) * 2.2 * DOT

    @property
    def key(self) -> list[str]:
        """What the symbols on the tiles mean, as far as they occur."""
        table = self.context.card.table
        present = [s for s in STATUSES if s in set(table["status"]) and s not in SCORED]
        marks = [f"{symbol(s, '')} {status_label(s).lower()}" for s in present]
        if PROVISIONAL in set(table["status"]):
            marks.insert(0, f"{PROVISIONAL_MARK} {status_label(PROVISIONAL).lower()}")
        return marks

    def strip(self, code: str) -> dict[str, Any]:
        """All scores on a line from 0 to the maximum, this one named; a range where there is no score."""
        mark = self._highlight(code)
        height = self._base + BAND + 17
        svg = _svg(STRIP_WIDTH, height, self.strip_body + mark)
        return {"svg": svg, "alt": self._strip_alt(code), "ratio": height / STRIP_WIDTH}

    def tiles(self, code: str) -> dict[str, Any]:
        """Every jurisdiction as a tile with its colour and letter, this one ringed."""
        x, y = self._corner(code)
        ring = _rect(x - 2, y - 2, TILE + 4, TALL + 4, "none", INK, 3, "ring", radius=4)
        columns, rows = (int(self.grid[c].astype(int).max()) + 1 for c in ("tile_column", "tile_row"))
        width, height = columns * (TILE + GAP) + 4, rows * (TALL + GAP) + 4
        svg = _svg(width, height, self.tile_body + ring)
        row = self.context.row(code)
        same = self._same_grade(code)
        alt = f"Tile map of all {len(self.grid)} jurisdictions. {row['name']} is marked: {same}"
        return {"svg": svg, "alt": alt, "ratio": height / width}

    def _same_grade(self, code: str) -> str:
        row, table = self.context.row(code), self.context.card.table
        if self.context.is_scored(code):
            others = int((table["grade"] == row["grade"]).sum()) - 1
            return f"grade {row['grade']}, like {counted(others, 'other', 'others')}."
        others = int((table["status"] == row["status"]).sum()) - 1
        return f"{status_label(str(row['status'])).lower()}, like {counted(others, 'other', 'others')}."

    def _strip_alt(self, code: str) -> str:
        context, row = self.context, self.context.row(code)
        scores = context.card.scored["score"]
        if scores.empty:
            return "No jurisdiction has a score in this edition."
        spread = (
            f"Scores of {len(scores)} jurisdictions run from {scores.min()} to {scores.max()}, "
            f"median {number(float(scores.median()))}."
        )
        if context.is_scored(code):
            return f"{spread} {row['name']} has {row['score']}, {ordinal(int(row['rank']))}."
        if pd.notna(row["score_low"]):
            return f"{spread} {row['name']} lies between {row['score_low']} and {row['score_high']}."
        return f"{spread} {row['name']} is not among them."

    def _x(self, score: float) -> float:
        return 12 + (STRIP_WIDTH - 24) * score / self.context.rubric.maximum

    def _strip_body(self) -> str:
        context, base = self.context, self._base
        rubric = context.rubric
        parts: list[str] = []
        tops = [rubric.maximum, *(grade.minimum for grade in rubric.grades)]
        for grade, top in zip(rubric.grades, tops, strict=False):
            look = context.marks[grade.letter]
            left, right = self._x(grade.minimum), self._x(top)
            parts.append(_rect(left, base, right - left, BAND, look.fill, PAPER, 1, "band"))
            parts.append(_text((left + right) / 2, base + BAND - 4, grade.letter, look.ink, 10.5, 700))
        scored = context.card.scored
        median = self._x(float(scored["score"].median())) if len(scored) else -100.0
        marked = (rubric.maximum, *(grade.minimum for grade in rubric.grades))
        parts += [
            _text(self._x(at), base + BAND + 12, number(at), MUTED, 9.5, 400, "axis")
            for at in marked
            if abs(self._x(at) - median) > ROOM_FOR_MEDIAN
        ]
        for code, (score, row) in self.places.items():
            look = context.marks[str(scored.at[code, "grade"])]
            hollow = bool(scored.at[code, "status"] == PROVISIONAL)
            parts.append(
                self._dot(score, row, PAPER if hollow else look.fill, look.fill if hollow else INK, hollow)
            )
        if len(scored):
            tick = f'<path class="median" d="M{_n(median)} {_n(base)}v{_n(BAND + 4)}" stroke="{INK}" stroke-width="1.6"/>'
            words = f"median {number(float(scored['score'].median()))}"
            parts.append(tick + _text(median, base + BAND + 13, words, INK, 9.5, 600, "axis strong"))
        return "".join(parts)

    def _dot(self, score: float, row: int, fill: str, stroke: str, hollow: bool) -> str:
        y = self._base - DOT - 1.5 - row * 2.2 * DOT
        width, kind = (1.8, "dot hollow") if hollow else (0.5, "dot")
        return _circle(self._x(score), y, DOT - width / 2, fill, stroke, width, kind)

    def _highlight(self, code: str) -> str:
        row, base = self.context.row(code), self._base
        name = str(row["name"])
        if code in self.places:
            score, level = self.places[code]
            x, y = self._x(score), base - DOT - 1.5 - level * 2.2 * DOT
            ring = _circle(x, y, DOT + 2.6, "none", INK, 2.2, "ring")
            line = f'<path class="ring" d="M{_n(x)} {_n(y - DOT - 2.6)}V17" stroke="{INK}" stroke-width="1.2" fill="none"/>'
            return self._whisker(row, base) + line + ring + self._name(x, f"{name} {row['score']}")
        if pd.notna(row["score_low"]):
            middle = (self._x(row["score_low"]) + self._x(row["score_high"])) / 2
            text = f"{name}: between {row['score_low']} and {row['score_high']}"
            return self._whisker(row, base) + self._name(middle, text)
        return self._name(self._x(0), f"{name}: {status_label(str(row['status'])).lower()}", "start")

    def _whisker(self, row: pd.Series, base: float) -> str:
        """The range from the lowest to the highest possible score."""
        left, right = self._x(float(row["score_low"])), self._x(float(row["score_high"]))
        if right <= left:
            return ""
        path = f"M{_n(left)} 18v6m0-3H{_n(right)}m0-3v6"
        return f'<path class="ring" d="{path}" fill="none" stroke="{INK}" stroke-width="1.4" stroke-dasharray="3 2"/>'

    def _name(self, x: float, text: str, anchor: str = "") -> str:
        half = 3.3 * len(text)
        place = "start" if x < half else "end" if x > STRIP_WIDTH - half else "middle"
        return _text(x, 11, text, INK, 12, 700, "strong", anchor or place)

    def _corner(self, code: str) -> tuple[float, float]:
        row: Any = self.grid.loc[code]
        return 2 + int(row["tile_column"]) * (TILE + GAP), 2 + int(row["tile_row"]) * (TALL + GAP)

    def _tile(self, code: str) -> str:
        row = self.context.row(code)
        status, grade = str(row["status"]), str(row["grade"])
        look = self.context.marks[mark_key(status, grade)]
        x, y = self._corner(code)
        dash = f' stroke-dasharray="{" ".join(map(str, look.dash))}"' if look.dash else ""
        box = (
            f'<rect class="tile" x="{_n(x + 0.5)}" y="{_n(y + 0.5)}" width="{_n(TILE - 1)}" height="{_n(TALL - 1)}" rx="2.5" '
            f'fill="{look.fill}" stroke="{look.stroke if dash or look.fill == PAPER else look.fill}" stroke-width="1"{dash}/>'
        )
        return (
            box
            + _text(x + TILE / 2, y + 16, code, look.ink, 14.3, 400)
            + _text(x + TILE / 2, y + 32, symbol(status, grade), look.ink, 14.5, 700)
        )


def _stacked(context: Context) -> dict[str, tuple[int, int]]:
    """Score and row above the line of each scored jurisdiction; dots that would touch are stacked."""
    step = 2.1 * DOT * context.rubric.maximum / (STRIP_WIDTH - 24)
    placed: dict[str, tuple[int, int]] = {}
    ends: list[float] = []
    for code, score in sorted(context.card.scored["score"].items(), key=lambda pair: (pair[1], str(pair[0]))):
        level = next((i for i, end in enumerate(ends) if score - end >= step), len(ends))
        if level == len(ends):
            ends.append(float(score))
        ends[level] = float(score)
        placed[str(code)] = (int(score), level)
    return placed


def _svg(width: float, height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" '
        f'height="{_n(height)}" font-family="{FONT}">{body}</svg>'
    )


def _rect(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    stroke: str,
    weight: float,
    kind: str,
    radius: float = 0,
) -> str:
    return (
        f'<rect class="{kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{_n(weight)}"/>'
    )


def _circle(x: float, y: float, radius: float, fill: str, stroke: str, weight: float, kind: str) -> str:
    return (
        f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{_n(weight)}"/>'
    )


def _text(
    x: float, y: float, text: str, fill: str, size: float, weight: int, kind: str = "", anchor: str = "middle"
) -> str:
    named = f' class="{kind}"' if kind else ""
    return (
        f'<text{named} x="{_n(x)}" y="{_n(y)}" fill="{fill}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def scale(context: Context) -> list[dict[str, Any]]:
    """The letters with the scores that earn them and their colours, best first."""
    tops = [context.rubric.maximum + 1, *(grade.minimum for grade in context.rubric.grades)]
    return [
        {
            "letter": grade.letter,
            "range": f"{number(grade.minimum)}–{number(top - 1)}",
            "fill": context.marks[grade.letter].fill,
            "ink": context.marks[grade.letter].ink,
        }
        for grade, top in zip(context.rubric.grades, tops, strict=False)
    ]
