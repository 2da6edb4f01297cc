"""The kernels of one build, and the world each of them sees."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.project import KEPT_VARIABLE, PAGES_VARIABLE, ROOT_VARIABLE, UNCHECKED_VARIABLE
from analysis.publish.build.failure import BuildFailure
from analysis.publish.build.split import Once, Splitter

if TYPE_CHECKING:
    from analysis.publish.notebooks.kernel import KernelServer


class Kernels:
    """The process that kernels are split off from, started with the first kernel; none where it cannot run."""

    def __init__(self, private: Path, kept: Path) -> None:
        self._private, self.kept = private, kept
        self._server = Once(self._begin)

    def server(self) -> KernelServer | None:
        found = self._server.get() if Splitter.can_run() else None
        if self._server.closed:
            raise BuildFailure("The build was stopped.")
        return found

    def _begin(self) -> KernelServer:
        from analysis.publish.notebooks.kernel import KernelServer

        self._private.mkdir(parents=True, exist_ok=True)
        return KernelServer(kernel_environment(os.environ, self._private, self._private, self.kept))

    def close(self) -> None:
        """End the process, and with it every kernel that runs; none can be started afterwards."""
        self._server.close()


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
