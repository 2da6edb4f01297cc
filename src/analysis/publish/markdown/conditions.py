"""Text that appears only where there is something to show: Quarto's conditional content, decided by `_metadata.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.publish.markdown.dialect import Source, nearest
from analysis.publish.markdown.syntax_tree import Attr

VISIBLE, HIDDEN = "content-visible", "content-hidden"
OPTION = "when-meta"
ABOVE = "shows."
"""The key of the metadata under which the names stand: what the data of this build have to show."""


def is_condition(attributes: Attr) -> bool:
    """Whether a box or span is conditional: `.content-visible` or `.content-hidden`, with `when-meta` and nothing else."""
    identifier, classes, pairs = attributes
    return not identifier and classes in ([VISIBLE], [HIDDEN]) and [key for key, _ in pairs] == [OPTION]


def shown(source: Source, attributes: Attr, shows: Mapping[str, bool]) -> bool:
    """Whether the text of a conditional box or span appears; a name that the build does not know is refused."""
    name = dict(attributes[2])[OPTION]
    known = {f"{ABOVE}{key}": value for key, value in shows.items()}
    if name not in known:
        source.refuse(source.where(re.escape(name)), f"condition '{name}'", "what report/_metadata.yml lists under 'shows'",
                      nearest(name, list(known)))  # fmt: skip
        return True
    return known[name] is (attributes[1] == [VISIBLE])
