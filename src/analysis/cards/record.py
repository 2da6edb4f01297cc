"""One plain record per jurisdiction: everything its card says, ready for a page, for print or for JSON."""

from __future__ import annotations

from typing import Any

from analysis.cards import advice, answers, certainty, history, identity, models, news, panel
from analysis.cards import headline as standing
from analysis.cards.context import Context
from analysis.cards.draft import NEW_LAW
from analysis.cards.locators import Locators, scale
from analysis.display.dates import long_date
from analysis.display.numbers import counted, digits
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, UNKNOWN


def card_records(context: Context) -> dict[str, dict[str, Any]]:
    """The record of every jurisdiction, in the order of names."""
    drawn = Locators(context)
    return {code: card_record(context, code, drawn) for code in context.jurisdictions}


def card_record(context: Context, code: str, locators: Locators | None = None) -> dict[str, Any]:
    """Everything one card says: text, numbers and drawings, nothing that JSON does not have.

    In: `locators`, where several cards of an edition are made.
    """
    drawn = locators or Locators(context)
    listed = answers.categories(context, code)
    has_law = str(context.row(code)["status"]) not in (NO_LAW_STATUS, UNKNOWN)
    own_sources = certainty.sources(context, code)
    amendments = advice.amendments(context, code) if has_law else []
    return {
        "edition": _edition(context),
        **identity.identity(context, code),
        "has_law": has_law,
        "scale": scale(context),
        "notices": news.notices(context, code),
        "bills": news.bills(context, code),
        "subtitle": standing.subtitle(context, code),
        "stats": standing.stats(context, code),
        "supply": standing.supply(context, code),
        "foot": "Points are this project’s own; sources and notes are on the web page.",
        "facts": identity.facts(context, code),
        **drawn.of(code),
        "categories": listed if has_law else [],
        "works": answers.works(listed) if has_law else [],
        "missing": _missing(context, code, listed) if has_law else None,
        "amendments": amendments,
        "next_grades": advice.next_grades(context, code) if context.is_scored(code) else [],
        "new_law": None if has_law else _new_law(context, code),
        "acts": history.acts(context, code),
        "since": history.since(context, code),
        "corrections": history.corrections(context, code),
        "certainty": certainty.certainty(context, code),
        "open_questions": str(context.law(code)["open_questions"]),
        "sources": own_sources,
        "sources_words": certainty.kinds_of_sources(own_sources),
        "questions": panel.questions(context, code),
        "law": panel.law(context, code),
    }


def _edition(context: Context) -> dict[str, str]:
    edition = context.edition
    return {
        "id": edition.id,
        "title": edition.title,
        "as_of": edition.as_of.isoformat(),
        "as_of_words": long_date(edition.as_of.isoformat()),
        "maximum": digits(context.rubric.maximum),
    }


def _missing(context: Context, code: str, listed: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The questions without an answer and what hangs on them; None where every one has an answer."""
    found = answers.missing(listed)
    if not found:
        return None
    points = sum(a["maximum"] for a in found)
    needed = context.rubric.minimum_points_coded - float(context.row(code)["points_coded"])
    blocked = context.row(code)["status"] == INSUFFICIENT
    return {
        "questions": found,
        "points_words": counted(points, "point"),
        "blocked": blocked,
        "needed_words": counted(needed, "point") if blocked else "",
    }


def _new_law(context: Context, code: str) -> dict[str, Any]:
    return {
        "region": models.of_region(context, code),
        "best": models.best_laws(context, code),
        "beside": models.beside_best(context, code),
        "grades": advice.new_law_grades(context, code),
        "counted": NEW_LAW,
        "model": models.model_law(context, code),
    }
