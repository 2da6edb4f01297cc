"""Bring what was changed in a workbook into the raw tables, cell by cell, without undoing what changed there meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.coding.workbook.findings import Findings, Place
from analysis.coding.workbook.guards import Guard, Meant
from analysis.coding.workbook.layout import ANSWERS, EDIT, SHEETS, SOURCES, SheetLayout
from analysis.coding.workbook.records import Record
from analysis.coding.workbook.renumbering import renumber
from analysis.problems import quoted
from analysis.raw import Dataset
from analysis.raw.schemas import SCHEMAS
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED

Key = tuple[str, ...]

MEANWHILE = "a cell that was changed on one side only"
FRESH = "find out which holds, then export the workbook again and code it there"


@dataclass(frozen=True)
class Change:
    """One difference that an import makes. `field` is "" where a whole row comes or goes."""

    table: str
    jurisdiction: str
    row: str
    field: str
    old: str
    new: str


@dataclass
class Merged:
    """The tables after the import, what changed, and in which cell of the workbook each record's fields stand."""

    tables: dict[str, pd.DataFrame]
    changes: list[Change] = field(default_factory=list)
    places: dict[tuple[str, Key], dict[str, Place]] = field(default_factory=dict)
    corrections: int = 0


def merge(dataset: Dataset, found: list[Record], findings: Findings, meant: Meant | None = None) -> Merged:
    """Apply the records of a workbook to a data set.

    A cell is written where the workbook changed it and the data still holds what was exported; where both changed it, and not
    to the same, it is a problem unless `meant` says which holds. A published answer is corrected on record or not at all.
    Every other cell, and every row the workbook does not have, stays as the data has it.
    """
    merged = Merged({})
    guard = Guard(dataset, meant or Meant(), findings)
    guard.look_at(found)
    renumber(found, dataset, findings)
    for layout in SHEETS:
        ours = [record for record in found if record.table == layout.table]
        _Table(dataset, layout, guard, merged).apply(ours)
    if guard.corrections:
        made = pd.DataFrame(guard.corrections, columns=[*SCHEMAS["corrections"].columns])
        merged.tables["corrections"] = pd.concat([dataset.corrections, made], ignore_index=True)
    merged.corrections = len(guard.corrections)
    return merged


class _Table:
    def __init__(self, dataset: Dataset, layout: SheetLayout, guard: Guard, merged: Merged) -> None:
        self._name, self._findings, self._merged = layout.table, guard.findings, merged
        self._guard = guard
        name = layout.table
        self._free = [column.field for column in layout.fields if column.role == EDIT]
        self._removable = layout is ANSWERS or bool(layout.free_rows)
        self._key: tuple[str, ...] = SCHEMAS[name].key
        written = dataset.codings_as_published if name == ANSWERS.table else getattr(dataset, name)
        in_effect: pd.DataFrame = getattr(dataset, name)
        self._columns = [str(column) for column in SCHEMAS[name].columns]
        self._rows = {self._key_of(row): row for row in _records(written)}
        self._held = {self._key_of(row): row for row in _records(in_effect)}
        self._places = dict(zip(dataset.laws["law_id"], dataset.laws["jurisdiction"], strict=True))

    def _key_of(self, row: dict[str, str]) -> Key:
        return tuple(row[name] for name in self._key)

    def apply(self, found: list[Record]) -> None:
        absent = {
            r.now["law_id"]
            for r in found
            if r.now.get("variable") == EXISTENCE and r.now["value"] in (NO_LAW, NOT_CODED)
        }
        for record in self._rejoined(found):
            self._merged.places[self._name, self._key_of(record.now)] = record.places
            if record.new:
                self._add(record)
            elif record.changed:
                self._change(record, absent)
        rows = list(self._rows.values())
        self._merged.tables[self._name] = pd.DataFrame(rows, columns=self._columns, dtype="str")

    def _rejoined(self, found: list[Record]) -> list[Record]:
        """The records, those emptied and written anew under their own key as one record that was changed."""
        again = {self._key_of(record.now): record for record in reversed(found) if record.new}
        pairs = {
            id(record): again[self._key_of(record.key)]
            for record in found
            if not record.new and self._is_emptied(record) and self._key_of(record.key) in again
        }
        taken = {id(anew) for anew in pairs.values()}
        return [
            replace(pairs[id(record)], then=record.then, key=record.key, new=False)
            if id(record) in pairs
            else record
            for record in found
            if id(record) not in taken
        ]

    def _is_emptied(self, record: Record) -> bool:
        return self._removable and not any(record.now[name] for name in self._free)

    def _add(self, record: Record) -> None:
        key = self._key_of(record.now)
        there = self._rows.get(key)
        if there is None or not all(record.now[name] for name in self._key[:1]):
            self._rows[key if there is None else (*key, str(record.places))] = dict(record.now)
            self._note(record.now, "", "", " · ".join(filter(None, record.now.values())))
        elif there != record.now and self._name != SOURCES.table:  # of sources, `renumber` has spoken
            found = f"{quoted(', '.join(filter(None, key)))} is in the data already, with other contents"
            remedy = "tell them apart; to change the old row, change it where it stands"
            self._findings.problem(record.places[self._key[0]], found, "a row that is new", remedy)

    def _change(self, record: Record, absent: set[str]) -> None:
        key = self._key_of(record.key)
        held = self._held.get(key)
        emptied = self._is_emptied(record)
        if self._name == ANSWERS.table:
            if held is None and not any(record.then[name] for name in self._free):
                held = dict(record.then)  # a question that had no answer yet
            if record.then["value"] and not record.now["value"] and record.now["law_id"] not in absent:
                found = f"the answer {quoted(record.then['value'])} was emptied"
                remedy = f"choose an answer; where the text was not seen, {NOT_CODED}"
                self._findings.problem(record.places["value"], found, "an answer to every question", remedy)
                return
        if held is not None:
            (self._remove if emptied else self._merge_cells)(record, key, held)
        elif not emptied and self._rows.get(self._key_of(record.now)) != record.now:
            found = f"{quoted(', '.join(filter(None, key)))} has been taken out of the data since the export"
            self._findings.problem(record.places[record.changed[0]], found, MEANWHILE, FRESH)

    def _remove(self, record: Record, key: Key, held: dict[str, str]) -> None:
        stopped = self._name == ANSWERS.table and self._guard.stops(record, "value", held)
        if stopped:
            return
        if held != record.then:
            found = "this row was emptied here, and has been changed in the data since the export"
            self._findings.problem(record.places[record.changed[0]], found, MEANWHILE, FRESH)
        elif self._rows.pop(key, None) is not None:
            self._note(held, "", " · ".join(filter(None, held.values())), "")

    def _merge_cells(self, record: Record, key: Key, held: dict[str, str]) -> None:
        row = self._rows.setdefault(key, dict(held))
        for name in record.changed:
            if held[name] == record.now[name]:
                continue
            side = self._guard.meant.keeps(record.places[name]) if held[name] != record.then[name] else ""
            if side == "data":
                continue
            if held[name] != record.then[name] and not side:
                place = record.places[name]
                found = (
                    f"{quoted(record.then[name])} was changed to {quoted(record.now[name])} here, "
                    f"and to {quoted(held[name])} in the data since the export"
                )
                remedy = (
                    f"find out which holds; to keep the data's, type {quoted(held[name])} into the cell or import with "
                    f"--keep-data {place}; to write the workbook's, import with --keep-workbook {place}"
                )
                self._findings.problem(place, found, MEANWHILE, remedy)
                continue
            before = len(self._guard.corrections)
            if self._guard.stops(record, name, held):
                continue
            if len(self._guard.corrections) == before:  # else codings.csv keeps what was published
                row[name] = record.now[name]
            self._note(held, name, held[name], record.now[name])

    def _note(self, row: dict[str, str], field_: str, old: str, new: str) -> None:
        jurisdiction = row.get("jurisdiction") or self._places.get(row.get("law_id", ""), "")
        label = (
            ", ".join(filter(None, (row[name] for name in self._key if name != "jurisdiction")))
            or "act without a date"
        )
        self._merged.changes.append(Change(self._name, jurisdiction, label, field_, old, new))


def _records(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in frame.to_dict("records")]
