"""Facts of the scores that moved between two editions: whose, by how much, and whether the law moved them."""

from __future__ import annotations

from functools import partial

import pandas as pd

from analysis.change.changes import LAW_CHANGED
from analysis.display.numbers import count, number, opening, some
from analysis.display.words import article, listed, quoted
from analysis.grading.scoring import PROVISIONAL
from analysis.standard.rubric import Rubric


def moved(both: pd.DataFrame, up: pd.DataFrame, down: pd.DataFrame) -> str:
    """How many scores rose, fell and stayed, and how many of those that moved no change of law moved."""
    if both.empty:
        return "No state has a score in both editions."
    same = len(both) - len(up) - len(down)
    if same == len(both):
        still = "It did not change" if same == 1 else "It changed in none of them"
        return f"Both editions have a score in {count(same, 'state')}. {still}."
    places = (("rose in", len(up)), ("fell in", len(down)), ("stayed in", same))
    if len(both) == 1:
        own = f"It {'rose' if len(up) else 'fell'} there."
        why = (
            "" if both["by_law"].iloc[0] else " No change of law moved it: other parts of the text were seen."
        )
        return f"Both editions have a score in one state. {own}{why}"
    told = listed([f"{words} {number(n)}" for words, n in places if n])
    by_text = int((pd.concat([up, down])["by_law"] == 0).sum())
    seen = (
        f" In {number(by_text)} of those where it moved, no change of law moved it: other parts of the text were seen."
        if by_text
        else ""
    )
    return f"Both editions have a score in {count(len(both), 'state')}. It {told}.{seen}"


def _move(row: object) -> str:
    """Score and letter before and after, for a bracket behind the name."""
    get = partial(getattr, row)
    before, after = get("grade_before"), get("grade_after")
    letters = f"still {article(after)}" if before == after else f"{article(before)} to {article(after)}"
    unsure = ", provisional today" if get("status_after") == PROVISIONAL else ""
    return f"{get('name')} ({get('score_before')} to {get('score_after')}, {letters}{unsure})"


def top(up: pd.DataFrame) -> str:
    """The scores that a change of law raised most."""
    if up.empty:
        return "No change of law raised a score."
    first, *rest = [_move(row) for row in up.head(4).itertuples()]
    if not rest:
        return f"A change of law raised the score of one state: {first}."
    return f"Among states whose law changed, the score rose most in {first}" + (
        f", then in {listed(rest)}." if rest else "."
    )


def why(up: pd.DataFrame, answers: pd.DataFrame, rubric: Rubric) -> str:
    """The categories in which the state that rose most changed its law for the better."""
    if up.empty:
        return ""
    place, name = up.index[0], up.iloc[0]["name"]
    better = answers[
        (answers["jurisdiction"] == place) & (answers["reason"] == LAW_CHANGED) & (answers["gain"] > 0)
    ]
    titles = {category.id: quoted(category.title) for category in rubric.categories}
    gained = better.groupby("category")["gain"].sum().sort_values(ascending=False, kind="stable")
    return f"In {name} the law now does better on {listed(titles[str(c)] for c in gained.index)}."


def fell(down: pd.DataFrame) -> str:
    """Where the score is lower: by the law, or only by what was seen of it."""
    if down.empty:
        return "No state’s score fell."
    by_law, by_text = down[down["by_law"] < 0], down[down["by_law"] >= 0]
    parts = []
    if len(by_law):
        parts.append(
            f"A change of law for the worse lowered the score of {some([_move(r) for r in by_law.itertuples()])}."
        )
    if len(by_text):
        parts.append(
            f"The score of {some([_move(r) for r in by_text.itertuples()])} is lower because other parts of the text were "
            "seen, not because the law got worse."
        )
    return " ".join(parts)


def letters(both: pd.DataFrame, rubric: Rubric) -> str:
    """Whose letter is higher than before, and whose lower."""
    order = {letter: place for place, letter in enumerate(rubric.letters)}
    step = both["grade_before"].map(order) - both["grade_after"].map(order)
    higher, lower = list(both.loc[step > 0, "name"]), list(both.loc[step < 0, "name"])
    if both.empty:
        return ""
    if not higher and not lower:
        return "No letter changed."
    verbs = ["have" if len(names) > 1 else "has" for names in (higher, lower)]
    text = f"{opening(len(higher), 'state')} {verbs[0]} a higher letter than in the edition before" + (
        f" ({some(higher)})" if higher else ""
    )
    return f"{text}, and {count(len(lower), 'state')} {verbs[1]} a lower one" + (
        f" ({some(lower)})." if lower else "."
    )
