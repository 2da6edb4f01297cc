"""Dates: which law was in force when, and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis.problems import UsageProblem
from analysis.raw.vocabularies import MONTHS, TEXTS
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED

if TYPE_CHECKING:
    from analysis.raw import Dataset


@dataclass(frozen=True)
class Edition:
    """One edition of the report: the law as it stood on `as_of`."""

    id: str
    as_of: date
    title: str
    published: str = ""
    """The day it came out, an ISO date; "" while it is in the making."""


def editions(dataset: Dataset) -> list[Edition]:
    """Every edition of the data set, oldest first."""
    rows = dataset.editions.itertuples(index=False)
    known = [
        Edition(str(r.edition), date.fromisoformat(str(r.as_of)), str(r.title), str(r.published))
        for r in rows
    ]
    return sorted(known, key=lambda e: (e.as_of, e.id))


def edition(dataset: Dataset, name: str | None = None) -> Edition:
    """The edition called `name`, or the latest. Error: `UsageProblem` naming those there are."""
    known = editions(dataset)
    if name is None:
        return known[-1]
    for one in known:
        if one.id == name:
            return one
    raise UsageProblem(f"There is no edition '{name}'. The data has: {', '.join(e.id for e in known)}.")


def previous(dataset: Dataset, of: Edition) -> Edition | None:
    """The edition before `of`, or None for the first."""
    earlier = [e for e in editions(dataset) if e.as_of < of.as_of]
    return earlier[-1] if earlier else None


def with_edition(dataset: Dataset, name: str, as_of: str, title: str = "") -> pd.DataFrame:
    """The editions with one more, the law of the day `as_of` (ISO date). Error: `UsageProblem` for a name, day or date taken
    or malformed."""
    known = editions(dataset)
    if not re.fullmatch("[A-Za-z0-9][A-Za-z0-9_.-]*", name):
        raise UsageProblem(f"'{name}' cannot name an edition. Use a year, such as 2027.")
    try:
        if not re.fullmatch("(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", as_of):
            raise ValueError
        day = date.fromisoformat(as_of)
    except ValueError:
        raise UsageProblem(
            f"'{as_of}' is not a date. Write it as year-month-day, such as 2027-06-30."
        ) from None
    for one in known:
        if one.id == name:
            raise UsageProblem(f"There is an edition {name} already: law of {one.as_of.isoformat()}.")
        if one.as_of == day:
            raise UsageProblem(f"Edition {one.id} describes the law of {as_of} already.")
    row = {"edition": name, "as_of": as_of, "title": title.strip() or _title(name, day)}
    return pd.concat([dataset.editions, pd.DataFrame([row])], ignore_index=True).fillna("")


def with_published(dataset: Dataset, name: str, on: str) -> pd.DataFrame:
    """The editions, one of them published on a day (ISO date). Error: `UsageProblem` for a name, date or edition that
    cannot be."""
    which = edition(dataset, name)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise UsageProblem(f"'{on}' is not a date. Write it as year-month-day, such as 2027-12-01.") from None
    if which.published:
        raise UsageProblem(f"Edition {which.id} was published on {which.published} already.")
    row = dataset.editions["edition"] == which.id
    return dataset.editions.assign(published=dataset.editions["published"].mask(row, day.isoformat()))


def _title(name: str, day: date) -> str:
    month = MONTHS[day.month - 1]
    return f"State Report Cards {name} (law in force on {month} {day.day}, {day.year}, as far as the sources reach)"


def laws_in_force(dataset: Dataset, as_of: date) -> pd.DataFrame:
    """The law version of each jurisdiction in force on a date.

    In: `laws` with ISO dates `effective_from` (inclusive) and `effective_to` (exclusive, empty: still in force).
    Out: one row per jurisdiction, indexed by postal code in the order of `jurisdictions.csv`, with `name`, `kind`,
    `region` and the columns of `laws`; all law columns are "" where no version covers the date.
    """
    current = _open_on(dataset.laws, as_of.isoformat()).set_index("jurisdiction")
    places = dataset.jurisdictions.set_index("jurisdiction")[["name", "kind", "region"]]
    return places.join(current).fillna("")


def expired_laws(dataset: Dataset, as_of: date) -> pd.Series:
    """The day on which a jurisdiction's law ended, where none has followed it by a date.

    Out: ISO dates by postal code, for jurisdictions without a version in force on the date whose last version before it
    was a law that ended (`effective_to`): expired, or repealed without more.
    """
    day = as_of.isoformat()
    exists = dataset.codings.loc[dataset.codings["variable"] == EXISTENCE].set_index("law_id")["value"]
    laws = dataset.laws
    ended = laws[laws["law_id"].map(exists).fillna(NOT_CODED).ne(NOT_CODED)]
    ended = ended[(ended["effective_to"] != "") & (ended["effective_to"] <= day)]
    last = ended.sort_values("effective_to").groupby("jurisdiction").tail(1)
    was_law = last["law_id"].map(exists) != NO_LAW
    days = last[was_law].set_index("jurisdiction")["effective_to"]
    return days[~days.index.isin(_open_on(laws, day)["jurisdiction"])]


def _open_on(laws: pd.DataFrame, day: str) -> pd.DataFrame:
    """The law versions that have begun by a day and not ended."""
    return laws[
        (laws["effective_from"] <= day) & ((laws["effective_to"] == "") | (day < laws["effective_to"]))
    ]


def ended_laws(dataset: Dataset, as_of: date) -> pd.Series:
    """The day on which a jurisdiction's law ended, where by a date there is none any more: expired, or repealed.

    Out: ISO dates by postal code: those of `expired_laws`, and of laws that a version coded as no law has followed.
    """
    exists = dataset.codings.loc[dataset.codings["variable"] == EXISTENCE].set_index("law_id")["value"]
    now = laws_in_force(dataset, as_of)["law_id"].map(exists)
    laws = dataset.laws[dataset.laws["jurisdiction"].isin(now.index[now == NO_LAW])]
    ended = laws[(laws["effective_to"] != "") & (laws["effective_to"] <= as_of.isoformat())]
    ended = ended[~ended["law_id"].map(exists).fillna(NOT_CODED).isin([NOT_CODED, NO_LAW])]
    repealed = ended.groupby("jurisdiction")["effective_to"].max()
    return pd.concat([expired_laws(dataset, as_of), repealed])


def answers(dataset: Dataset, law_ids: pd.Index | None = None) -> pd.DataFrame:
    """The answers of law versions, one row per law (index `law_id`), one column per codebook variable.

    A question with no row, or a law without any, reads `not_coded`.
    """
    return _wide(dataset, "value", law_ids).fillna(NOT_CODED)


def bases(dataset: Dataset, law_ids: pd.Index | None = None) -> pd.DataFrame:
    """The kind of text that each answer rests on, in the shape of `answers`; "" where there is none."""
    return _wide(dataset, "basis", law_ids).fillna("")


def read_laws(dataset: Dataset) -> frozenset[str]:
    """The law versions of which a text was seen: an answer of theirs rests on a statute or a bill. Of the rest, only what
    others say of them is known, and their date is that of a summary.
    """
    rows = dataset.codings
    shown = rows["basis"].isin(TEXTS) & ~rows["value"].isin(["", NOT_CODED])
    return frozenset(rows.loc[shown, "law_id"])


def _wide(dataset: Dataset, column: str, law_ids: pd.Index | None) -> pd.DataFrame:
    wide = dataset.codings.pivot(index="law_id", columns="variable", values=column)
    rows = dataset.laws["law_id"] if law_ids is None else law_ids
    wide = wide.reindex(index=pd.Index(rows, name="law_id"), columns=list(dataset.codebook.ids))
    return wide.rename_axis(columns=None)
