"""What every page of the site says of the report, from its front matter alone, so that no page waits for the whole text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from analysis.publish.markdown import pandoc, syntax_tree
from analysis.publish.markdown.assemble import filled
from analysis.publish.markdown.dialect import KEY, MARK, Source
from analysis.publish.markdown.front_matter import FrontMatter
from analysis.publish.markdown.syntax_tree import Node

KEYS = ("title", "subtitle", "author", "date", "published-title", "lang", "license")


def read(text: str) -> str:
    """Pandoc's tree of a front matter, as JSON; an empty one for what is not YAML."""
    try:
        return pandoc.run(["--from", pandoc.PROSE, "--to", "json"], text)[0]
    except pandoc.PandocFailure:
        return json.dumps({"meta": {}, "blocks": []})


def waits(source: Source) -> bool:
    """Whether a front matter quotes, in one of `KEYS`, what the notebooks compute."""
    key = ""
    for line in source.lines:
        begun = KEY.match(line)
        key = begun[1] if begun else key
        if key in KEYS and MARK.search(line):
            return True
    return False


def cover(
    source: Source, as_of: date, variables: dict[str, Any], reader: Callable[[str], str] = read
) -> FrontMatter:
    """The values of `KEYS` in a front matter; the edition's date where it sets none.

    In: a source of `read_front_matter`. What is wrong with it is left out here: it is told with all that is wrong with the
    text, when that is resolved. `reader` takes the place of `read`: it may know what it read before.
    """

    def change(node: Node) -> list[Node] | None:
        if node["t"] == "Str" and MARK.search(node["c"]):
            return syntax_tree.words(MARK.sub(lambda m: filled(source, int(m[1]), variables), node["c"]))
        return None

    meta = json.loads(reader(source.text))["meta"] if source.lines else {}
    kept = syntax_tree.transform({key: meta[key] for key in KEYS if key in meta}, change)
    return FrontMatter({"date": {"t": "MetaInlines", "c": syntax_tree.words(as_of.isoformat())}} | kept)
