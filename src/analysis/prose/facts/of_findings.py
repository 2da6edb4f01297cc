"""The three findings that stand before everything else: how the grades fall, what costs most, what one amendment would do."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, digits, number, opening, out_of
from analysis.display.words import article, capital, quoted
from analysis.grading.recommendations import single_amendments
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, INSUFFICIENT, SCORED
from analysis.prose.facts.phrases import Facts
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric


def findings(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """`grades` and `step` (firm ones first) and `cost`, each true by itself; and `lead`, what the whole report proves."""
    return {
        "lead": _lead(card, rubric),
        "grades": _grades(card, rubric),
        "cost": _cost(card, codebook, rubric),
        "step": _step(card, codebook, rubric),
    }


def _firm(card: Scorecard) -> pd.DataFrame:
    scored = card.scored
    return scored[scored["status"] == GRADED]


def _laws(card: Scorecard) -> bool:
    return bool(card.states["status"].isin([*SCORED, INSUFFICIENT]).any())


def _lead(card: Scorecard, rubric: Rubric) -> str:
    """The one sentence that the report proves, of firm grades alone."""
    firm, top = _firm(card), rubric.letters[0]
    if card.scored.empty:
        return (
            "None of the laws covered here could be graded."
            if _laws(card)
            else "We found no law here to grade."
        )
    if firm.empty:
        return "No grade is firm yet: text that was not seen, or an act that was not read, could change each."
    best = int((firm["grade"] == top).sum())
    lacking = round(rubric.maximum - float(firm["score"].astype(float).median()), 1)
    if best:
        start = (
            f"{opening(best, 'law')} whose grade is firm {'earns' if best == 1 else 'earn'} {article(top)}"
        )
    elif len(firm) == 1:
        start = f"The only law whose grade is firm does not earn {article(top)}"
    else:
        start = f"None of the {number(len(firm))} laws whose grade is firm earns {article(top)}"
    middle = "its" if len(firm) == 1 else "the median firm"
    return f"{start}; {middle} score falls {number(lacking)} {'point' if lacking == 1 else 'points'} short of an ideal law."


def _grades(card: Scorecard, rubric: Rubric) -> str:
    firm, scored = _firm(card), card.scored
    last = rubric.letters[-1]
    if firm.empty:
        return "No state has a firm grade."
    failed, every = int((firm["grade"] == last).sum()), int((scored["grade"] == last).sum())
    open_ = len(scored) - len(firm)
    verb = "is" if failed < 2 else "are"
    text = (
        f"Of {count(len(firm), 'firm grade')}, {number(failed) if failed else 'none'} {verb} {article(last)}"
    )
    if open_:
        total = f"{number(every) if every else 'none'} of {number(len(scored))}"
        text += f"; with the {count(open_, 'provisional one')} it is {total}"
    return f"{text}."


def _cost(card: Scorecard, codebook: Codebook, rubric: Rubric) -> str:
    # Here, because a build that reads the facts again draws nothing: what draws takes long to load.
    from analysis.charts.losses import points_lost

    rows = points_lost(card, codebook, rubric)
    if not (rows["laws"] > 0).any():
        return "No question could be put to a law."
    rows = rows[(rows["laws"] > 0) & (rows["lost"] > 0)]
    if rows.empty:
        return "No scored law loses a point on any question."
    first = rows.iloc[0]
    return (
        f"No question costs more than {quoted(first['question'])} The average scored law loses "
        f"{digits(round(first['lost'], 1))} of {digits(first['maximum'])} points there."
    )


def _step(card: Scorecard, codebook: Codebook, rubric: Rubric) -> str:
    scored = card.scored
    offers = single_amendments(card, codebook, rubric)
    offers = offers[offers["jurisdiction"].isin(scored.index)]
    place = {letter: at for at, letter in enumerate(rubric.letters)}
    better = offers["grade_after"].map(place) < offers["jurisdiction"].map(scored["grade"]).map(place)
    near = set(offers.loc[better.fillna(False).astype(bool), "jurisdiction"])
    if not near:
        return "No single amendment would raise a state’s letter."
    away = "one amendment away from a better letter"
    firm, every = _firm(card), len(near)
    if firm.empty:
        who = capital(out_of(every, len(scored), "provisional grade"))
        return f"{who} {'is' if every == 1 else 'are each'} {away}."
    among, open_ = len(near & set(firm.index)), len(scored) - len(firm)
    text = f"Of {count(len(firm), 'firm grade')}, {number(among) if among else 'none'} {'is' if among < 2 else 'are'} {away}"
    if open_:
        text += f"; with the {count(open_, 'provisional one')} it is {number(every)} of {number(len(scored))}"
    return f"{text}."
