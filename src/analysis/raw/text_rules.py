"""What no text of the data may be, in whatever file it stands. Markup may: it is text, escaped where it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.safety import has_unseen, is_formula

LINE_BREAK = re.compile("[\n\r\v\f\u0085\u2028\u2029]")
MERGE = re.compile("<{7}|>{7}|={7}")
MISREAD = re.compile("[ÂÃâ][^\x00-\x7f]{1,2}")
"""Where UTF-8 was once opened as Windows-1252: § becomes Â§, – becomes â€“."""


def misread(text: str) -> bool:
    """Whether a text holds characters that were UTF-8 and were read as something else.

    >>> misread("Â§ 29-3005"), misread("§ 29-3005"), misread("Doña Ana, pâté")
    (True, False, False)
    """
    for match in MISREAD.finditer(text):
        try:
            match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


RULES: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (
        is_formula,
        "text that a spreadsheet does not run as a formula",
        "put a word before the sign at the beginning, or remove the sign",
    ),
    (
        MERGE.search,
        "text without the signs by which Git marks a conflict",
        "keep one of the two versions, and delete the other and the signs",
    ),
    (LINE_BREAK.search, "one line of text", "replace the line break by a space"),
    (has_unseen, "characters that can be seen", "type the text anew, or paste it as plain text"),
    (
        lambda text: text != text.strip(),
        "no spaces before or after the text",
        "delete the spaces at the beginning and the end",
    ),
    (
        misread,
        "characters such as § and – as they are",
        "the file was once opened in a wrong encoding: restore it from a backup, or replace the characters",
    ),
)
"""What a text must not be, what is allowed, what to do; the first that holds is reported."""


def mistake_in(text: str) -> tuple[str, str] | None:
    r"""The first rule that a text breaks, as what is allowed and what to do.

    >>> mistake_in("plain"), mistake_in("soft\u00adly")
    (None, ('characters that can be seen', 'type the text anew, or paste it as plain text'))
    """
    if text.isascii() and text.isalnum():
        return None
    return next(((allowed, remedy) for wrong, allowed, remedy in RULES if wrong(text)), None)
