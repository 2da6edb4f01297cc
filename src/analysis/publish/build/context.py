"""One build as its steps see it: where things are, what everything follows from, and what is worked out once for all."""

from __future__ import annotations

import json
import platform
import re
import shutil
import sysconfig
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import analysis
from analysis.publish.build import swap
from analysis.publish.build.cache import Cache
from analysis.publish.build.digests import (
    combine,
    file_digests,
    is_declared,
    notebook_source,
    of_folder,
    of_mapping,
    sha256,
)
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.groups import GROUPS, LICENCES, is_source
from analysis.raw import single

if TYPE_CHECKING:
    from analysis.cards import Context as Compared
    from analysis.publish.markdown.assemble import Report
    from analysis.publish.markdown.dialect import Source
    from analysis.publish.markdown.front_matter import FrontMatter
    from analysis.publish.markdown.pandoc import Ask
    from analysis.raw import Dataset

PACKAGE = Path(analysis.__file__).parent
BOUND = "_bound"
"""A folder that a stage may make for the PDF to bind in; it is no part of the site."""

TOLD = "_told"
"""A folder that a stage may make for later ones to read; it is no part of the site."""

NOTEBOOKS = "notebooks"
"""The step that runs the notebooks, before any stage that needs what they make."""

REPORT = "report.qmd"
"""The report's own source, in the project's folder `report`."""

TEXT, FIGURES = "text", "figures"
"""The stages that resolve the report's text, and take from it the figures that other pages show."""


@dataclass
class Context:
    """One build: where its inputs are, where it works, what its earlier steps have made, and who hears of a step's parts."""

    root: Path
    raw: Path
    work: Path
    cache: Cache
    site: Path = field(init=False)
    notebooks: Path = field(init=False)
    processed: Path = field(init=False)
    made: dict[str, Path] = field(default_factory=dict)
    part: Callable[[str, str], None] = field(default=lambda step, part: None, repr=False)
    apart: Callable[[Any, Path], None] | None = field(default=None, repr=False)
    note: Callable[[str], None] = field(default=lambda note: None, repr=False)
    _alone: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _assembled: Report | None = field(default=None, repr=False)
    _one_compares: threading.Lock = field(default_factory=threading.Lock, repr=False)
    known: Compared | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.site = self.work / swap.SITE
        self.notebooks = self.work / "notebooks"
        self.processed = self.work / "processed"

    @property
    def report(self) -> Path:
        return self.root / "report"

    @cached_property
    def inputs(self) -> dict[str, str]:
        """The digest of every input file, by its place in the project (raw files always as `data/raw/…`)."""
        found = {f"data/raw/{name}": digest for name, digest in file_digests(self.raw).items()}
        found |= {f"report/{n}": digest for n, digest in file_digests(self.report).items() if is_source(n)}
        for path in sorted((self.root / "notebooks").glob("*.ipynb")):
            try:
                text = path.read_text(encoding="utf-8")
                if is_declared(text):
                    found[f"notebooks/{path.name}"] = notebook_source(text)
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
        """One digest of this Python, the packages it has, and the lock file that says which it should have."""
        packages = [path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info")]
        lock = self.inputs.get("requirements.lock", "")
        return combine([platform.python_version(), platform.machine(), *sorted(packages), lock])

    def digest(self, *groups: str) -> str:
        """One digest of groups of inputs and of what earlier steps made."""
        return combine([self.environment, *(self._group(group) for group in groups)])

    def _group(self, group: str) -> str:
        if group == "executed":
            return of_folder(self.notebooks)
        if group == "cover":
            return sha256(json.dumps(self.cover.meta, sort_keys=True).encode())
        if group == "roster":
            return sha256(json.dumps([self.cards, self.as_of.isoformat(), versions(self)]).encode())
        if group == "processed":
            return of_folder(self.processed)
        if group in self.made:
            return of_folder(self.made[group])
        return of_mapping({name: d for name, d in self.inputs.items() if GROUPS[group](name)})

    @cached_property
    def variables(self) -> dict[str, Any]:
        """What the notebooks computed for the prose to quote."""
        from analysis.prose.facts.variables import merge

        try:
            return merge(self.processed / "variables")
        except ValueError as error:
            raise BuildFailure(str(error)) from None

    @cached_property
    def as_of(self) -> date:
        """The date of the latest edition: the only date a build knows."""
        return max(map(date.fromisoformat, single.columns(self.raw, "editions")["as_of"]))

    @cached_property
    def jurisdictions(self) -> list[str]:
        """Postal codes in the order of the data."""
        return single.columns(self.raw, "jurisdictions")["jurisdiction"]

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
        """The report with everything in place: read where the stage `TEXT` has made it, else put together, once."""
        from analysis.publish.markdown.assemble import assemble
        from analysis.publish.markdown.stored import from_text

        with self._alone:
            if self._assembled is None:
                if TEXT in self.made:
                    self._assembled = from_text(self.told(TEXT, "report.json"))
                else:
                    source = self.prose / "report" / REPORT
                    self._assembled = assemble(source, self.prose, self.variables, self.notebooks, self.ask)
            return self._assembled

    @cached_property
    def ask(self) -> Ask:
        """Pandoc, with what it was asked by earlier builds."""
        from analysis.publish.markdown.asked import remembering

        return remembering(self.cache.kept, self.environment)

    @cached_property
    def dataset(self) -> Dataset:
        """The data, which the build has found sound."""
        from analysis.raw import read_dataset

        return read_dataset(self.raw, self.cache.kept)

    @property
    def compared(self) -> Compared:
        """The latest edition with everything that its jurisdictions are compared by: worked out where it is not `known`."""
        from analysis import cards
        from analysis.raw.editions import edition

        with self._one_compares:
            if self.known is None:
                self.known = cards.context(self.dataset, edition(self.dataset))
            return self.known

    def told(self, stage: str, name: str) -> str:
        """What an earlier stage wrote for later ones to read."""
        return (self.made[stage] / TOLD / name).read_text(encoding="utf-8")

    @cached_property
    def cover(self) -> FrontMatter:
        """What every page says of the report."""
        from analysis.publish.markdown.cover import cover, read, waits

        def recalled(text: str) -> str:
            key = combine([self.environment, text])
            known = self.cache.kept.get("cover", key)
            if known is None:
                known = read(text).encode()
                self.cache.kept.put("cover", key, known)
            return known.decode()

        source = self.front_matter
        return cover(source, self.as_of, self.variables if waits(source) else {}, recalled)

    @cached_property
    def front_matter(self) -> Source:
        from analysis.publish.markdown.dialect import read_front_matter

        return read_front_matter(self.report / REPORT, self.root)

    @cached_property
    def prose(self) -> Path:
        """A copy of the project's text, with the sections that are written from the rubric."""
        from analysis.prose.chapters import write_category_sections, write_metadata
        from analysis.standard.rubric import load_rubric

        copy = self.work / "prose"
        for name in self.inputs:
            if GROUPS["prose"](name):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.root / name, copy / name)
        write_category_sections(load_rubric(self.raw / "rubric.toml"), copy / "report")
        write_metadata(self.as_of, self.variables.get("shows", {}), copy / "report")
        return copy


def versions(context: Context) -> dict[str, str]:
    """The edition, its date, and the versions of codebook and rubric."""
    editions = single.columns(context.raw, "editions")
    as_of = max(editions["as_of"])
    found = {"edition": editions["edition"][editions["as_of"].index(as_of)], "as_of": as_of}
    for name in ("codebook", "rubric"):
        found[name] = str(single.content(context.raw, f"{name}.toml")["version"])
    return found
