"""How the law came to be, and what moved the score since the last edition."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.cards.context import Context
from analysis.change.changes import LAW_CHANGED, TEXT_NEWLY_SEEN, TEXT_NO_LONGER_SEEN
from analysis.change.what_happened import (
    AMENDED,
    LOST_SIGHT,
    NEWLY_SEEN,
    NO_LAW,
    NOT_KNOWN,
    PASSED,
    PERHAPS,
    REPEALED,
    SAME,
    UNCODED,
)
from analysis.display.dates import long_date
from analysis.display.numbers import signed
from analysis.display.words import capital, ended
from analysis.raw.acts import act_name
from analysis.raw.editions import Edition

UNPUBLISHED = "; it was never published as a report"

EVENTS = {
    PASSED: "The first law took effect after the date of the {before} edition.",
    AMENDED: "The law was amended after the date of the {before} edition, and answers changed.",
    UNCODED: "The law was amended after the date of the {before} edition; no answer that both texts give changed.",
    PERHAPS: "The law may have been amended after the date of the {before} edition: from when its text holds is not known.",
    REPEALED: "The law that the {before} edition describes is no longer in force.",
    SAME: "We know of no act that changed the law after the date of the {before} edition.",
    NO_LAW: "We found no law, neither for the {before} edition nor now.",
    NEWLY_SEEN: "The {before} edition did not know whether there was a law, so nothing can be compared.",
    LOST_SIGHT: "The {before} edition knew of a law; this edition could not confirm one.",
    NOT_KNOWN: "Neither this edition nor the {before} edition knows whether there is a law.",
}


def acts(context: Context, code: str) -> list[dict[str, str]]:
    """Every act on record, oldest first, those without a year last, with what it changed."""
    ordered = sorted(
        context.own.of("acts", code), key=lambda r: (r["year"] == "", str(r["year"]), str(r["effective"]))
    )
    return [
        {
            "year": str(row["year"]) or "year not known",
            "effective": long_date(str(row["effective"])),
            "act": capital(act_name(str(row["act"]))),
            "change": capital(ended(str(row["change"]))) or "What it changed was not seen.",
        }
        for row in ordered
    ]


def since(context: Context, code: str) -> dict[str, Any] | None:
    """What changed since the edition before: answers the law changed, apart from text newly seen; None for the first."""
    if context.changes is None:
        return None
    place: Any = context.changes.jurisdictions.loc[code]
    own = [_answer(context, row) for row in context.own.of("changed", code)]
    before = context.changes.before.edition
    return {
        "edition": before.id,
        "as_of": long_date(before.as_of.isoformat()),
        "of_edition": of_edition(before),
        "event": str(place["event"]),
        "sentence": _sentence(context, code, str(place["event"]), before.id),
        "score_words": _score(place, before.id),
        "changed": [a for a in own if a["reason"] == LAW_CHANGED],
        "newly_seen": [a for a in own if a["reason"] == TEXT_NEWLY_SEEN],
        "lost": [a for a in own if a["reason"] == TEXT_NO_LONGER_SEEN],
        "acts": [
            {
                "act": act_name(str(row["act"])),
                "when": long_date(str(row["effective"])) or str(row["year"]),
                "certain": bool(row["certain"]),
            }
            for row in context.own.of("between", code)
        ],
    }


def of_edition(before: Edition) -> str:
    """What the earlier edition is: the law of a day, as this project coded it; whether it came out is on record."""
    day = long_date(before.as_of.isoformat())
    out = f"; it was published on {long_date(before.published)}" if before.published else UNPUBLISHED
    return (
        f"“{before.id}” is this project’s own coding of the law of {day}, scored under the same rubric{out}."
    )


def _sentence(context: Context, code: str, event: str, before: str) -> str:
    """What became of the law between the two dates, and that an act nobody has read is not in the comparison."""
    said = EVENTS[event].format(before=before)
    if not context.row(code)["unread"]:
        return said
    return f"{said} An act has not been read: the answers compared are those of the text before it."


def corrections(context: Context, code: str) -> list[dict[str, str]]:
    """Corrections of answers of the law in force: the question, what stood before, what stands now, why, and when."""
    return [
        {
            "question": context.codebook[str(row["variable"])].question,
            "what": str(row["column"]),
            "old": _corrected(context, row, "old"),
            "new": _corrected(context, row, "new"),
            "why": ended(str(row["why"])),
            "when": long_date(str(row["reported_on"])),
        }
        for row in context.own.of("corrections", code)
    ]


def _corrected(context: Context, row: dict[Any, Any], side: str) -> str:
    """A value in the codebook's words where it is an answer the codebook knows; else as it was written."""
    variable, text = context.codebook[str(row["variable"])], str(row[side])
    known = row["column"] == "value" and all(part in variable.response_set for part in variable.parts(text))
    return context.codebook.label(variable.id, text) if known else text or "nothing"


def _answer(context: Context, row: dict[Any, Any]) -> dict[str, Any]:
    variable = str(row["variable"])
    gain = row["gain"]
    return {
        "variable": variable,
        "question": context.codebook[variable].question,
        "before": context.codebook.label(variable, str(row["before"])),
        "after": context.codebook.label(variable, str(row["after"])),
        "gain_words": "" if pd.isna(gain) else signed(float(gain)),
        "reason": str(row["reason"]),
    }


def _score(place: pd.Series, before: str) -> str:
    """The published score then and now."""
    if pd.notna(place["score_before"]) and pd.notna(place["score_after"]):
        change = int(place["score_change"])
        moved = (
            "the score stayed the same"
            if not change
            else f"{signed(change)} {'point' if abs(change) == 1 else 'points'}"
        )
        return (
            f"{before}: {place['score_before']} ({place['grade_before']}); "
            f"now {place['score_after']} ({place['grade_after']}): {moved}."
        )
    if pd.notna(place["score_after"]):
        return f"{before}: no score; now {place['score_after']} ({place['grade_after']})."
    if pd.notna(place["score_before"]):
        return f"{before}: {place['score_before']} ({place['grade_before']}); now no score."
    return ""
