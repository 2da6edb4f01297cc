"""`manifest.json`: what went into a report and what came out, and so which files of a folder are its builds' own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.publish.build.context import Context, versions
from analysis.publish.build.digests import file_digests, sha256

NAME = "manifest.json"
_DIGEST = re.compile("[0-9a-f]{64}")


def manifest(context: Context) -> str:
    """What went in and what came out, by path and SHA-256, in order of path; notebooks by their source cells."""
    outputs = file_digests(context.site)
    listing = {
        "versions": versions(context),
        "inputs": [{"path": path, "sha256": digest} for path, digest in context.inputs.items()],
        "outputs": [{"path": path, "sha256": digest} for path, digest in sorted(outputs.items())],
    }
    return json.dumps(listing, indent=1, ensure_ascii=False) + "\n"


def listed(text: bytes) -> dict[str, str] | None:
    """The digest of every output by its path, from a manifest's text; None for a file that no build has written."""
    try:
        found = json.loads(text)
        outputs = {entry["path"]: entry["sha256"] for entry in found["outputs"]}
        ours = (
            found.keys() == {"versions", "inputs", "outputs"}
            and {"edition", "rubric"} <= found["versions"].keys()
        )
        return outputs if ours and all(map(_is_entry, outputs.items())) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_entry(entry: tuple[Any, Any]) -> bool:
    path, digest = entry
    return (
        isinstance(path, str)
        and isinstance(digest, str)
        and bool(_DIGEST.fullmatch(digest))
        and not PurePosixPath(path).is_absolute()
        and ".." not in PurePosixPath(path).parts
    )


def intact(output: Path, expected: str) -> bool:
    """Whether all files of a published report are what its manifest says, and the manifest the one expected (a digest)."""
    text = _bytes(output / NAME)
    outputs = None if text is None or sha256(text) != expected else listed(text)
    return outputs is not None and _unchanged(output, outputs) == outputs.keys()


def own_paths(output: Path, remembered: Mapping[str, str]) -> set[str]:
    """The paths in a published folder that its builds made: those its manifest lists, and the manifest.

    Where the manifest is gone or in pieces, those that still are, to the byte, what the last build `remembered` making.
    A manifest of something else, such as a web app's, makes nothing in the folder a build's own.
    """
    text = _bytes(output / NAME)
    outputs = listed(text) if text is not None else None
    if outputs is not None:
        return {*outputs, NAME}
    own = _unchanged(output, remembered)
    if own and text is not None and not _is_json(text):
        own.add(NAME)
    return own


def _unchanged(output: Path, outputs: Mapping[str, str]) -> set[str]:
    found = ((name, digest, _bytes(output / name)) for name, digest in outputs.items())
    return {name for name, digest, content in found if content is not None and sha256(content) == digest}


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
