"""The tidy frames behind data/processed/, over all editions or for the latest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.coding import coverage
from analysis.coding.agreement import disagreements
from analysis.grading.paths import paths_of_laws
from analysis.grading.recommendations import laws_with_text
from analysis.grading.robustness import Robustness
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.raw.editions import editions

if TYPE_CHECKING:
    from analysis.change.comparison import Comparison
    from analysis.raw import Dataset


def every_edition(dataset: Dataset) -> list[Scorecard]:
    """The scorecard of each edition, oldest first."""
    return [scorecard(dataset, edition) for edition in editions(dataset)]


def scores(cards: Sequence[Scorecard]) -> pd.DataFrame:
    """One row per edition and jurisdiction, with the columns of `Scorecard.table`."""
    return _stacked([(card, card.table.rename_axis("jurisdiction").reset_index()) for card in cards])


def category_points(dataset: Dataset, cards: Sequence[Scorecard]) -> pd.DataFrame:
    """One row per edition, jurisdiction and category: `points`, `points_coded`, `points_shown`, `maximum`."""
    maxima = {category.id: category.maximum for category in dataset.rubric.categories}
    tables = []
    for card in cards:
        long = _long(card.categories, "category", "points")
        long["points_coded"] = _long(card.coded, "category", "points")["points"]
        long["points_shown"] = _long(card.shown, "category", "points")["points"]
        long["maximum"] = long["category"].map(maxima)
        tables.append((card, long))
    return _stacked(tables)


def answers(dataset: Dataset, cards: Sequence[Scorecard]) -> pd.DataFrame:
    """One row per edition, jurisdiction and question of a law in force, with points and what it rests on."""
    maxima = {variable: item.maximum for variable, item in dataset.rubric.item_by_variable.items()}
    tables = []
    for card in cards:
        rows = coverage.support(dataset, card)
        points = _long(card.items, "variable", "points")
        rows = rows.merge(points, on=["jurisdiction", "variable"], how="left")
        rows["maximum"] = rows["variable"].map(maxima)
        tables.append((card, rows[rows["value"].ne("") & rows["support"].ne(coverage.NO_LAW)]))
    return _stacked(tables)


def coverage_questions(dataset: Dataset, cards: Sequence[Scorecard]) -> pd.DataFrame:
    """`coverage.by_question` for each edition."""
    return _stacked([(card, coverage.by_question(dataset, card)) for card in cards])


def coverage_jurisdictions(dataset: Dataset, cards: Sequence[Scorecard]) -> pd.DataFrame:
    """`coverage.by_jurisdiction` for each edition."""
    return _stacked([(card, coverage.by_jurisdiction(dataset, card)) for card in cards])


def changes(comparison: Comparison) -> pd.DataFrame:
    """`Changes.jurisdictions` as rows for `changes.csv`, with the steps `law_changed` and `text_seen` (points)."""
    steps = comparison.scores[["law_changed", "text_seen"]]
    return comparison.changes.jurisdictions.join(steps).rename_axis("jurisdiction").reset_index()


def smallest_sets(dataset: Dataset, card: Scorecard) -> pd.DataFrame:
    """The smallest set of amendments to each grade above a law's own, one row per amendment.

    Out: `jurisdiction`, `grade`, `amendments` (size of the set), `score` (after the set), `variable`, `before`, `after`.
    """
    found = paths_of_laws(card, dataset.codebook, dataset.rubric)
    rows = [
        (place, path.grade, len(path.amendments), path.score, variable, current[variable], after)
        for place, current in laws_with_text(card).items()
        for path in found[place]
        for variable, after in path.amendments.items()
    ]
    columns = ["jurisdiction", "grade", "amendments", "score", "variable", "before", "after"]
    return pd.DataFrame(rows, columns=columns)


def settled(dataset: Dataset) -> pd.DataFrame:
    """The disagreements of the two coders with the answer published after adjudication.

    Out: `codebook` (the round), `jurisdiction`, `law_id`, `variable`, `first`, `second`, `published` (of that law version).
    """
    rows = disagreements(dataset.second_codings)
    published = dataset.codings.set_index(["law_id", "variable"])["value"]
    answers = pd.MultiIndex.from_frame(rows[["law_id", "variable"]])
    return rows.assign(published=published.reindex(answers).fillna("").to_numpy())


def rank_pairs(found: Robustness) -> pd.DataFrame:
    """For any two scored states, how often one stands above the other (`Robustness.above`), each pair once.

    Out: `jurisdiction`, `other` (the one ranked lower, or later in the list), `above`, `below` (shares of draws, 0 to 1; what
    is left are equal scores).
    """
    table = found.above
    rows = [
        (one, other, table.at[one, other], table.at[other, one])
        for place, one in enumerate(table.index)
        for other in table.index[place + 1 :]
    ]
    return pd.DataFrame(rows, columns=["jurisdiction", "other", "above", "below"])


def _long(wide: pd.DataFrame, variable: str, value: str) -> pd.DataFrame:
    """A jurisdiction × something frame as rows, in the order of its rows and columns."""
    pairs = pd.MultiIndex.from_product([wide.index, wide.columns], names=["jurisdiction", variable])
    return pd.DataFrame({value: wide.to_numpy().ravel()}, index=pairs).reset_index()


def _stacked(tables: Sequence[tuple[Scorecard, pd.DataFrame]]) -> pd.DataFrame:
    return pd.concat([rows.assign(edition=card.edition.id) for card, rows in tables], ignore_index=True)
