"""Facts of one edition's scores: grades, statuses, who stands where, and which single amendment would help most."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import count, digits, number, opening, out_of, some
from analysis.display.words import article, capital, listed, plain
from analysis.grading.examples import leaders
from analysis.grading.rankings import grade_counts
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, INSUFFICIENT, NO_LAW_STATUS, PROVISIONAL, STATUSES, UNKNOWN
from analysis.prose.facts.names import named
from analysis.prose.facts.of_amendments import amendments
from analysis.prose.facts.of_findings import findings
from analysis.prose.facts.of_ideal import ideal
from analysis.prose.facts.of_laws import answers, categories
from analysis.prose.facts.phrases import Facts, forms
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric

NO_GRADE = "No state has a grade."


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
        "amendments": amendments(card, codebook, rubric),
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
            if len(scored)
            else NO_GRADE
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
        return NO_GRADE
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
        return ""
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
        return facts | {"median": "unknown", "mean": "unknown", "range_sentence": ""}
    middle = float(scored["score"].astype(float).median())
    if scored["score"].nunique() == 1:
        who = "The one graded state" if len(scored) == 1 else "Every graded state"
        same = f"{who} scores {scored['score'].iloc[0]}."
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
    """The state whose score is least certain, as an example; all of them where several ranges are as wide."""
    width = scored["score_high"] - scored["score_low"]
    if scored.empty:
        return ""
    if width.max() == 0:
        return "Every score is exact: no text that we did not see could change one."
    widest = scored[width == width.max()]
    row = widest.iloc[0]
    if len(widest) == 1:
        return (
            f"Among graded states, no range is wider than that of {plain(row['name'])}: its score is {row['score']}, and the "
            f"text that we did not see could put it anywhere from {row['score_low']} to {row['score_high']}."
        )
    ranges = [f"{r.name} ({r.score}: {r.score_low}–{r.score_high})" for r in widest.itertuples(index=False)]
    return (
        f"Among graded states, the widest ranges are those of {some(ranges)}: the text that we did not see could put their "
        "scores anywhere within them."
    )
