"""The rubric in the browser gives the numbers of the rubric in Python: random laws, weights and bills."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from much_data import ask

from analysis import cards
from analysis.cards import Context
from analysis.cards.panel import as_scored, rules
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import score
from analysis.grading.what_if import what_if
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.raw.vocabularies import BASES
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED, SEPARATOR, Codebook, Variable
from analysis.standard.rubric import Ceiling, Item, Rubric

LAWS = 500
COLUMNS = {"low": "score_low", "high": "score_high", "score": "score", "exact": "score_exact"}


@pytest.fixture(scope="module")
def context(dataset: Dataset) -> Context:
    return cards.context(dataset, edition(dataset, "2026"))


@pytest.fixture(scope="module")
def page(browser: Any, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page that loads nothing but the script, from disk."""
    file = tmp_path_factory.mktemp("scoring") / "page.html"
    address = (root / "report" / "scripts" / "scoring.js").as_uri()
    file.write_text(
        f'<!DOCTYPE html><title>Scoring</title><script src="{address}"></script>', encoding="utf-8"
    )
    opened = browser.new_page()
    opened.goto(file.as_uri())
    yield opened
    opened.close()


def answer(pick: random.Random, variable: Variable) -> str:
    if pick.random() < 0.15:
        return NOT_CODED
    if not variable.multiple:
        return pick.choice(list(variable.by_id))
    return SEPARATOR.join(sorted(part for part in variable.by_id if pick.random() < 0.2)) or EMPTY_LIST


def a_law(pick: random.Random, codebook: Codebook) -> dict[str, Any]:
    """Mostly answered and mostly good, so that every grade and status comes up."""
    answers = {v.id: answer(pick, v) for v in codebook.variables}
    if pick.random() < 0.8:
        answers[EXISTENCE] = codebook[EXISTENCE].answers[0].id
        best = pick.random()
        answers |= {
            v.id: v.answers[0].id for v in codebook.variables if not v.multiple and pick.random() < best
        }
    shown = pick.choice([1.0, 1.0, 0.9, 0.5])
    return {
        "answers": answers,
        "on_text": {v.id: pick.random() < shown for v in codebook.variables},
        "unread": pick.random() < 0.1,
    }


def some_weights(pick: random.Random, rubric: Rubric) -> dict[str, float]:
    """Some categories left out altogether, never all; in no particular unit."""
    weights = {c.id: pick.choice([0.0, 1.0, 7.5, pick.uniform(0, 50)]) for c in rubric.categories}
    return weights if any(weights.values()) else some_weights(pick, rubric)


def weighted(rubric: Rubric, weights: dict[str, float]) -> Rubric:
    """The rubric with other points for its categories, 100 in all, each item keeping its share of its category."""

    def scaled(item: Item, by: float) -> Item:
        points = None if item.points is None else {k: v * by for k, v in item.points.items()}
        return Item(item.variable, points, item.start * by, item.each * by)

    share = {c.id: 100 * weights[c.id] / sum(weights.values()) / c.maximum for c in rubric.categories}
    return dataclasses.replace(
        rubric,
        categories=tuple(
            dataclasses.replace(c, items=tuple(scaled(i, share[c.id]) for i in c.items))
            for c in rubric.categories
        ),
    )


def python_scores(laws: list[dict[str, Any]], rubric: Rubric) -> dict[str, Any]:
    made = score(
        pd.DataFrame([law["answers"] for law in laws]),
        rubric,
        on_text=pd.DataFrame([law["on_text"] for law in laws]),
        unread=[law["unread"] for law in laws],
    )
    row = made.summary.to_dict("records")[0]
    return row | {"categories": [None if pd.isna(p) else p for p in made.categories.iloc[0]]}


def differences(found: dict[str, Any], expected: Any) -> list[str]:
    """What the browser says otherwise than Python."""
    wrong = [name for name in ("status", "grade", "capped") if found[name] != expected[name]]
    for name, column in COLUMNS.items():
        known = None if pd.isna(expected[column]) else float(expected[column])
        if found[name] is None or known is None:
            wrong += [name] if found[name] is not known else []
        elif found[name] != pytest.approx(known, abs=1e-9):
            wrong.append(name)
    return wrong if found["coded"] == pytest.approx(expected["points_coded"], abs=1e-9) else [*wrong, "coded"]


def second_ceiling(rubric: Rubric) -> Rubric:
    """A further ceiling, higher than the first, on a question that has no part in it."""
    item = next(i for i in reversed(rubric.items) if i.points and i.variable not in rubric.capped)
    rule = Ceiling(item.variable, min(item.points or {}, key=lambda a: (item.points or {})[a]), 65.0, "Low.")
    return dataclasses.replace(rubric, ceilings=(*rubric.ceilings, rule))


def test_500_random_laws_under_random_weights_score_as_in_python(page: Any, context: Context) -> None:
    pick = random.Random("laws and weights")
    rubrics = [context.rubric, second_ceiling(context.rubric)]
    variants = [
        rules(dataclasses.replace(context, dataset=dataclasses.replace(context.dataset, rubric=r)))
        for r in rubrics
    ]
    cases = [
        {
            "law": a_law(pick, context.codebook),
            "rules": pick.randrange(2),
            "weights": some_weights(pick, context.rubric) if number % 3 else None,
        }
        for number in range(LAWS)
    ]
    found = ask(
        page,
        "([variants, cases]) => cases.map((one) =>"
        " StateReportCards.scoring.score(variants[one.rules], one.law, one.weights ?? undefined))",
        [variants, cases],
    )
    met = set()
    for case, result in zip(cases, found, strict=True):
        rubric = rubrics[case["rules"]]
        expected = python_scores(
            [case["law"]], weighted(rubric, case["weights"]) if case["weights"] else rubric
        )
        assert differences(result, expected) == [], case
        if result["status"] in ("graded", "provisional"):
            assert result["categories"] == pytest.approx(expected["categories"], abs=1e-9), case
        met |= {result["status"], result["grade"], "capped" if result["capped"] else ""}
    assert met >= {
        "graded",
        "provisional",
        "insufficient",
        "no_law",
        "unknown",
        "A",
        "B",
        "C",
        "D",
        "F",
        "capped",
    }


@pytest.fixture(scope="module")
def doubtful(dataset: Dataset) -> Scorecard:
    """The laws with every third answer known from a summary only."""
    third = dataset.codings.index % 3 == 0
    kept = ~third | (dataset.codings["value"] == NOT_CODED)
    codings = dataset.codings.assign(basis=dataset.codings["basis"].where(kept, BASES[-1]))
    changed = dataclasses.replace(dataset, codings=codings)
    return cards.context(changed, edition(changed, "2026")).card


def test_500_random_bills_score_and_rank_as_on_the_command_line(
    page: Any, context: Context, doubtful: Scorecard
) -> None:
    pick = random.Random("bills")
    asked = [v for v in context.codebook.variables if v.id != EXISTENCE]
    cases = []
    for _ in range(LAWS):
        code = pick.choice(list(doubtful.table.index))
        changes = {v.id: answer(pick, v) for v in pick.sample(asked, pick.randint(0, len(asked)))}
        cases.append({"code": code, "changes": changes})
    laws = {code: as_scored(doubtful, code) for code in doubtful.table.index}
    found = ask(
        page,
        """([rules, laws, cases]) => {
            const { amended, rank, score, standings } = StateReportCards.scoring;
            const now = standings(rules, laws);
            return cases.map(({ code, changes }) => {
                const after = score(rules, amended(rules, laws[code], changes));
                const others = Object.keys(laws).filter((other) => other !== code && laws[other].ranked);
                return { ...after, rank: laws[code].ranked ? rank(after.score, others.map((one) => now[one].score)) : null };
            });
        }""",
        [rules(context), laws, cases],
    )
    for case, result in zip(cases, found, strict=True):
        expected = what_if(doubtful, case["code"], case["changes"], context.codebook, context.rubric)
        assert differences(result, expected.after) == [], case
        rank = expected.after["rank"]
        assert result["rank"] == (None if pd.isna(rank) else rank), case
        points = [None if pd.isna(p) else p for p in expected.categories["after"]]
        assert result["categories"] == points, case


def test_the_laws_as_they_are_stand_where_the_report_says(page: Any, context: Context) -> None:
    laws = {code: as_scored(context.card, code) for code in context.card.table.index}
    found = ask(
        page, "([rules, laws]) => StateReportCards.scoring.standings(rules, laws)", [rules(context), laws]
    )
    for code, row in context.card.table.iterrows():
        assert differences(found[code], row) == [], code
        assert found[code]["rank"] == (None if pd.isna(row["rank"]) else row["rank"]), code
        assert found[code]["of"] == len(context.card.scored)


def test_own_weights_change_the_order_as_a_rubric_with_these_points_would(
    page: Any, context: Context
) -> None:
    pick = random.Random("own weights")
    laws = {code: as_scored(context.card, code) for code in context.card.table.index}
    table = pd.DataFrame([law["answers"] for law in laws.values()], index=list(laws))
    on_text = pd.DataFrame([law["on_text"] for law in laws.values()], index=list(laws))
    for _ in range(5):
        weights = some_weights(pick, context.rubric)
        found = ask(
            page,
            "([rules, laws, weights]) => StateReportCards.scoring.standings(rules, laws, weights)",
            [rules(context), laws, weights],
        )
        unread = context.card.table["unread"].to_numpy(dtype=bool)
        expected = score(table, weighted(context.rubric, weights), on_text=on_text, unread=unread).summary
        ranks = expected["score"].rank(method="min", ascending=False)
        for code, row in expected.iterrows():
            assert differences(found[code], row) == [], (code, weights)
            assert found[code]["rank"] == (None if pd.isna(ranks[code]) else ranks[code]), (code, weights)


@pytest.mark.parametrize("weights", [{}, {"nexus": -1, "hearing": 2}, {"nexus": "many"}])
def test_weights_that_mean_nothing_are_refused(page: Any, context: Context, weights: dict[str, Any]) -> None:
    law = as_scored(context.card, "NE")
    said = page.evaluate(
        """([rules, law, weights]) => {
            try { return StateReportCards.scoring.score(rules, law, weights); } catch (error) { return error.message; }
        }""",
        [rules(context), law, weights],
    )
    assert said == "Weights are numbers of 0 or more, and one of them is more than 0."
