"""`codebook.html`: every question, its answers with their points, how coders decide, how often each is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.display.numbers import digits, percent
from analysis.publish.build.context import Context, versions
from analysis.publish.formats.processed_rows import processed_rows
from analysis.publish.site.frame import write_page
from analysis.publish.site.navigation import CODEBOOK
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED, Codebook, Variable, parse_codebook
from analysis.standard.rubric import Item, load_rubric

Counts = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Given:
    """An answer: its id, label and sentence, its points, and how many laws give it, in digits and as a share; "" where
    that is not known."""

    id: str
    label: str
    statement: str
    points: str
    laws: str
    share: str


@dataclass(frozen=True)
class Asked:
    """A question with its answers from best to worst, the most points it can earn, and the laws it was counted over."""

    id: str
    question: str
    rule: str
    multiple: bool
    counted: str
    maximum: str
    answers: tuple[Given, ...]


@dataclass(frozen=True)
class Section:
    """A category of the rubric, or the questions that earn nothing."""

    id: str
    title: str
    best_practice: str
    maximum: str
    questions: tuple[Asked, ...]


def write(context: Context, folder: Path) -> None:
    """The page, from codebook, rubric and the counts that the notebooks made."""
    from analysis.raw import single

    codebook = parse_codebook(single.content(context.raw, "codebook.toml"))
    rubric = load_rubric(context.raw / "rubric.toml")
    given = {
        (str(row["variable"]), str(row["answer"])): int(row["jurisdictions"] or 0)
        for row in processed_rows(context.processed, "answer_counts")
    }
    laws = _laws(codebook, given)
    sections = [
        Section(
            category.id, category.title, category.best_practice, digits(category.maximum),
            tuple(_asked(codebook, codebook[item.variable], item, given, laws) for item in category.items),
        )
        for category in rubric.categories
    ]  # fmt: skip
    scored = rubric.item_by_variable
    unscored = [variable for variable in codebook.variables if variable.id not in scored]
    rest = tuple(_asked(codebook, variable, None, given, laws) for variable in unscored)
    if rest:
        sections.append(Section("without-points", "Questions without points", "", "", rest))
    write_page(
        context,
        folder,
        CODEBOOK,
        sections=sections,
        made=versions(context),
        laws=laws,
        most=digits(rubric.maximum),
    )


def _laws(codebook: Codebook, given: Counts) -> int:
    """The laws that answers are counted over: those of any question with one answer each."""
    single = [variable for variable in codebook.variables if not variable.multiple and variable.scored]
    return max((_sum(variable, given) for variable in single), default=0)


def _sum(variable: Variable, given: Counts) -> int:
    return sum(given.get((variable.id, value), 0) for value in variable.response_set)


def _asked(codebook: Codebook, variable: Variable, item: Item | None, given: Counts, laws: int) -> Asked:
    nothing = [EMPTY_LIST] if variable.multiple else []
    values = [*nothing, *(answer.id for answer in variable.answers), NOT_CODED]
    return Asked(
        variable.id,
        variable.question,
        variable.instruction,
        variable.multiple,
        _counting(item),
        digits(item.maximum) if item else "",
        tuple(_given(codebook, variable, value, item, given, laws) for value in values),
    )


def _counting(item: Item | None) -> str:
    """How a question with several answers counts; "" where each answer has its own points."""
    if item is None or item.points is not None:
        return ""
    return f"Starts at {digits(item.start)}; each answer found counts {digits(item.each)}, down to zero."


def _given(
    codebook: Codebook, variable: Variable, value: str, item: Item | None, given: Counts, laws: int
) -> Given:
    # Answers are counted among the laws there are: whether there is one was asked before.
    count = given.get((variable.id, value)) if variable.id != EXISTENCE else None
    answer = variable.by_id.get(value)
    worth = item.points.get(value) if item and item.points is not None else None
    if item and value == EMPTY_LIST and variable.multiple:
        worth = item.worth(value)
    return Given(
        value,
        codebook.label(variable.id, value),
        answer.statement if answer else codebook.statement(variable.id, value),
        "–" if worth is None else digits(worth),
        "–" if count is None else digits(count),
        percent(count / laws) if count is not None and laws else "",
    )
