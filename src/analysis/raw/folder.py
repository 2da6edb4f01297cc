"""A folder of raw files as far as it can be read: checks ask it for what they need."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.problems import Problem, UsageProblem, nearest
from analysis.raw.codebook_checks import codebook_contradictions
from analysis.raw.corrections import apply_corrections
from analysis.raw.files import Sheet, read_sheet, rows
from analysis.raw.schemas import MAY_BE_ABSENT, MAY_LACK_COLUMNS, MAY_LACK_ROWS, SCHEMAS
from analysis.raw.shapes import CODEBOOK_SHAPE, MODEL_LAW_SHAPE, RUBRIC_SHAPE, shape_problems
from analysis.raw.toml_documents import Document, read_document
from analysis.standard.codebook import Codebook, parse_codebook
from analysis.standard.model_law import ModelLaw, parse_model_law
from analysis.standard.rubric import Rubric, parse_rubric

MAP = "us_states.topo.json"


class UnreadableError(Exception):
    """A check asked for something that its file does not give; the reason is already reported."""


class RawFolder:
    """Every file of the folder, read once; `problems` are those of reading alone."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageProblem(f"There is no folder '{folder}'. Name the folder that holds the raw files.")
        self.folder = folder
        self.problems: list[Problem] = []
        self.sheets = {name: self._sheet(name) for name in SCHEMAS}
        self._codebook = self._document("codebook.toml", CODEBOOK_SHAPE, codebook_contradictions)
        self._rubric = self._document("rubric.toml", RUBRIC_SHAPE)
        self._model_law = self._document("model_law.toml", MODEL_LAW_SHAPE)
        self._check_map()

    def table(self, name: str, *columns: str) -> pd.DataFrame:
        """A table with at least these columns (default: all), indexed by row. Error: `UnreadableError`."""
        frame = self.sheets[name].frame
        needed = columns or tuple(SCHEMAS[name].columns)
        if frame is None or not set(needed) <= set(frame.columns):
            raise UnreadableError(name)
        return frame

    def rows(self, name: str, *columns: str) -> list[tuple[int, tuple[str, ...]]]:
        """Cells of a table with the number of their row. Error: `UnreadableError`."""
        return rows(self.table(name, *columns), *columns)

    def rows_if_any(self, name: str, *columns: str) -> list[tuple[int, tuple[str, ...]]]:
        """The same, and nothing where the file could not be read."""
        try:
            return self.rows(name, *columns)
        except UnreadableError:
            return []

    @cached_property
    def codebook_document(self) -> Document:
        return _readable(self._codebook)

    @cached_property
    def rubric_document(self) -> Document:
        return _readable(self._rubric)

    @cached_property
    def model_law_document(self) -> Document:
        return _readable(self._model_law)

    @cached_property
    def codebook(self) -> Codebook:
        return parse_codebook(self.codebook_document.content)

    @cached_property
    def rubric(self) -> Rubric:
        return parse_rubric(self.rubric_document.content)

    @cached_property
    def model_law(self) -> ModelLaw:
        return parse_model_law(self.model_law_document.content)

    @cached_property
    def corrected_codings(self) -> pd.DataFrame:
        return apply_corrections(self.table("codings"), self.table("corrections")).codings

    def _sheet(self, name: str) -> Sheet:
        path, columns = self.folder / f"{name}.csv", tuple(SCHEMAS[name].columns)
        if name in MAY_BE_ABSENT and not path.exists():
            return Sheet(pd.DataFrame({column: pd.Series(dtype="str") for column in columns}))
        if not self._present(path):
            return Sheet()
        sheet = read_sheet(path, columns, MAY_LACK_COLUMNS.get(name, ()))
        if sheet.frame is not None and not len(sheet.frame) and name not in MAY_LACK_ROWS:
            found, remedy = "the file has a heading and no rows", "restore it from a backup"
            sheet.problems.append(Problem(path.name, None, "", found, "at least one row", remedy))
            sheet.frame = None
        self.problems += sheet.problems
        return sheet

    def _document(
        self,
        file: str,
        shape: dict[str, Any],
        contradictions: Callable[[Document], Iterable[Problem]] = lambda document: (),
    ) -> Document | None:
        """A file of which every other check can take the form, and what it says of ids, for granted."""
        path = self.folder / file
        if not self._present(path):
            return None
        document, problems = read_document(path)
        if document is not None:
            problems = shape_problems(document, shape) or list(contradictions(document))
        self.problems += problems
        return None if problems else document

    def _check_map(self) -> None:
        path = self.folder / MAP
        if not self._present(path):
            return
        try:
            kind = topology(path.read_bytes()).get("type")
        except (ValueError, AttributeError, RecursionError):
            kind = None
        if kind != "Topology":
            found, remedy = "the file is not TopoJSON", "restore it from a backup; it is not edited by hand"
            self.problems.append(Problem(MAP, None, "", found, "state shapes as TopoJSON", remedy))

    def _present(self, path: Path) -> bool:
        if path.is_file():
            return True
        others = sorted(p.name for p in self.folder.iterdir() if p.is_file())
        like = nearest(path.name, [o for o in others if o.casefold() == path.name.casefold()])
        like = like or nearest(path.stem, [o for o in others if Path(o).stem == path.stem])
        remedy = f"is it '{like}'? Save it as '{path.name}'" if like else "restore it from a backup"
        self.problems.append(
            Problem(path.name, None, "", "the file is missing", f"a file '{path.name}' in the folder", remedy)
        )
        return False


def _readable(document: Document | None) -> Document:
    if document is None:
        raise UnreadableError
    return document


@lru_cache(maxsize=1)
def topology(content: bytes) -> Any:
    """The map as parsed, to be left as it is: once for the same bytes, which reading, checks and the next reading ask for.

    Errors: those of `json.loads`.
    """
    return json.loads(content)
