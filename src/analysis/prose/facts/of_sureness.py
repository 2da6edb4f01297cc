"""Facts on how sure the grades are: other weights, text not shown, a category less, another coder."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.display.numbers import (
    FIRM,
    SHAKY,
    count,
    number,
    ordinal,
    out_of,
    percent,
    some,
)
from analysis.display.words import listed, plain, quoted
from analysis.grading.examples import leaders
from analysis.grading.robustness import Robustness
from analysis.grading.scorecard import Scorecard
from analysis.prose.facts import presence
from analysis.prose.facts.of_agreement import agreement
from analysis.prose.facts.phrases import Facts, known_percent
from analysis.standard.codebook import Codebook


def robustness(
    card: Scorecard,
    found: Robustness,
    left_out: pd.DataFrame,
    by_round: pd.DataFrame,
    second_codings: pd.DataFrame,
    codebook: Codebook,
) -> Facts:
    """Facts of `robustness` (both doubts, each category left out) and of `agreement` (each round of second coding)."""
    return {
        "robustness": _robustness(card, found, left_out),
        "agreement": agreement(card, by_round, second_codings, codebook),
        "shows": presence.of_coders(second_codings),
    }


def _robustness(card: Scorecard, found: Robustness, left_out: pd.DataFrame) -> Facts:
    rows = found.intervals
    firm = rows[rows["same_grade"] >= FIRM]
    shaky = list(rows.loc[rows["same_grade"] < SHAKY].sort_values("same_grade")["name"])
    return {
        "draws": number(found.draws),
        "kept": _kept(found),
        "kept_sentence": _kept_apart(found),
        "firm_sentence": (
            f"The letter stayed in at least {percent(FIRM)} of the draws for {out_of(len(firm), len(rows), 'graded state')}."
            if len(rows) > 1
            else ""
        ),
        "shaky_sentence": (
            ""
            if len(rows) < 2
            else f"It stayed in less than {percent(SHAKY)} of the draws for {some(shaky)}: do not lean on the letter of "
            f"{'this state' if len(shaky) == 1 else 'these states'}."
            if shaky
            else f"No letter stayed in less than {percent(SHAKY)} of the draws."
        ),
        "ranks_sentence": _ranks(card, rows),
        "pairs_sentence": _pairs(found),
        "left_out_sentence": _left_out(left_out),
    }


def _kept(found: Robustness) -> str:
    """In what share of the draws of both doubts a letter stayed, as the summary has it."""
    if found.intervals.empty:
        return "No state has a grade that other weights could change."
    drawn = "When the weights of the categories and the answers that no text shows were drawn at random together, "
    share = f"kept its letter in {known_percent(found.kept)} of the draws"
    if len(found.intervals) == 1:
        return f"{drawn}the one graded state {share}."
    return f"{drawn}a state {share} on average."


def _kept_apart(found: Robustness) -> str:
    """The same share with both doubts, and with each alone."""
    rows = found.intervals
    if rows.empty:
        return ""
    both, weights, text = (
        known_percent(float(rows[column].mean()))
        for column in ("same_grade", "same_grade_weights", "same_grade_text")
    )
    who = "On average a state" if len(rows) > 1 else "The one graded state"
    alone = f"in {weights} with the weights alone, in {text} with the text alone"
    return f"{who} kept its letter in {both} of the draws; {alone}."


def _ranks(card: Scorecard, rows: pd.DataFrame) -> str:
    """How wide the rank intervals are; the first place is said of firm grades."""
    if rows.empty:
        return "No state has a rank."
    if len(rows) == 1:
        return "Only one state has a rank."
    width = rows["rank_high"] - rows["rank_low"] + 1
    text = (
        f"Nine times in ten, the rank of the typical state lies within {count(int(width.median()), 'place')}; the "
        f"widest range spans {count(int(width.max()), 'place')} ({plain(str(rows.at[width.idxmax(), 'name']))})."
    )
    if width.max() == 1:
        return "No rank moved in nine of ten draws."
    text += _outside(rows)
    first = leaders(card, -rows["rank"].astype(float)).firm
    own = rows.loc[rows.index.intersection(first.index)]
    if own.empty:
        return text
    row = own.iloc[0]
    return (
        f"{text} {plain(row['name'])}, highest among firm grades and ranked {ordinal(int(row['rank']))} of all, came "
        f"{_between(row['rank_low'], row['rank_high'])} nine times in ten."
    )


def _outside(rows: pd.DataFrame) -> str:
    """How many published ranks the draws seldom give, and what makes them differ."""
    beyond = int(((rows["rank"] < rows["rank_low"]) | (rows["rank"] > rows["rank_high"])).sum())
    if not beyond:
        return ""
    return (
        f" The published rank of {count(beyond, 'state')} lies outside its range: a score counts what summaries say, while "
        "the draws take what no text shows, in this law and in the others, from the texts of other laws."
    )


def _between(low: int, high: int) -> str:
    return f"{ordinal(int(low))}" if low == high else f"between {ordinal(int(low))} and {ordinal(int(high))}"


def _pairs(found: Robustness) -> str:
    """Which two states can be told apart: by the share of pairs, and by the points between them."""
    above, score = found.above, found.intervals["score"].astype(float)
    names, share = list(above.index), above.to_numpy(dtype=float)
    rows = [
        (abs(score[one] - score[other]), float(np.maximum(share[place, at], share[at, place])))
        for place, one in enumerate(names)
        for at, other in list(enumerate(names))[place + 1 :]
    ]
    if not rows:
        return ""
    pairs = pd.DataFrame(rows, columns=["gap", "sure"])
    apart = pairs["sure"] >= FIRM
    text = (
        f"We say that two states can be told apart where one stands above the other in at least {percent(FIRM)} of the "
        f"draws. That holds for {out_of(int(apart.sum()), len(pairs), 'pair')} of graded states"
    )
    if apart.all():
        return f"{text}."
    for gap in sorted(set(pairs.loc[pairs["gap"] > 0, "gap"])):
        wider = pairs["gap"] >= gap
        if apart[wider].mean() >= FIRM:
            return f"{text}, and for nine in ten of the pairs with {count(int(gap), 'point')} or more between them."
    return f"{text}."


def _left_out(rows: pd.DataFrame) -> str:
    if rows.empty or not rows["grades_changed"].max():
        return "Leaving out any one category changes no grade."
    changed = rows["grades_changed"].astype(int)
    most, least = (list(rows.loc[changed == end, "title"]) for end in (changed.max(), changed.min()))
    would = f"{count(int(changed.max()), 'grade')} would change."
    if len(most) == len(rows):
        return f"Without any one of the categories, {would}"
    if len(most) == 1:
        first = f"The category that matters most is {quoted(most[0])}: without it, {would}"
    elif len(most) <= 3:
        first = f"The categories that matter most are {listed(map(quoted, most))}: without any one of them, {would}"
    else:
        first = (
            f"No category matters more than others: without any one of {number(len(most))} of them, {would}"
        )
    others = (
        "any one of the others" if len(most) + len(least) == len(rows) and len(least) > 1 else _any(least)
    )
    return f"{first} Without {others}, {count(int(changed.min()), 'grade')} would."


def _any(titles: list[str]) -> str:
    """A category, or any one of several that count alike."""
    if len(titles) <= 3:
        return listed(map(quoted, titles), "or")
    return f"any one of {number(len(titles))} others"
