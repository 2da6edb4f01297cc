"""Facts of two editions side by side: what the laws did, who moved, and how much of it is a change of law."""

from __future__ import annotations

import pandas as pd

from analysis.change.changes import LAW_CHANGED, Changes
from analysis.change.what_happened import (
    AMENDED,
    CHANGED,
    LOST_SIGHT,
    NEWLY_SEEN,
    NOT_KNOWN,
    PASSED,
    PERHAPS,
    REPEALED,
    SAME,
    UNCODED,
)
from analysis.display.numbers import count, number, some
from analysis.display.words import listed, quoted, verb
from analysis.prose.facts import of_moves, presence
from analysis.prose.facts.phrases import Facts, forms, whole
from analysis.raw.vocabularies import STATES
from analysis.standard.rubric import Rubric


def changes(found: Changes | None, rubric: Rubric) -> Facts:
    """Facts of the change since the last edition, under the key `changes`; None for the first edition."""
    if found is None:
        return {"changes": _first_edition(), "shows": presence.of_changes(None)}
    rows = found.jurisdictions[found.jurisdictions["kind"].isin(STATES)]
    answers = found.answers[found.answers["jurisdiction"].isin(rows.index)]
    both = rows[rows["score_change"].notna()]
    by_law = answers[answers["reason"] == LAW_CHANGED].groupby("jurisdiction")["gain"].sum()
    both = both.assign(by_law=by_law.reindex(both.index).fillna(0.0))
    up = both[both["score_change"] > 0].sort_values(["score_change", "name"], ascending=[False, True])
    down = both[both["score_change"] < 0].sort_values(["score_change", "name"])
    moved = bool(len(up) + len(down))
    amended = int(rows["event"].isin([AMENDED, UNCODED]).sum())
    better, worse = _provisions(answers, rubric), _worse(rows["name"], answers, rubric)
    return {
        "changes": {
            "events": _events(rows),
            "amended_sentence": _amended(rows),
            "others_sentence": _others(rows),
            "repealed_sentence": _repealed(rows),
            "unknown_before": _unknown(rows),
            "passed_names": listed(rows.loc[rows["event"] == PASSED, "name"], nothing="no state"),
            "amended_count": forms(amended, "state"),
            "rose_count": forms(len(up), "state"),
            "moved": of_moves.moved(both, up, down),
            "top": of_moves.top(up[up["by_law"] > 0]) if moved else "",
            "top_why": of_moves.why(up[up["by_law"] > 0], answers, rubric),
            "fell": of_moves.fell(down) if moved else "",
            "letters": of_moves.letters(both, rubric) if moved else "",
            "seen": _seen(answers),
            "provisions": better if by_law.size else "",
            "worse": worse if by_law.size else "",
            "acts": forms(len(found.acts), "act"),
        },
        "shows": presence.of_changes(found),
    }


def _first_edition() -> Facts:
    """The same facts, for an edition without an earlier one."""
    silent = ("moved", "top", "top_why", "fell", "letters", "seen", "provisions", "worse", "unknown_before")
    told = ("amended_sentence", "others_sentence", "repealed_sentence")
    return {
        "events": "",
        "passed_names": "no state",
        "amended_count": forms(0, "state"),
        "rose_count": forms(0, "state"),
        "acts": forms(0, "act"),
        **dict.fromkeys(silent + told, ""),
    }


def _events(rows: pd.DataFrame) -> str:
    """In how many states a first law or an amendment took effect, or the law ended; the states named where they are news.

    An edition describes the law in force: a law enacted before the earlier date and in force after it took effect between.
    """
    named = {event: list(rows.loc[rows["event"] == event, "name"]) for event in CHANGED}
    passed, repealed = named[PASSED], named[REPEALED]
    amended = len(named[AMENDED]) + len(named[UNCODED])
    if not passed and not repealed and not amended:
        return (
            "As far as our sources show, no such law took effect, was amended or ended between the two dates."
        )
    first = f"A first law took effect in {count(len(passed), 'state')}" + (
        f" ({listed(passed)})" if passed else ""
    )
    ended = (
        f"{count(len(repealed), 'state')} repealed {verb(len(repealed), 'its', 'their')} law, or let it end "
        f"({listed(repealed)})"
        if repealed
        else "no law was repealed"
    )
    return f"{first} and an amendment of an existing law in {count(amended, 'state')}; {ended}."


def _amended(rows: pd.DataFrame) -> str:
    """How many of the laws amended answer a question otherwise."""
    coded, other = (int((rows["event"] == event).sum()) for event in (AMENDED, UNCODED))
    if not coded + other:
        return ""
    unread = list(rows.loc[rows["event"].isin([AMENDED, UNCODED]) & rows["unread"], "name"])
    last = (
        f" The newest text of {some(unread)} has not been read yet: what it changed is not known."
        if unread
        else ""
    )
    if coded + other == 1:
        did = (
            "the law changed at least one of the answers that we code"
            if coded
            else "no answer changed that both texts give"
        )
        return f"In that state {did}.{last}"
    if len(unread) == coded + other:
        return "None of their newest texts has been read yet: what these changed is not known."
    if not other:
        return f"In each of them the law changed at least one of the answers that we code.{last}"
    if not coded:
        return f"In none of them did an answer change that both texts give.{last}"
    return (
        f"In {number(coded)} of the {number(coded + other)} states that amended their law, it changed at least one of the "
        f"answers that we code; in the other {number(other)}, none that both texts give.{last}"
    )


def _others(rows: pd.DataFrame) -> str:
    """The laws that nobody is known to have changed, and those that may have been."""
    perhaps = list(rows.loc[rows["event"] == PERHAPS, "name"])
    same = int((rows["event"] == SAME).sum())
    parts = []
    if perhaps:
        parts.append(
            f"Whether the law of {some(perhaps)} was amended between the two dates is not settled: a newer text or an act "
            "was seen, but not the day from which it holds."
        )
    if same:
        parts.append(f"In {count(same, 'state')} we know of no act that touched the law.")
    return " ".join(parts)


def _repealed(rows: pd.DataFrame) -> str:
    names = list(rows.loc[rows["event"] == REPEALED, "name"])
    if not names:
        return ""
    noun = "A survivor" if len(names) == 1 else "Survivors"
    return f"{noun} in {some(names)} can no longer use the law that the earlier edition describes."


def _unknown(rows: pd.DataFrame) -> str:
    unseen = list(rows.loc[rows["event"] == NEWLY_SEEN, "name"])
    lost = list(rows.loc[rows["event"] == LOST_SIGHT, "name"])
    never = list(rows.loc[rows["event"] == NOT_KNOWN, "name"])
    parts = []
    if unseen:
        parts.append(
            f"We do not know the earlier law of {some(unseen)}, so we cannot say what changed there."
        )
    if lost:
        parts.append(f"We know an earlier law of {some(lost)} and cannot say whether it still holds.")
    if never:
        parts.append(f"Of {some(never)} we know the law of neither date.")
    return " ".join(parts)


def _seen(answers: pd.DataFrame) -> str:
    total = len(answers)
    if not total:
        return "No answer differs between the two editions where a law was in force at both dates."
    real = int((answers["reason"] == LAW_CHANGED).sum())
    start = (
        f"Where a law was in force at both dates, {count(total, 'answer')} differ{'s' if total == 1 else ''}."
    )
    if real == total:
        return f"{start} In each case the law itself changed."
    unseen = "one of the two texts was not seen, so that no change of law is shown"
    if not real:
        return f"{start} In each case {unseen}."
    return f"{start} In {count(real, 'case')} the law itself changed; in the other {number(total - real)}, {unseen}."


def _provisions(answers: pd.DataFrame, rubric: Rubric) -> str:
    """The categories in which most laws changed for the better."""
    better = answers[(answers["reason"] == LAW_CHANGED) & (answers["gain"] > 0) & (answers["category"] != "")]
    if better.empty:
        return "No law changed an answer for the better."
    titles = {category.id: quoted(category.title) for category in rubric.categories}
    order = {category: place for place, category in enumerate(titles)}
    states = better.groupby("category")["jurisdiction"].nunique()
    ranked = sorted(states.items(), key=lambda pair: (-pair[1], order[str(pair[0])]))
    first = ranked[: whole([int(n) for _, n in ranked], 3)]
    parts = [f"{titles[str(category)]} (in {count(int(n), 'state')})" for category, n in first]
    if len(first) == len(ranked):
        return (
            f"{'The law' if better['jurisdiction'].nunique() == 1 else 'Laws'} improved on {listed(parts)}."
        )
    return f"The laws improved most often on {listed(parts)}."


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
