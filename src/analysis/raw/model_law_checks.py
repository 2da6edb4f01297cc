"""Checks of model_law.toml against the codebook and the rubric."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.problems import Problem, did_you_mean, listed, nearest
from analysis.raw.folder import RawFolder
from analysis.raw.rubric_checks import sound_items
from analysis.raw.toml_documents import Document, Step
from analysis.standard.codebook import EMPTY_LIST, Codebook, Variable
from analysis.standard.rubric import Item

Path = tuple[Step, ...]


def model_law_against_codebook(raw: RawFolder) -> Iterator[Problem]:
    """Clauses for a question or an answer that does not exist, or for a question that has a clause already."""
    document, codebook = raw.model_law_document, raw.codebook
    met: set[str] = set()
    for path, entry in _clauses(document):
        name, answer = entry["variable"], entry["answer"]
        here = (*path, ("variable", None))
        if name not in codebook:
            remedy = did_you_mean(
                name, _lacking(document, codebook), "correct the variable, or delete the clause"
            )
            found = f"'{name}' is not in codebook.toml"
            yield document.problem(here, found, listed(codebook.ids, name, "variable"), remedy)
        elif name in met:
            found = f"'{name}' has a clause already"
            yield document.problem(here, found, "one clause for each variable", "delete one")
        elif answer not in _answers(codebook[name]):
            known = _answers(codebook[name])
            found = f"'{answer}' is not an answer to {name}"
            remedy = did_you_mean(answer, known, "choose the answer that the clause gives")
            yield document.problem((*path, ("answer", None)), found, listed(known, answer, name), remedy)
        met.add(name)


def model_law_earns_full_points(raw: RawFolder) -> Iterator[Problem]:
    """Scored questions without a clause, and clauses for an answer that earns less than the most points.

    Silent on what another line already explains: an item of the rubric that is itself broken, and a question whose clause
    only misspells it.
    """
    document, codebook = raw.model_law_document, raw.codebook
    clauses: dict[str, tuple[Path, str]] = {}
    misspelt = set()
    for path, entry in _clauses(document):
        clauses.setdefault(entry["variable"], (path, entry["answer"]))
        if entry["variable"] not in codebook:
            misspelt.add(nearest(entry["variable"], _lacking(document, codebook)))
    for item in sound_items(raw):
        variable = codebook[item.variable]
        if item.variable not in clauses:
            if item.variable not in misspelt:
                yield document.problem(
                    (),
                    f"no clause for the scored variable '{item.variable}'",
                    "a clause for each scored variable, for an answer that earns full points",
                    f"add a clause with variable = '{item.variable}' to the section where it belongs",
                )
            continue
        path, answer = clauses[item.variable]
        best = _best(item, variable)
        if answer in _answers(variable) and answer not in best:
            found = f"'{answer}' does not earn full points for {item.variable}"
            remedy = f"word the clause for {' or '.join(best)}"
            allowed = f"an answer that earns {item.maximum:g} points"
            yield document.problem((*path, ("answer", None)), found, allowed, remedy)


def _answers(variable: Variable) -> tuple[str, ...]:
    return (*variable.by_id, EMPTY_LIST) if variable.multiple else tuple(variable.by_id)


def _best(item: Item, variable: Variable) -> list[str]:
    return [answer for answer in _answers(variable) if item.worth(answer) == item.maximum]


def _lacking(document: Document, codebook: Codebook) -> list[str]:
    """The questions without a clause, of which a clause for an unknown one may mean one."""
    given = {entry["variable"] for _, entry in _clauses(document)}
    return [name for name in codebook.ids if name not in given]


def _clauses(document: Document) -> Iterator[tuple[Path, dict[str, str]]]:
    for s, section in enumerate(document.content["section"]):
        for c, entry in enumerate(section["clause"]):
            yield (("section", s), ("clause", c)), entry
