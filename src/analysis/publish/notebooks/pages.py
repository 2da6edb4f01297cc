"""The executed notebooks as pages beside the report: code folded, outputs as the report shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.markdown import pandoc
from analysis.publish.notebooks.outputs import NARROW, TABLE, Embed, cell_options, for_people, text_of
from analysis.publish.formats.html import card_link, environment, region
from analysis.publish.formats.html_tables import data_table
from analysis.publish.markdown.inert import inert, safe_target
from analysis.publish.markdown.pandoc import Node
from analysis.publish.build.stages import Context
from analysis.publish.markdown.svg import inline_svg
from analysis.publish.markdown.table_dressing import dress_table

if TYPE_CHECKING:
    from jinja2 import Environment

NOTES = (
    "commonmark_x+pipe_tables-raw_html-raw_attribute-tex_math_dollars-attributes-bracketed_spans-fenced_divs"
)
"""What a notebook's text cells may hold: Markdown, nothing raw."""


_OPTIONS = ("--email-obfuscation=none",)


def write_notebook_pages(context: Context, folder: Path) -> None:
    """`notebooks/<name>.html` and the executed notebook itself, for every notebook."""
    target = folder / "notebooks"
    target.mkdir()
    jinja = environment(context.report / "templates")
    paths = sorted(context.notebooks.glob("*.ipynb"))
    for path in paths:
        page = notebook_page(path, jinja, context.cards)
        (target / f"{path.stem}.html").write_text(page, encoding="utf-8", newline="\n")
        kept = for_people(path.read_text(encoding="utf-8"))
        (target / path.name).write_text(kept, encoding="utf-8", newline="\n")


def notebook_page(path: Path, jinja: Environment, cards: Mapping[str, str]) -> str:
    """One notebook as a page. Outputs are drawn from their bundles: SVG with its description, tables, plain text."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    reader = _Reader(cells, {code: f"../{page}" for code, page in cards.items()})
    shown = [reader.cell(cell, number) for number, cell in enumerate(cells, 1)]
    for holder, html in zip(reader.holders, pandoc.write_many(reader.fragments, _OPTIONS), strict=True):
        holder["html"] = _markup(html)
    title = pandoc.plain(reader.heading) or path.stem
    return jinja.get_template("notebook.html.j2").render(cells=shown, title=title, name=path.stem)


class _Reader:
    """Cells as the template wants them. Text is parsed in one run of Pandoc for each kind, and written in one."""

    def __init__(self, cells: list[dict[str, Any]], cards: Mapping[str, str]) -> None:
        self.cards = cards
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
            return self._hold({"kind": "text"}, blocks)
        options = options_of(cell)
        outputs = [self._output(output, options, number, i) for i, output in enumerate(cell["outputs"], 1)]
        return {
            "kind": "code", "source": source.rstrip(), "number": number, "folded": options.get("echo") is False,
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
            return {"kind": "text", "text": text_of(output["text"]).rstrip()}
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
                {"kind": "markup"}, pandoc.transform(dressed, lambda node: card_link(node, self.cards))
            )
        text = text_of(data.get("text/plain", "")).rstrip()
        return {"kind": "text", "text": text} if text else None

    def _figure(
        self, data: dict[str, Any], options: dict[str, Any], label: str, place: str, caption: list[Node]
    ) -> dict[str, Any]:
        alt = text_of(data.get("text/plain", "")).strip() or str(options.get("fig-alt", "Chart"))
        embed = Embed(label, "", alt=alt, data=data.get(TABLE))
        drawing = inline_svg(text_of(data["image/svg+xml"]), label, alt, self.cards, base="../")
        small = text_of(data.get(NARROW, ""))
        narrow = inline_svg(small, f"{label}-narrow", alt, self.cards, base="../") if small else ""
        holder = {
            "kind": "figure",
            "svg": _markup(drawing),
            "narrow": _markup(narrow),
            "table": _markup(data_table(embed, f"the figure of {place}")) if embed.data else "",
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
        return list(node["c"][1]) if node["t"] == "Image" else None

    safe: list[Node] = pandoc.transform(blocks, change)
    return safe


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)
