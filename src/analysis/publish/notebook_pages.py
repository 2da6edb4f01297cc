"""The executed notebooks as pages beside the report: code folded, outputs as the report shows them."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish import pandoc
from analysis.publish.embeds import TABLE, Embed, cell_options
from analysis.publish.html import environment, region
from analysis.publish.html_tables import data_table
from analysis.publish.inert import inert
from analysis.publish.stages import Context
from analysis.publish.svg import inline_svg
from analysis.publish.tables import dress_table

if TYPE_CHECKING:
    from jinja2 import Environment

NOTES = (
    "commonmark_x+pipe_tables-raw_html-raw_attribute-tex_math_dollars-attributes-bracketed_spans-fenced_divs"
)
"""What a notebook's text cells may hold: Markdown, nothing raw."""


def write_notebook_pages(context: Context, folder: Path) -> None:
    """`notebooks/<name>.html` and the executed notebook itself, for every notebook."""
    target = folder / "notebooks"
    target.mkdir()
    jinja = environment(context.report / "templates")
    paths = sorted(context.notebooks.glob("*.ipynb"))
    with ThreadPoolExecutor(2) as pool:
        pages = pool.map(lambda path: notebook_page(path, jinja, context.cards), paths)
        for path, page in zip(paths, pages, strict=True):
            (target / f"{path.stem}.html").write_text(page, encoding="utf-8", newline="\n")
            shutil.copyfile(path, target / path.name)


def notebook_page(path: Path, jinja: Environment, cards: dict[str, str]) -> str:
    """One notebook as a page. Outputs are drawn from their bundles: SVG with its description, tables, plain text."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    up = {code: f"../{page}" for code, page in cards.items()}
    shown = [_cell(cell, number, up) for number, cell in enumerate(cells, 1)]
    title = next((pandoc.plain(cell["heading"]) for cell in shown if cell.get("heading")), path.stem)
    return jinja.get_template("notebook.html.j2").render(cells=shown, title=title, name=path.stem)


def _cell(cell: dict[str, Any], number: int, cards: dict[str, str]) -> dict[str, Any]:
    source = "".join(cell["source"])
    if cell["cell_type"] != "code":
        blocks = _safe_prose(pandoc.parse(source, NOTES)["blocks"])
        heading = next((b["c"][2] for b in blocks if b["t"] == "Header" and b["c"][0] == 1), None)
        return {"kind": "text", "html": _markup(_write(blocks)), "heading": heading}
    try:
        options = cell_options(source)
    except ValueError:
        options = {}
    outputs = [_output(output, options, number, i, cards) for i, output in enumerate(cell["outputs"], 1)]
    return {
        "kind": "code",
        "source": source.rstrip(),
        "number": number,
        "folded": options.get("echo") is False,
        "outputs": [output for output in outputs if output],
        "label": options.get("label", ""),
    }


def _output(
    output: dict[str, Any], options: dict[str, Any], cell: int, index: int, cards: dict[str, str]
) -> Any:
    if output["output_type"] == "stream":
        return {"kind": "text", "text": "".join(output["text"]).rstrip()}
    if output["output_type"] == "error":
        return None
    data, own = output["data"], output.get("metadata", {})
    label = f"cell-{cell}-{index}"
    place = f"cell {cell}" + (f", output {index}" if own.get("label") else "")
    if "image/svg+xml" in data:
        alt = "".join(data.get("text/plain", "")).strip() or str(options.get("fig-alt", "Chart"))
        embed = Embed(label, "", alt=alt, data=data.get(TABLE))
        svg = inline_svg("".join(data["image/svg+xml"]), label, alt, cards, base="../")
        return {
            "kind": "figure",
            "svg": _markup(svg),
            "caption": str(own.get("caption") or options.get("fig-cap", "")),
            "table": _markup(data_table(embed, f"the figure of {place}")) if embed.data else "",
        }
    if "text/markdown" in data:
        blocks = inert(pandoc.parse("".join(data["text/markdown"]), pandoc.DATA)["blocks"])
        caption = pandoc.words(str(own.get("caption") or options.get("tbl-cap", "")))
        dressed = [
            region(dress_table(b, "", caption), f"Table of {place}") if b["t"] == "Table" else b
            for b in blocks
        ]
        return {"kind": "markup", "html": _markup(_write(_linked(dressed, cards)))}
    text = "".join(data.get("text/plain", "")).rstrip()
    return {"kind": "text", "text": text} if text else None


def _safe_prose(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from analysis.publish.inert import safe_target

    def change(node: dict[str, Any]) -> Any:
        if node["t"] == "Link" and not safe_target(node["c"][2][0], own=True):
            return list(node["c"][1])
        if node["t"] == "Image":
            return list(node["c"][1])
        return None

    safe: list[dict[str, Any]] = pandoc.transform(blocks, change)
    return safe


def _linked(blocks: list[dict[str, Any]], cards: dict[str, str]) -> list[dict[str, Any]]:
    from analysis.publish.html import card_link

    linked: list[dict[str, Any]] = pandoc.transform(blocks, lambda node: card_link(node, cards))
    return linked


def _write(blocks: list[dict[str, Any]]) -> str:
    return pandoc.write(blocks, "html5", ("--email-obfuscation=none",))


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)
