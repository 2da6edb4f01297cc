"""One reader for every raw file: what a spreadsheet or an editor puts before or between the lines makes no difference."""

from __future__ import annotations

import codecs
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.problems import DataProblems
from analysis.publish.build.cache import Cache
from analysis.publish.build.context import Context, versions
from analysis.raw import read_dataset, single
from analysis.standard.rubric import load_rubric

BASE = Path(__file__).parents[1] / "bad_input" / "_base"


@pytest.fixture(params=["mark", "mark and windows line ends"])
def marked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The base data, every text file with a byte order mark, as Excel's 'CSV UTF-8' and Notepad save them."""
    folder = shutil.copytree(BASE, tmp_path / "raw")
    for path in (*folder.glob("*.csv"), *folder.glob("*.toml")):
        text = path.read_bytes()
        if "windows" in request.param:
            text = text.replace(b"\n", b"\r\n")
        path.write_bytes(codecs.BOM_UTF8 + text)
    return folder


def test_a_byte_order_mark_changes_nothing_of_what_is_read(marked: Path) -> None:
    usual, read = read_dataset(BASE), read_dataset(marked)
    for name in ("jurisdictions", "editions", "laws", "codings", "second_codings", "sources", "amendments"):
        pd.testing.assert_frame_equal(getattr(read, name), getattr(usual, name))
    assert (read.codebook, read.rubric, read.model_law) == (usual.codebook, usual.rubric, usual.model_law)
    assert load_rubric(marked / "rubric.toml") == usual.rubric


def test_a_build_reads_the_date_the_places_and_the_versions_as_the_data_set_does(
    marked: Path, tmp_path: Path
) -> None:
    context = Context(tmp_path, marked, tmp_path / "work", Cache(tmp_path / "cache"))
    usual = read_dataset(BASE)
    assert context.as_of == max(map(date.fromisoformat, map(str, usual.editions["as_of"])))
    assert context.jurisdictions == ["XA", "XB", "XC"]
    found = versions(context)
    assert found["codebook"] == usual.codebook.version
    assert found["rubric"] == usual.rubric.version


def test_a_file_by_itself_is_refused_with_its_problems(tmp_path: Path) -> None:
    (tmp_path / "editions.csv").write_text("edition;as_of;title\n2026;2026-01-01;x\n", encoding="utf-8")
    (tmp_path / "rubric.toml").write_text("version = \n", encoding="utf-8")
    with pytest.raises(DataProblems, match="problem"):
        single.table(tmp_path, "editions")
    with pytest.raises(DataProblems, match="problem"):
        single.content(tmp_path, "rubric.toml")


def test_no_other_room_opens_a_raw_file_in_a_way_of_its_own() -> None:
    """What is read past the reader is read without its care for encodings; guarded by the names of the raw files."""
    source = Path(__file__).parents[2] / "src" / "analysis"
    private = [
        path.relative_to(source).as_posix()
        for path in sorted(source.rglob("*.py"))
        if path.parts[-2] not in ("raw", "standard")
        for line in path.read_text(encoding="utf-8").splitlines()
        if ("raw" in line or "folder" in line)
        and ".csv" in line
        and (".open(" in line or "read_text" in line)
    ]
    assert [p for p in private if p != "publish/build/refresh.py"] == []
