"""Advice is right: gains by brute force from the rubric, smallest sets by exhaustive search, exemplars from the data."""

from __future__ import annotations

import math
import tomllib
from fractions import Fraction
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.grading.examples import exemplars
from analysis.grading.paths import paths, paths_of_laws
from analysis.grading.rankings import best_answers
from analysis.grading.recommendations import single_amendments
from analysis.grading.scorecard import Scorecard
from analysis.grading.scoring import score
from analysis.grading.start import current_answers, current_on_text, silent_law
from analysis.raw import Dataset
from analysis.raw.editions import Edition
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, NOT_CODED, Answer, Codebook, Variable
from analysis.standard.rubric import Category, Ceiling, Grade, Item, Rubric

FIVE = ["NE", "FL", "TN", "MO", "CO"]
"""Graded, the best firm one, many conditions, under the ceiling, provisional."""


def read_rubric(dataset: Dataset) -> dict[str, Any]:
    return tomllib.loads((dataset.folder / "rubric.toml").read_text(encoding="utf-8"))


def points_of(item: dict[str, Any], value: str) -> Fraction | None:
    if value == "not_coded":
        return None
    if "points" in item:
        return Fraction(item["points"][value])
    count = 0 if value == "none" else len(value.split(";"))
    return max(Fraction(0), Fraction(item["start"]) + item["each"] * count)


def printed_score(rubric: dict[str, Any], answers: dict[str, str]) -> tuple[int, str]:
    """The published score and letter, in exact arithmetic and straight from the TOML."""
    earned = coded = Fraction(0)
    for category in rubric["category"]:
        for item in category["item"]:
            worth = points_of(item, answers[item["variable"]])
            if worth is not None:
                earned += worth
                coded += max(item["points"].values()) if "points" in item else item["start"]
    exact = 100 * earned / coded
    for ceiling in rubric.get("ceiling", []):
        if answers[ceiling["variable"]] == ceiling["value"]:
            exact = min(exact, Fraction(ceiling["max_score"]))
    score = math.floor(exact + Fraction(1, 2))
    letter = next(
        g["letter"] for g in sorted(rubric["grades"], key=lambda g: -g["from"]) if score >= g["from"]
    )
    return score, letter


def answers_of(dataset: Dataset, law: str) -> dict[str, str]:
    rows = dataset.codings[dataset.codings["law_id"] == law]
    return dict(zip(rows["variable"], rows["value"], strict=True))


@pytest.mark.parametrize("code", FIVE)
def test_gains_are_what_the_rubric_says(dataset: Dataset, card: Scorecard, code: str) -> None:
    rubric = read_rubric(dataset)
    current = answers_of(dataset, str(card.table.at[code, "law_id"]))
    expected = set()
    for category in rubric["category"]:
        for item in category["item"]:
            name = item["variable"]
            now = points_of(item, current[name])
            if now is None:
                continue
            if "points" in item:
                others = [value for value in item["points"] if value != current[name]]
            else:
                held = [] if current[name] == "none" else current[name].split(";")
                others = [";".join(h for h in held if h != drop) or "none" for drop in held] + ["none"] * (
                    len(held) > 1
                )
            for value in others:
                if (points_of(item, value) or 0) > now:
                    expected.add((name, value, *printed_score(rubric, current | {name: value})))
    frame = single_amendments(card, dataset.codebook, dataset.rubric)
    own = frame[frame["jurisdiction"] == code]
    found = {(r.variable, r.after, int(r.score_after), r.grade_after) for r in own.itertuples()}
    assert found == expected
    before, _ = printed_score(rubric, current)
    assert (own["gain"] == own["score_after"] - before).all()
    assert own["gain"].is_monotonic_decreasing


def test_under_a_ceiling_only_lifting_it_moves_the_score(dataset: Dataset, card: Scorecard) -> None:
    frame = single_amendments(card, dataset.codebook, dataset.rubric)
    own = frame[frame["jurisdiction"] == "SD"]
    assert set(own.loc[own["gain"] > 0, "variable"]) == {"survivor_age"}
    assert (own["points"] > 0).all()


def test_the_way_from_nebraska_to_a_b(dataset: Dataset, card: Scorecard) -> None:
    # 73 points; a B needs 80. The two largest gains are nexus (5 of 10, +5) and the remedy (16 of 20, +4): 82.
    current = answers_of(dataset, "NE-2018")
    first, *_ = paths(current, dataset.codebook, dataset.rubric, above=73)
    assert (first.grade, first.score) == ("B", 82)
    assert first.amendments == {"nexus": "during", "relief_conviction": "vacate_and_expunge"}


def test_all_laws_at_once_have_the_paths_that_each_has_alone(dataset: Dataset, card: Scorecard) -> None:
    found = paths_of_laws(card, dataset.codebook, dataset.rubric)
    assert (found["NE"][0].grade, found["NE"][0].score) == ("B", 82)
    for place, steps in found.items():
        score_now = card.table.at[place, "score"]
        alone = paths(
            current_answers(card, place),
            dataset.codebook,
            dataset.rubric,
            above=-1.0 if pd.isna(score_now) else float(score_now),
            on_text=current_on_text(card, place),
        )
        assert steps == alone, place
    assert len(found) > 40
    assert any(path.low < path.high for steps in found.values() for path in steps)


def test_a_law_that_cannot_be_scored_has_no_path(dataset: Dataset) -> None:
    assert paths(answers_of(dataset, "NH-2023"), dataset.codebook, dataset.rubric) == []


def test_a_first_law_starts_from_silence(dataset: Dataset) -> None:
    start = silent_law(dataset.codebook, dataset.rubric)
    summary = score(pd.DataFrame([start]), dataset.rubric).summary.iloc[0]
    # Silence earns 24 on nine questions and the fewest offenses 2; no condition is set, which earns all 5 (test_draft).
    assert (summary["earned"], summary["status"], summary["capped"]) == (29, "graded", True)
    steps = paths(start, dataset.codebook, dataset.rubric)
    assert [step.grade for step in steps] == ["D", "C", "B", "A"]
    assert [len(s.amendments) for s in steps] == sorted(len(s.amendments) for s in steps)


EMPTY = Variable(EXISTENCE, "?", (Answer("yes", "", ""), Answer("no", "", "")), scored=False)


@st.composite
def small_cases(draw: st.DrawFn) -> tuple[Codebook, Rubric, dict[str, str]]:
    """Up to five questions of two or three answers, points in order, and one without points; at times a ceiling on an
    answer of either, be it the one worth most."""
    door = Variable("door", "?", (Answer("open", "", ""), Answer("shut", "", "")), scored=False)
    variables, items, current = [EMPTY, door], [], {EXISTENCE: "yes"}
    current["door"] = draw(st.sampled_from([*door.by_id, NOT_CODED]))
    for number in range(draw(st.integers(1, 5))):
        name = f"q{number}"
        count = draw(st.integers(2, 3))
        points = sorted(draw(st.lists(st.integers(0, 30), min_size=count, max_size=count)), reverse=True)
        if points[0] == 0:
            points[0] = 1
        variables.append(Variable(name, "?", tuple(Answer(f"a{i}", "", "") for i in range(count))))
        items.append(Item(name, {f"a{i}": float(p) for i, p in enumerate(points)}))
        current[name] = draw(st.sampled_from([f"a{i}" for i in range(count)] + [NOT_CODED]))
    ceilings = ()
    if draw(st.booleans()):
        name, answers = draw(
            st.sampled_from([(i.variable, tuple(i.points or {})) for i in items] + [("door", ("shut",))])
        )
        ceilings = (Ceiling(name, draw(st.sampled_from(answers)), draw(st.integers(5, 90)), "capped"),)
    grades = (Grade("A", 90), Grade("B", 75), Grade("C", 50), Grade("F", 0))
    rubric = Rubric("1", 1, grades, ceilings, tuple(Category(i.variable, "", "", (i,)) for i in items))
    whole = rubric.maximum
    scaled = tuple(
        Category(
            c.id,
            "",
            "",
            tuple(
                Item(i.variable, {k: 100 * v / whole for k, v in (i.points or {}).items()}) for i in c.items
            ),
        )
        for c in rubric.categories
    )
    return Codebook("1", "", tuple(variables)), Rubric("1", 1, grades, ceilings, scaled), current


@given(small_cases())
def test_the_smallest_set_is_the_smallest(case: tuple[Codebook, Rubric, dict[str, str]]) -> None:
    codebook, rubric, current = case
    coded = [i.variable for i in rubric.items if current[i.variable] != NOT_CODED]
    assume(coded)
    coded += ["door"] if current["door"] != NOT_CODED else []
    capped = {(c.variable, c.value) for c in rubric.ceilings}
    # Nobody is advised to move under a ceiling; who stands there may stay.
    allowed = [[a for a in codebook[v].by_id if a == current[v] or (v, a) not in capped] for v in coded]
    choices = list(product(*allowed))
    laws = [current | dict(zip(coded, choice, strict=True)) for choice in choices]
    now = score(pd.DataFrame([current]), rubric).summary["score"].iloc[0]
    above = float(now) if pd.notna(now) else -1.0
    scores = score(pd.DataFrame(laws), rubric).summary["score"]
    found = {p.grade: p for p in paths(current, codebook, rubric, above=above)}
    for grade in rubric.grades[:-1]:
        if grade.minimum <= above:
            assert grade.letter not in found
            continue
        reaching = [
            (sum(law[v] != current[v] for v in coded), -int(points))
            for law, points in zip(laws, scores, strict=True)
            if pd.notna(points) and points >= grade.minimum
        ]
        if not reaching:
            assert grade.letter not in found
            continue
        path = found[grade.letter]
        assert (len(path.amendments), -path.score) == min(reaching)
        assert not capped & set(path.amendments.items())


@given(small_cases())
def test_no_single_amendment_lowers_a_score_even_where_the_dearest_answer_is_capped(
    case: tuple[Codebook, Rubric, dict[str, str]],
) -> None:
    codebook, rubric, current = case
    made = scored_laws(rubric, pd.DataFrame([current], index=["X"]))
    frame = single_amendments(made, codebook, rubric)
    now = made.table.at["X", "score"]
    assert (frame["points"] > 0).all()
    assert pd.isna(now) or not (frame["score_after"] < now).any()
    offered = set(zip(frame["variable"], frame["after"], strict=True))
    for item in rubric.items:
        if current[item.variable] == NOT_CODED or pd.isna(now):
            continue
        for answer in codebook[item.variable].by_id:
            dearer = (item.worth(answer) or 0) > (item.worth(current[item.variable]) or 0)
            changed = score(pd.DataFrame([current | {item.variable: answer}]), rubric).summary["score"]
            assert ((item.variable, answer) in offered) == (dearer and changed.iloc[0] >= now)


def test_the_best_answer_is_one_that_no_ceiling_caps() -> None:
    answers = tuple(Answer(a, "", "") for a in ("most", "much", "little"))
    codebook = Codebook("1", "", (EMPTY, Variable("q", "?", answers), Variable("r", "?", answers)))
    points = {"most": 50.0, "much": 40.0, "little": 0.0}
    rubric = Rubric(
        "1",
        1,
        (Grade("A", 85), Grade("B", 70), Grade("F", 0)),
        (Ceiling("q", "most", 60, "It goes too far."),),
        tuple(Category(v, "", "", (Item(v, points),)) for v in ("q", "r")),
    )
    assert best_answers(codebook, rubric) == {"q": "much", "r": "most"}
    # 50 + 40 of 100, held at 60. Without the capped answer 40 + 40 = 80, a B; with the other question 90, an A.
    found = paths({EXISTENCE: "yes", "q": "most", "r": "much"}, codebook, rubric, above=60)
    assert [(p.grade, p.amendments, p.score) for p in found] == [
        ("B", {"q": "much"}, 80),
        ("A", {"q": "much", "r": "most"}, 90),
    ]


def test_a_ceiling_on_a_question_without_points_can_be_lifted() -> None:
    open_to = Variable(
        "ages", "?", tuple(Answer(a, "", "") for a in ("all", "adults", "minors")), scored=False
    )
    fee = Variable("fee", "?", (Answer("waived", "", ""), Answer("charged", "", "")))
    rubric = Rubric(
        "1",
        1,
        (Grade("A", 90), Grade("F", 0)),
        (Ceiling("ages", "minors", 40, "Adults are left out."),),
        (Category("fee", "", "", (Item("fee", {"waived": 100.0, "charged": 0.0}),)),),
    )
    codebook = Codebook("1", "", (EMPTY, open_to, fee))
    current = {EXISTENCE: "yes", "ages": "minors", "fee": "waived"}
    (found,) = paths(current, codebook, rubric, above=40)
    assert (found.grade, found.amendments, found.score) == ("A", {"ages": "all"}, 100)


def scored_laws(rubric: Rubric, laws: pd.DataFrame) -> Scorecard:
    result = score(laws, rubric)
    table = result.summary.assign(name=laws.index, kind="state", region="", law_id=laws.index)
    table["rank"] = table["score"].rank(method="min", ascending=False).astype("Int64")
    edition = Edition("x", pd.Timestamp("2026-07-01").date(), "")
    basis = laws.mask(laws != NOT_CODED, "statute").mask(laws == NOT_CODED, "")
    return Scorecard(edition, table, result.categories, result.coded, result.shown, result.items, laws, basis)


@given(st.data())
def test_no_recommendation_lowers_a_score(dataset: Dataset, data: st.DataObject) -> None:
    def answer(variable: Variable) -> st.SearchStrategy[str]:
        if variable.id == EXISTENCE:
            return st.just("yes")
        if not variable.multiple:
            return st.sampled_from([*variable.by_id, NOT_CODED])
        parts = st.lists(st.sampled_from(list(variable.by_id)), unique=True)
        ordered = parts.map(lambda p: ";".join(v for v in variable.by_id if v in p) or EMPTY_LIST)
        return ordered | st.just(NOT_CODED)

    law = data.draw(st.fixed_dictionaries({v.id: answer(v) for v in dataset.codebook.variables}))
    made = scored_laws(dataset.rubric, pd.DataFrame([law], index=["X"]))
    frame = single_amendments(made, dataset.codebook, dataset.rubric)
    assert (frame["points"] > 0).all()
    if pd.notna(made.table.at["X", "score"]):
        assert (frame["gain"] >= 0).all()
        steps = paths(law, dataset.codebook, dataset.rubric, above=float(made.table.at["X", "score"]))
        assert all(step.score > made.table.at["X", "score"] for step in steps)


def test_exemplars_hold_the_answer_with_a_citation(dataset: Dataset, card: Scorecard) -> None:
    # By statute, firm and by score: Virginia 72, North Dakota 56, Arkansas 55, Arizona 49; each reaches less than every
    # offense. Georgia, Illinois, New York, Louisiana and Maine have it by a bill or by a summary; D.C. is the one advised.
    words = (card, dataset.codings, dataset.codebook, "hearing", "not_required")
    found = exemplars(*words, advised="DC", most=4)
    assert found["jurisdiction"].tolist() == ["VA", "ND", "AR", "AZ"]
    # Of laws that reach as far as D.C.'s, all but listed offenses, there are two, both provisional: California 78 and
    # Colorado 72.
    found = exemplars(*words, advised="DC", reach_of="all_except_listed", most=4)
    assert found["jurisdiction"].tolist() == ["CA", "CO", "VA", "ND"]
    assert (found["reach"] == "").tolist() == [True, True, False, False]
    for row in found.itertuples():
        rows = dataset.codings[dataset.codings["law_id"] == card.table.at[row.jurisdiction, "law_id"]]
        coding = rows[rows["variable"] == "hearing"].iloc[0]
        assert (coding["value"], coding["citation"]) == ("not_required", row.citation)
        assert row.citation


def test_exemplars_of_a_dropped_condition_do_without_it(dataset: Dataset, card: Scorecard) -> None:
    found = exemplars(
        card, dataset.codings, dataset.codebook, "conditions", "", removed="sentence_completed", most=60
    )
    held = card.answers.loc[found["jurisdiction"], "conditions"]
    assert len(found) > 3
    assert not held.str.contains("sentence_completed").any()
    assert not held.isin(["", NOT_CODED]).any()


def test_a_grade_reached_while_text_is_unseen_keeps_its_bounds(card, dataset):
    # New Jersey: 71 of 82 coded points. Every offense covered adds 6: 77 of 82 is 93.9; 18 unseen points bound it.
    current = current_answers(card, "NJ")
    (path,) = paths(current, dataset.codebook, dataset.rubric, above=87)
    assert (path.grade, path.score, path.low, path.high) == ("A", 94, 77, 95)
    # Texts show 34 of 36 points; the bill adds its own 20 of 20: 54 of 56, and the other 44 are open. That the law is open to
    # adults rests on a summary, so the lower end stays under the ceiling of 40.
    (path,) = paths(
        current, dataset.codebook, dataset.rubric, above=87, on_text=card.on_text.loc["NJ"].to_dict()
    )
    assert (path.grade, path.score, path.low, path.high) == ("A", 94, 40, 98)
    one = single_amendments(card, dataset.codebook, dataset.rubric).query("jurisdiction == 'NJ'").iloc[0]
    assert (one["variable"], one["score_after"], one["status_after"]) == ("offenses", 94, "provisional")
