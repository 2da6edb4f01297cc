"""Tables on the best laws: who gives the best answers of a category, and statutes that have each best practice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.display.tables import Table
from analysis.grading.examples import STATUTE, exemplars, first, in_order, model_laws
from analysis.grading.rankings import best_answers, next_best
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED
from analysis.prose.tables.cells import NONE, card_link, table, whole
from analysis.standard.rubric import Category

if TYPE_CHECKING:
    from analysis.raw import Dataset

NO_LAW_YET = "No law yet"
NO_EXAMPLE = "No example yet"
"""Where laws have it, and none of them may be named alone: no firm grade, or no statute that says so."""
HEADINGS = ("Jurisdiction", "What its law says", "Citation", "Reach")


def exemplar_table(dataset: Dataset, card: Scorecard, category: Category) -> Table:
    """Up to three laws that give the best answer to each question of a category, with the words of the law to look up."""
    codebook, rubric = dataset.codebook, dataset.rubric
    best = best_answers(codebook, rubric)
    rows: list[tuple[object, ...]] = []
    for item in category.items:
        value = best[item.variable]
        says = codebook.statement(item.variable, value)
        found = exemplars(card, dataset.codings, codebook, item.variable, value)
        none = NO_EXAMPLE if (card.answers[item.variable] == value).any() else NO_LAW_YET
        rows += [
            (card_link(law["jurisdiction"], law["name"]), says, law["citation"], _reach(law))
            for law in found.to_dict("records")
        ] or [(none, says, NONE, NONE)]
    return table({heading: [row[i] for row in rows] for i, heading in enumerate(HEADINGS)})


def ideal(dataset: Dataset, card: Scorecard) -> Table:
    """What a law says that earns every point of a category, how many do, how many come next, and one to read.

    A law comes next where one answer is the next best and every other the best.
    """
    codebook, rubric = dataset.codebook, dataset.rubric
    best = best_answers(codebook, rubric)
    models = [first(model_law(dataset, card, category), 1) for category in rubric.categories]
    laws = [full_points(card, category) for category in rubric.categories]
    says = [
        [codebook.statement(item.variable, best[item.variable]) for item in c.items]
        for c in rubric.categories
    ]
    return table(
        {
            "Category": [category.title for category in rubric.categories],
            "What the law says": [" ".join(sentences) for sentences in says],
            "Laws": [whole(count) for count in laws],
            "One step short": [whole(one_step_short(dataset, card, c)) for c in rubric.categories],
            "For example": [
                card_link(str(found.index[0]), found["name"].iloc[0])
                if len(found)
                else (NO_EXAMPLE if count else NO_LAW_YET)
                for found, count in zip(models, laws, strict=True)
            ],
            "Citation": [_cited(found) for found in models],
        },
        numbers=["Laws", "One step short"],
    )


def one_step_short(dataset: Dataset, card: Scorecard, category: Category) -> int:
    """How many laws give the next best answer to one question of a category, and the best to every other."""
    follows = next_best(card, dataset.codebook, dataset.rubric)
    names = [item.variable for item in category.items]
    best = card.items[names].eq([item.maximum for item in category.items])
    second = card.items[names].eq([follows[name].points for name in names])
    return int((second.sum(axis=1).eq(1) & best.sum(axis=1).eq(len(names) - 1)).sum())


def model_law(dataset: Dataset, card: Scorecard, category: Category) -> pd.DataFrame:
    """The laws in force that may be an example of every point of a category, in the order in which they are named.

    Out: index `jurisdiction`; `name`, `citation` (of all the category's questions, each named once), `reach`, `status`.
    All the answers rest on a statute (`examples`).
    """
    names = [item.variable for item in category.items]
    whole_points = card.items[names].eq([item.maximum for item in category.items]).all(axis=1)
    on_statute = card.basis[names].isin([STATUTE]).all(axis=1)
    places = [place for place in model_laws(card) if whole_points[place] and on_statute[place]]
    rows = card.table.loc[places, ["name", "law_id", "status", "score"]]
    of_these = dataset.codings["law_id"].isin(rows["law_id"]) & dataset.codings["variable"].isin(names)
    cited = dataset.codings[of_these].groupby("law_id", sort=False)
    rows = rows.assign(citation=rows["law_id"].map(cited["citation"].agg(_joined)))
    rows = rows[rows["citation"] != ""].rename_axis("jurisdiction").reset_index()
    return in_order(card, rows, dataset.codebook).set_index("jurisdiction")[
        ["name", "citation", "reach", "status"]
    ]


def _reach(law: Mapping[Hashable, Any]) -> str:
    hedge = "" if law["status"] == GRADED else "its grade is provisional"
    return ", ".join(filter(None, [law["reach"], hedge])).capitalize() or NONE


def _cited(found: pd.DataFrame) -> str:
    if found.empty:
        return NONE
    first = found.iloc[0]
    return f"{first['citation']} ({first['reach']})" if first["reach"] else str(first["citation"])


def full_points(card: Scorecard, category: Category) -> int:
    """How many laws earn every point of a category, whatever their answers rest on."""
    names = [item.variable for item in category.items]
    return int(card.items[names].eq([item.maximum for item in category.items]).all(axis=1).sum())


def _joined(citations: Iterable[str]) -> str:
    """Citations in one line, each place named once.

    >>> _joined(["§ 1(a); § 2", "", "§ 1(a)"])
    '§ 1(a); § 2'
    """
    places = (place.strip() for citation in citations for place in citation.split(";"))
    return "; ".join(dict.fromkeys(place for place in places if place))
