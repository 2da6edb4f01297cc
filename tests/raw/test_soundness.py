"""Files that passed the checks are not checked again; whatever changes in them, or in the checks, is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.problems import DataProblems
from analysis.project import KEPT_VARIABLE
from analysis.raw import checks, read_dataset, soundness
from analysis.raw.kept import Kept

FROZEN = Path(__file__).parents[1] / "data" / "2026"


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data, with nothing kept of it."""
    monkeypatch.setenv(KEPT_VARIABLE, str(tmp_path / "kept"))
    return shutil.copytree(FROZEN, tmp_path / "raw")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every folder that was really checked."""
    found: list[object] = []
    real = checks.problems_of

    def counted(raw: object) -> object:
        found.append(raw)
        return real(raw)

    monkeypatch.setattr(checks, "problems_of", counted)
    return found


def test_the_same_files_are_checked_once(raw: Path, checked: list[object]) -> None:
    first, second = read_dataset(raw), read_dataset(raw)
    assert len(checked) == 1
    for name in ("laws", "codings", "sources"):
        assert getattr(first, name).equals(getattr(second, name))


def spoil(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(",hearing,", ",heering,", 1), encoding="utf-8")


@pytest.mark.parametrize("kept", [True, False], ids=["known before", "new"])
def test_a_mistake_is_told_every_time(raw: Path, kept: bool) -> None:
    if kept:
        read_dataset(raw)
    spoil(raw / "codings.csv")
    for _ in range(2):
        with pytest.raises(DataProblems) as caught:
            read_dataset(raw)
        assert any("heering" in str(problem) for problem in caught.value.problems)


@pytest.mark.parametrize("name", sorted(path.name for path in FROZEN.iterdir() if path.is_file()))
def test_a_change_of_any_file_is_noticed(raw: Path, name: str) -> None:
    before = soundness.fingerprint(raw)
    (raw / name).write_bytes((raw / name).read_bytes() + b"\n")
    assert soundness.fingerprint(raw) != before


def test_a_new_check_is_made_of_known_files(
    raw: Path, checked: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_dataset(raw)
    package = shutil.copytree(soundness.PACKAGE, tmp_path / "analysis")
    monkeypatch.setattr(soundness, "PACKAGE", package)
    soundness._checks.cache_clear()
    read_dataset(raw)
    assert len(checked) == 1, "a copy of the checks is the same checks"
    module = package / "raw" / "law_checks.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    soundness._checks.cache_clear()
    read_dataset(raw)
    soundness._checks.cache_clear()
    assert len(checked) == 2


def test_files_that_change_while_they_are_read_are_checked(
    raw: Path, checked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_dataset(raw)
    marks: list[Callable[[Path], str] | str] = [soundness.fingerprint(raw), "another"]
    monkeypatch.setattr(
        "analysis.raw.dataset.fingerprint", lambda folder: marks.pop(0) if marks else "another"
    )
    read_dataset(raw)
    assert len(checked) == 2


def test_a_folder_that_cannot_be_read_has_no_fingerprint(tmp_path: Path) -> None:
    assert soundness.fingerprint(tmp_path / "nowhere") == ""
    assert not soundness.known_sound("", Kept(tmp_path / "kept"))


def test_known_files_are_read_without_the_library_that_checks(raw: Path, tmp_path: Path) -> None:
    read_dataset(raw)
    code = (
        "import sys; from pathlib import Path; from analysis.raw import read_dataset; "
        "read_dataset(Path(sys.argv[1])); print('pandera' in sys.modules)"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(raw)],
        env={"PATH": "/usr/bin:/bin", KEPT_VARIABLE: str(tmp_path / "kept")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == "False"
