"""Every broken workbook in tests/bad_input/workbooks/ is refused with the lines its `expected.txt` shows."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from workbook_editing import BASE, apply, exported

from analysis.cli import main
from analysis.coding.workbook.plan import plan_import
from analysis.problems import DataProblems
from analysis.raw import read_dataset

CASES = BASE.parent / "workbooks"


def broken(case: Path, place: Path) -> tuple[Path, Path]:
    """A folder of raw files, and the workbook of a case exported from it and broken."""
    folder = place / "data" / "raw"
    shutil.copytree(BASE, folder)
    book = exported(folder, place / "2027.xlsx")
    recipe = tomllib.loads((case / "edit.toml").read_text(encoding="utf-8"))
    apply(book, recipe["edit"])
    for change in recipe.get("data", []):
        text = (folder / change["file"]).read_text(encoding="utf-8")
        assert text.count(change["find"]) == 1
        text = text.replace(change["find"], change["replace"])
        (folder / change["file"]).write_text(text, encoding="utf-8", newline="\n")
    return folder, book


@pytest.mark.parametrize("case", sorted(p.parent.name for p in CASES.glob("*/edit.toml")))
def test_broken_workbook_is_refused_as_expected(case: str, tmp_path: Path) -> None:
    folder, book = broken(CASES / case, tmp_path)
    with pytest.raises(DataProblems) as caught:
        plan_import(read_dataset(folder), book)
    expected = (CASES / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [str(problem) for problem in caught.value.problems] == expected


def test_the_command_prints_the_lines_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES / "several_mistakes_at_once"
    folder, book = broken(case, tmp_path)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    monkeypatch.setattr("sys.argv", ["report-cards", "workbook", "import", str(book), "--data", str(folder)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    printed = capsys.readouterr()
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert printed.err.splitlines()[: len(expected)] == expected
    assert printed.out == ""
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert not (folder.parent / "backups").exists()
