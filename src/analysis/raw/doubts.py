"""What may be right and should be looked at: listed by `validate`, never a reason to refuse the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from analysis.problems import Problem, quoted
from analysis.raw.dataset import Dataset
from analysis.raw.files import rows
from analysis.raw.published import published_laws
from analysis.raw.vocabularies import SOURCE_YEARS
from analysis.standard.codebook import NOT_CODED, SEPARATOR

ALIKE = 0.8
"""Similarity (difflib, 0 to 1) from which two names of regions may be one, misspelt."""

HEADING = 2
"""Frames of a `Dataset` count from 0; a spreadsheet from 1, and its first row is the heading."""


def doubts(dataset: Dataset) -> list[Problem]:
    """Everything doubtful in a valid data set, in the order of files and rows."""
    return sorted((doubt for check in DOUBTS for doubt in check(dataset)), key=lambda d: d.order)


def impossible_source_dates(dataset: Dataset) -> Iterator[Problem]:
    """Sources dated to a year or a month that cannot be."""
    for row, (day,) in rows(dataset.sources, "date"):
        year, _, rest = day.partition("-")
        month = rest[:2]
        if day and not (SOURCE_YEARS[0] <= year <= SOURCE_YEARS[1] and (not month or "01" <= month <= "12")):
            allowed = f"a year from {SOURCE_YEARS[0]} to {SOURCE_YEARS[1]}, a month from 01 to 12"
            yield _doubt("sources", row, "date", quoted(day), allowed, "keep the part that is sure, or none")


def addresses_with_spaces(dataset: Dataset) -> Iterator[Problem]:
    """Addresses with something else behind them: the link would not work."""
    for row, (address,) in rows(dataset.sources, "url"):
        if " " in address:
            remedy = "move what is not address into the title"
            yield _doubt("sources", row, "url", quoted(address), "an address without spaces", remedy)


def years_with_a_day(dataset: Dataset) -> Iterator[Problem]:
    """Versions of which only the year is said to be known, and which begin on another day than its first."""
    for row, (start, precision) in rows(dataset.laws, "effective_from", "effective_precision"):
        if precision == "year" and not start.endswith("-01-01"):
            allowed = "the first day of the year where only the year is known"
            remedy = "write the first day of the year, or effective_precision = day"
            yield _doubt("laws", row, "effective_from", quoted(start), allowed, remedy)


def questions_nobody_answered(dataset: Dataset) -> Iterator[Problem]:
    """Questions of the codebook without a single row: new ones, read as not coded for every law."""
    answered = set(dataset.codings["variable"])
    for variable in dataset.codebook.ids:
        if variable not in answered:
            found, allowed = f"no law has a row for {variable}", "one row for each law and question"
            remedy = f"add the rows; until then every law counts as {NOT_CODED} there"
            yield _doubt("codings", None, "variable", found, allowed, remedy)


def values_without_citation(dataset: Dataset) -> Iterator[Problem]:
    """Coded values that say no place in the text."""
    for row, (value, citation) in rows(dataset.codings, "value", "citation"):
        if value != NOT_CODED and not citation:
            allowed = "a pinpoint citation for a coded value"
            yield _doubt("codings", row, "citation", "no citation", allowed, "add it where there is one")


def bases_without_such_source(dataset: Dataset) -> Iterator[Problem]:
    """Values said to rest on a kind of text that none of their sources is."""
    kind = dict(zip(dataset.sources["source_id"], dataset.sources["kind"], strict=True))
    for row, (value, sources, basis) in rows(dataset.codings, "value", "source_ids", "basis"):
        kinds = {kind[source] for source in sources.split(SEPARATOR) if source}
        if value != NOT_CODED and basis not in kinds:
            found = f"{quoted(basis)}, the sources being {' and '.join(sorted(kinds))}"
            allowed = "the kind of one of the sources"
            yield _doubt("codings", row, "basis", found, allowed, "correct the basis, or add the source")


def sources_of_elsewhere(dataset: Dataset) -> Iterator[Problem]:
    """Values that rest on a source listed under another jurisdiction."""
    place = dict(zip(dataset.laws["law_id"], dataset.laws["jurisdiction"], strict=True))
    origin = dict(zip(dataset.sources["source_id"], dataset.sources["jurisdiction"], strict=True))
    for row, (law, sources) in rows(dataset.codings, "law_id", "source_ids"):
        for source in filter(None, sources.split(SEPARATOR)):
            if origin[source] != place[law]:
                found = f"{source}, a source of {origin[source]}"
                yield _doubt(
                    "codings", row, "source_ids", found, f"sources of {place[law]}", "check the identifier"
                )


def sources_never_cited(dataset: Dataset) -> Iterator[Problem]:
    """Sources that no answer, no act, no bill and no help names."""
    cells = [
        *dataset.codings["source_ids"],
        *dataset.amendments["source_ids"],
        *dataset.bills["source_ids"],
        *dataset.help["source"],
    ]
    cited = {source for cell in cells for source in cell.split(SEPARATOR)}
    for row, (source,) in rows(dataset.sources, "source_id"):
        if source not in cited:
            found = f"{source} is cited nowhere"
            yield _doubt(
                "sources", row, "source_id", found, "sources that something rests on", "cite or delete it"
            )


def misspelt_regions(dataset: Dataset) -> Iterator[Problem]:
    """A region with one jurisdiction whose name is nearly that of another region."""
    members = dataset.jurisdictions["region"].value_counts().sort_index()
    for row, (region,) in rows(dataset.jurisdictions, "region"):
        like = [r for r in members.index if r != region and SequenceMatcher(None, r, region).ratio() >= ALIKE]
        if members[region] == 1 and like:
            remedy = f"did you mean '{like[0]}'?"
            allowed = "the name of a Census region, or of a group of its own"
            yield _doubt("jurisdictions", row, "region", quoted(region), allowed, remedy)


def corrections_of_what_nobody_saw(dataset: Dataset) -> Iterator[Problem]:
    """Corrections of a law version that no published edition shows: there the answer itself is changed."""
    shown = published_laws(dataset)
    for row, (law,) in rows(dataset.corrections, "law_id"):
        if law not in shown:
            found = f"{law} is shown by no published edition"
            allowed = (
                "a version that readers have seen (editions.csv has the day on which an edition came out)"
            )
            remedy = "change the answer in codings.csv, and delete the correction"
            yield _doubt("corrections", row, "law_id", found, allowed, remedy)


DOUBTS: tuple[Callable[[Dataset], Iterator[Problem]], ...] = (
    impossible_source_dates,
    addresses_with_spaces,
    years_with_a_day,
    questions_nobody_answered,
    values_without_citation,
    bases_without_such_source,
    sources_of_elsewhere,
    sources_never_cited,
    misspelt_regions,
    corrections_of_what_nobody_saw,
)


def _doubt(table: str, row: int | None, column: str, found: str, allowed: str, remedy: str) -> Problem:
    return Problem(f"{table}.csv", None if row is None else row + HEADING, column, found, allowed, remedy)
