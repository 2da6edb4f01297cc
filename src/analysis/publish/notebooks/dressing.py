"""What the page of a notebook adds to nbconvert: captions, described drawings, dressed tables, links to cards, nothing raw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import Preprocessor

from analysis import project
from analysis.publish.formats.drawings import sizes
from analysis.publish.formats.html import card_link, environment, region
from analysis.publish.formats.html_tables import data_table
from analysis.publish.markdown import pandoc
from analysis.publish.markdown.inert import inert, safe_target
from analysis.publish.markdown.pandoc import Node
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


class Dressing(Preprocessor):
    """Gives the notebook and every cell a `page` in its metadata, with what the template prints as it stands.

    `resources["report_cards"]` may say where the site is (`base`), the pages of cards seen from there (`cards`) and the
    folder of the report's templates; without it they are the project's own.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook with its pages' parts. In and out: an executed notebook, nbconvert's resources."""
        told = resources.get("report_cards", {})
        base = str(told.get("base", BUILT))
        cards: Mapping[str, str] = told["cards"] if "cards" in told else _own_cards()
        reader = _Reader(nb.cells, {code: base + page for code, page in cards.items()}, base)
        parts = [reader.cell(cell, number) for number, cell in enumerate(nb.cells, 1)]
        for holder, html in zip(reader.holders, pandoc.write_many(reader.fragments, _OPTIONS), strict=True):
            holder["html"] = html
        for cell, part in zip(nb.cells, parts, strict=True):
            cell.metadata["page"] = part
        name = str(resources.get("metadata", {}).get("name", ""))
        templates = Path(told.get("templates", project.root() / "report" / "templates"))
        jinja = environment(templates)
        nb.metadata["page"] = {
            "base": base, "name": name, "title": pandoc.plain(reader.heading) or name,
            "policy": jinja.get_template("csp.txt").render(), "leave_to": jinja.get_template("exit.txt").render(),
            "social": social(jinja, name, pandoc.plain(reader.heading) or name),
            "top": jinja.get_template("site/top.html.j2").render(base=base, here=""),
        }  # fmt: skip
        return nb, resources


def social(jinja: Environment, name: str, title: str) -> str:
    """What those who show a link to a notebook's page ask for."""
    said = f"The executed notebook {name}: how results of the report were computed."
    macro: Any = jinja.get_template("site/social.html.j2").module
    return str(macro.social(f"notebooks/{name}.html", f"{title} (notebook)", said, "article"))


def _own_cards() -> dict[str, str]:
    return {code: f"cards/{code}.html" for code in single.table(project.raw_data(), "jurisdictions")["jurisdiction"]}


class _Reader:
    """Cells as the template wants them. Text is parsed in one run of Pandoc for each kind, and written in one."""

    def __init__(self, cells: list[Any], cards: Mapping[str, str], base: str) -> None:
        self.cards, self.base = cards, base
        self.holders: list[dict[str, Any]] = []
        self.fragments: list[list[Node]] = []
        self.heading: list[Node] = []
        outputs = [out for cell in cells for out in cell.get("outputs", [])]
        markdown = [
            text_of(out["data"]["text/markdown"]) for out in outputs if "text/markdown" in out.get("data", {})
        ]
        captions = [_caption(options_of(cell)) for cell in cells]
        self.notes = pandoc.parse_many(
            [text_of(c["source"]) for c in cells if c["cell_type"] != "code"], NOTES
        )
        self.tables = pandoc.parse_many(markdown, pandoc.DATA)
        self.captions = pandoc.parse_many(captions, pandoc.CAPTION)

    def cell(self, cell: dict[str, Any], number: int) -> dict[str, Any]:
        source = text_of(cell["source"])
        if cell["cell_type"] != "code":
            blocks = _safe_prose(self.notes[source])
            titles = [block["c"][2] for block in blocks if block["t"] == "Header" and block["c"][0] == 1]
            self.heading = self.heading or (titles[0] if titles else [])
            return self._hold({}, blocks)
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
                {"kind": "table"}, pandoc.transform(dressed, lambda node: card_link(node, self.cards))
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
            return {"t": "Para", "c": pandoc.words(node["c"][1])}
        if node["t"] == "RawInline":
            return {"t": "Str", "c": node["c"][1]}
        return list(node["c"][1]) if node["t"] == "Image" else None

    safe: list[Node] = pandoc.transform(blocks, change)
    return safe
