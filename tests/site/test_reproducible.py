"""The same inputs give the same bytes, wherever and whenever the report is built."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.publish.build.digests import file_digests
from analysis.publish.build.manifest import NAME

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
    # As a spreadsheet program saves "CSV UTF-8".
    for path in (other / "data" / "raw").glob("*.csv"):
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
    surroundings = os.environ | {
        "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711", "REPORT_CARDS_ROOT": str(other),
        "HOME": str(tmp_path), "COLUMNS": "40",
    }  # fmt: skip
    code = "import os; os.umask(0o077); from analysis.cli import main; main()"
    command = [sys.executable, "-c", code, "build"]
    done = subprocess.run(command, cwd=other, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    made, usual = file_digests(other / "report" / "_output"), file_digests(site)
    assert made.pop(NAME) != usual.pop(NAME), "the manifest has the digests of the data as they lie there"
    assert made == usual
    manifests = [
        json.loads((folder / NAME).read_text(encoding="utf-8"))
        for folder in (other / "report" / "_output", site)
    ]
    inputs = [{one["path"]: one["sha256"] for one in manifest.pop("inputs")} for manifest in manifests]
    assert manifests[0] == manifests[1]
    assert inputs[0].keys() == inputs[1].keys()
    differing = {path for path, digest in inputs[0].items() if inputs[1][path] != digest}
    assert differing == {f"data/raw/{path.name}" for path in (other / "data" / "raw").glob("*.csv")}
    for name in ("data/processed", "notebooks"):
        kept = {n: d for n, d in file_digests(ROOT / name).items() if not n.endswith(".md")}
        assert file_digests(other / name) == kept, name
    assert (other / "_variables.yml").read_bytes() == (ROOT / "_variables.yml").read_bytes()
    modes = {oct(p.stat().st_mode)[-3:] for p in (other / "report" / "_output").rglob("*")}
    assert modes == {"644", "755"}
