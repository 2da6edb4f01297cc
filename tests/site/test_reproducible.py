"""The same inputs give the same bytes, wherever and whenever the report is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.publish.build.digests import file_digests

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.long

FILES = ("_quarto.yml", "requirements.lock", "LICENSE", "LICENSE-DATA", "CITATION.cff")
FOLDERS = ("data", "notebooks", "report", "LICENSES")


def test_two_builds_in_different_surroundings_agree_in_every_byte(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "another place, ü"
    other.mkdir()
    ignore = shutil.ignore_patterns("_output", ".build-*", "processed")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, other / name, ignore=ignore)
    for name in FILES:
        if (ROOT / name).is_file():
            shutil.copyfile(ROOT / name, other / name)
    surroundings = os.environ | {
        "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711", "REPORT_CARDS_ROOT": str(other),
        "HOME": str(tmp_path), "COLUMNS": "40",
    }  # fmt: skip
    code = "import os; os.umask(0o077); from analysis.cli import main; main()"
    command = [sys.executable, "-c", code, "build"]
    done = subprocess.run(command, cwd=other, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert file_digests(other / "report" / "_output") == file_digests(site)
    for name in ("data/processed", "notebooks"):
        made = {n: d for n, d in file_digests(ROOT / name).items() if not n.endswith(".md")}
        assert file_digests(other / name) == made, name
    assert (other / "_variables.yml").read_bytes() == (ROOT / "_variables.yml").read_bytes()
    modes = {oct(p.stat().st_mode)[-3:] for p in (other / "report" / "_output").rglob("*")}
    assert modes == {"644", "755"}
