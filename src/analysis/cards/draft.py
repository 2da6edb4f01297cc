"""A drafted bill in words: its sections and clauses, what each gains, and the statutes that already say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.cards.context import Context
from analysis.display.numbers import counted, ordinal, signed
from analysis.grading.draft import Draft, Provision, draft
from analysis.grading.scoring import PROVISIONAL, SCORED
from analysis.grading.start import Start
from analysis.standard.codebook import NOT_CODED

BRACKETS = "Square brackets mark what the drafter fills in."
HOW_TO_READ = (
    "Under each clause stand what the law says now, what the change gains when it is counted alone, and statutes that "
    f"already say so. {BRACKETS}"
)
HOW_TO_READ_NEW = (
    "Under each clause stand what it gains over a law that does not say so, and statutes that already say so. "
    f"{BRACKETS}"
)
"""The same where there is no law that could say anything now."""
NEW_LAW = (
    "What a new law does not say counts as silence; on a question that has no such answer, as the least valuable answer. "
    "It sets only the conditions that it names."
)
"""The rule of `grading.start.silent_law`, in words."""
NOW, NOW_BY_SUMMARY = "Now", "Now, by a summary and not by its text"
"""What comes before the law's own answer."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def draft_record(context: Context, code: str, start: Start, changes: Mapping[str, str]) -> dict[str, Any]:
    """Everything the bill says, as plain data: `title`, `lead` (paragraphs), `sections` with their clauses, `foot`.

    A clause has its `label` ("2(a)"), its `text`, whether that is still `open` (to be drafted), and `notes`.
    """
    return bill_words(context, draft(context.card, code, start, changes, context.rubric, _model(context)))


def bill_words(context: Context, made: Draft) -> dict[str, Any]:
    """The words of a draft, as `draft_record` returns them."""
    sections: list[dict[str, Any]] = []
    for provision in made.provisions:
        if not sections or sections[-1]["heading"] != provision.heading:
            sections.append({"heading": provision.heading, "clauses": []})
        clauses = sections[-1]["clauses"]
        clauses.append(
            {"label": f"{len(sections)}{_label(len(clauses))}", **_clause(context, made, provision)}
        )
    model = _model(context)
    name = str(context.row(made.jurisdiction)["name"])
    noun, how = ("clause", HOW_TO_READ_NEW) if made.start.new else ("change", HOW_TO_READ)
    count = len(made.provisions)
    return {
        "title": model.title,
        "name": name,
        "lead": [
            f"A draft for {name}. {model.notice}",
            standing(context, made),
            f"{counted(count, noun)}, in the order of the model law. {how}"
            if count
            else ("The bill says nothing yet." if made.start.new else "The bill changes nothing."),
            *([NEW_LAW] if made.start.new else []),
        ],
        "sections": [
            {"heading": f"Section {number}. {section['heading']}", "clauses": section["clauses"]}
            for number, section in enumerate(sections, 1)
        ],
        "foot": f"{context.edition.title}. Model law, version {model.version}. The points are this project’s own.",
    }


def standing(context: Context, made: Draft) -> str:
    """Where the law stands now, and where with the bill."""
    today, then = (result_words(context, row) for row in (made.before, made.after))
    ceiling = _ceiling(context, made)
    return f"Today: {today}. With this bill: {then}.{f' Ceiling: {ceiling}' if ceiling else ''}"


def result_words(context: Context, row: pd.Series) -> str:
    """Score, grade and place, or why there is none. In: a row of `Scores.summary` with `rank` and `states`."""
    status = str(row["status"])
    if status not in SCORED:
        label = status_label(context, status)
        bounds = (
            ""
            if pd.isna(row["score_low"])
            else f", the score lies between {row['score_low']} and {row['score_high']}"
        )
        return f"{label}{bounds}"
    bounds = "" if row["score_low"] == row["score_high"] else f" ({row['score_low']} to {row['score_high']})"
    hedge = f", provisional{bounds}" if status == PROVISIONAL else ""
    place = "" if pd.isna(row["rank"]) else f", {ordinal(int(row['rank']))} of {row['states']}"
    return f"{counted(row['score'], 'point')}, {row['grade']}{hedge}{place}"


def status_label(context: Context, status: str) -> str:
    """A status as readers see it."""
    return context.marks[status].label if status in context.marks else status.capitalize()


def _ceiling(context: Context, made: Draft) -> str:
    """Why the law with the bill can score no more, "" where no ceiling stands."""
    answers = {**made.start.answers, **made.changes}
    hit = [rule for rule in context.rubric.ceilings if answers[rule.variable] == rule.value]
    return min(hit, key=lambda rule: rule.max_score).reason if hit and made.after["capped"] else ""


def _clause(context: Context, made: Draft, provision: Provision) -> dict[str, Any]:
    statement = context.codebook.statement(provision.variable, provision.answer)
    now = context.codebook.statement(provision.variable, provision.before)
    notes = [gain_words(made, provision), held_words(context, made, provision)]
    if not made.start.new and provision.before != NOT_CODED:
        notes.insert(0, f"{NOW if made.start.on_text[provision.variable] else NOW_BY_SUMMARY}: {now}")
    return {
        "variable": provision.variable,
        "text": provision.text or f"[To be drafted. The law would then read: {statement}]",
        "open": not provision.text,
        "notes": notes,
    }


def gain_words(made: Draft, provision: Provision) -> str:
    """What a change gains when it is counted alone."""
    if not provision.most:
        return "The rubric gives no points for this."
    if provision.points is None:
        return (
            f"Worth up to {counted(provision.most, 'point')}. The text of the law on this was not seen: check whether it "
            "says so already."
        )
    if made.start.new:
        return f"Gain over a law that does not say so: {_points(provision.points)}."
    if provision.gain is None:
        return f"Gain, counted alone: {_points(provision.points)}."
    if provision.gain == 0 and provision.points:
        return f"Gain, counted alone: {_points(provision.points)}, and the printed score stays at {provision.score}."
    return f"Gain, counted alone: {signed(provision.gain)}, to {counted(provision.score or 0, 'point')} ({provision.grade})."


def _points(value: float) -> str:
    return f"{signed(value)} {'point' if abs(value) == 1 else 'points'}"


def held_words(context: Context, made: Draft, provision: Provision) -> str:
    """The statutes that already say so, with their citations; or that there is none to cite."""
    code, variable, value = made.jurisdiction, provision.variable, provision.answer
    found = context.exemplars(variable, value, code)
    if not found:
        return context.held_words(variable, value, code)
    cited = (f"{e['name']} ({e['citation']}{', ' + e['mark'] if e['mark'] else ''})" for e in found)
    return f"Already law in {'; '.join(cited)}."


def _label(place: int) -> str:
    return f"({LETTERS[place]})" if place < len(LETTERS) else f"({place + 1})"


def _model(context: Context) -> Any:
    return context.dataset.model_law
