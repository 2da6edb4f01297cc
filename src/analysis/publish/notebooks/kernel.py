"""Kernels from this very Python, whatever kernels its user has installed; split off from one process where possible."""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from analysis.publish.build.split import Splitter, SplitProcess

SILENT = logging.getLogger("analysis.publish.notebooks.kernel")
"""For managers and clients: what goes wrong reaches the user as one message, not as their log."""
SILENT.disabled = True

SILENTLY = ("--log-level=ERROR", "--HistoryManager.enabled=False")
"""How a kernel is started: it tells nothing, and writes down nothing of what it is asked."""


class KernelServer(Splitter):
    """The process behind `kernel_server`: imports once, then a kernel for each request."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        super().__init__("analysis.publish.notebooks.kernel_server", environment)

    def start(self, connection: str, folder: str, environment: Mapping[str, str]) -> SplitProcess:
        """A new kernel. Error: `RuntimeError` when the server has ended."""
        return self.split({"connection": connection, "folder": folder, "environment": dict(environment)})


class PlainKernelManager(AsyncKernelManager):
    """Starts kernels silently, without looking for kernel specifications: by `server`, or each from nothing."""

    def __init__(self, server: KernelServer | None, private: Path, **settings: Any) -> None:
        file = private / "kernel.json"
        super().__init__(connection_file=str(file), log=SILENT, **(_named(file) | settings))
        self._server = server

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *SILENTLY],
            display_name="Python 3",
            language="python",
        )

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        if self._server is None:
            silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            await super()._async_launch_kernel(kernel_cmd, **(kw | silent))
            return
        provisioner: Any = self.provisioner
        provisioner.process = self._server.start(self.connection_file, kw["cwd"], kw["env"])
        provisioner.pid, provisioner.pgid = provisioner.process.pid, None
        self._reconcile_connection_info(provisioner.connection_info)


def _named(file: Path) -> dict[str, str]:
    """How a kernel is spoken to: through sockets that have names, where the system knows such (Linux).

    A port that was free when it was chosen may be another program's by the time the kernel opens it: with a few builds side by
    side, one kernel in some hundreds died of it. Names of this process and this file are nobody else's.
    """
    name = f"report-cards-{os.getpid()}-{hashlib.sha256(str(file).encode()).hexdigest()[:16]}"
    if not hasattr(socket, "AF_UNIX"):
        return {}
    with socket.socket(socket.AF_UNIX) as known:
        try:
            known.bind(f"\0{name}")
        except (OSError, ValueError):
            return {}
    return {"transport": "ipc", "ip": f"@{name}"}
