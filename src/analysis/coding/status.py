"""Where the year stands: what waits to be read, what is coming, and what was coded since the last build."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd

from analysis.raw import Dataset
from analysis.raw.acts import coming_acts
from analysis.raw.editions import edition
from analysis.raw.journal import entries

RAW = "data/raw/"


def enacted(dataset: Dataset) -> pd.DataFrame:
    """Acts that take effect after the latest edition's date: enacted, not yet in force (`raw.acts.coming_acts`)."""
    return coming_acts(dataset, edition(dataset).as_of)


def sunsets(dataset: Dataset) -> pd.DataFrame:
    """Versions that end after the latest edition's date without another one that follows. The rows of `laws`."""
    laws = dataset.laws
    begins = set(zip(laws["jurisdiction"], laws["effective_from"], strict=True))
    ending = laws[laws["effective_to"] > edition(dataset).as_of.isoformat()]
    alone = [pair not in begins for pair in zip(ending["jurisdiction"], ending["effective_to"], strict=True)]
    return (
        ending[pd.Series(alone, index=ending.index, dtype=bool)]
        .sort_values("effective_to")
        .reset_index(drop=True)
    )


def not_built(folder: Path, output: Path) -> list[str] | None:
    """Raw files that differ from those of the last build; None where there is no build to compare with."""
    try:
        listed = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["inputs"]
        built = {entry["path"]: entry["sha256"] for entry in listed}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    files = sorted(p for p in folder.iterdir() if p.is_file() and f"{RAW}{p.name}" in built)
    return [p.name for p in files if hashlib.sha256(p.read_bytes()).hexdigest() != built[f"{RAW}{p.name}"]]


def history(dataset: Dataset, place: str) -> dict[str, list[str]]:
    """All that is on record of one jurisdiction, in lines by heading: versions, acts, bills, corrections, changes."""
    laws = dataset.laws[dataset.laws["jurisdiction"] == place].sort_values("effective_from")
    acts = dataset.amendments[dataset.amendments["jurisdiction"] == place]
    bills = dataset.bills[dataset.bills["jurisdiction"] == place]
    corrected = dataset.corrections[dataset.corrections["law_id"].isin(laws["law_id"])]
    changed = [e for e in entries(dataset.folder) if place in e.where]
    return {
        "Versions of the law": [
            f"{r.law_id}: from {r.effective_from} ({r.effective_precision}) to {str(r.effective_to) or 'now'}; text seen as of "  # noqa: E501
            f"{str(r.verified_through) or 'no known date'}"
            for r in laws.itertuples()
        ],
        "Acts": [
            f"{str(r.effective) or str(r.year) or 'undated'}: {str(r.act) or 'not named'}. {r.change} "
            + ("Read." if r.text_read == "yes" else "The new text has not been read.")
            for r in acts.itertuples()
        ],
        "Bills": [f"{r.year}: {r.bill}. {r.what} {r.status} ({r.status_date})." for r in bills.itertuples()],
        "Corrections": [
            f"{r.reported_on}: {r.law_id}, {r.variable}, {r.column}: {str(r.old) or '(empty)'} → {str(r.new) or '(empty)'}. {r.why} "  # noqa: E501
            f"({r.reported_by})"
            for r in corrected.itertuples()
        ],
        "Changes of the data": [
            f"{e.when.replace('T', ' ')}{f', {e.who}' if e.who else ''}: {e.command or ', '.join(e.files)}"
            for e in changed
        ],
    }
