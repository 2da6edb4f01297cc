"""What an import must not do in silence: rewrite a version closed meanwhile, or an answer that a published edition shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.coding.workbook.findings import Findings, Place
from analysis.coding.workbook.layout import ANSWERS, LAWS
from analysis.coding.workbook.records import Record
from analysis.problems import joined, quoted
from analysis.raw import Dataset
from analysis.raw.published import correction, edition_words, published_answers, published_laws
from analysis.raw.vocabularies import CORRECTABLE

ALL = "all"


@dataclass(frozen=True)
class Meant:
    """What whoever imports has said they mean.

    `correct`: published answers are corrected on record, for the reason `why`, found by `by`, on the ISO date `on`.
    `rewrite_closed`: versions closed since the export are written to all the same. `keep_data`, `keep_workbook`: cells
    (such as Answers!D16, or all) that changed on both sides, and which side holds.
    """

    correct: bool = False
    why: str = ""
    by: str = ""
    on: str = ""
    rewrite_closed: bool = False
    keep_data: frozenset[str] = frozenset()
    keep_workbook: frozenset[str] = frozenset()

    def keeps(self, place: Place) -> str:
        """Which side holds where both changed a cell: "data", "workbook", or "" where nobody has said."""
        for side, cells in (("data", self.keep_data), ("workbook", self.keep_workbook)):
            if str(place) in cells or ALL in cells:
                return side
        return ""


@dataclass
class Guard:
    """Asked before each cell is written; keeps the corrections to be made instead."""

    dataset: Dataset
    meant: Meant
    findings: Findings
    closed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Law version → what closed it since the export, in words, and the version that follows."""

    corrections: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._published = published_answers(self.dataset)
        self._shown = published_laws(self.dataset)

    def look_at(self, found: list[Record]) -> None:
        """Find the versions that the data has closed since the workbook was exported."""
        laws = self.dataset.laws.set_index("law_id")
        for record in found:
            law = record.key.get("law_id", "")
            if record.table != LAWS.table or law not in laws.index:
                continue
            end = str(laws.at[law, "effective_to"])
            if end and end != record.then["effective_to"]:
                self.closed[law] = self._closing(law, end)

    def _closing(self, law: str, end: str) -> tuple[str, str]:
        laws, acts = self.dataset.laws, self.dataset.amendments
        place = laws.loc[laws["law_id"] == law, "jurisdiction"].iloc[0]
        by = acts[(acts["jurisdiction"] == place) & acts["effective"].isin([end])]["act"]
        by = by if len(by) else acts[(acts["jurisdiction"] == place) & (acts["year"] == end[:4])]["act"]
        after = laws[(laws["jurisdiction"] == place) & (laws["effective_from"] == end)]["law_id"]
        return f"{joined(map(str, by)) if len(by) else 'an act'} on {end}", str(after.iloc[0]) if len(
            after
        ) else ""

    def stops(self, record: Record, name: str, held: dict[str, str]) -> bool:
        """Whether a cell must not be written: it is a problem, or becomes a correction instead."""
        law = held.get("law_id", "")
        if (
            law in self.closed
            and record.table in (ANSWERS.table, LAWS.table)
            and not self.meant.rewrite_closed
        ):
            self._refuse_closed(record, name, law)
            return True
        if record.table != ANSWERS.table or name not in CORRECTABLE or not held[name]:
            return False
        variable = held["variable"]
        if (law, variable) not in self._published:
            return False
        names = self._published[law, variable]
        if not names and name not in ("value", "citation"):
            return False  # a correction on record of an edition that never came out binds what it corrects
        if self.meant.correct:
            about = {"why": self.meant.why, "by": self.meant.by, "on": self.meant.on}
            self.corrections.append(correction(law, variable, name, held[name], record.now[name], **about))
            return False
        shown = f"{edition_words(names)} as published" if names else "a correction on record"
        self.findings.problem(
            record.places[name],
            f"{quoted(held[name])} is shown by {shown}, and was changed to {quoted(record.now[name])} here",
            "a published answer corrected on record, so that the report can say what was wrong",
            f'where the coding was wrong, import again with --correct --why "…" --by "…", or run report-cards correct {law} '
            f"{variable}; where the law changed, record the act with report-cards law amend and code the new version",
        )
        return True

    def _refuse_closed(self, record: Record, name: str, law: str) -> None:
        act, after = self.closed[law]
        names = self._shown.get(law, [])
        shown = f"; {edition_words(names)} would change" if names else ""
        into = f"export the workbook again and code {after}" if after else "export the workbook again"
        self.findings.problem(
            record.places[name],
            f"{law} was closed by {act}, after this workbook was exported{shown}",
            "changes to the version in force",
            f"{into}; if you mean the closed version, import with --rewrite-closed",
        )
