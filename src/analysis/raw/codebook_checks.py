"""Checks of codebook.toml beyond its shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from analysis.problems import Problem
from analysis.raw.toml_documents import Document, Step
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NO_LAW, NOT_CODED, TOLD, parse_codebook


def codebook_contradictions(document: Document) -> Iterator[Problem]:
    """Ids that stand twice, ids with a meaning of their own, and a codebook that cannot say 'no law'."""
    codebook = parse_codebook(document.content)
    yield from repeated_ids(document, (), "variable", "id", [v.id for v in codebook.variables])
    for number, variable in enumerate(codebook.variables):
        here: tuple[Step, ...] = (("variable", number),)
        yield from repeated_ids(document, here, "answers", "id", [a.id for a in variable.answers])
        if variable.told and variable.told not in TOLD:
            yield document.problem(
                (*here, ("told", None)),
                f"'{variable.told}' is no heading of the survivors' page",
                f"one of: {', '.join(TOLD)}",
                "correct it, or delete the line: then the page does not tell the answer",
            )
        reserved = (NOT_CODED, EMPTY_LIST) if variable.multiple else (NOT_CODED,)
        for position, answer in enumerate(variable.answers):
            if answer.id in reserved:
                yield document.problem(
                    (*here, ("answers", position)),
                    f"'{answer.id}' as an answer to {variable.id}",
                    f"any id but {' and '.join(reserved)}, which every such question allows already",
                    "delete the answer, or give it another id",
                )
    if EXISTENCE not in codebook:
        yield document.problem(
            (), f"no variable '{EXISTENCE}'", "a variable that says whether there is a law", "restore it"
        )
    elif NO_LAW not in codebook[EXISTENCE].by_id or len(codebook[EXISTENCE].answers) < 2:
        number = [v.id for v in codebook.variables].index(EXISTENCE)
        yield document.problem(
            (("variable", number),),
            f"{EXISTENCE} cannot be answered both ways",
            f"an answer '{NO_LAW}' and another one",
            "restore the answers",
        )


def repeated_ids(
    document: Document, path: tuple[Step, ...], entries: str, key: str, ids: Iterable[str]
) -> Iterator[Problem]:
    """Entries of one list that share an id, reported at the second and each later one."""
    seen: Counter[str] = Counter()
    for number, one in enumerate(ids):
        seen[one] += 1
        if seen[one] > 1:
            yield document.problem(
                (*path, (entries, number)),
                f"the {key} '{one}' is used already",
                f"each {key} once",
                "delete one of the two, or rename it",
            )
