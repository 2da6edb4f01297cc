"""Facts on how sure the grades are: other weights, text not shown, a category less, another coder."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.coding.agreement import ALL, FLOOR, coded_twice
from analysis.display.numbers import (
    FIRM,
    SHAKY,
    count,
    number,
    ordinal,
    out_of,
    percent,
    some,
    two_decimals,
)
from analysis.display.words import listed, plain, quoted, verb
from analysis.grading.examples import leaders
from analysis.grading.robustness import Robustness
from analysis.grading.scorecard import Scorecard
from analysis.prose.facts import shown
from analysis.prose.facts.phrases import Facts, forms, known_percent
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
        "agreement": _agreement(card, by_round, second_codings, codebook),
        "shows": shown.of_coders(second_codings),
    }


def _robustness(card: Scorecard, found: Robustness, left_out: pd.DataFrame) -> Facts:
    rows = found.intervals
    firm = rows[rows["same_grade"] >= FIRM]
    shaky = list(rows.loc[rows["same_grade"] < SHAKY].sort_values("same_grade")["name"])
    return {
        "draws": number(found.draws),
        "kept": known_percent(found.kept),
        "kept_weights": known_percent(float(rows["same_grade_weights"].mean())),
        "kept_text": known_percent(float(rows["same_grade_text"].mean())),
        "firm_sentence": (
            f"The letter stayed in at least {percent(FIRM)} of the draws for {out_of(len(firm), len(rows), 'graded state')}."
        ),
        "shaky_sentence": (
            f"It stayed in less than {percent(SHAKY)} of the draws for {some(shaky)}: do not lean on the letter of "
            f"{'this state' if len(shaky) == 1 else 'these states'}."
            if shaky
            else f"No letter stayed in less than {percent(SHAKY)} of the draws."
        ),
        "ranks_sentence": _ranks(card, rows),
        "pairs_sentence": _pairs(found),
        "left_out_sentence": _left_out(left_out),
    }


def _ranks(card: Scorecard, rows: pd.DataFrame) -> str:
    """How wide the rank intervals are; the first place is said of firm grades."""
    if rows.empty:
        return "No state has a rank."
    if len(rows) == 1:
        return "Only one state has a rank."
    width = rows["rank_high"] - rows["rank_low"]
    text = (
        f"Nine times in ten, the rank of the typical state lies within a range of {count(int(width.median()), 'place')}; the "
        f"widest range spans {count(int(width.max()), 'place')} ({plain(str(rows.at[width.idxmax(), 'name']))})."
    )
    if not width.max():
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
        f"Two states can be told apart where one stands above the other in at least {percent(FIRM)} of the draws: so "
        f"{'do' if apart.sum() > 1 else 'does'} {out_of(int(apart.sum()), len(pairs), 'pair')}"
    )
    for gap in sorted(set(pairs.loc[pairs["gap"] > 0, "gap"])):
        wider = pairs["gap"] >= gap
        if apart[wider].mean() >= FIRM:
            return f"{text}, and nine in ten of those with {count(int(gap), 'point')} or more between them."
    return f"{text}."


def _left_out(rows: pd.DataFrame) -> str:
    if rows.empty or not rows["grades_changed"].max():
        return "Leaving out any one category changes no grade."
    changed = rows["grades_changed"].to_numpy()
    most, least = rows.iloc[int(changed.argmax())], rows.iloc[int(changed.argmin())]
    return (
        f"The category that matters most is {quoted(most['title'])}: without it, "
        f"{count(int(most['grades_changed']), 'grade')} would change. Without {quoted(least['title'])}, "
        f"{count(int(least['grades_changed']), 'grade')} would."
    )


def _agreement(
    card: Scorecard, by_round: pd.DataFrame, second_codings: pd.DataFrame, codebook: Codebook
) -> Facts:
    told = coded_twice(second_codings)
    if told.empty:
        nothing = "No answer has been coded twice yet."
        silent = ("alpha_sentence", "weakest_sentence", "floor_sentence")
        return {
            "sentence": nothing,
            "rounds_sentence": nothing,
            **dict.fromkeys(silent, ""),
            "differ": "no answer",
        }
    latest = by_round[by_round["codebook"] == told["codebook"].iloc[-1]]
    row = latest[latest["variable"] == ALL].iloc[0]
    return {
        "pairs": forms(int(told["pairs"].sum()), "answer"),
        "differ": count(int((told["pairs"] - told["agreed"]).sum()), "answer"),
        "sentence": _agreed(told),
        "rounds_sentence": " ".join(
            _round(r, card, second_codings, by_round) for r in told.to_dict("records")
        ),
        "alpha_sentence": _alpha(row),
        "floor_sentence": _below_floor(by_round, codebook),
        "weakest_sentence": _weakest(latest[latest["variable"] != ALL], codebook),
    }


def _agreed(told: pd.DataFrame) -> str:
    """Every round in one sentence, as the summary has it."""
    parts = [
        f"{known_percent(r['agreed'] / r['pairs'])} of {count(int(r['pairs']), 'answer')} under "
        f"codebook {plain(r['codebook'])}"
        for r in told.to_dict("records")
    ]
    return f"Two coders, each blind to the other, agreed on {listed(parts)}."


def _round(
    found: Mapping[Hashable, Any], card: Scorecard, second_codings: pd.DataFrame, by_round: pd.DataFrame
) -> str:
    """One round of second coding, as what it is: which codebook, how many laws, and whether these still hold."""
    version = str(found["codebook"])
    laws = set(second_codings.loc[second_codings["codebook"] == version, "law_id"])
    current = len(laws & set(card.table["law_id"]))
    held = (
        ("it is still" if current else "it is no longer") + " in force in this edition"
        if len(laws) == 1
        else "all of them still in force in this edition"
        if current == len(laws)
        else f"{number(current) if current else 'none'} of them still in force in this edition"
    )
    row = by_round[(by_round["codebook"] == version) & (by_round["variable"] == ALL)].iloc[0]
    text = (
        f"Under codebook {plain(version)}, {count(found['laws'], 'law version')} of "
        f"{count(found['jurisdictions'], 'jurisdiction')} {verb(found['laws'], 'was', 'were')} coded twice ({held}): the "
        f"coders gave the same answer in {known_percent(found['agreed'] / found['pairs'])} of {count(found['pairs'], 'case')}"
        f"{_interval(row)}{_with_alpha(row['alpha'])}."
    )
    if found["one_sided"] and found["both"]:
        text += (
            f" In {count(found['one_sided'], 'case')} only one of them found an answer in the text; where both did, they "
            f"agreed in {known_percent(found['both_agreed'] / found['both'])}."
        )
    return text


def _with_alpha(alpha: float) -> str:
    return "" if math.isnan(alpha) else f", with an alpha of {two_decimals(alpha)}"


def _below_floor(by_round: pd.DataFrame, codebook: Codebook) -> str:
    """The questions whose alpha calls for a better instruction, by round."""
    low = by_round[(by_round["variable"] != ALL) & (by_round["alpha"] < FLOOR)]
    if low.empty:
        return f"No question has an alpha below {two_decimals(FLOOR)}, the floor of the protocol."
    told = [
        f"{listed(_question(codebook, row) for row in rows.to_dict('records'))} under codebook {plain(str(version))}"
        for version, rows in low.groupby("codebook", sort=False)
    ]
    return (
        f"Below {two_decimals(FLOOR)}, the floor at which the protocol asks for a better instruction and a second look, are: "
        f"{'; '.join(told)}."
    )


def _question(codebook: Codebook, row: Mapping[Hashable, Any]) -> str:
    return f"{quoted(codebook[str(row['variable'])].question)} ({two_decimals(row['alpha'])})"


def _interval(row: pd.Series) -> str:
    """The interval in brackets; without a difference between coders there is nothing to draw one from."""
    if row["low"] == row["high"]:
        return ""
    low, high = known_percent(row["low"] / 100), known_percent(row["high"] / 100)
    return f" (between {low} and {high}, with 95% confidence)"


def _alpha(row: pd.Series) -> str:
    if math.isnan(row["alpha"]):
        return "Krippendorff’s alpha cannot be measured: every answer is the same."
    return (
        f"Krippendorff’s alpha, which allows for agreement by chance, is {two_decimals(row['alpha'])} (between "
        f"{two_decimals(row['alpha_low'])} and {two_decimals(row['alpha_high'])})."
    )


def _weakest(rows: pd.DataFrame, codebook: Codebook) -> str:
    """The questions on which the coders differed most."""
    low = rows[rows["agreed"] < rows["pairs"]].sort_values("percent", kind="stable").head(3)
    if low.empty:
        return "They never differed."
    parts = [
        f"{quoted(codebook[str(v)].question)} ({known_percent(p / 100)})"
        for v, p in low[["variable", "percent"]].itertuples(index=False)
    ]
    return f"They agreed least often on {listed(parts)}."
