"""Pandoc as a library: text to a syntax tree, and the tree to HTML or Typst."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from analysis.publish.build.failure import BuildFailure
from analysis.publish.markdown.syntax_tree import Node, raw

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
