"""Where the year stands, what is on record, who changed what, and back."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from analysis.raw.journal import KEPT, entries
from raw_copies import add_rows, contents, edit_rows, publish, raw_copy, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return raw_copy(tmp_path, only=("NE", "IA", "KS", "TX"))


def amend(monkeypatch, capsys, folder: Path, place: str, day: str, act: str, *more: str) -> None:
    words = ("law", "amend", place, "--effective", day, "--act", act, *more, "--data", folder)
    assert run(monkeypatch, capsys, *words)[0] == 0


def test_status_tells_what_waits_what_is_coming_and_what_ends(folder, monkeypatch, capsys):
    amend(monkeypatch, capsys, folder, "NE", "2026-06-01", "LB 12", "--until", "2030-07-01")
    amend(monkeypatch, capsys, folder, "KS", "2027-01-01", "HB 9")
    facts = {
        "jurisdiction": "IA",
        "bill": "HF 12",
        "year": "2027",
        "what": "A first law.",
        "status": "introduced",
    }
    add_rows(folder, "bills.csv", facts | {"status_date": "2027", "source_ids": "IA-s1"})
    code, out, _ = run(monkeypatch, capsys, "status", "--data", folder)
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "Edition 2026: the law of 2026-07-01, in the making."
    assert "  NE-2026: amended by LB 12 (2026-06-01); the new text has not been read" in lines
    assert "  KS: HB 9, from 2027-01-01" in lines
    assert "  NE-2026: on 2030-07-01" in lines
    assert "  IA: HF 12 (2027), introduced" in lines


def test_validate_and_build_name_each_law_that_was_amended_and_not_read_until_somebody_has(
    folder, monkeypatch, capsys
):
    from analysis.cli.build import _told_unread
    from analysis.publish.build.building import Options

    amend(monkeypatch, capsys, folder, "NE", "2026-06-01", "LB 12")
    said = "NE-2026: amended by LB 12 (2026-06-01); the new text has not been read."
    nameless = (
        "TX-2020: amended by an act that the sources do not name (2025); the new text has not been read."
    )

    def told() -> list[list[str]]:
        _, out, _ = run(monkeypatch, capsys, "validate", "--data", folder)
        return [out.splitlines(), _told_unread(Options(folder, raw=folder))]

    for lines in told():
        assert said in lines
        assert nameless in lines
    edit_rows(folder, "amendments.csv", lambda row: row | {"text_read": "yes"})
    validated, built = told()
    assert not any("has not been read" in line or "To be read" in line for line in validated)
    assert built == []


def test_what_was_said_of_unread_laws_is_known_for_the_same_data_alone(folder, tmp_path, monkeypatch, capsys):
    from analysis.cli.build import _unread
    from analysis.publish.build.building import Options, Result

    amend(monkeypatch, capsys, folder, "NE", "2026-06-01", "LB 12")
    asked = Options(tmp_path / "project", raw=folder)
    first = _unread(asked, Result(tmp_path, "a", unchanged=False, data="one"))
    assert "NE-2026: amended by LB 12 (2026-06-01); the new text has not been read." in first
    edit_rows(folder, "amendments.csv", lambda row: row | {"text_read": "yes"})
    assert _unread(asked, Result(tmp_path, "b", unchanged=False, data="one")) == first
    assert _unread(asked, Result(tmp_path, "b", unchanged=False, data="two")) == []


def test_what_was_doubtful_is_written_down_at_each_build_and_read_again_for_other_data(folder, tmp_path):
    from analysis.cli.build import _remember_remarks
    from analysis.cli.validate import remarks_of
    from analysis.publish.build.building import Options, Result
    from analysis.raw.remarks import remembered

    def built(data: str) -> list[str] | None:
        _remember_remarks(Options(tmp_path / "project", raw=folder), Result(tmp_path, "a", False, data=data))
        return remembered(remarks_of(folder))

    sound = built("one")
    edit_rows(folder, "sources.csv", lambda row: row | {"date": "2020-13"})
    doubtful = built("two")
    assert sound is not None
    assert any("2020-13" in found for found in doubtful)
    assert not any("2020-13" in found for found in sound)
    assert built("one") == sound
    assert built("two") == doubtful


def test_status_names_what_was_coded_since_the_last_build(folder, tmp_path, monkeypatch, capsys):
    root = tmp_path / "project"
    output = root / "report" / "_output"
    output.mkdir(parents=True)
    (root / "data").mkdir()
    monkeypatch.setenv("REPORT_CARDS_ROOT", str(root))

    def last_line() -> str:
        code, out, _ = run(monkeypatch, capsys, "status", "--data", folder)
        assert code == 0
        return out.splitlines()[-1]

    assert last_line() == "There is no built report to compare with. Build it with: report-cards build"
    listed = [
        {"path": f"data/raw/{p.name}", "sha256": hashlib.sha256(p.read_bytes()).hexdigest()}
        for p in folder.iterdir()
    ]
    (output / "manifest.json").write_text(json.dumps({"inputs": listed}), encoding="utf-8")
    assert last_line() == (
        "The report is built from these files; once it is out: report-cards edition publish 2026"
    )
    publish(folder, e2026="2026-12-01")
    edit_rows(folder, "laws.csv", lambda row: row | {"open_questions": "Read again."})
    assert last_line() == (
        "2 files changed since the last build: editions.csv, laws.csv. Build the report with: report-cards build"
    )
    for entry in listed:
        entry["sha256"] = hashlib.sha256((folder / entry["path"].rpartition("/")[2]).read_bytes()).hexdigest()
    (output / "manifest.json").write_text(json.dumps({"inputs": listed}), encoding="utf-8")
    assert last_line() == "The report is built from these files."
    (output / "manifest.json").write_text("[cut", encoding="utf-8")
    assert last_line().startswith("There is no built report")


def test_history_shows_one_jurisdiction_on_one_page(folder, monkeypatch, capsys):
    monkeypatch.setenv("REPORT_CARDS_BY", "AB")
    amend(monkeypatch, capsys, folder, "NE", "2027-01-01", "LB 12", "--change", "Covers labor.")
    publish(folder, e2026="2026-12-01")
    words = (
        "correct",
        "NE-2018",
        "hearing",
        "--to",
        "required",
        "--why",
        "Misread.",
        "--by",
        "CD",
        "--on",
        "2027-02-01",
    )
    assert run(monkeypatch, capsys, *words, "--data", folder)[0] == 0
    code, out, _ = run(monkeypatch, capsys, "history", "Nebraska", "--data", folder)
    assert code == 0
    assert out.startswith("Nebraska (NE)\n\nGrades by edition\n  2019: ")
    for line in (
        "  NE-2027: from 2027-01-01 (day) to now; text seen as of no known date",
        "  2027-01-01: LB 12. Covers labor. The new text has not been read.",
        "  2027-02-01: NE-2018, hearing, value: silent → required. Misread. (CD)",
    ):
        assert line in out.splitlines()
    changes = out.partition("Changes of the data\n")[2].splitlines()
    assert ", CD: correct NE-2018 hearing --to required " in changes[0]
    assert ", AB: law amend NE --effective 2027-01-01 --act 'LB 12'" in changes[1]


def test_undo_names_each_change_and_goes_back_before_one_and_can_be_undone(folder, monkeypatch, capsys):
    assert run(monkeypatch, capsys, "undo", "--data", folder)[1] == "No change is on record yet.\n"
    states = [contents(folder)]
    for place in ("NE", "KS", "IA"):
        amend(monkeypatch, capsys, folder, place, "2027-01-01", f"Act of {place}")
        states.append(contents(folder))
    out = run(monkeypatch, capsys, "undo", "--data", folder)[1]
    assert out.index("Act of IA") < out.index("Act of KS") < out.index("Act of NE")
    code, out, _ = run(monkeypatch, capsys, "undo", "2", "--data", folder)
    assert code == 0
    assert out.startswith("The data is as it was before 20")
    assert "law amend KS" in out.splitlines()[0]
    assert contents(folder) == states[1]
    assert run(monkeypatch, capsys, "undo", "1", "--data", folder)[0] == 0, (
        "going back is a change like any other"
    )
    assert contents(folder) == states[3]
    code, _, err = run(monkeypatch, capsys, "undo", "9", "--data", folder)
    assert (code, err) == (2, "There is no change 9. Known are 1 to 5; report-cards undo lists them.\n")


def test_undoing_the_first_correction_leaves_none(folder, monkeypatch, capsys):
    publish(folder, e2026="2026-12-01")
    (folder / "corrections.csv").unlink(missing_ok=True)
    words = ("correct", "NE-2018", "hearing", "--to", "required", "--why", "x", "--by", "x", "--data", folder)
    assert run(monkeypatch, capsys, *words)[0] == 0
    assert run(monkeypatch, capsys, "undo", "1", "--data", folder)[0] == 0
    assert (folder / "corrections.csv").read_text(encoding="utf-8").count("\n") == 1


def test_backups_do_not_grow_without_end_and_the_journal_remembers_all(folder, monkeypatch, capsys):
    old = folder.parent / "backups"
    for number in range(KEPT + 3):
        (old / f"raw-2020-01-01-{number:06}-0123abcd").mkdir(parents=True)
    (old / "raw-of-my-own").mkdir()
    amend(monkeypatch, capsys, folder, "NE", "2027-01-01", "LB 12")
    kept = {p.name for p in old.iterdir()}
    assert len(kept) == KEPT + 1
    assert "raw-of-my-own" in kept
    (entry,) = entries(folder)
    assert entry.backup in kept
    assert entry.where == ("NE",)
    assert set(entry.files) == {"amendments.csv", "codings.csv", "laws.csv", "sources.csv"}


def test_a_workbook_knows_its_coder_and_its_import_says_so(folder, tmp_path, monkeypatch, capsys):
    book = tmp_path / "ne.xlsx"
    assert (
        run(
            monkeypatch,
            capsys,
            "workbook",
            "export",
            book,
            "--jurisdictions",
            "NE",
            "--by",
            "EF",
            "--data",
            folder,
        )[0]
        == 0
    )
    edit_rows(folder, "laws.csv", lambda row: row)
    from analysis.coding.workbook.opening import open_workbook

    opened = open_workbook(book)
    sheet = opened["Answers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["Note"]).value = "Read again."
    opened.save(book)
    assert run(monkeypatch, capsys, "workbook", "import", book, "--data", folder)[0] == 0
    with (folder.parent / "journal.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["who"], row["where"]) == ("EF", "NE")
