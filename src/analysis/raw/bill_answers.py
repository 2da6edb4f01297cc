"""What a bill on record would have the law answer: `variable=answer` words in a cell, read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.problems import Problem, did_you_mean, listed, quoted
from analysis.raw.answer_checks import Finding, wrong_answer
from analysis.raw.folder import RawFolder
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED, Variable

FORM = "words of the form variable=answer with a space between them, such as fee=waived hearing=not_required"


def bill_answers(cell: str) -> dict[str, str]:
    """The answers in a cell, by variable. In: a cell that the checks have passed.

    >>> bill_answers("fee=waived hearing=not_required"), bill_answers("")
    ({'fee': 'waived', 'hearing': 'not_required'}, {})
    """
    return dict(word.split("=", 1) for word in cell.split())


def wrong_bill_answers(raw: RawFolder) -> Iterator[Problem]:
    """Answers of bills to questions that there are not, outside the codebook, or given twice."""
    codebook = raw.codebook
    known = tuple(name for name in codebook.ids if name != EXISTENCE)
    for row, (cell,) in raw.rows_if_any("bills", "answers"):
        met: set[str] = set()
        for word in cell.split():
            name, equals, value = word.partition("=")
            finding = None
            if not equals or not value:
                finding = quoted(word), FORM, "write each answer like this, or leave the cell empty"
            elif name not in known:
                remedy = did_you_mean(name, known, "correct the question")
                finding = (
                    f"{quoted(name)} is no question of codebook.toml",
                    listed(known, name, "variable"),
                    remedy,
                )
            elif name in met:
                finding = f"{quoted(name)} a second time", "each question once", "delete one of the two"
            elif value == NOT_CODED:
                finding = (
                    quoted(word),
                    "what the bill would have the law say",
                    "leave out what it does not speak of",
                )
            else:
                finding = _wrong_answer(codebook[name], value)
            met.add(name)
            if finding:
                yield Problem("bills.csv", row, "answers", *finding)


def _wrong_answer(variable: Variable, value: str) -> Finding | None:
    """As `wrong_answer`; that no text was seen is no answer of a bill."""
    known = (*variable.by_id, *((EMPTY_LIST,) if variable.multiple else ()))
    for part in variable.parts(value):
        if part not in known:
            remedy = did_you_mean(part, known, "choose the answer that fits, or leave it out")
            return (
                f"{quoted(part)} is not an answer to {variable.id}",
                listed(known, part, variable.id),
                remedy,
            )
    return wrong_answer(variable, value)
