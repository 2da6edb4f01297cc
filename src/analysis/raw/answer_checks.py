"""Checks of answers: in the response set, resting on a source that exists, and corrected as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.problems import Problem, did_you_mean, listed, quoted
from analysis.raw.corrections import apply_corrections
from analysis.raw.files import rows
from analysis.raw.folder import RawFolder
from analysis.raw.vocabularies import BASES, CORRECTABLE
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, SEPARATOR, Variable

Finding = tuple[str, str, str]
"""Found, allowed, what to do."""

CITING = (("codings", "law_id"), ("amendments", "jurisdiction"), ("bills", "jurisdiction"))
"""Tables that cite sources, and the column that says of which law or jurisdiction a row is."""


def unknown_variables(raw: RawFolder) -> Iterator[Problem]:
    """Questions that the codebook does not ask."""
    known = raw.codebook.ids
    for name in ("codings", "second_codings", "corrections"):
        for row, (cell,) in raw.rows_if_any(name, "variable"):
            if cell and cell not in known:
                remedy = did_you_mean(cell, known, "correct the cell, or add the variable to codebook.toml")
                found = f"{quoted(cell)} is not in codebook.toml"
                yield Problem(f"{name}.csv", row, "variable", found, listed(known, cell, "variable"), remedy)


def answers_outside_codebook(raw: RawFolder) -> Iterator[Problem]:
    """Values that are not among the answers the codebook allows for their question."""
    codebook = raw.codebook
    for name, column in (("codings", "value"), ("second_codings", "first"), ("second_codings", "second")):
        for row, (variable, value) in raw.rows_if_any(name, "variable", column):
            finding = wrong_answer(codebook[variable], value) if variable in codebook and value else None
            if finding:
                yield Problem(f"{name}.csv", row, column, *finding)
    for row, (variable, column, new) in raw.rows_if_any("corrections", "variable", "column", "new"):
        finding = None
        if column == "value" and variable in codebook:
            finding = wrong_answer(codebook[variable], new)
        elif column == "basis" and new not in BASES:
            finding = (quoted(new), listed(BASES), did_you_mean(new, BASES, "write one of them"))
        if finding:
            yield Problem("corrections.csv", row, "new", *finding)


def wrong_answer(variable: Variable, value: str) -> Finding | None:
    """Why a value is not an answer to a question; None when it is one."""
    if not variable.multiple:
        return None if value in variable.response_set else _unknown_answer(variable, value)
    if value in (EMPTY_LIST, NOT_CODED):
        return None
    parts = value.split(SEPARATOR)
    for part in parts:
        if part in (EMPTY_LIST, NOT_CODED):
            return (
                f"{quoted(part)} together with other answers",
                f"{EMPTY_LIST}, {NOT_CODED}, or answers to {variable.id} joined by '{SEPARATOR}'",
                f"keep either {part} or the other answers",
            )
        if part not in variable.by_id:
            return _unknown_answer(variable, part)
    if len(set(parts)) < len(parts):
        twice = next(part for part in parts if parts.count(part) > 1)
        return f"{quoted(twice)} stands there twice", "each answer once", f"delete one {twice}"
    in_order = SEPARATOR.join(sorted(parts))
    if value != in_order:
        return (
            quoted(value),
            "answers in alphabetical order, so that equal lists look equal",
            f"write {in_order}",
        )
    return None


def _unknown_answer(variable: Variable, value: str) -> Finding:
    labels = {answer.label: answer.id for answer in variable.answers}
    otherwise = f"choose the answer that fits; where the text was not seen, write {NOT_CODED}"
    return (
        f"{quoted(value)} is not an answer to {variable.id}",
        listed(variable.response_set, value, f"answer to {variable.id}")
        if len(variable.response_set) > 8
        else listed(variable.response_set, value, variable.id),
        did_you_mean(value, variable.response_set, otherwise, labels),
    )


def coded_without_source(raw: RawFolder) -> Iterator[Problem]:
    """Coded values that name no source or no basis; a basis of nothing where the text was not seen."""
    for row, (value, sources, basis) in raw.rows("codings", "value", "source_ids", "basis"):
        if value not in ("", NOT_CODED):
            asked = f"for every value other than {NOT_CODED}"
            remedy = f"add it; where no text was seen, the value is {NOT_CODED}"
            if not sources:
                yield Problem("codings.csv", row, "source_ids", "no source", f"at least one {asked}", remedy)
            if not basis:
                yield Problem("codings.csv", row, "basis", "no basis", f"the kind of text {asked}", remedy)
        elif value == NOT_CODED and basis and not sources:
            remedy = "empty the cell, or name the source that was read"
            found = f"{quoted(basis)} for a value that is {NOT_CODED} and names no source"
            yield Problem("codings.csv", row, "basis", found, "a basis only where a text was read", remedy)


def unknown_sources(raw: RawFolder) -> Iterator[Problem]:
    """Sources that are cited and not listed, or cited twice in one cell."""
    known = {source: place for _, (source, place) in raw.rows("sources", "source_id", "jurisdiction")}
    places = {law: place for _, (law, place) in raw.rows_if_any("laws", "law_id", "jurisdiction")}
    for row, (law, column, new) in raw.rows_if_any("corrections", "law_id", "column", "new"):
        finding = _wrong_sources(new, known, places.get(law, law)) if column == "source_ids" and new else None
        if finding:
            yield Problem("corrections.csv", row, "new", *finding)
    for name, column in CITING:
        for row, (cell, of) in raw.rows_if_any(name, "source_ids", column):
            finding = _wrong_sources(cell, known, places.get(of, of)) if cell else None
            if finding:
                yield Problem(f"{name}.csv", row, "source_ids", *finding)


def _wrong_sources(cell: str, known: dict[str, str], place: str) -> Finding | None:
    parts = cell.split(SEPARATOR)
    form = f"ids of sources joined by '{SEPARATOR}', without spaces"
    for part in parts:
        if not part or part != part.strip() or ("," in part and part not in known):
            return quoted(cell), form, "write them like this: " + SEPARATOR.join(["AB-s1", "AB-s2"])
        if part not in known:
            ours = [source for source, of in known.items() if of == place]
            remedy = "add the source to sources.csv, or correct the cell"
            # A number that is not listed is no slip of the pen: nobody can tell which other one was meant.
            if re.fullmatch(rf"{re.escape(place)}-s[0-9]+", part) is None:
                remedy = did_you_mean(part, ours, remedy)
            return f"{quoted(part)} is not in sources.csv", listed(ours, part, f"source of {place}"), remedy
    if len(set(parts)) < len(parts):
        return f"{quoted(cell)} names a source twice", "each source once", "delete one of the two"
    return None


def corrections_that_match_nothing(raw: RawFolder) -> Iterator[Problem]:
    """Corrections of a value that codings.csv no longer holds."""
    corrections = raw.table("corrections")
    expected = dict(rows(corrections, "column", "old"))
    for row, now in apply_corrections(raw.table("codings"), corrections).unmatched.items():
        column, old = expected[row]
        if column not in CORRECTABLE:
            continue
        held = "has no such row" if now is None else f"holds {quoted(now)}"
        found = f"codings.csv {held}, the correction expects {quoted(old)}"
        allowed = "the published value, as it stands in codings.csv"
        remedy = "delete the correction if it is settled, or put the published value back into codings.csv"
        yield Problem("corrections.csv", row, "old", found, allowed, remedy)


def corrections_without_effect(raw: RawFolder) -> Iterator[Problem]:
    """Corrections that change nothing, or that code a value for which codings.csv names no source."""
    answers = rows(raw.corrected_codings, "law_id", "variable", "source_ids")
    sources = {(law, variable): cell for _, (law, variable, cell) in answers}
    cells = raw.rows("corrections", "law_id", "variable", "column", "old", "new")
    for row, (law, variable, column, old, new) in cells:
        if old == new:
            remedy = "write the right value, or delete the correction"
            finding = (f"{quoted(new)} is the old value", "a value other than the old one", remedy)
        elif column == "value" and new != NOT_CODED and sources.get((law, variable)) == "":
            finding = (
                f"{quoted(new)} for an answer without a source",
                f"at least one source for every value other than {NOT_CODED}",
                "name the source in the answer's row of codings.csv",
            )
        else:
            continue
        yield Problem("corrections.csv", row, "new", *finding)
