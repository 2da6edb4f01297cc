"""Drafted bills to take away: Markdown and Word, both written by Pandoc from the plain records of `analysis.cards.draft`."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

from analysis.publish.markdown import pandoc
from analysis.publish.markdown.pandoc import Node

_CUT = "<!-- next draft -->"
"""Between two bills that one run of Pandoc writes. No text can forge it: the writers escape what a text holds."""

_BODY = ("<w:body>", "<w:sectPr")
_TITLE = "<dc:title></dc:title>"
TYPES = ("docx", "md")


def markdown(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each bill as Markdown (CommonMark)."""
    if not records:
        return []
    title = [_header(1, record["title"]) for record in records]
    fragments = [[head, *_blocks(record)] for head, record in zip(title, records, strict=True)]
    blocks = pandoc.transform(_between(fragments, "html"), _ampersands)
    written = pandoc.write(blocks, "commonmark").split(_CUT)
    if len(written) != len(records):
        raise pandoc.PandocFailure("Pandoc gave back other bills than it was given.")
    return [text.strip() + "\n" for text in written]


def word(records: Sequence[Mapping[str, Any]], dated: date) -> list[bytes]:
    """Each bill as a Word document, dated by its edition and not by the clock: the same bill, the same bytes.

    All are written by one run of Pandoc and share its styles; each gets its own part of the text.
    """
    if not records:
        return []
    fragments = [[_styled("Title", record["title"]), *_blocks(record)] for record in records]
    parts = _docx(_between(fragments, "openxml"), dated)
    text = parts["word/document.xml"].decode("utf-8")
    opening, _, rest = text.partition(_BODY[0])
    bodies, _, ending = rest.rpartition(_BODY[1])
    written = bodies.split(_CUT)
    core = parts["docProps/core.xml"].decode("utf-8")
    if len(written) != len(records) or _TITLE not in core:
        raise pandoc.PandocFailure("Pandoc gave back other bills than it was given.")
    made = []
    for record, body in zip(records, written, strict=True):
        title = escape(f"{record['title']}: a draft for {record['name']}")
        own = {
            "word/document.xml": f"{opening}{_BODY[0]}{body}{_BODY[1]}{ending}",
            "docProps/core.xml": core.replace(_TITLE, f"<dc:title>{title}</dc:title>"),
        }
        made.append(_zipped(parts | {name: text.encode("utf-8") for name, text in own.items()}, dated))
    return made


def _blocks(record: Mapping[str, Any]) -> list[Node]:
    """A bill below its title; whatever a text holds stays text."""
    made = [_para(text) for text in record["lead"]]
    for section in record["sections"]:
        made.append(_header(2, section["heading"]))
        for clause in section["clauses"]:
            made.append(_para(f"{clause['label']} {clause['text']}"))
            made.append({"t": "BlockQuote", "c": [_para(note) for note in clause["notes"]]})
    return [*made, {"t": "HorizontalRule"}, _para(record["foot"])]


def _para(text: str) -> Node:
    return {"t": "Para", "c": pandoc.words(text)}


def _header(level: int, text: str) -> Node:
    return {"t": "Header", "c": [level, pandoc.attr(), pandoc.words(text)]}


def _styled(style: str, text: str) -> Node:
    return {"t": "Div", "c": [pandoc.attr("", (), custom_style=style), [_para(text)]]}


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
        joined += [pandoc.raw(language, _CUT)] if number else []
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
