"""Processed tables: described, ordered, rounded, and harmless in a spreadsheet."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

from analysis.change.changes import compare
from analysis.change.comparison import compare_editions
from analysis.coding.agreement import by_round
from analysis.grading.rankings import answer_counts
from analysis.grading.recommendations import single_amendments
from analysis.grading.robustness import leave_one_out
from analysis.processed import frames, write, write_dictionary
from analysis.processed.writing import dictionary


def lines(folder, name):
    return (folder / f"{name}.csv").read_bytes().decode().split("\n")


def test_numbers_are_rounded_and_missing_ones_left_empty(tmp_path):
    columns = [column.name for column in dictionary()["leave_one_out"].columns]
    frame = pd.DataFrame(
        [["a", 3, 1.23456, 4, "NE", float("nan")], ["b", 0, 2.0, 1, "KS", -0.00001]], columns=columns
    )
    write("leave_one_out", frame, tmp_path)
    assert lines(tmp_path, "leave_one_out") == [
        "category,grades_changed,mean_rank_shift,largest_rank_shift,moved_most,spearman",
        "a,3,1.2346,4,NE,",
        "b,0,2.0000,1,KS,0.0000",
        "",
    ]


def test_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(tmp_path):
    frame = pd.DataFrame([["q", "=1+1", "@sum", 2]], columns=["variable", "answer", "label", "jurisdictions"])
    write("answer_counts", frame, tmp_path)
    assert lines(tmp_path, "answer_counts")[1] == "q,'=1+1,'@sum,2"


def test_two_rows_for_one_thing_are_refused(tmp_path):
    row = ["q", "yes", "Yes", 2]
    frame = pd.DataFrame([row, row], columns=["variable", "answer", "label", "jurisdictions"])
    with pytest.raises(ValueError, match=r"two rows for .*'answer': 'yes'"):
        write("answer_counts", frame, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_frame_without_a_described_column_is_refused(tmp_path):
    with pytest.raises(ValueError, match="needs the columns label, jurisdictions"):
        write("answer_counts", pd.DataFrame({"variable": [], "answer": []}), tmp_path)


def test_what_is_committed_is_what_is_described(root):
    folder = root / "data" / "processed"
    committed = {path.stem for path in folder.glob("*.csv")} - {"columns"}
    assert committed == set(dictionary())
    for name, file in dictionary().items():
        assert lines(folder, name)[0] == ",".join(column.name for column in file.columns)


def test_the_readme_says_what_a_row_of_each_file_is(root):
    text = (root / "data" / "processed" / "README.md").read_text(encoding="utf-8")
    for file in dictionary().values():
        assert f"| `{file.name}.csv` | {file.row} | {file.notebook} |" in text


def test_every_column_is_explained_once(tmp_path, root):
    write_dictionary(tmp_path)
    written = (tmp_path / "columns.csv").read_bytes()
    assert written == (root / "data" / "processed" / "columns.csv").read_bytes()
    rows = list(csv.DictReader(written.decode().splitlines()))
    pairs = [(row["file"], row["column"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    assert all(row["description"].endswith(".") for row in rows)


def test_category_points_add_up_to_what_was_earned(dataset, card):
    points = frames.category_points(dataset, [card]).groupby("jurisdiction")["points"].sum()
    assert (points == card.table["earned"]).all()


def test_answers_have_the_points_of_the_rubric_and_a_citation(dataset, card):
    rows = frames.answers(dataset, [card]).set_index(["jurisdiction", "variable"])
    nebraska = rows.loc["NE", "offenses"]
    assert (nebraska["value"], nebraska["points"], nebraska["maximum"]) == ("all", 20, 20)
    assert nebraska["citation"] == "§ 29-3005(2)(a)-(b)"
    seen = rows[rows["value"] != "not_coded"]
    assert (seen["support"] != "not_seen").all()
    assert pd.isna(rows.loc[("NE", "law_exists"), "maximum"])


def test_smallest_sets_start_from_the_law_in_force(dataset, card):
    rows = frames.smallest_sets(dataset, card)
    assert all(card.answers.at[row.jurisdiction, row.variable] == row.before for row in rows.itertuples())
    sizes = rows.groupby(["jurisdiction", "grade"])
    assert (sizes.size() == sizes["amendments"].first()).all()


def test_committed_tables_are_those_of_the_raw_data(live, root, tmp_path):
    cards = frames.every_edition(live)
    card, pair = cards[-1], (cards[-2].edition, cards[-1].edition)
    for name, frame in {
        "scores": frames.scores(cards),
        "category_points": frames.category_points(live, cards),
        "answers": frames.answers(live, cards),
        "answer_counts": answer_counts(card, live.codebook),
        "amendments_ranked": single_amendments(card, live.codebook, live.rubric),
        "coverage_questions": frames.coverage_questions(live, cards),
        "coverage_jurisdictions": frames.coverage_jurisdictions(live, cards),
        "changes": frames.changes(compare_editions(live, *pair)),
        "changed_answers": compare(live, *pair).answers,
        "leave_one_out": leave_one_out(card, live.rubric),
        "agreement": by_round(live.second_codings, live.codebook),
        "disagreements": frames.settled(live),
    }.items():
        write(name, frame, tmp_path)
        assert lines(tmp_path, name) == lines(root / "data" / "processed", name), name
