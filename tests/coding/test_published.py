"""Nothing that a published edition shows changes in silence; each refusal as the user reads it."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from analysis.raw import read_dataset
from raw_copies import contents, edit_rows, publish, raw_copy, run

sys.path.insert(0, str(Path(__file__).parent / "workbook"))
from workbook_editing import add_row, cell, exported, save, type_in

from analysis.coding.workbook.opening import open_workbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = raw_copy(tmp_path, only=("NE", "KS", "AR"))
    publish(made, e2019="2019-06-01", e2026="2026-12-01")
    return made


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def held(folder: Path, law: str, variable: str) -> dict[str, str]:
    (row,) = (r for r in rows(folder, "codings.csv") if (r["law_id"], r["variable"]) == (law, variable))
    return row


def test_a_workbook_exported_before_an_act_does_not_rewrite_the_version_it_closed(
    folder, tmp_path, monkeypatch, capsys
):
    book = exported(folder, tmp_path / "ne.xlsx", ["NE"], all_versions=False)
    amend = ("law", "amend", "NE", "--effective", "2027-01-01", "--act", "LB 12", "--data", folder)
    assert run(monkeypatch, capsys, *amend)[0] == 0
    type_in(book, {("Answers", "NE-2018 | hearing", "Answer"): "required"})
    before = contents(folder)
    code, out, err = run(monkeypatch, capsys, "workbook", "import", book, "--data", folder)
    assert (code, out) == (2, "")
    line = err.splitlines()[0]
    assert line.startswith("ne.xlsx Answers!D")
    assert line.partition(": ")[2] == (
        "NE-2018 was closed by LB 12 on 2027-01-01, after this workbook was exported; editions 2019 and 2026 would change. "
        "Expected: changes to the version in force. Export the workbook again and code NE-2027; if you mean the closed "
        "version, import with --rewrite-closed."
    )
    assert contents(folder) == before
    # Whoever means the closed version still corrects what was published on record.
    words = ("workbook", "import", book, "--rewrite-closed", "--data", folder)
    code, _, err = run(monkeypatch, capsys, *words)
    assert code == 2
    assert "is shown by editions 2019 and 2026 as published, and was changed to 'required' here" in err
    code, out, _ = run(monkeypatch, capsys, *words, "--correct", "--why", "Misread.", "--by", "AB")
    assert code == 0
    assert "1 change, 1 of them corrections of what was published written to corrections.csv" in out
    assert contents(folder)["codings.csv"] == before["codings.csv"], "what was published stays in codings.csv"
    answers = read_dataset(folder).codings.set_index(["law_id", "variable"])["value"]
    assert (answers["NE-2018", "hearing"], answers["NE-2027", "hearing"]) == (
        "required",
        held(folder, "NE-2027", "hearing")["value"],
    )


def test_an_import_corrects_a_published_answer_on_record_or_not_at_all(folder, tmp_path, monkeypatch, capsys):
    book = exported(folder, tmp_path / "ks.xlsx", ["KS"], all_versions=False)
    law = read_dataset(folder).laws.query("jurisdiction == 'KS'")["law_id"].iloc[-1]
    old = held(folder, law, "offenses")["value"]
    new = "listed" if old != "listed" else "any"
    new = next(a for a in read_dataset(folder).codebook["offenses"].by_id if a != old)
    type_in(book, {("Answers", f"{law} | offenses", "Answer"): new})
    before = contents(folder)
    words = ("workbook", "import", book, "--data", folder)
    code, out, err = run(monkeypatch, capsys, *words)
    assert (code, out) == (2, "")
    assert err.splitlines()[0].partition(": ")[2] == (
        f"'{old}' is shown by edition 2026 as published, and was changed to '{new}' here. "
        "Expected: a published answer corrected on record, so that the report can say what was wrong. "
        'Where the coding was wrong, import again with --correct --why "…" --by "…", or run report-cards correct '
        f"{law} offenses; where the law changed, record the act with report-cards law amend and code the new version."
    )
    assert contents(folder) == before
    code, _, err = run(monkeypatch, capsys, *words, "--correct", "--by", "AB")
    assert (code, err) == (
        2,
        'A correction says why it is made and who found it: --correct --why "…" --by "…".\n',
    )
    assert (
        run(monkeypatch, capsys, *words, "--correct", "--why", "§ 1(b) reaches others.", "--by", "AB")[0] == 0
    )
    (row,) = rows(folder, "corrections.csv")
    assert {k: row[k] for k in ("law_id", "variable", "column", "old", "new", "why", "reported_by")} == {
        "law_id": law,
        "variable": "offenses",
        "column": "value",
        "old": old,
        "new": new,
        "why": "§ 1(b) reaches others.",
        "reported_by": "AB",
    }
    assert held(folder, law, "offenses")["value"] == old


def test_filling_in_what_was_not_coded_is_free_and_so_is_an_edition_in_the_making(
    folder, tmp_path, monkeypatch, capsys
):
    blank = next(
        r for r in rows(folder, "codings.csv") if r["value"] == "not_coded" and r["variable"] == "hearing"
    )
    place = blank["law_id"][:2]
    source = next(r["source_id"] for r in rows(folder, "sources.csv") if r["jurisdiction"] == place)
    book = exported(folder, tmp_path / "fill.xlsx", [place])
    at = f"{blank['law_id']} | hearing"
    cells = {"Answer": "required", "Source ids": source, "Basis": "statute", "Citation": "§ 1"}
    type_in(book, {("Answers", at, heading): text for heading, text in cells.items()})
    code, _, err = run(monkeypatch, capsys, "workbook", "import", book, "--data", folder)
    assert (code, err) == (0, "")
    assert held(folder, blank["law_id"], "hearing")["value"] == "required"
    unpublished = raw_copy(tmp_path, "unpublished", only=("NE", "KS", "AR"))
    book = exported(unpublished, tmp_path / "free.xlsx", ["NE"])
    type_in(book, {("Answers", "NE-2018 | hearing", "Answer"): "required"})
    assert run(monkeypatch, capsys, "workbook", "import", book, "--data", unpublished)[0] == 0


def test_dates_that_would_put_another_law_into_a_published_edition_are_refused(
    folder, tmp_path, monkeypatch, capsys
):
    book = exported(folder, tmp_path / "ne.xlsx", ["NE"])
    type_in(book, {("Laws", "NE-2018", "In force from"): "2026-08-01"})
    code, _, err = run(monkeypatch, capsys, "workbook", "import", book, "--data", folder)
    assert code == 2
    assert "Edition 2026 is published with NE-2018 for NE, and would show none." in err
    assert "if the published dates were wrong, import with --rewrite-closed." in err


def test_a_correction_reaches_answer_citation_source_basis_and_note(folder, monkeypatch, capsys):
    old = held(folder, "NE-2018", "hearing")
    new = {
        "--to": "required",
        "--citation": "§ 9(9)",
        "--source": "NE-s2",
        "--basis": "secondary",
        "--note": "Read anew.",
    }
    words = ("correct", "NE-2018", "hearing", *(w for pair in new.items() for w in pair), "--data", folder)
    code, out, err = run(
        monkeypatch, capsys, *words, "--why", "§ 9(9) says so.", "--by", "AB", "--on", "2027-02-01"
    )
    assert (code, err) == (0, "")
    assert f"NE-2018, hearing, value: {old['value']}  →  required" in out
    made = rows(folder, "corrections.csv")
    changed = [
        c
        for c, text in zip(("value", "citation", "source_ids", "basis", "note"), new.values(), strict=True)
        if old[c] != text
    ]
    assert [r["column"] for r in made] == changed
    assert {r["reported_on"] for r in made} == {"2027-02-01"}
    now = read_dataset(folder).codings.set_index(["law_id", "variable"]).loc[("NE-2018", "hearing")]
    assert now[["value", "citation", "source_ids", "basis", "note"]].tolist() == list(new.values())
    assert held(folder, "NE-2018", "hearing") == old


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("NE-2018", "hearing", "--to", "required"),
            "A correction says why it is made and who found it: --why TEXT --by NAME.",
        ),
        (
            ("NE-2018", "haering", "--to", "required"),
            "The codebook has no question 'haering'; did you mean 'hearing'?",
        ),
        (
            ("NE-2081", "hearing", "--to", "required"),
            "There is no answer to hearing of NE-2081. The data has: NE-2018.",
        ),
        (("NE-2018", "hearing"), "Say what is right: --to ANSWER, --citation, --source, --basis or --note."),
        (("NE-2018", "hearing", "--to", "requird", "--why", "x", "--by", "x"), "Did you mean 'required'?"),
        (
            ("NE-2018", "hearing", "--source", "NE-s99", "--why", "x", "--by", "x"),
            "'NE-s99' is not in sources.csv.",
        ),
        (
            ("NE-2018", "hearing", "--basis", "hearsay", "--why", "x", "--by", "x"),
            "Allowed: statute, bill, secondary.",
        ),
    ],
)
def test_a_correction_that_cannot_be_made_is_refused_with_the_reason(
    folder, monkeypatch, capsys, words, message
):
    before = contents(folder)
    code, _, err = run(monkeypatch, capsys, "correct", *words, "--data", folder)
    assert code == 2
    assert message in err
    assert contents(folder) == before


def test_a_version_that_no_edition_has_published_is_edited_and_not_corrected(folder, monkeypatch, capsys):
    run(
        monkeypatch,
        capsys,
        "law",
        "amend",
        "NE",
        "--effective",
        "2027-01-01",
        "--act",
        "LB 12",
        "--data",
        folder,
    )
    code, _, err = run(
        monkeypatch,
        capsys,
        "correct",
        "NE-2027",
        "hearing",
        "--to",
        "required",
        "--why",
        "x",
        "--by",
        "x",
        "--data",
        folder,
    )
    assert code == 2
    assert err == (
        "No published edition shows the answer to hearing of NE-2027, so there is nothing to correct on record: change it in a "  # noqa: E501
        "coding workbook. (An edition is published once editions.csv has its date.)\n"
    )


def test_a_source_whose_number_was_taken_meanwhile_takes_what_cites_it_along(
    folder, tmp_path, monkeypatch, capsys
):
    """Two coders both add the next number; the act of the second must not come to cite the text of the first."""
    books = [
        exported(folder, tmp_path / f"{name}.xlsx", ["KS"], all_versions=False)
        for name in ("first", "second")
    ]
    numbers = [
        int(r["source_id"].removeprefix("KS-s"))
        for r in rows(folder, "sources.csv")
        if r["jurisdiction"] == "KS"
    ]
    taken, free = f"KS-s{max(numbers) + 1}", f"KS-s{max(numbers) + 2}"
    for path, title in zip(books, ("Text of the first", "Text of the second"), strict=True):
        book = open_workbook(path)
        add_row(book, "Sources", {"Source id": taken, "State": "KS", "Title": title, "Kind": "statute"})
        act = {
            "State": "KS",
            "Year": "2027",
            "Act": f"Act of {title}",
            "What it changed": "x",
            "Text read": "no",
        }
        add_row(book, "Amendments", act | {"Source ids": taken})
        save(book, path)
    assert run(monkeypatch, capsys, "workbook", "import", books[0], "--data", folder)[0] == 0
    for _ in range(2):  # importing the same workbook once more makes nothing twice
        code, out, err = run(monkeypatch, capsys, "workbook", "import", books[1], "--data", folder)
        assert (code, err) == (0, "")
        assert f"{taken} was taken meanwhile by 'Text of the first'. Your source is {free} now; " in out
        assert "1 cell that cite it followed: Amendments!" in out
    titles = {r["source_id"]: r["title"] for r in rows(folder, "sources.csv")}
    assert (titles[taken], titles[free]) == ("Text of the first", "Text of the second")
    cited = {r["act"]: r["source_ids"] for r in rows(folder, "amendments.csv")}
    assert (cited["Act of Text of the first"], cited["Act of Text of the second"]) == (taken, free)


def test_a_number_that_was_exported_could_mean_either_text_so_the_cells_are_named(
    folder, tmp_path, monkeypatch, capsys
):
    path = exported(folder, tmp_path / "ks.xlsx", ["KS"], all_versions=False)
    book = open_workbook(path)
    add_row(book, "Sources", {"Source id": "KS-s1", "State": "KS", "Title": "Another", "Kind": "statute"})
    act = {
        "State": "KS",
        "Year": "2027",
        "Act": "HB 1",
        "What it changed": "x",
        "Text read": "no",
        "Source ids": "KS-s1",
    }
    add_row(book, "Amendments", act)
    save(book, path)
    code, _, err = run(monkeypatch, capsys, "workbook", "import", path, "--data", folder)
    assert code == 2
    assert (
        "'KS-s1' is in the data already, with other contents. Expected: a row that is new. Number the new row KS-s"
        in err
    )
    assert ", and in Amendments!" in err


@pytest.mark.parametrize(
    ("flag", "value"), [("--keep-data", "if_contested"), ("--keep-workbook", "required")]
)
def test_one_cell_changed_on_both_sides_does_not_cost_a_coder_the_workbook(
    tmp_path, monkeypatch, capsys, flag, value
):
    folder = raw_copy(tmp_path, only=("NE", "KS", "AR"))
    path = exported(folder, tmp_path / "ne.xlsx", ["NE"])
    old = held(folder, "NE-2018", "hearing")["value"]
    edit_rows(
        folder,
        "codings.csv",
        lambda r: (
            r | ({"value": "if_contested"} if (r["law_id"], r["variable"]) == ("NE-2018", "hearing") else {})
        ),
    )
    type_in(
        path,
        {
            ("Answers", "NE-2018 | hearing", "Answer"): "required",
            ("Answers", "NE-2018 | fee", "Note"): "Mine.",
        },
    )
    code, _, err = run(monkeypatch, capsys, "workbook", "import", path, "--data", folder)
    assert code == 2
    place = str(cell(open_workbook(path), "Answers", "NE-2018 | hearing", "Answer").coordinate)
    assert err.splitlines()[0] == (
        f"ne.xlsx Answers!{place}: '{old}' was changed to 'required' here, and to 'if_contested' in the data since the export. "  # noqa: E501
        "Expected: a cell that was changed on one side only. Find out which holds; to keep the data's, type 'if_contested' "
        f"into the cell or import with --keep-data Answers!{place}; to write the workbook's, import with "
        f"--keep-workbook Answers!{place}."
    )
    for cells in (f"Answers!{place}", "all"):
        code, _, err = run(monkeypatch, capsys, "workbook", "import", path, flag, cells, "--data", folder)
        assert (code, err) == (0, "")
    assert held(folder, "NE-2018", "hearing")["value"] == value
    assert held(folder, "NE-2018", "fee")["note"] == "Mine."
