"""The data package is valid, complete, safe to open in a spreadsheet, and the same bytes every time."""

from __future__ import annotations

import codecs
import io
import json
import os
import shutil
import time
import zipfile
from pathlib import Path

import pytest
from small_project import ROOT

from analysis.publish.build.cache import Cache
from analysis.publish.build.context import Context
from analysis.publish.build.digests import file_digests
from analysis.publish.formats.datapackage import write_data_package
from analysis.publish.formats.workbook import spreadsheet
from analysis.raw import Dataset
from analysis.raw.editions import editions

PROCESSED = ROOT / "data" / "processed"


def make(folder: Path, processed: Path = PROCESSED, raw: Path = ROOT / "data" / "raw") -> Path:
    context = Context(ROOT, raw, folder / "work", Cache(folder / "cache"))
    shutil.copytree(processed, context.processed)
    (folder / "site").mkdir()
    write_data_package(context, folder / "site")
    return folder / "site" / "data"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("package"))


def test_package_is_valid_and_every_row_fits_its_schema(package: Path) -> None:
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["resourceName", "rowNumber", "fieldName", "message"])[:10]


def test_every_file_of_data_is_a_described_resource(package: Path) -> None:
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    listed = [resource["path"] for resource in descriptor["resources"]]
    files = [*package.rglob("*.csv"), *(package / "jurisdictions").glob("??.json")]
    assert sorted(listed) == sorted(p.relative_to(package).as_posix() for p in files)
    bare = [
        f"{resource['path']}: {field['name']}"
        for resource in descriptor["resources"]
        if resource["format"] == "csv"
        for field in resource["schema"]["fields"]
        if not field.get("description") and resource["path"] != "processed/columns.csv"
    ]
    assert bare == []
    assert (package / "raw" / "codebook.toml").is_file()
    assert (package / "LICENSE.txt").is_file()


def test_every_jurisdiction_has_a_file_of_the_shape_described_beside_it(package: Path, live: Dataset) -> None:
    import jsonschema

    folder = package / "jurisdictions"
    shape = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(shape)
    files = [folder / f"{code}.json" for code in live.jurisdictions["jurisdiction"]]
    wrong = [
        (path.name, error.message)
        for path in files
        for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []
    assert sorted(folder.iterdir()) == sorted([*files, folder / "schema.json"])


def test_bytes_do_not_depend_on_place_clock_or_zone(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        other = make(tmp_path / "elsewhere")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert file_digests(other) == file_digests(package)


def test_data_saved_by_a_spreadsheet_program_are_published_in_the_same_bytes(
    tmp_path: Path, package: Path
) -> None:
    raw = shutil.copytree(ROOT / "data" / "raw", tmp_path / "raw")
    for path in (*raw.glob("*.csv"), *raw.glob("*.toml")):
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
    assert file_digests(make(tmp_path / "made", raw=raw)) == file_digests(package)


def test_archive_holds_the_whole_package_dated_by_the_latest_edition(package: Path, live: Dataset) -> None:
    with zipfile.ZipFile(package / "state-report-cards-data.zip") as archive:
        names = {name.removeprefix("state-report-cards-data/") for name in archive.namelist()}
        assert {entry.date_time[0] for entry in archive.infolist()} == {editions(live)[-1].as_of.year}
    assert names == {
        p.relative_to(package).as_posix() for p in package.rglob("*") if p.is_file() and p.suffix != ".zip"
    }


def test_spreadsheet_holds_the_scores_as_numbers(package: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(package / "state-report-cards.xlsx")
    sheet = book["Scores"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    with (PROCESSED / "scores.csv").open(encoding="utf-8") as file:
        assert len(rows) == len(file.readlines()) - 1
    scored = [row for row in rows if row["status"] == "graded"]
    assert scored
    assert all(isinstance(row["score"], (int, float)) for row in scored)
    assert sheet.freeze_panes == "C2"


@pytest.mark.parametrize(
    "payload", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://example.org"]
)
def test_spreadsheet_runs_nothing(tmp_path: Path, payload: str) -> None:
    import openpyxl

    quoted = payload.replace('"', '""')
    (tmp_path / "scores.csv").write_text(f'edition,name\n2026,"{quoted}"\n', encoding="utf-8")
    context = Context(ROOT, ROOT / "data" / "raw", tmp_path / "work", Cache(tmp_path / "cache"))
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet(tmp_path, context)))
    cell = book["Scores"]["B2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert str(cell.value).strip() == payload.strip()


def test_umask_leaves_no_mark_on_the_archive(tmp_path: Path, package: Path) -> None:
    old = os.umask(0o077)
    try:
        other = make(tmp_path / "private")
    finally:
        os.umask(old)
    name = "state-report-cards-data.zip"
    assert (other / name).read_bytes() == (package / name).read_bytes()
