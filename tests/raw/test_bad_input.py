"""Every mistake in tests/bad_input/ is reported with exactly the lines its `expected.txt` shows."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from analysis.problems import DataProblems
from analysis.raw import read_dataset

CASES = Path(__file__).parents[1] / "bad_input"
BASE = CASES / "_base"


def spoil(folder: Path, change: dict[str, str]) -> None:
    """Make one change of an `edit.toml` in a copy of the base data."""
    path = folder / change["file"]
    if "contents" in change:
        path.write_text(change["contents"], encoding="utf-8", newline="")
    if "find" in change:
        text = path.read_text(encoding="utf-8")
        assert text.count(change["find"]) == 1, f"'{change['find']}' must stand once in {path.name}"
        path.write_text(text.replace(change["find"], change["replace"]), encoding="utf-8", newline="")
    if "append" in change:
        path.write_text(path.read_text(encoding="utf-8") + change["append"], encoding="utf-8", newline="")
    if "delimiter" in change:
        text = path.read_text(encoding="utf-8").replace(",", change["delimiter"])
        path.write_text(text, encoding="utf-8", newline="")
    if "encoding" in change:
        path.write_bytes(path.read_text(encoding="utf-8").encode(change["encoding"]))
    if "rename" in change:
        path.rename(folder / change["rename"])
    if change.get("remove"):
        path.unlink()


def spoiled(case: Path, folder: Path) -> Path:
    """The base data with the mistakes of a case."""
    shutil.copytree(BASE, folder)
    for change in tomllib.loads((case / "edit.toml").read_text(encoding="utf-8"))["change"]:
        spoil(folder, change)
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


@pytest.mark.parametrize("case", sorted(p.parent.name for p in CASES.glob("*/edit.toml")))
def test_mistake_is_reported_as_expected(case: str, tmp_path: Path) -> None:
    folder = spoiled(CASES / case, tmp_path / "raw")
    before = digests(folder)
    with pytest.raises(DataProblems) as caught:
        read_dataset(folder)
    expected = (CASES / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [str(problem) for problem in caught.value.problems] == expected
    assert digests(folder) == before


def test_base_has_no_problem() -> None:
    assert list(read_dataset(BASE).jurisdictions["jurisdiction"]) == ["XA", "XB", "XC"]


@pytest.mark.parametrize("command", ["validate", "score"])
def test_command_line_prints_the_lines_and_exits_with_2(command: str, tmp_path: Path) -> None:
    case = CASES / "several_mistakes_at_once"
    folder = spoiled(case, tmp_path / "raw")
    before = digests(folder)
    run = [sys.executable, "-c", "from analysis.cli import main; main()", command, "--data", str(folder)]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert done.stderr.splitlines()[: len(expected)] == expected
    assert f"{len(expected)} problems" in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(folder) == before
    assert [p.name for p in tmp_path.iterdir()] == ["raw"]
