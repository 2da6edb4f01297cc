"""Doubts as a reader wants them: what is new since the last build first, what is alike counted once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.problems import Problem

ALIKE_AT_MOST = 3
"""So many remarks of one kind are printed one by one; of more, the first stands for all."""


def key(remark: Problem) -> str:
    """What makes a remark the same one, wherever its row has moved to."""
    return f"{remark.file} {remark.column}: {remark.found}"


def new_since(remarks: Sequence[Problem], seen: Iterable[str]) -> tuple[list[Problem], list[Problem]]:
    """The remarks that were not there at the last build, and the others, each in their order."""
    left = Counter(seen)
    new: list[Problem] = []
    old: list[Problem] = []
    for remark in remarks:
        known = left[key(remark)] > 0
        left[key(remark)] -= known
        (old if known else new).append(remark)
    return new, old


def told_once(remarks: Iterable[Problem]) -> list[str]:
    """One line for each remark, or for many of one kind (the same file, and the same that is expected)."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for remark in remarks:
        kinds.setdefault((remark.file, remark.allowed), []).append(remark)
    lines: list[str] = []
    for alike in kinds.values():
        if len(alike) <= ALIKE_AT_MOST:
            lines += map(str, alike)
        else:
            rows = ", ".join(str(one.row) for one in alike[1:] if one.row)
            lines.append(f"{alike[0]} ({len(alike) - 1} more of this kind: rows {rows}.)")
    return lines


def remember(remarks: Iterable[Problem], path: Path) -> None:
    """Write down which remarks stood at a build."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(sorted(map(key, remarks)), ensure_ascii=False, indent=1), encoding="utf-8", newline="\n"
    )


def remembered(path: Path) -> list[str] | None:
    """Which remarks stood at the last build; None where nobody knows."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return [str(one) for one in found] if isinstance(found, list) else None
