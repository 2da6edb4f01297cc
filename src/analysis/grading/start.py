"""The law that a bill changes: the one in force or, where none is known, a first law that says nothing yet.

Source: METHODS, question 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NO_LAW, NOT_CODED, SILENT, Codebook, Variable
from analysis.standard.rubric import Item, Rubric


@dataclass(frozen=True)
class Start:
    """The law that a draft changes: its answers, whether a text shows each, whether it was amended by an act that nobody has
    read, and whether it is `new`: a law of its own, which says nothing yet."""

    answers: Mapping[str, str]
    on_text: Mapping[str, bool]
    unread: bool = False
    new: bool = False


def start_from(
    card: Scorecard, jurisdiction: str, codebook: Codebook, rubric: Rubric, *, new: bool = False
) -> Start:
    """The law in force; where none is known, or where `new` asks for it, a new law that says nothing yet.

    A new law consists of the bill and of nothing else. So what the bill leaves out is silence, not text that was not seen
    (`silent_law`), and a bill counts the same wherever it is scored, drafted or looked for.
    """
    row = card.table.loc[jurisdiction]
    if new or row["status"] in (NO_LAW_STATUS, UNKNOWN):
        return Start(
            silent_law(codebook, rubric),
            dict.fromkeys(codebook.ids, True),
            bool(row["unread"]),
            new=True,
        )
    return Start(
        current_answers(card, jurisdiction), current_on_text(card, jurisdiction), bool(row["unread"])
    )


def silent_law(codebook: Codebook, rubric: Rubric) -> dict[str, str]:
    """What a law says of which the bill has no word yet: silent where a law can be, no conditions, else the least.

    All of its text is the bill, so nothing is unseen.
    """
    law = {v.id: _unsaid(v, rubric.item_by_variable.get(v.id)) for v in codebook.variables}
    return law | {EXISTENCE: codebook[EXISTENCE].answers[0].id}


def _unsaid(variable: Variable, item: Item | None) -> str:
    if variable.multiple:
        return EMPTY_LIST
    if SILENT in variable.by_id or item is None:
        return SILENT if SILENT in variable.by_id else NOT_CODED
    return min(variable.by_id, key=lambda answer: item.worth(answer) or 0.0)


def amended(start: Start, changes: Mapping[str, str]) -> tuple[dict[str, str], dict[str, bool]]:
    """Answers as a bill leaves them; what it changes rests on its words, all else on what it rested on before."""
    answers = {**start.answers, **changes}
    return answers, {v: bool(start.on_text[v]) or a != start.answers[v] for v, a in answers.items()}


def current_answers(card: Scorecard, jurisdiction: str) -> dict[str, str]:
    """The answers of the law in force, every question not answered reading `not_coded`; a law that ended is none."""
    answers = {str(v): str(a) or NOT_CODED for v, a in card.answers.loc[jurisdiction].items()}
    ended = card.table.at[jurisdiction, "status"] == NO_LAW_STATUS
    return answers | {EXISTENCE: NO_LAW} if ended and EXISTENCE in answers else answers


def current_on_text(card: Scorecard, jurisdiction: str) -> dict[str, bool]:
    """Whether the text of a law shows each answer of the law in force."""
    return {str(v): bool(shown) for v, shown in card.on_text.loc[jurisdiction].items()}
