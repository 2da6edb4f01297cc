"""The change report: what the law changed, what the coders corrected, what the rubric changed, each apart.

Between an edition as it was published and the next one, a score can move for four reasons. They are told apart by
scoring four states in turn, each differing from the one before in one respect only:

1. the earlier edition as published (its data, its rubric);
2. the same with the data of today: the coding was corrected;
3. the same with the rubric of today: the rubric changed;
4. the same with the answers of today's text where both texts were seen: the law changed;

and last the later edition itself: what is left is text newly seen, or no longer seen. The steps add up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis.change.changes import LAW_CHANGED, Changes, compare
from analysis.change.corrected_codings import corrections_made, recoded
from analysis.change.what_happened import NO_LAW, NOT_KNOWN, PASSED, REPEALED, SAME
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.grading.scoring import score
from analysis.problems import UsageProblem
from analysis.raw import Dataset
from analysis.raw.acts import act_name
from analysis.raw.editions import Edition, edition
from analysis.raw.vocabularies import TEXTS
from analysis.standard.codebook import NOT_CODED
from analysis.standard.rubric import Rubric
from analysis.standard.rubric_changes import rubric_changes, understood

STEPS = ("coding_corrected", "rubric_changed", "law_changed", "text_seen")
"""The four reasons, in the order in which they are applied."""


@dataclass(frozen=True)
class Comparison:
    """Two editions and every reason why they differ.

    `changes`: what `analysis.change.changes.compare` finds under today's data and rubric, the numbers of the report's
    change chapter. `laws`: its jurisdictions whose law changed, may have changed or came into view, with `acts` as words
    (those recorded between the editions).
    `corrections`: see `corrections_made`; `recoded`: see `recoded`, empty without an earlier data folder.
    `rubric`: see `rubric_changes`, empty where the rubric is the same.
    `scores`: one row per jurisdiction: `score_published` (state 1), `score_before` (state 3), `score_after`, each with
    its `grade_` and `status_`, and the steps (published points; <NA> where a side has no score).
    `bridge`: both editions under both rubrics; None where the rubric is the same.
    """

    changes: Changes
    laws: pd.DataFrame
    corrections: pd.DataFrame
    recoded: pd.DataFrame
    rubric: pd.DataFrame
    scores: pd.DataFrame
    bridge: pd.DataFrame | None
    rubric_before: Rubric
    rubric_after: Rubric
    unscorable: list[str]
    """Answers of today that the earlier rubric has no points for; under it they count as not coded."""


def compare_editions(
    dataset: Dataset,
    before: Edition,
    after: Edition,
    *,
    data_before: Dataset | None = None,
    rubric_before: Rubric | None = None,
) -> Comparison:
    """Compare two editions and split every change by its reason.

    In: `data_before`, the data as they stood when `before` was published (default: today's, without their corrections);
    `rubric_before`, the rubric of that time (default: that of `data_before`, else today's).
    """
    changes = compare(dataset, before, after)
    old_rubric = rubric_before or (data_before.rubric if data_before else dataset.rubric)
    published_card = _published(dataset, data_before, before)
    unscorable: set[str] = set()

    def scored(card: Scorecard, rubric: Rubric, answers: pd.DataFrame | None = None) -> pd.DataFrame:
        places = changes.after.table.index
        given = (card.answers if answers is None else answers).reindex(places).fillna("")
        fit, left_out = understood(given.replace("", NOT_CODED), rubric)
        unscorable.update(left_out)
        on_text = card.basis.reindex(index=places, columns=given.columns).isin(TEXTS)
        unread = card.table["unread"].reindex(places, fill_value=False).to_numpy(dtype=bool)
        return score(fit, rubric, on_text=on_text, unread=unread).summary

    published = scored(published_card, old_rubric)
    corrected = scored(changes.before, old_rubric)
    lawful = scored(changes.before, dataset.rubric, _with_law_changes(changes))
    rubric_table = rubric_changes(old_rubric, dataset.rubric)
    states = [published, corrected, changes.before.table, lawful, changes.after.table]
    scores = _steps(changes, states)
    bridge = None
    if len(rubric_table):
        bridge = _bridge(changes, corrected, scored(changes.after, old_rubric))
    return Comparison(
        changes=changes,
        laws=_laws(changes),
        corrections=corrections_made(dataset, changes.before, changes.after),
        recoded=recoded(data_before, dataset, before),
        rubric=rubric_table,
        scores=scores,
        bridge=bridge,
        rubric_before=old_rubric,
        rubric_after=dataset.rubric,
        unscorable=sorted(unscorable),
    )


def in_order(before: Edition, after: Edition) -> tuple[Edition, Edition]:
    """The two editions, the earlier first. Error: `UsageProblem` with the order that works."""
    if before == after:
        raise UsageProblem(f"Edition {before.id} cannot be compared with itself. Name two editions.")
    if before.as_of > after.as_of:
        raise UsageProblem(
            f"Edition {before.id} (law of {before.as_of.isoformat()}) is later than {after.id} "
            f"({after.as_of.isoformat()}). Name the earlier one first: report-cards compare {after.id} {before.id}"
        )
    return before, after


def _published(dataset: Dataset, data_before: Dataset | None, before: Edition) -> Scorecard:
    """The earlier edition as printed: of its own data folder and date, else before today's corrections."""
    if data_before is not None:
        return scorecard(data_before, edition(data_before, before.id))
    return scorecard(replace(dataset, codings=dataset.codings_as_published), before)


def _with_law_changes(changes: Changes) -> pd.DataFrame:
    """The earlier answers, changed only where both texts were seen and the law itself says otherwise."""
    answers = changes.before.answers.copy().astype(object)
    whole = changes.jurisdictions["event"].isin([PASSED, REPEALED])
    answers.loc[whole] = changes.after.answers.loc[whole]
    lawful = changes.answers[changes.answers["reason"] == LAW_CHANGED]
    for place, variable, after in zip(
        lawful["jurisdiction"], lawful["variable"], lawful["after"], strict=True
    ):
        answers.loc[place, variable] = after
    return answers


def _steps(changes: Changes, states: list[pd.DataFrame]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "name": changes.jurisdictions["name"],
            "event": changes.jurisdictions["event"],
            "status_published": states[0]["status"],
            "score_published": states[0]["score"],
            "grade_published": states[0]["grade"],
            "status_before": states[2]["status"],
            "score_before": states[2]["score"],
            "grade_before": states[2]["grade"],
        }
    )
    for step, earlier, later in zip(STEPS, states[:-1], states[1:], strict=True):
        frame[step] = later["score"] - earlier["score"]
    frame["status_after"] = states[-1]["status"]
    frame["score_after"] = states[-1]["score"]
    frame["grade_after"] = states[-1]["grade"]
    return frame


def _bridge(changes: Changes, before_old: pd.DataFrame, after_old: pd.DataFrame) -> pd.DataFrame:
    """Both editions, with today's data, under both rubrics."""
    frame = pd.DataFrame({"name": changes.jurisdictions["name"]})
    sides = {
        "before_old_rubric": before_old,
        "before_new_rubric": changes.before.table,
        "after_old_rubric": after_old,
        "after_new_rubric": changes.after.table,
    }
    for side, summary in sides.items():
        frame[f"score_{side}"] = summary["score"]
        frame[f"grade_{side}"] = summary["grade"]
    frame["change_old_rubric"] = frame["score_after_old_rubric"] - frame["score_before_old_rubric"]
    frame["change_new_rubric"] = frame["score_after_new_rubric"] - frame["score_before_new_rubric"]
    return frame


def _laws(changes: Changes) -> pd.DataFrame:
    rows = changes.jurisdictions[~changes.jurisdictions["event"].isin([SAME, NO_LAW, NOT_KNOWN])]
    named = changes.acts.assign(act=changes.acts["act"].map(act_name))
    acts = named.groupby("jurisdiction", sort=False)["act"].agg("; ".join)
    return rows.assign(acts=acts.reindex(rows.index).fillna(""))
