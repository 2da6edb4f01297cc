"""The kernels of one build, and the world each of them sees."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from analysis.project import KEPT_VARIABLE, PAGES_VARIABLE, ROOT_VARIABLE, UNCHECKED_VARIABLE
from analysis.publish.build.failure import BuildFailure

if TYPE_CHECKING:
    from analysis.publish.notebooks.kernel import KernelServer


class Kernels:
    """The process that kernels are split off from, started with the first kernel; none where it cannot run."""

    def __init__(self, private: Path, kept: Path) -> None:
        self._private, self.kept, self._lock = private, kept, Lock()
        self._server: KernelServer | None = None
        self._closed = False

    def server(self) -> KernelServer | None:
        from analysis.publish.notebooks.kernel import KernelServer

        with self._lock:
            if self._closed:
                raise BuildFailure("The build was stopped.")
            if self._server is None and KernelServer.can_run():
                self._private.mkdir(parents=True, exist_ok=True)
                environment = kernel_environment(os.environ, self._private, self._private, self.kept)
                self._server = KernelServer(environment)
        return self._server

    def close(self) -> None:
        """End the process, and with it every kernel that runs; none can be started afterwards."""
        with self._lock:
            self._closed = True
            if self._server is not None:
                self._server.close()
                self._server = None


def kernel_environment(outer: Mapping[str, str], folder: Path, private: Path, kept: Path) -> dict[str, str]:
    """The environment of a kernel: fixed locale, time zone and hash seed, no personal configuration.

    Sums of numbers are made by one thread: kernels run side by side, and the order of a sum is the same on every machine.
    """
    plain = {k: v for k, v in outer.items() if not k.startswith(("LC_", "JUPYTER", "IPYTHON", "PYTHON"))}
    return plain | {
        ROOT_VARIABLE: str(folder),
        KEPT_VARIABLE: str(kept),
        UNCHECKED_VARIABLE: "1",
        PAGES_VARIABLE: "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1" if outer.get("PYTHONDONTWRITEBYTECODE") else "",
        "IPYTHONDIR": str(private / "ipython"),
        "JUPYTER_CONFIG_DIR": str(private / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(private / "jupyter"),
    }
