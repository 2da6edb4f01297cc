"""The headline of each picture: its finding in one line, by a rule that holds for any year's data."""

from __future__ import annotations

import pandas as pd

from analysis.display.numbers import FIRM, count, digits, number, out_of, percent, share_of_draws, some
from analysis.display.words import article, capital, listed, quoted, verb
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import GRADED, INSUFFICIENT, SCORED
from analysis.standard.rubric import Rubric

NEAR = 2
"""Points between a score and another letter, within which the letter hangs on little."""


def _firm(card: Scorecard) -> pd.DataFrame:
    return card.scored[card.scored["status"] == GRADED]


def of_grades(card: Scorecard, rubric: Rubric) -> str:
    """How many of the firm grades are the lowest letter, and how many the best."""
    firm, best, last = _firm(card), rubric.letters[0], rubric.letters[-1]
    if firm.empty:
        return "No grade is firm yet"
    failed, top = int((firm["grade"] == last).sum()), int((firm["grade"] == best).sum())
    if len(firm) == 1:
        return f"The only firm grade is {article(str(firm['grade'].iloc[0]))}"
    text = capital(
        f"{out_of(failed, len(firm), 'firm grade')} {'are' if failed > 1 else 'is'} {article(last)}"
    )
    if failed == len(firm):
        return text
    return f"{text}; {number(top) if top else 'none'} {'are' if top > 1 else 'is'} {article(best)}"


def of_status(card: Scorecard) -> str:
    """How many of the grades are firm, and how many could still change."""
    firm, graded = len(_firm(card)), len(card.scored)
    if not graded:
        return "No jurisdiction has a grade"
    text = capital(f"{out_of(firm, graded, 'grade')} {'are' if firm > 1 else 'is'} firm")
    return text if firm in (0, graded) else f"{text}; the other {number(graded - firm)} could still change"


def of_spread(card: Scorecard, rubric: Rubric) -> str:
    """How many scores stand within `NEAR` points of another letter."""
    scores = card.scored["score"].astype(float)
    if scores.empty:
        return "No jurisdiction has a score"
    edges = [grade.minimum for grade in rubric.grades if grade.minimum > 0]
    near = sum(any(edge - NEAR <= score < edge + NEAR for edge in edges) for score in scores)
    return capital(
        f"{out_of(near, len(scores), 'score')} {'are' if near > 1 else 'is'} within {number(NEAR)} points of another letter"
    )


def of_ranking(card: Scorecard) -> str:
    """Who has the highest firm score."""
    firm = _firm(card)
    if firm.empty:
        return "No score is firm yet" if len(card.scored) else "No jurisdiction has a score"
    highest = firm["score"].max()
    names = list(firm.loc[firm["score"] == highest, "name"])
    if len(firm) == 1:
        return f"{names[0]} has the only firm score, {highest}"
    return f"{some(names, 4)} {verb(len(names), 'has', 'have')} the highest firm score, {highest}"


def of_categories(card: Scorecard, rubric: Rubric) -> str:
    """In how many categories the most complete law is shown, by text, to earn every point."""
    laws = card.states.index[card.states["status"].isin([*SCORED, INSUFFICIENT])]
    if laws.empty:
        return "No law to show points for"
    most = pd.Series({category.id: category.maximum for category in rubric.categories})
    whole = (card.categories.loc[laws, most.index] >= most) & (card.shown.loc[laws, most.index] >= most)
    best, every = int(whole.sum(axis=1).max()), len(most)
    if best == every:
        laws_of_all = int((whole.sum(axis=1) == every).sum())
        return capital(
            f"{count(laws_of_all, 'law')} {verb(laws_of_all, 'earns', 'earn')} every point of every category"
        )
    if not best:
        return "No law is shown to earn every point of any category"
    if len(laws) == 1:
        return f"The only law is shown to earn every point in {number(best)} of {count(every, 'category', 'categories')}"
    return f"No law is shown to earn every point in more than {number(best)} of {count(every, 'category', 'categories')}"


def of_strengths(rows: pd.DataFrame) -> str:
    """In which category the median law earns most of the points, and in which least; rows from the strongest."""
    rows = rows[rows["median_share"].notna()]
    if rows.empty:
        return "No law to measure categories by"
    said = rows["median_share"].map(percent)
    most, least = said.iloc[0], said.iloc[-1]
    law = "The only law" if int(rows["jurisdictions"].max()) == 1 else "The median law"
    if most == least:
        return f"{law} earns {most} of the points in every category"
    first, last = (_which(list(rows.loc[said == share, "title"])) for share in (most, least))
    return f"{law} earns {most} in {first}, {least} in {last}"


def _which(titles: list[str]) -> str:
    """Categories that share a place, by their titles or, where they are many, by their number."""
    return listed(map(quoted, titles)) if len(titles) <= 2 else f"{number(len(titles))} categories"


def of_losses(rows: pd.DataFrame) -> str:
    """Which question costs the average scored law most; rows of `losses.points_lost`, the costliest first."""
    if rows.empty:
        return "No law has a score"
    first = rows.iloc[0]
    if not first["lost"] > 0:
        return "No scored law loses a point on any question"
    lost = f"{digits(round(float(first['lost']), 1))} of {digits(first['maximum'])} points"
    return f"No question costs the average scored law more than {quoted(first['question'])}: {lost}"


def of_overview(full: pd.Series, seen: pd.Series) -> str:
    """On how many questions fewer than half of the laws whose answer is known give the best one."""
    full, seen = full[seen > 0], seen[seen > 0]
    if seen.empty:
        return "No answer of a law was seen"
    rare = int((2 * full < seen).sum())
    if int(seen.max()) == 1:
        return f"On {out_of(len(seen) - rare, len(seen), 'question')} the only law with a known answer gives the best one"
    if not rare:
        return "On every question, at least half of the laws whose answer we know give the best one"
    return f"On {out_of(rare, len(seen), 'question')}, fewer than half of the laws whose answer we know give the best one"


def of_maps(summary: pd.DataFrame) -> str:
    """In which categories laws most and least often earn every point, as a share of those with a known answer."""
    rows = summary[summary["jurisdictions"] > 0]
    if rows.empty:
        return "No law to show points for"
    share = rows["full"] / rows["jurisdictions"]
    if share.max() == share.min():
        return f"In every category, {percent(float(share.max()))} of the laws earn every point"
    most, least = (_which(list(rows.loc[share == end, "title"])) for end in (share.max(), share.min()))
    if int(rows["jurisdictions"].max()) == 1:
        full = int((share == share.max()).sum())
        rest = least if len(rows) - full <= 2 else f"the other {number(len(rows) - full)}"
        return f"The only law earns every point in {most}, and not in {rest}"
    return (
        f"Of the laws whose answer we know, the largest share earns every point in {most} ({percent(float(share.max()))}), "
        f"the smallest in {least} ({percent(float(share.min()))})"
    )


def of_answers(full: int, laws: int, maximum: float) -> str:
    """How many laws earn every point of one category, of those with a known answer to any of its questions."""
    if not laws:
        return "No text of a law was seen on this"
    points = f"all {digits(maximum)} points" if maximum > 1 else "every point"
    return capital(f"{out_of(full, laws)} with a known answer {'earn' if full > 1 else 'earns'} {points}")


def of_acts(years: pd.Series) -> str:
    """Of which year most acts are; one whole year for each act."""
    if years.empty:
        return "No act with a year is on record"
    counts = years.value_counts().sort_index()
    most, busiest = int(counts.max()), [str(year) for year in counts[counts == counts.max()].index]
    if len(counts) == 1:
        return (
            f"All acts on record are of {busiest[0]}"
            if most > 1
            else f"The only act on record is of {busiest[0]}"
        )
    if most == 1:
        return (
            f"The {number(len(years))} acts with a year are of as many years, {busiest[0]} to {busiest[-1]}"
        )
    if len(busiest) == 1:
        return f"More acts are of {busiest[0]} than of any other year: {most} of {len(years)}"
    return f"No year has more acts than {some(busiest, 4)}: {number(most)} each, of {len(years)}"


def of_change(up: int, down: int, same: int) -> str:
    """How many of the laws scored in both editions have a higher score than before, and how many a lower one."""
    both = up + down + same
    if not both:
        return "No law has a score in both editions"
    if not up + down:
        return "No score changed between the editions"
    if both == 1:
        said = "scores higher than before" if up else "scores lower than before"
        return f"The one law scored in both editions {said}"
    lower = number(down) if down else "none"
    higher = f"{number(up)} {verb(up, 'scores', 'score')}" if up else "none scores"
    return (
        f"Of the {number(both)} laws scored in both editions, {higher} higher than before and {lower} lower"
    )


def of_draws(kept: pd.Series) -> str:
    """How many grades hold in at least `FIRM` of the draws; the share of draws in which each holds."""
    if kept.empty:
        return "No jurisdiction has a rank"
    firm = int((kept >= FIRM).sum())
    held = f"{out_of(firm, len(kept), 'grade')} {'hold' if firm > 1 else 'holds'}"
    return capital(f"{held} in at least {share_of_draws(FIRM)} of the draws")


def of_agreement(share: float | None, pairs: int) -> str:
    """On what share of all answers two coders agreed."""
    if share is None or not pairs:
        return "No law was coded twice"
    if share == 1:
        return f"Two coders agreed on {'the only answer' if pairs == 1 else f'all {number(pairs)} answers'} coded twice"
    return f"Two coders agreed on {percent(share)} of {count(pairs, 'answer')}"


def of_coverage(statute: int, unseen: int, asked: int) -> str:
    """What share of the questions a statute answers, and what share has no answer at all."""
    if not asked:
        return "No law to ask"
    if statute == asked:
        return "Statutes answer every question"
    unread = f"{percent(unseen / asked)} have no answer" if unseen else "each has some answer"
    return f"Statutes answer {percent(statute / asked)} of the questions; {unread}"
