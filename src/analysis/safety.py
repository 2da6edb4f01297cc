"""What text must not become: a script behind a link, a formula in a spreadsheet, words nobody sees. Decided in one place."""

from __future__ import annotations

import re
import unicodedata

WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")
FORMULA = re.compile("[=+\\-@\t\r\0\uff1d\uff0b\uff0d\uff20]")
"""What makes Excel or LibreOffice run a cell that begins with it (OWASP, CSV Injection), full-width forms included."""


WITHOUT_INK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffd"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Letters, marks and symbols that show nothing, selectors of variants, and the trace of a lost character."""


def is_unseen(character: str) -> bool:
    r"""Whether a character leaves no mark a reader could see: controls, marks of direction and joining, fillers, private use.

    Spaces of every width are not among them.

    >>> [is_unseen(c) for c in ("a", "§", "\u00a0", "\u00ad", "\u202e", "\u3164", "\ue000", "\x07", "\u2028")]
    [False, False, False, True, True, True, True, True, True]
    """
    if character in WITHOUT_INK:
        return True
    return not character.isprintable() and unicodedata.category(character) != "Zs"


def has_unseen(text: str) -> bool:
    """Whether any character of a text is unseen."""
    return (not text.isascii() or not text.isprintable()) and any(map(is_unseen, text))


CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
"""A line by which Git marks two versions of a text that nobody has chosen from yet."""


def conflict_line(text: str) -> int | None:
    r"""The first line (from 1) that is left over from a merge.

    >>> conflict_line("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs"), conflict_line("a < b")
    (2, None)
    """
    found = CONFLICT.search(text)
    return None if found is None else text.count("\n", 0, found.start()) + 1


def revealed(text: str) -> str:
    r"""Text whose unseen characters are written out.

    >>> revealed("a\u3164b\u00a0c")
    'a\\u3164b\xa0c'
    """
    return "".join(c.encode("unicode_escape").decode("ascii") if is_unseen(c) else c for c in text)


def is_web_address(text: str) -> bool:
    """Whether a link may lead there: an address of the web, without characters that could end an attribute.

    >>> is_web_address("https://example.org/a?b=c"), is_web_address("javascript:alert(1)"), is_web_address("https://a b")
    (True, False, False)
    """
    return WEB.fullmatch(text) is not None


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text.

    >>> is_formula("=1+1"), is_formula("plain = text"), is_formula("")
    (True, False, False)
    """
    return FORMULA.match(text) is not None


def safe_cell(value: object) -> object:
    """Text that a spreadsheet will not run as a formula, led by an apostrophe where it would; all else as it is.

    >>> safe_cell("=1+1"), safe_cell(-3), safe_cell("plain")
    ("'=1+1", -3, 'plain')
    """
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
