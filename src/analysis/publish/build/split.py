"""Processes split off from one that has loaded its libraries: what many would import, one imports."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any, Generic, TypeVar

Request = dict[str, Any]

FEW = 50_000
"""So many new objects of a process are looked through together for garbage."""

PAUSE, SHORT_PAUSE = 0.1, 0.01
"""Seconds between two looks at a process, where the system tells when it ends and where it does not."""


class Splitter:
    """The process that others are split off from. It runs `module`, which answers `requests`, and ends with this one."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(environment), text=True,
            start_new_session=True,  # Ctrl-C is for the build, which then ends this process
        )  # fmt: skip

    @staticmethod
    def can_run() -> bool:
        """Whether this system can split a process safely. macOS can in principle, but its libraries cannot."""
        return sys.platform.startswith("linux") and hasattr(os, "fork")

    def split(self, request: Request) -> SplitProcess:
        """A new process for a request. Error: `RuntimeError` when this one has ended."""
        with self._lock:
            assert self._process.stdin
            assert self._process.stdout
            with suppress(BrokenPipeError, ValueError):
                self._process.stdin.write(json.dumps(request) + "\n")
                self._process.stdin.flush()
            answer = "" if self._process.stdout.closed else self._process.stdout.readline()
        if not answer.strip().isdigit():
            raise RuntimeError("the process that others are split off from has ended")
        return SplitProcess(int(answer))

    def close(self) -> None:
        """End the process, and with it every one that was split off."""
        assert self._process.stdin
        assert self._process.stdout
        # It leads a group of its own, in which the others are: none of them writes on into a folder that is being removed.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()


Kind = TypeVar("Kind", bound=Splitter)


class Once(Generic[Kind]):
    """A `Splitter` that is started when it is first needed, by whichever thread, and never again once it was closed."""

    def __init__(self, begin: Callable[[], Kind]) -> None:
        self._begin, self._lock = begin, threading.Lock()
        self._started: Kind | None = None
        self.closed = False

    def get(self) -> Kind | None:
        """The splitter, started by now; None once it was closed."""
        with self._lock:
            if self._started is None and not self.closed:
                self._started = self._begin()
            return self._started

    def close(self) -> None:
        """End it, and with it every process that was split off; none can be started afterwards."""
        with self._lock:
            self.closed = True
            if self._started is not None:
                self._started.close()
                self._started = None


class SplitProcess:
    """A process that is not our child, with as much of `subprocess.Popen` as a kernel manager uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                self.returncode = 0
        return self.returncode

    def wait(self, seconds: float | None = None) -> int | None:
        """Until the process has ended, or for so many seconds; 0 once it has."""
        until = None if seconds is None else time.monotonic() + seconds
        while self.poll() is None:
            left = PAUSE if until is None else min(PAUSE, until - time.monotonic())
            if left <= 0:
                return None
            self._sleep(left)
        return self.returncode

    def _sleep(self, seconds: float) -> None:
        """Until the process ends, but no longer than so many seconds. One that nobody has buried yet has ended too."""
        try:
            handle = os.pidfd_open(self.pid)
        except OSError:  # it has ended, or this system cannot tell of that
            time.sleep(min(seconds, SHORT_PAUSE))
            return
        try:
            end = select.poll()
            end.register(handle, select.POLLIN)
            if end.poll(seconds * 1000):
                self.returncode = 0
        finally:
            os.close(handle)

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def load(libraries: Iterable[str]) -> None:
    """Import what every process split off will need. None of it may start threads or draw random numbers when imported."""
    for name in libraries:
        with suppress(ImportError):
            import_module(name)
    # What is loaded stays: no process looks through it for garbage, or copies the memory that it shares by doing so.
    gc.collect()
    gc.freeze()
    gc.set_threshold(FEW)
    # Ended processes are not waited for, so that their ids become free at once.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def requests() -> Iterator[Request]:
    """What a `Splitter` asks of its process. Each is to be answered with a line that has the id of a new process."""
    for line in sys.stdin:
        yield json.loads(line)


def split_off(run: Callable[[], None]) -> int:
    """A process that is a copy of this one, without its streams, and ends when `run` does; its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        run()
        code = 0
    finally:
        os._exit(code)
