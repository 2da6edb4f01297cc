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


class Examples:
    """The laws that may serve as examples for any question, put in order once for each reach that they are compared with.

    In: `citations` is `codings` (law_id, variable, citation, basis …).
    """

    def __init__(self, card: Scorecard, citations: pd.DataFrame, codebook: Codebook) -> None:
        self._card, self._codebook = card, codebook
        cited = citations[(citations["citation"] != "") & (citations["basis"] == STATUTE)]
        self._cited: dict[str, dict[str, str]] = {}
        for law, name, words in zip(cited["law_id"], cited["variable"], cited["citation"], strict=True):
            self._cited.setdefault(name, {})[law] = words
        self._answers: dict[str, dict[str, str]] = {}
        self._laws: dict[str, list[dict[str, str]]] = {}

    def of(self, name: str, value: str, *, removed: str = "", reach_of: str = "") -> list[dict[str, str]]:
        """What `exemplars` finds, all of it, as rows of text. None where only provisional grades have it."""
        fits = self._fits(name, value, removed)
        cited = self._cited.get(name, {})
        found = [
            {"jurisdiction": law["jurisdiction"], "name": law["name"], "citation": cited[law["law_id"]],
             "basis": STATUTE, "status": law["status"], "reach": law["reach"]}
            for law in self._in_order(reach_of)
            if law["jurisdiction"] in fits and law["law_id"] in cited
        ]  # fmt: skip
        return found if any(row["status"] == GRADED for row in found) else []

    def _fits(self, name: str, value: str, removed: str) -> set[str]:
        if name not in self._answers:
            held = self._card.answers[name]
            self._answers[name] = {str(p): str(v) for p, v in zip(held.index, held, strict=True)}
        variable, answers = self._codebook[name], self._answers[name]
        if removed:
            without = {v for v in set(answers.values()) if removed not in variable.parts(v)} - {"", NOT_CODED}
            return {place for place, answer in answers.items() if answer in without}
        return {place for place, answer in answers.items() if answer == value}

    def _in_order(self, reach_of: str) -> list[dict[str, str]]:
        """Every law that may be an example, wide ones first, then firm ones, then the higher score."""
        if reach_of not in self._laws:
            rows = self._card.table.loc[model_laws(self._card)].rename_axis("jurisdiction").reset_index()
            ordered = in_order(self._card, rows, self._codebook, reach_of)
            columns = ["jurisdiction", "name", "law_id", "status", "reach"]
            self._laws[reach_of] = ordered[columns].astype(str).to_dict("records")  # type: ignore[assignment]
        return self._laws[reach_of]


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
    known = Examples(card, citations[citations["variable"] == name], codebook)
    rows = [
        row
        for row in known.of(name, value, removed=removed, reach_of=reach_of)
        if row["jurisdiction"] != advised
    ]
    columns = ["jurisdiction", "name", "citation", "basis", "status", "reach"]
    if not any(row["status"] == GRADED for row in rows):
        return pd.DataFrame(columns=columns)
    return first(pd.DataFrame(rows, columns=columns), most).reset_index(drop=True)


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
