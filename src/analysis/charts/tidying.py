"""What is done to the converter's SVG: links to neighbours, spoken marks, short numbers, ids of its own."""

from __future__ import annotations

import hashlib
import re

from analysis.charts.theme import FONT

CONVERTER_BASE = "https://vega.github.io/vega-datasets/"
"""What the converter puts before every relative link; taken off again, because cards lie beside the page."""

_TAG = re.compile(r'<(?!/)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_ATTRIBUTE = re.compile(r' ([\w:-]+)="([^"]*)"')
_LONG = re.compile(r"(\d+\.\d\d)\d+")
_IDS = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')

_PLACES = {"transform", "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "viewBox"}
_DROPPED = {"role", "aria-roledescription", "aria-label", "xlink:href", "font-family", "version"}
_IDLE = {"stroke-dasharray": "", "transform": "translate(0,0)"}


def tidy(drawn: str) -> str:
    """Make the converter's SVG fit for a page that holds many.

    Links become relative again and plain `href`; a mark's words become a `title`, which a mouse shows and a screen
    reader reads without a script; what is not read aloud does not catch the mouse; numbers have two decimals; the one
    font is named once; ids start with a digest of the drawing, so that no two figures share one.
    Errors: ValueError for a link that leaves the report.
    """
    shorter = _TAG.sub(_tidy_tag, drawn)
    # The converter counts clip paths over the whole process: count them anew, or a drawing hangs on those before it.
    names: dict[str, str] = {}
    counted = _IDS.sub(lambda found: found[1] + names.setdefault(found[2], str(len(names) + 1)), shorter)
    prefix = "f" + hashlib.sha256(counted.encode()).hexdigest()[:8]
    return _IDS.sub(lambda found: f"{found[1]}{prefix}-{found[2]}", counted)


def _tidy_tag(found: re.Match[str]) -> str:
    tag = found.group()
    name = re.match(r"<([\w:]+)", tag)
    given = dict(_ATTRIBUTE.findall(tag))
    if name is None or not given:
        return tag
    kept = {
        key: _LONG.sub(r"\1", value) if key in _PLACES and "." in value else value
        for key, value in given.items()
        if key not in _DROPPED and _IDLE.get(key) != value
    }
    if name.group(1) == "svg":
        kept["font-family"] = FONT
    if "xlink:href" in given:
        kept["href"] = _local(given["xlink:href"])
    if given.get("aria-hidden") == "true":
        kept["pointer-events"] = "none"
    attributes = "".join(f' {key}="{value}"' for key, value in kept.items())
    title = f"<title>{given['aria-label']}</title>" if "aria-label" in given else ""
    if not tag.endswith("/>"):
        return f"<{name.group(1)}{attributes}>{title}"
    return (
        f"<{name.group(1)}{attributes}>{title}</{name.group(1)}>"
        if title
        else f"<{name.group(1)}{attributes}/>"
    )


def _local(target: str) -> str:
    local = target.removeprefix(CONVERTER_BASE)
    if ":" in local or local.startswith("/"):
        raise ValueError(f"A chart links to '{target}', outside the report.")
    return local
