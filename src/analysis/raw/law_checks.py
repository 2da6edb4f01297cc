"""Checks of law versions: their dates, and whether each has the answers that it should have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from analysis.problems import Problem, quoted
from analysis.raw.files import rows
from analysis.raw.folder import RawFolder
from analysis.raw.forms import is_day
from analysis.raw.one_slip import ONE_SLIP
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED, Codebook

FOREVER = "9999-12-31"


def laws_of_another_jurisdiction(raw: RawFolder) -> Iterator[Problem]:
    """Law versions whose identifier begins with the code of another jurisdiction."""
    known = {code for _, (code,) in raw.rows("jurisdictions", "jurisdiction")}
    for row, (law, code) in raw.rows("laws", "law_id", "jurisdiction"):
        if code in known and code and "-" in law and not law.startswith(f"{code}-"):
            allowed = f"an identifier that begins with {code}-"
            remedy = "correct the identifier or the jurisdiction"
            yield Problem("laws.csv", row, "law_id", f"{quoted(law)} in a row of {code}", allowed, remedy)


def second_codings_of_another_jurisdiction(raw: RawFolder) -> Iterator[Problem]:
    """Second codings of a law version of one jurisdiction in a row of another."""
    known = {code for _, (code,) in raw.rows("jurisdictions", "jurisdiction")}
    home = {law: code for _, (law, code) in raw.rows("laws", "law_id", "jurisdiction")}
    for row, (code, law) in raw.rows("second_codings", "jurisdiction", "law_id"):
        place = home.get(law, code)
        if code in known and place in known and place != code and law.startswith(f"{place}-"):
            found = f"{law} is a law of {place}, the row says {code}"
            remedy = "correct the law version or the jurisdiction"
            yield Problem("second_codings.csv", row, "law_id", found, f"a law version of {code}", remedy)


def backward_dates(raw: RawFolder) -> Iterator[Problem]:
    """Law versions that end before they begin, and acts in force before the year they were passed."""
    for row, (start, end) in raw.rows("laws", "effective_from", "effective_to"):
        if not (is_day(start) and is_day(end) and end <= start):
            continue
        found = f"{end} is not after effective_from ({start})"
        allowed = "the first day on which the version no longer held, or an empty cell"
        yield Problem("laws.csv", row, "effective_to", found, allowed, "correct one of the two dates")
    for row, (year, effective) in raw.rows("amendments", "year", "effective"):
        if not (len(year) == 4 and is_day(effective) and effective[:4] < year):
            continue
        found = f"{effective} is before the year of the act ({year})"
        remedy = "correct the date or the year"
        yield Problem(
            "amendments.csv", row, "effective", found, "a date in the year of the act or later", remedy
        )


def overlapping_versions(raw: RawFolder) -> Iterator[Problem]:
    """Two versions of one jurisdiction's law in force on the same day."""
    by_place: dict[str, list[tuple[str, str, str, int]]] = {}
    for row, (law, place, start, end) in raw.rows(
        "laws", "law_id", "jurisdiction", "effective_from", "effective_to"
    ):
        if is_day(start) and (not end or is_day(end)):
            by_place.setdefault(place, []).append((start, law, end or FOREVER, row))
    for versions in by_place.values():
        until, holder = "", ""
        for start, law, end, row in sorted(versions):
            if start < until:
                found = f"{law} begins on {start}, while {holder} is in force"
                remedy = f"end {holder} on the day on which {law} begins (effective_to)"
                allowed = "one version of a jurisdiction's law on any day"
                yield Problem("laws.csv", row, "effective_from", found, allowed, remedy)
            if end > until:
                until, holder = end, law


def jurisdictions_without_law(raw: RawFolder) -> Iterator[Problem]:
    """Jurisdictions that no law version, not even one coded as having no law, speaks of."""
    covered = {code for _, (code,) in raw.rows("laws", "jurisdiction")}
    remedy = f"add a version to laws.csv; where there is no such law, code it {EXISTENCE} = {NO_LAW}"
    for row, (code,) in raw.rows("jurisdictions", "jurisdiction"):
        if code and code not in covered:
            found, allowed = f"{code} has no row in laws.csv", "at least one law version for each"
            yield Problem("jurisdictions.csv", row, "jurisdiction", found, allowed, remedy)


def new_questions(answers: Collection[tuple[str, str]], codebook: Codebook) -> list[str]:
    """Questions that fewer than half of the laws with answers have a row for, in the order of the codebook.

    In: `answers`, pairs of law version and question.
    """
    coded = {law for law, variable in answers if variable != EXISTENCE}
    rows = Counter(variable for law, variable in answers if law in coded)
    return [
        variable for variable in codebook.ids if variable != EXISTENCE and 2 * rows[variable] < len(coded)
    ]


def laws_sorted_alone(raw: RawFolder) -> Iterator[Problem]:
    """Answers whose column of laws was sorted while the others stayed: it is in order, and one law has a question twice
    where another does not even have the question whether it exists."""
    asked = [(row, law, variable) for row, (law, variable) in raw.rows("codings", "law_id", "variable")]
    ids = [law.replace("-", "").casefold() for _, law, _ in asked]
    if ids not in (sorted(ids), sorted(ids, reverse=True)):
        return
    given = {(law, variable) for _, law, variable in asked}
    lost = {law for law, _ in given} - {law for law, variable in given if variable == EXISTENCE}
    seen: set[tuple[str, str]] = set()
    for row, law, variable in asked:
        if lost and (law, variable) in seen:
            found = f"the laws are in order and their answers are not: from here on, {law} has the answers of another law"
            yield Problem("codings.csv", row, "law_id", found, "each answer beside its own law", ONE_SLIP)
            return
        seen.add((law, variable))


def laws_without_answers(raw: RawFolder) -> Iterator[Problem]:
    """Law versions not coded as existing or not, and existing laws with a question left out.

    A question that most laws have no row for is a new one, not a loss: it reads `not_coded` there (see `doubts`).
    """
    known, existence = raw.codebook, _existence(raw)
    given = {(law, v) for _, (law, v) in rows(raw.corrected_codings, "law_id", "variable")}
    new = new_questions(given, known)
    for row, (law,) in raw.rows("laws", "law_id"):
        if not law:
            continue
        if law not in existence:
            lacking = [EXISTENCE]
        elif existence[law] in (NO_LAW, NOT_CODED):
            continue
        else:
            lacking = [v for v in known.ids if v not in new and (law, v) not in given]
        for variable in lacking:
            yield Problem(
                "laws.csv",
                row,
                f"law_id, {variable}",
                f"{law} has no answer to {variable} in codings.csv",
                "one row for each question, unless there is no law",
                f"add the row to codings.csv; where the text was not seen, its value is {NOT_CODED}",
            )


def answers_to_a_law_that_is_not(raw: RawFolder) -> Iterator[Problem]:
    """Answers about a law that does not exist, or coded ones about a law not known to exist."""
    existence = _existence(raw)
    for row, (law, variable, value) in rows(raw.corrected_codings, "law_id", "variable", "value"):
        exists = existence.get(law)
        if variable == EXISTENCE or exists not in (NO_LAW, NOT_CODED):
            continue
        if exists == NO_LAW or value != NOT_CODED:
            yield Problem(
                "codings.csv",
                row,
                "variable",
                f"an answer to {variable}, though {law} is coded {EXISTENCE} = {exists}",
                f"no further answers where there is no law or none was seen ({EXISTENCE} = {exists})",
                f"delete the row, or correct {EXISTENCE} of {law}",
            )


def _existence(raw: RawFolder) -> dict[str, str]:
    answers = rows(raw.corrected_codings, "law_id", "variable", "value")
    return {law: value for _, (law, variable, value) in answers if variable == EXISTENCE}
