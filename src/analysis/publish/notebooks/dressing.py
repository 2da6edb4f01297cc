"""What the page of a notebook adds to nbconvert: captions, described drawings, dressed tables, links to cards, nothing raw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import Preprocessor

from analysis import project
from analysis.publish.formats.drawings import sizes
from analysis.publish.formats.html import card_link, environment, region
from analysis.publish.formats.html_tables import data_table
from analysis.publish.markdown import pandoc, syntax_tree
from analysis.publish.markdown.inert import inert, safe_target
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.markdown.syntax_tree import Node
from analysis.publish.markdown.svg import inline_svg
from analysis.publish.markdown.table_dressing import dress_table
from analysis.publish.notebooks.outputs import TABLE, Embed, cell_options, text_of
from analysis.raw import single

if TYPE_CHECKING:
    from jinja2 import Environment

NOTES = (
    "commonmark_x+pipe_tables-raw_html-raw_attribute-tex_math_dollars-attributes-bracketed_spans-fenced_divs"
)
"""What a notebook's text cells may hold: Markdown, nothing raw."""

BUILT = "../report/_output/"
"""Where a page made by hand beside its notebook finds the built report."""

_OPTIONS = ("--email-obfuscation=none",)


@dataclass(frozen=True)
class Dressed:
    """What the page of one notebook prints as it stands: for the whole page, and for each cell."""

    page: dict[str, Any]
    cells: list[dict[str, Any]]


class Dressing(Preprocessor):
    """Gives the notebook and every cell a `page` in its metadata, with what the template prints as it stands.

    `resources["report_cards"]["dressed"]` may hold what `dress` has made already; without it the notebook is dressed for a
    page that lies beside it.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook with its pages' parts. In and out: an executed notebook, nbconvert's resources."""
        dressed: Dressed | None = resources.get("report_cards", {}).get("dressed")
        if dressed is None:
            name = str(resources.get("metadata", {}).get("name", ""))
            templates = project.root() / "report" / "templates"
            dressed = dress({name: nb}, _own_cards(), templates, BUILT)[name]
        for cell, part in zip(nb.cells, dressed.cells, strict=True):
            cell.metadata["page"] = part
        nb.metadata["page"] = dressed.page
        return nb, resources


def dress(
    notebooks: Mapping[str, Any],
    cards: Mapping[str, str],
    templates: Path,
    base: str,
    ask: Ask = pandoc.run,
) -> dict[str, Dressed]:
    """The parts of the pages of executed notebooks, by name: whatever several need is asked of Pandoc once.

    `cards` gives the pages of cards, seen from the site, which lies at `base`; `templates` are the report's. `ask` is asked
    for what people wrote: text cells and captions.
    """
    jinja = environment(templates)
    links = {code: base + page for code, page in cards.items()}
    reader = _Reader([cell for notebook in notebooks.values() for cell in notebook.cells], links, base, ask)
    cells, titles = {}, {}
    begun = set()
    for name, notebook in notebooks.items():
        begun.add(len(reader.holders))
        notes = reader.notes_of(notebook.cells)
        cells[name] = [reader.cell(cell, number, notes) for number, cell in enumerate(notebook.cells, 1)]
        titles[name] = syntax_tree.plain(_heading(notes)) or name
    written = pandoc.write_many(reader.fragments, _OPTIONS)
    for place, (holder, html) in enumerate(zip(reader.holders, written, strict=True)):
        holder["html"] = html.removeprefix("\n") if place in begun else html
    shared = {
        "base": base,
        "policy": jinja.get_template("csp.txt").render(), "leave_to": jinja.get_template("exit.txt").render(),
        "top": jinja.get_template("site/top.html.j2").render(base=base, here=""),
    }  # fmt: skip
    return {
        name: Dressed(
            shared | {"name": name, "title": title, "social": social(jinja, name, title)}, cells[name]
        )
        for name, title in titles.items()
    }


def social(jinja: Environment, name: str, title: str) -> str:
    """What those who show a link to a notebook's page ask for."""
    said = f"The executed notebook {name}: how results of the report were computed."
    macro: Any = jinja.get_template("site/social.html.j2").module
    return str(macro.social(f"notebooks/{name}.html", f"{title} (notebook)", said, "article"))


def _own_cards() -> dict[str, str]:
    return {code: f"cards/{code}.html" for code in single.table(project.raw_data(), "jurisdictions")["jurisdiction"]}


class _Reader:
    """Cells as the template wants them. Text is parsed in one run of Pandoc for each kind, and written in one.

    Only the text cells are parsed by notebook: the ids of headings are theirs.
    """

    def __init__(self, cells: list[Any], cards: Mapping[str, str], base: str, ask: Ask) -> None:
        self.cards, self.base, self.ask = cards, base, ask
        self.holders: list[dict[str, Any]] = []
        self.fragments: list[list[Node]] = []
        outputs = [out for cell in cells for out in cell.get("outputs", [])]
        markdown = [
            text_of(out["data"]["text/markdown"]) for out in outputs if "text/markdown" in out.get("data", {})
        ]
        captions = [_caption(options_of(cell)) for cell in cells]
        self.tables = pandoc.parse_many(markdown, pandoc.DATA)
        self.captions = pandoc.parse_many(captions, pandoc.CAPTION, ask)

    def notes_of(self, cells: list[Any]) -> dict[str, list[Node]]:
        """The blocks of each text cell of one notebook, by its text."""
        texts = [text_of(cell["source"]) for cell in cells if cell["cell_type"] != "code"]
        return {text: _safe_prose(blocks) for text, blocks in pandoc.parse_many(texts, NOTES, self.ask).items()}

    def cell(self, cell: dict[str, Any], number: int, notes: dict[str, list[Node]]) -> dict[str, Any]:
        """The parts of one cell of a notebook with these text cells."""
        if cell["cell_type"] != "code":
            return self._hold({}, notes[text_of(cell["source"])])
        options = options_of(cell)
        outputs = [self._output(output, options, number, i) for i, output in enumerate(cell["outputs"], 1)]
        return {
            "number": number, "folded": options.get("echo") is False,
            "outputs": [output for output in outputs if output], "label": options.get("label", ""),
        }  # fmt: skip

    def _hold(self, holder: dict[str, Any], blocks: list[Node]) -> dict[str, Any]:
        self.holders.append(holder)
        self.fragments.append(blocks)
        return holder

    def _output(
        self, output: dict[str, Any], options: dict[str, Any], cell: int, index: int
    ) -> dict[str, Any] | None:
        if output["output_type"] == "stream":
            return {"text": text_of(output["text"]).rstrip()}
        if output["output_type"] == "error":
            return None
        data = output["data"]
        place = f"cell {cell}"
        words = self.captions[_caption(options)]
        caption = inert(words[0]["c"]) if words else []
        if "image/svg+xml" in data:
            return self._figure(data, options, f"cell-{cell}-{index}", place, caption)
        if "text/markdown" in data:
            blocks = inert(self.tables[text_of(data["text/markdown"])])
            dressed = [
                region(dress_table(b, "", caption), f"Table of {place}") if b["t"] == "Table" else b for b in blocks
            ]  # fmt: skip
            return self._hold(
                {"kind": "table"}, syntax_tree.transform(dressed, lambda node: card_link(node, self.cards))
            )
        text = text_of(data.get("text/plain", "")).rstrip()
        return {"text": text} if text else None

    def _figure(
        self, data: dict[str, Any], options: dict[str, Any], label: str, place: str, caption: list[Node]
    ) -> dict[str, Any]:
        alt = text_of(data.get("text/plain", "")).strip() or str(options.get("fig-alt", "Chart"))
        embed = Embed(label, "", alt=alt, data=data.get(TABLE))
        drawing = inline_svg(text_of(data["image/svg+xml"]), label, alt, self.cards, base=self.base)
        holder = {
            "svg": drawing,
            "sizes": sizes(text_of(data["image/svg+xml"])),
            "table": data_table(embed, f"the figure of {place}") if embed.data else "",
        }
        return self._hold(holder, [{"t": "Plain", "c": caption}])


def _heading(notes: Mapping[str, list[Node]]) -> list[Node]:
    """The first heading of the first level among text cells, in words."""
    for blocks in notes.values():
        for block in blocks:
            if block["t"] == "Header" and block["c"][0] == 1:
                return list(block["c"][2])
    return []


def options_of(cell: dict[str, Any]) -> dict[str, Any]:
    """A code cell's options; none where they cannot be read."""
    try:
        return cell_options(text_of(cell["source"])) if cell["cell_type"] == "code" else {}
    except ValueError:
        return {}


def _caption(options: dict[str, Any]) -> str:
    return str(options.get("fig-cap") or options.get("tbl-cap") or "")


def _safe_prose(blocks: list[Node]) -> list[Node]:
    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Link" and not safe_target(node["c"][2][0], own=True):
            return list(node["c"][1])
        if node["t"] == "RawBlock":
            return {"t": "Para", "c": syntax_tree.words(node["c"][1])}
        if node["t"] == "RawInline":
            return {"t": "Str", "c": node["c"][1]}
        return list(node["c"][1]) if node["t"] == "Image" else None

    safe: list[Node] = syntax_tree.transform(blocks, change)
    return safe
