"""`index.html`: the way in, by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.publish.build.context import Context
from analysis.publish.site.frame import joined_scripts, write_page
from analysis.publish.site.navigation import FRONT, PAGES, SURVIVORS
from analysis.publish.site.report_figures import FOLDER, Shown, told

FINDINGS = ("lead", "cost", "step")
"""What the front page says of the whole, firm grades first (`prose.facts.of_findings`)."""


def write(context: Context, folder: Path) -> None:
    """The front page: the choice of a state, the map of links, three findings, and the ways on."""
    from analysis.cards.roll import key, roll

    shared = context.compared
    places = [
        one | {"address": context.cards[one["code"]]} for one in roll(shared) if one["code"] in context.cards
    ]
    joined_scripts(context, folder, "choose")
    joined_scripts(context, folder, "front")
    write_page(
        context,
        folder,
        FRONT,
        states=places,
        tiles=sorted(places, key=lambda one: (one["row"], one["column"])),
        key=key(shared),
        findings=findings(context.variables),
        ways=[page for page in PAGES if page not in (FRONT, SURVIVORS)],
        survivors=SURVIVORS,
        **picture(told(context)),
        sentences={one["code"]: [one["name"], one["sentence"]] for one in places},
    )


def findings(variables: Mapping[str, Any]) -> list[str]:
    """The sentences of `FINDINGS`; none where no notebook has written them."""
    found = variables.get("findings", {})
    return [str(found[name]) for name in FINDINGS if name in found]


def picture(figures: Sequence[Shown]) -> dict[str, str]:
    """The report's first figure, for those who show a link to the site; nothing where there is no figure."""
    first = next(iter(figures), None)
    if first is None:
        return {}
    return {"picture": f"{FOLDER}/{first.label}.png", "picture_words": first.embed.alt}
