"""Facts between notebooks and prose: one JSON file for each notebook, merged into Quarto's `_variables.yml`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.display.words import plain
from analysis.project import processed_data

FOLDER = "variables"
KEY = re.compile(r"[A-Za-z0-9_-]+")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#<>|~^@$&\"'+!:-])")


def write(notebook: str, facts: Mapping[str, Any], folder: Path | None = None) -> Path:
    """Write a notebook's facts as sorted JSON to `data/processed/variables/<notebook>.json`, or to `folder`.

    Errors: ValueError where a value is not text or a key could not be named in prose.
    """
    target = (folder or processed_data() / FOLDER) / f"{notebook}.json"
    text = json.dumps(_checked(facts, ""), indent=2, sort_keys=True, ensure_ascii=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")
    return target


def _checked(facts: Mapping[str, Any], above: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in facts.items():
        name = f"{above}{key}"
        if not isinstance(key, str) or not KEY.fullmatch(key):
            raise ValueError(f"the fact '{name}' has a name that prose cannot use")
        if isinstance(value, Mapping):
            found[key] = _checked(value, f"{name}.")
        elif isinstance(value, str):
            found[key] = plain(value)
        else:
            raise ValueError(f"the fact '{name}' is not text: {value!r}")
    return found


def merge(folder: Path) -> dict[str, Any]:
    """The facts of all notebooks of a folder, sorted by key.

    Error: ValueError where two notebooks give a fact different values.
    """
    merged: dict[str, Any] = {}
    for path in sorted(folder.glob("*.json")):
        _add(merged, json.loads(path.read_text(encoding="utf-8")), path.name, "")
    return _sorted(merged)


def _add(merged: dict[str, Any], facts: Mapping[str, Any], file: str, above: str) -> None:
    for key, value in facts.items():
        known = merged.get(key)
        if isinstance(value, Mapping) and isinstance(known, (dict, type(None))):
            _add(merged.setdefault(key, {}), value, file, f"{above}{key}.")
        elif known is None or known == value:
            merged[key] = value
        else:
            raise ValueError(f"{file} gives the fact '{above}{key}' another value than a notebook before it")


def _sorted(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _sorted(v) if isinstance(v, Mapping) else v for key, v in sorted(facts.items())}


def to_yaml_text(facts: Mapping[str, Any]) -> str:
    r"""`_variables.yml` for Quarto: JSON-quoted YAML whose values hold no markup.

    Quarto reads a variable as Markdown, so every character that could mean something is escaped. The project's own
    renderer takes the values of `merge` as plain words instead.

    >>> print(to_yaml_text({"data": {"name": "*New* York"}}), end="")
    "data":
      "name": "\\*New\\* York"
    """
    return "".join(_yaml(facts, 0)) or "{}\n"


def _yaml(facts: Mapping[str, Any], depth: int) -> list[str]:
    lines: list[str] = []
    for key, value in sorted(facts.items()):
        head = f"{'  ' * depth}{json.dumps(key)}:"
        if isinstance(value, Mapping):
            inner = _yaml(value, depth + 1)
            lines += [f"{head}\n", *inner] if inner else [f"{head} {{}}\n"]
        else:
            lines.append(f"{head} {json.dumps(_inert(plain(value)), ensure_ascii=False)}\n")
    return lines


def _inert(text: str) -> str:
    escaped = _MARKUP.sub(r"\\\1", text)
    return re.sub(r"^(\d+)\.(?=\s|$)", r"\1\\.", escaped)
