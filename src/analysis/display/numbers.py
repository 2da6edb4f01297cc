"""Numbers as people write them: counts with their nouns, shares, ranks. Nothing here depends on locale or on the data."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.display.words import capital, listed

FIRM, SHAKY = 0.9, 0.6
"""Shares of draws: the report says of which states the grade holds in at least the first, or in less than the second."""

_ONES = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def number(value: float) -> str:
    """A number in running text: small whole ones as words, thousands separated, no trailing zeros.

    >>> number(7), number(12), number(1374), number(60.5), number(0)
    ('seven', '12', '1,374', '60.5', 'no')
    """
    if value == 0:
        return "no"
    if value == int(value):
        return _ONES[int(value)] if 0 < value < 10 else f"{int(value):,}"
    return f"{value:,.1f}"


def digits(value: float) -> str:
    """A score or count as digits, at most one decimal, with a minus that is one.

    >>> digits(60.5), digits(7.0), digits(1374), digits(-1)
    ('60.5', '7', '1,374', '−1')
    """
    return f"{value:,.1f}".removesuffix(".0").replace("-", "−")


def spelled(value: int) -> str:
    """A whole number in words up to 99, as it begins a sentence; digits beyond.

    >>> spelled(0), spelled(12), spelled(31), spelled(120)
    ('no', 'twelve', 'thirty-one', '120')
    """
    if value == 0:
        return "no"
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    return f"{value:,}"


def count(value: int, noun: str, plural: str = "") -> str:
    """A count with its noun.

    >>> count(0, "state"), count(1, "state"), count(12, "state"), count(2, "category", "categories")
    ('no state', 'one state', '12 states', 'two categories')
    """
    return f"{number(value)} {_noun(value, noun, plural)}"


def opening(value: int, noun: str, plural: str = "") -> str:
    """A count with its noun, as it begins a sentence.

    >>> opening(0, "state"), opening(12, "state")
    ('No state', 'Twelve states')
    """
    return capital(f"{spelled(value)} {_noun(value, noun, plural)}")


def _noun(value: int, noun: str, plural: str) -> str:
    return noun if value in (0, 1) else plural or f"{noun}s"


def counted(value: float, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "point"), counted(5.0, "point"), counted(2, "answer rests", "answers rest")
    ('1 point', '5 points', '2 answers rest')
    """
    return f"{digits(value)} {one if value == 1 else many or one + 's'}"


def out_of(part: int, whole: int, noun: str = "law") -> str:
    """A part of a whole.

    >>> out_of(5, 45), out_of(0, 37), out_of(1, 1), out_of(0, 0), out_of(4, 4), out_of(2, 2)
    ('five of the 45 laws', 'none of the 37 laws', 'the only law', 'no law', 'all four laws', 'both laws')
    """
    if whole == 0 or (whole == 1 and part == 0):
        return f"no {noun}"
    if whole == 1:
        return f"the only {noun}"
    if part == whole:
        return f"both {noun}s" if whole == 2 else f"all {number(whole)} {noun}s"
    return f"{'none' if part == 0 else number(part)} of the {number(whole)} {noun}s"


def ordinal(value: int) -> str:
    """A rank in words.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def signed(value: float, zero: str = "±0") -> str:
    """A change, with its sign.

    >>> signed(9), signed(-2.5), signed(0)
    ('+9', '−2.5', '±0')
    """
    return f"+{digits(value)}" if value > 0 else digits(value) if value < 0 else zero


def percent(share: float, marks: Sequence[float] = ()) -> str:
    """A share (0 to 1) in whole per cent, halves up; 100% only for all and 0% only for none.

    A share that falls short of one of `marks`, but would round to it, is cut off instead: a state said to hold its grade in
    less than 60% of the draws must not read 60% in the table beside it.

    >>> percent(0.125), percent(0.9995), percent(0.001), percent(1.0), percent(0.0)
    ('13%', 'over 99%', 'under 1%', '100%', '0%')
    >>> percent(0.5981, marks=[0.6]), percent(0.6, marks=[0.6]), percent(0.5931, marks=[0.6])
    ('59%', '60%', '59%')
    """
    hundredths = round(100 * share, 9)
    rounded = math.floor(hundredths + 0.5)
    if 0 < share < 1 and rounded in (0, 100):
        return "over 99%" if rounded else "under 1%"
    if any(share < mark and rounded >= round(100 * mark, 9) for mark in marks):
        return f"{math.floor(hundredths)}%"
    return f"{rounded}%"


def share_of_draws(share: float) -> str:
    """In how many of the draws of random weights something held, true to the marks `FIRM` and `SHAKY`.

    >>> share_of_draws(0.5981), share_of_draws(0.8972), share_of_draws(0.9)
    ('59%', '89%', '90%')
    """
    return percent(share, (FIRM, SHAKY))


def two_decimals(value: float) -> str:
    """A coefficient.

    >>> two_decimals(0.9304), two_decimals(float("nan"))
    ('0.93', 'not measurable')
    """
    return "not measurable" if math.isnan(value) else f"{value:.2f}".replace("-", "−")


def some(names: Sequence[str], most: int = 8) -> str:
    """Names, or the first of them and how many more there are.

    >>> some(["a", "b", "c", "d"], most=2)
    'a, b and two more'
    """
    if len(names) <= most + 1:
        return listed(names)
    return listed([*names[:most], f"{number(len(names) - most)} more"])
