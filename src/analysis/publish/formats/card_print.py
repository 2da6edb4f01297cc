"""What paper needs of a card's record, page by page, in characters that can be printed.

Only what `report/templates/card.typ` sets: it is refused what is not listed here, and a change elsewhere in a record neither
prints a card anew nor asks again how large it may be set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.cards.svg_elements import ground, own
from analysis.publish.formats.card_pages import unbroken
from analysis.publish.markdown.glyphs import printable

Parts = Mapping[str, "Parts | None"]
"""The parts of a value that are kept, by name, each whole or in parts of its own; of a list, those of each entry."""


def _parts(names: str, **divided: Parts | None) -> Parts:
    return {**dict.fromkeys(names.split()), **divided}


_LAWS = _parts("name citation mark")
_MARK = _parts("symbol fill ink stroke")
_WAYS = _parts("grade count_words score range nested", added=_parts("statement"))
_ANSWER = _parts("seen statement question points_words maximum_words full citation mark")

ON_BOTH = _parts("code name foot", edition=_parts("id as_of_words"), **_MARK)
"""What stands at the head and foot of both pages, and in a list of cards."""

FRONT = _parts(
    "code name name_size region scored provisional status_label dashed verdict ceiling has_law subtitle supply strip_key key",
    **_MARK,
    notices=_parts("title text", sources=_parts("title")),
    stats=_parts("value unit caption"),
    strip=_parts("svg alt"),
    tiles=_parts("svg alt"),
    facts=_parts("term text"),
    works=_parts("statement citation mark points_words maximum_words"),
    missing=_parts("blocked needed_words", questions=_parts("question maximum_words")),
    amendments=_parts(
        "now",
        best=_parts("statement silent gain_words", exemplars=_LAWS),
        steps=_parts("silent label gain_words"),
    ),
    scale=_parts("letter fill ink"),
    next_grades=_WAYS,
    bills=_parts("year bill what status status_date", sources=_parts("title")),
    new_law=_parts(
        "",
        region=_parts("name score", **_MARK),
        best=_parts("name score statutes full", **_MARK),
        grades=_WAYS,
    ),
)
"""What the front page says."""

BACK = _parts(
    "has_law acts since certainty open_questions",
    categories=_parts(
        "title points_words maximum_words share unseen_share median_share median_words", answers=_ANSWER
    ),
    new_law=_parts(
        "",
        model=_parts(
            "title maximum_words", answers=_parts("statement held_words jurisdictions", exemplars=_LAWS)
        ),
    ),
    bills=FRONT["bills"] or {},
    corrections=_parts("when question old new why"),
)
"""What the back says."""

PAGES = {"front": FRONT, "back": BACK}


DRAWINGS = "strip", "tiles"
"""Drawings of which a card prints its own marks alone, over a ground that is laid beside the template once for all cards."""


def grounds(record: Mapping[str, Any]) -> dict[str, str]:
    """The grounds of a record's drawings, by the names of the files in which the template looks for them."""
    return {f"{name}.svg": printable(ground(record[name])) for name in DRAWINGS}


def printed(record: Mapping[str, Any]) -> dict[str, Any]:
    """What paper needs of a record: what is `ON_BOTH` pages, the `front`, the `back`, the title and the description."""
    record = {**record} | {name: {"svg": own(record[name]), "alt": record[name]["alt"]} for name in DRAWINGS}
    shown: dict[str, Any] = printable(
        _unbroken(_only(record, ON_BOTH) | {page: _only(record, parts) for page, parts in PAGES.items()})
        | {
            "title": f"{record['name']}: report card {record['edition']['id']}",
            "description": f"{record['verdict']} {record['edition']['title']}.",
        }
    )
    return shown


def _only(value: Any, parts: Parts | None) -> Any:
    if parts is None or value is None:
        return value
    if isinstance(value, list):
        return [_only(entry, parts) for entry in value]
    return {name: _only(value[name], own) for name, own in parts.items()}


def _unbroken(value: Any) -> Any:
    """A record's part whose section signs stay with their numbers; drawings are left alone."""
    if isinstance(value, str):
        return unbroken(value)
    if isinstance(value, dict):
        return {key: child if key == "svg" else _unbroken(child) for key, child in value.items()}
    return [_unbroken(child) for child in value] if isinstance(value, list) else value
