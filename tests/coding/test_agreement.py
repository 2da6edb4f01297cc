"""Agreement is measured as the handbook does it, and disagreements reach the adjudicator."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.coding.agreement import agreement, disagreements, divergence
from analysis.raw import Dataset
from raw_copies import run


def coded(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["jurisdiction", "variable", "first", "second"])


def alpha_by_hand(pairs: list[tuple[str, str]]) -> float:
    """Nominal alpha of two coders without missing values: 1 - (n - 1) * observed / expected disagreement."""
    values = [value for pair in pairs for value in pair]
    n = len(values)
    observed = sum(2 for a, b in pairs if a != b)
    counts = {v: values.count(v) for v in values}
    expected = sum(c * (n - c) for c in counts.values())
    return 1 - (n - 1) * observed / expected


def test_percent_and_alpha_of_a_small_table_worked_out_by_hand(dataset: Dataset):
    pairs = [("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no"), ("yes", "yes")]
    table = agreement(coded([(f"P{i}", "law_exists", *p) for i, p in enumerate(pairs)]), dataset.codebook)
    row = table.set_index("variable").loc["law_exists"]
    assert (row["pairs"], row["agreed"], row["percent"]) == (5, 4, 80)
    # Ten values, five each: expected 50, observed 2: 1 - 9 * 2 / 50.
    assert row["alpha"] == pytest.approx(0.64)


def test_alpha_of_every_question_of_the_real_second_coding_agrees_with_the_formula(dataset: Dataset):
    table = agreement(dataset.second_codings, dataset.codebook, draws=10).set_index("variable")
    for variable, rows in dataset.second_codings.groupby("variable"):
        pairs = list(zip(rows["first"], rows["second"], strict=True))
        assert table.at[variable, "alpha"] == pytest.approx(alpha_by_hand(pairs)), variable
    pooled = [
        (f"{r.variable}={r.first}", f"{r.variable}={r.second}") for r in dataset.second_codings.itertuples()
    ]
    assert table.at["all", "alpha"] == pytest.approx(alpha_by_hand(pooled))


def test_where_nothing_varies_nothing_is_measured(dataset: Dataset):
    table = agreement(
        coded([("A", "fee", "waived", "waived"), ("B", "fee", "waived", "waived")]), dataset.codebook
    )
    row = table.set_index("variable").loc["fee"]
    assert row["percent"] == 100
    assert row["alpha"] != row["alpha"]


def test_intervals_hold_the_estimate_and_follow_from_the_seed(dataset: Dataset):
    one = agreement(dataset.second_codings, dataset.codebook, draws=200, seed=3)
    two = agreement(
        dataset.second_codings.sample(frac=1, random_state=1), dataset.codebook, draws=200, seed=3
    )
    assert ((one["low"] <= one["percent"]) & (one["percent"] <= one["high"])).all()
    pd.testing.assert_frame_equal(
        one[["variable", "percent", "alpha"]], two[["variable", "percent", "alpha"]]
    )
    assert agreement(dataset.second_codings, dataset.codebook, draws=200, seed=3).equals(one)


def test_a_batch_diverges_by_the_share_of_its_answers_that_differ():
    pairs = coded([("A", "fee", "x", "x"), ("A", "hearing", "x", "y"), ("B", "fee", "x", "x")])
    assert divergence(pairs).values.tolist() == [["A", 2, 1, 0.5], ["B", 1, 0, 0.0]]
    assert divergence(pairs.assign(batch=["1", "1", "2"]), "batch")["rate"].tolist() == [0.5, 0.0]
    assert disagreements(pairs)["variable"].tolist() == ["hearing"]


def test_the_command_prints_one_row_a_question_and_all_of_them(dataset: Dataset, monkeypatch, capsys):
    code, out, _ = run(monkeypatch, capsys, "agreement", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [row["variable"] for row in rows] == [*dataset.codebook.ids, "all"]
    code, out, _ = run(monkeypatch, capsys, "agreement", "--format", "json")
    found = json.loads(out)
    assert len(found["disagreements"]) == found["variables"][-1]["pairs"] - found["variables"][-1]["agreed"]
    code, out, _ = run(monkeypatch, capsys, "agreement")
    assert "all questions" in out


def test_the_worksheet_puts_both_answers_and_the_place_before_the_adjudicator(
    tmp_path: Path, dataset: Dataset, monkeypatch, capsys
):
    path = tmp_path / "adjudication.xlsx"
    words = ("agreement", "--worksheet", path, "--data", dataset.folder)
    assert run(monkeypatch, capsys, *words)[0] == 0
    sheet = openpyxl.load_workbook(path)["Answers"]
    rows = list(sheet.iter_rows(values_only=True))
    at = {heading: i for i, heading in enumerate(rows[0])}
    differ = disagreements(dataset.second_codings)
    listed = [(r[at["State"]], r[at["Question id"]]) for r in rows[1:]]
    assert listed == list(zip(differ["jurisdiction"], differ["variable"], strict=True))
    assert {r[at["Decision"]] for r in rows[1:]} == {None}
    first = rows[1]
    assert first[at["First coder"]] != first[at["Second coder"]]
    assert [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    before = path.read_bytes()
    code, _, err = run(monkeypatch, capsys, *words)
    assert (code, path.read_bytes()) == (2, before)
    assert "there already" in err
    assert run(monkeypatch, capsys, *words, "--overwrite")[0] == 0
    assert path.read_bytes() == before, "the same disagreements make the same file"


def test_a_second_file_is_set_against_the_answers_in_force(tmp_path: Path, monkeypatch, capsys):
    path = tmp_path / "second.csv"
    path.write_text("jurisdiction,variable,second\nNE,burden,silent\nNE,nexus,result\n", encoding="utf-8")
    code, out, _ = run(monkeypatch, capsys, "agreement", "--second", path, "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert found["disagreements"] == [
        {"jurisdiction": "NE", "variable": "nexus", "first": "direct_result", "second": "result"}
    ]
    path.write_text("jurisdiction,variable,second\n", encoding="utf-8")
    code, _, err = run(monkeypatch, capsys, "agreement", "--second", path)
    assert (code, "no answers yet" in err) == (2, True)
