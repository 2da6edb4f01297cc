"""`data/jurisdictions/XX.json`: all that is known of one jurisdiction, in a documented shape, at an address that stays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.formats.processed_rows import Value, processed_rows
from analysis.publish.formats.raw_fields import raw_fields
from analysis.standard.codebook import SEPARATOR

if TYPE_CHECKING:
    from analysis.raw import Dataset

FOLDER = "jurisdictions"
SCHEMA = "schema.json"
SHAPE = "1.0"
"""The version of the shape: the first number rises when a reader's program would have to change."""

_RAW = {"laws": "laws", "acts": "amendments", "bills": "bills", "sources": "sources"}
"""The lists that hold rows of a raw file as they are, by the file's name."""

_PLACE = "jurisdiction"
_TOLD = (_PLACE, "name", "kind")
"""What a row of scores says of the jurisdiction itself, which the file says once."""

Rows = list[dict[str, Any]]


def write_jurisdictions(
    dataset: Dataset, processed: Path, made: Mapping[str, str], codes: Iterable[str], folder: Path
) -> None:
    """A file for each of `codes`, with sorted keys, and the JSON Schema that describes them.

    In: the data set, the folder of processed tables, the versions of a build (`stages.versions`).
    """
    folder.mkdir()
    _write(folder / SCHEMA, json.dumps(schema(), ensure_ascii=False, indent=2))
    tables = {
        name: by_place(processed_rows(processed, name)) for name in ("scores", "category_points", "answers")
    }
    raw = {
        name: by_place(getattr(dataset, name).to_dict("records"))
        for name in ("jurisdictions", *_RAW.values())
    }
    codings = by_place(dataset.codings.to_dict("records"), "law_id")
    sources = {str(row["source_id"]): (n, row) for n, row in enumerate(dataset.sources.to_dict("records"))}
    for code in codes:
        told = record(dataset, raw, codings, sources, tables, made, code)
        _write(folder / f"{code}.json", json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))


def schema() -> dict[str, Any]:
    """The JSON Schema of a file: as written in `jurisdiction_schema.json`, with every further column of the raw files."""
    found: dict[str, Any] = json.loads(
        Path(__file__).with_name("jurisdiction_schema.json").read_text(encoding="utf-8")
    )
    for name, table in _RAW.items():
        row = found["properties"][name]["items"]
        for column, words in raw_fields()[table]["fields"].items():
            if column not in row["properties"] and column != _PLACE:
                row["properties"][column] = {"description": words, "type": ["string", "null"]}
        row.update(required=sorted(row["properties"]))
    return found


def by_place(rows: Iterable[Mapping[Any, Any]], column: str = _PLACE) -> dict[str, Rows]:
    """The rows of each jurisdiction, or of each value of another column, in their order."""
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(str(row[column]), []).append(dict(row))
    return found


def record(
    dataset: Dataset,
    raw: Mapping[str, Mapping[str, Rows]],
    codings: Mapping[str, Rows],
    sources: Mapping[str, tuple[int, Mapping[Any, Any]]],
    tables: Mapping[str, Mapping[str, Rows]],
    made: Mapping[str, str],
    code: str,
) -> dict[str, Any]:
    """One jurisdiction: its editions with grade, points and answers, its law versions, acts, bills and sources.

    In: the rows of the raw files and of the processed tables, by file and by jurisdiction (`by_place`), those of `codings` by
    law; every source with its place in the file, by its id.
    """
    own = {name: rows.get(code, []) for name, rows in raw.items()}
    place, laws = own["jurisdictions"][0], own["laws"]
    coded = {
        (str(row["law_id"]), str(row["variable"])): row
        for law in laws
        for row in codings.get(str(law["law_id"]), [])
    }
    rows = {name: _by_edition(table.get(code, [])) for name, table in tables.items()}
    return {
        "schema_version": SHAPE,
        "license": "CC-BY-4.0",
        "versions": dict(made),
        "jurisdiction": {"code": code} | {key: place[key] for key in ("fips", "name", "kind", "region")},
        "editions": [
            _edition(
                dataset,
                {name: known.get(str(edition["edition"]), []) for name, known in rows.items()},
                edition,
                coded,
            )
            for edition in sorted(dataset.editions.to_dict("records"), key=lambda row: str(row["as_of"]))
        ],
        "laws": [_without(law, "jurisdiction") for law in laws],
        "acts": [_listed(row) for row in own["amendments"]],
        "bills": [_listed(row) for row in own["bills"]],
        "sources": [
            _source(row)
            for row in _sources(own["sources"], sources, [*coded.values(), *own["amendments"], *own["bills"]])
        ],
    }


def _by_edition(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(str(row["edition"]), []).append(row)
    return found


def _edition(
    dataset: Dataset,
    here: Mapping[str, Rows],
    edition: Mapping[Any, Any],
    coded: Mapping[tuple[str, str], Mapping[Any, Any]],
) -> dict[str, Any]:
    score = here["scores"][0] if here["scores"] else {"edition": str(edition["edition"]), "law_id": None}
    law = str(score["law_id"] or "")
    return {
        **_without(score, *_TOLD),
        "as_of": str(edition["as_of"]),
        "categories": [_without(row, "edition", "jurisdiction") for row in here["category_points"]],
        "answers": [_answer(dataset, row, coded.get((law, str(row["variable"])))) for row in here["answers"]],
    }


def _answer(dataset: Dataset, row: Mapping[str, Value], coding: Mapping[Any, Any] | None) -> dict[str, Any]:
    """An answer as it counts in an edition, in words, with what its coder noted."""
    variable, value = str(row["variable"]), str(row["value"])
    said = coding or {}
    return {
        **_without(row, "edition", "jurisdiction"),
        "question": dataset.codebook[variable].question,
        "label": dataset.codebook.label(variable, value),
        "statement": dataset.codebook.statement(variable, value),
        "note": said.get("note") or None,
        "decided": said.get("decided") or None,
        "source_ids": _split(str(said.get("source_ids", ""))),
    }


def _sources(
    own: Rows, every: Mapping[str, tuple[int, Mapping[Any, Any]]], citing: Iterable[Mapping[Any, Any]]
) -> Rows:
    """The jurisdiction's own sources, and any other that an answer, an act or a bill of it rests on, in the file's order."""
    cited = {source for row in citing for source in _split(str(row["source_ids"]))}
    wanted = {*cited & every.keys(), *(str(row["source_id"]) for row in own)}
    return [_empty(row) for _, row in sorted((every[source] for source in wanted), key=lambda one: one[0])]


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "more_urls": str(row["more_urls"] or "").split()}


def _listed(row: Mapping[Any, Any]) -> dict[str, Any]:
    return _without(row, "jurisdiction") | {"source_ids": _split(str(row["source_ids"]))}


def _without(row: Mapping[Any, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in _empty(row).items() if key not in keys}


def _empty(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row in which what is not known is null."""
    return {str(key): None if value == "" else value for key, value in row.items()}


def _split(text: str) -> list[str]:
    return [part for part in text.split(SEPARATOR) if part]


def _write(path: Path, text: str) -> None:
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
