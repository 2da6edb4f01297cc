"""Drafted bills to take away: Markdown and Word, both written by Pandoc from the plain records of `analysis.cards.draft`."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from analysis.publish.markdown import pandoc, syntax_tree
from analysis.publish.markdown.syntax_tree import Node

Block = tuple[str, ...]
"""The kind of a block and its texts. Most stand in many bills, and Pandoc writes each once."""

_CUT = "<!-- next block -->"
"""Between two blocks that one run of Pandoc writes. No text can forge it: the writers escape what a text holds."""

_OTHERS = "Pandoc gave back other bills than it was given."

_BODY = ("<w:body>", "<w:sectPr")
_LINE = "\n    "
_TITLE = "<dc:title></dc:title>"
TYPES = ("docx", "md")


def markdown(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each bill as Markdown (CommonMark)."""
    if not records:
        return []
    bills = [[("Header", "1", record["title"]), *_blocks(record)] for record in records]
    distinct = list(dict.fromkeys(block for bill in bills for block in bill))
    blocks = syntax_tree.transform(_between([[_node(block)] for block in distinct], "html"), _ampersands)
    written = _cut(pandoc.write(blocks, "commonmark"), len(distinct))
    said = {block: text.strip("\n") for block, text in zip(distinct, written, strict=True)}
    return ["\n\n".join(filter(None, map(said.__getitem__, bill))).strip() + "\n" for bill in bills]


def word(records: Sequence[Mapping[str, Any]], dated: date) -> list[bytes]:
    """Each bill as a Word document, dated by its edition and not by the clock: the same bill, the same bytes.

    All are written by one run of Pandoc and share its styles; each gets its own part of the text.
    """
    if not records:
        return []
    bills = [_after([("Title", record["title"]), *_blocks(record)]) for record in records]
    distinct = list(dict.fromkeys(pair for bill in bills for pair in bill))
    fragments = [part for before, block in distinct for part in (_stub(before), [_node(block)])]
    parts = _docx(_between(fragments, "openxml"), dated)
    text = parts["word/document.xml"].decode("utf-8")
    opening, _, rest = text.partition(_BODY[0])
    bodies, _, ending = rest.rpartition(_BODY[1])
    written = [part.strip() for part in _cut(bodies, len(fragments))]
    said = dict(zip(distinct, written[1::2], strict=True))
    core = parts["docProps/core.xml"].decode("utf-8")
    if _TITLE not in core:
        raise pandoc.PandocFailure(_OTHERS)
    made = []
    for record, bill in zip(records, bills, strict=True):
        body = "".join(f"{_LINE}{said[pair]}" for pair in bill) + _LINE
        title = escape(f"{record['title']}: a draft for {record['name']}")
        own = {
            "word/document.xml": f"{opening}{_BODY[0]}{body}{_BODY[1]}{ending}",
            "docProps/core.xml": core.replace(_TITLE, f"<dc:title>{title}</dc:title>"),
        }
        made.append(_zipped(parts | {name: text.encode("utf-8") for name, text in own.items()}, dated))
    return made


def _blocks(record: Mapping[str, Any]) -> list[Block]:
    """A bill below its title."""
    made: list[Block] = [("Para", text) for text in record["lead"]]
    for section in record["sections"]:
        made.append(("Header", "2", section["heading"]))
        for clause in section["clauses"]:
            made.append(("Para", f"{clause['label']} {clause['text']}"))
            made.append(("BlockQuote", *clause["notes"]))
    return [*made, ("HorizontalRule",), ("Para", record["foot"])]


def _after(bill: list[Block]) -> list[tuple[str, Block]]:
    """Each block with the kind of the one before it: Word's first paragraph below a heading has a style of its own."""
    return [(before[0], block) for before, block in pairwise([("Para",), *bill])]


def _stub(kind: str) -> list[Node]:
    """A block for another one to stand after as if that were the one before it in its bill."""
    texts = {"Header": ("2", "-"), "HorizontalRule": ()}.get(kind, ("-",))
    return [_node(("Para" if kind == "Title" else kind, *texts))]


def _node(block: Block) -> Node:
    """A block for Pandoc; whatever its texts hold stays text."""
    kind, *texts = block
    if kind == "Header":
        return {"t": kind, "c": [int(texts[0]), syntax_tree.attr(), syntax_tree.words(texts[1])]}
    if kind == "BlockQuote":
        return {"t": kind, "c": [_para(note) for note in texts]}
    if kind == "Title":
        return {"t": "Div", "c": [syntax_tree.attr("", (), custom_style=kind), [_para(texts[0])]]}
    return _para(texts[0]) if texts else {"t": kind}


def _para(text: str) -> Node:
    return {"t": "Para", "c": _running(text)}


def _running(text: str) -> list[Node]:
    """Text as inline nodes, all but its first word in one: Pandoc needs half the time that it needs for each word alone.

    The first stays apart, because Pandoc looks at it alone to see whether it would begin a list.
    """
    first, _, rest = text.replace("\n", " ").partition(" ")
    if not first or not rest or rest != rest.strip():
        return syntax_tree.words(text)
    return [{"t": "Str", "c": first}, {"t": "Space"}, {"t": "Str", "c": rest}]


def _cut(written: str, count: int) -> list[str]:
    """What Pandoc wrote, by the fragments that it was given."""
    parts = written.split(_CUT)
    if len(parts) != count:
        raise pandoc.PandocFailure(_OTHERS)
    return parts


def _ampersands(node: Node) -> list[Node] | None:
    """Words whose ampersands stay what they are: Pandoc's writer would let `&lt;` be read as a character."""
    if node["t"] != "Str" or "&" not in node["c"]:
        return None
    first, *rest = node["c"].split("&")
    made = [{"t": "Str", "c": first}] if first else []
    for part in rest:
        made.append({"t": "RawInline", "c": ["html", "&amp;"]})
        made += [{"t": "Str", "c": part}] if part else []
    return made


def _between(fragments: Iterable[list[Node]], language: str) -> list[Node]:
    joined: list[Node] = []
    for number, fragment in enumerate(fragments):
        joined += [syntax_tree.raw(language, _CUT)] if number else []
        joined += fragment
    return joined


def _docx(blocks: list[Node], dated: date) -> dict[str, bytes]:
    """The parts of the Word document that Pandoc makes of blocks."""
    arguments = ["--from", "json", "--to", "docx", "--output", "-", "--metadata", "lang=en-US"]
    environment = pandoc.environment() | {"SOURCE_DATE_EPOCH": str(int(_noon(dated).timestamp()))}
    done = subprocess.run(
        [pandoc.binary(), *arguments],
        input=json.dumps(pandoc.document(blocks)).encode(),
        capture_output=True,
        env=environment,
        check=False,
    )
    if done.returncode:
        raise pandoc.PandocFailure(done.stderr.decode().strip())
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Mapping[str, bytes], dated: date) -> bytes:
    out = io.BytesIO()
    stamp = (dated.year, dated.month, dated.day, 12, 0, 0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _noon(dated: date) -> datetime:
    return datetime(dated.year, dated.month, dated.day, 12, tzinfo=UTC)
