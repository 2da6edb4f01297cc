"""The sources on file for an answer: those it cites, else the one listed for the jurisdiction that shows most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from analysis.display.dates import UNDATED, source_date
from analysis.raw import Dataset
from analysis.raw.vocabularies import BASES
from analysis.standard.codebook import SEPARATOR


class _Source(NamedTuple):
    name: str
    kind: str
    date: str


class OnFile:
    """The sources of a data set, looked through once."""

    def __init__(self, dataset: Dataset) -> None:
        codings, sources = dataset.codings, dataset.sources
        cells = zip(codings["law_id"], codings["variable"], codings["source_ids"], strict=True)
        self._cells = {(law, variable): str(cell) for law, variable, cell in cells}
        self._listed: dict[str, list[_Source]] = {}
        rows = zip(
            sources["jurisdiction"], sources["source_id"], sources["kind"], sources["date"], strict=True
        )
        for place, *source in rows:
            self._listed.setdefault(place, []).append(_Source(*source))

    def of_answer(self, place: str, law_id: str, variable: str) -> str:
        """The sources cited for an answer, in words; else the best listed for the jurisdiction: by kind, then date."""
        return self.cited(place, [self._cells.get((law_id, variable), "")]) or _named(self._best(place))

    def cited(self, place: str, cells: Iterable[object]) -> str:
        """The sources that cells of `source_ids` name, in words and in the order of the file; "" for none."""
        ids = {name for cell in cells for name in str(cell).split(SEPARATOR) if name}
        return _named(source for source in self._listed.get(place, []) if source.name in ids)

    def _best(self, place: str) -> list[_Source]:
        rank = {kind: at for at, kind in enumerate(BASES)}
        newest = sorted(self._listed.get(place, []), key=lambda source: source.date, reverse=True)
        return sorted(newest, key=lambda source: rank.get(source.kind, len(rank)))[:1]


def _named(sources: Iterable[_Source]) -> str:
    return "; ".join(f"{s.name} ({s.kind}, {source_date(s.date) or UNDATED})" for s in sources)
