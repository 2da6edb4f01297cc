"""Embeds resolved: notebooks read once each, and the blocks that their labelled outputs become."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.problems import DataProblems
from analysis.publish.markdown import pandoc, syntax_tree
from analysis.publish.markdown.dialect import Place, Shortcode, Source, nearest
from analysis.publish.markdown.inert import inert
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.markdown.syntax_tree import Node
from analysis.publish.markdown.table_dressing import dress_table
from analysis.publish.notebooks.outputs import Embed, Notebook, read_notebook


class Embedding:
    """Notebooks read once each, and the blocks their labelled cells become."""

    def __init__(self, source: Source, root: Path, notebooks: Path | None) -> None:
        self.source, self.root, self.folder = source, root, notebooks
        self.read: dict[Path, Notebook | None] = {}
        self.figures: dict[str, Embed] = {}
        self.used: dict[str, Place] = {}
        self.captions: dict[str, list[Node]] = {}
        self.tables: dict[str, list[Node]] = {}

    def prepare(self, ask: Ask = pandoc.run) -> None:
        """Find every embed of the report and read all captions and tables, each kind in one run of Pandoc."""
        codes = [code for code in self.source.shortcodes if code.name == "embed"]
        found = [embed for code in codes if (embed := self._find(code, *_parts(code)))]
        self.captions = pandoc.parse_many([embed.caption for embed in found], pandoc.CAPTION, ask)
        tables = [embed.markdown for embed in found if not embed.is_figure]
        self.tables = pandoc.parse_many(tables, pandoc.DATA, ask)

    def blocks(self, code: Shortcode) -> list[Node]:
        """What stands in the place of an embed: a figure with a slot for its drawing, or a table."""
        file, label = _parts(code)
        embed = self._find(code, file, label)
        if embed is None:
            return []
        if label in self.used:
            first = self.used[label]
            self.source.refuse(code.place, f"'{label}' is embedded a second time", "each label appears once",
                               f"refer to it with @{label} (first at {first.file}:{first.line})")  # fmt: skip
            return []
        self.used[label] = code.place
        caption = inert(self.captions[embed.caption])
        inlines = caption[0]["c"] if caption else []
        if embed.is_figure:
            self.figures[label] = embed
            if embed.headline:
                headline = {"t": "Strong", "c": syntax_tree.words(embed.headline)}
                inlines = [headline, {"t": "LineBreak"}, *inlines]
            short: list[Any] = [None, [{"t": "Plain", "c": inlines}]]
            return [
                {
                    "t": "Figure",
                    "c": [syntax_tree.attr(label, ("chart",)), short, [syntax_tree.raw("embed", label)]],
                }
            ]
        found = inert(self.tables[embed.markdown])
        tables = [block for block in found if block["t"] == "Table"]
        if len(tables) != 1 or len(found) != 1:
            self.source.refuse(
                code.place, f"'{label}' is not one table", "one pipe table", "mend the notebook's cell"
            )
            return []
        return [dress_table(tables[0], label, inlines)]

    def _find(self, code: Shortcode, file: str, label: str) -> Embed | None:
        path = (code.folder / file).resolve()
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        if path not in self.read:
            actual = path if self.folder is None else self.folder / path.name
            try:
                self.read[path] = (
                    read_notebook(actual, name) if actual.is_file() and path.suffix == ".ipynb" else None
                )
            except DataProblems as error:
                self.source.problems.extend(error.problems)
                self.read[path] = Notebook(name)
        notebook = self.read[path]
        if notebook is None:
            self.source.refuse(code.place, f"embed from '{file}', which is no notebook of the report",
                               "a notebook whose metadata has a report_cards entry",
                               "write ../notebooks/name.ipynb#label")  # fmt: skip
            return None
        if label not in notebook.embeds:
            known = sorted(notebook.embeds)
            self.source.refuse(code.place, f"no cell labelled '{label}' in {name}", "labels of that notebook",
                               nearest(label, known))  # fmt: skip
            return None
        return notebook.embeds[label]


def _parts(code: Shortcode) -> tuple[str, str]:
    file, _, label = code.arguments[0].partition("#")
    return file, label
