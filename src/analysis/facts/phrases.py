"""Numbers, names and dates as people write them. Nothing here depends on locale or on the data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from analysis import wording

Facts = dict[str, "str | Facts"]
"""Nested facts; the leaves are text."""

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
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SAID_WITH_A_VOWEL = frozenset("AEFHILMNORSX8")


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
    """A score or count as digits, at most one decimal.

    >>> digits(60.5), digits(7.0), digits(1374)
    ('60.5', '7', '1,374')
    """
    shown = f"{value:,.1f}"
    return shown.removesuffix(".0")


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


def counted(value: int, noun: str, plural: str = "") -> Facts:
    """The forms of one count that prose may need: `number`, `phrase` and, to begin a sentence, `start`."""
    return {
        "number": digits(value),
        "phrase": count(value, noun, plural),
        "start": opening(value, noun, plural),
    }


def out_of(part: int, whole: int, noun: str = "law") -> str:
    """A part of a whole.

    >>> out_of(5, 45), out_of(0, 37), out_of(1, 1), out_of(0, 0), out_of(4, 4)
    ('five of the 45 laws', 'none of the 37 laws', 'the only law', 'no law', 'all four laws')
    """
    if whole == 0 or (whole == 1 and part == 0):
        return f"no {noun}"
    if whole == 1:
        return f"the only {noun}"
    if part == whole:
        return f"all {number(whole)} {noun}s"
    return f"{'none' if part == 0 else number(part)} of the {number(whole)} {noun}s"


def capital(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str], nothing: str = "none") -> str:
    """Names joined with commas and "and".

    >>> listed(["Iowa", "Maine", "Ohio"]), listed(["Iowa"]), listed([])
    ('Iowa, Maine and Ohio', 'Iowa', 'none')
    """
    known = [plain(name) for name in names]
    if len(known) < 2:
        return known[0] if known else nothing
    return f"{', '.join(known[:-1])} and {known[-1]}"


def some(names: Sequence[str], most: int = 8) -> str:
    """Names, or the first of them and how many more there are.

    >>> some(["a", "b", "c", "d"], most=2)
    'a, b and two more'
    """
    if len(names) <= most + 1:
        return listed(names)
    return listed([*names[:most], f"{number(len(names) - most)} more"])


def a(letter: str) -> str:
    """A grade with its article.

    >>> a("A"), a("B"), a("F"), a("")
    ('an A', 'a B', 'an F', 'no grade')
    """
    if not letter:
        return "no grade"
    return f"{'an' if letter[0].upper() in _SAID_WITH_A_VOWEL else 'a'} {plain(letter)}"


def percent(share: float) -> str:
    """A share (0 to 1) in per cent, as tables and charts print it.

    >>> percent(0.834), percent(0.005), percent(0.9995), percent(float("nan"))
    ('83%', '1%', 'over 99%', 'an unknown share')
    """
    return "an unknown share" if math.isnan(share) else wording.percent(share)


def two_decimals(value: float) -> str:
    """A coefficient.

    >>> two_decimals(0.9304), two_decimals(float("nan"))
    ('0.93', 'not measurable')
    """
    return "not measurable" if math.isnan(value) else f"{value:.2f}"


def day(when: date) -> str:
    """A date as American readers write it.

    >>> day(date(2026, 7, 1))
    'July 1, 2026'
    """
    return f"{_MONTHS[when.month - 1]} {when.day}, {when.year}"


def month(when: date) -> str:
    """Month and year of a date."""
    return f"{_MONTHS[when.month - 1]} {when.year}"


def quoted(text: str) -> str:
    """Text from the data, as a quotation."""
    return f"“{plain(text)}”"


def plain(text: str) -> str:
    r"""Text on one line, without what does not print.

    >>> plain("a\n b\u200b\x07")
    'a b'
    """
    return "".join(c for c in " ".join(str(text).split()) if c.isprintable())
