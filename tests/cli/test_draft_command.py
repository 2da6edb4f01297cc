"""`report-cards draft`: a bill on the screen or in a file, and one clear sentence where there can be none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from raw_copies import run

FROZEN = Path(__file__).resolve().parents[1] / "data" / "2026"


def draft(monkeypatch, capsys, *words: str) -> tuple[int, str, str]:
    return run(monkeypatch, capsys, "draft", *words, "--data", FROZEN)


def test_the_fewest_changes_to_a_grade_are_printed_as_markdown(monkeypatch, capsys) -> None:
    code, out, err = draft(monkeypatch, capsys, "nebraska", "--to", "b")
    assert (code, err) == (0, "")
    assert out.startswith("# An Act to clear the records of survivors of human trafficking\n")
    assert "starting point for legislative counsel" in out
    assert "Today: 73 points, C, 12th of 45. With this bill: 82 points, B, " in out
    assert [line for line in out.splitlines() if line.startswith("## ")] == [
        "## Section 1. Records that can be cleared",
        "## Section 2. Relief",
    ]
    assert "1(a) The petitioner shows that the offense was committed while" in out


def test_without_a_grade_the_bill_has_every_clause_that_the_law_lacks(monkeypatch, capsys) -> None:
    _, out, _ = draft(monkeypatch, capsys, "NE")
    assert "11 changes, in the order of the model law." in out
    assert "With this bill: 100 points, A, 1st of 45." in out


def test_answers_asked_for_are_the_bill_and_a_grade_adds_to_them(monkeypatch, capsys, tmp_path) -> None:
    _, out, _ = draft(monkeypatch, capsys, "NE", "--set", "fee=waived")
    assert "1 change, in the order" in out
    assert "With this bill: 74 points" in out
    bill = tmp_path / "bill.csv"
    bill.write_text("variable,value\nhearing,not_required\n", encoding="utf-8")
    # 73 + 2 + 4 = 79 with the bill and the option; the link to trafficking adds five.
    words = ("NE", "--from", str(bill), "--set", "relief_conviction=vacate_and_expunge", "--to", "B")
    _, out, _ = draft(monkeypatch, capsys, *words)
    assert "3 changes, in the order" in out
    assert "With this bill: 84 points, B" in out


def test_a_law_of_its_own_says_nothing_of_the_law_in_force(monkeypatch, capsys) -> None:
    _, out, _ = draft(monkeypatch, capsys, "NE", "--new")
    assert "16 clauses" in out
    assert "> Now:" not in out


def test_word_and_markdown_go_into_files(monkeypatch, capsys, tmp_path) -> None:
    for name in ("bill.docx", "bill.md"):
        code, out, _ = draft(monkeypatch, capsys, "NE", "--to", "B", "--output", str(tmp_path / name))
        assert (code, out.strip()) == (0, str(tmp_path / name))
    with zipfile.ZipFile(tmp_path / "bill.docx") as archive:
        assert "1(a) The petitioner shows" in archive.read("word/document.xml").decode("utf-8")
    _, out, _ = draft(monkeypatch, capsys, "NE", "--to", "B")
    assert (tmp_path / "bill.md").read_text(encoding="utf-8") == out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Nebrasca", "did you mean 'Nebraska'?"),
        ("NE --to C", "The law of Nebraska has a C or better already: 73 points, C, 12th of 45."),
        ("NE --to E", "There is no grade 'E'. Known: A, B, C, D, F."),
        ("NH --to B", "The law of New Hampshire (Not enough text seen, the score lies between 9 and 100) cannot be "
         "brought to a B by changing answers that were seen in its text."),
        ("NE --set fee=waived --to F", "The bill for Nebraska has an F or better already"),
        ("NE --set fee=free", "fee has no answer 'free'"),
        ("NE --set fee=not_coded", "A bill says something or nothing, but 'not_coded' is neither: fee."),
        ("NE --output bill.pdf", "'bill.pdf' ends neither in .docx nor in .md."),
        ("NE --output nowhere/bill.md", "There is no folder 'nowhere'."),
        ("NE --edition 1999", "There is no edition '1999'"),
    ],
)  # fmt: skip
def test_what_cannot_be_drafted_is_said_in_one_sentence(
    monkeypatch, capsys, words: str, message: str
) -> None:
    code, out, err = draft(monkeypatch, capsys, *words.split())
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.strip().splitlines()) == 1


def test_a_file_that_is_there_is_not_replaced_unasked(monkeypatch, capsys, tmp_path) -> None:
    file = tmp_path / "bill.md"
    file.write_text("mine", encoding="utf-8")
    code, _, err = draft(monkeypatch, capsys, "NE", "--output", str(file))
    assert code == 2
    assert "is there already" in err
    assert file.read_text(encoding="utf-8") == "mine"
    assert draft(monkeypatch, capsys, "NE", "--output", str(file), "--overwrite")[0] == 0
    assert file.read_text(encoding="utf-8") != "mine"
