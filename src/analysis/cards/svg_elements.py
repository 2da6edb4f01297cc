"""The few SVG elements that the locators are made of. Colours stand in the drawing, so that it prints as it is."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

FONT = "Public Sans"


def svg(width: float, height: float, body: str) -> str:
    """A drawing of its own, scaled by whoever shows it."""
    size = f'viewBox="0 0 {n(width)} {n(height)}" width="{n(width)}" height="{n(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">{body}</svg>'


def whole(drawing: Mapping[str, Any]) -> str:
    """A locator with its own mark on the ground that it shares with all others."""
    return _sized(drawing, drawing["ground"] + drawing["own"])


def ground(drawing: Mapping[str, Any]) -> str:
    """What the locators of all jurisdictions show alike."""
    return _sized(drawing, drawing["ground"])


def own(drawing: Mapping[str, Any]) -> str:
    """A locator's own mark alone, to be laid over the ground."""
    return _sized(drawing, drawing["own"])


def _sized(drawing: Mapping[str, Any], body: str) -> str:
    width, height = drawing["size"]
    return svg(width, height, body)


def rect(
    x: float, y: float, width: float, height: float, fill: str, stroke: str, weight: float, kind: str, radius: float = 0,
    dash: tuple[int, ...] = (),
) -> str:  # fmt: skip
    """A rectangle."""
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return (
        f'<rect class="{kind}" x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" rx="{n(radius)}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{n(weight)}"{dashes}/>'
    )


def circle(x: float, y: float, radius: float, fill: str, stroke: str, weight: float, kind: str) -> str:
    """A dot or a ring."""
    return (
        f'<circle class="{kind}" cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{n(weight)}"/>'
    )


def line(path: str, stroke: str, weight: float, kind: str, dash: str = "") -> str:
    """A path without a filling."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path class="{kind}" d="{path}" fill="none" stroke="{stroke}" stroke-width="{n(weight)}"{dashes}/>'
    )


def text(x: float, y: float, words: str, fill: str, size: float, weight: int, anchor: str = "middle") -> str:
    """Words on one line."""
    return (
        f'<text x="{n(x)}" y="{n(y)}" fill="{fill}" font-size="{n(size)}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def n(value: float) -> str:
    """A coordinate to a tenth.

    >>> n(2.0), n(2.345)
    ('2', '2.3')
    """
    return f"{value:.1f}".removesuffix(".0")
