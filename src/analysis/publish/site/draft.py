"""`draft.html`: a bill to draft and take away; and `drafts/`, bills made beforehand for every jurisdiction."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.build.context import Context
from analysis.publish.formats.draft_files import markdown, word
from analysis.publish.site.frame import joined_scripts, write_page
from analysis.publish.site.navigation import DRAFT

if TYPE_CHECKING:
    from analysis.cards import Context as Cards

FOLDER = "drafts"


def write(context: Context, folder: Path) -> None:
    """The page with its data and script, and the ready-made bills it links to."""
    from analysis.cards.draft_data import draft_data

    shared = context.compared
    data = draft_data(shared)
    ready = write_ready(shared, list(context.cards), folder / FOLDER)
    write_page(context, folder, DRAFT, data=data, ready=ready, notice=shared.dataset.model_law.notice)
    joined_scripts(context, folder, DRAFT.name)


def write_ready(shared: Cards, codes: list[str], folder: Path) -> list[dict[str, Any]]:
    """For each jurisdiction the whole bill and the one that reaches the next grade, as Word and as Markdown.

    Out: for each, in the order of names, `code`, `name` and its `bills`: `words` and `file` (without the ending).
    """
    from analysis.cards.draft import bill_words
    from analysis.grading.draft import drafts

    wanted = [
        (code, name, start, changes)
        for code in shared.jurisdictions
        if code in codes
        for name, start, changes in _bills(shared, code)
    ]
    asked = [(code, start, changes) for code, _, start, changes in wanted]
    records = [
        bill_words(shared, one) for one in drafts(shared.card, asked, shared.rubric, shared.dataset.model_law)
    ]
    folder.mkdir(parents=True)
    dated = shared.edition.as_of
    listed: dict[str, dict[str, Any]] = {}
    for (code, grade, _, _), record, text, document in zip(
        wanted, records, markdown(records), word(records, dated), strict=True
    ):
        file = ready_name(code, grade)
        (folder / f"{file}.md").write_text(text, encoding="utf-8", newline="\n")
        (folder / f"{file}.docx").write_bytes(document)
        own = listed.setdefault(code, {"code": code, "name": record["name"], "bills": []})
        own["bills"].append({"grade": grade, "file": f"{FOLDER}/{file}"})
    return list(listed.values())


def _bills(shared: Cards, code: str) -> list[tuple[str, Any, Mapping[str, str]]]:
    """(grade to reach, law to start from, changes): the whole bill has the grade "", the other one there may not be."""
    from analysis.grading.draft_changes import in_clauses, lacking
    from analysis.grading.start import start_from

    model = shared.dataset.model_law
    start = start_from(shared.card, code, shared.codebook, shared.rubric)
    found: list[tuple[str, Any, Mapping[str, str]]] = [("", start, lacking(start, shared.rubric, model))]
    if shared.is_scored(code):
        nearest = in_clauses(shared.paths.get(code, [])[:1], shared.rubric, model)
        found += [(grade, start, changes) for grade, changes in nearest.items()]
    return found


def ready_name(code: str, grade: str = "") -> str:
    """The file of a ready-made bill, without its ending.

    >>> ready_name("NE"), ready_name("NE", "B")
    ('NE', 'NE-to-B')
    """
    return f"{code}-to-{grade}" if grade else code
