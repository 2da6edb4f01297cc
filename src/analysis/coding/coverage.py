"""What the data holds: which questions were answered for which law, and on what kind of source each answer rests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import NO_LAW_STATUS, UNKNOWN
from analysis.standard.codebook import NOT_CODED

if TYPE_CHECKING:
    from analysis.raw import Dataset

BASES = ("statute", "bill", "secondary")
"""Kinds of source, the firmest first."""

NOT_SEEN, NO_LAW = ("not_seen", "no_law")
SUPPORTS = (*BASES, NOT_SEEN, NO_LAW)
"""What stands behind a cell of the coding: a kind of source, a text that was not seen, or no law to ask."""


def support(dataset: Dataset, card: Scorecard) -> pd.DataFrame:
    """Every question put to every jurisdiction on the edition's date, and what its answer rests on.

    Out: one row per jurisdiction and codebook variable, in file and codebook order: `jurisdiction`, `name`, `law_id`,
    `variable`, `value`, `support` (one of `SUPPORTS`), `citation`. Where there is no law, the question whether there
    is one is answered; the others do not arise.
    """
    wide = card.answers.rename_axis("jurisdiction")
    long = wide.reset_index().melt("jurisdiction", var_name="variable", value_name="value")
    about = card.table[["name", "law_id", "status"]].rename_axis("jurisdiction").reset_index()
    cited = dataset.codings[["law_id", "variable", "basis", "citation"]]
    rows = long.merge(about, on="jurisdiction").merge(cited, on=["law_id", "variable"], how="left")
    seen = ~rows["value"].isin(["", NOT_CODED])
    rows["support"] = rows["basis"].where(seen, NOT_SEEN)
    rows.loc[~seen & rows["status"].eq(NO_LAW_STATUS), "support"] = NO_LAW
    rows["citation"] = rows["citation"].where(seen).fillna("")
    order = {name: place for place, name in enumerate(card.table.index)}
    questions = {name: place for place, name in enumerate(dataset.codebook.ids)}
    rows = rows.assign(_place=rows["jurisdiction"].map(order), _question=rows["variable"].map(questions))
    columns = ["jurisdiction", "name", "law_id", "variable", "value", "support", "citation"]
    return rows.sort_values(["_place", "_question"], ignore_index=True)[columns]


def known_laws(card: Scorecard) -> Scorecard:
    """The scorecard of the jurisdictions known to have a law: graded, provisional, or with too little text seen."""
    places = card.table.index[~card.table["status"].isin([NO_LAW_STATUS, UNKNOWN])]
    frames = ("table", "categories", "coded", "items", "answers")
    return replace(card, **{name: getattr(card, name).loc[places] for name in frames})


def by_question(dataset: Dataset, card: Scorecard) -> pd.DataFrame:
    """How many jurisdictions have each question answered, by kind of source, in codebook order.

    Out: `variable`, `question`, one column of counts per member of `SUPPORTS`, `asked` (all but `no_law`), `seen`
    (asked and answered).
    """
    counts = _counts(support(dataset, card), "variable").reindex(list(dataset.codebook.ids), fill_value=0)
    counts.insert(0, "question", [variable.question for variable in dataset.codebook.variables])
    return counts.rename_axis("variable").reset_index()


def by_jurisdiction(dataset: Dataset, card: Scorecard) -> pd.DataFrame:
    """How many questions are answered for each jurisdiction, by kind of source, in file order.

    Out: `jurisdiction`, `name`, `status`, one column of counts per member of `SUPPORTS`, `asked`, `seen`,
    `points_coded`, `basis` (of the law as a whole, "" without one), `verified_through` (ISO date, "" undated).
    """
    counts = _counts(support(dataset, card), "jurisdiction")
    about = card.table[["name", "status", "law_id", "points_coded"]]
    laws = dataset.laws.set_index("law_id")[["basis", "verified_through"]]
    rows = about.join(counts).join(laws, on="law_id").fillna({"basis": "", "verified_through": ""})
    first = ["name", "status"]
    last = ["points_coded", "basis", "verified_through"]
    return rows[[*first, *counts.columns, *last]].rename_axis("jurisdiction").reset_index()


def by_basis(dataset: Dataset, card: Scorecard) -> pd.DataFrame:
    """How much rests on each kind of source, the firmest first.

    Out: `basis`, `answers` (of laws in force, given and seen), `share` (of those answers, 0 to 1), `laws` (in force whose
    least firm answer rests on it), `sources` (listed in the whole data set).
    """
    rows = support(dataset, card)
    answers = rows["support"].value_counts().reindex(list(BASES), fill_value=0)
    known = rows[rows["jurisdiction"].isin(known_laws(card).table.index)]
    firmness = known["support"].map({basis: place for place, basis in enumerate(BASES)})
    least = firmness.groupby(known["jurisdiction"]).max().dropna().astype(int)
    weakest = least.map(dict(enumerate(BASES))).value_counts()
    return pd.DataFrame(
        {
            "basis": list(BASES),
            "answers": answers.to_numpy(),
            "share": (answers / max(answers.sum(), 1)).to_numpy(),
            "laws": weakest.reindex(list(BASES), fill_value=0).to_numpy(),
            "sources": dataset.sources["kind"].value_counts().reindex(list(BASES), fill_value=0).to_numpy(),
        }
    )


def not_seen(dataset: Dataset, card: Scorecard) -> pd.DataFrame:
    """The scored questions whose answer no text seen gives, for jurisdictions that may have a law.

    Out: `jurisdiction`, `name`, `category`, `variable`, `points` (the most the answer could earn), in file and rubric order.
    """
    rubric = dataset.rubric
    rows = support(dataset, card)
    rows = rows[rows["support"].eq(NOT_SEEN) & rows["variable"].isin(rubric.item_by_variable)]
    rows = rows.assign(
        category=rows["variable"].map({v: c.id for v, c in rubric.category_of.items()}),
        points=rows["variable"].map({v: item.maximum for v, item in rubric.item_by_variable.items()}),
    )
    places = {name: place for place, name in enumerate(card.table.index)}
    items = {item.variable: place for place, item in enumerate(rubric.items)}
    rows = rows.assign(_place=rows["jurisdiction"].map(places), _item=rows["variable"].map(items))
    rows = rows.sort_values(["_place", "_item"], ignore_index=True)
    return rows[["jurisdiction", "name", "category", "variable", "points"]]


def _counts(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    counts = pd.crosstab(rows[by], rows["support"]).reindex(columns=list(SUPPORTS), fill_value=0)
    counts["seen"] = counts[list(BASES)].sum(axis=1)
    counts["asked"] = counts["seen"] + counts[NOT_SEEN]
    return counts.rename_axis(columns=None)
