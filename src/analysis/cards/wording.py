"""Small words that every part of a card uses: numbers, dates, ranks and lists as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from analysis.editions import MONTHS


def number(value: float) -> str:
    """A number without needless decimals.

    >>> number(5.0), number(2.5), number(-1.0)
    ('5', '2.5', '−1')
    """
    return f"{round(value, 4):g}".replace("-", "−")


def signed(value: float) -> str:
    """A change, with its sign.

    >>> signed(9), signed(-2.5), signed(0)
    ('+9', '−2.5', '±0')
    """
    return f"+{number(value)}" if value > 0 else number(value) if value < 0 else "±0"


def counted(value: float, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "point"), counted(5.0, "point"), counted(2, "answer rests", "answers rest")
    ('1 point', '5 points', '2 answers rest')
    """
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def ordinal(value: int) -> str:
    """A rank in words.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence.

    >>> listed(["Ohio", "Iowa", "Utah"]), listed(["Ohio", "Iowa"], "or"), listed([])
    ('Ohio, Iowa and Utah', 'Ohio or Iowa', '')
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def article(letter: str) -> str:
    """A letter with the article that is spoken before it.

    >>> article("A"), article("C"), article("F")
    ('an A', 'a C', 'an F')
    """
    return f"{'an' if letter[:1] in 'AEFHILMNORSX' else 'a'} {letter}"


def long_date(text: str) -> str:
    """A date as exact as it is known; text that is no date stays as it is.

    >>> long_date("2026-07-01"), long_date("2018-04"), long_date("2018"), long_date("undated")
    ('July 1, 2026', 'April 2018', '2018', 'undated')
    """
    parts = text.split("-")
    try:
        if len(parts) == 3:
            day = date.fromisoformat(text)
            return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
        if len(parts) == 2 and 1 <= int(parts[1]) <= len(MONTHS):
            return f"{MONTHS[int(parts[1]) - 1]} {int(parts[0])}"
    except ValueError:
        pass
    return text


def capitalized(text: str) -> str:
    """The first letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Text that ends like a sentence.

    >>> ended("First law."), ended("fee waived")
    ('First law.', 'fee waived.')
    """
    return text if not text or text[-1] in ".!?" else text + "."
