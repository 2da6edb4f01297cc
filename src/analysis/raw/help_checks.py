"""Checks of help.csv: what survivors are sent to rests on something that was looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.problems import Problem, did_you_mean, quoted
from analysis.raw.folder import RawFolder
from analysis.raw.forms import HOST


def help_without_source(raw: RawFolder) -> Iterator[Problem]:
    """Sources of help.csv that are neither a source of sources.csv nor a web address."""
    known = [cell for _, (cell,) in raw.rows_if_any("sources", "source_id")]
    index = set(known)
    for row, (cell,) in raw.rows_if_any("help", "source"):
        if cell and cell not in index and not re.match(HOST, cell):
            found = f"{quoted(cell)} is not in sources.csv"
            allowed = "the identifier of a source, or the web address of the page that shows it"
            remedy = did_you_mean(cell, known, "correct the cell, or give the address that was looked at")
            yield Problem("help.csv", row, "source", found, allowed, remedy)
