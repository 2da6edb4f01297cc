"""Recording an act: close the law version in force, open the next one with the same answers, ready to edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analysis.coding.acts_on_record import BILL, added, ask_again, beginning, with_new_source, with_source
from analysis.problems import UsageProblem
from analysis.raw import Dataset
from analysis.raw.forms import is_day
from analysis.raw.jurisdictions import known_jurisdiction
from analysis.raw.vocabularies import UNREAD
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED, SEPARATOR

CHANGE_UNDESCRIBED = "Not yet described."
"""What `amendments.csv` says of an act until somebody describes it; a card may print it."""

AMENDED, FIRST, REPEALED, JOINED = ("amended", "first", "repealed", "joined")
"""What an act does: changes a law, makes the first one known, ends it, or joins another act of the same day."""


@dataclass(frozen=True)
class Amended:
    """The tables that recording an act changes, and what was done.

    `tables`: the whole of laws, codings, sources and amendments, by name. `closed`: the version that ends, "" where
    there was none. `source`: the id under which the act is listed; `new_source`: whether its row was added.
    `kind`: `AMENDED`, `FIRST` or `REPEALED`.
    """

    tables: dict[str, pd.DataFrame]
    closed: str
    opened: str
    source: str
    new_source: bool
    kind: str


@dataclass(frozen=True)
class _Act:
    place: str
    name: str
    day: str
    precision: str
    source: str
    basis: str
    shown: bool
    """Whether a listed source holds the text, so that answers may rest on it."""


def amend(
    dataset: Dataset,
    jurisdiction: str,
    effective: str,
    act: str,
    *,
    change: str = "",
    source: str = "",
    new_source: Mapping[str, str] | None = None,
    repeals: bool = False,
    until: str = "",
    again: bool = False,
) -> Amended:
    """Record that an act changes a jurisdiction's law from a day on.

    In: `effective`, a day (2027-01-01) or, where only that is known, a year; `change`, what the act changes; `source`,
    the id of a listed source that holds the act (default: a source row with the act's name as title is added).
    `new_source`: title, url, date and kind of a text that shows the act and is not listed yet. `until`: the day on which
    the new law ends of itself (a sunset). `again`: the act is on record with another day and takes effect in steps, or it is
    a second act of a day on which a version begins already: that version stands, and is to be read again.
    The version in force that day ends. The next has the same statutes, answers (corrections applied), citations and
    sources, is not verified, and says so in its open questions. A first law opens with every question not coded; that
    it exists, and that a repealed one does not, is coded only where `source` names a text that shows it.
    Errors: `UsageProblem` when the jurisdiction or source is unknown, the date is no date, no version is open on it, a
    version begins on it already, or a law is repealed that is not there.
    """
    place = known_jurisdiction(dataset, jurisdiction)
    day, precision = _day(effective)
    name = act.strip()
    if not name:
        raise UsageProblem('The act has no name. Give one, for example --act "LB 12".')
    ask_again(dataset, place, name, day, again)
    if new_source:
        dataset, source = with_new_source(dataset, place, new_source)
    if until and not (is_day(until) and until > day):
        raise UsageProblem(
            f"'{until}' cannot be the day on which the law of {day} ends. Write a later day, such as 2030-07-01."
        )
    if again and (same := beginning(dataset, place, day)):
        return _second_act(
            dataset, _Act(place, name, day, precision, source, BILL, shown=bool(source)), change, same
        )
    current = _version_before(dataset, place, day)
    known_law = current is not None and _exists(dataset, str(current["law_id"])) not in (NO_LAW, NOT_CODED)
    if repeals and not known_law:
        raise UsageProblem(f"There is no law of {place} in force on {day} that could be repealed.")
    if repeals and not source:
        raise UsageProblem(
            "A repeal must rest on a text. Name a listed one with --source ID, or enter it along with --source-title TEXT, "
            "--source-url, --source-date and --source-kind."
        )
    sources, source_id = with_source(dataset, place, name, source)
    basis = str(dataset.sources.set_index("source_id").at[source, "kind"]) if source else BILL
    kind = REPEALED if repeals else AMENDED if known_law else FIRST
    opened = _free_id(f"{place}-{day[:4]}", set(dataset.laws["law_id"]))
    recorded = _Act(place, name, day, precision, source_id, basis, shown=bool(source))
    closed = "" if current is None else str(current["law_id"])
    rows = _answers(dataset, recorded, kind, closed, opened)
    return Amended(
        tables={
            "laws": _with_version(dataset.laws, recorded, kind, current, opened, until),
            "codings": pd.concat([dataset.codings_as_published, rows], ignore_index=True),
            "sources": sources,
            "amendments": _with_act(dataset.amendments, recorded, change.strip()),
        },
        closed=closed,
        opened=opened,
        source=source_id,
        new_source=len(sources) > len(dataset.sources),
        kind=kind,
    )


def _second_act(dataset: Dataset, act: _Act, change: str, opened: str) -> Amended:
    """A further act of the day on which a version begins: it is listed, and that version is to be read again."""
    sources, source = with_source(dataset, act.place, act.name, act.source)
    laws = dataset.laws
    row = laws["law_id"] == opened
    doubt = f"{act.name} took effect on the same day; its text is still to be read."
    told = laws["open_questions"].map(lambda text: f"{text} {doubt}".strip())
    return Amended(
        tables={
            "laws": laws.assign(open_questions=laws["open_questions"].mask(row, told)),
            "sources": sources,
            "amendments": _with_act(dataset.amendments, replace(act, source=source), change.strip()),
        },
        closed="",
        opened=opened,
        source=source,
        new_source=not act.source,
        kind=JOINED,
    )


def _day(effective: str) -> tuple[str, str]:
    """An ISO day and how exactly it is known.

    >>> _day("2027-03-01"), _day("2027")
    (('2027-03-01', 'day'), ('2027-01-01', 'year'))
    """
    text = effective.strip()
    if re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        return f"{text}-01-01", "year"
    try:
        if not re.fullmatch(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text).isoformat(), "day"
    except ValueError:
        raise UsageProblem(
            f"'{effective}' is not a date. Write the day as year-month-day, such as 2027-01-01, "
            "or the year alone where the day is not known."
        ) from None


def _version_before(dataset: Dataset, place: str, day: str) -> pd.Series | None:
    """The version in force on the day; None for a jurisdiction that has no version at all."""
    versions = dataset.laws[dataset.laws["jurisdiction"] == place].sort_values("effective_from")
    if versions.empty:
        return None
    start, end = versions["effective_from"], versions["effective_to"]
    if (start == day).any():
        same = versions.loc[start == day, "law_id"].iloc[0]
        raise UsageProblem(
            f"{same} begins on {day} already. To change its answers, edit that version; for a second act of that day, "
            "add --again."
        )
    open_on = versions[(start < day) & ((end == "") | (day < end))]
    if open_on.empty:
        columns = versions[["law_id", "effective_from", "effective_to"]].itertuples(index=False)
        spans = ", ".join(f"{law} from {first} to {last or 'now'}" for law, first, last in columns)
        raise UsageProblem(f"No version of the law of {place} is in force on {day}. The data has: {spans}.")
    return open_on.iloc[0]


def _exists(dataset: Dataset, law_id: str) -> str:
    rows = dataset.codings[(dataset.codings["law_id"] == law_id) & (dataset.codings["variable"] == EXISTENCE)]
    return str(rows["value"].iloc[0]) if len(rows) else NOT_CODED


def _free_id(wanted: str, taken: set[str]) -> str:
    """The identifier, or the first of its numbered forms that is free.

    >>> _free_id("NE-2027", {"NE-2027", "NE-2027-2"})
    'NE-2027-3'
    """
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _with_version(
    laws: pd.DataFrame, act: _Act, kind: str, current: pd.Series | None, opened: str, until: str = ""
) -> pd.DataFrame:
    row = {
        "law_id": opened,
        "jurisdiction": act.place,
        "effective_from": act.day,
        "effective_precision": act.precision,
        "basis": act.basis,
        "open_questions": f"Opened when {act.name} was recorded; its text is still to be read.",
    }
    if current is None:
        return added(laws, row | {"effective_to": until})
    row["effective_to"] = until or str(current["effective_to"])
    if kind == AMENDED:
        carried = f"Answers carried over from {current['law_id']} when {act.name} was recorded"
        doubts = [str(current["open_questions"]), f"{carried}; to be read against the new text."]
        row |= {
            "statutes": str(current["statutes"]),
            "basis": str(current["basis"]),
            "open_questions": " ".join(filter(None, doubts)),
        }
    closed = laws["effective_to"].mask(laws["law_id"] == current["law_id"], act.day)
    return added(laws.assign(effective_to=closed), row)


def _answers(dataset: Dataset, act: _Act, kind: str, closed: str, opened: str) -> pd.DataFrame:
    """The new version's answers: those of the old one, or none but whether the law exists."""
    if kind == AMENDED:
        return dataset.codings[dataset.codings["law_id"] == closed].assign(law_id=opened)
    exists = {"value": NOT_CODED}
    if act.shown:
        answer = NO_LAW if kind == REPEALED else dataset.codebook[EXISTENCE].answers[0].id
        exists = {"value": answer, "source_ids": act.source, "basis": act.basis}
    blank = {"law_id": opened, "value": NOT_CODED, "decided": "agreed"}
    rows = [{**blank, "variable": EXISTENCE, **exists}]
    if kind == FIRST:
        rows += [{**blank, "variable": v} for v in dataset.codebook.ids if v != EXISTENCE]
    return pd.DataFrame(rows).reindex(columns=dataset.codings_as_published.columns).fillna("")


def _with_act(acts: pd.DataFrame, act: _Act, change: str) -> pd.DataFrame:
    """The acts with this one; one that is listed already keeps its row and gains what it lacked."""
    effective = act.day if act.precision == "day" else ""
    listed = (acts["jurisdiction"] == act.place) & (acts["act"] == act.name)
    listed &= acts["year"].isin(["", act.day[:4]]) & acts["effective"].isin(["", effective])
    row = {
        "jurisdiction": act.place,
        "year": act.day[:4],
        "effective": effective,
        "act": act.name,
        "change": change or CHANGE_UNDESCRIBED,
        "text_read": UNREAD,
        "source_ids": act.source,
    }
    if not listed.any():
        return added(acts, row)
    held = {str(k): str(v) for k, v in acts[listed].iloc[0].items()}
    cited = filter(None, [*held["source_ids"].split(SEPARATOR), act.source])
    row |= {
        "change": change or held["change"],
        "text_read": held["text_read"],
        "source_ids": SEPARATOR.join(dict.fromkeys(cited)),
    }
    return added(acts.drop(index=listed.idxmax()), row)
