"""From the data set to a coding workbook."""

from __future__ import annotations

from datetime import datetime, time

from analysis.coding.workbook.guide import guide
from analysis.coding.workbook.layout import SHEETS
from analysis.coding.workbook.rows import all_rows, chosen_laws
from analysis.coding.workbook.writer import workbook_bytes
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.raw.jurisdictions import known_jurisdictions


def export(
    dataset: Dataset, jurisdictions: list[str] | None = None, all_versions: bool = False, coder: str = ""
) -> bytes:
    """The coding workbook of some jurisdictions (default: all), as the bytes of an .xlsx file.

    In: `coder`, name or initials of whoever will code; the workbook says so, and so does its import.
    Holds the latest law version of each jurisdiction, or with `all_versions` those that have ended too.
    Errors: `UsageProblem` for an unknown jurisdiction; `DataProblems` where a text is too long for a cell.
    """
    jurisdictions = known_jurisdictions(dataset, jurisdictions)
    laws = chosen_laws(dataset, jurisdictions, all_versions)
    latest = edition(dataset)
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    facts = {
        "jurisdictions": ", ".join(names[code] for code in jurisdictions)
        if jurisdictions
        else "all jurisdictions",
        "versions": "every version of each law" if all_versions else "the latest version of each law",
        "edition": latest.title,
    }
    return workbook_bytes(
        dataset.codebook,
        list(names),
        SHEETS,
        all_rows(dataset, laws),
        guide(**facts),
        made=datetime.combine(latest.as_of, time()),
        notes=[("codebook", dataset.codebook.version), *([("coder", coder)] if coder else [])],
    )
