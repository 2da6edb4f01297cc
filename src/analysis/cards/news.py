"""What a reader must know before the grade: an act not read or not yet in force, a law that ended, bills on their way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.cards.context import Context
from analysis.cards.evidence import cited_sources
from analysis.display.dates import long_date
from analysis.display.words import capital, ended, listed
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.raw.acts import act_name
from analysis.raw.bill_answers import bill_answers
from analysis.standard.codebook import EXISTENCE, NO_LAW, NOT_CODED


def notices(context: Context, code: str) -> list[dict[str, Any]]:
    """What stands at the top of the card: `title`, `text` and the `sources` that show it."""
    return [*_ended(context, code), *_unread(context, code), *_coming(context, code)]


def unread_words(context: Context, code: str) -> str:
    """The acts that nobody has read, in one or two sentences; "" where there is none."""
    acts = context.own.of("unread", code)
    if not acts:
        return ""
    amended = listed(f"{act_name(str(row['act']))}{_when(row)}" for row in acts)
    return f"Amended by {amended}; the new text has not been read. The answers are those of the text before."


def _unread(context: Context, code: str) -> list[dict[str, Any]]:
    acts = context.own.of("unread", code)
    if not acts:
        return []
    found = [one for row in acts for one in cited_sources(context, str(row["source_ids"]))]
    return [{"title": "Amended, and not yet read", "text": unread_words(context, code), "sources": found}]


def _coming(context: Context, code: str) -> list[dict[str, Any]]:
    """Acts that are enacted and not in force on the edition's date: they are told, and count for nothing."""
    own = context.own.of("coming", code)
    if not own:
        return []
    told = " ".join(capital(ended(f"{act_name(str(row['act']))}{_when(row)}{_changes(row)}")) for row in own)
    day = long_date(context.edition.as_of.isoformat())
    text = f"Not in force on {day}, and not counted in this edition’s answers: {told}"
    sources = [one for row in own for one in cited_sources(context, str(row["source_ids"]))]
    return [{"title": "Enacted, not yet in force", "text": text, "sources": sources}]


def _changes(row: Mapping[Any, Any]) -> str:
    return f": {str(row['change']).rstrip('.')}" if row["change"] else ""


def _when(row: Mapping[Any, Any]) -> str:
    """The day an act took effect, or its year where the act's own name does not give it."""
    effective, year = str(row["effective"]), str(row["year"])
    if effective:
        return f" (effective {long_date(effective)})"
    return f" ({year})" if year and year not in str(row["act"]) else ""


def _ended(context: Context, code: str) -> list[dict[str, Any]]:
    """The law that an earlier version was, where none is known to be in force: since when, and by which act."""
    if context.row(code)["status"] not in (NO_LAW_STATUS, UNKNOWN):
        return []
    laws = context.dataset.laws
    as_of = context.edition.as_of.isoformat()
    own = laws[
        (laws["jurisdiction"] == code) & (laws["effective_to"] != "") & (laws["effective_to"] <= as_of)
    ]
    was = [
        row
        for row in own.sort_values("effective_to").to_dict("records")
        if context.codings.get(str(row["law_id"]), {}).get(EXISTENCE, {}).get("value", NOT_CODED)
        not in (NO_LAW, NOT_CODED)
    ]
    if not was:
        return []
    last = str(was[-1]["effective_to"])
    acts = context.dataset.amendments
    by = acts[
        (acts["jurisdiction"] == code)
        & ((acts["effective"] == last) | ((acts["effective"] == "") & (acts["year"] == last[:4])))
    ].to_dict("records")
    told = [f"{act_name(str(row['act']))}: {row['change']}" for row in by]
    how = f" {capital(ended(listed(told)))}" if told else " No act on record says how."
    what = f" ({was[-1]['statutes']})" if was[-1]["statutes"] else ""
    found = [s for row in by for s in cited_sources(context, str(row["source_ids"]))]
    return [
        {
            "title": "Repealed or expired",
            "text": f"The earlier law{what} has not been in force since {long_date(last)}.{how}",
            "sources": found,
        }
    ]


def bills(context: Context, code: str) -> list[dict[str, Any]]:
    """Bills on record, newest first: what they would do, what became of them, when that was seen, and where."""
    return [
        {
            "bill": str(row["bill"]),
            "year": str(row["year"]),
            "what": ended(str(row["what"])),
            "answers": bill_answers(str(row.get("answers", ""))),
            "status": capital(ended(str(row["status"]))),
            "status_date": long_date(str(row["status_date"])),
            "sources": cited_sources(context, str(row["source_ids"])),
        }
        for row in context.own.of("bills", code)
    ]


def bills_words(context: Context, code: str) -> str:
    """The bills on record in one sentence, "" where there is none."""
    own = bills(context, code)
    if not own:
        return ""
    named = listed(
        f"{one['bill']} of {one['year']} ({one['status'].rstrip('.')[:1].lower()}{one['status'].rstrip('.')[1:]})"
        for one in own
    )
    return f"{'Bill' if len(own) == 1 else 'Bills'} on record: {named}."
