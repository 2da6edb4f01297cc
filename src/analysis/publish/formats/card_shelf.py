"""Printed cards kept between builds: a card by all that is on it, a page's size by all that can move a line on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from analysis.publish.formats.card_print import PAGES
from analysis.raw.kept import Kept

CARDS, SIZES = "card PDFs", "card sizes"


class CardShelf:
    """Looks up a card's PDF and the sizes its two pages were found to fit at, by the data it is printed from.

    `base`: a digest of everything else that a print depends on: templates, fonts, programs. Sizes are found by measuring,
    which is half the work of printing. Each page has a size of its own, which hangs on nothing that the other says. Drawings
    have fixed places, so what is in them moves nothing: when one state's grade moves its mark on the maps of all cards, the
    others are printed at the sizes they had.
    """

    def __init__(self, kept: Kept, base: str) -> None:
        self._kept, self._base = kept, base

    def card(
        self, data: Mapping[str, Any], grounds: Mapping[str, str]
    ) -> tuple[bytes, tuple[int, ...]] | None:
        """A card printed before from the same data, on the same grounds: its PDF and its sizes."""
        found = self._kept.get(CARDS, self._key([data, grounds]))
        if found is None:
            return None
        sizes, _, pdf = found.partition(b"\n")
        return pdf, tuple(json.loads(sizes))

    def sizes(self, data: Mapping[str, Any]) -> list[int | None]:
        """The sizes of pages that differed from these in nothing but the insides of drawings; None for one not yet seen."""
        found = [self._kept.get(SIZES, key) for key in self._pages(data)]
        return [None if size is None else int(size) for size in found]

    def keep(
        self, data: Mapping[str, Any], grounds: Mapping[str, str], pdf: bytes, sizes: tuple[int, ...]
    ) -> None:
        self._kept.put(CARDS, self._key([data, grounds]), json.dumps(sizes).encode() + b"\n" + pdf)
        for key, size in zip(self._pages(data), sizes, strict=True):
            if self._kept.get(SIZES, key) is None:
                self._kept.put(SIZES, key, str(size).encode())

    def _pages(self, data: Mapping[str, Any]) -> list[str]:
        return [self._key([page, _outlines(data[page])]) for page in PAGES]

    def _key(self, data: Any) -> str:
        text = json.dumps([self._base, data], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _outlines(value: Any) -> Any:
    """Data with each drawing cut to its first tag, which says how large it is."""
    if isinstance(value, dict):
        if "svg" in value:
            return value["svg"].partition(">")[0]
        return {name: _outlines(child) for name, child in value.items()}
    return [_outlines(child) for child in value] if isinstance(value, list) else value
