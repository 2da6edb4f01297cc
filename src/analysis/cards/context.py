"""What all cards of one edition share, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.cards.own_rows import OwnRows
from analysis.change.changes import Changes, compare
from analysis.charts.palette import Mark, marks
from analysis.coding.seen import seen_as_of
from analysis.grading.examples import Examples, reach_variable
from analysis.grading.paths import Path, paths_of_laws
from analysis.grading.rankings import best_answers, category_summary, rarities
from analysis.grading.recommendations import single_amendments
from analysis.grading.robustness import Robustness, both_doubts
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.grading.scoring import GRADED, SCORED
from analysis.raw.acts import coming_acts, unread_acts
from analysis.raw.editions import Edition, ended_laws, laws_in_force, previous, read_laws
from analysis.raw.vocabularies import STATES
from analysis.standard.codebook import NOT_CODED, Codebook, Variable
from analysis.standard.rubric import Rubric

if TYPE_CHECKING:
    from analysis.raw import Dataset

HEDGE = "its grade is provisional"


@dataclass(frozen=True)
class Context:
    """One edition, scored, with everything a card compares a jurisdiction against.

    `scored`: the rows of `card.table` with a score, best first. `laws`: the law version in force, by postal code.
    `codings`: law_id → variable → row of codings.csv. `changes`: against the edition before, None for the first.
    `paths`: the smallest sets of amendments to each grade, by jurisdiction.
    `amendments`: the rows of `recommendations.single_amendments` by jurisdiction. `unread`: the acts nobody has read.
    `read`: the law versions of which a text was seen; `seen`: the date of each version and whether it is a summary's, as
    `coding.seen.seen_as_of` has them.
    """

    dataset: Dataset
    edition: Edition
    card: Scorecard
    scored: pd.DataFrame
    laws: pd.DataFrame
    codings: Mapping[str, Mapping[str, Mapping[str, str]]]
    sources: Mapping[str, Mapping[str, str]]
    changes: Changes | None
    amendments: Mapping[str, list[dict[str, Any]]]
    unread: pd.DataFrame
    read: frozenset[str]
    seen: Mapping[Any, Mapping[Any, Any]]
    summary: pd.DataFrame
    rarities: pd.DataFrame
    best: Mapping[str, str]
    marks: Mapping[str, Mark]
    examples: Examples
    paths: Mapping[str, list[Path]]
    _exemplars: dict[tuple[str, str, str, str], list[dict[str, str]]] = field(
        default_factory=dict, repr=False
    )

    @property
    def codebook(self) -> Codebook:
        return self.dataset.codebook

    @property
    def rubric(self) -> Rubric:
        return self.dataset.rubric

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Postal codes in the order of names, the order in which cards follow each other."""
        return tuple(str(code) for code in self.card.table.sort_values("name", kind="stable").index)

    def row(self, jurisdiction: str) -> Mapping[Any, Any]:
        """The jurisdiction's row of the scorecard."""
        return self._rows[jurisdiction]

    @cached_property
    def _rows(self) -> Mapping[Any, Mapping[Any, Any]]:
        return self.card.table.to_dict("index")

    @cached_property
    def answers(self) -> Mapping[Any, Mapping[Any, Any]]:
        """Postal code → variable → answer; "" where there is none."""
        return self.card.answers.to_dict("index")

    @cached_property
    def basis(self) -> Mapping[Any, Mapping[Any, Any]]:
        """Postal code → variable → the kind of text that the answer rests on."""
        return self.card.basis.to_dict("index")

    @cached_property
    def places(self) -> list[tuple[str, int, str]]:
        """Postal code, rank and name of those in the order of states, best first."""
        scored = self.scored
        listed = zip(scored.index, scored["rank"], scored["name"], strict=True)
        return [(str(code), int(rank), str(name)) for code, rank, name in listed]

    @cached_property
    def ended(self) -> Mapping[str, str]:
        """The day on which a law ended where there is none any more (`editions.ended_laws`), by postal code."""
        return {str(code): str(day) for code, day in ended_laws(self.dataset, self.edition.as_of).items()}

    @cached_property
    def own(self) -> OwnRows:
        """The rows of each jurisdiction: `acts`, those `unread` and those `coming` (not yet in force), `bills`, `corrections`
        of the law in force, and since the edition before, answers `changed` and acts `between`."""
        data, changes = self.dataset, self.changes
        since = {"changed": changes.answers, "between": changes.acts} if changes else {}
        bills = data.bills.sort_values(["year", "bill"], ascending=[False, True], kind="stable")
        coming = coming_acts(data, self.edition.as_of)
        places = dict(zip(self.laws["law_id"], self.laws.index, strict=True))
        corrected = data.corrections.assign(jurisdiction=data.corrections["law_id"].map(places))
        tables = {"acts": data.amendments, "unread": self.unread, "coming": coming, "bills": bills}
        return OwnRows(**tables, corrections=corrected, **since)

    @cached_property
    def robustness(self) -> Robustness:
        """What both doubts make of the ranks: it takes longer than all else, and only what says how sure a grade is asks."""
        return both_doubts(self.card, self.rubric)

    @cached_property
    def _reach(self) -> Variable | None:
        return reach_variable(self.codebook)

    def law(self, jurisdiction: str) -> Mapping[Any, Any]:
        """The jurisdiction's law in force, as `editions.laws_in_force` has it."""
        return self._laws[jurisdiction]

    @cached_property
    def _laws(self) -> Mapping[Any, Mapping[Any, Any]]:
        return self.laws.to_dict("index")

    def seen_date(self, jurisdiction: str) -> str:
        """How new the source is that the law's main answers rest on (ISO, as exact as the source bears it; "" undated)."""
        law = self.law(jurisdiction)["law_id"]
        return str(self.seen[law]["date"]) if law else ""

    def by_summary(self, jurisdiction: str) -> bool:
        """Whether that source is a summary by others."""
        law = self.law(jurisdiction)["law_id"]
        return bool(law) and bool(self.seen[law]["summary"])

    def is_scored(self, jurisdiction: str) -> bool:
        return self.row(jurisdiction)["status"] in SCORED

    def is_ranked(self, jurisdiction: str) -> bool:
        """Whether it stands in the order of states; a territory's score has no place in it."""
        return jurisdiction in self.scored.index

    def is_state(self, jurisdiction: str) -> bool:
        return self.row(jurisdiction)["kind"] in STATES

    def coding(self, jurisdiction: str, variable: str) -> Mapping[str, str]:
        """The row of codings.csv for the law in force; empty where there is none."""
        return self.codings.get(str(self.law(jurisdiction)["law_id"]), {}).get(variable, {})

    def exemplars(
        self, variable: str, value: str, advised: str, removed: str = "", most: int = 3
    ) -> list[dict[str, str]]:
        """Up to `most` laws that already give the answer (`grading.examples`), looked up once for each reach."""
        own = str(self.answers[advised][self._reach.id]) if self._reach else ""
        key = (variable, "" if removed else value, removed, own)
        if key not in self._exemplars:
            self._exemplars[key] = [
                row
                | {"mark": ", ".join(filter(None, [row["reach"], "" if row["status"] == GRADED else HEDGE]))}
                for row in self.examples.of(variable, value, removed=removed, reach_of=own)
            ]
        rows = [row for row in self._exemplars[key] if row["jurisdiction"] != advised]
        firm = [row for row in rows if row["status"] == GRADED]
        if not firm:
            return []
        named = rows[:most]
        return named if any(row["status"] == GRADED for row in named) else [*named[: most - 1], firm[0]]

    def holders(self, variable: str, value: str, advised: str, removed: str = "") -> int:
        """How many other laws give the answer, whatever that rests on (for `removed`: lack the condition)."""
        given = (str(answers[variable]) for code, answers in self.answers.items() if code != advised)
        held = [answer for answer in given if answer not in ("", NOT_CODED)]
        if removed:
            known = self.codebook[variable]
            return sum(removed not in known.parts(answer) for answer in held)
        return held.count(value)

    def held_words(self, variable: str, value: str, advised: str, removed: str = "") -> str:
        """What to say where no law may serve as an example; "" where one does."""
        if self.exemplars(variable, value, advised, removed):
            return ""
        others = self.holders(variable, value, advised, removed)
        if not others:
            return "No other law that was read says so."
        laws = "One other law says" if others == 1 else f"{others} other laws say"
        return f"{laws} so, but none that can be cited from a statute under a firm grade."


def context(dataset: Dataset, edition: Edition) -> Context:
    """Score the edition and everything its cards need. Takes about a tenth of a second."""
    card = scorecard(dataset, edition)
    before = previous(dataset, edition)
    by_place: dict[str, list[dict[str, Any]]] = {}
    for row in single_amendments(card, dataset.codebook, dataset.rubric).to_dict("records"):
        by_place.setdefault(str(row["jurisdiction"]), []).append({str(k): v for k, v in row.items()})
    codings: dict[str, dict[str, dict[str, str]]] = {}
    for row in dataset.codings.to_dict("records"):
        codings.setdefault(str(row["law_id"]), {})[str(row["variable"])] = {
            str(k): str(v) for k, v in row.items()
        }
    sources = {
        str(row["source_id"]): {str(k): str(v) for k, v in row.items()}
        for row in dataset.sources.to_dict("records")
    }
    return Context(
        dataset=dataset,
        edition=edition,
        card=card,
        scored=card.scored,
        laws=laws_in_force(dataset, edition.as_of),
        codings=codings,
        sources=sources,
        changes=compare(dataset, before, edition, card) if before else None,
        amendments=by_place,
        unread=unread_acts(dataset, edition.as_of),
        read=read_laws(dataset),
        seen=seen_as_of(dataset).to_dict("index"),
        summary=category_summary(card, dataset.rubric),
        rarities=rarities(card, dataset.codebook, dataset.rubric).set_index("variable"),
        best=best_answers(dataset.codebook, dataset.rubric),
        marks=marks(dataset.rubric.letters),
        examples=Examples(card, dataset.codings, dataset.codebook),
        paths=paths_of_laws(card, dataset.codebook, dataset.rubric),
    )
