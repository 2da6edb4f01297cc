"""A new question, answer, category, territory or the federal law is a matter of data: no line of code changes.

What is added here is made up for the test, except that the federal Trafficking Survivors Relief Act took effect on
23 January 2026; of its content nothing is coded.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from analysis.change.changes import compare
from analysis.coding.gaps import gaps
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.raw import Dataset, read_dataset
from analysis.raw.editions import edition
from corner_data import keep_few
from raw_copies import RAW, add_rows, edit_rows, raw_copy, replace_text, run

ROOT = Path(__file__).resolve().parents[1]
QUESTION = """
[[variable]]
id = "court_form"
question = "Is there a court form for the petition?"
instruction = "yes where the courts publish one for this relief."
answers = [
  { id = "yes", label = "Yes", statement = "The courts publish a form for the petition." },
  { id = "silent", label = "Silent", statement = "No form is named." },
]
"""
CATEGORY = """
[[category]]
id = "forms"
title = "Forms & <help>"
best_practice = "Publish a form that a survivor can fill in."
  [[category.item]]
  variable = "court_form"
  points = { yes = 4, silent = 0 }
"""
CLAUSE = """
[[section]]
heading = "Forms & <help>"

[[section.clause]]
variable = "court_form"
answer = "yes"
text = "The courts shall publish a form for the petition."
"""


def add_question_and_category(folder: Path) -> None:
    for file, text in (("codebook.toml", QUESTION), ("rubric.toml", CATEGORY), ("model_law.toml", CLAUSE)):
        with (folder / file).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    replace_text(folder, "rubric.toml", "vacate_and_expunge = 20", "vacate_and_expunge = 16")
    replace_text(folder, "rubric.toml", 'version = "1.0"', 'version = "2.0"')
    # One row for each law there is, since one of them is answered.
    unread = {"variable": "court_form", "value": "not_coded", "decided": "agreed"}
    answer = {"value": "yes", "source_ids": "NE-s8", "basis": "statute"}
    with (folder / "codings.csv").open(encoding="utf-8", newline="") as stream:
        answers = list(csv.DictReader(stream))
    there = [r["law_id"] for r in answers if (r["variable"], r["value"]) == ("law_exists", "yes")]
    rows = [unread | {"law_id": law} | (answer if law == "NE-2018" else {}) for law in there]
    add_rows(folder, "codings.csv", *rows)


def add_answer(folder: Path) -> None:
    known = '{ id = "if_contested", label = "On request", '
    new = '{ id = "by_video", label = "By video", statement = "A hearing is held by video." },\n  '
    replace_text(folder, "codebook.toml", known, new + known)
    replace_text(folder, "rubric.toml", "if_contested = 3,", "by_video = 3, if_contested = 3,")
    edit_rows(
        folder,
        "codings.csv",
        lambda row: (
            row
            | ({"value": "by_video"} if (row["law_id"], row["variable"]) == ("NE-2018", "hearing") else {})
        ),
    )


def add_puerto_rico(folder: Path) -> None:
    place = {
        "jurisdiction": "PR",
        "fips": "72",
        "name": "Puerto Rico",
        "kind": "territory",
        "region": "Territory",
    }
    add_rows(folder, "jurisdictions.csv", place | {"tile_row": "7", "tile_column": "11"})
    law = {
        "law_id": "PR-unread",
        "jurisdiction": "PR",
        "effective_from": "2019-01-01",
        "effective_precision": "seen",
    }
    add_rows(folder, "laws.csv", law | {"basis": "secondary", "open_questions": "Nothing has been read yet."})
    add_rows(
        folder,
        "codings.csv",
        {"law_id": "PR-unread", "variable": "law_exists", "value": "not_coded", "decided": "agreed"},
    )


def add_federal_law(folder: Path, questions: tuple[str, ...]) -> None:
    place = {
        "jurisdiction": "US",
        "fips": "00",
        "name": "United States",
        "kind": "federal",
        "region": "Federal",
    }
    add_rows(folder, "jurisdictions.csv", place | {"tile_row": "0", "tile_column": "5"})
    act = "Trafficking Survivors Relief Act"
    source = {"source_id": "US-s1", "jurisdiction": "US", "title": act, "date": "2026-01", "kind": "statute"}
    add_rows(folder, "sources.csv", source)
    law = {
        "law_id": "US-2026",
        "jurisdiction": "US",
        "effective_from": "2026-01-23",
        "effective_precision": "day",
    }
    add_rows(
        folder, "laws.csv", law | {"basis": "statute", "open_questions": "The text is still to be read."}
    )
    unread = {"law_id": "US-2026", "value": "not_coded", "decided": "agreed"}
    exists = {"value": "yes", "source_ids": "US-s1", "basis": "statute"}
    rows = [unread | {"variable": q} | (exists if q == "law_exists" else {}) for q in questions]
    add_rows(folder, "codings.csv", *rows)
    passed = {"jurisdiction": "US", "year": "2026", "effective": "2026-01-23", "act": act}
    add_rows(
        folder, "amendments.csv", passed | {"change": "First law.", "text_read": "no", "source_ids": "US-s1"}
    )


def latest(folder: Path) -> tuple[Dataset, Scorecard]:
    dataset = read_dataset(folder)
    return dataset, scorecard(dataset, edition(dataset, "2026"))


def test_a_new_question_in_a_new_category_is_scored(tmp_path: Path, card: Scorecard):
    folder = raw_copy(tmp_path)
    add_question_and_category(folder)
    dataset, new = latest(folder)
    # Nebraska, hand-scored at 73 of 100 without a point in what was lowered: four more of the same hundred.
    assert new.table.at["NE", "score"] == 77
    assert new.categories.at["NE", "forms"] == 4
    # New Mexico has not been asked yet: its points are out of 96.
    assert new.table.at["NM", "points_coded"] == card.table.at["NM", "points_coded"] - 4
    listed = gaps(dataset, new)
    assert "court_form" in set(listed[listed["jurisdiction"] == "NM"]["variable"])


def test_a_new_answer_is_scored(tmp_path: Path, card: Scorecard):
    folder = raw_copy(tmp_path)
    add_answer(folder)
    dataset, new = latest(folder)
    assert new.table.at["NE", "score"] == 74, "3 for the new answer instead of 2 for silence"
    assert dataset.codebook.statement("hearing", "by_video") == "A hearing is held by video."
    others = new.table.drop(index="NE")["score"]
    assert others.equals(card.table.drop(index="NE")["score"])


def test_a_territory_of_which_nothing_is_known_is_neither_ranked_nor_a_zero(tmp_path: Path, card: Scorecard):
    folder = raw_copy(tmp_path)
    add_puerto_rico(folder)
    dataset, new = latest(folder)
    assert new.table.at["PR", "status"] == "unknown"
    assert new.table.drop(index="PR")["rank"].equals(card.table["rank"])
    first = gaps(dataset, new).set_index("jurisdiction").loc["PR"]
    assert first["why"] == "law not known"


def test_the_federal_law_enters_on_its_first_day_without_a_made_up_answer(tmp_path: Path, dataset: Dataset):
    folder = raw_copy(tmp_path)
    add_federal_law(folder, dataset.codebook.ids)
    now, new = latest(folder)
    row = new.table.loc["US"]
    assert (row["status"], row["points_coded"], row["score_low"], row["score_high"]) == (
        "insufficient",
        0,
        0,
        100,
    )
    found = compare(now, edition(now, "2019"), edition(now, "2026"))
    assert found.jurisdictions.at["US", "status_before"] == "unknown"
    assert found.acts[found.acts["jurisdiction"] == "US"]["certain"].tolist() == [True]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, dataset: Dataset) -> Path:
    """A project folder of its own whose data has all the additions."""
    root = tmp_path_factory.mktemp("project")
    for name in ("data", "notebooks", "report"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_output", "backups"))
    for file in sorted(p for p in ROOT.iterdir() if p.is_file()):
        shutil.copyfile(file, root / file.name)
    folder = root / "data" / "raw"
    shutil.rmtree(folder)
    shutil.copytree(RAW, folder)
    add_answer(folder)
    add_puerto_rico(folder)
    add_federal_law(folder, dataset.codebook.ids)
    add_question_and_category(folder)
    return root


def test_every_command_works_with_all_of_it(everything: Path, tmp_path: Path, monkeypatch, capsys):
    folder = everything / "data" / "raw"
    for words in (
        ("validate",),
        ("score", "--format", "json"),
        ("compare", "2019", "2026", "--format", "html", "--data-before", RAW),
        ("gaps",),
        ("agreement",),
        ("blind-sample", tmp_path / "blind.xlsx", "--share", "1"),
        ("docs", "--out", tmp_path / "CODEBOOK.md"),
        ("card", "PR", "us", "--output", tmp_path / "cards"),
        ("what-if", "US", "--set", "court_form=yes", "--set", "hearing=by_video"),
        ("workbook", "export", tmp_path / "book.xlsx", "--jurisdictions", "Puerto Rico,United States"),
        ("workbook", "import", tmp_path / "book.xlsx", "--dry-run"),
    ):
        code, out, err = run(monkeypatch, capsys, *words, "--data", folder)
        assert code == 0, (words, err)
        if words[0] == "score":
            status = {row["jurisdiction"]: row["status"] for row in json.loads(out)}
            assert (len(status), status["PR"], status["US"]) == (53, "unknown", "insufficient")
        if words[0] == "compare":
            assert "Both editions under both rubrics" in out
            assert "Forms & <help>" not in out
    assert {p.name for p in (tmp_path / "cards").iterdir()} == {"PR.html", "PR.pdf", "US.html", "US.pdf"}
    assert "Forms &amp; &lt;help&gt;" in (tmp_path / "CODEBOOK.md").read_text(encoding="utf-8")


def test_territories_and_the_federal_law_are_amended_and_enter_a_new_edition(
    everything: Path, tmp_path: Path, monkeypatch, capsys
):
    folder = Path(shutil.copytree(everything / "data" / "raw", tmp_path / "data" / "raw"))
    for words in (
        ("law", "amend", "puerto rico", "--effective", "2027-01-01", "--act", "Act 1"),
        ("law", "amend", "US", "--effective", "2027-02-01", "--act", "H.R. 1", "--source", "US-s1"),
        ("edition", "new", "2027", "--as-of", "2027-06-30"),
        ("validate",),
    ):
        code, _, err = run(monkeypatch, capsys, *words, "--data", folder)
        assert code == 0, (words, err)
    dataset = read_dataset(folder)
    found = compare(dataset, edition(dataset, "2026"), edition(dataset, "2027")).jurisdictions
    assert found.loc[["PR", "US"], "law_id_after"].tolist() == ["PR-2027", "US-2027"]
    assert found.loc[["PR", "US"], "event"].tolist() == ["not_known", "amended_uncoded"]


@pytest.mark.long
def test_the_report_is_built_with_all_of_it(everything: Path, tmp_path: Path):
    from analysis.publish.build.building import Options, build

    output = tmp_path / "report"
    few = shutil.copytree(everything / "data" / "raw", tmp_path / "raw")
    keep_few(few, "PR", "US", "NE")
    build(Options(root=everything, raw=few, output=output, engine="pandoc"))
    page = (output / "report.html").read_text(encoding="utf-8")
    assert "Puerto Rico" in page
    assert "Forms &amp; &lt;help&gt;" in page
    assert "By video" in page
    for code in ("PR", "US", "NE"):
        assert (output / "cards" / f"{code}.html").is_file()
        assert (output / "cards" / f"{code}.pdf").is_file()
    assert (output / "report.pdf").read_bytes().startswith(b"%PDF")
