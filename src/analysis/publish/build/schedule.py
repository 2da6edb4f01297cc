"""The steps of a build side by side: each begins as soon as what it needs is there, and none after one has failed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Set
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What is to be run, and the names of the steps that must be done before."""

    run: Callable[[], None]
    needs: Set[str] = frozenset()


class _Stopped(Exception):
    """A step that never began, because another had failed."""


def run_steps(steps: Mapping[str, Step], stop: Callable[[], None] = lambda: None) -> None:
    """Run all steps, by name, in the order of what they need. A step may only need steps that stand before it.

    `stop` is called as soon as one fails or this process is interrupted, to end what would run on for long.
    Errors: that of the step which failed first.
    """
    begin, stopped = threading.Event(), threading.Event()
    failures: list[BaseException] = []
    running: dict[str, Future[None]] = {}

    def run(step: Step) -> None:
        begin.wait()  # all are known to the pool by then, so that none is left running when this process is interrupted
        wait([running[name] for name in step.needs])
        if stopped.is_set():
            raise _Stopped
        try:
            step.run()
        except BaseException as error:
            failures.append(error)
            stopped.set()
            raise

    # A thread for each, so that one that waits for another never keeps that other from running.
    with ThreadPoolExecutor(max(1, len(steps))) as pool:
        try:
            for name, step in steps.items():
                running[name] = pool.submit(run, step)
            begin.set()
            wait(running.values(), return_when=FIRST_EXCEPTION)
        finally:
            if failures or len(running) < len(steps) or any(not future.done() for future in running.values()):
                stopped.set()
                begin.set()
                stop()
    if failures:
        raise failures[0]
