"""Facts of one edition's scores: grades, statuses, who stands where, and which single amendment would help most."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, digits, number, opening, out_of, some
from analysis.display.words import article, capital, listed, plain, quoted
from analysis.grading.examples import leaders
from analysis.grading.rankings import grade_counts
from analysis.grading.recommendations import single_amendments
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, INSUFFICIENT, NO_LAW_STATUS, PROVISIONAL, STATUSES, UNKNOWN
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
        "bottom_sentence": (
            f"The lowest grade, {article(last)}, went to {out_of(failed, len(scored), 'graded state')}."
            if failed
            else f"No state earned the lowest grade, {article(last)}."
        ),
        "best_given_sentence": _best_given(card, rubric),
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
    return f"{text}; none earned {listed(absent, 'or')}." if absent else f"{text}."


def _best_given(card: Scorecard, rubric: Rubric) -> str:
    """The best of the firm grades, and by whom; provisional ones as high beside it."""
    scored = card.scored
    if scored.empty:
        return "No state has a grade."
    order = {letter: -place for place, letter in enumerate(rubric.letters)}
    found = leaders(card, scored["grade"].map(order))
    if found.firm.empty:
        return "No grade is firm, so none is called the best."
    letter = str(found.firm["grade"].iloc[0])
    text = f"The best firm grade is {article(letter)}: {some(named(found.firm))}."
    if len(found.beside):
        text += (
            f" {opening(len(found.beside), 'state')} earned as high a grade or a higher one, provisionally: "
            f"{some(named(found.beside))}."
        )
    return text


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
        names = list(card.states.loc[card.states["status"] == status, "name"])
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
    capped = list(card.states.loc[card.states["capped"], "name"])
    facts: Facts = {
        "capped": forms(len(capped), "state"),
        "capped_sentence": _capped(capped),
        "widest_sentence": _widest(scored),
    }
    if scored.empty:
        nothing = "No state has a score."
        return facts | {"median": "unknown", "mean": "unknown", "range_sentence": nothing}
    middle = float(scored["score"].astype(float).median())
    if scored["score"].nunique() == 1:
        same = f"Every graded state scores {scored['score'].iloc[0]}."
        return facts | {"median": digits(middle), "mean": digits(middle), "range_sentence": same}
    half = f"Half of the graded states score {digits(middle)} or less."
    spread = " ".join(
        filter(None, [_run(scored, GRADED, "Firm"), _run(scored, PROVISIONAL, "Provisional"), half])
    )
    mean = digits(float(scored["score_exact"].mean()))
    return facts | {"median": digits(middle), "mean": mean, "range_sentence": spread}


def _run(scored: pd.DataFrame, status: str, word: str) -> str:
    """From where to where the scores of one status run, with who stands at either end."""
    rows = scored[scored["status"] == status]
    if rows.empty:
        return ""
    top, bottom = rows["score"].max(), rows["score"].min()
    firsts, lasts = (some(list(rows.loc[rows["score"] == end, "name"])) for end in (top, bottom))
    if top == bottom:
        return f"The {word.lower()} score of {firsts} is {top}."
    return f"{word} scores run from {bottom} ({lasts}) to {top} ({firsts})."


def _capped(names: list[str]) -> str:
    if not names:
        return "No law stands under a ceiling."
    return (
        f"{opening(len(names), 'law')} stand{'s' if len(names) == 1 else ''} under a ceiling: {some(names)}."
    )


def _widest(scored: pd.DataFrame) -> str:
    """The state whose score is least certain, as an example."""
    width = scored["score_high"] - scored["score_low"]
    if scored.empty:
        return ""
    if width.max() == 0:
        return "Every score is exact: no text that we did not see could change one."
    row = scored.iloc[int(width.to_numpy(dtype=int).argmax())]
    return (
        f"Among graded states, no range is wider than that of {plain(row['name'])}: its score is {row['score']}, and the "
        f"text that we did not see could put it anywhere from {row['score_low']} to {row['score_high']}."
    )


def _amendments(card: Scorecard, codebook: Codebook, rubric: Rubric) -> Facts:
    """How far one amendment would carry, for the states that have a score."""
    scored = card.scored
    offers = single_amendments(card, codebook, rubric)
    offers = offers[offers["jurisdiction"].isin(scored.index) & (offers["gain"] > 0)]
    if offers.empty:
        nothing = "No single amendment would raise a score."
        return {"step_sentence": nothing, "common_sentence": "", "largest_sentence": ""}
    grades = {letter: place for place, letter in enumerate(rubric.letters)}
    before = offers["jurisdiction"].map(scored["grade"]).map(grades)
    steps = offers.loc[offers["grade_after"].map(grades) < before, "jurisdiction"].nunique()
    best = offers[offers["gain"] == offers.groupby("jurisdiction")["gain"].transform("max")]
    order = {category.id: place for place, category in enumerate(rubric.categories)}
    common = best.groupby("category")["jurisdiction"].nunique()
    top = sorted(common.items(), key=lambda pair: (-pair[1], order[str(pair[0])]))[0]
    title = next(category.title for category in rubric.categories if category.id == top[0])
    return {
        "step": forms(int(steps), "state"),
        "step_sentence": _step(int(steps), len(scored)),
        "common_sentence": (
            f"For {count(int(top[1]), 'state')} the amendment worth most is one about {quoted(title)}."
        ),
        "largest_sentence": _largest(card, offers, codebook),
    }


def _step(steps: int, graded: int) -> str:
    if not steps:
        return "No single amendment would lift the letter of a graded state."
    each = "its own" if steps == 1 else "each its own"
    return f"A single amendment ({each}) would lift the letter of {out_of(steps, graded, 'graded state')}."


def _largest(card: Scorecard, offers: pd.DataFrame, codebook: Codebook) -> str:
    """The largest gain that one amendment offers a state with a firm grade."""
    found = leaders(card, offers.groupby("jurisdiction")["gain"].max())
    if found.firm.empty:
        return ""
    place = str(found.firm.index[0])
    own = offers[offers["jurisdiction"] == place]
    best = own.iloc[int(own["gain"].to_numpy(dtype=int).argmax())]
    who = plain(str(found.firm["name"].iloc[0]))
    return (
        f"Among firm grades, the largest gain is open to {who}: {best['score_before']} to {best['score_after']} points, if "
        f"its law said: “{codebook.statement(best['variable'], best['after'])}”"
    )
