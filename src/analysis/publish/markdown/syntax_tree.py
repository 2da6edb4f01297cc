"""Pandoc's syntax tree: walked, changed, read as plain words, and the few nodes we make."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]
Attr = list[Any]


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
    """Whether a tree has a node of a kind: asked of its JSON, much faster than to go through it.

    No text can pass for a node there, since quotation marks inside it are escaped; nor can what only we put into a tree.
    """
    return f'"t": "{kind}"' in json.dumps(value, default=str)


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
