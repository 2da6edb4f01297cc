"""Facts on how sure the grades are: other weights, a category less, another coder."""

from __future__ import annotations

import math

import pandas as pd

from analysis.coding.agreement import ALL
from analysis.display.numbers import FIRM, SHAKY, count, number, out_of, percent, some, two_decimals
from analysis.display.words import listed, plain, quoted
from analysis.grading.robustness import Robustness
from analysis.prose.facts.phrases import Facts, forms, known_percent
from analysis.standard.codebook import Codebook


def robustness(
    found: Robustness, left_out: pd.DataFrame, agreement: pd.DataFrame, codebook: Codebook
) -> Facts:
    """Facts of `robustness` (random weights, each category left out) and of `agreement` (blind second coding)."""
    return {"robustness": _robustness(found, left_out), "agreement": _agreement(agreement, codebook)}


def _robustness(found: Robustness, left_out: pd.DataFrame) -> Facts:
    rows = found.intervals
    firm = rows[rows["same_grade"] >= FIRM]
    shaky = list(rows.loc[rows["same_grade"] < SHAKY].sort_values("same_grade")["name"])
    return {
        "draws": number(found.draws),
        "kept": known_percent(found.kept),
        "firm_sentence": (
            f"The grade held in at least {percent(FIRM)} of the draws for {out_of(len(firm), len(rows), 'graded state')}."
        ),
        "shaky_sentence": (
            f"It held in less than {percent(SHAKY)} of the draws for {some(shaky)}: these states stand at the edge of a "
            "grade."
            if shaky
            else f"No grade held in less than {percent(SHAKY)} of the draws."
        ),
        "ranks_sentence": _ranks(rows),
        "left_out_sentence": _left_out(left_out),
    }


def _ranks(rows: pd.DataFrame) -> str:
    """How wide the rank intervals are."""
    if rows.empty:
        return "No state has a rank."
    width = rows["rank_high"] - rows["rank_low"]
    first = rows.iloc[0]
    return (
        f"Nine times in ten, the rank of {plain(first['name'])}, first today, lies between {first['rank_low']} and "
        f"{first['rank_high']}; the typical state’s range spans {count(int(width.median()), 'place')}, the widest "
        f"{count(int(width.max()), 'place')} ({plain(str(rows['name'].iloc[int(width.to_numpy().argmax())]))})."
    )


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


def _agreement(table: pd.DataFrame, codebook: Codebook) -> Facts:
    pooled = table[table["variable"] == ALL]
    if pooled.empty or not int(pooled["pairs"].iloc[0]):
        nothing = "No answer has been coded twice yet."
        return {"sentence": nothing, "alpha_sentence": "", "weakest_sentence": "", "differ": "no answer"}
    row = pooled.iloc[0]
    pairs, agreed = int(row["pairs"]), int(row["agreed"])
    return {
        "pairs": forms(pairs, "answer"),
        "percent": known_percent(row["percent"] / 100),
        "alpha": two_decimals(row["alpha"]),
        "differ": count(pairs - agreed, "answer"),
        "sentence": (
            f"The two coders gave the same answer in {known_percent(row['percent'] / 100)} of {count(pairs, 'case')}"
            f"{_interval(row)}."
        ),
        "alpha_sentence": _alpha(row),
        "weakest_sentence": _weakest(table[table["variable"] != ALL], codebook),
    }


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
