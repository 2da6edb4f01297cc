"""Write the raw tables: in one canonical form, checked as a whole, replaced together, with a backup."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.problems import UsageProblem
from analysis.raw import Dataset, read_dataset
from analysis.raw.journal import record
from analysis.raw.law_checks import new_questions
from analysis.raw.replacement import digest, replace_files
from analysis.standard.codebook import EXISTENCE, NOT_CODED, Codebook

BACKUPS = "backups"
"""The folder beside the raw files' own that holds what they were."""

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Saved:
    """What was written: names of files (none where nothing differed) and where the old ones are kept."""

    files: tuple[str, ...]
    backup: Path | None


def save(
    dataset: Dataset,
    tables: Tables,
    based_on: str | None = None,
    documents: Mapping[str, bytes] | None = None,
) -> Saved:
    """Replace whole tables of the raw files, all or none, once the result has been found sound.

    In: tables by name (`laws`, `codings`, …; `codings` as published, without corrections applied), each with all
    its columns; `based_on`, the `digest` of the folder at the time of reading; `documents`, files that are no tables,
    by name (codebook.toml), written with them.
    A table that says what its file says already leaves the file alone, however that is written.
    Errors: `DataProblems` of the data as it would be; `UsageProblem` when the files changed meanwhile or cannot be
    written. In both cases nothing was touched.
    """
    files = rewritten(dataset, tables) | dict(documents or {})
    if not files:
        return Saved((), None)
    return replace_checked(dataset.folder, files, based_on)


def replace_checked(folder: Path, files: Mapping[str, bytes], based_on: str | None = None) -> Saved:
    """Replace files of a folder once the whole has been found sound; the backup and the journal say what was done.

    Errors: those of `save`.
    """
    checked(folder, files)
    folder = folder.resolve()
    now = datetime.now()  # names a folder and dates a line of the journal; no published content depends on it
    backup = folder.parent / BACKUPS / f"{folder.name}-{now.strftime('%Y-%m-%d-%H%M%S')}-{digest(folder)[:8]}"
    old = {name: (folder / name).read_bytes() for name in files if (folder / name).is_file()}
    replace_files(folder, files, backup, based_on)
    record(folder, old, files, backup, now)
    return Saved(tuple(files), backup)


def rewritten(dataset: Dataset, tables: Tables) -> dict[str, bytes]:
    """File name → new content, for those tables that differ from what the data set holds."""
    held = {name: _held(dataset, name) for name in tables}
    laws = tables.get("laws", dataset.laws)
    if "codings" in tables:
        tables = {**tables, "codings": with_new_questions(tables["codings"], dataset.codebook)}
    ordered = {name: canonical(name, frame, laws, dataset.codebook) for name, frame in tables.items()}
    return {
        f"{name}.csv": to_csv(frame)
        for name, frame in ordered.items()
        if not _same_rows(frame, canonical(name, held[name], laws, dataset.codebook))
    }


def with_new_questions(codings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The answers, with a row `not_coded` wherever a law lacks one to a new question (see `new_questions`)."""
    answers = [(str(law), str(v)) for law, v in zip(codings["law_id"], codings["variable"], strict=True)]
    coded = {law for law, variable in answers if variable != EXISTENCE}
    given = set(answers)
    rows = [
        {"law_id": law, "variable": variable, "value": NOT_CODED, "decided": "single"}
        for variable in new_questions(answers, codebook)
        if any(v == variable for _, v in answers)
        for law in sorted(coded)
        if (law, variable) not in given
    ]
    if not rows:
        return codings
    return pd.concat([codings, pd.DataFrame(rows, columns=codings.columns)], ignore_index=True).fillna("")


def checked(folder: Path, files: Mapping[str, bytes]) -> Dataset:
    """The data set as it would be with these files in place of the folder's own. Error: `DataProblems`."""
    with tempfile.TemporaryDirectory(prefix="report-cards-") as made:
        candidate = Path(made) / "raw"
        candidate.mkdir()
        for file in sorted(p for p in folder.iterdir() if p.is_file()):
            shutil.copyfile(file, candidate / file.name)
        for name, content in files.items():
            (candidate / name).write_bytes(content)
        return read_dataset(candidate)


def canonical(name: str, frame: pd.DataFrame, laws: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """A table in the order that every rewriting keeps, so that a diff shows only what changed.

    Laws by jurisdiction and first day; answers by law, then question in the order of the codebook; sources by
    jurisdiction and number; acts by jurisdiction and date. The rows of other tables keep their order, which has a meaning.
    """
    from analysis.raw.schemas import SCHEMAS

    columns = [*SCHEMAS[name].columns]
    frame = frame.reindex(columns=columns).fillna("").astype(str)
    key = _order(name, laws, codebook)
    if key is None:
        return frame.reset_index(drop=True)
    rows = sorted(frame.to_dict("records"), key=key)
    return pd.DataFrame(rows, columns=columns, dtype="str")


def to_csv(frame: pd.DataFrame) -> bytes:
    r"""A table as CSV: UTF-8, a line feed after each row, quotation marks only where a cell needs them.

    >>> to_csv(pd.DataFrame({"a": ["x", 'say "y", z'], "b": ["", "§ 1"]})).decode()
    'a,b\nx,\n"say ""y"", z",§ 1\n'
    """
    rows = [list(map(str, frame.columns)), *frame.astype(str).values.tolist()]
    return "".join(",".join(map(_cell, row)) + "\n" for row in rows).encode("utf-8")


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text


def _order(name: str, laws: pd.DataFrame, codebook: Codebook) -> Callable[[dict[Any, Any]], Any] | None:
    question = {variable: at for at, variable in enumerate(codebook.ids)}
    last = len(question)
    begun = dict(
        zip(laws["law_id"], zip(laws["jurisdiction"], laws["effective_from"], strict=True), strict=True)
    )
    orders: dict[str, Callable[[dict[Any, Any]], Any]] = {
        "editions": lambda r: (r["as_of"], r["edition"]),
        "laws": lambda r: (r["jurisdiction"], r["effective_from"], r["law_id"]),
        "codings": lambda r: (
            *begun.get(r["law_id"], ("", "")),
            r["law_id"],
            question.get(r["variable"], last),
            r["variable"],
        ),
        "second_codings": lambda r: (
            r["codebook"],
            r["jurisdiction"],
            question.get(r["variable"], last),
            r["variable"],
        ),
        "sources": lambda r: (r["jurisdiction"], numbered(r["source_id"])),
        "amendments": lambda r: (r["jurisdiction"], r["year"], r["effective"], r["act"]),
        "bills": lambda r: (r["jurisdiction"], r["year"], r["bill"]),
    }
    return orders.get(name)


def numbered(text: str) -> list[tuple[int, int, str]]:
    """Sorts names with numbers as people count.

    >>> sorted(["NE-s10", "NE-s2"], key=numbered)
    ['NE-s2', 'NE-s10']
    """
    parts = re.split("([0-9]+)", text)
    return [(0, int(part), part) if part.isdigit() else (1, 0, part) for part in parts]


def _held(dataset: Dataset, name: str) -> pd.DataFrame:
    if name not in dataset.__dataclass_fields__:
        raise UsageProblem(f"There is no table '{name}'.")
    frame: pd.DataFrame = dataset.codings_as_published if name == "codings" else getattr(dataset, name)
    return frame


def _same_rows(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.shape == other.shape and bool((one.to_numpy() == other.to_numpy()).all())
