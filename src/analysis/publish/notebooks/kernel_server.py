"""One process that loads what every notebook needs, then splits off a kernel for each: imports are paid once.

It also splits off the one process that draws for all of them (`analysis.charts.drawer`).

Run by `KernelServer` as `python -m analysis.publish.notebooks.kernel_server`. It reads requests, one JSON object a line, answers each
with the process id of a new kernel, and ends when its input does; its kernels end with it.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection

from analysis.charts import drawer
from analysis.charts.drawing import draw_with

LIBRARIES = (
    "numpy",
    "pandas",
    "altair",
    "geopandas",
    "vl_convert",
    "pandera.pandas",
    "pyogrio",
    "shapely",
    "krippendorff",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.interactiveshell",
    "analysis.prose.facts",
    "analysis.raw",
    "analysis.charts.maps",
)
"""Loaded before the split. None of them may start threads or draw random numbers when imported."""


def serve() -> None:
    """Answer requests until the input ends."""
    for name in LIBRARIES:
        with suppress(ImportError):
            import_module(name)
    # Ended kernels are not waited for, so that their process ids become free at once.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door, theirs = socket.socketpair()

    def draw() -> None:
        door.close()
        drawer.serve(theirs)

    split_off(draw)
    theirs.close()
    for line in sys.stdin:
        request = json.loads(line)
        with drawer.line_through(door) as pictures:
            child = split_off(partial(become_kernel, request, door, pictures))
        print(child, flush=True)


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


def become_kernel(request: dict[str, object], door: socket.socket, pictures: Connection) -> None:
    """Turn this process into a kernel with the environment and working folder of the request. It draws through `pictures`."""
    server = os.getppid()
    door.close()
    os.environ.clear()
    os.environ.update(dict(request["environment"]))  # type: ignore[call-overload]
    time.tzset()
    os.chdir(str(request["folder"]))
    sys.path[0] = ""
    draw_with(drawer.Client(pictures))
    from ipykernel.kernelapp import launch_new_instance

    arguments = [
        "-f",
        str(request["connection"]),
        "--log-level=ERROR",
        f"--IPKernelApp.parent_handle={server}",
    ]
    launch_new_instance(argv=arguments)


if __name__ == "__main__":
    serve()
