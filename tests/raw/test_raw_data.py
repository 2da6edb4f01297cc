"""Reading the raw files: what is tolerated, what is kept as it is, what only deserves a second look."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cli.validate import validate
from analysis.problems import DataProblems, Problem, UsageProblem
from analysis.raw import Dataset, read_dataset
from analysis.raw.doubts import doubts
from analysis.raw.editions import answers

BASE = Path(__file__).parents[1] / "bad_input" / "_base"
MANY = 50
CSV_FILES = sorted(p.name for p in BASE.glob("*.csv"))

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "#import sys: inputs; $ x $ @ref *b* _i_ `raw` \\",
    "[x](javascript:alert(1)) | a | b | **c** ^[note]",
    "{{< include /etc/passwd >}} {{< var x >}} {{ jinja }} {% raw %}",
    "1; DROP TABLE laws; =1+1 after a word",
    "naïve – “quoted” § 1(a) ≤ 5 Ω 法 🙂",
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "raw"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(DataProblems) as caught:
        read_dataset(folder)
    return list(caught.value.problems)


def same(one: Dataset, other: Dataset) -> bool:
    return all(getattr(one, name).equals(getattr(other, name)) for name in (Path(f).stem for f in CSV_FILES))


def test_published_data_has_no_problem_and_every_row_is_read(dataset: Dataset) -> None:
    lines = (dataset.folder / "codings.csv").read_text(encoding="utf-8").count("\n")
    assert len(dataset.codings) == lines - 1
    assert list(dataset.codings.index[:3]) == [0, 1, 2]
    assert len(dataset.jurisdictions) == 51
    assert {str(dtype) for dtype in dataset.laws.dtypes} == {"str"}


def test_published_data_is_read_within_a_second(dataset: Dataset) -> None:
    start = time.process_time()
    read_dataset(dataset.folder)
    assert time.process_time() - start < 1.0


def test_missing_folder_is_named() -> None:
    with pytest.raises(UsageProblem, match="no-such-folder"):
        read_dataset(Path("no-such-folder"))


def test_byte_order_mark_line_ends_and_order_of_columns_do_not_matter(raw: Path) -> None:
    for name in CSV_FILES:
        text = (raw / name).read_text(encoding="utf-8")
        (raw / name).write_text("\ufeff" + text + "\n\n", encoding="utf-8", newline="\r\n")
    (raw / "editions.csv").write_text(
        "title,edition,as_of\nFirst edition,2019,2019-03-14\nSecond edition,2026,2026-07-01",
        encoding="utf-8",
    )
    assert same(read_dataset(raw), read_dataset(BASE))


def test_other_files_in_the_folder_are_left_alone(raw: Path) -> None:
    (raw / "~$laws.xlsx").write_bytes(b"\0\1")
    (raw / "notes").mkdir()
    assert same(read_dataset(raw), read_dataset(BASE))


def test_words_that_look_like_missing_values_stay_words(raw: Path) -> None:
    change(raw / "codings.csv", "Gamma Code (no such provision)", "NA")
    change(raw / "sources.csv", "Survey of Gamma law", "None")
    read = read_dataset(raw)
    assert read.codings["citation"].iloc[-1] == "NA"
    assert read.sources["title"].iloc[-1] == "None"


@pytest.mark.parametrize("payload", HOSTILE)
def test_markup_in_legal_text_is_kept_as_it_is(raw: Path, payload: str) -> None:
    cell = '"' + payload.replace('"', '""') + '"'
    change(raw / "laws.csv", "Was the fee ever charged?", cell)
    change(raw / "codings.csv", "The text is cut after (3).", cell)
    change(raw / "sources.csv", "Survey of Gamma law", cell)
    read = read_dataset(raw)
    assert read.laws["open_questions"].iloc[2] == payload
    assert read.codings["note"].iloc[11] == payload
    assert read.sources["title"].iloc[3] == payload


def test_correction_replaces_the_published_value_and_keeps_it_on_record() -> None:
    read = read_dataset(BASE)
    at = (read.codings["law_id"] == "XA-2020") & (read.codings["variable"] == "hearing")
    assert read.codings.loc[at, "value"].tolist() == ["not_required"]
    assert read.codings_as_published.loc[at, "value"].tolist() == ["if_contested"]
    assert read.codings[~at].equals(read.codings_as_published[~at])
    assert read.corrections["reported_by"].tolist() == ["A. Reader, clinic"]


def test_correction_may_itself_be_corrected(raw: Path) -> None:
    row = "XA-2020,hearing,value,not_required,silent,Paragraph (b) was struck.,B. Reader,2026-10-01\n"
    with (raw / "corrections.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write(row)
    read = read_dataset(raw)
    assert "silent" in read.codings.query("law_id == 'XA-2020' and variable == 'hearing'")["value"].tolist()


def test_file_of_corrections_may_be_absent(raw: Path) -> None:
    (raw / "corrections.csv").unlink()
    read = read_dataset(raw)
    assert read.corrections.empty
    assert list(read.corrections)[:3] == ["law_id", "variable", "column"]
    assert read.codings.equals(read.codings_as_published)


def test_correction_of_existence_is_checked_with_the_answers_it_leaves_standing(raw: Path) -> None:
    row = "XB-2018,law_exists,value,yes,no,Repealed before it took effect.,C. Reader,2026-10-01\n"
    with (raw / "corrections.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write(row)
    assert [(p.file, p.row) for p in problems(raw)] == [("codings.csv", r) for r in (11, 12, 13)]


def test_problems_of_one_bad_row_do_not_hide_those_of_others(raw: Path) -> None:
    change(raw / "codings.csv", "XA-2015,hearing,required,§ 1(b),XA-s1,statute,,agreed", "XA-2015,hearing")
    change(raw / "codings.csv", "XB-2018,hearing,silent", "XB-2018,hearing,quiet")
    change(raw / "codings.csv", "Gamma Code (no such provision),XC-s1", "§ 1, XC-s1")
    found = [(p.row, p.column) for p in problems(raw)]
    assert (4, "") in found
    assert (12, "value") in found
    assert (14, "source_ids") in found


def test_long_list_of_what_is_allowed_is_shortened_to_the_nearest(tmp_path: Path, dataset: Dataset) -> None:
    folder = Path(shutil.copytree(dataset.folder, tmp_path / "raw"))
    change(folder / "laws.csv", "NE-2018,NE,", "NE-2018,NEE,")
    line = next(str(p) for p in problems(folder) if p.file == "laws.csv")
    assert "any jurisdiction of the 51 there are, such as NE, " in line
    assert "Did you mean 'NE'?" in line
    assert len(line) < 200


def test_problem_never_writes_control_characters_to_the_terminal(raw: Path) -> None:
    change(raw / "codings.csv", "XB-2018,hearing,silent", "XB-2018,hearing,\x1b[2Jsilent")
    (line,) = map(str, problems(raw))
    assert "\x1b" not in line
    assert "\\x1b[2Jsilent" in line


def test_doubts_are_listed_and_do_not_stop_anyone(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (unseen,) = doubts(read_dataset(raw))
    assert str(unseen) == (
        "corrections.csv:2 law_id: XA-2020 is shown by no published edition. Expected: a version that readers have "
        "seen (editions.csv has the day on which an edition came out). Change the answer in codings.csv, and delete the "
        "correction."
    )
    change(raw / "editions.csv", "as_of,title", "as_of,title,published")
    change(raw / "editions.csv", "First edition", "First edition,")
    change(raw / "editions.csv", "Second edition", "Second edition,2026-08-01")
    assert doubts(read_dataset(raw)) == []
    change(raw / "sources.csv", "2026-05,statute", "2026-20,statute")
    change(raw / "sources.csv", "Code § 1,2019,", "Code § 1,2953,")
    change(raw / "laws.csv", "2015-01-01,year", "2015-02-01,year")
    change(raw / "codings.csv", "§ 9(1),XB-s1,bill", ",XB-s1,statute")
    change(raw / "codings.csv", "(no such provision),XC-s1", "(no such provision),XA-s1")
    change(raw / "bills.csv", "2026-02,XC-s1", "2026-02,XA-s1")
    change(raw / "jurisdictions.csv", "Alphaland,state,South", "Alphaland,state,Souht")
    assert [(d.file, d.row, d.column) for d in doubts(read_dataset(raw))] == [
        ("codings.csv", 11, "basis"),
        ("codings.csv", 11, "citation"),
        ("codings.csv", 14, "basis"),
        ("codings.csv", 14, "source_ids"),
        ("jurisdictions.csv", 2, "region"),
        ("jurisdictions.csv", 3, "region"),
        ("laws.csv", 2, "effective_from"),
        ("sources.csv", 2, "date"),
        ("sources.csv", 3, "date"),
        ("sources.csv", 5, "source_id"),
    ]
    validate(raw)
    printed = capsys.readouterr().out
    assert "10 to be looked at" in printed
    assert "sources.csv:2 date: Found '2953'. " in printed
    assert "      4  law versions" in printed


@settings(max_examples=MANY)
@given(data=st.data())
def test_whatever_a_cell_holds_the_outcome_is_data_or_a_list_of_problems(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("fuzz") / "raw"))
    for _ in range(data.draw(st.integers(1, 3))):
        path = folder / data.draw(st.sampled_from(CSV_FILES))
        lines = path.read_text(encoding="utf-8").split("\n")
        row = data.draw(st.integers(0, len(lines) - 1))
        cells = lines[row].split(",")
        at = data.draw(st.integers(0, len(cells) - 1))
        cells[at] = data.draw(
            st.text(max_size=12) | st.sampled_from(["", ";", "none", "XA", "not_coded", '"'])
        )
        lines[row] = ",".join(cells)
        path.write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass", newline="")
    assert_data_or_problems(folder)


@settings(max_examples=MANY)
@given(
    name=st.sampled_from(sorted(p.name for p in BASE.iterdir())),
    start=st.integers(0, 2000),
    length=st.integers(0, 40),
    noise=st.binary(max_size=12),
)
def test_whatever_bytes_a_file_holds_the_outcome_is_data_or_a_list_of_problems(
    name: str, start: int, length: int, noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("fuzz") / "raw"))
    whole = (folder / name).read_bytes()
    start %= len(whole)
    (folder / name).write_bytes(whole[:start] + noise + whole[start + length :])
    assert_data_or_problems(folder)


def assert_data_or_problems(folder: Path) -> None:
    found: tuple[Problem, ...] = ()
    read = None
    try:
        read = read_dataset(folder)
    except DataProblems as problems:
        found = problems.problems
    assert (read is None) == bool(found)
    assert all(str(problem).isprintable() for problem in found)
    if read is not None:
        doubts(read)
        assert set(read.codings["law_id"]) <= set(read.laws["law_id"])
        assert set(read.laws["jurisdiction"]) == set(read.jurisdictions["jurisdiction"])
    shutil.rmtree(folder)


def test_a_new_question_without_any_row_is_a_doubt_and_reads_not_coded(dataset, tmp_path):
    folder = tmp_path / "raw"
    shutil.copytree(dataset.folder, folder)
    codebook = folder / "codebook.toml"
    question = (
        '\n[[variable]]\nid = "plain_form"\nquestion = "Is there a standard form?"\nscored = false\nanswers = [\n'
        '  { id = "yes", label = "Yes", statement = "There is a form." },\n]\n'
    )
    codebook.write_text(codebook.read_text(encoding="utf-8") + question, encoding="utf-8")
    dataset = read_dataset(folder)
    assert any("plain_form" in doubt.found for doubt in doubts(dataset))
    assert set(answers(dataset)["plain_form"]) == {"not_coded"}
