"""What is on record of an act already: its source, the version that begins on its day, the day on which one ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.grading.what_if import hint
from analysis.problems import UsageProblem
from analysis.raw import Dataset
from analysis.raw.forms import is_day
from analysis.raw.jurisdictions import known_jurisdiction

BILL = "bill"
"""The kind of source that an act named on the command line is, until its text is filed."""


def ask_again(dataset: Dataset, place: str, name: str, day: str, again: bool) -> None:
    """Refuse an act that is on record with a day on which a version begins, unless it is meant."""
    acts, laws = dataset.amendments, dataset.laws
    begins = set(laws.loc[laws["jurisdiction"] == place, "effective_from"])
    ours = acts[(acts["jurisdiction"] == place) & (acts["act"].str.casefold() == name.casefold())]
    others = [d for d in ours["effective"] if d and d != day and d in begins]
    if others and not again:
        raise UsageProblem(
            f"{name} of {place} is on record already, in force from {others[0]}. If it takes effect in steps, and you mean "
            f"{day} as well, add --again."
        )


def beginning(dataset: Dataset, place: str, day: str) -> str:
    laws = dataset.laws
    same = laws[(laws["jurisdiction"] == place) & (laws["effective_from"] == day)]["law_id"]
    return str(same.iloc[0]) if len(same) else ""


def with_new_source(dataset: Dataset, place: str, about: Mapping[str, str]) -> tuple[Dataset, str]:
    """The data with one source more, and its number."""
    numbers = [
        int(found[1])
        for s in dataset.sources["source_id"]
        if (found := re.fullmatch(rf"{place}-s([0-9]+)", str(s)))
    ]
    source = f"{place}-s{max(numbers, default=0) + 1}"
    row = {"source_id": source, "jurisdiction": place, **about}
    return replace(dataset, sources=added(dataset.sources, row)), source


def sunset(dataset: Dataset, jurisdiction: str, on: str) -> tuple[pd.DataFrame, str]:
    """The laws, the version of a jurisdiction that is open ending on a day; and its id. Error: `UsageProblem`."""
    place = known_jurisdiction(dataset, jurisdiction)
    laws = dataset.laws
    last = laws[laws["jurisdiction"] == place].sort_values("effective_from").iloc[-1]
    if not is_day(on) or on <= last["effective_from"]:
        raise UsageProblem(
            f"'{on}' cannot be the day on which {last['law_id']} ends: write a day after {last['effective_from']}."
        )
    law = str(last["law_id"])
    return laws.assign(effective_to=laws["effective_to"].mask(laws["law_id"] == law, on)), law


def with_source(dataset: Dataset, place: str, act: str, source: str) -> tuple[pd.DataFrame, str]:
    """The sources and the id of the one that is the act; its row is added where it is not listed."""
    sources = dataset.sources
    known = list(sources["source_id"])
    if source:
        if source not in known:
            advice = "Add it to sources.csv first, or leave --source out."
            ours = [s for s in known if str(s).startswith(f"{place}-")]
            raise UsageProblem(f"There is no source '{source}'{hint(source, ours)} {advice}")
        of = str(sources.loc[sources["source_id"] == source, "jurisdiction"].iloc[0])
        if of != place:
            raise UsageProblem(
                f"The source '{source}' belongs to {of}, not to {place}. Name one of {place}, or add it to sources.csv."
            )
        return sources, source
    listed = sources[(sources["jurisdiction"] == place) & (sources["title"] == act)]
    if len(listed):
        return sources, str(listed["source_id"].iloc[0])
    numbers = [int(found[1]) for s in known if (found := re.fullmatch(rf"{place}-s([0-9]+)", str(s)))]
    source_id = f"{place}-s{max(numbers, default=0) + 1}"
    row = {"source_id": source_id, "jurisdiction": place, "title": act, "kind": BILL}
    return added(sources, row), source_id


def added(frame: pd.DataFrame, row: dict[str, str]) -> pd.DataFrame:
    """The frame with one row more; whoever writes it puts rows in order."""
    new = pd.DataFrame([row]).reindex(columns=frame.columns).fillna("")
    return pd.concat([frame, new], ignore_index=True)
