"""The data as others can use it: a described package of CSV files, a spreadsheet of scores, one archive of all."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from analysis.publish.build.stages import Context, versions

NAME = "state-report-cards"
TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "points": "number",
    "flag": "boolean",
    "date": "date",
}
SPREADSHEET = "scores.xlsx"
SHEETS = {"scores": "Scores", "category_points": "Points by category", "columns": "Columns"}
"""Processed files that the spreadsheet shows, where they exist, and how their sheets are called."""


def write_data_package(context: Context, folder: Path) -> None:
    """`data/`: `datapackage.json` (Frictionless), `raw/`, `processed/`, `scores.xlsx`, licence, README, one zip."""
    data = folder / "data"
    _copy(context.raw, data / "raw", (".csv", ".toml", ".md"))
    _copy(context.processed, data / "processed", (".csv",))
    for name in ("LICENSE-DATA",):
        if (context.root / name).is_file():
            shutil.copyfile(context.root / name, data / "LICENSE.txt")
    known = versions(context)
    resources = [*_raw_resources(data), *_processed_resources(data)]
    descriptor = {
        "name": NAME,
        "title": f"State Report Cards {known['edition']}: data",
        "description": "Coded state laws on relief from criminal records for survivors of human trafficking, and the"
        " scores and grades computed from them.",
        "version": f"{known['edition']}+codebook.{known['codebook']}.rubric.{known['rubric']}",
        "created": f"{context.as_of.isoformat()}T12:00:00Z",
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
                      "title": "Creative Commons Attribution 4.0"}],
        "resources": resources,
    }  # fmt: skip
    _write(data / "datapackage.json", json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n")
    _write(data / "README.md", _readme(resources, known))
    (data / SPREADSHEET).write_bytes(spreadsheet(context.processed, context))
    (data / f"{NAME}-data.zip").write_bytes(_archive(data, context))


def _copy(source: Path, target: Path, suffixes: tuple[str, ...]) -> None:
    target.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path.is_file() and path.suffix in suffixes and not path.name.startswith((".", "~$")):
            shutil.copyfile(path, target / path.name)


def _raw_resources(data: Path) -> list[dict[str, Any]]:
    known = tomllib.loads((Path(__file__).parent / "raw_fields.toml").read_text(encoding="utf-8"))
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


def spreadsheet(processed: Path, context: Context) -> bytes:
    """Scores, points and a description of every column as sheets. Texts are texts: no formula, no link runs."""
    import xlsxwriter

    from analysis.processed.writing import dictionary

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"title": "State Report Cards: scores", "created": datetime.combine(context.as_of, time(12))}
    )
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for name, title in SHEETS.items():
        path = processed / f"{name}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        entry = dictionary().get(name)
        numeric = (
            {c.name for c in entry.columns if TYPES[c.type] in ("integer", "number")} if entry else set()
        )
        _sheet(book.add_worksheet(title), rows, numeric, bold)
    if not book.worksheets():
        book.add_worksheet("Empty")
    book.close()
    return out.getvalue()


def _sheet(sheet: Any, rows: list[list[str]], numeric: set[str], bold: Any) -> None:
    heads = rows[0]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        longest = max((len(row[column]) for row in rows), default=8)
        sheet.set_column(column, column, min(60, max(9, longest + 2)))
    for number, row in enumerate(rows[1:], 1):
        for column, value in enumerate(row):
            if value == "":
                continue
            if heads[column] in numeric:
                sheet.write_number(number, column, float(value))
            else:
                sheet.write_string(number, column, value)
    sheet.freeze_panes(1, 2 if len(heads) > 4 else 0)
    if len(rows) > 1:
        sheet.autofilter(0, 0, len(rows) - 1, len(heads) - 1)


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
        f"| `{SPREADSHEET}` | Scores, points by category and what each column means, for spreadsheet programs |",
        "",
        "Licence: Creative Commons Attribution 4.0 International (CC BY 4.0).",
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
