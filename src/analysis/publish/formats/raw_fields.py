"""What the raw files hold, as `raw_fields.toml` says it: titles, columns in words, keys and links."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def raw_fields() -> dict[str, dict[str, Any]]:
    """By the name of the file without `.csv`: `title`, `fields` (words by column), `key`, `links` (file by column)."""
    found: dict[str, dict[str, Any]] = tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    )
    return found
