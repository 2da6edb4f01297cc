"""Facts of what the laws say: by category, by question, and set against the ideal law."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, digits, number, out_of, some, spelled
from analysis.display.words import capital, listed, quoted
from analysis.grading.examples import STATUTE, leaders
from analysis.grading.rankings import (
    NextBest,
    answer_counts,
    best_answers,
    category_summary,
    next_best,
    rarities,
)
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED
from analysis.prose.facts.names import named
from analysis.prose.facts.phrases import Facts, forms, known_percent
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
            "results": f"{_results(row)} {_common(category.items, told, codebook)}",
        }
    return facts | {"contrast_sentence": _contrast(summary)}


def _contrast(summary: pd.DataFrame) -> str:
    """The categories in which the laws do best and worst, by the median law."""
    ranked = summary.dropna(subset=["median_share"]).sort_values(
        ["median_share", "mean_share"], kind="stable"
    )
    if len(ranked) < 2:
        return "The categories cannot be compared."
    weak, strong = ranked.iloc[0], ranked.iloc[-1]
    return (
        f"The laws do best on {quoted(strong['title'])}, where the median law earns "
        f"{known_percent(float(strong['median_share']))} of the points it could have earned, and worst on "
        f"{quoted(weak['title'])}, where it earns {known_percent(float(weak['median_share']))}."
    )


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


def _results(row: pd.Series) -> str:
    laws, full, none = int(row["jurisdictions"]), int(row["full"]), int(row["none"])
    if not laws:
        return "No law has a known answer."
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


def ideal(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """How far the laws are, together and one by one, from the law that earns every point."""
    rare = rarities(card, codebook, rubric)
    follows = next_best(card, codebook, rubric)
    parts, unmet = len(rare), rare[rare["jurisdictions"] == 0]
    best = best_answers(codebook, rubric)
    open_ = [not _firm_statute(card, name, best[name]) for name in map(str, rare["variable"])]
    elsewhere = rare[pd.Series(open_, index=rare.index) & (rare["jurisdictions"] > 0)]
    return {
        "parts": forms(parts, "part"),
        "met_sentence": _met(
            parts,
            [_said(row, codebook) for row in unmet.itertuples()],
            [_said(row, codebook) for row in elsewhere.itertuples()],
        ),
        "nearest_sentence": _nearest(unmet, follows, codebook),
        "closest_sentence": _closest(card, rubric),
        "rarest_sentence": _rarest(rare.head(3), follows, codebook),
        "borrowed": _borrowed(card, rubric),
    }


def _firm_statute(card: Scorecard, variable: str, answer: str) -> bool:
    """Whether the statute of a law with a firm grade gives an answer: only then is it said to be law already."""
    firm = card.table["status"] == GRADED
    return bool((firm & card.answers[variable].eq(answer) & card.basis[variable].eq(STATUTE)).any())


def _said(row: object, codebook: Codebook) -> str:
    variable, answer = str(getattr(row, "variable")), str(getattr(row, "answer"))  # noqa: B009
    return quoted(codebook.statement(variable, answer).rstrip("."))


def _next(row: object, follows: dict[str, NextBest], codebook: Codebook) -> str:
    """In brackets, how many laws give the next best answer and what it says."""
    variable = str(getattr(row, "variable"))  # noqa: B009
    after = follows[variable]
    if not after.answers:
        return ""
    says = listed(quoted(codebook.statement(variable, answer).rstrip(".")) for answer in after.answers)
    verb = "gives" if after.laws in (0, 1) else "give"
    return f" ({count(after.laws, 'law')} {verb} the next best answer, {says})"


def _nearest(unmet: pd.DataFrame, follows: dict[str, NextBest], codebook: Codebook) -> str:
    """How many laws come nearest to the parts that none has."""
    parts = []
    for variable in map(str, unmet["variable"]):
        after = follows[variable]
        says = listed(quoted(codebook.statement(variable, answer).rstrip(".")) for answer in after.answers)
        if after.answers and after.laws:
            parts.append(f"{says} ({count(after.laws, 'law')})")
    return f"What comes nearest is {listed(parts)}." if parts else ""


def _met(parts: int, unmet: list[str], elsewhere: list[str]) -> str:
    start = f"The ideal law has {count(parts, 'part')}, one for each scored question."
    if len(unmet) == parts:
        return f"{start} None of them is law anywhere yet."
    less = [f"No law that we read says {listed(unmet, 'or')}."] if unmet else []
    if elsewhere:
        less.append(
            f"We saw {listed(elsewhere)} only where the grade is provisional or the answer rests on no statute."
        )
    if len(unmet) + len(elsewhere) == parts:
        return " ".join([start, *less])
    which = "every other part" if less else "each of them"
    return " ".join([start, *less, f"In some state with a firm grade the statute already says {which}."])


def _closest(card: Scorecard, rubric: Rubric) -> str:
    laws = card.states.index
    maxima = pd.Series({item.variable: item.maximum for item in rubric.items})
    on_statute = card.basis.loc[laws, list(maxima.index)].isin([STATUTE])
    full = ((card.items.loc[laws, list(maxima.index)] == maxima) & on_statute).sum(axis=1)
    found = leaders(card, full)
    if found.firm.empty or full[found.firm.index[0]] == 0:
        return "No statute of a state with a firm grade has any of them."
    most = int(full[found.firm.index[0]])
    names = named(found.firm)
    who = f"that of {names[0]}" if len(names) == 1 else f"those of {some(names)}"
    verb, noun = ("is", "law") if len(names) == 1 else ("are", "laws")
    also = zip(found.beside.index, named(found.beside), strict=True)
    beside = [f"{name} with {number(int(full[code]))}" for code, name in also]
    more = f" A provisional grade stands as high: {some(beside)}." if beside else ""
    return f"Among firm grades, the {noun} whose statute has most of them {verb} {who}, with {number(most)}.{more}"


def _rarest(rare: pd.DataFrame, follows: dict[str, NextBest], codebook: Codebook) -> str:
    """The parts of the ideal law that fewest laws have, each with the number of laws that come next."""
    rare = rare[rare["coded"] > 0]
    if rare.empty:
        return "No text that we saw answers any of the questions."
    counts = zip(rare["jurisdictions"].astype(int), rare["coded"].astype(int), strict=True)
    parts = [
        f"{_said(row, codebook)}: {out_of(held, seen)}{_next(row, follows, codebook)}."
        for row, (held, seen) in zip(rare.itertuples(), counts, strict=True)
    ]
    start = "this part of an ideal law is" if len(parts) == 1 else "these parts of an ideal law are"
    return f"Among the laws of which we know the answer, {start} the rarest. {' '.join(parts)}"


def _borrowed(card: Scorecard, rubric: Rubric) -> str:
    """The score of a law that took, for each question, the best answer that a statute gives where the grade is firm."""
    names = [item.variable for item in rubric.items]
    firm = card.table.index[card.table["status"] == GRADED]
    best = card.items.loc[firm, names].where(card.basis.loc[firm, names].isin([STATUTE])).max()
    return digits(float(best.fillna(0).sum()))
