"""The command as it is after `pip install .`, away from any checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from analysis.cli import main; main()"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The package copied by itself, run from an empty folder."""
    shutil.copytree(ROOT / "src" / "analysis", tmp_path / "site" / "analysis")
    (tmp_path / "empty").mkdir()

    def call(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        outer = {key: value for key, value in os.environ.items() if not key.startswith("REPORT_CARDS")}
        command = [sys.executable, "-c", RUN, str(tmp_path / "site"), *words]
        return subprocess.run(
            command,
            cwd=tmp_path / "empty",
            env=outer | {"XDG_CACHE_HOME": str(tmp_path / "cache")} | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


@pytest.mark.parametrize("words", ["build", "score", "validate", "gaps", "card NE", "open"])
def test_away_from_the_project_one_sentence_says_how_to_name_it(run: Run, words: str) -> None:
    done = run(*words.split())
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("There is no data/raw/rubric.toml in this folder or above it.")
    assert "REPORT_CARDS_ROOT" in done.stderr
    assert "--data" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_named_folder_of_data_or_project_is_enough(run: Run) -> None:
    given = run("score", "--format", "csv", "--data", str(ROOT / "data" / "raw"))
    rooted = run("score", "--format", "csv", REPORT_CARDS_ROOT=str(ROOT))
    assert given.returncode == rooted.returncode == 0, given.stderr + rooted.stderr
    assert given.stdout == rooted.stdout
    assert given.stdout.count("\n") > 2


def test_the_version_is_that_of_the_package(run: Run) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"report-cards {version('state-report-cards')}\n")
