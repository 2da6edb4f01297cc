"""The steps of a build, what each depends on, and the folder of files each one makes."""

from __future__ import annotations

import csv
import json
import platform
import re
import shutil
import threading
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import analysis
from analysis.publish.build.cache import Cache
from analysis.publish.build.digests import (
    combine,
    file_digests,
    notebook_source,
    of_folder,
    of_mapping,
    sha256,
)
from analysis.publish.build.failure import BuildFailure

if TYPE_CHECKING:
    from analysis.publish.markdown.assemble import Report

PACKAGE = Path(analysis.__file__).parent
BOUND = "_bound"
"""A folder that a stage may make for the PDF to bind in; it is no part of the site."""

LICENCES = ("LICENSE", "LICENSE-DATA", "LICENSES", "CITATION.cff")


@dataclass
class Context:
    """One build: where its inputs are, where it works, and what its earlier steps have made."""

    root: Path
    raw: Path
    work: Path
    cache: Cache
    site: Path = field(init=False)
    notebooks: Path = field(init=False)
    processed: Path = field(init=False)
    made: dict[str, Path] = field(default_factory=dict)
    _alone: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _assembled: Report | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.site = self.work / "site"
        self.notebooks = self.work / "notebooks"
        self.processed = self.work / "processed"

    @property
    def report(self) -> Path:
        return self.root / "report"

    @cached_property
    def inputs(self) -> dict[str, str]:
        """The digest of every input file, by its place in the project (raw files always as `data/raw/…`)."""
        found = {f"data/raw/{name}": digest for name, digest in file_digests(self.raw).items()}
        found |= {f"report/{n}": digest for n, digest in file_digests(self.report).items() if _is_source(n)}
        for path in sorted((self.root / "notebooks").glob("*.ipynb")):
            try:
                found[f"notebooks/{path.name}"] = notebook_source(path.read_text(encoding="utf-8"))
            except (ValueError, KeyError, TypeError) as error:
                raise BuildFailure(f"notebooks/{path.name} is not a notebook: {error}") from None
        found |= {f"src/analysis/{name}": digest for name, digest in file_digests(PACKAGE).items()}
        for name in ("requirements.lock", "_quarto.yml", *LICENCES):
            path = self.root / name
            for file, digest in file_digests(path).items() if path.exists() else ():
                found[name if file == "." else f"{name}/{file}"] = digest
        return dict(sorted(found.items()))

    @cached_property
    def environment(self) -> str:
        return combine(
            [".".join(platform.python_version_tuple()[:2]), self.inputs.get("requirements.lock", "")]
        )

    def digest(self, *groups: str) -> str:
        """One digest of groups of inputs and of what earlier steps made."""
        return combine([self.environment, *(self._group(group) for group in groups)])

    def _group(self, group: str) -> str:
        if group == "executed":
            return of_folder(self.notebooks)
        if group == "roster":
            return sha256(json.dumps([self.cards, self.as_of.isoformat(), versions(self)]).encode())
        if group == "processed":
            return of_folder(self.processed)
        if group in self.made:
            return of_folder(self.made[group])
        return of_mapping({name: d for name, d in self.inputs.items() if _GROUPS[group](name)})

    @cached_property
    def variables(self) -> dict[str, Any]:
        """What the notebooks computed for the prose to quote."""
        from analysis.prose.facts.store import merge

        try:
            return merge(self.processed / "variables")
        except ValueError as error:
            raise BuildFailure(str(error)) from None

    @cached_property
    def as_of(self) -> date:
        """The date of the latest edition: the only date a build knows."""
        with (self.raw / "editions.csv").open(encoding="utf-8", newline="") as file:
            return max(date.fromisoformat(row["as_of"]) for row in csv.DictReader(file))

    @cached_property
    def jurisdictions(self) -> list[str]:
        """Postal codes in the order of the data."""
        with (self.raw / "jurisdictions.csv").open(encoding="utf-8", newline="") as file:
            return [row["jurisdiction"] for row in csv.DictReader(file)]

    @cached_property
    def cards(self) -> dict[str, str]:
        """The page of each jurisdiction's card, seen from the report."""
        return {
            code: f"cards/{code}.html"
            for code in self.jurisdictions
            if re.fullmatch(r"[A-Za-z0-9-]{1,20}", code)
        }

    @property
    def assembled(self) -> Report:
        """The report with everything in place, put together once for all its forms, which may be made side by side."""
        from analysis.publish.markdown.assemble import assemble

        with self._alone:
            if self._assembled is None:
                source = self.prose / "report" / REPORT
                self._assembled = assemble(source, self.prose, self.variables, self.notebooks)
            return self._assembled

    @cached_property
    def prose(self) -> Path:
        """A copy of the project's text, with the sections that are written from the rubric."""
        from analysis.prose.chapters import write_category_sections, write_metadata
        from analysis.standard.rubric import load_rubric

        copy = self.work / "prose"
        for name in self.inputs:
            if _GROUPS["prose"](name):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.root / name, copy / name)
        write_category_sections(load_rubric(self.raw / "rubric.toml"), copy / "report")
        write_metadata(self.as_of, copy / "report")
        return copy


def versions(context: Context) -> dict[str, str]:
    """The edition, its date, and the versions of codebook and rubric."""
    with (context.raw / "editions.csv").open(encoding="utf-8", newline="") as file:
        latest = max(csv.DictReader(file), key=lambda row: row["as_of"])
    found = {"edition": latest["edition"], "as_of": latest["as_of"]}
    for name in ("codebook", "rubric"):
        found[name] = str(
            tomllib.loads((context.raw / f"{name}.toml").read_text(encoding="utf-8"))["version"]
        )
    return found


REPORT = "report.qmd"
"""The report's own source, in the project's folder `report`."""

GENERATED = ("_categories.qmd", "_metadata.yml")
"""Written from the rubric and the editions into the report's folder: outputs, though they look like sources."""


def _is_source(name: str) -> bool:
    if name in GENERATED:
        return False
    return name.endswith((".qmd", ".bib", ".csl")) or name.startswith(
        ("templates/", "styles/", "scripts/", "filters/")
    )


def _is_publishing(name: str) -> bool:
    return name.startswith(("src/analysis/publish/", "src/analysis/cli/"))


_GROUPS: dict[str, Callable[[str], bool]] = {
    "raw": lambda name: name.startswith("data/raw/"),
    "analysis": lambda name: name.startswith("src/analysis/") and not _is_publishing(name),
    "publish": lambda name: name.startswith(("src/analysis/publish/", "src/analysis/display/fonts/")),
    "prose": lambda name: name.startswith("report/") and name.endswith((".qmd", ".bib")),
    "dress": lambda name: name.startswith(("report/templates/", "report/styles/", "report/scripts/")),
    "quarto": lambda name: name == "_quarto.yml",
    "licences": lambda name: name.startswith(LICENCES),
}


@dataclass(frozen=True)
class Stage:
    """One step: its name, the groups of inputs it depends on, and what makes its files in a folder."""

    name: str
    inputs: tuple[str, ...]
    make: Callable[[Context, Path], None]

    @property
    def waits(self) -> bool:
        """Whether it needs what the notebooks made; the others can be made beside them."""
        return bool({"executed", "processed"} & set(self.inputs))

    def run(self, context: Context) -> bool:
        """Make or recall the files and put them into the site; whether they were recalled."""
        key = combine([self.name, context.digest(*self.inputs)])
        known = context.cache.get(self.name, key)
        if known is None:
            folder = context.work / "made" / self.name
            folder.mkdir(parents=True)
            self.make(context, folder)
            known = context.cache.put(self.name, key, folder)
            reused = False
        else:
            reused = True
        context.made[self.name] = known
        ignore = shutil.ignore_patterns(BOUND)
        shutil.copytree(known, context.site, ignore=ignore, copy_function=shutil.copyfile, dirs_exist_ok=True)
        return reused


def manifest(context: Context, versions: dict[str, str]) -> str:
    """What went in and what came out, by path and SHA-256, in order of path; notebooks by their source cells."""
    outputs = file_digests(context.site)
    listing = {
        "versions": versions,
        "inputs": [{"path": path, "sha256": digest} for path, digest in context.inputs.items()],
        "outputs": [{"path": path, "sha256": digest} for path, digest in sorted(outputs.items())],
    }
    return json.dumps(listing, indent=1, ensure_ascii=False) + "\n"


def intact(output: Path, manifest_digest: str) -> bool:
    """Whether a published folder is exactly what its manifest says, and the manifest the one expected."""
    path = output / "manifest.json"
    if not path.is_file() or sha256(path.read_bytes()) != manifest_digest:
        return False
    listed = {
        entry["path"]: entry["sha256"] for entry in json.loads(path.read_text(encoding="utf-8"))["outputs"]
    }
    return {name: d for name, d in file_digests(output).items() if name != "manifest.json"} == listed
