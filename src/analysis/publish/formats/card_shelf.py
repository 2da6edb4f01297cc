"""Printed cards kept between builds: a card by all that is on it, its sizes by all that can move a line on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from analysis.raw.kept import Kept

CARDS, SIZES = "card PDFs", "card sizes"


class CardShelf:
    """Looks up a card's PDF and the sizes its two pages were found to fit at, by the data it is printed from.

    `base`: a digest of everything else that a print depends on: templates, fonts, programs. Sizes are found by measuring,
    which is half the work of printing. Drawings have fixed places, so what is in them moves nothing: when one state's grade
    moves its mark on the maps of all cards, the others are printed at the sizes they had.
    """

    def __init__(self, kept: Kept, base: str) -> None:
        self._kept, self._base = kept, base

    def card(self, data: Mapping[str, Any]) -> tuple[bytes, tuple[int, ...]] | None:
        """A card printed before from the same data: its PDF and its sizes."""
        found = self._kept.get(CARDS, self._key(data))
        if found is None:
            return None
        sizes, _, pdf = found.partition(b"\n")
        return pdf, tuple(json.loads(sizes))

    def sizes(self, data: Mapping[str, Any]) -> tuple[int, ...] | None:
        """The sizes of a card whose data differed from these in nothing but the insides of drawings."""
        found = self._kept.get(SIZES, self._key(_outlines(data)))
        return None if found is None else tuple(json.loads(found))

    def keep(self, data: Mapping[str, Any], pdf: bytes, sizes: tuple[int, ...]) -> None:
        listed = json.dumps(sizes).encode()
        self._kept.put(CARDS, self._key(data), listed + b"\n" + pdf)
        if self._kept.get(SIZES, key := self._key(_outlines(data))) is None:
            self._kept.put(SIZES, key, listed)

    def _key(self, data: Any) -> str:
        text = json.dumps([self._base, data], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _outlines(value: Any) -> Any:
    """Data with each drawing cut to its first tag, which says how large it is."""
    if isinstance(value, dict):
        return {k: v.partition(">")[0] if k == "svg" else _outlines(v) for k, v in value.items()}
    return [_outlines(child) for child in value] if isinstance(value, list) else value
