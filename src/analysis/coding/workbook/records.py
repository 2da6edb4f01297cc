"""From rows of a workbook to records of the raw tables, each as it is now and as it was exported."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.coding.workbook.findings import Findings, Place
from analysis.coding.workbook.layout import ANSWERS, KEY, NO, PART, SHEETS, YES, SheetLayout
from analysis.coding.workbook.reader import BookReader, ReadRow
from analysis.coding.workbook.rows import whole_value
from analysis.problems import quoted
from analysis.raw import Dataset
from analysis.standard.codebook import NOT_CODED

LINE_WORDS = (YES, NO, NOT_CODED)
LINE_ALLOWED = f"{YES}, {NO} or {NOT_CODED}"


@dataclass
class Record:
    """One record of a raw table. `key` is "" throughout for one that is new."""

    table: str
    now: dict[str, str]
    then: dict[str, str]
    places: dict[str, Place]
    new: bool = False
    key: dict[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> list[str]:
        return [name for name in self.now if self.now[name] != self.then[name]]


def records(reader: BookReader, dataset: Dataset, findings: Findings) -> list[Record]:
    """Every record of the workbook. A cell that cannot stand is a problem, and its record says what was exported."""
    found: list[Record] = []
    for layout in SHEETS:
        rows = reader.rows.get(layout.name, [])
        if layout is ANSWERS:
            found += _Answers(reader, dataset, findings).records(rows)
        else:
            found += [_plain(layout, row, reader, findings) for row in rows]
    return found


def _places(layout: SheetLayout, row: ReadRow, reader: BookReader) -> dict[str, Place]:
    return {name: reader.place(layout.name, row.number, name) for name in row.now}


def _plain(layout: SheetLayout, row: ReadRow, reader: BookReader, findings: Findings) -> Record:
    places = _places(layout, row, reader)
    if row.id:
        _keep(row, [c.field for c in layout.fields if c.role == KEY], places, findings)
    return Record(layout.table, dict(row.now), dict(row.then), places, new=not row.id, key=dict(row.then))


def _keep(
    row: ReadRow, locked: list[str], places: dict[str, Place], findings: Findings, remedy: str = ""
) -> None:
    """Report cells that are not to be changed and were, and take them as they were exported."""
    for name in locked:
        if row.now[name] != row.then[name]:
            found = f"{quoted(row.then[name])} was changed to {quoted(row.now[name])}"
            findings.problem(
                places[name],
                found,
                "this cell as it was exported",
                remedy or f"write {quoted(row.then[name])} again",
            )
            row.now[name] = row.then[name]


class _Answers:
    """The sheet of answers: lines of a question with several answers become one value."""

    def __init__(self, reader: BookReader, dataset: Dataset, findings: Findings) -> None:
        self._reader, self._codebook, self._findings = reader, dataset.codebook, findings
        corrections = dataset.corrections
        self._corrected = set(zip(corrections["law_id"], corrections["variable"], strict=True))

    def records(self, rows: list[ReadRow]) -> list[Record]:
        lines: dict[tuple[str, str], dict[str, ReadRow]] = {}
        for row in rows:
            variable, part, answer = row.then["variable"].partition(PART)
            if part:
                lines.setdefault((row.then["law_id"], variable), {})[answer] = row
        return [
            self._record(row, lines.get((row.then["law_id"], row.then["variable"]), {}))
            for row in rows
            if PART not in row.then["variable"]
        ]

    def _record(self, row: ReadRow, lines: dict[str, ReadRow]) -> Record:
        law, variable = row.then["law_id"], row.then["variable"]
        places = _places(ANSWERS, row, self._reader)
        locked = [c.field for c in ANSWERS.fields if c.role == KEY]
        _keep(row, [*locked, "value"] if lines else locked, places, self._findings)
        if lines:
            row.now["value"], row.then["value"], places["value"] = self._whole(
                variable, lines, places["value"]
            )
        if (law, variable) in self._corrected:
            remedy = (
                f"put it back; a corrected answer is corrected again by report-cards correct {law} {variable}"
            )
            _keep(row, ["value", "citation"], places, self._findings, remedy)
        if variable not in self._codebook and row.now != row.then:
            found = f"the codebook no longer asks {quoted(variable)}"
            self._findings.problem(
                places["value"], found, "questions of the codebook", "export the workbook again"
            )
            row.now = dict(row.then)
        return Record(ANSWERS.table, dict(row.now), dict(row.then), places, key=dict(row.then))

    def _whole(self, variable: str, lines: dict[str, ReadRow], place: Place) -> tuple[str, str, Place]:
        """The value that the lines make, now and then, and the cell to name when something is wrong with it."""
        place_of = {
            answer: self._reader.place(ANSWERS.name, row.number, "value") for answer, row in lines.items()
        }
        for row in lines.values():
            others = [name for name in row.now if name != "value"]
            remedy = f"move it to the line of the question (row {place.row})"
            _keep(row, others, _places(ANSWERS, row, self._reader), self._findings, remedy)
        then = whole_value({answer: row.then["value"] for answer, row in lines.items()}) or ""
        changed = [answer for answer, row in lines.items() if row.now["value"] != row.then["value"]]
        if not changed or any("value" in row.bad for row in lines.values()):
            return then, then, place
        first = place_of[changed[0]]
        asked = (
            {answer.id for answer in self._codebook[variable].answers}
            if variable in self._codebook
            else set()
        )
        if asked != set(lines):
            remedy = "export the workbook again; if a line is missing, copy it back"
            self._findings.problem(
                first, "the codebook has other lines here", "one line for each answer", remedy
            )
            return then, then, place
        words = {answer: row.now["value"] for answer, row in lines.items()}
        wrong = [answer for answer, word in words.items() if word and word not in LINE_WORDS]
        for answer in wrong:
            self._findings.problem(
                place_of[answer], quoted(words[answer]), LINE_ALLOWED, "choose from the list"
            )
        value = whole_value(words)
        if value is None and not wrong:
            self._mixed(words, place_of)
        return (then if value is None else value), then, first

    def _mixed(self, words: dict[str, str], place_of: dict[str, Place]) -> None:
        odd = [answer for answer, word in words.items() if word not in (YES, NO)]
        remedy = f"answer each line {YES} or {NO}; where the text was not seen, {NOT_CODED} on every line"
        for answer in odd:
            found = f"{quoted(words[answer])} beside lines that are answered"
            self._findings.problem(place_of[answer], found, "all lines answered, or none", remedy)
