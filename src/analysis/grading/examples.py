"""Of whom the best may be said, and which laws may serve as examples: one rule for report, cards, advice and explorer.

Source: METHODS, "Status": the best is said of firm grades and of what a statute says; a provisional grade may be named beside
a firm one, never alone; no example comes from a law under a ceiling, nor from the state that is advised; one whose law
reaches less than the law advised says so in its own words, and comes last.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, PROVISIONAL, SCORED
from analysis.standard.codebook import NOT_CODED, Codebook, Variable

STATUTE = "statute"
"""The basis of an answer of which it may be said that it is law."""


@dataclass(frozen=True)
class Leaders:
    """Who stands first: rows of a scorecard's table. `firm`: the best of the firm grades, ties included, in the order of
    names; `beside`: provisional grades that stand as high or higher. Without a firm grade both are empty."""

    firm: pd.DataFrame
    beside: pd.DataFrame


def leaders(card: Scorecard, values: pd.Series) -> Leaders:
    """The states with the highest of `values` (by postal code; NaN: none) of whom that may be said."""
    held = values.reindex(card.scored.index).astype(float).dropna()
    status = card.table["status"].reindex(held.index)
    firm = held[status == GRADED]
    if firm.empty:
        return Leaders(card.table.iloc[:0], card.table.iloc[:0])
    beside = held[(status == PROVISIONAL) & (held >= firm.max())]
    return Leaders(_named(card, firm.index[firm == firm.max()]), _named(card, beside.index))


def model_laws(card: Scorecard) -> pd.Index:
    """Jurisdictions whose law may be an example: firm or provisional, and under no ceiling."""
    table = card.table
    return table.index[table["status"].isin(SCORED) & ~table["capped"] & table["law_id"].ne("")]


def exemplars(
    card: Scorecard,
    citations: pd.DataFrame,
    codebook: Codebook,
    name: str,
    value: str,
    *,
    removed: str = "",
    advised: str = "",
    reach_of: str = "",
    most: int = 3,
) -> pd.DataFrame:
    """Laws in force of which a statute already gives an answer to the question `name`, with the citation that shows it.

    In: `citations` is `codings` (law_id, variable, citation, basis …); `removed`: a condition that the law must lack (then
    any coded list without it will do); `advised`: the jurisdiction whose law is to be amended, left out; `reach_of`: the
    answer that says how far the law advised reaches ("": compared with the law that reaches furthest).
    Out: at most `most` rows `jurisdiction`, `name`, `citation`, `basis`, `status`, `reach` (what a narrower law reaches, in
    words, else ""); wide ones first, then firm ones, then the higher score. None where only provisional grades have it,
    and never provisional ones alone.
    """
    variable = codebook[name]
    held = card.answers[name]
    fits = held == value
    if removed:
        fits = held.map(lambda v: v not in ("", NOT_CODED) and removed not in variable.parts(v))
    places = [p for p in model_laws(card) if fits[p] and p != advised]
    cited = citations[(citations["variable"] == name) & (citations["citation"] != "")]
    cited = cited[cited["basis"] == STATUTE]
    found = card.table.loc[places].rename_axis("jurisdiction").reset_index()
    found = found.merge(cited[["law_id", "citation", "basis"]], on="law_id")
    named = first(in_order(card, found, codebook, reach_of), most)
    return named[["jurisdiction", "name", "citation", "basis", "status", "reach"]].reset_index(drop=True)


def first(ordered: pd.DataFrame, most: int) -> pd.DataFrame:
    """The first `most` of examples in order (`status`, …); the last gives way to a firm grade where they have none."""
    named, firm = ordered.head(most), ordered[ordered["status"] == GRADED]
    if firm.empty or (named["status"] == GRADED).any():
        return named
    return pd.concat([named.head(most - 1), firm.head(1)])


def in_order(card: Scorecard, found: pd.DataFrame, codebook: Codebook, reach_of: str = "") -> pd.DataFrame:
    """Possible examples (`jurisdiction`, `name`, `status`, `score`, …) in the order in which they are named, with `reach`."""
    if not (found["status"] == GRADED).any():
        return found.iloc[:0].assign(reach="")
    found = found.assign(
        reach=[narrower_reach(card, codebook, str(p), reach_of) for p in found["jurisdiction"]]
    )
    order = found.assign(
        _narrow=found["reach"] != "", _open=found["status"] != GRADED, _score=-found["score"].astype(int)
    ).sort_values(["_narrow", "_open", "_score", "name"], kind="stable")
    return order.drop(columns=["_narrow", "_open", "_score"])


def narrower_reach(card: Scorecard, codebook: Codebook, jurisdiction: str, reach_of: str = "") -> str:
    """What a law reaches, in words, where that is less than the law advised reaches; else "".

    In: `reach_of`, the answer of the law advised; without a coded one, less than the widest reach counts as narrower.
    """
    variable = reach_variable(codebook)
    if variable is None:
        return ""
    order = list(variable.by_id)
    answer = str(card.answers.at[jurisdiction, variable.id])
    if answer not in order:
        return ""
    widest = order.index(reach_of) if reach_of in order else 0
    return variable.by_id[answer].reach if order.index(answer) > widest else ""


def reach_variable(codebook: Codebook) -> Variable | None:
    """The question that says how far a law reaches: the one whose answers have words for a narrow reach."""
    return next((v for v in codebook.variables if any(a.reach for a in v.answers)), None)


def _named(card: Scorecard, index: pd.Index) -> pd.DataFrame:
    return card.table.loc[index].sort_values("name", kind="stable")
