"""Laws as the scripts of the explorer and of the comparison read them: each answer a place in a list of answers in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.coding.seen import seen_as_of
from analysis.raw import Dataset
from analysis.raw.editions import answers, bases
from analysis.raw.vocabularies import BASES, STATES, TEXTS
from analysis.standard.codebook import NOT_CODED


class Words:
    """Texts that each stand once, in the order in which they first came up."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def place(self, text: Any) -> int:
        """The place of a text, from 0.

        >>> words = Words()
        >>> words.place("a"), words.place("b"), words.place("a"), words.all
        (0, 1, 0, ['a', 'b'])
        """
        return self._places.setdefault(text, len(self._places))

    @property
    def all(self) -> list[Any]:
        return list(self._places)


def laws_data(dataset: Dataset, law_ids: Iterable[str]) -> dict[str, Any]:
    """What `laws.js` reads, of some law versions.

    Out: `questions`, in the order of the codebook, each with every answer that it allows or that a law gives (`values`: id,
    label, words; the first is `NOT_CODED`) and the ids that may be given alone (`answers`); `citations`; `bases`, the kinds
    of sources, after one for none; `texts`, the kinds that are a text of the law; `versions`, where an answer, a citation
    and a basis are places in those lists, and `through` is the date of the text, or of the `summary`, that the main answers
    rest on.
    """
    laws = dataset.laws.set_index("law_id")
    ids = pd.Index([law_id for law_id in laws.index if law_id in set(law_ids)])
    given, rests = answers(dataset, ids), bases(dataset, ids)
    cited = dataset.codings.pivot(index="law_id", columns="variable", values="citation")
    cited = cited.reindex(index=ids, columns=list(dataset.codebook.ids)).fillna("")
    values = {v.id: Words() for v in dataset.codebook.variables}
    for variable in dataset.codebook.variables:
        for value in (NOT_CODED, *variable.by_id):
            values[variable.id].place(value)
    citations, kinds, seen = Words(), ["", *BASES], seen_as_of(dataset).to_dict("index")
    citations.place("")
    versions = []
    told, said = laws.to_dict("index"), given.to_dict("index")
    named, shown = cited.to_dict("index"), rests.to_dict("index")
    for law_id in ids:
        law = told[law_id]
        versions.append(
            {
                "id": law_id,
                "place": law["jurisdiction"],
                "from": law["effective_from"],
                "known": law["effective_precision"],
                "through": seen[law_id]["date"],
                "summary": seen[law_id]["summary"],
                "statutes": law["statutes"],
                "answers": [values[v].place(said[law_id][v]) for v in given.columns],
                "cited": [citations.place(named[law_id][v]) for v in given.columns],
                "rests": [kinds.index(str(shown[law_id][v])) for v in given.columns],
            }
        )
    return {
        "questions": [_question(dataset, v, values[v].all) for v in dataset.codebook.ids],
        "citations": citations.all,
        "bases": kinds,
        "texts": list(TEXTS),
        "versions": versions,
    }


def places_data(dataset: Dataset, pages: dict[str, str]) -> list[dict[str, Any]]:
    """The jurisdictions by name: code, name, region, page, and whether they stand in the order of states."""
    rows = dataset.jurisdictions.sort_values("name", kind="stable")
    return [
        {
            "code": row["jurisdiction"],
            "name": row["name"],
            "region": row["region"],
            "page": pages.get(row["jurisdiction"], ""),
            "ranked": row["kind"] in STATES,
        }
        for row in rows.to_dict("records")
    ]


def _question(dataset: Dataset, name: str, values: list[str]) -> dict[str, Any]:
    codebook = dataset.codebook
    variable, item = codebook[name], dataset.rubric.item_by_variable.get(name)
    return {
        "id": name,
        "words": variable.question,
        "multiple": variable.multiple,
        "category": dataset.rubric.category_of[name].id if item else "",
        "answers": list(variable.by_id),
        "values": [[value, codebook.label(name, value), codebook.statement(name, value)] for value in values],
    }
