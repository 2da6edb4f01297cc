"""Facts of what the laws say, by category and by question."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, number, out_of, spelled
from analysis.display.words import capital, listed, quoted
from analysis.grading.rankings import (
    answer_counts,
    best_answers,
    category_summary,
    rarities,
)
from analysis.grading.scorecard import Scorecard
from analysis.prose.facts.phrases import Facts, known_percent
from analysis.standard.codebook import NOT_CODED, Codebook
from analysis.standard.rubric import Category, Item, Rubric


def categories(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """`categories.<id>`: title, points, best practice, questions, and how the laws do."""
    summary = category_summary(card, rubric)
    told = answers(card, codebook, rubric)
    best = best_answers(codebook, rubric)
    facts: Facts = {}
    for category in rubric.categories:
        row = summary.loc[[category.id]].iloc[0]
        facts[category.id] = {
            "title": category.title,
            "points": count(int(category.maximum), "point"),
            "best_practice": category.best_practice,
            "asked": _asked(category, codebook),
            "full_points": _full_points(category, best, codebook),
            "results": _how_they_do(row, _common(category.items, told, codebook)),
        }
    return facts | {"contrast_sentence": _contrast(summary)}


def _contrast(summary: pd.DataFrame) -> str:
    """The categories in which the laws do best and worst, by the median law."""
    ranked = summary.dropna(subset=["median_share"]).sort_values(
        ["median_share", "mean_share"], kind="stable"
    )
    if len(ranked) < 2:
        return "The categories cannot be compared."
    low, high = (known_percent(float(ranked["median_share"].iloc[end])) for end in (0, -1))
    if low == high:
        return f"In every category the median law earns {low} of the points it could have earned."
    said = ranked["median_share"].map(known_percent)
    best, worst = (_on(list(ranked.loc[said == share, "title"])) for share in (high, low))
    one = int(summary["jurisdictions"].max()) == 1
    laws, median = ("The one law does", "it") if one else ("The laws do", "the median law")
    return (
        f"{laws} best on {best}, where {median} earns {high} of the points it could have earned, and worst on "
        f"{worst}, where it earns {low}."
    )


def _on(titles: list[str]) -> str:
    """The categories that share a place, by their titles or, where they are many, by their number."""
    return listed(map(quoted, titles)) if len(titles) <= 3 else f"{number(len(titles))} of the categories"


def _asked(category: Category, codebook: Codebook) -> str:
    """What is asked and for how many points.

    >>> from analysis.standard.codebook import Variable
    >>> _asked(Category("h", "Hearing", "", (Item("h", {"no": 4, "yes": 0}),)), Codebook("1", "", (
    ...     Variable("h", "Is a hearing required?", ()),)))
    'We asked of each law: “Is a hearing required?” (up to four points).'
    """
    parts = [
        f"{quoted(codebook[item.variable].question)} (up to {count(int(item.maximum), 'point')})"
        for item in category.items
    ]
    return f"We asked of each law: {listed(parts)}."


def _full_points(category: Category, best: dict[str, str], codebook: Codebook) -> str:
    """The answers that earn every point, in the words in which a law is held to them."""
    said = []
    for item in category.items:
        variable = codebook[item.variable]
        equal = [best[item.variable]] if variable.multiple else list(variable.by_id)
        full = [answer for answer in equal if item.worth(answer) == item.maximum]
        said.append(
            " or ".join(quoted(codebook.statement(variable.id, answer).rstrip(".")) for answer in full)
        )
    return f"A law earns every point if it says: {listed(said)}."


def _how_they_do(row: pd.Series, common: str) -> str:
    return f"{_results(row)} {common}" if row["jurisdictions"] else "No law has a known answer."


def _results(row: pd.Series) -> str:
    laws, full, none = int(row["jurisdictions"]), int(row["full"]), int(row["none"])
    average = f"{known_percent(float(row['median_share']))} of the points it could have earned"
    if laws == 1:
        return f"The one law with a known answer earned {average}."
    most = f"{capital(spelled(full)) if full else 'None'} of the {number(laws)} laws with a known answer earned every point"
    least = f", and {number(none)} earned none at all" if none else ""
    return f"{most}{least}. The median law earned {average}."


def _common(items: tuple[Item, ...], told: Facts, codebook: Codebook) -> str:
    """The commonest answer to each question of a category; the question is repeated only where there are several."""
    sentences = []
    for item in items:
        found = told[item.variable]
        assert isinstance(found, dict)
        sentence = str(found["common_sentence"])
        if len(items) > 1:
            sentence = f"To {quoted(codebook[item.variable].question)}, {sentence[:1].lower()}{sentence[1:]}"
        sentences.append(sentence)
    return " ".join(sentences)


def answers(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """`answers.<variable>`: the question, the commonest answer, and how many laws give the one worth most."""
    counts = answer_counts(card, codebook)
    best = rarities(card, codebook, rubric).set_index("variable")
    facts: Facts = {}
    for variable in codebook.variables:
        rows = counts[counts["variable"] == variable.id]
        unseen = int(rows.loc[rows["answer"] == NOT_CODED, "jurisdictions"].sum())
        given = rows[(rows["answer"] != NOT_CODED) & (rows["jurisdictions"] > 0)]
        facts[variable.id] = {
            "question": variable.question,
            "unseen": count(unseen, "law"),
            "common_sentence": _commonest(given),
            "best_sentence": _best(best.loc[[variable.id]].iloc[0]) if variable.id in best.index else "",
        }
    return facts


def _commonest(given: pd.DataFrame) -> str:
    if given.empty:
        return "No law has a known answer."
    most = int(given["jurisdictions"].max())
    labels = [quoted(label) for label in given.loc[given["jurisdictions"] == most, "label"]]
    verb = "is" if len(labels) == 1 else "are"
    noun = "answer" if len(labels) == 1 else "answers"
    each = "" if len(labels) == 1 else " each"
    return f"The commonest {noun} {verb} {listed(labels)} ({count(most, 'law')}{each})."


def _best(row: pd.Series) -> str:
    if not row["jurisdictions"]:
        return "No law whose text answers earned full points."
    return f"Full points went to {out_of(int(row['jurisdictions']), int(row['coded']))} whose text answers."
