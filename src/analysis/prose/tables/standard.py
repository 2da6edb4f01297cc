"""Tables on the standard: the rubric, the letters, the statuses, the codebook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.charts.palette import status_label
from analysis.display.tables import Table
from analysis.grading.rankings import grade_counts, status_counts
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, INSUFFICIENT, NO_LAW_STATUS, PROVISIONAL, UNKNOWN
from analysis.prose.tables.cells import table, whole
from analysis.standard.codebook import Variable
from analysis.standard.rubric import Item, Rubric

if TYPE_CHECKING:
    from analysis.raw import Dataset


def rubric(standard: Rubric) -> Table:
    """The categories, what a law must do to earn all of their points, and how many these are."""
    categories = standard.categories
    return table(
        {
            "Category": [*(category.title for category in categories), "All categories"],
            "Best practice": [*(category.best_practice for category in categories), "Every best practice."],
            "Points": [whole(points) for points in (*(c.maximum for c in categories), standard.maximum)],
        },
        numbers=["Points"],
    )


def grades(card: Scorecard, standard: Rubric) -> Table:
    """The letters, the scores that earn them, and how many jurisdictions have each."""
    counts = grade_counts(card, standard)
    return table(
        {
            "Grade": counts.index,
            "Score": [_scores(place, standard) for place in range(len(standard.grades))],
            "Jurisdictions": counts.map(whole),
        },
        numbers=["Jurisdictions"],
    )


def _scores(place: int, standard: Rubric) -> str:
    """The printed scores of the letter at a place, best first."""
    low = whole(standard.grades[place].minimum)
    if place == 0:
        return f"{low}–{whole(standard.maximum)}"
    above = standard.grades[place - 1].minimum
    return f"below {whole(above)}" if place == len(standard.grades) - 1 else f"{low}–{whole(above - 1)}"


def statuses(card: Scorecard, standard: Rubric) -> Table:
    """What each status means, and how many jurisdictions have it."""
    enough, most = whole(standard.minimum_points_coded), whole(standard.maximum)
    meanings = {
        GRADED: "Firm: no text that we did not see could change the letter. Errors and newer law still could.",
        PROVISIONAL: "Has a score, letter and rank, but text that we did not see could change the letter, or "
        "an act that amended the law has not been read.",
        INSUFFICIENT: f"Texts seen answer for fewer than {enough} of {most} points: bounds, but no score or letter.",
        NO_LAW_STATUS: "We found no record-relief law for survivors of trafficking; never counted as a zero.",
        UNKNOWN: "Our sources do not settle whether a law was in force.",
    }
    counts = status_counts(card)
    return table(
        {
            "Status": [status_label(str(status)) for status in counts.index],
            "What it means": [meanings[str(status)] for status in counts.index],
            "Jurisdictions": counts.map(whole),
        },
        numbers=["Jurisdictions"],
    )


def codebook(dataset: Dataset) -> Table:
    """Every question with its answers from best to worst, their points, and the instruction to coders."""
    items = dataset.rubric.item_by_variable
    variables = dataset.codebook.variables
    return table(
        {
            "Question": [variable.question for variable in variables],
            "Answers, best first, with points": [_answers(v, items.get(v.id)) for v in variables],
            "How coders decide": [_instruction(variable) for variable in variables],
        }
    )


def _answers(variable: Variable, item: Item | None) -> str:
    if item is None:
        return f"Not scored: {'; '.join(answer.label for answer in variable.answers)}"
    if item.points is None:
        count = f"{whole(item.start)}, and {whole(-item.each)} less for each of:"
        return f"{count} {'; '.join(answer.label.lower() for answer in variable.answers)}"
    return "; ".join(f"{answer.label} {whole(item.points[answer.id])}" for answer in variable.answers)


def _instruction(variable: Variable) -> str:
    """The instruction to coders with answers named as readers know them.

    >>> from analysis.standard.codebook import Answer
    >>> answers = (Answer("must_grant", "Must grant", ""), Answer("mixed", "Mixed", ""))
    >>> _instruction(Variable("d", "?", answers, "mixed: not always must_grant, a mixed rule."))
    '“Mixed”: not always “Must grant”, a mixed rule.'
    """
    text = variable.instruction or "By the plain words of the law."
    labels = {answer.id: answer.label for answer in variable.answers}
    # An id of one plain word is also just a word, unless a colon shows that it is being defined.
    named = "|".join(re.escape(name) + ("" if "_" in name else "(?=:)") for name in labels)
    return re.sub(rf"\b({named})\b", lambda found: f"“{labels[found.group(1)]}”", text)
