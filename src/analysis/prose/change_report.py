"""A comparison in words and tables: one section per reason why a grade can move, so that none passes for another."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.change.changes import LAW_CHANGED
from analysis.change.comparison import STEPS, Comparison
from analysis.change.what_happened import (
    AMENDED,
    LOST_SIGHT,
    NEWLY_SEEN,
    PASSED,
    PERHAPS,
    REPEALED,
    UNCODED,
)
from analysis.display.documents import CHANGE, NUMBER, Cell, Column, Document, Section, cell
from analysis.display.words import capital, ended
from analysis.grading.scoring import STATUSES
from analysis.prose.facts.of_data import standing
from analysis.prose.revision_report import revisions
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric

EVENT_WORDS = {
    REPEALED: "Repealed or expired",
    PASSED: "First law",
    AMENDED: "Amended",
    UNCODED: "Amended, no coded answer changed",
    PERHAPS: "Perhaps amended, date not known",
    NEWLY_SEEN: "Law newly seen",
    LOST_SIGHT: "Law no longer seen",
}
_STATUS = ("graded", "provisional", "not enough text", "no law", "law not known")
STATUS_WORDS = dict(zip(STATUSES, _STATUS, strict=True))
_STEP = ("Coding corrected", "Rubric changed", "Law changed", "Text seen or not")
STEP_WORDS = dict(zip(STEPS, _STEP, strict=True))
ANSWER_COLUMNS = (
    Column("Jurisdiction"),
    Column("Category"),
    Column("Question"),
    Column("Before"),
    Column("After"),
    Column("Points before", NUMBER),
    Column("Points after", NUMBER),
    Column("Points", CHANGE),
)


def change_report(comparison: Comparison, codebook: Codebook) -> Document:
    """The change report of two editions, ready to print in any form."""
    before, after = comparison.changes.before.edition, comparison.changes.after.edition
    lead = (
        f"Law in force on {before.as_of.isoformat()} and on {after.as_of.isoformat()}. Both are read under the data "
        f"of today and rubric {comparison.rubric_after.version} unless a table says otherwise.",
        standing(before),
        "A grade can move because the law changed, because a text was seen for one edition only, because the coding "
        "was corrected, or because the rubric changed. Only the first is news about the law.",
        *_warnings(comparison),
    )
    sections = (
        _laws(comparison),
        *_answers(comparison, codebook),
        *revisions(comparison, codebook),
        _scores(comparison),
    )
    return Document(f"What changed from edition {before.id} to edition {after.id}", lead, sections)


def _warnings(comparison: Comparison) -> list[str]:
    old, new = comparison.rubric_before.version, comparison.rubric_after.version
    found = []
    if len(comparison.rubric) and old == new:
        found.append(
            f"Both rubrics say version {new}, yet they differ: the later one needs a version of its own."
        )
    if not len(comparison.rubric) and old != new:
        found.append(f"Rubrics {old} and {new} give every law the same points and grade.")
    if comparison.unscorable:
        answers = ", ".join(comparison.unscorable)
        found.append(f"Rubric {old} has no points for {answers}; under it they count as not coded.")
    return found


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.reset_index().to_dict("records")  # type: ignore[return-value]


def _laws(comparison: Comparison) -> Section:
    order = {event: n for n, event in enumerate(EVENT_WORDS)}
    laws = comparison.laws.sort_values("event", key=lambda e: e.map(order), kind="stable")
    counts = laws["event"].value_counts()
    count = "; ".join(
        f"{words.lower()}: {counts[event]}" for event, words in EVENT_WORDS.items() if event in counts
    )
    rows = tuple(
        (
            law["name"],
            EVENT_WORDS[law["event"]],
            law["acts"],
            law["answers_changed"],
            _standing(law, "before"),
            _standing(law, "after"),
            cell(law["score_change"]),
        )
        for law in _records(laws)
    )
    columns = (
        Column("Jurisdiction"),
        Column("Law"),
        Column("Acts"),
        Column("Answers", NUMBER),
        Column("Before"),
        Column("After"),
        Column("Score", CHANGE),
    )
    note = (
        f"{capital(ended(count))} A law newly seen may be old: the earlier edition did not know it. "
        "Answers: how many the law changed."
    )
    return Section("laws", "First laws, amendments, repeals", note, columns, rows, "No law changed.")


def _standing(row: dict[str, Any], side: str) -> str:
    """Grade and score, or why there is none."""
    if not row[f"grade_{side}"]:
        return STATUS_WORDS[row[f"status_{side}"]]
    return f"{row[f'grade_{side}']} {row[f'score_{side}']}"


def _answers(comparison: Comparison, codebook: Codebook) -> list[Section]:
    frame = comparison.changes.answers
    lawful = frame["reason"] == LAW_CHANGED
    titles = _titles(comparison.rubric_after)

    def rows(chosen: pd.DataFrame) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            (
                row["name"],
                titles.get(row["variable"], "Not scored"),
                codebook[row["variable"]].question,
                codebook.label(row["variable"], row["before"]),
                codebook.label(row["variable"], row["after"]),
                cell(row["points_before"]),
                cell(row["points_after"]),
                cell(row["gain"]),
            )
            for row in chosen.to_dict("records")
        )

    return [
        Section(
            "law-changed",
            "Answers that the law changed",
            "Both texts were seen and they answer differently.",
            ANSWER_COLUMNS,
            rows(frame[lawful]),
            "No answer differs where both texts were seen.",
        ),
        Section(
            "text-seen",
            "Answers whose text was seen for one edition only",
            "These are not changes in the law: one of the two texts was not available to the coders.",
            ANSWER_COLUMNS,
            rows(frame[~lawful]),
            "No answer was seen for one edition only.",
        ),
    ]


def _titles(rubric: Rubric) -> dict[str, str]:
    return {variable: category.title for variable, category in rubric.category_of.items()}


def _scores(comparison: Comparison) -> Section:
    frame = comparison.scores
    revised = bool(frame[list(STEPS[:2])].fillna(0).ne(0).any(axis=None)) or bool(
        (frame["grade_published"] != frame["grade_before"]).any()
    )
    steps = STEPS if revised else STEPS[2:]
    moved = frame[list(steps)].fillna(0).ne(0).any(axis=1)
    for earlier in ("published", "before"):
        moved |= frame[f"status_{earlier}"] != frame["status_after"]
        moved |= frame[f"grade_{earlier}"] != frame["grade_after"]
    before, after = comparison.changes.before.edition.id, comparison.changes.after.edition.id
    rows = tuple(
        (
            row["name"],
            *([_standing(row, "published"), *(cell(row[s]) for s in STEPS[:2])] if revised else []),
            _standing(row, "before"),
            *(cell(row[s]) for s in STEPS[2:]),
            _standing(row, "after"),
        )
        for row in _records(frame[moved])
    )
    words = [Column(STEP_WORDS[step], CHANGE) for step in STEPS]
    columns = (
        Column("Jurisdiction"),
        *([Column(f"{before} as published"), *words[:2]] if revised else []),
        Column(f"{before}, data and rubric of today" if revised else before),
        *words[2:],
        Column(after),
    )
    note = (
        "Points by reason; they add up from left to right. A dash: one side has no score. "
        f"Unchanged and not listed: {int((~moved).sum())}."
    )
    return Section(
        "scores", "Scores and grades, reason by reason", note, columns, rows, "No score or grade changed."
    )
