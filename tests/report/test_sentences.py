"""Sentences of the summary, each proved by a query of its own on data/processed/, so that one that turns false is named.

Nothing here calls the code that writes the sentences: numbers and names are worked out anew from the published tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

Tables = dict[str, pd.DataFrame]
Query = Callable[[Tables, str], list[str]]
"""From the tables and the latest edition to what its sentence must hold."""

SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def said(n: int) -> str:
    return SMALL[n] if n < 10 else f"{n:,}"


def begun(n: int) -> str:
    """A count that begins a sentence: in words to 59."""
    teens = [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["", "", "twenty", "thirty", "forty", "fifty"]
    words = (
        SMALL[n]
        if n < 10
        else teens[n - 10]
        if n < 20
        else f"{tens[n // 10]}-{SMALL[n % 10]}".removesuffix("-no")
    )
    return words.capitalize()


@pytest.fixture(scope="module")
def tables(root: Path) -> Tables:
    names = "scores answers changes changed_answers amendments_ranked coverage_jurisdictions agreement"
    folder = root / "data" / "processed"
    return {
        name: pd.read_csv(
            folder / f"{name}.csv",
            keep_default_na=False,
            na_values=[""],
            dtype={"edition": str, "codebook": str},
        )
        for name in [*names.split(), "rank_intervals", "rank_pairs"]
    }


@pytest.fixture(scope="module")
def told(root: Path) -> dict[str, dict]:
    merged: dict[str, dict] = {}
    for path in sorted((root / "data" / "processed" / "variables").glob("*.json")):
        for key, facts in json.loads(path.read_text(encoding="utf-8")).items():
            merged.setdefault(key, {}).update(facts)
    return merged


def now(tables: Tables, edition: str) -> pd.DataFrame:
    rows = tables["scores"]
    return rows[(rows["edition"] == edition) & rows["kind"].isin(["state", "district"])]


def graded(tables: Tables, edition: str, status: str = "") -> pd.DataFrame:
    rows = now(tables, edition)
    return rows[rows["status"].eq(status) if status else rows["status"].isin(["graded", "provisional"])]


def letters(tables: Tables, edition: str) -> list[str]:
    given = graded(tables, edition)["grade"].value_counts().sort_index()
    first = given.index[0]
    article = {"A": "an", "F": "an"}
    head = f"{begun(int(given[first]))} state{'s' if given[first] > 1 else ''} earned {article.get(first, 'a')} {first}"
    return [
        head,
        *(f"{said(int(n))} {article.get(letter, 'a')} {letter}" for letter, n in given.iloc[1:].items()),
    ]


def best_firm(tables: Tables, edition: str) -> list[str]:
    firm, open_ = graded(tables, edition, "graded"), graded(tables, edition, "provisional")
    top = firm["grade"].min()
    beside = open_[open_["grade"] <= top]
    rows = firm[firm["grade"] == top]
    return [
        f"The best firm grade is {'an' if top in 'AF' else 'a'} {top}",
        *(f"{name} ({score:.0f})" for name, score in zip(rows["name"], rows["score"], strict=True)),
        *(
            f"{name} ({score:.0f}, provisional"
            for name, score in zip(beside["name"], beside["score"], strict=True)
        ),
    ]


def run(tables: Tables, edition: str) -> list[str]:
    firm, open_ = graded(tables, edition, "graded"), graded(tables, edition, "provisional")
    middle = graded(tables, edition)["score"].median()
    return [
        f"Firm scores run from {firm['score'].min():.0f} ({firm.loc[firm['score'].idxmin(), 'name'][:3]}",
        f"to {firm['score'].max():.0f} ({firm.loc[firm['score'].idxmax(), 'name']})",
        f"Provisional scores run from {open_['score'].min():.0f} ({open_.loc[open_['score'].idxmin(), 'name']})",
        f"to {open_['score'].max():.0f} ({open_.loc[open_['score'].idxmax(), 'name']})",
        f"Half of the graded states score {middle:g} or less.",
    ]


def every_name(status: str) -> Query:
    return lambda tables, edition: [*graded(tables, edition, status)["name"]]


def counted(status: str, noun: str = "state") -> Query:
    def query(tables: Tables, edition: str) -> list[str]:
        n = len(graded(tables, edition, status))
        return [f"{begun(n)} {noun}{'s' if n > 1 else ''} ha"]

    return query


def step(tables: Tables, edition: str) -> list[str]:
    rows, scored = tables["amendments_ranked"], graded(tables, edition).set_index("jurisdiction")
    rows = rows[rows["jurisdiction"].isin(scored.index) & (rows["gain"] > 0)]
    lifted = rows[rows["grade_after"] < rows["jurisdiction"].map(scored["grade"])]["jurisdiction"].nunique()
    return [f"{said(lifted)} of the {said(len(scored))} graded states"]


def common(tables: Tables, edition: str) -> list[str]:
    rows = tables["amendments_ranked"]
    rows = rows[rows["jurisdiction"].isin(graded(tables, edition)["jurisdiction"]) & (rows["gain"] > 0)]
    best = rows[rows["gain"] == rows.groupby("jurisdiction")["gain"].transform("max")]
    most = best.groupby("category")["jurisdiction"].nunique().max()
    return [f"For {said(int(most))} states the amendment worth most"]


def rarest(tables: Tables, edition: str) -> list[str]:
    rows = tables["answers"]
    rows = rows[(rows["edition"] == edition) & rows["points"].notna()]
    found = rows.groupby("variable").agg(full=("points", "size"), coded=("points", "size"))
    found["full"] = (
        rows[rows["points"] == rows["maximum"]].groupby("variable").size().reindex(found.index).fillna(0)
    )
    found["share"] = found["full"] / found["coded"]
    first = found.sort_values("share").iloc[0]
    return [f": {said(int(first['full'])) if first['full'] else 'none'} of the {int(first['coded'])} laws"]


def most_parts(tables: Tables, edition: str) -> list[str]:
    firm = graded(tables, edition, "graded").set_index("jurisdiction")
    rows = tables["answers"]
    asked = rows.loc[(rows["edition"] == edition) & rows["maximum"].notna(), "variable"].nunique()
    rows = rows[
        (rows["edition"] == edition) & rows["support"].eq("statute") & rows["points"].eq(rows["maximum"])
    ]
    parts = rows[rows["jurisdiction"].isin(firm.index)].groupby("jurisdiction").size()
    return [
        f"with {said(int(parts.max()))} of {said(asked)}.",
        *(f"{firm.at[p, 'name']} (" for p in parts.index[parts == parts.max()]),
    ]


def met(tables: Tables, edition: str) -> list[str]:
    rows, firm = tables["answers"], graded(tables, edition, "graded")["jurisdiction"]
    rows = rows[(rows["edition"] == edition) & rows["maximum"].notna()]
    full = rows[
        rows["points"].eq(rows["maximum"]) & rows["support"].eq("statute") & rows["jurisdiction"].isin(firm)
    ]
    lacking = rows["variable"].nunique() - full["variable"].nunique()
    return [
        f"The ideal law has {rows['variable'].nunique()} parts",
        "every other part" if lacking else "each of them",
    ]


def events(tables: Tables, edition: str) -> list[str]:
    rows = tables["changes"]
    first = rows.loc[rows["event"] == "passed", "name"]
    amended = int(rows["event"].isin(["amended", "amended_uncoded"]).sum())
    gone = list(rows.loc[rows["event"] == "repealed", "name"])
    return [
        f"A first law took effect in {said(len(first))} states",
        *first,
        f"an amendment of an existing law in {said(amended)} states",
        *(gone or ["no law was repealed"]),
    ]


def top(tables: Tables, edition: str) -> list[str]:
    gains = tables["changed_answers"]
    gains = gains[gains["reason"] == "law_changed"].groupby("jurisdiction")["gain"].sum()
    rows = tables["changes"].set_index("jurisdiction")
    rows = rows[(rows["score_change"] > 0) & (rows.index.map(gains) > 0)]
    first = rows.sort_values(["score_change", "name"], ascending=[False, True]).iloc[0]
    return [f"rose most in {first['name']} ({first['score_before']:.0f} to {first['score_after']:.0f}"]


def summaries(tables: Tables, edition: str) -> list[str]:
    rows = tables["coverage_jurisdictions"]
    rows = rows[(rows["edition"] == edition) & ~rows["status"].isin(["no_law", "unknown"])]
    return [f"Of the {said(int(rows['seen'].sum()))} answers", f"{said(int(rows['secondary'].sum()))} rest"]


def kept(tables: Tables, edition: str) -> list[str]:
    return [f"{tables['rank_intervals']['same_grade'].mean() * 100:.0f}%"]


def agreed(tables: Tables, edition: str) -> list[str]:
    rows = tables["agreement"]
    rows = rows[rows["variable"] == "all"]
    return [
        f"{r.percent:.0f}% of {said(int(r.pairs))} answers under codebook {r.codebook}"
        for r in rows.itertuples()
    ]


def apart(tables: Tables, edition: str) -> list[str]:
    pairs = tables["rank_pairs"]
    sure = int((pairs[["above", "below"]].max(axis=1) >= 0.9).sum())
    return [f"{said(sure)} of the {said(len(pairs))} pairs"]


def old_texts(tables: Tables, edition: str) -> list[str]:
    rows = tables["coverage_jurisdictions"]
    rows = rows[(rows["edition"] == edition) & ~rows["status"].isin(["no_law", "unknown"])]
    dates = pd.to_datetime(rows["verified_through"].dropna())
    # The table has whole dates; the sentence has no more of each than its source bears.
    return [f"{dates.min():%Y} to ", f"{dates.max():%B %Y}"]


SENTENCES: dict[str, Query] = {
    "grades.sentence": letters,
    "grades.best_given_sentence": best_firm,
    "scores.range_sentence": run,
    "statuses.no_law.sentence": every_name("no_law"),
    "statuses.insufficient.sentence": every_name("insufficient"),
    "statuses.unknown.sentence": every_name("unknown"),
    "statuses.graded.counted_sentence": counted("graded"),
    "statuses.provisional.counted_sentence": counted("provisional"),
    "amendments.step_sentence": step,
    "amendments.common_sentence": common,
    "ideal.rarest_sentence": rarest,
    "ideal.met_sentence": met,
    "ideal.closest_sentence": most_parts,
    "changes.events": events,
    "changes.top": top,
    "data.secondary_sentence": summaries,
    "data.verified_sentence": old_texts,
    "robustness.kept": kept,
    "robustness.pairs_sentence": apart,
    "agreement.sentence": agreed,
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_of_the_report_is_borne_out_by_the_published_tables(
    name: str, tables: Tables, told
) -> None:
    sentence = told
    for key in name.split("."):
        sentence = sentence[key]
    missing = [part for part in SENTENCES[name](tables, told["edition"]["id"]) if part not in sentence]
    assert not missing, f"{name} says “{sentence}”, and data/processed says: {missing}"


def test_the_summary_quotes_at_least_fifteen_of_these_sentences(root: Path) -> None:
    text = (root / "report" / "_summary.qmd").read_text(encoding="utf-8")
    assert sum(f"{{{{< var {name} >}}}}" in text for name in SENTENCES) >= 15


def test_no_two_places_differ_on_what_a_law_did(tables: Tables, told, root: Path, live) -> None:
    from analysis.cards.context import context
    from analysis.cards.history import since
    from analysis.change.comparison import compare_editions
    from analysis.prose.change_rows import change_rows
    from analysis.prose.tables.changes import EVENT_WORDS, happened
    from analysis.raw.editions import edition, previous

    events = tables["changes"].set_index("jurisdiction")["event"]
    after = edition(live)
    before = previous(live, after)
    assert before is not None
    compared = compare_editions(live, before, after)
    assert compared.changes.jurisdictions["event"].to_dict() == events.to_dict()
    listed = happened(compared.changes).frame
    counts = dict(zip(listed["What the law did"], listed["Jurisdictions"].astype(int), strict=True))
    assert counts == {EVENT_WORDS[event]: n for event, n in events.value_counts().items()}
    rows = {r["jurisdiction"]: r["subject"] for r in change_rows(compared) if r["section"] == "law"}
    assert rows == {p: e for p, e in events.items() if e not in ("same_law", "no_law", "not_known")}
    about = context(live, after)
    for place, event in events.items():
        card = since(about, str(place))
        assert card is not None
        assert card["event"] == event, place
    # Every act that surely came between the two dates belongs to a law that is said to have changed, or is not known.
    acts = compared.changes.acts
    sure = set(acts.loc[acts["certain"].astype(bool), "jurisdiction"])
    assert not sure & set(events.index[events.isin(["same_law", "no_law", "perhaps_amended"])])
