"""Pandoc as a library: text to a syntax tree, the tree to HTML or Typst, and the few nodes we make."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.publish.build.failure import BuildFailure

Node = dict[str, Any]
Attr = list[Any]

PROSE = (
    "markdown-native_divs-native_spans-markdown_in_html_blocks-implicit_figures-example_lists"
    "-latex_macros-pandoc_title_block"
)
"""Markdown as written by authors. Raw HTML, TeX and mathematics are still recognised, so they can be refused."""

CAPTION = "commonmark+smart-raw_html"
"""Captions and variables of notebooks: emphasis, code and links, nothing raw."""

DATA = "commonmark+pipe_tables-raw_html"
"""Tables made from data: every construct that could carry markup is off, and links are checked afterwards."""


Ask = Callable[[list[str], str, Path | None], tuple[str, str]]
"""`run`, or what takes its place."""

_SEPARATOR = "\ue002"
_CUT = "<!-- next fragment -->"


class PandocFailure(BuildFailure):
    """Pandoc refused its input; the message is Pandoc's own."""


@lru_cache(maxsize=1)
def binary() -> str:
    """The Pandoc that the `pypandoc_binary` wheel carries, never another one on the PATH."""
    from importlib.util import find_spec

    spec = find_spec("pypandoc")
    if spec is None or spec.origin is None:
        raise PandocFailure("The package pypandoc_binary is not installed; run 'make setup'.")
    return str(Path(spec.origin).parent / "files" / "pandoc")


def environment() -> dict[str, str]:
    """The variables Pandoc runs with. It reads and writes UTF-8 whatever the locale, but takes the names of files from it."""
    return os.environ | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def run(arguments: list[str], text: str, folder: Path | None = None) -> tuple[str, str]:
    """Pandoc's output and its warnings for one input. Error: `PandocFailure`."""
    command = [binary(), *arguments]
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, cwd=folder, env=environment(), check=False
    )
    warnings = done.stderr.decode()
    if done.returncode:
        raise PandocFailure(warnings.strip())
    return done.stdout.decode(), warnings


def parse(text: str, reader: str, ask: Ask = run) -> Node:
    """The syntax tree of a text: `{"pandoc-api-version", "meta", "blocks"}`."""
    tree: Node = json.loads(ask(["--from", reader, "--to", "json"], text, None)[0])
    _version[:] = tree["pandoc-api-version"]
    return tree


def parse_many(texts: Iterable[str], reader: str, ask: Ask = run) -> dict[str, list[Node]]:
    """The blocks of each text, by the text, from one run of Pandoc where possible.

    The texts are set apart by paragraphs of private characters; where their number does not come out right (a text holds
    such characters, or leaves something open that swallows the next), each text is parsed by itself.
    """
    distinct = list(dict.fromkeys(texts))
    joined = f"\n\n{_SEPARATOR}\n\n".join(distinct)
    pieces: list[list[Node]] = [[]]
    for block in parse(joined, reader, ask)["blocks"]:
        if block == {"t": "Para", "c": [{"t": "Str", "c": _SEPARATOR}]}:
            pieces.append([])
        else:
            pieces[-1].append(block)
    if len(pieces) != len(distinct) or joined.count(_SEPARATOR) != len(distinct) - 1:
        pieces = [parse(text, reader, ask)["blocks"] for text in distinct]
    return dict(zip(distinct, pieces, strict=True))


def write_many(fragments: list[list[Node]], options: tuple[str, ...] = ()) -> list[str]:
    """Several lists of blocks as HTML, from one run of Pandoc. No text can forge the comment between them."""
    if not fragments:
        return []
    blocks: list[Node] = []
    for number, fragment in enumerate(fragments):
        blocks += [raw("html", _CUT)] if number else []
        blocks += fragment
    written = write(blocks, "html5", options).split(_CUT)
    if len(written) != len(fragments):
        raise PandocFailure("Pandoc gave back other fragments than it was given.")
    return written


def write(blocks: list[Node], writer: str, options: tuple[str, ...] = (), ask: Ask = run) -> str:
    """Blocks in the language of `writer`, as a fragment."""
    arguments = ["--from", "json", "--to", writer, "--wrap=none", *options]
    return ask(arguments, json.dumps(document(blocks)), None)[0]


_version: list[int] = []
"""Of the syntax trees that Pandoc reads and writes, as the last one that it wrote says."""


def api_version() -> tuple[int, ...]:
    if not _version:
        parse("", "commonmark")
    return tuple(_version)


def document(blocks: list[Node], meta: Node | None = None) -> Node:
    return {"pandoc-api-version": list(api_version()), "meta": meta or {}, "blocks": blocks}


def transform(value: Any, change: Callable[[Node], Node | list[Node] | None]) -> Any:
    """A tree, bottom up: each node replaced by what `change` returns (a list is spliced in, None keeps it).

    What comes back shares with `value` all that stayed as it was; neither may be altered in place.
    """
    if isinstance(value, list):
        out: list[Any] | None = None
        for place, item in enumerate(value):
            if not isinstance(item, (dict, list)):
                new = item
            else:
                new = transform(item, change)
                if new is not item and out is None:
                    out = value[:place]
            if out is None:
                continue
            if isinstance(item, dict) and isinstance(new, list):
                out.extend(new)
            else:
                out.append(new)
        return value if out is None else out
    if isinstance(value, dict):
        inner = value
        for key, child in value.items():
            if isinstance(child, (dict, list)):
                new = transform(child, change)
                if new is not child:
                    inner = inner | {key: new}
        if "t" in inner:
            new_node = change(inner)
            return inner if new_node is None else new_node
        return inner
    return value


def nodes(value: Any) -> Iterator[Node]:
    """Every node of a tree, parents before children."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting.extend(reversed(found))
        elif isinstance(found, dict):
            if "t" in found:
                yield found
            waiting.extend(reversed(found.values()))


def of_kind(value: Any, kind: str) -> Iterator[Node]:
    """The nodes of one kind in a tree, in no order: several times faster than to go through `nodes`."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            if found.get("t") == kind:
                yield found
            found = found.values()
        waiting.extend([child for child in found if isinstance(child, (dict, list))])


def holds(value: Any, kind: str) -> bool:
    """Whether a tree has a node of a kind."""
    return next(of_kind(value, kind), None) is not None


def plain(value: Any) -> str:
    """The words of a tree, without markup, footnotes left out."""
    out: list[str] = []
    _collect(value, out)
    return " ".join("".join(out).split())


def _collect(value: Any, out: list[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _collect(item, out)
        return
    if not isinstance(value, dict):
        return
    kind = value.get("t")
    content: Any = value.get("c")
    if kind == "Str":
        out.append(content)
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        out.append(" ")
    elif kind in ("Code", "CodeBlock"):
        out.append(content[1])
    elif kind == "Quoted":
        marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
        out.append(marks[0])
        _collect(content[1], out)
        out.append(marks[1])
    elif kind in ("Note", "RawInline", "RawBlock"):
        return
    else:
        _collect(content, out)
        if kind in ("Para", "Plain", "Header"):
            out.append(" ")


def words(text: str) -> list[Node]:
    """Text as inline nodes; whatever it holds stays text."""
    out: list[Node] = []
    for i, word in enumerate(text.replace("\n", " ").split(" ")):
        if i:
            out.append({"t": "Space"})
        if word:
            out.append({"t": "Str", "c": word})
    return out


def attr(id: str = "", classes: tuple[str, ...] = (), **pairs: str) -> Attr:
    return [id, list(classes), [[key.replace("_", "-"), value] for key, value in pairs.items()]]


def raw(language: str, text: str) -> Node:
    return {"t": "RawBlock", "c": [language, text]}


def link(inlines: list[Node], target: str, attributes: Attr | None = None) -> Node:
    return {"t": "Link", "c": [attributes or attr(), inlines, [target, ""]]}
