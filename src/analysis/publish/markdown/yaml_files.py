"""Quarto's own files, `_quarto.yml` and `_metadata.yml`: read, or refused in one sentence with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.problems import DataProblems, Problem

REMEDY = "put quotation marks round a value that holds a colon, close those you open, and indent with spaces"


def read_yaml(path: Path, name: str) -> dict[str, Any]:
    """The keys and values of a file that messages call `name`; none where it is missing or empty.

    Errors: `DataProblems` with its line, for what is not YAML, not text, or no list of keys and values.
    """
    import yaml  # type: ignore[import-untyped]

    if not path.is_file():
        return {}
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = " ".join(str(error.problem or error.context or "it cannot be read").split())
        raise _refused(name, mark.line + 1 if mark else None, f"what is not YAML ({why})") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        why = " ".join(str(getattr(error, "reason", error)).split())
        raise _refused(name, None, f"characters that no text has ({why})") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise _refused(name, 1, "no keys")
    return found


def _refused(name: str, line: int | None, found: str) -> DataProblems:
    return DataProblems([Problem(name, line, "", found, "lines of 'key: value'", REMEDY)])
