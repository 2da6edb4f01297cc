"""What Pandoc was asked, and its answers, kept between builds: most of a report is what it was."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

from analysis.publish.markdown import pandoc
from analysis.publish.markdown.pandoc import Ask
from analysis.raw.kept import Kept

ANSWERS = "Pandoc"

FILE = "--bibliography"
"""The one option whose value names a file that Pandoc reads."""


def remembering(kept: Kept, base: str) -> Ask:
    """`pandoc.run`, which answers at once what it was asked before with the same arguments, text and files.

    `base`: a digest of everything else that an answer depends on, Pandoc itself above all. A refusal is not kept.
    """

    def ask(arguments: list[str], text: str, folder: Path | None) -> tuple[str, str]:
        files = [_digest((folder or Path()) / name) for name in _files(arguments)]
        question = json.dumps([base, arguments, files, text], ensure_ascii=False)
        key = hashlib.sha256(question.encode()).hexdigest()
        known = kept.get(ANSWERS, key)
        if known is not None:
            size, _, said = known.partition(b"\n")
            return said[int(size) :].decode(), said[: int(size)].decode()
        output, warnings = pandoc.run(arguments, text, folder)
        kept.put(ANSWERS, key, b"%d\n%s%s" % (len(warnings.encode()), warnings.encode(), output.encode()))
        return output, warnings

    return ask


def _files(arguments: list[str]) -> list[str]:
    return [name for option, name in pairwise(arguments) if option == FILE]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""  # Pandoc says what is wrong with it
