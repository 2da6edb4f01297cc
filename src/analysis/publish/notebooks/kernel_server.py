"""One process that loads what every notebook needs, then splits off a kernel for each: imports are paid once.

It also splits off the one process that draws for all of them (`analysis.charts.drawer`).

Run by `KernelServer` as `python -m analysis.publish.notebooks.kernel_server`. It reads requests, one JSON object a line, answers each
with the process id of a new kernel, and ends when its input does; its kernels end with it.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from pkgutil import iter_modules

from analysis.charts import drawer
from analysis.charts.drawing import draw_with
from analysis.publish.build.split import Request, load, requests, split_off

LIBRARIES = (
    "numpy",
    "pandas",
    "altair",
    "geopandas",
    "vl_convert",
    "pyogrio",
    "shapely",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "psutil",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.interactiveshell",
    "IPython.extensions.storemagic",
    "analysis.publish.notebooks.kernel",
    "analysis.raw",
    "analysis.coding.agreement",
    "analysis.coding.coverage",
    "analysis.change.comparison",
)
"""Loaded before the split."""

ROOMS = ("analysis.charts", "analysis.processed", "analysis.prose.facts", "analysis.prose.tables")
"""Every module of these is loaded too: they are what notebooks call."""

UNUSED = ("debugpy",)
"""Nobody steps through a kernel of a build. Loading the debugger takes as long as starting a kernel without it."""


def serve() -> None:
    """Answer requests until the input ends."""
    preload()
    door, theirs = socket.socketpair()

    def draw() -> None:
        door.close()
        drawer.serve(theirs)

    split_off(draw)
    theirs.close()
    for request in requests():
        with drawer.line_through(door) as pictures:
            child = split_off(partial(become_kernel, request, door, pictures))
        print(child, flush=True)


def preload() -> None:
    """Import what kernels need and every module that notebooks call."""
    sys.modules.update(dict.fromkeys(UNUSED))  # type: ignore[arg-type]  # Python's way to say that there is none
    rooms = [iter_modules(import_module(room).__path__, f"{room}.") for room in ROOMS]
    load([*LIBRARIES, *(module.name for modules in rooms for module in modules)])


def become_kernel(request: Request, door: socket.socket, pictures: Connection) -> None:
    """Turn this process into a kernel with the environment and working folder of the request. It draws through `pictures`."""
    server = os.getppid()
    door.close()
    os.environ.clear()
    os.environ.update(dict(request["environment"]))
    time.tzset()
    os.chdir(str(request["folder"]))
    sys.path[0] = ""
    draw_with(drawer.Client(pictures))
    from ipykernel.kernelapp import launch_new_instance

    from analysis.publish.notebooks.kernel import SILENTLY

    arguments = [
        "-f",
        str(request["connection"]),
        *SILENTLY,
        f"--IPKernelApp.parent_handle={server}",
    ]
    launch_new_instance(argv=arguments)


if __name__ == "__main__":
    serve()
