"""What would a bill score: numbers worked out by hand, and mistakes answered with the nearest valid word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.grading.bill import read_bill
from analysis.grading.draft import draft
from analysis.grading.draft_changes import fewest_changes
from analysis.grading.scorecard import Scorecard
from analysis.grading.start import start_from
from analysis.grading.what_if import checked_changes, what_if
from analysis.problems import DataProblems, UsageProblem
from analysis.raw import Dataset
from analysis.standard.codebook import NOT_CODED


def run(monkeypatch: pytest.MonkeyPatch, root: Path, *words: str) -> int:
    monkeypatch.setenv("REPORT_CARDS_ROOT", str(root))
    monkeypatch.setattr("sys.argv", ["report-cards", *words, "--data", str(root / "tests" / "data" / "2026")])
    with pytest.raises(SystemExit) as done:
        main()
    return int(done.value.code or 0)


def test_nebraska_without_a_hearing_and_by_a_preponderance(dataset: Dataset, card: Scorecard) -> None:
    # hearing: silent 2 → not required 4; burden: silent 2 → preponderance 5; 73 + 2 + 3 = 78.
    changes = checked_changes(["hearing=not_required", "burden=preponderance"], dataset.codebook)
    result = what_if(card, "NE", changes, dataset.codebook, dataset.rubric)
    assert (result.before["score"], result.after["score"], result.after["grade"]) == (73, 78, "C")
    assert result.after["rank"] == 1 + (card.table["score"].drop("NE") > 78).sum()
    moved = result.categories["change"]
    assert moved[moved != 0].to_dict() == {"hearing": 2, "burden_of_proof": 3}


def test_a_first_law_is_silent_where_the_bill_is(dataset: Dataset, card: Scorecard) -> None:
    # A law that says nothing earns 29 points (test_draft): 20 for all offenses instead of 2 make 47. Its text is the bill, so
    # nothing is unseen. It is open to minors only until it says otherwise: the ceiling holds it at 40.
    result = what_if(card, "AK", {"offenses": "all"}, dataset.codebook, dataset.rubric)
    assert result.new
    assert (result.before["status"], result.after["status"]) == ("no_law", "graded")
    assert result.categories["after"].sum() == 47
    assert (result.after["score"], result.after["score_low"], result.after["score_high"]) == (40, 40, 40)
    adults = {"offenses": "all", "survivor_age": "any_age"}
    lifted = what_if(card, "AK", adults, dataset.codebook, dataset.rubric)
    assert (lifted.after["score"], lifted.after["score_low"], lifted.after["score_high"]) == (
        49,
        49,
        49,
    )  # any age earns 2
    assert not what_if(card, "NE", {"fee": "waived"}, dataset.codebook, dataset.rubric).new


@pytest.mark.parametrize("code", ["AK", "MN", "NE", "NH", "MO"])
def test_a_bill_counts_the_same_scored_drafted_and_on_the_shortest_path(
    dataset: Dataset, card: Scorecard, code: str
) -> None:
    codebook, rubric, model = dataset.codebook, dataset.rubric, dataset.model_law
    start = start_from(card, code, codebook, rubric)
    ways = fewest_changes(start, codebook, rubric, model)
    for grade, changes in ways.items():
        scored = what_if(card, code, changes, codebook, rubric).after
        drafted = draft(card, code, start, changes, rubric, model).after
        assert scored["grade"] == drafted["grade"] == grade
        names = ["status", "score_exact", "score_low", "score_high", "capped"]
        assert list(scored[names]) == list(drafted[names])
    assert (ways == {}) is (code == "NH")


def test_a_bill_that_repeals_the_law(dataset: Dataset, card: Scorecard) -> None:
    result = what_if(card, "NE", {"law_exists": "no"}, dataset.codebook, dataset.rubric)
    assert result.after["status"] == "no_law"
    assert result.categories["before"].notna().any()
    assert result.categories[["after", "change"]].isna().all(axis=None)


def test_a_law_that_nobody_knows_to_exist_earns_no_points(dataset: Dataset, card: Scorecard) -> None:
    result = what_if(card, "NE", {"law_exists": NOT_CODED}, dataset.codebook, dataset.rubric)
    assert result.after["status"] == "unknown"
    assert result.categories["after"].isna().all()


def test_all_mistakes_come_at_once_with_the_nearest_word(dataset: Dataset) -> None:
    with pytest.raises(UsageProblem) as caught:
        checked_changes(["hearng=required", "burden=preponderence", "fee"], dataset.codebook)
    message = str(caught.value)
    assert "did you mean 'hearing'?" in message
    assert "did you mean 'preponderance'?" in message
    assert "'fee' is not of the form variable=answer" in message


def test_a_condition_given_twice_is_refused(dataset: Dataset) -> None:
    with pytest.raises(UsageProblem, match="given twice"):
        checked_changes(["conditions=one_time_only;one_time_only"], dataset.codebook)


def test_conditions_are_put_in_the_order_of_the_data(dataset: Dataset) -> None:
    made = checked_changes(["conditions=sentence_completed; one_time_only"], dataset.codebook)
    assert made == {"conditions": "one_time_only;sentence_completed"}


def test_setting_the_laws_own_answers_changes_nothing(dataset: Dataset, card: Scorecard) -> None:
    for code, given in card.answers.iterrows():
        own = {str(v): str(a) for v, a in given.items() if a}
        if not own:
            continue
        words = [f"{v}={';'.join(reversed(a.split(';')))}" for v, a in own.items()]
        result = what_if(
            card, str(code), checked_changes(words, dataset.codebook), dataset.codebook, dataset.rubric
        )
        assert result.changes == {}, code


def test_a_coded_bill_may_have_further_columns(dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "bill.csv"
    file.write_text("variable,citation,value\nhearing,§ 3,not_required\nfee,§ 4,waived\n", encoding="utf-8")
    assert read_bill(file, dataset.codebook) == {"hearing": "not_required", "fee": "waived"}


def test_every_problem_of_a_bill_is_reported_with_its_row(dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "bill.csv"
    rows = ["hearing,not_required", "hearng,required", "burden,Preponderence", "hearing,required", "fee,"]
    file.write_text("variable,value\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        read_bill(file, dataset.codebook)
    lines = [str(problem) for problem in caught.value.problems]
    assert [problem.row for problem in caught.value.problems] == [3, 4, 5, 6]
    assert "Did you mean 'hearing'?" in lines[0]
    assert "Did you mean 'preponderance'?" in lines[1]
    assert "See row 2" in lines[2]


def test_a_misspelt_heading_is_not_taken_for_a_further_column(dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "bill.csv"
    file.write_text("varible,value\nfee,waived\n", encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        read_bill(file, dataset.codebook)
    assert "varible" in str(caught.value.problems[0])


def test_what_if_prints_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    words = ("what-if", "nebraska", "--set", "hearing=not_required", "--format", "json")
    assert run(monkeypatch, root, *words) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["jurisdiction"], found["before"]["score"], found["after"]["score"]) == ("NE", 73, 75)
    assert found["changes"] == [
        {
            "variable": "hearing",
            "question": "Is a court hearing required?",
            "before": "silent",
            "after": "not_required",
            "before_label": "Silent",
            "after_label": "Not if unopposed",
        }
    ]
    assert {c["category"]: c["change"] for c in found["categories"]}["hearing"] == 2


def test_where_there_is_no_law_the_table_shows_none_and_says_how_silence_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    assert run(monkeypatch, root, "what-if", "AK", "--set", "offenses=all") == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "No law of Alaska is known: the bill is scored as a first law." in printed
    assert "does not say counts as silence" in printed
    assert "Text not seen" not in printed
    assert run(monkeypatch, root, "what-if", "NE", "--set", "hearing=not_required") == 0
    assert "No law of" not in capsys.readouterr().out


def test_an_answer_set_on_the_command_line_counts_before_the_bill(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bill.csv"
    file.write_text("variable,value\nhearing,required\nfee,waived\n", encoding="utf-8")
    words = ("what-if", "NE", "--from", str(file), "--set", "hearing=not_required", "--format", "json")
    assert run(monkeypatch, root, *words) == 0
    assert json.loads(capsys.readouterr().out)["after"]["score"] == 73 + 2 + 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("what-if", "Nebrasca", "--set", "fee=waived"), "did you mean 'Nebraska'?"),
        (("what-if", "NE"), "Nothing to change"),
        (("what-if", "NE", "--set", "fee=free"), "fee has no answer 'free'"),
        (("what-if", "NE", "--from", "nowhere.csv"), "There is no file"),
        (("what-if", "NE", "--set", "fee=waived", "--edition", "1999"), "There is no edition '1999'"),
        (("card", "XX"), "There is no jurisdiction 'XX'"),
    ],
)
def test_mistakes_on_the_command_line_are_answered_in_words(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    root: Path,
    words: tuple[str, ...],
    message: str,
) -> None:
    assert run(monkeypatch, root, *words) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "Traceback" not in printed.err


def test_a_question_not_answered_reads_not_coded(dataset: Dataset, card: Scorecard) -> None:
    result = what_if(card, "AK", {"fee": "waived"}, dataset.codebook, dataset.rubric)
    assert result.changes == {"fee": (NOT_CODED, "waived")}
