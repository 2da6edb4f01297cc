"""A chart's SVG made fit to stand inside a page: no scripts, no foreign addresses, identifiers of its own."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_TAGS = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "a",
    "defs", "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "mask", "title",
}  # fmt: skip
_WEB = re.compile(r"https?://")
_LOCAL = re.compile(r"url\(\s*['\"]?#([\w-]+)['\"]?\s*\)")

Pages = dict[str, set[str]]
"""The way to the report, and the pages of cards that may be linked."""

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


def inline_svg(svg: str, label: str, alt: str, cards: Mapping[str, str], base: str = "") -> str:
    """The SVG for an HTML page: named by `alt`, its links kept only where they lead to a card or the web.

    `cards` gives the address of each jurisdiction's page from this one, `base` the way from this page to the
    report, where charts take their links to start. A chart with links is a group whose links are announced; one
    without is a single image.
    """
    root = _clean(svg, label, {base: set(cards.values())})
    linked = root.find(f".//{{{_SVG}}}a") is not None
    root.set("role", "group" if linked else "img")
    root.set("aria-label", alt)
    root.attrib.pop("class", None)
    return ET.tostring(root, encoding="unicode")


def print_svg(svg: str, label: str) -> str:
    """The SVG for paper: no links, nothing but shapes and text that the bundled fonts hold."""
    from analysis.publish.markdown.glyphs import printable

    root = _clean(svg, label, {"": set()})
    for element in root.iter():
        element.text = printable(element.text)
        element.tail = printable(element.tail)
    return ET.tostring(root, encoding="unicode")


def alone_svg(svg: str, label: str, title: str, alt: str) -> str:
    """The SVG as a file of its own: named by `title`, described by `alt`, in any sans serif, without links to pages."""
    root = _clean(svg, label, {"": set()})
    root.attrib.pop("class", None)
    root.set("role", "img")
    root.set(
        "font-family",
        ", ".join([*filter(None, [root.get("font-family")]), "Helvetica", "Arial", "sans-serif"]),
    )
    for place, (name, words) in enumerate({"title": title, "desc": alt}.items()):
        element = ET.Element(f"{{{_SVG}}}{name}")
        element.text = words
        root.insert(place, element)
    return f"{ET.tostring(root, encoding='unicode')}\n"


def svg_size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in pixels; zeros where it does not say."""
    opening = svg[: svg.find(">")]
    found = [re.search(rf'\b{name}="([\d.]+)', opening) for name in ("width", "height")]
    width, height = (float(match[1]) if match else 0.0 for match in found)
    return width, height


def _clean(svg: str, label: str, pages: Pages) -> ET.Element:
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise ValueError(f"the SVG of '{label}' declares a document type")
    root = ET.fromstring(svg)
    _visit(root, label, pages)
    return root


def _visit(element: ET.Element, label: str, pages: Pages) -> None:
    for name, value in list(element.attrib.items()):
        kept = _attribute(name, value, label)
        if kept is None:
            del element.attrib[name]
        else:
            element.set(name, kept)
    for child in list(element):
        if _name(child) not in _TAGS:
            element.remove(child)
            continue
        _visit(child, label, pages)
        if _name(child) == "a":
            _relink(child, pages)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(name: str, value: str, label: str) -> str | None:
    local = name.rpartition("}")[2].lower()
    if local.startswith(("on", "aria-")) or local in ("role", "tabindex", "target", "base"):
        return None
    if local == "href":
        return value
    if local == "id":
        return f"{label}-{value}"
    if "url(" in value:
        inner = _LOCAL.sub(rf"url(#{label}-\1)", value)
        return inner if "url(" not in _LOCAL.sub("", value) else None
    return value


def _relink(link: ET.Element, pages: Pages) -> None:
    """Keep a chart's link to a card's page or the web, named by its title; any other becomes a plain group."""
    target = link.attrib.pop(f"{{{_XLINK}}}href", "") or link.attrib.get("href", "")
    link.attrib.pop("href", None)
    ((base, known),) = pages.items()
    page = target if _WEB.match(target) else base + target
    if page not in known and not _WEB.match(page):
        link.tag = f"{{{_SVG}}}g"
        return
    link.set("href", page)
    title = link.find(f".//{{{_SVG}}}title")
    if title is not None and title.text:
        link.set("aria-label", title.text)
