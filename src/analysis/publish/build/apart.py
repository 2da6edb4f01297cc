"""Stages made in processes of their own, side by side on all processors; in this one where the system cannot split."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.split import PAUSE, Once, SplitProcess, Splitter

if TYPE_CHECKING:
    from analysis.publish.build.context import Context
    from analysis.publish.build.stages import Stage


class Apart:
    """The process that stages are split off from, and those that run. `engine` tells which stages there are.

    `patient`: stages that nothing waits for, which leave the processors to the others.
    """

    def __init__(self, context: Context, engine: str, patient: Set[str] = frozenset()) -> None:
        self._context, self._engine = context, engine
        self.patient = patient
        self._server = Once(lambda: Splitter("analysis.publish.build.apart_server", os.environ))

    @staticmethod
    def can_run() -> bool:
        """Whether processes can be split here, and more than one can run at a time."""
        return Splitter.can_run() and len(os.sched_getaffinity(0)) > 1

    def start(self) -> None:
        """Let the process load its libraries while others are at work."""
        self._server.get()

    def make(self, stage: Stage, folder: Path) -> None:
        """What `stage.make` does in `folder`. Errors: those of the stage, and `BuildFailure` where its process was ended."""
        place = self._context.work / "apart" / stage.name
        place.mkdir(parents=True)
        self._await(self._split(stage, folder, place), place / "parts")
        try:
            failure = pickle.loads((place / "outcome").read_bytes())
        except FileNotFoundError:
            raise BuildFailure(self._ended(stage)) from None
        if failure is not None:
            raise failure

    def close(self) -> None:
        """End every process; none can be started afterwards."""
        self._server.close()

    def _split(self, stage: Stage, folder: Path, place: Path) -> SplitProcess:
        context = self._context
        request = {
            "stage": stage.name,
            "engine": self._engine,
            "folder": str(folder),
            "place": str(place),
            "patient": stage.name in self.patient,
            "compares": stage.compares,
            "root": str(context.root),
            "raw": str(context.raw),
            "work": str(context.work),
            "cache": str(context.cache.folder),
            "inputs": context.inputs,
            "environment": context.environment,
            "made": {name: str(path) for name, path in list(context.made.items())},
        }
        try:
            if server := self._server.get():
                return server.split(request)
        except RuntimeError:
            pass
        raise BuildFailure(self._ended(stage))

    def _await(self, process: SplitProcess, parts: Path) -> None:
        read = 0
        while True:
            ended = process.wait(PAUSE) is not None
            told = parts.read_bytes()[read:] if parts.exists() else b""
            whole = told[: told.rfind(b"\n") + 1]
            read += len(whole)
            for line in whole.decode().splitlines():
                self._context.part(*json.loads(line))
            if ended:
                return

    def _ended(self, stage: Stage) -> str:
        if self._server.closed:
            return "The build was stopped."
        return (
            f"The process that makes '{stage.name}' was ended from outside, perhaps for want of memory. "
            "Close other programs and build again."
        )
