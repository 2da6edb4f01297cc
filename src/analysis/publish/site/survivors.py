"""`survivors.html`: in plain words, is there a law, which records it reaches, what it asks for, and whom to ask."""

from __future__ import annotations

from pathlib import Path

from analysis.publish.build.context import Context
from analysis.publish.site.frame import joined_scripts, write_page
from analysis.publish.site.navigation import SURVIVORS


def write(context: Context, folder: Path) -> None:
    """The page, with every jurisdiction's answer in the order of names."""
    from analysis.cards.plain import NONE_FOUND, NOT_KNOWN, YES, opening, plain_record
    from analysis.display.dates import long_date
    from analysis.display.words import ended

    shared = context.compared
    joined_scripts(context, folder, "survivors")
    write_page(
        context,
        folder,
        SURVIVORS,
        states=[
            plain_record(shared, code) | {"address": context.cards.get(code, "")}
            for code in shared.jurisdictions
        ],
        words={"yes": YES, "none": NONE_FOUND, "unknown": NOT_KNOWN},
        as_of=long_date(shared.edition.as_of.isoformat()),
        help=[
            {
                "name": r.name,
                "what": ended(str(r.what)),
                "address": r.address,
                "checked": long_date(str(r.checked)),
            }
            for r in shared.dataset.help.itertuples(index=False)
        ],
        opening=opening(shared),
    )
