"""All scores of an edition on a line, one jurisdiction marked: where it stands among the others."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from analysis.cards.context import Context
from analysis.cards.svg_elements import circle, line, n, rect, text
from analysis.charts.palette import INK, MUTED, PAPER, status_label
from analysis.display.numbers import digits, ordinal
from analysis.grading.scoring import PROVISIONAL

WIDE, NARROW = 640.0, 380.0
"""Widths: for paper and wide screens, and for a phone, where the drawing is not scaled down."""
BAND, NOTCH, DOT, STEP, HEAD, MARGIN, ROOM_FOR_MEDIAN = 15.0, 3.0, 4.2, 9.2, 22.0, 12.0, 42.0
LETTER = 6.6
"""How wide a letter of the name is at most."""


class Strip:
    """Drawn once an edition; `drawing` adds the mark of one jurisdiction."""

    def __init__(self, context: Context, width: float = WIDE) -> None:
        self.context, self.width = context, width
        self.places = self._stacked()
        self.base = HEAD + (max([row for _, row in self.places.values()], default=0) + 1) * STEP
        self.body = self._scale() + self._dots()

    def drawing(self, code: str) -> dict[str, Any]:
        """The marks of all and the own one, as SVG elements, the size, and what it shows in words."""
        size = [self.width, self.base + BAND + 17]
        return {"ground": self.body, "own": self._mark(code), "size": size, "alt": self._words(code)}

    def _words(self, code: str) -> str:
        context, row, spread = self.context, self.context.row(code), self._spread
        if context.scored.empty:
            return spread
        if context.is_scored(code):
            place = (
                f", {ordinal(int(row['rank']))}"
                if context.is_ranked(code)
                else ", outside the ranking of states"
            )
            return f"{spread} {row['name']} has {row['score']}{place}."
        if pd.notna(row["score_low"]):
            return f"{spread} {row['name']} lies between {row['score_low']} and {row['score_high']}."
        return f"{spread} {row['name']} is not among them."

    @cached_property
    def _spread(self) -> str:
        scores = self.context.scored["score"]
        if scores.empty:
            return "No jurisdiction has a score in this edition."
        if len(scores) == 1:
            return f"One jurisdiction has a score: {scores.iloc[0]}."
        middle = digits(float(scores.median()))
        return f"Scores of {len(scores)} jurisdictions run from {scores.min()} to {scores.max()}, median {middle}."

    def _x(self, score: float) -> float:
        return MARGIN + (self.width - 2 * MARGIN) * score / self.context.rubric.maximum

    def _y(self, row: int) -> float:
        return self.base - DOT - 1.5 - row * STEP

    def _stacked(self) -> dict[str, tuple[int, int]]:
        """Score and row above the line of each scored jurisdiction; dots that would touch are stacked."""
        room = 2.1 * DOT * self.context.rubric.maximum / (self.width - 2 * MARGIN)
        placed: dict[str, tuple[int, int]] = {}
        ends: list[float] = []
        scores = self.context.scored["score"].items()
        for code, score in sorted(scores, key=lambda pair: (pair[1], str(pair[0]))):
            level = next((i for i, end in enumerate(ends) if score - end >= room), len(ends))
            ends[level : level + 1] = [float(score)]
            placed[str(code)] = (int(score), level)
        return placed

    def _scale(self) -> str:
        """The band of letters, the scores where they begin, and the median."""
        rubric, scores = self.context.rubric, self.context.scored["score"]
        below = self.base + BAND + 12.5
        parts = []
        tops = [rubric.maximum, *(grade.minimum for grade in rubric.grades)]
        for grade, top in zip(rubric.grades, tops, strict=False):
            look = self.context.marks[grade.letter]
            left, right = self._x(grade.minimum), self._x(top)
            parts += [
                rect(left, self.base, right - left, BAND, look.fill, PAPER, 1, "band"),
                text((left + right) / 2, self.base + BAND - 4, grade.letter, look.ink, 10.5, 700),
            ]
        median = self._x(float(scores.median())) if len(scores) else -100.0
        parts += [
            text(self._x(at), below, digits(at), MUTED, 10.6, 400)
            for at in (rubric.maximum, *(grade.minimum for grade in rubric.grades))
            if abs(self._x(at) - median) > ROOM_FOR_MEDIAN
        ]
        if len(scores):
            parts += [
                # Above and below the letters: a line through the band would strike out the one it meets.
                line(
                    f"M{n(median)} {n(self.base)}v{n(NOTCH)}m0 {n(BAND - 2 * NOTCH)}v{n(NOTCH + 4)}",
                    INK,
                    1.6,
                    "median",
                ),
                text(median, below + 0.5, f"median {digits(float(scores.median()))}", INK, 10.6, 600),
            ]
        return "".join(parts)

    def _dots(self) -> str:
        scored, parts = self.context.scored, []
        for code, (score, row) in self.places.items():
            fill = self.context.marks[str(scored.at[code, "grade"])].fill
            x, y = self._x(score), self._y(row)
            if scored.at[code, "status"] == PROVISIONAL:
                parts.append(circle(x, y, DOT - 0.9, PAPER, fill, 1.8, "dot hollow"))
            else:
                parts.append(circle(x, y, DOT - 0.25, fill, INK, 0.5, "dot"))
        return "".join(parts)

    def _mark(self, code: str) -> str:
        row = self.context.row(code)
        name = str(row["name"])
        if code in self.places:
            score, level = self.places[code]
            x, y = self._x(score), self._y(level)
            ring = circle(x, y, DOT + 2.6, "none", INK, 2.2, "ring")
            lead = line(f"M{n(x)} {n(y - DOT - 2.6)}V17", INK, 1.2, "lead")
            return self._range(row) + lead + ring + self._name(x, f"{name} {row['score']}")
        low, high = row["score_low"], row["score_high"]
        if pd.notna(low):
            middle = (self._x(low) + self._x(high)) / 2
            scored = f"{row['score']}, not ranked" if self.context.is_scored(code) else ""
            words = f"{name}: {scored or f'between {low} and {high}'}"
            return self._range(row) + self._name(middle, words)
        return self._name(self._x(0), f"{name}: {status_label(str(row['status'])).lower()}")

    def _range(self, row: Any) -> str:
        """A dashed line from the lowest to the highest possible score."""
        left, right = self._x(float(row["score_low"])), self._x(float(row["score_high"]))
        path = f"M{n(left)} 18v6m0-3H{n(right)}m0-3v6"
        return line(path, INK, 1.4, "range", "3 2") if right > left else ""

    def _name(self, x: float, words: str) -> str:
        half = LETTER * len(words) / 2
        if x < half:
            return text(min(x, MARGIN), 11, words, INK, 12, 700, "start")
        if x > self.width - half:
            return text(max(x, self.width - MARGIN), 11, words, INK, 12, 700, "end")
        return text(x, 11, words, INK, 12, 700)
