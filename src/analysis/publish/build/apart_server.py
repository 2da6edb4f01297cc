"""The process that stages are split off from, and what each of them does. Run by `Apart`."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import pickle
import signal
import traceback
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.publish.build.cache import Cache
from analysis.publish.build.context import Context
from analysis.publish.build.failure import BuildFailure, explained
from analysis.publish.build.plan import stages
from analysis.publish.build.split import Request, load, requests, split_off

if TYPE_CHECKING:
    from analysis.cards import Context as Compared

LIBRARIES = (
    "pandas",
    "jinja2",
    "typst",
    "analysis.cards",
    "analysis.prose.facts.variables",
    "analysis.raw",
    "analysis.publish.formats.card_files",
    "analysis.publish.formats.html",
    "analysis.publish.formats.pdf",
    "analysis.publish.site.report",
)
"""Loaded before the split."""

PATIENCE = 5
"""How far a patient stage stands behind the others, in the system's steps."""

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def serve() -> None:
    """Answer requests until the input ends."""
    load(LIBRARIES)
    compared: Compared | None = None
    for request in requests():
        if request["compares"] and compared is None:
            compared = _compared(request)
        print(split_off(partial(become_stage, request, compared)), flush=True)


def _compared(request: Request) -> Compared | None:
    """What several stages of the build begin with, for all of them; None where it fails, so that a stage can say why."""
    with suppress(Exception):
        found = _context(request).compared
        gc.freeze()  # as what was loaded: no process looks through it
        return found
    return None


def become_stage(request: Request, compared: Compared | None = None) -> None:
    """Make one stage, and leave its failure or none in the file `outcome`. `compared`: where it is known already."""
    server = os.getppid()
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != server:
        return
    os.nice(PATIENCE if request["patient"] else 0)
    outcome = Path(request["place"]) / "outcome"
    unfinished = outcome.with_suffix(".partial")
    unfinished.write_bytes(_packed(_failure(request, compared)))
    unfinished.replace(outcome)


def _context(request: Request) -> Context:
    context = Context(
        Path(request["root"]), Path(request["raw"]), Path(request["work"]), Cache(Path(request["cache"]))
    )
    context.__dict__.update({name: request[name] for name in ("inputs", "environment")})
    context.made.update({name: Path(path) for name, path in request["made"].items()})
    return context


def _failure(request: Request, compared: Compared | None) -> Exception | None:
    context = _context(request)
    context.known = compared
    parts = Path(request["place"]) / "parts"

    def tell(step: str, part: str) -> None:
        with parts.open("a", encoding="utf-8") as file:
            file.write(json.dumps([step, part]) + "\n")

    context.part = tell
    stage = next(one for one in stages(request["engine"]) if one.name == request["stage"])
    try:
        stage.make(context, Path(request["folder"]))
    except Exception as error:
        shown = explained(error)
        shown.add_note("".join(traceback.format_exception(error)))
        return shown
    return None


def _packed(failure: Exception | None) -> bytes:
    """A failure as bytes; one that cannot be sent as it is is told in words."""
    try:
        content = pickle.dumps(failure)
        pickle.loads(content)
    except Exception:
        content = pickle.dumps(BuildFailure("".join(traceback.format_exception(failure))))
    return content


if __name__ == "__main__":
    serve()
