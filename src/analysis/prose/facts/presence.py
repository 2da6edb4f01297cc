"""What there is to show: on it hangs whether a table, and the sentence that leads to it, stand in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.change.changes import LAW_CHANGED, TEXT_NEWLY_SEEN, TEXT_NO_LONGER_SEEN, Changes
from analysis.change.what_happened import LOST_SIGHT, NEWLY_SEEN, PASSED, REPEALED
from analysis.coding.agreement import disagreements
from analysis.coding.coverage import not_seen
from analysis.grading.scorecard import Scorecard
from analysis.prose.chapters import SHOWN
from analysis.prose.facts.phrases import Facts

if TYPE_CHECKING:
    from analysis.raw import Dataset


def of_data(dataset: Dataset, card: Scorecard) -> Facts:
    """Whether anything was corrected, any text is missing, any act with a year is on record, and any state has a grade."""
    return _said(
        corrections=len(dataset.corrections) > 0,
        gaps=len(not_seen(dataset, card)) > 0,
        history=dataset.amendments["year"].ne("").any(),
        graded=len(card.scored) > 0,
    )


def of_coders(second_codings: pd.DataFrame) -> Facts:
    """Whether anything was coded twice, and whether coders differed."""
    return _said(coded_twice=len(second_codings) > 0, coders_differed=len(disagreements(second_codings)) > 0)


def of_changes(found: Changes | None) -> Facts:
    """Whether there is an earlier edition, and what of the change since then there is to list; None: there is none."""
    if found is None:
        names = ("earlier_edition", "acts", "first_or_ended", "moved", "charted", "newly_seen", "provisions")
        return _said(**dict.fromkeys(names, False))
    places, reasons = found.jurisdictions, found.answers["reason"]
    seen_otherwise = reasons.isin([TEXT_NEWLY_SEEN, TEXT_NO_LONGER_SEEN]).any()
    first_or_ended = bool(places["event"].isin([PASSED, REPEALED]).any())
    moved = bool(places["score_change"].fillna(0).ne(0).any())
    return _said(
        earlier_edition=True,
        acts=len(found.acts) > 0,
        first_or_ended=first_or_ended,
        moved=moved,
        charted=moved or first_or_ended,
        newly_seen=bool(seen_otherwise or places["event"].isin([NEWLY_SEEN, LOST_SIGHT]).any()),
        provisions=bool(reasons.eq(LAW_CHANGED).any()),
    )


def _said(**known: object) -> Facts:
    return {name: SHOWN if there else "no" for name, there in known.items()}
