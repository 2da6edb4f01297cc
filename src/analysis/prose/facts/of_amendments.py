"""Facts of what a single amendment would do: how many letters it would lift, on what, and the largest gain."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, out_of
from analysis.display.words import listed, plain, quoted
from analysis.grading.examples import leaders
from analysis.grading.recommendations import single_amendments
from analysis.grading.scorecard import Scorecard
from analysis.prose.facts.phrases import Facts, forms
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric


def amendments(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """How far one amendment would carry, for the states that have a score."""
    scored = card.scored
    offers = single_amendments(card, codebook, rubric)
    offers = offers[offers["jurisdiction"].isin(scored.index) & (offers["gain"] > 0)]
    if offers.empty:
        nothing = (
            "No single amendment would raise a score." if len(scored) else "No state has a score to raise."
        )
        return {"step_sentence": nothing, "common_sentence": "", "largest_sentence": ""}
    grades = {letter: place for place, letter in enumerate(rubric.letters)}
    before = offers["jurisdiction"].map(scored["grade"]).map(grades)
    steps = offers.loc[offers["grade_after"].map(grades) < before, "jurisdiction"].nunique()
    best = offers[offers["gain"] == offers.groupby("jurisdiction")["gain"].transform("max")]
    return {
        "step": forms(int(steps), "state"),
        "step_sentence": _step(int(steps), len(scored)),
        "common_sentence": _worth_most(best, len(scored), rubric),
        "largest_sentence": _largest(card, offers, codebook),
    }


def _worth_most(best: pd.DataFrame, graded: int, rubric: Rubric) -> str:
    """On which category most states would gain most; both or all of them where as many would."""
    common = best.groupby("category")["jurisdiction"].nunique()
    most = int(common.max())
    titles = [quoted(c.title) for c in rubric.categories if common.get(c.id, 0) == most]
    if len(titles) > 3:
        return ""
    who = "the one graded state" if graded == 1 else count(most, "state")
    each = " each" if len(titles) > 1 and graded > 1 else ""
    return f"For {who}{each} the amendment worth most is one about {listed(titles, 'or')}."


def _step(steps: int, graded: int) -> str:
    if not steps:
        return "No single amendment would lift the letter of a graded state."
    each = "its own" if steps == 1 else "each its own"
    return f"A single amendment ({each}) would lift the letter of {out_of(steps, graded, 'graded state')}."


def _largest(card: Scorecard, offers: pd.DataFrame, codebook: Codebook) -> str:
    """The largest gain that one amendment offers a state with a firm grade."""
    found = leaders(card, offers.groupby("jurisdiction")["gain"].max())
    if found.firm.empty:
        return ""
    place = str(found.firm.index[0])
    own = offers[offers["jurisdiction"] == place]
    best = own.iloc[int(own["gain"].to_numpy(dtype=int).argmax())]
    who = plain(str(found.firm["name"].iloc[0]))
    return (
        f"Among firm grades, the largest gain is open to {who}: {best['score_before']} to {best['score_after']} points, if "
        f"its law said: “{codebook.statement(best['variable'], best['after'])}”"
    )
