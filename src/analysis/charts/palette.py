"""Colours, symbols and words for grades and statuses, as plain data for charts, pages and print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.grading.scoring import GRADED, INSUFFICIENT, NO_LAW_STATUS, PROVISIONAL, SCORED, UNKNOWN

INK = "#17202a"
MUTED = "#56616d"
RULE = "#8b95a1"
GRID = "#dfe3e8"
PAPER = "#ffffff"
FILL_INK = "#10161c"
"""Ink on coloured fills. A colour of its own: a dark page turns `INK` light, and leaves what stands on fills alone."""
NO_LAW_FILL, UNKNOWN_FILL = "#d5d9de", "#e9ebee"
EDGE = "#3a4450"
"""The thin outline of every filled shape: it tells the palest fill from the page."""
ACCENT = "#20638f"
LOSS = "#b0481e"
"""A fall in points. Always told in words or by direction too."""

GRADE_ANCHORS = ("#313e76", "#1d687f", "#06978d", "#9cb127", "#f4c574")
"""Best to worst. Lightness only rises, so the order survives grey print and every kind of colour blindness; it stays between
the white page and the dark one, and the worst letters have the strongest hues, so that neither end fades into a page."""

DARK_PAPER = "#1a2027"
"""What charts stand on where the reader's screen is dark (`report.css`)."""

SHARE_ANCHORS = ("#e6dcee", "#b79bcb", "#7a4f9a", "#3c1a5b")
"""None to all of the points of a category. Another hue than the grades, so that a share is not read as a letter."""

PROVISIONAL_MARK = "*"

PLAIN = (PAPER, NO_LAW_FILL, UNKNOWN_FILL)
"""Fills without a hue, which a dark page turns dark together with `INK`."""


@dataclass(frozen=True)
class Mark:
    """How one grade or status looks: fill, ink of the text on it, outline, dash pattern, symbol and words."""

    fill: str
    ink: str
    stroke: str
    dash: tuple[int, ...]
    symbol: str
    label: str


_STATUS_MARKS = {
    NO_LAW_STATUS: Mark(PAPER, INK, MUTED, (), "–", "No law"),
    INSUFFICIENT: Mark(PAPER, INK, MUTED, (3, 2), "…", "Not enough text seen"),
    UNKNOWN: Mark(UNKNOWN_FILL, INK, MUTED, (1, 2), "?", "Not known"),
}

_STATUS_LABELS = {
    GRADED: "Firm",
    PROVISIONAL: "Provisional",
    **{status: mark.label for status, mark in _STATUS_MARKS.items()},
}


def status_label(status: str) -> str:
    """A status in the words that every chart, table and card uses."""
    return _STATUS_LABELS[status]


def grade_colors(letters: Sequence[str]) -> dict[str, str]:
    """A fill for each letter, best first, spread evenly over the anchors whatever their number.

    >>> grade_colors(["A", "B", "C", "D", "F"])["B"]
    '#1d687f'
    """
    return dict(zip(letters, ramp(GRADE_ANCHORS, len(letters)), strict=True))


def marks(letters: Sequence[str]) -> dict[str, Mark]:
    """The look of every letter and of every status without one, in the order a key lists them."""
    graded = {
        letter: Mark(fill, ink_on(fill), EDGE, (), letter, letter)
        for letter, fill in grade_colors(letters).items()
    }
    return graded | _STATUS_MARKS


def mark_key(status: str, grade: str) -> str:
    """The key into `marks` for one row of a scorecard: its letter, or its status where it has none."""
    return grade if status in SCORED else status


def symbol(status: str, grade: str) -> str:
    """What is printed on the map: the letter, with an asterisk where provisional, or the status symbol.

    >>> symbol("provisional", "C"), symbol("no_law", "")
    ('C*', '–')
    """
    if status not in SCORED:
        return _STATUS_MARKS[status].symbol
    return grade + PROVISIONAL_MARK if status == PROVISIONAL else grade


def palette(letters: Sequence[str]) -> dict[str, Any]:
    """Everything a style sheet or a print template needs, ready for JSON."""
    return {
        "ink": INK,
        "muted": MUTED,
        "rule": RULE,
        "grid": GRID,
        "paper": PAPER,
        "accent": ACCENT,
        "loss": LOSS,
        "share": list(SHARE_ANCHORS),
        "marks": {key: asdict(mark) | {"dash": list(mark.dash)} for key, mark in marks(letters).items()},
    }


def ramp(anchors: Sequence[str], count: int) -> list[str]:
    """`count` colours evenly spaced over anchors, mixed in Oklab (Ottosson, 2020) so that lightness stays monotone."""
    if count == 1:
        return [anchors[0]]
    return [mix(anchors, step / (count - 1)) for step in range(count)]


def mix(anchors: Sequence[str], share: float) -> str:
    """The colour at `share` (0 to 1) of the way along the anchors."""
    place = min(max(share, 0.0), 1.0) * (len(anchors) - 1)
    first = min(int(place), len(anchors) - 2)
    part = place - first
    start, end = _oklab(anchors[first]), _oklab(anchors[first + 1])
    return _hex(tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)))


def ink_on(fill: str) -> str:
    """White or dark ink, whichever reads better on a fill; black where dark ink is not dark enough (WCAG 4.5:1)."""
    best = max((PAPER, INK if fill in PLAIN else FILL_INK), key=lambda ink: contrast(ink, fill))
    return best if contrast(best, fill) >= 4.5 else "#000000"


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours, 1 to 21.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def _times(matrix: Iterable[Sequence[float]], vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)


def _oklab(colour: str) -> tuple[float, ...]:
    return _times(_TO_LAB, [v ** (1 / 3) for v in _times(_TO_LMS, _linear(colour))])


def _hex(lab: Sequence[float]) -> str:
    linear = _times(_FROM_LMS, [v**3 for v in _times(_FROM_LAB, lab)])
    encoded = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear)
    return "#" + "".join(f"{round(255 * min(max(c, 0.0), 1.0)):02x}" for c in encoded)
