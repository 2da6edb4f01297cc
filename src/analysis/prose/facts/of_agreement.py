"""Facts on whether another coder would agree: each round of second coding, as what it is."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.coding.agreement import ALL, FLOOR, coded_twice
from analysis.display.numbers import count, number, percent, two_decimals
from analysis.display.words import listed, plain, quoted, verb
from analysis.grading.scorecard import Scorecard
from analysis.prose.facts.phrases import Facts, forms, known_percent
from analysis.standard.codebook import Codebook


def agreement(
    card: Scorecard, by_round: pd.DataFrame, second_codings: pd.DataFrame, codebook: Codebook
) -> Facts:
    """Facts of each round of second coding, of all of them in one sentence, and of questions below the protocol's floor."""
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
        f"{_share(int(r['agreed']), int(r['pairs']), 'answer')} under codebook {plain(r['codebook'])}"
        for r in told.to_dict("records")
    ]
    return f"Two coders, each blind to the other, agreed on {listed(parts)}."


def _share(agreed: int, pairs: int, noun: str) -> str:
    """On how many of the answers coders agreed: a share, unless that is all or none of them.

    >>> _share(93, 100, "answer"), _share(18, 18, "answer"), _share(1, 1, "case"), _share(0, 2, "case")
    ('93% of 100 answers', 'all 18 answers', 'the one case', 'none of two cases')
    """
    if agreed and agreed == pairs:
        return (
            f"the one {noun}"
            if pairs == 1
            else f"both {noun}s"
            if pairs == 2
            else f"all {count(pairs, noun)}"
        )
    return f"{percent(agreed / pairs) if agreed else 'none'} of {count(pairs, noun)}"


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
        f"coders gave the same answer in {_share(int(found['agreed']), int(found['pairs']), 'case')}"
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
        f"Below {two_decimals(FLOOR)}, the floor at which the protocol asks for a better instruction and a second look, "
        f"{verb(len(low), 'is', 'are')}: {'; '.join(told)}."
    )


def _question(codebook: Codebook, row: Mapping[Hashable, Any]) -> str:
    return f"{quoted(codebook[str(row['variable'])].question)} ({_below(float(row['alpha']))})"


def _below(alpha: float) -> str:
    """An alpha under the floor, which must not read as the floor itself: where it would round up to it, it is cut off.

    >>> _below(0.6654), _below(0.48)
    ('0.66', '0.48')
    """
    said = two_decimals(alpha)
    return two_decimals(math.floor(100 * alpha) / 100) if said == two_decimals(FLOOR) else said


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
