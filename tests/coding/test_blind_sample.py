"""A blind workbook says nothing of the first coder, and comes back as a second coding."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from analysis.coding.blind_sample import SHARED, blind_workbook, sample
from analysis.coding.second_coding import pairs, read_second
from analysis.coding.workbook.guide import guide
from analysis.grading.scorecard import Scorecard
from analysis.problems import DataProblems, UsageProblem
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.standard.codebook import NOT_CODED
from raw_copies import run

PLACES = [f"P{number}" for number in range(40)]


@pytest.fixture(scope="module")
def blind(dataset: Dataset) -> tuple[list[str], bytes]:
    return blind_workbook(dataset, edition(dataset, "2026"), 0.2, 7)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_a_sample_follows_from_its_seed_and_a_larger_one_holds_the_smaller():
    assert len(sample(PLACES, 0.2, 7)) == 8
    assert sample(list(reversed(PLACES)), 0.2, 7) == list(reversed(sample(PLACES, 0.2, 7)))
    assert set(sample(PLACES, 0.2, 7)) < set(sample(PLACES, 0.5, 7))
    assert sample(PLACES, 0.2, 7) != sample(PLACES, 0.2, 8)
    assert sample(PLACES, 1, 7) == PLACES
    assert len(sample(PLACES, 0.001, 7)) == 1


@pytest.mark.parametrize("share", [0, -1, 1.5, float("nan")])
def test_a_share_must_lie_between_nothing_and_all(share: float):
    with pytest.raises(UsageProblem, match="above 0"):
        sample(PLACES, share, 7)


def test_no_answer_citation_note_or_law_identifier_is_anywhere_in_the_file(dataset: Dataset, blind):
    drawn, content = blind
    texts = "\n".join(parts(content).values())
    laws = dataset.laws[dataset.laws["jurisdiction"].isin(drawn)]
    assert not [law for law in laws["law_id"] if law in texts]
    rows = dataset.codings[dataset.codings["law_id"].isin(laws["law_id"])]
    shown = set(dataset.sources["title"])
    for column in ("citation", "note"):
        said = {t for t in rows[column] if len(t) > 12 and not any(t in title for title in shown)}
        assert said
        assert not [text for text in said if text in texts]
    assert not [q for q in laws["open_questions"] if q and q in texts]


def test_the_file_is_the_same_whatever_the_first_coder_answered(dataset: Dataset, blind):
    from dataclasses import replace

    scrambled = dataset.codings.copy()
    scrambled["value"] = NOT_CODED
    scrambled["citation"] = scrambled["note"] = "another"
    other = replace(dataset, codings=scrambled, codings_as_published=scrambled)
    assert blind_workbook(other, edition(other, "2026"), 0.2, 7) == blind


def test_every_answer_cell_is_empty_and_offers_the_codebooks_answers(dataset: Dataset, blind):
    drawn, content = blind
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Answers"]
    header = [cell.value for cell in sheet[1]]
    asked = [
        (r[header.index("State")], r[header.index("Answer")])
        for r in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert {answer for _, answer in asked} == {None, "answer each line below"}
    assert list(dict.fromkeys(place for place, _ in asked)) == drawn
    lists = {r.sqref for r in sheet.data_validations.dataValidation if r.type == "list"}
    assert lists
    titles = {row[2] for row in book["Sources"].iter_rows(min_row=2, values_only=True)}
    ours = dataset.sources[dataset.sources["jurisdiction"].isin(drawn)]
    assert titles == set(ours["title"])


def test_the_guide_tells_a_blind_coder_what_holds_for_every_coder(blind):
    titles = {section.title for section in guide(jurisdictions="", versions="", edition="")}
    assert set(SHARED) <= titles
    texts = "\n".join(parts(blind[1]).values())
    assert all(title in texts for title in SHARED)


def filled(content: bytes, place: str, answers: dict[str, str], target: Path) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Answers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        question = sheet.cell(row, at["Question id"]).value
        if sheet.cell(row, at["State"]).value == place and question in answers:
            sheet.cell(row, at["Answer"]).value = answers[question]
    book.save(target)
    return target


def test_what_the_second_coder_filled_in_is_set_beside_the_first(
    tmp_path: Path, dataset: Dataset, card: Scorecard, blind
):
    answers = {"burden": "preponderance", "hearing": " required "}
    answers |= {f"conditions: {a.id}": "no" for a in dataset.codebook["conditions"].answers}
    answers |= {"conditions: one_time_only": "yes", "conditions: no_pending_charges": "Yes"}
    path = filled(blind[1], "NY", answers, tmp_path / "back.xlsx")
    found = pairs(card, read_second(path, dataset).answers).set_index("variable")
    assert found["second"].to_dict() == {
        "burden": "preponderance",
        "hearing": "required",
        "conditions": "no_pending_charges;one_time_only",
    }
    assert found["first"].to_dict() == {
        "burden": "preponderance",
        "hearing": "not_required",
        "conditions": "none",
    }
    assert set(found["jurisdiction"]) == {"NY"}


def test_wrong_answers_are_listed_with_their_row(tmp_path: Path, dataset: Dataset, blind):
    answers = {"burden": "preponderence", "conditions: one_time_only": "yes"}
    path = filled(blind[1], "NY", answers, tmp_path / "back.xlsx")
    with pytest.raises(DataProblems) as caught:
        read_second(path, dataset)
    said = "\n".join(map(str, caught.value.problems))
    assert "Did you mean 'preponderance'?" in said
    assert "conditions of NY is answered on some lines only" in said
    assert re.search(r"back\.xlsx:\d+ ", said)


def test_a_csv_file_will_do(tmp_path: Path, dataset: Dataset):
    path = tmp_path / "second.csv"
    path.write_text("variable,jurisdiction,second,coder\nburden,NE,silent,B\nfee,NE,,B\n", encoding="utf-8")
    assert read_second(path, dataset).answers.values.tolist() == [["NE", "burden", "silent"]]
    path.write_text("variable,jurisdiction,second\nburdn,NE,silent\nburden,XX,silent\n", encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        read_second(path, dataset)
    assert [p.row for p in caught.value.problems] == [2, 3]
    assert "Did you mean 'burden'?" in str(caught.value.problems[0])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.ods", b"", "neither a workbook"),
        ("none.csv", None, "There is no file"),
    ],
)
def test_what_is_no_second_coding_is_refused(tmp_path: Path, dataset: Dataset, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageProblem, match=message):
        read_second(path, dataset)


def test_a_file_that_is_no_workbook_is_named_for_what_it_is(tmp_path: Path, dataset: Dataset):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(DataProblems) as refused:
        read_second(path, dataset)
    assert "This is a text file (CSV?), not a workbook." in str(refused.value.problems[0])


def test_the_command_never_overwrites_a_coders_work_unasked(tmp_path: Path, monkeypatch, capsys):
    path = tmp_path / "blind.xlsx"
    words = ("blind-sample", "--share", "0.1", "--seed", "3", path)
    assert run(monkeypatch, capsys, *words)[0] == 0
    path.write_bytes(b"coded for a week")
    code, _, err = run(monkeypatch, capsys, *words)
    assert (code, path.read_bytes()) == (2, b"coded for a week")
    assert "--overwrite" in err
    assert run(monkeypatch, capsys, *words, "--overwrite")[0] == 0
    code, _, err = run(monkeypatch, capsys, "blind-sample", tmp_path / "no" / "blind.xlsx")
    assert (code, "There is no folder" in err) == (2, True)
    assert [p.name for p in tmp_path.iterdir()] == ["blind.xlsx"]


def test_the_workbook_of_a_first_coder_is_refused_with_the_reason(
    tmp_path: Path, dataset: Dataset, monkeypatch, capsys
):
    from analysis.coding.workbook.export import export

    path = tmp_path / "coding-2027.xlsx"
    path.write_bytes(export(dataset, ["NE"]))
    code, out, err = run(monkeypatch, capsys, "agreement", "--second", path, "--data", dataset.folder)
    assert (code, out) == (2, "")
    assert err == (
        "'coding-2027.xlsx' is an ordinary coding workbook: it shows the first coder's answers, so it would measure how far "
        "they agree with themselves. Give the second coder a workbook of 'report-cards blind-sample', and name that.\n"
    )


def test_a_half_filled_workbook_says_how_many_cells_are_blank_and_which(
    tmp_path: Path, dataset: Dataset, blind, monkeypatch, capsys
):
    drawn, content = blind
    path = filled(content, drawn[0], {"law_exists": "no"}, tmp_path / "half.xlsx")
    path = filled(
        path.read_bytes(), drawn[1], {"law_exists": "yes", "hearing": "required"}, tmp_path / "half.xlsx"
    )
    left = [(drawn[1], v) for v in dataset.codebook.ids if v not in ("law_exists", "hearing")]
    left += [(place, v) for place in drawn[2:] for v in dataset.codebook.ids]
    found = read_second(path, dataset)
    assert sorted(found.blank) == sorted(left), "where there is no law, the other questions do not arise"
    assert (found.codebook, found.edition) == (dataset.codebook.version, "2026")
    code, _, err = run(monkeypatch, capsys, "agreement", "--second", path, "--data", dataset.folder)
    assert code == 0
    lines = err.splitlines()
    assert lines[0] == f"{len(left)} of {len(left) + 3} questions are blank, and count for neither side:"
    assert lines[1].startswith(f"  {drawn[1]}: survivor_age, trafficking_forms, ")
    assert "hearing" not in lines[1]
    assert len(lines) == len(drawn)
