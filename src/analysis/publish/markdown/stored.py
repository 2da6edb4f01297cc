"""A resolved report as a file, so that what is made of it need not resolve it again."""

from __future__ import annotations

import json

from analysis.publish.markdown.assemble import Report
from analysis.publish.notebooks.outputs import Embed


def to_text(report: Report) -> str:
    """A report as JSON; the order in which things stand is kept."""
    figures = {label: vars(figure) for label, figure in report.figures.items()}
    return json.dumps(vars(report) | {"figures": figures}, ensure_ascii=False)


def from_text(text: str) -> Report:
    """The report that `to_text` wrote."""
    found = json.loads(text)
    figures = {label: Embed(**one) for label, one in found.pop("figures").items()}
    return Report(figures=figures, **found)
