"""What text from data must not become: a script behind a link, a formula in a spreadsheet. Decided in one place."""

from __future__ import annotations

import re

WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")
FORMULA = re.compile("[=+\\-@\t\r\0\uff1d\uff0b\uff0d\uff20]")
"""What makes Excel or LibreOffice run a cell that begins with it (OWASP, CSV Injection), full-width forms included."""


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
