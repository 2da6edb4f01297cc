"""Importing writes what a coder changed, and nothing else."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from workbook_editing import add_row, cell, column, exported, row, save, type_in

from analysis.cli import main
from analysis.coding.workbook.layout import ANSWERS, BILLS
from analysis.coding.workbook.opening import open_workbook
from analysis.coding.workbook.plan import plan_import
from analysis.coding.workbook.rows import all_rows, chosen_laws
from analysis.coding.workbook.writer import workbook_bytes
from analysis.problems import DataProblems, UsageProblem
from analysis.project import KEPT_VARIABLE
from analysis.raw import read_dataset
from analysis.raw.store import save as save_tables

HEARING = "XB-2018 | hearing"


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def import_into(folder: Path, book: Path) -> list[tuple[str, str, str, str]]:
    """Import as the command does; the changes as (row, field, old, new)."""
    dataset = read_dataset(folder)
    plan = plan_import(dataset, book)
    save_tables(dataset, plan.tables)
    return [(c.row, c.field, c.old, c.new) for c in plan.changes]


def run(*words: str) -> int:
    argv = sys.argv
    sys.argv = ["report-cards", *words]
    try:
        main()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    finally:
        sys.argv = argv
    return 0


def test_an_unchanged_export_changes_nothing(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in raw.iterdir()}
    book = tmp_path / "2027.xlsx"
    assert run("workbook", "export", str(book), "--data", str(raw)) == 0
    assert run("workbook", "import", str(book), "--data", str(raw)) == 0
    assert "2027.xlsx changes nothing" in capsys.readouterr().out
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in raw.iterdir()} == before
    assert not (raw.parent / "backups").exists()


def test_changes_are_shown_with_their_effect_and_a_dry_run_writes_nothing(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = exported(raw, tmp_path / "2027.xlsx")
    type_in(book, {("Answers", HEARING, "Answer"): "required", ("Answers", HEARING, "Citation"): "§ 9(2)"})
    before = files(raw)
    assert run("workbook", "import", str(book), "--dry-run", "--data", str(raw)) == 0
    shown = capsys.readouterr().out
    assert files(raw) == before
    # XB-2018: all offenses 60 + hearing silent 10 of 30, conditions not coded: 70 of 90; required earns none: 60 of 90.
    for words in (
        "Betaland\n",
        "Answers: XB-2018, hearing, Answer\n      silent  →  required",
        "Answers: XB-2018, hearing, Citation\n      § 9  →  § 9(2)",
        "2026  Betaland: B 78 (70–80), graded, rank 2  →  B 67 (60–70), graded, rank 2",
        "2 changes. This was a dry run",
    ):
        assert words in shown
    assert run("workbook", "import", str(book), "--data", str(raw)) == 0
    old, new = (text["codings.csv"].decode().split("\n") for text in (before, files(raw)))
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [
        (
            "XB-2018,hearing,silent,§ 9,XB-s1,bill,,agreed",
            "XB-2018,hearing,required,§ 9(2),XB-s1,bill,,agreed",
        )
    ]
    assert {name for name, text in files(raw).items() if text != before[name]} == {"codings.csv"}
    (backup,) = (raw.parent / "backups").iterdir()
    assert re.fullmatch(r"raw-\d{4}-\d\d-\d\d-\d{6}-[0-9a-f]{8}", backup.name)
    assert files(backup) == before
    assert run("workbook", "import", str(book), "--data", str(raw)) == 0, "importing again is no mistake"
    assert "changes nothing" in capsys.readouterr().out


def test_sorted_rows_and_moved_columns_are_recognised(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    sheet = book["Answers"]
    cell(book, "Answers", HEARING, "Answer").value = "required"
    lines = [[c.value for c in line] for line in sheet.iter_rows()]
    order = [*range(1, len(lines[0])), 0]
    turned = [lines[0], *reversed(lines[1:])]
    for number, line in enumerate(turned, start=1):
        for at, source in enumerate(order, start=1):
            sheet.cell(number, at).value = None if str(line[source]).startswith("=") else line[source]
    book.move_sheet("Answers", 2)
    save(book, path)
    assert import_into(raw, path) == [("XB-2018, hearing", "value", "silent", "required")]


def test_hidden_and_filtered_rows_are_imported(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    cell(book, "Answers", HEARING, "Answer").value = "required"
    book["Answers"].row_dimensions[row(book["Answers"], HEARING)].hidden = True
    book["Answers"].column_dimensions["D"].hidden = True
    save(book, path)
    assert import_into(raw, path) == [("XB-2018, hearing", "value", "silent", "required")]


def test_lines_of_a_question_become_one_value(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    key = ("Answers", "XB-2018 | conditions: {}", "Answer")
    lines = {"sentence_completed": "Yes", "no_pending_charges": "yes "}
    facts = {"Source ids": "XB-s1", "Basis": "bill", "Citation": "§ 9(3)", "Note": None}
    cells = {(key[0], key[1].format(line), key[2]): word for line, word in lines.items()}
    cells |= {("Answers", "XB-2018 | conditions", heading): text for heading, text in facts.items()}
    type_in(path, cells)
    import_into(raw, path)
    (coded,) = (r for r in table(raw, "codings") if (r["law_id"], r["variable"]) == ("XB-2018", "conditions"))
    assert coded["value"] == "no_pending_charges;sentence_completed"
    assert coded["note"] == ""
    type_in(path, {(key[0], key[1].format(line), key[2]): "no" for line in lines})
    import_into(raw, exported(raw, path))
    type_in(path, {(key[0], key[1].format(line), key[2]): "no" for line in lines})
    import_into(raw, path)
    (coded,) = (r for r in table(raw, "codings") if (r["law_id"], r["variable"]) == ("XB-2018", "conditions"))
    assert coded["value"] == "none"


def test_new_sources_and_acts_take_their_place_and_can_be_taken_out_again(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    source = {"Source id": "XA-s10", "State": "XA", "Title": "Act 27", "Kind": "statute", "Date": "2027-03"}
    add_row(book, "Sources", source)
    act = {
        "State": "XA",
        "Year": 2016,
        "Act": "Act 16",
        "What it changed": "A detail.",
        "Text read": "yes",
        "Source ids": "XA-s10",
    }
    add_row(book, "Amendments", act)
    save(book, path)
    before = files(raw)
    changes = import_into(raw, path)
    assert [change[:3] for change in changes] == [("XA-s10", "", ""), ("2016, Act 16", "", "")]
    assert [r["source_id"] for r in table(raw, "sources")] == ["XA-s1", "XA-s2", "XA-s10", "XB-s1", "XC-s1"]
    assert [r["act"] for r in table(raw, "amendments")] == ["Act 14", "Act 16", "Act 20", "HB 9"]
    assert import_into(raw, path) == [], "the same workbook once more adds nothing twice"
    book = open_workbook(exported(raw, path))
    for sheet, row_id in (("Sources", "XA-s10"), ("Amendments", "XA | 2016 |  | Act 16")):
        number = row(book[sheet], row_id)
        facts = ("Title", "Kind", "Date", "Year", "Act", "What it changed", "Text read", "Source ids")
        for heading in ("State", *facts):
            if heading in [c.value for c in book[sheet][1]]:
                book[sheet].cell(number, column(book[sheet], heading)).value = None
    save(book, path)
    import_into(raw, path)
    assert files(raw) == before


def test_facts_of_a_law_are_written_with_dates_as_they_come(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    type_in(
        path,
        {
            ("Laws", "XA-2020", "Text seen as of"): 46447,
            ("Laws", "XA-2020", "Open questions"): " Which court?\n",
        },
    )
    assert import_into(raw, path) == [
        ("XA-2020", "verified_through", "2026-05-01", "2027-03-01"),
        ("XA-2020", "open_questions", "", "Which court?"),
    ]


def test_a_law_found_not_to_exist_loses_its_answers(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    for row_id in ("offenses", "hearing", "conditions"):
        for heading in ("Answer", "Citation", "Source ids", "Basis", "Note", "Decided"):
            if (row_id, heading) != ("conditions", "Answer"):
                cell(book, "Answers", f"XB-2018 | {row_id}", heading).value = None
    for line in ("sentence_completed", "no_pending_charges"):
        cell(book, "Answers", f"XB-2018 | conditions: {line}", "Answer").value = None
    cell(book, "Answers", "XB-2018 | law_exists", "Answer").value = "no"
    save(book, path)
    import_into(raw, path)
    assert [r["variable"] for r in table(raw, "codings") if r["law_id"] == "XB-2018"] == ["law_exists"]


def test_what_others_changed_meanwhile_stays(raw: Path, tmp_path: Path) -> None:
    mine, theirs = exported(raw, tmp_path / "mine.xlsx"), exported(raw, tmp_path / "theirs.xlsx", ["XB"])
    type_in(theirs, {("Answers", HEARING, "Note"): "Theirs.", ("Answers", HEARING, "Decided"): "rule"})
    type_in(mine, {("Answers", HEARING, "Answer"): "required", ("Answers", HEARING, "Decided"): "rule"})
    import_into(raw, theirs)
    assert import_into(raw, mine) == [("XB-2018, hearing", "value", "silent", "required")]
    (coded,) = (r for r in table(raw, "codings") if (r["law_id"], r["variable"]) == ("XB-2018", "hearing"))
    assert (coded["value"], coded["note"], coded["decided"]) == ("required", "Theirs.", "rule")


def test_corrections_stay_applied_and_unpublished(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    shown = cell(book, "Answers", "XA-2020 | hearing", "Answer")
    assert (shown.value, shown.protection.locked) == ("not_required", True)
    type_in(path, {("Answers", "XA-2020 | hearing", "Note"): "Read again in 2027."})
    import_into(raw, path)
    (coded,) = (r for r in table(raw, "codings") if (r["law_id"], r["variable"]) == ("XA-2020", "hearing"))
    assert (coded["value"], coded["note"]) == ("if_contested", "Read again in 2027.")


def test_sheets_and_columns_of_ones_own_are_left_aside_and_named(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    book.create_sheet("Scratch")["A1"] = "=1/0"
    book["Answers"].cell(1, 60).value = "My thoughts"
    save(book, path)
    assert plan_import(read_dataset(raw), path).remarks == (
        "Answers!BH1: the column 'My thoughts' is not part of the workbook and was not read.",
        "The sheet 'Scratch' is not part of the workbook and was not read.",
    )


def test_a_law_that_no_edition_covers_yet_shows_its_effect_too(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("law", "amend", "XB", "--effective", "2027-01-01", "--act", "HB 2", "--data", str(raw)) == 0
    path = exported(raw, tmp_path / "2027.xlsx", all_versions=False)
    type_in(path, {("Answers", "XB-2027 | hearing", "Answer"): "required"})
    capsys.readouterr()
    assert run("workbook", "import", str(path), "--dry-run", "--data", str(raw)) == 0
    shown = capsys.readouterr().out
    expected = "in no edition yet:  Betaland (XB-2027, from 2027-01-01): B 78 (70–80), graded  →  B 67 (60–70), graded"
    assert expected in shown


def test_a_workbook_of_another_command_is_not_taken_for_coding(raw: Path, tmp_path: Path) -> None:
    dataset = read_dataset(raw)
    rows = all_rows(dataset, chosen_laws(dataset, None, all_versions=True))
    path = tmp_path / "second.xlsx"
    path.write_bytes(workbook_bytes(dataset.codebook, ["XA"], [ANSWERS], rows, [], datetime(2026, 7, 1)))
    with pytest.raises(DataProblems) as refused:
        plan_import(dataset, path)
    (problem,) = refused.value.problems
    assert "read by 'report-cards agreement --second'" in str(problem)


def test_files_that_are_not_there_are_named(raw: Path, tmp_path: Path) -> None:
    exported(raw, tmp_path / "2027.xlsx")
    with pytest.raises(
        UsageProblem, match=r"There is no file '.*2026.xlsx'. In that folder there is: 2027.xlsx."
    ):
        plan_import(read_dataset(raw), tmp_path / "2026.xlsx")


def test_data_changed_while_importing_is_not_overwritten(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    type_in(path, {("Answers", HEARING, "Answer"): "required"})
    from analysis.coding.workbook import plan

    def meanwhile(*arguments: Any) -> Any:
        sources = raw / "sources.csv"
        sources.write_text(
            sources.read_text(encoding="utf-8").replace("Survey", "Study"), encoding="utf-8", newline="\n"
        )
        return plan_import(*arguments)

    monkeypatch.setattr(plan, "plan_import", meanwhile)
    assert run("workbook", "import", str(path), "--data", str(raw)) == 2
    assert "silent" in (raw / "codings.csv").read_text(encoding="utf-8")
    assert "Study of Gamma law" in (raw / "sources.csv").read_text(encoding="utf-8")


def killed_at(call: int, work: Any) -> tuple[bool, int]:
    """Run in a process that dies at its n-th call of a function of this project; how far it came when it did not."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0

        def trace(frame: FrameType, event: str, arg: Any) -> None:
            nonlocal count
            if event == "call" and "/analysis/" in frame.f_code.co_filename:
                count += 1
                if count == call:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.settrace(trace)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                work()
        finally:
            os.write(writing, str(count).encode())
            os._exit(0)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    os.close(writing)
    count = int(os.read(reading, 20) or 0)
    os.close(reading)
    return killed, count


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_killed_at_any_time_the_import_leaves_the_old_or_the_new_data_whole(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    add_row(book, "Sources", {"Source id": "XB-s2", "State": "XB", "Title": "Act 27", "Kind": "statute"})
    cell(book, "Answers", HEARING, "Answer").value = "required"
    cell(book, "Answers", HEARING, "Source ids").value = "XB-s1;XB-s2"
    cell(book, "Laws", "XB-2018", "Text seen as of").value = "2027-01-01"
    save(book, path)
    old = files(raw)
    dataset = read_dataset(raw)
    tables = plan_import(dataset, path).tables

    def work() -> None:
        run("workbook", "import", str(path), "--data", str(raw))

    def restore() -> None:
        for name, content in old.items():
            (raw / name).write_bytes(content)

    with monkeypatch.context() as patch:
        # Nothing is kept, so that every run checks the data again and has as many calls as the first.
        (tmp_path / "no-folder").touch()
        patch.setenv(KEPT_VARIABLE, str(tmp_path / "no-folder"))
        _, whole = killed_at(0, work)
        new = files(raw)
        assert {name for name in old if old[name] != new[name]} == {"codings.csv", "laws.csv", "sources.csv"}
        for point in range(whole // 5, whole, whole // 5):
            restore()
            assert killed_at(point, work)[0]
            assert files(raw) in (old, new), f"neither old nor new when killed at call {point} of {whole}"
    restore()
    # Here the plan has found sound what the data will be, so that every death is one of the writing.
    _, saving = killed_at(0, lambda: save_tables(dataset, tables))
    points = sorted({*range(1, saving, saving // 12), *range(saving - 30, saving + 1)})
    seen = []
    for point in points:
        restore()
        killed, _ = killed_at(point, lambda: save_tables(dataset, tables))
        assert files(raw) in (old, new), f"neither old nor new when killed at call {point} of {saving}"
        read_dataset(raw)
        if killed:  # the last points are not reached where an earlier backup spares this one some work
            seen.append(files(raw) == new)
    assert len(seen) >= 25
    assert set(seen) == {True, False}, "some deaths came before the decision, some after"


def test_a_bill_and_whether_an_act_was_read_are_edited_where_they_stand_and_nothing_else_changes(
    raw: Path, tmp_path: Path
) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    before, bill, act = files(raw), "XC | HB 3 | 2026", "XA | 2020 | 2020-07-01 | Act 20"
    cells = {
        ("Bills", bill, "Status"): "died in committee",
        ("Bills", bill, "Status as of"): datetime(2026, 6, 3),
        ("Amendments", act, "Text read"): "no",
    }
    type_in(path, cells)
    book = open_workbook(path)
    new = {
        "State": "XB",
        "Bill": "SB 7",
        "Year": 2026,
        "What it would do": "Waive the fee.",
        "Status": "passed",
    }
    more = {"Status as of": "2026-05", "Source ids": "XB-s1", "Answers it would give": "hearing=required"}
    add_row(book, "Bills", new | more)
    save(book, path)
    import_into(raw, path)
    first, second = table(raw, "bills")
    assert list(first.values()) == [
        "XB", "SB 7", "2026", "Waive the fee.", "passed", "2026-05", "XB-s1", "hearing=required",
    ]  # fmt: skip
    assert (second["bill"], second["status"], second["status_date"]) == (
        "HB 3",
        "died in committee",
        "2026-06-03",
    )
    assert [r["text_read"] for r in table(raw, "amendments")] == ["yes", "no", "yes"]
    after = files(raw)
    assert {name for name in before if before[name] != after[name]} == {"bills.csv", "amendments.csv"}
    assert import_into(raw, path) == [], "the same workbook once more changes nothing"
    again = exported(raw, tmp_path / "again.xlsx")
    assert import_into(raw, again) == []
    type_in(again, {("Amendments", act, "Text read"): "yes"})
    import_into(raw, again)
    assert files(raw)["amendments.csv"] == before["amendments.csv"]


def test_help_for_survivors_is_added_and_taken_out_in_the_workbook(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    new = {"Who helps": "Alpha Line", "With what": "Finds lawyers.", "Address": "https://alpha.example/"}
    add_row(book, "Help", new | {"Source": "XA-s1", "Looked at on": datetime(2026, 5, 1)})
    save(book, path)
    before = files(raw)
    import_into(raw, path)
    assert table(raw, "help") == [
        {"name": "Alpha Line", "what": "Finds lawyers.", "address": "https://alpha.example/", "source": "XA-s1",
         "checked": "2026-05-01"}
    ]  # fmt: skip
    assert {name for name, content in files(raw).items() if before.get(name) != content} == {"help.csv"}

    path = exported(raw, tmp_path / "again.xlsx")
    type_in(path, {("Help", "Alpha Line", heading): None for heading in (*new, "Source", "Looked at on")})
    import_into(raw, path)
    assert table(raw, "help") == []


def test_a_workbook_from_before_there_was_a_sheet_for_help_is_still_read(raw: Path, tmp_path: Path) -> None:
    path = exported(raw, tmp_path / "2027.xlsx")
    book = open_workbook(path)
    del book["Help"]
    save(book, path)
    before = files(raw)
    import_into(raw, path)
    assert files(raw) == before


def with_a_bill_written_anew(raw: Path, path: Path, **changed: str | None) -> Path:
    """A workbook whose bill was emptied, and stands on a free row with other words."""
    book = open_workbook(exported(raw, path))
    sheet = book["Bills"]
    number = row(sheet, "XC | HB 3 | 2026")
    cells = {c.heading: sheet.cell(number, column(sheet, c.heading)) for c in BILLS.columns}
    kept = {heading: one.value for heading, one in cells.items()}
    add_row(book, "Bills", kept | {heading.replace("_", " "): text for heading, text in changed.items()})
    for one in cells.values():
        one.value = None
    save(book, path)
    return path


@pytest.mark.parametrize("answers", [None, "hearing=required"])
def test_a_bill_emptied_and_written_anew_is_imported_as_often_as_one_likes(
    raw: Path, tmp_path: Path, answers: str | None
) -> None:
    anew = {"Status": "signed by the governor", "Answers_it_would_give": answers}
    path = with_a_bill_written_anew(raw, tmp_path / "book.xlsx", **anew)
    first = import_into(raw, path)
    assert ("HB 3, 2026", "status", "in committee when last seen", "signed by the governor") in first
    assert all(field for _, field, _, _ in first), "a row was changed; none came and none went"
    (bill,) = (one for one in table(raw, "bills") if one["bill"] == "HB 3")
    assert (bill["status"], bill["answers"]) == ("signed by the governor", answers or "")
    before = files(raw)
    assert import_into(raw, path) == []
    assert files(raw) == before


def test_a_bill_written_anew_meets_what_the_data_changed_meanwhile(raw: Path, tmp_path: Path) -> None:
    path = with_a_bill_written_anew(raw, tmp_path / "book.xlsx", Status="signed by the governor")
    bills = raw / "bills.csv"
    bills.write_text(
        bills.read_text(encoding="utf-8").replace("in committee when last seen", "dead"), encoding="utf-8"
    )
    with pytest.raises(DataProblems) as caught:
        import_into(raw, path)
    (problem,) = caught.value.problems
    assert "and to 'dead' in the data since the export" in str(problem)
