"""The data as others can use it: a described package of CSV files, a spreadsheet of scores, one archive of all."""

from __future__ import annotations

import codecs
import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.build.context import Context, versions
from analysis.publish.build.digests import file_digests
from analysis.publish.formats import citing
from analysis.publish.formats.jurisdiction_files import FOLDER as JURISDICTIONS
from analysis.publish.formats.jurisdiction_files import write_jurisdictions
from analysis.publish.formats.processed_rows import TYPES
from analysis.publish.formats.raw_fields import raw_fields
from analysis.publish.formats.wide_answers import FILE as WIDE
from analysis.publish.formats.wide_answers import TITLE as WIDE_TITLE
from analysis.publish.formats.wide_answers import Wide, wide
from analysis.publish.formats.workbook import FILE as WORKBOOK
from analysis.publish.formats.workbook import spreadsheet
from analysis.raw.editions import editions
from analysis.safety import safe_cell

if TYPE_CHECKING:
    from analysis.raw import Dataset

NAME = "state-report-cards"
SUMS = "SHA256SUMS"


def write_data_package(context: Context, folder: Path) -> None:
    """`data/`: `datapackage.json` (Frictionless), `raw/`, `processed/`, the wide table of answers, a file for each
    jurisdiction, the workbook, licence, how to cite, README, digests, and one zip of it all."""
    data = folder / "data"
    _copy(context.raw, data / "raw", (".csv", ".toml", ".md"))
    _copy(context.processed, data / "processed", (".csv",))
    for name in ("LICENSE-DATA",):
        if (context.root / name).is_file():
            shutil.copyfile(context.root / name, data / "LICENSE.txt")
    known, dataset = versions(context), context.dataset
    table = wide(dataset, context.as_of)
    (data / WIDE).write_bytes(_csv([[name for name, _ in table.columns], *table.rows]))
    write_jurisdictions(dataset, context.processed, known, context.cards, data / JURISDICTIONS)
    version = f"{known['edition']}+codebook.{known['codebook']}.rubric.{known['rubric']}"
    resources = [*_raw_resources(data), *_processed_resources(data), _wide_resource(table)]
    descriptor = {
        "name": NAME,
        "title": f"State Report Cards {known['edition']}: data",
        "description": "Coded state laws on relief from criminal records for survivors of human trafficking, and the"
        " scores and grades computed from them.",
        "version": version,
        "created": f"{context.as_of.isoformat()}T12:00:00Z",
        "profile": "data-package",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
                      "title": "Creative Commons Attribution 4.0"}],
        "resources": [*resources, *_jurisdiction_resources(dataset, context.cards)],
    }  # fmt: skip
    _write(data / "datapackage.json", json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n")
    _write(data / "README.md", _readme(resources, known))
    (data / WORKBOOK).write_bytes(spreadsheet(context.processed, context))
    if (context.root / "CITATION.cff").is_file():
        told = citing.citation_file(context.root / "CITATION.cff")
        published = editions(dataset)[-1].published
        _write(data / "CITATION.cff", citing.file_of_edition(told, known, version, published))
    _write(data / SUMS, "".join(f"{digest}  {name}\n" for name, digest in sorted(file_digests(data).items())))
    (data / f"{NAME}-data.zip").write_bytes(_archive(data, context))


def _copy(source: Path, target: Path, suffixes: tuple[str, ...]) -> None:
    target.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path.is_file() and path.suffix in suffixes and not path.name.startswith((".", "~$")):
            (target / path.name).write_bytes(_plain(path.read_bytes()))


def _plain(content: bytes) -> bytes:
    """A text as the project writes it: without the mark and the line ends that a spreadsheet program may have saved."""
    return content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")


def _raw_resources(data: Path) -> list[dict[str, Any]]:
    known = raw_fields()
    found = []
    for path in sorted((data / "raw").glob("*.csv")):
        about = known.get(path.stem, {})
        fields = [
            _field(column, "string", about.get("fields", {}).get(column, "")) for column in _columns(path)
        ]
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        if about.get("key"):
            schema["primaryKey"] = about["key"]
        links = [
            {"fields": [column], "reference": {"resource": f"raw-{other}", "fields": [column]}}
            for column, other in sorted(about.get("links", {}).items())
        ]
        if links:
            schema["foreignKeys"] = links
        found.append(_resource(f"raw-{path.stem}", f"raw/{path.name}", about.get("title", path.stem), schema))
    return found


def _processed_resources(data: Path) -> list[dict[str, Any]]:
    from analysis.processed.writing import dictionary

    described = dictionary()
    found = []
    for path in sorted((data / "processed").glob("*.csv")):
        file = described.get(path.stem)
        kinds = {c.name: c for c in file.columns} if file else {}
        fields = [
            _field(column, TYPES[kinds[column].type] if column in kinds else "string",
                   kinds[column].about if column in kinds else "")
            for column in _columns(path)
        ]  # fmt: skip
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        if file:
            schema["primaryKey"] = list(file.key)
        title = f"One row is {file.row}" if file else "What each column of the processed files holds"
        found.append(_resource(f"processed-{path.stem}", f"processed/{path.name}", title, schema))
    return found


def _wide_resource(table: Wide) -> dict[str, Any]:
    fields = [_field(name, "string", about) for name, about in table.columns]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": ["jurisdiction"]}
    return _resource(WIDE.removesuffix(".csv"), WIDE, WIDE_TITLE, schema)


def _jurisdiction_resources(dataset: Dataset, codes: Iterable[str]) -> list[dict[str, Any]]:
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    return [
        {"name": f"jurisdiction-{code.lower()}", "path": f"{JURISDICTIONS}/{code}.json", "title": names[code],
         "profile": "data-resource", "type": "json", "scheme": "file", "format": "json",
         "mediatype": "application/json", "encoding": "utf-8"}
        for code in codes
    ]  # fmt: skip


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([[safe_cell(cell) for cell in row] for row in rows])
    return out.getvalue().encode()


def _resource(name: str, path: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name.replace("_", "-"), "path": path, "title": title, "profile": "tabular-data-resource",
        "scheme": "file", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": _renamed(schema),
    }  # fmt: skip


def _renamed(schema: dict[str, Any]) -> dict[str, Any]:
    for link in schema.get("foreignKeys", []):
        link["reference"]["resource"] = link["reference"]["resource"].replace("_", "-")
    return schema


def _field(name: str, kind: str, about: str) -> dict[str, Any]:
    field = {"name": name, "type": kind}
    if about:
        field["description"] = about
    return field


def _columns(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])


def _readme(resources: list[dict[str, Any]], known: Mapping[str, str]) -> str:
    lines = [
        f"# State Report Cards {known['edition']}: data",
        "",
        "Coded state laws on relief from criminal records for survivors of human trafficking, and the scores computed",
        "from them. This is research on the text of laws, not legal advice.",
        "",
        f"Law as of {known['as_of']}. Codebook {known['codebook']}, rubric {known['rubric']}.",
        "`datapackage.json` describes every column (Frictionless Data Package). `raw/codebook.toml` holds the questions",
        "and answers, `raw/rubric.toml` the points. `raw/README.md` says how the data was made and where it ends.",
        "",
        "| file | what it holds |",
        "|---|---|",
        *(f"| `{resource['path']}` | {resource['title']} |" for resource in resources),
        f"| `{JURISDICTIONS}/XX.json` | All on one jurisdiction, by its postal code; `{JURISDICTIONS}/schema.json` says in"
        " what shape |",
        f"| `{WORKBOOK}` | For spreadsheet programs: grades, every answer in words, citations, codebook, sources, acts |",
        "| `CITATION.cff` | How to cite this edition, for reference managers |",
        f"| `{SUMS}` | The SHA-256 of every other file: `sha256sum -c {SUMS}` checks them |",
        "",
        "License: Creative Commons Attribution 4.0 International (CC BY 4.0).",
        "",
    ]
    return "\n".join(lines)


def _archive(data: Path, context: Context) -> bytes:
    stamp = datetime.combine(context.as_of, time(12), tzinfo=UTC).timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(p for p in data.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{NAME}-data/{path.relative_to(data).as_posix()}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
