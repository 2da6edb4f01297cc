"""`index.html`: the way in, by state."""

from __future__ import annotations

from pathlib import Path

from analysis.publish.build.stages import Context
from analysis.publish.site.frame import write_page
from analysis.publish.site.navigation import FRONT


def write(context: Context, folder: Path) -> None:
    """The front page: every jurisdiction's card, and the findings the cover bears."""
    from analysis.publish.build.outputs import cover_findings
    from analysis.raw import single

    rows = single.table(context.raw, "jurisdictions")
    states = [
        {"name": name, "address": context.cards[code]}
        for code, name in zip(rows["jurisdiction"], rows["name"], strict=True)
        if code in context.cards
    ]
    write_page(
        context,
        folder,
        FRONT,
        states=sorted(states, key=lambda state: state["name"]),
        findings=cover_findings(context.variables),
    )
