"""One process that loads what every notebook needs, then splits off a kernel for each: imports are paid once.

Run by `KernelServer` as `python -m analysis.publish.notebooks.kernel_server`. It reads requests, one JSON object a line, answers each
with the process id of a new kernel, and ends when its input does; its kernels end with it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module

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
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            become_kernel(request)
        print(child, flush=True)


def become_kernel(request: dict[str, object]) -> None:
    """Turn this process into a kernel with the environment and working folder of the request."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    server = os.getppid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.environ.clear()
    os.environ.update(dict(request["environment"]))  # type: ignore[call-overload]
    time.tzset()
    os.chdir(str(request["folder"]))
    sys.path[0] = ""
    from ipykernel.kernelapp import launch_new_instance

    code = 0
    try:
        arguments = [
            "-f",
            str(request["connection"]),
            "--log-level=ERROR",
            f"--IPKernelApp.parent_handle={server}",
        ]
        launch_new_instance(argv=arguments)
    except BaseException:
        code = 1
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
