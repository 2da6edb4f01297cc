"""Facts of the laws set against the ideal one: which of its parts are law, which are rare, and who has most of them."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, digits, number, opening, out_of, some
from analysis.display.words import listed, quoted
from analysis.grading.examples import STATUTE, leaders
from analysis.grading.rankings import NextBest, best_answers, next_best, rarities
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED
from analysis.prose.facts.names import named
from analysis.prose.facts.phrases import Facts, forms, known_percent
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric

RAREST = 3
"""So many of the rarest parts of an ideal law are told."""


def ideal(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """How far the laws are, together and one by one, from the law that earns every point."""
    rare = rarities(card, codebook, rubric)
    follows = next_best(card, codebook, rubric)
    parts, unmet = len(rare), rare[rare["jurisdictions"] == 0]
    best = best_answers(codebook, rubric)
    open_ = [not _firm_statute(card, name, best[name]) for name in map(str, rare["variable"])]
    elsewhere = rare[pd.Series(open_, index=rare.index) & (rare["jurisdictions"] > 0)]
    return {
        "parts": forms(parts, "part"),
        "met_sentence": _met(
            parts,
            [_said(row, codebook) for row in unmet.itertuples()],
            [_said(row, codebook) for row in elsewhere.itertuples()],
        ),
        "nearest_sentence": _nearest(unmet, follows, codebook),
        "closest_sentence": _closest(card, rubric),
        "rarest_sentence": _rarest(rare[rare["coded"] > 0], follows, codebook),
        "borrowed_sentence": _borrowed(card, rubric),
    }


def _firm_statute(card: Scorecard, variable: str, answer: str) -> bool:
    """Whether the statute of a law with a firm grade gives an answer: only then is it said to be law already."""
    firm = card.table["status"] == GRADED
    return bool((firm & card.answers[variable].eq(answer) & card.basis[variable].eq(STATUTE)).any())


def _said(row: object, codebook: Codebook) -> str:
    variable, answer = str(getattr(row, "variable")), str(getattr(row, "answer"))  # noqa: B009
    return quoted(codebook.statement(variable, answer).rstrip("."))


def _next(row: object, follows: dict[str, NextBest], codebook: Codebook) -> str:
    """In brackets, how many laws give the next best answer and what it says."""
    variable = str(getattr(row, "variable"))  # noqa: B009
    after = follows[variable]
    if not after.answers or not after.laws:
        return ""
    says = listed(quoted(codebook.statement(variable, answer).rstrip(".")) for answer in after.answers)
    verb = "gives" if after.laws == 1 else "give"
    return f" ({count(after.laws, 'law')} {verb} the next best answer, {says})"


def _nearest(unmet: pd.DataFrame, follows: dict[str, NextBest], codebook: Codebook) -> str:
    """How many laws come nearest to the parts that none has."""
    parts = []
    for variable in map(str, unmet["variable"]):
        after = follows[variable]
        says = listed(quoted(codebook.statement(variable, answer).rstrip(".")) for answer in after.answers)
        if after.answers and after.laws:
            parts.append(f"{says} ({count(after.laws, 'law')})")
    return f"What comes nearest is {listed(parts)}." if parts else ""


def _met(parts: int, unmet: list[str], elsewhere: list[str]) -> str:
    start = f"The ideal law has {count(parts, 'part')}, one for each scored question."
    if len(unmet) == parts:
        return f"{start} No law that we read has any of them."
    less = [f"No law that we read says {listed(unmet, 'or')}."] if unmet else []
    if elsewhere:
        all_others = len(elsewhere) > 1 and len(unmet) + len(elsewhere) == parts
        which = ("each of the others" if unmet else "each of them") if all_others else listed(elsewhere)
        less.append(f"We saw {which} only where the grade is provisional or the answer rests on no statute.")
    if len(unmet) + len(elsewhere) == parts:
        return " ".join([start, *less])
    which = "every other part" if less else "each of them"
    return " ".join([start, *less, f"In some state with a firm grade the statute already says {which}."])


def _closest(card: Scorecard, rubric: Rubric) -> str:
    laws = card.states.index
    maxima = pd.Series({item.variable: item.maximum for item in rubric.items})
    on_statute = card.basis.loc[laws, list(maxima.index)].isin([STATUTE])
    full = ((card.items.loc[laws, list(maxima.index)] == maxima) & on_statute).sum(axis=1)
    found = leaders(card, full)
    if found.firm.empty or full[found.firm.index[0]] == 0:
        return "No statute of a state with a firm grade has any of them."
    most = int(full[found.firm.index[0]])
    names = named(found.firm)
    who = f"that of {names[0]}" if len(names) == 1 else f"those of {some(names)}"
    verb, noun = ("is", "law") if len(names) == 1 else ("are", "laws")
    also = zip(found.beside.index, named(found.beside), strict=True)
    beside = [f"{name} with {number(int(full[code]))} of them" for code, name in also]
    more = f" A provisional grade stands as high: {some(beside)}." if beside else ""
    share = "all of them" if most == len(maxima) else f"{number(most)} of {number(len(maxima))}"
    return f"Among firm grades, the {noun} whose statute has most of them {verb} {who}, with {share}.{more}"


def _rarest(rare: pd.DataFrame, follows: dict[str, NextBest], codebook: Codebook) -> str:
    """The three parts of the ideal law that fewest laws have, each with the number of laws that come next.

    Parts that as many laws have as the third come with it, or else stay away with it; where all are as rare, their number
    is told.
    """
    if rare.empty:
        return "No text that we saw answers any of the questions."
    third = rare["share"].iloc[min(RAREST, len(rare)) - 1]
    tied = rare[rare["share"] <= third]
    rare = tied if len(tied) <= RAREST + 1 else tied[tied["share"] < third]
    if rare.empty:
        share = (
            f"in {known_percent(float(third))} of the laws of which we know the answer"
            if third
            else "in no law that we read"
        )
        some_of = listed(_said(row, codebook) for row in tied.head(RAREST).itertuples())
        return f"{opening(len(tied), 'part')} of an ideal law are {share}, among them {some_of}."
    counts = zip(rare["jurisdictions"].astype(int), rare["coded"].astype(int), strict=True)
    parts = [
        f"{_said(row, codebook)}: {out_of(held, seen)}{_next(row, follows, codebook)}."
        for row, (held, seen) in zip(rare.itertuples(), counts, strict=True)
    ]
    start = "this part of an ideal law is" if len(parts) == 1 else "these parts of an ideal law are"
    return f"Among the laws of which we know the answer, {start} the rarest. {' '.join(parts)}"


def _borrowed(card: Scorecard, rubric: Rubric) -> str:
    """The score of a law that took, for each question, the best answer that a statute gives where the grade is firm."""
    names = [item.variable for item in rubric.items]
    firm = card.table.index[card.table["status"] == GRADED]
    best = card.items.loc[firm, names].where(card.basis.loc[firm, names].isin([STATUTE])).max()
    if best.isna().all():
        return ""
    return (
        "A state that took, question by question, the best answer that a statute gives today in a state with a firm grade "
        f"would score {digits(float(best.fillna(0).sum()))} of {digits(rubric.maximum)} points."
    )
