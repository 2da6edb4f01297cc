"""Facts of two editions side by side: laws passed and amended, who moved, and how much of it is a change of law."""

from __future__ import annotations

from functools import partial

import pandas as pd

from analysis.change.changes import AMENDED, LAW_CHANGED, NEWLY_SEEN, PASSED, REPEALED, Changes
from analysis.display.numbers import count, number, opening, some
from analysis.display.words import article, capital, listed, quoted
from analysis.prose.facts.phrases import Facts, forms
from analysis.standard.rubric import Rubric

FIRST = "This is the first edition: there is nothing to compare it with yet."


def changes(found: Changes | None, rubric: Rubric) -> Facts:
    """Facts of the change since the last edition, under the key `changes`; None for the first edition."""
    if found is None:
        return {"changes": _first_edition()}
    rows, answers = found.jurisdictions, found.answers
    both = rows[rows["score_change"].notna()]
    up = both[both["score_change"] > 0].sort_values(["score_change", "name"], ascending=[False, True])
    down = both[both["score_change"] < 0].sort_values(["score_change", "name"])
    return {
        "changes": {
            "events": _events(rows),
            "unknown_before": _unknown_before(rows),
            "passed_names": listed(rows.loc[rows["event"] == PASSED, "name"], nothing="no state"),
            "amended_count": forms(int((rows["event"] == AMENDED).sum()), "state"),
            "rose_count": forms(len(up), "state"),
            "moved": _moved(both, up, down),
            "top": _top(up),
            "top_why": _why(up, answers, rubric),
            "fell": _fell(down),
            "letters": _letters(both, rubric),
            "seen": _seen(answers),
            "provisions": _provisions(answers, rubric),
            "worse": _worse(rows["name"], answers, rubric),
            "acts": forms(len(found.acts), "act"),
        }
    }


def _first_edition() -> Facts:
    """The same facts, for an edition without an earlier one."""
    silent = ("moved", "top", "top_why", "fell", "letters", "seen", "provisions", "worse", "unknown_before")
    return {
        "events": FIRST,
        "passed_names": "no state",
        "amended_count": forms(0, "state"),
        "rose_count": forms(0, "state"),
        "acts": forms(0, "act"),
        **dict.fromkeys(silent, ""),
    }


def _events(rows: pd.DataFrame) -> str:
    passed = rows.loc[rows["event"] == PASSED, "name"]
    repealed = rows.loc[rows["event"] == REPEALED, "name"]
    amended = int((rows["event"] == AMENDED).sum())
    first = f"{opening(len(passed), 'state')} passed a first law" + (
        f" ({listed(passed)})" if len(passed) else ""
    )
    last = f"{count(len(repealed), 'state')} repealed one" + (
        f" ({listed(repealed)})" if len(repealed) else ""
    )
    return f"{first}, {count(amended, 'state')} changed an existing one and {last}."


def _unknown_before(rows: pd.DataFrame) -> str:
    unseen = rows.loc[rows["event"] == NEWLY_SEEN, "name"]
    if unseen.empty:
        return ""
    return f"We did not know the earlier law of {some(list(unseen))}, so we cannot say what changed there."


def _moved(both: pd.DataFrame, up: pd.DataFrame, down: pd.DataFrame) -> str:
    same = len(both) - len(up) - len(down)
    if both.empty:
        return "No state has a score in both editions."
    return (
        f"Scores can be compared where both editions have one: in {count(len(both), 'state')}. "
        f"The score rose in {number(len(up)) if len(up) else 'none'}, fell in "
        f"{number(len(down)) if len(down) else 'none'} and stayed in {number(same) if same else 'none'}."
    )


def _move(row: object) -> str:
    """Score and letter before and after, for a bracket behind the name."""
    get = partial(getattr, row)
    before, after = get("grade_before"), get("grade_after")
    letters = f"still {article(after)}" if before == after else f"{article(before)} to {article(after)}"
    return f"{get('name')} ({get('score_before')} to {get('score_after')}, {letters})"


def _top(up: pd.DataFrame) -> str:
    if up.empty:
        return "No state’s score rose."
    first, *rest = [_move(row) for row in up.head(4).itertuples()]
    return f"The score rose most in {first}" + (f", then in {listed(rest)}." if rest else ".")


def _why(up: pd.DataFrame, answers: pd.DataFrame, rubric: Rubric) -> str:
    """The categories in which the state that rose most changed its law for the better."""
    if up.empty:
        return ""
    place, name = up.index[0], up.iloc[0]["name"]
    better = answers[
        (answers["jurisdiction"] == place) & (answers["reason"] == LAW_CHANGED) & (answers["gain"] > 0)
    ]
    if better.empty:
        return f"In {name} the score rose because more of the text was seen, not because the law changed."
    titles = {category.id: quoted(category.title) for category in rubric.categories}
    gained = better.groupby("category")["gain"].sum().sort_values(ascending=False, kind="stable")
    return f"In {name} the law now does better on {listed(titles[str(c)] for c in gained.index)}."


def _fell(down: pd.DataFrame) -> str:
    if down.empty:
        return "No state’s score fell."
    return f"The score fell in {some([_move(row) for row in down.itertuples()])}."


def _letters(both: pd.DataFrame, rubric: Rubric) -> str:
    order = {letter: place for place, letter in enumerate(rubric.letters)}
    step = both["grade_before"].map(order) - both["grade_after"].map(order)
    higher, lower = list(both.loc[step > 0, "name"]), list(both.loc[step < 0, "name"])
    text = f"{opening(len(higher), 'state')} moved to a higher grade" + (
        f" ({some(higher)})" if higher else ""
    )
    return f"{text} and {count(len(lower), 'state')} to a lower one" + (
        f" ({some(lower)})." if lower else "."
    )


def _seen(answers: pd.DataFrame) -> str:
    total = len(answers)
    if not total:
        return "No answer differs between the two editions where a law was in force at both dates."
    real = int((answers["reason"] == LAW_CHANGED).sum())
    return (
        f"Where a law was in force at both dates, {count(total, 'answer')} differ{'s' if total == 1 else ''}. In "
        f"{count(real, 'case')} the law itself changed; in {count(total - real, 'case')} one of the two texts was not "
        "seen, so that the score moved without any change of law."
    )


def _provisions(answers: pd.DataFrame, rubric: Rubric) -> str:
    """The categories in which most laws changed for the better."""
    better = answers[(answers["reason"] == LAW_CHANGED) & (answers["gain"] > 0) & (answers["category"] != "")]
    if better.empty:
        return "No law changed an answer for the better."
    titles = {category.id: quoted(category.title) for category in rubric.categories}
    order = {category: place for place, category in enumerate(titles)}
    states = better.groupby("category")["jurisdiction"].nunique()
    ranked = sorted(states.items(), key=lambda pair: (-pair[1], order[str(pair[0])]))[:3]
    parts = [f"{titles[str(category)]} (in {count(int(n), 'state')})" for category, n in ranked]
    return capital(f"the laws improved most often on {listed(parts)}.")


def _worse(names: pd.Series, answers: pd.DataFrame, rubric: Rubric) -> str:
    """Every category in which a change of law cost points, and the states where it did."""
    lost = answers[(answers["reason"] == LAW_CHANGED) & (answers["gain"] < 0)]
    if lost.empty:
        return "No law changed an answer for the worse."
    parts = [
        f"{quoted(category.title)} ({some(sorted(names[lost.loc[here, 'jurisdiction'].unique()]))})"
        for category in rubric.categories
        if (here := lost["category"] == category.id).any()
    ]
    return f"On some points a law got worse: {listed(parts)}."
