"""What to look up next: acts not read, answers not coded or on summaries, texts seen long ago, by what they could move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analysis.display.dates import UNDATED, source_date
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, SCORED, letters, round_half_up, score
from analysis.problems import joined
from analysis.raw import Dataset
from analysis.raw.acts import act_name, coming_acts, unread_acts
from analysis.raw.schemas import BASES, UNREAD
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED, SEPARATOR, Codebook, Variable
from analysis.standard.rubric import Rubric

SECONDARY = BASES[-1]
"""The weakest basis: a summary, no text of the law."""

MONTHS_OLD = 24
"""From this age on, measured at the edition's date, a law is to be read again."""

NO_GRADE = "–"

UNKNOWN_LAW, NOT_SEEN, SUMMARY_ONLY, SEEN_LONG_AGO, ACT_UNREAD, ACT_COMING = WHYS = (
    "law not known",
    "not coded",
    "secondary only",
    "text seen long ago",
    "amended, not read",
    "enacted, not yet in force",
)
COLUMNS = [
    "jurisdiction",
    "name",
    "variable",
    "question",
    "why",
    "answer",
    "points",
    "status",
    "grade",
    "score",
    "score_low",
    "score_high",
    "grades_possible",
    "verified_through",
    "source",
]


def gaps(dataset: Dataset, card: Scorecard, *, months: int = MONTHS_OLD) -> pd.DataFrame:
    """The work list of one edition, what could move a grade furthest first.

    Out: one row per scored question that is not coded or rests on secondary sources alone, one per jurisdiction whose
    law is not known or whose lack of one is not well shown, one per law amended by an act that nobody has read, one per
    jurisdiction with such an act that is not yet in force, and one per law whose text was seen longer ago than the
    `months` before the edition's date; columns `COLUMNS`.
    `variable` is "" where a whole law is to be read, or read again: its figures are then those of the question that
    could move it furthest. `points`: the most the question can earn. `score_low`, `score_high` (0 to 100),
    `grades_possible` (letters, best first, `NO_GRADE` for none): what the law would score with each answer in turn, the
    others as coded.
    `source`: the cited sources, else the best one listed for the jurisdiction, "" where there is none.
    Order: letters between the best and the worst outcome, then points of score between them, then `points`; ties in
    the order of the files.
    """
    rubric, codebook = dataset.rubric, dataset.codebook
    possible = _possible(card, codebook, rubric)
    laws = dataset.laws.set_index("law_id")
    codings = dataset.codings.set_index(["law_id", "variable"])
    coming = coming_acts(dataset, card.edition.as_of)
    acts = {
        ACT_UNREAD: unread_acts(dataset, card.edition.as_of),
        ACT_COMING: coming[coming["text_read"] == UNREAD],
    }
    rows = []
    for place, law in card.table.iterrows():
        law_id = str(law["law_id"])
        verified = str(laws.at[law_id, "verified_through"]) if law_id else ""
        base = {
            "jurisdiction": str(place),
            "name": law["name"],
            "status": law["status"],
            "grade": law["grade"],
            "score": law["score"],
            "verified_through": verified,
        }
        stale = _stale(verified, card.edition.as_of, months)
        if law["status"] not in (*SCORED, INSUFFICIENT):
            basis = str(laws.at[law_id, "basis"]) if law_id else ""
            found = _of_missing_law(law["status"], basis, stale, rubric)
        else:
            found = list(_of_questions(law_id, possible.loc[[str(place)]], codings))
        if law["status"] in (*SCORED, INSUFFICIENT):
            ranged = possible.loc[[str(place)]].sort_values(["steps", "swing", "points"], kind="stable")
            widest = ranged.iloc[-1].drop("variable")
            whys = [ACT_UNREAD] * bool(law["unread"]) + [SEEN_LONG_AGO] * stale
        else:
            widest, whys = pd.Series(_everything(rubric)), []
        whys += [ACT_COMING] * bool(acts[ACT_COMING]["jurisdiction"].eq(str(place)).any())
        found += [{"variable": "", "why": why, **widest} for why in whys]
        rows += [{**base, **row, "_law": law_id} for row in found]
    frame = pd.DataFrame(rows, columns=[*dict.fromkeys([*COLUMNS, "steps", "swing", "_law"])])
    frame["question"] = [
        codebook[v].question if v else _about_the_whole(why, acts.get(why), place)
        for v, why, place in zip(frame["variable"], frame["why"], frame["jurisdiction"], strict=True)
    ]
    frame["answer"] = [
        codebook.label(v, str(card.answers.at[p, v]) or NOT_CODED) if v else ""
        for p, v in zip(frame["jurisdiction"], frame["variable"], strict=True)
    ]
    # Looked for among what is of the law and the jurisdiction only: the whole data set is searched once, not for every gap.
    of_law, of_place = (
        dict(list(dataset.codings.groupby("law_id"))),
        dict(list(dataset.sources.groupby("jurisdiction"))),
    )
    frame["source"] = [
        _on_file(
            of_law.get(law, dataset.codings.iloc[:0]), of_place.get(place, dataset.sources.iloc[:0]), variable
        )
        for place, law, variable in zip(frame["jurisdiction"], frame["_law"], frame["variable"], strict=True)
    ]
    for at in frame.index[frame["why"].isin(acts)]:
        place, own = str(frame.at[at, "jurisdiction"]), acts[str(frame.at[at, "why"])]
        cited = own.loc[own["jurisdiction"] == place, "source_ids"]
        frame.at[at, "source"] = _cited(cited, of_place.get(place, dataset.sources.iloc[:0]))
    frame = frame.sort_values(["steps", "swing", "points"], ascending=False, kind="stable", ignore_index=True)
    return frame[COLUMNS]


def _about_the_whole(why: str, acts: pd.DataFrame | None, place: str) -> str:
    """What to ask of a whole law: of one amended, what the acts change that nobody has read."""
    if acts is None:
        return "Does the whole text still stand, and does it answer as coded?"
    own = acts[acts["jurisdiction"] == place]
    if why == ACT_UNREAD:
        return f"What did {joined([act_name(str(act)) for act in own['act']])} change? The new text has not been read."
    named = [f"{act_name(str(act))} (from {day})" for act, day in zip(own["act"], own["dated"], strict=True)]
    return f"What will {joined(named)} change?"


def _of_questions(law_id: str, possible: pd.DataFrame, codings: pd.DataFrame) -> Iterator[dict[str, object]]:
    """The questions of a law that are not coded or rest on secondary sources alone."""
    for row in possible.to_dict("records"):
        key = (law_id, row["variable"])
        basis = str(codings.at[key, "basis"]) if key in codings.index else ""
        found = {str(name): value for name, value in row.items()}
        if row["now"] == NOT_CODED:
            yield {**found, "why": NOT_SEEN}
        elif basis == SECONDARY:
            yield {**found, "why": SUMMARY_ONLY}


def _of_missing_law(status: str, basis: str, stale: bool, rubric: Rubric) -> list[dict[str, object]]:
    """A law not known, or whose absence is not well shown: nothing is excluded."""
    why = UNKNOWN_LAW
    if status == NO_LAW_STATUS:
        why = SUMMARY_ONLY if basis == SECONDARY else SEEN_LONG_AGO if stale else ""
    return [{"variable": EXISTENCE, "why": why, **_everything(rubric)}] if why else []


def _everything(rubric: Rubric) -> dict[str, object]:
    """What a law may earn of which nothing is known."""
    return {
        "points": rubric.maximum,
        "score_low": 0,
        "score_high": int(rubric.maximum),
        "grades_possible": " ".join([*rubric.letters, NO_GRADE]),
        "steps": len(rubric.letters),
        "swing": rubric.maximum,
    }


def _possible(card: Scorecard, codebook: Codebook, rubric: Rubric) -> pd.DataFrame:
    """What each law would score with each answer to each scored question, the others as coded.

    Out: index jurisdiction; `variable`, `now`, `points`, `score_low`, `score_high`, `grades_possible`, `steps` (letters
    between the best and the worst outcome; no grade counts as one step below the last letter), `swing` (points).
    """
    answers = card.answers[card.table["status"].isin([*SCORED, INSUFFICIENT])].replace("", NOT_CODED)
    blocks = [
        answers.assign(**{item.variable: value}).assign(_variable=item.variable, _now=answers[item.variable])
        for item in rubric.items
        for value in every_worth(codebook[item.variable])
    ]
    asked = pd.concat(blocks).rename_axis("jurisdiction").reset_index()
    proposed = asked.drop(columns=["jurisdiction", "_variable", "_now"])
    result = score(proposed, rubric).summary
    exact = rubric.maximum * result["earned"] / result["points_coded"]
    capped = exact.clip(upper=result["high_exact"].fillna(rubric.maximum))
    asked["score"] = round_half_up(capped.to_numpy())
    would_be = pd.Series(letters(asked["score"].to_numpy(), rubric), index=asked.index)
    has_grade = result["status"].isin(SCORED)
    step = {letter: at for at, letter in enumerate((*rubric.letters, NO_GRADE))}
    asked["letter"] = would_be.where(has_grade, NO_GRADE)
    asked["step"] = asked["letter"].map(step)
    by = asked.groupby(["jurisdiction", "_variable"], sort=False)
    frame = by.agg(
        now=("_now", "first"),
        score_low=("score", "min"),
        score_high=("score", "max"),
        best=("step", "min"),
        worst=("step", "max"),
        grades_possible=("step", lambda s: " ".join(x for x in step if step[x] in set(s))),
    ).reset_index(names=["jurisdiction", "variable"])
    frame["swing"] = frame["score_high"] - frame["score_low"]
    now = frame["jurisdiction"].map(card.table["grade"]).replace("", NO_GRADE).map(step)
    frame["steps"] = frame[["worst"]].join(now.rename("now_step")).max(axis=1) - frame["best"]
    frame["points"] = frame["variable"].map({i.variable: i.maximum for i in rubric.items})
    whole = {"score_low": int, "score_high": int}
    return frame.astype(whole).drop(columns=["best", "worst"]).set_index("jurisdiction")


def every_worth(variable: Variable) -> list[str]:
    """Answers that between them earn all that a question can: each one, or lists of every length.

    >>> from analysis.standard.codebook import Answer
    >>> every_worth(Variable("c", "?", (Answer("b", "", ""), Answer("a", "", "")), multiple=True))
    ['none', 'a', 'a;b']
    """
    if not variable.multiple:
        return list(variable.by_id)
    parts = sorted(variable.by_id)
    return [EMPTY_LIST, *(SEPARATOR.join(parts[:count]) for count in range(1, len(parts) + 1))]


def _stale(verified: str, as_of: date, months: int) -> bool:
    """Whether the newest text of a law was seen more than so many months before a day, or nobody knows when."""
    if not verified:
        return True
    seen = date.fromisoformat(verified)
    age = (as_of.year - seen.year) * 12 + as_of.month - seen.month - (as_of.day < seen.day)
    return age > months


def source_on_file(dataset: Dataset, place: str, law_id: str, variable: str) -> str:
    """The sources cited for an answer, else the one listed for the jurisdiction that shows most: kind, then date."""
    codings = dataset.codings[dataset.codings["law_id"] == law_id]
    return _on_file(codings, dataset.sources[dataset.sources["jurisdiction"] == place], variable)


def _on_file(codings: pd.DataFrame, sources: pd.DataFrame, variable: str) -> str:
    cited = _cited(codings["source_ids"][codings["variable"] == variable], sources)
    if cited:
        return cited
    kinds = {kind: at for at, kind in enumerate(BASES)}
    newest = sources.sort_values("date", ascending=False, kind="stable")
    return _named(newest.sort_values("kind", key=lambda k: k.map(kinds), kind="stable").head(1))


def _cited(cells: pd.Series, sources: pd.DataFrame) -> str:
    """The sources that cells of `source_ids` name."""
    ids = [s for cell in cells for s in str(cell).split(SEPARATOR) if s]
    return _named(sources[sources["source_id"].isin(ids)])


def _named(chosen: pd.DataFrame) -> str:
    rows = chosen[["source_id", "kind", "date"]].itertuples(index=False)
    return "; ".join(f"{name} ({kind}, {source_date(day) or UNDATED})" for name, kind, day in rows)
