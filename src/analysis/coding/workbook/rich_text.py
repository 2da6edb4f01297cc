"""Texts that xlsxwriter would not write as they are, in pieces that it does."""

from __future__ import annotations

import re

ESCAPE = "_x[0-9A-Fa-f]{4}_"
OVERLAPPING = re.compile(f"(?={ESCAPE}).{{6}}(?={ESCAPE})", re.DOTALL)


def as_runs(text: str) -> list[str]:
    """A text in pieces for `write_rich_string`; almost always one piece, for `write_string`.

    xlsxwriter takes a text that begins and ends like rich text for markup of its own. Of two overlapping sequences that look
    like escapes it escapes only the first, and in rich text it escapes twice: so no piece holds a whole one.

    >>> as_runs("plain _x0041_"), as_runs("<r>x</r>"), as_runs("_x005F_x0041_")
    (['plain _x0041_'], ['<', 'r>x</r>'], ['_x005F', '_x0041', '_'])
    """
    markup = text.startswith("<r>") and text.endswith("</r>")
    if not markup and not OVERLAPPING.search(text):
        return [text]
    cut = re.sub(f"(?={ESCAPE}).{{6}}", "\\g<0>\0", text, flags=re.DOTALL)
    return [*("<" if markup else ""), *cut[markup:].split("\0")]
