"""What the dialect leaves out, found in the syntax tree and reported by file and line."""

from __future__ import annotations

import re
from typing import Any

from analysis.publish.markdown.callouts import CALLOUTS
from analysis.publish.markdown.conditions import is_condition
from analysis.publish.markdown.dialect import Place, Source
from analysis.publish.markdown.inert import safe_target
from analysis.publish.markdown.syntax_tree import Attr, Node, nodes

CALLOUT_OPTIONS = ("title", "icon", "appearance")

BOXES = ("lead", "disclaimer", "key-findings", "columns-two", "small")
"""Plain boxes that the style sheets of both formats know."""

ON_THE_WEB = ("content-visible", [["when-format", "html"]])
"""Quarto's box for what only the web page says."""


def refuse_warnings(source: Source, warnings: str) -> None:
    """Turn what Pandoc warns of (unclosed boxes, duplicate identifiers) into problems with their lines."""
    for message in re.split(r"^\[WARNING\] ", warnings, flags=re.MULTILINE)[1:]:
        words = " ".join(message.split())
        line = re.search(r"line (\d+)", words)
        place = source.places[0]
        if line and 0 < int(line[1]) <= len(source.places):
            place = source.places[int(line[1]) - 1]
        found = re.sub(r"\s*\(?at (\S+ )?line \d+( column \d+)?\)?", "", words)
        source.refuse(place, f"Pandoc warns: {found}", "text without warnings", "mend the text")


def refuse_yaml(source: Source, message: str) -> None:
    """Give Pandoc's complaint of front matter its file and line. Error: `DataProblems`, where it is such a complaint."""
    block = re.search(r"YAML metadata at \([^()]*line (\d+)", message)
    line = re.search(r"parse exception at line (\d+)", message)
    if not block or not line:
        return
    at = int(block[1]) - 1 + int(line[1])
    why = message.strip().splitlines()[-1].rstrip(":")
    place = source.places[min(at, len(source.places) - 1)]
    source.refuse(place, f"front matter that is not YAML ({why})", "lines of 'key: value'",
                  "put quotation marks round a value that holds a colon, and close those you open")  # fmt: skip
    source.check()


def refuse_foreign_markup(source: Source, tree: Node) -> None:
    """Refuse raw markup, mathematics, images, unsafe links and boxes of unknown kind."""
    for node in nodes([tree["blocks"], tree["meta"]]):
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("RawInline", "RawBlock"):
            first = content[1].strip().splitlines()[0] if content[1].strip() else ""
            source.refuse(source.where(re.escape(first)), f"raw {content[0]} '{first[:40]}'", "Markdown only",
                          "say it in Markdown")  # fmt: skip
        elif kind == "Math":
            first = content[1].strip().splitlines()[0]
            source.refuse(source.where(re.escape(first)), f"mathematics '{first[:40]}'", "words and plain symbols",
                          "write the formula in text, or escape the dollar signs")  # fmt: skip
        elif kind == "Image":
            source.refuse(source.where(re.escape(content[2][0])), f"image '{content[2][0]}'",
                          "figures come from notebooks, with a description", "embed a labelled cell")  # fmt: skip
        elif kind == "Link" and not safe_target(content[2][0], own=True) and "\ue000" not in content[2][0]:
            source.refuse(source.where(re.escape(content[2][0])), f"link to '{content[2][0]}'",
                          "http(s), mailto, #section or a file of the report", "mend the address")  # fmt: skip
        elif kind in ("Div", "Span") and is_condition(content[0]):
            continue
        elif kind == "Div":
            _refuse_box(source, content[0])
        elif kind in ("Span", "Header"):
            _refuse_classes(source, content[0] if kind == "Span" else content[1])


def _refuse_box(source: Source, attributes: Attr) -> None:
    identifier, classes, pairs = attributes
    if (*classes, pairs) == ON_THE_WEB and not identifier:
        return
    callouts = [name for name in classes if name.startswith("callout")]
    place = _box_place(source, identifier, classes)
    for name in callouts:
        if name.removeprefix("callout-") not in CALLOUTS:
            source.refuse(
                place, f"callout '{name}'", ", ".join(f"callout-{c}" for c in CALLOUTS), "choose one of these"
            )
    others = [
        name for name in classes if name not in callouts and name not in (*BOXES, "unnumbered", "references")
    ]
    options = [key for key, _ in pairs if not (callouts and key in CALLOUT_OPTIONS)]
    if others or options or (identifier and identifier != "refs"):
        what = (others + options + [f"#{identifier}"])[0]
        boxes = ", ".join(f".{name}" for name in BOXES)
        source.refuse(place, f"box '{what}'", f"callouts, #refs, {boxes}, and .content-visible with when-meta",
                      "use one of these, or plain text")  # fmt: skip


def _refuse_classes(source: Source, attributes: Attr) -> None:
    identifier, classes, pairs = attributes
    del identifier
    foreign = [name for name in classes if name not in ("unnumbered", "nowrap", "smallcaps")] + [
        k for k, _ in pairs
    ]
    if foreign:
        source.refuse(source.where(re.escape(foreign[0])), f"attribute '{foreign[0]}'", ".unnumbered or an identifier",
                      "take it out")  # fmt: skip


def _box_place(source: Source, identifier: str, classes: list[str]) -> Place:
    name = classes[0] if classes else identifier
    return source.where(rf"^\s*:::.*{re.escape(name)}") if name else source.where(r"^\s*:::")
