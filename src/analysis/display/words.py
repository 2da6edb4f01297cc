"""Words and lists as people write them: sentences begun and ended, names joined, letters with their article."""

from __future__ import annotations

from collections.abc import Iterable

_SAID_WITH_A_VOWEL = frozenset("AEFHILMNORSX8")


def listed(names: Iterable[str], last: str = "and", *, nothing: str = "none") -> str:
    """Names joined with commas and a last word.

    >>> listed(["Iowa", "Maine", "Ohio"]), listed(["Iowa", "Maine"], "or"), listed([])
    ('Iowa, Maine and Ohio', 'Iowa or Maine', 'none')
    """
    known = [plain(name) for name in names]
    if len(known) < 2:
        return known[0] if known else nothing
    return f"{', '.join(known[:-1])} {last} {known[-1]}"


def article(letter: str) -> str:
    """A grade with its article.

    >>> article("A"), article("B"), article("F"), article("")
    ('an A', 'a B', 'an F', 'no grade')
    """
    if not letter:
        return "no grade"
    return f"{'an' if letter[0].upper() in _SAID_WITH_A_VOWEL else 'a'} {plain(letter)}"


def capital(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Text that ends like a sentence.

    >>> ended("First law."), ended("fee waived")
    ('First law.', 'fee waived.')
    """
    return text if not text or text[-1] in ".!?" else text + "."


def quoted(text: str) -> str:
    """Text from the data, as a quotation."""
    return f"“{plain(text)}”"


def plain(text: str) -> str:
    r"""Text on one line, without what does not print.

    >>> plain("a\n b\u200b\x07")
    'a b'
    """
    return "".join(c for c in " ".join(str(text).split()) if c.isprintable())


def verb(count: int, one: str, many: str) -> str:
    """The form of a verb that fits a count.

    >>> verb(1, "is", "are"), verb(0, "is", "are")
    ('is', 'are')
    """
    return one if count == 1 else many
