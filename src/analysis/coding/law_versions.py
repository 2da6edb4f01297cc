"""Recording an act: close the law version in force, open the next one with the same answers, ready to edit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.grading.what_if import hint
from analysis.problems import UsageProblem
from analysis.raw import Dataset
from analysis.raw.jurisdictions import known_jurisdiction
from analysis.raw.schemas import UNREAD
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED, SEPARATOR

CHANGE_UNDESCRIBED = "Not yet described."
"""What `amendments.csv` says of an act until somebody describes it; a card may print it."""

BILL = "bill"
"""The kind of source that an act named on the command line is, until its text is filed."""

AMENDED, FIRST, REPEALED = ("amended", "first", "repealed")
"""What an act does: changes a law, makes the first one known, or ends it."""


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
    repeals: bool = False,
) -> Amended:
    """Record that an act changes a jurisdiction's law from a day on.

    In: `effective`, a day (2027-01-01) or, where only that is known, a year; `change`, what the act changes; `source`,
    the id of a listed source that holds the act (default: a source row with the act's name as title is added).
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
    current = _version_before(dataset, place, day)
    known_law = current is not None and _exists(dataset, str(current["law_id"])) not in (NO_LAW, NOT_CODED)
    if repeals and not known_law:
        raise UsageProblem(f"There is no law of {place} in force on {day} that could be repealed.")
    if repeals and not source:
        raise UsageProblem("A repeal must rest on a text. Add it to sources.csv and name it: --source ID.")
    sources, source_id = _with_source(dataset, place, name, source)
    basis = str(dataset.sources.set_index("source_id").at[source, "kind"]) if source else BILL
    kind = REPEALED if repeals else AMENDED if known_law else FIRST
    opened = _free_id(f"{place}-{day[:4]}", set(dataset.laws["law_id"]))
    recorded = _Act(place, name, day, precision, source_id, basis, shown=bool(source))
    closed = "" if current is None else str(current["law_id"])
    rows = _answers(dataset, recorded, kind, closed, opened)
    return Amended(
        tables={
            "laws": _with_version(dataset.laws, recorded, kind, current, opened),
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
        raise UsageProblem(f"{same} begins on {day} already. To change its answers, edit that version.")
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


def _with_source(dataset: Dataset, place: str, act: str, source: str) -> tuple[pd.DataFrame, str]:
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
    return _added(sources, row), source_id


def _with_version(
    laws: pd.DataFrame, act: _Act, kind: str, current: pd.Series | None, opened: str
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
        return _added(laws, row)
    row["effective_to"] = str(current["effective_to"])
    if kind == AMENDED:
        carried = f"Answers carried over from {current['law_id']} when {act.name} was recorded"
        doubts = [str(current["open_questions"]), f"{carried}; to be read against the new text."]
        row |= {
            "statutes": str(current["statutes"]),
            "basis": str(current["basis"]),
            "open_questions": " ".join(filter(None, doubts)),
        }
    closed = laws["effective_to"].mask(laws["law_id"] == current["law_id"], act.day)
    return _added(laws.assign(effective_to=closed), row)


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
        return _added(acts, row)
    held = {str(k): str(v) for k, v in acts[listed].iloc[0].items()}
    cited = filter(None, [*held["source_ids"].split(SEPARATOR), act.source])
    row |= {
        "change": change or held["change"],
        "text_read": held["text_read"],
        "source_ids": SEPARATOR.join(dict.fromkeys(cited)),
    }
    return _added(acts.drop(index=listed.idxmax()), row)


def _added(frame: pd.DataFrame, row: dict[str, str]) -> pd.DataFrame:
    """The frame with one row more; whoever writes it puts rows in order."""
    new = pd.DataFrame([row]).reindex(columns=frame.columns).fillna("")
    return pd.concat([frame, new], ignore_index=True)
