"""What a published edition shows: it is corrected on record, and never changes in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.problems import UsageProblem, joined
from analysis.raw.editions import Edition, editions, laws_in_force
from analysis.raw.forms import is_day
from analysis.raw.vocabularies import CORRECTABLE
from analysis.standard.codebook import NOT_CODED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.raw import Dataset


def published_editions(dataset: Dataset) -> list[Edition]:
    """The editions that have come out, oldest first."""
    return [edition for edition in editions(dataset) if edition.published]


def published_laws(dataset: Dataset) -> dict[str, list[str]]:
    """Law versions that a published edition shows, each with the names of those editions."""
    shown: dict[str, list[str]] = {}
    for edition in published_editions(dataset):
        for law in filter(None, laws_in_force(dataset, edition.as_of)["law_id"]):
            shown.setdefault(str(law), []).append(edition.id)
    return shown


def published_answers(dataset: Dataset) -> dict[tuple[str, str], list[str]]:
    """Answers (law version, question) that a published edition shows, with the names of those editions.

    What was not coded is not shown: filling it in corrects nothing. An answer corrected once stays on record.
    """
    laws = published_laws(dataset)
    rows = dataset.codings[["law_id", "variable", "value"]].itertuples(index=False)
    shown = {
        (str(law), str(variable)): laws[str(law)]
        for law, variable, value in rows
        if law in laws and value != NOT_CODED
    }
    corrected = zip(dataset.corrections["law_id"], dataset.corrections["variable"], strict=True)
    return shown | {key: laws.get(key[0], []) for key in corrected}


def edition_words(names: list[str]) -> str:
    """Editions in a sentence.

    >>> edition_words(["2019", "2026"]), edition_words(["2026"])
    ('editions 2019 and 2026', 'edition 2026')
    """
    return f"edition{'s' if len(names) > 1 else ''} {joined(names)}"


def with_corrections(
    dataset: Dataset, law: str, variable: str, new: Mapping[str, str], *, why: str, by: str, on: str
) -> pd.DataFrame:
    """The corrections with one row for each column in which a published answer is to read otherwise.

    In: `new`, column of codings.csv → text; `on`, the day as an ISO date.
    Errors: `UsageProblem` for an answer or column that is not there, one that no published edition shows, a reason or name
    that is missing, or where nothing would change.
    """
    held = dataset.codings[(dataset.codings["law_id"] == law) & (dataset.codings["variable"] == variable)]
    if held.empty:
        raise UsageProblem(
            f"There is no answer to {variable} of {law}. The data has: {_nearby(dataset, law)}."
        )
    if (law, variable) not in published_answers(dataset):
        raise UsageProblem(
            f"No published edition shows the answer to {variable} of {law}, so there is nothing to correct on record: "
            "change it in a coding workbook. (An edition is published once editions.csv has its date.)"
        )
    if not why.strip() or not by.strip():
        raise UsageProblem("A correction says why it is made and who found it: --why TEXT --by NAME.")
    if not is_day(on):
        raise UsageProblem(f"'{on}' is not a date. Write it as year-month-day, such as 2027-03-01.")
    now = {str(k): str(v) for k, v in held.iloc[0].items()}
    changed = {column: text for column, text in new.items() if now[column] != text}
    if not changed:
        raise UsageProblem(f"{variable} of {law} reads so already: nothing would change.")
    rows = [
        correction(law, variable, column, now[column], changed[column], why=why, by=by, on=on)
        for column in CORRECTABLE
        if column in changed
    ]
    return pd.concat([dataset.corrections, pd.DataFrame(rows)], ignore_index=True)


def correction(
    law: str, variable: str, column: str, old: str, new: str, *, why: str, by: str, on: str
) -> dict[str, str]:
    """One row of corrections.csv."""
    about = {"why": why.strip(), "reported_by": by.strip(), "reported_on": on}
    return {"law_id": law, "variable": variable, "column": column, "old": old, "new": new, **about}


def _nearby(dataset: Dataset, law: str) -> str:
    place = law.partition("-")[0]
    known = dataset.laws.loc[dataset.laws["jurisdiction"] == place, "law_id"]
    return joined(map(str, known)) if len(known) else "no law version of that name"
