"""Facts of one edition's scores: grades, statuses, who stands where, and which single amendment would help most."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, digits, number, opening, out_of, some
from analysis.display.words import article, capital, listed, plain, quoted
from analysis.grading.rankings import grade_counts
from analysis.grading.recommendations import single_amendments
from analysis.grading.scoring import (
    GRADED,
    INSUFFICIENT,
    NO_LAW_STATUS,
    PROVISIONAL,
    STATUSES,
    UNKNOWN,
    Scorecard,
)
from analysis.prose.facts.names import named
from analysis.prose.facts.of_findings import findings
from analysis.prose.facts.of_laws import answers, categories, ideal
from analysis.prose.facts.phrases import Facts, forms
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric


def scores(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """Facts of one edition: `grades`, `statuses`, `scores`, `categories`, `answers`, `ideal`, `amendments`,
    `findings`."""
    return {
        "grades": _grades(card, rubric),
        "statuses": _statuses(card),
        "scores": _scores(card, rubric),
        "categories": categories(card, codebook, rubric),
        "answers": answers(card, codebook, rubric),
        "ideal": ideal(card, codebook, rubric),
        "amendments": _amendments(card, codebook, rubric),
        "findings": findings(card, codebook, rubric),
    }


def _grades(card: Scorecard, rubric: Rubric) -> Facts:
    """`grades.<letter>` has the count, the names and the band of scores; the sentences need no letter in the prose."""
    scored = card.scored
    facts: Facts = {}
    above = rubric.maximum
    for grade in rubric.grades:
        names = list(scored.loc[scored["grade"] == grade.letter, "name"])
        band = f"{digits(grade.minimum)} to {digits(above)}"
        facts[_key(grade.letter)] = forms(len(names), "state") | {
            "letter": grade.letter,
            "names": listed(names, nothing="no state"),
            "from": digits(grade.minimum),
            "band": band,
        }
        above = grade.minimum - 1
    top, last = rubric.letters[0], rubric.letters[-1]
    best = list(scored.loc[scored["grade"] == top, "name"])
    failed = int((scored["grade"] == last).sum())
    facts |= {
        "scale": _scale(rubric),
        "total": forms(len(scored), "state"),
        "sentence": _grade_sentence(card, rubric),
        "top": article(top),
        "top_sentence": f"{opening(len(best), 'state')} earned {article(top)}"
        + (f": {some(best)}." if best else "."),
        "bottom": article(last),
        "bottom_sentence": f"The lowest grade, {article(last)}, went to {out_of(failed, len(scored), 'graded state')}.",
        "best_given_sentence": _best_given(scored),
    }
    return facts


def _key(letter: str) -> str:
    """A letter as a name in prose: `a`, `b_plus`."""
    signs = letter.lower().replace("+", "_plus").replace("-", "_minus").replace("*", "_star")
    return "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in signs)


def _scale(rubric: Rubric) -> str:
    """The scale in words, best first.

    >>> from analysis.standard.rubric import Grade
    >>> _scale(Rubric("1", 0, (Grade("A", 90), Grade("B", 80), Grade("F", 0)), (), ()))
    'A from 90 points, B from 80 and F below 80'
    """
    first, *rest = rubric.grades
    if not rest:
        return f"{plain(first.letter)} for every score"
    middle = [f"{plain(grade.letter)} from {digits(grade.minimum)}" for grade in rest[:-1]]
    steps = [f"{plain(first.letter)} from {digits(first.minimum)} points", *middle]
    return listed([*steps, f"{plain(rest[-1].letter)} below {digits(rubric.grades[-2].minimum)}"])


def _grade_sentence(card: Scorecard, rubric: Rubric) -> str:
    counts = {str(letter): int(n) for letter, n in grade_counts(card, rubric).items()}
    given = [(letter, n) for letter, n in counts.items() if n]
    if not given:
        return "No state has a grade."
    absent = [article(letter) for letter, n in counts.items() if not n]
    (letter, n), *rest = given
    parts = [
        f"{opening(n, 'state')} earned {article(letter)}",
        *(f"{number(n)} {article(letter)}" for letter, n in rest),
    ]
    text = listed(parts)
    return f"{text}; none earned {' or '.join(absent)}." if absent else f"{text}."


def _best_given(scored: pd.DataFrame) -> str:
    """The best grade that was earned, and by whom."""
    if scored.empty:
        return "No state has a grade."
    letter = scored["grade"].iloc[0]
    rows = scored[scored["grade"] == letter]
    return f"The best grade earned is {article(letter)}: {some(named(rows))}."


_STATUS_WORDS = {
    GRADED: ("{} has a firm grade.", "{} have a firm grade.", "No state has a firm grade."),
    PROVISIONAL: (
        "{} has a provisional grade.",
        "{} have a provisional grade.",
        "No state has a provisional grade.",
    ),
    INSUFFICIENT: (
        "{} has a law of which we saw too little to grade it.",
        "{} have a law of which we saw too little to grade it.",
        "Of every law known to us we saw enough to grade it.",
    ),
    NO_LAW_STATUS: (
        "We found no such law in {}.",
        "We found no such law in {}.",
        "We know of no state without such a law.",
    ),
    UNKNOWN: (
        "Our sources do not settle whether there is a law in {}.",
        "Our sources do not settle whether there is a law in {}.",
        "For every state we could tell whether it has a law.",
    ),
}
"""What is said of one state, of several, and where there is none."""


def _statuses(card: Scorecard) -> Facts:
    facts: Facts = {}
    for status in STATUSES:
        names = list(card.table.loc[card.table["status"] == status, "name"])
        one, many, nobody = _STATUS_WORDS[status]
        says = many if len(names) > 1 else one
        facts[status] = forms(len(names), "state") | {
            "names": listed(names, nothing="no state"),
            "sentence": says.format(some(names)) if names else nobody,
            "counted_sentence": capital(says.format(_how_many(says, len(names)))) if names else nobody,
        }
    return facts


def _how_many(says: str, states: int) -> str:
    """A count of states that begins a sentence or stands in it."""
    return opening(states, "state") if says.startswith("{}") else count(states, "state")


def _scores(card: Scorecard, rubric: Rubric) -> Facts:
    scored = card.scored
    capped = list(card.table.loc[card.table["capped"], "name"])
    facts: Facts = {
        "capped": forms(len(capped), "state"),
        "capped_sentence": _capped(capped),
        "widest_sentence": _widest(scored),
    }
    if scored.empty:
        nothing = "No state has a score."
        return facts | {"median": "unknown", "mean": "unknown", "range_sentence": nothing}
    best, worst = scored.iloc[0], scored.iloc[-1]
    middle = float(scored["score"].astype(float).median())
    names = scored["name"].where(scored["status"] != PROVISIONAL, scored["name"] + ", provisional")
    firsts = list(names[scored["score"] == best["score"]])
    lasts = list(names[scored["score"] == worst["score"]])
    if best["score"] == worst["score"]:
        spread = f"Every graded state scores {best['score']}."
    else:
        spread = (
            f"Scores run from {worst['score']} ({some(lasts)}) to {best['score']} ({some(firsts)}); half of the graded "
            f"states score {digits(middle)} or less."
        )
    mean = digits(float(scored["score_exact"].mean()))
    return facts | {"median": digits(middle), "mean": mean, "range_sentence": spread}


def _capped(names: list[str]) -> str:
    if not names:
        return "No law stands under a ceiling."
    return (
        f"{opening(len(names), 'law')} stand{'s' if len(names) == 1 else ''} under a ceiling: {some(names)}."
    )


def _widest(scored: pd.DataFrame) -> str:
    """The state whose score is least certain, as an example."""
    width = scored["score_high"] - scored["score_low"]
    if scored.empty or width.max() == 0:
        return "Every score is exact: all of the text was seen."
    row = scored.iloc[int(width.to_numpy(dtype=int).argmax())]
    return (
        f"Among graded states, the widest range is that of {plain(row['name'])}: its score is {row['score']}, and the "
        f"text that we did not see could put it anywhere from {row['score_low']} to {row['score_high']}."
    )


def _amendments(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """How far one amendment would carry, for the states that have a score."""
    scored = card.scored
    offers = single_amendments(card, codebook, rubric)
    offers = offers[offers["jurisdiction"].isin(scored.index) & (offers["gain"] > 0)]
    if offers.empty:
        nothing = "No single amendment would raise a score."
        return {"step_sentence": nothing, "common_sentence": nothing, "largest_sentence": nothing}
    grades = {letter: place for place, letter in enumerate(rubric.letters)}
    before = offers["jurisdiction"].map(scored["grade"]).map(grades)
    steps = offers.loc[offers["grade_after"].map(grades) < before, "jurisdiction"].nunique()
    best = offers[offers["gain"] == offers.groupby("jurisdiction")["gain"].transform("max")]
    order = {category.id: place for place, category in enumerate(rubric.categories)}
    common = best.groupby("category")["jurisdiction"].nunique()
    top = sorted(common.items(), key=lambda pair: (-pair[1], order[str(pair[0])]))[0]
    title = next(category.title for category in rubric.categories if category.id == top[0])
    largest = offers.iloc[int(offers["gain"].to_numpy(dtype=int).argmax())]
    place = str(largest["jurisdiction"])
    return {
        "step": forms(int(steps), "state"),
        "step_sentence": (
            f"One amendment would lift the grade of {out_of(int(steps), len(scored), 'graded state')}."
        ),
        "common_sentence": (
            f"For {count(int(top[1]), 'state')} the amendment worth most is one about {quoted(title)}."
        ),
        "largest_sentence": (
            f"The largest single gain is open to {plain(str(scored.at[place, 'name']))}: {largest['score_before']} to "
            f"{largest['score_after']} points, if its law said: "
            f"“{codebook.statement(largest['variable'], largest['after'])}”"
        ),
    }
