"""Bills that are pending, or whose fate is not known: written down until somebody learns what became of them."""

from __future__ import annotations

import pandas as pd

from analysis.problems import UsageProblem
from analysis.raw import Dataset
from analysis.raw.jurisdictions import known_jurisdiction

OPTIONAL = ("answers",)
"""What need not be known of a bill to record it."""


def with_bill(
    dataset: Dataset, jurisdiction: str, bill: str, year: str, **facts: str
) -> tuple[pd.DataFrame, bool]:
    """The bills with one more, or with what is new of one that is listed; and whether it was listed.

    In: `facts`, what, answers, status, status_date, source_ids; an empty one leaves what is on record.
    Errors: `UsageProblem` for an unknown jurisdiction, or a new bill that lacks a fact other than its answers.
    """
    place, name = known_jurisdiction(dataset, jurisdiction), bill.strip()
    bills = dataset.bills
    given = {column: text.strip() for column, text in facts.items() if text.strip()}
    listed = (bills["jurisdiction"] == place) & (bills["bill"] == name) & (bills["year"] == year)
    if listed.any():
        return bills.assign(**{c: bills[c].mask(listed, text) for c, text in given.items()}), True
    lacking = [
        f"--{column.replace('source_ids', 'source').replace('_', '-')}"
        for column in facts
        if column not in given and column not in OPTIONAL
    ]
    if lacking:
        raise UsageProblem(
            f"{name} of {place} ({year}) is not on record yet. To record it, add {' and '.join(lacking)}."
        )
    row = {"jurisdiction": place, "bill": name, "year": year, **dict.fromkeys(OPTIONAL, ""), **given}
    return pd.concat([bills, pd.DataFrame([row])], ignore_index=True), False


def without_bill(dataset: Dataset, jurisdiction: str, bill: str, year: str) -> pd.DataFrame:
    """The bills without one that was settled. Error: `UsageProblem` naming those of the jurisdiction."""
    place = known_jurisdiction(dataset, jurisdiction)
    bills = dataset.bills
    listed = (bills["jurisdiction"] == place) & (bills["bill"] == bill.strip()) & (bills["year"] == year)
    if not listed.any():
        ours = bills[bills["jurisdiction"] == place]
        known = ", ".join(f"{r.bill} ({r.year})" for r in ours.itertuples()) or "none"
        raise UsageProblem(f"There is no bill '{bill}' of {year} for {place}. On record: {known}.")
    return bills[~listed].reset_index(drop=True)
