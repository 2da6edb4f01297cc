"""Kernels from this very Python, whatever kernels its user has installed; split off from one process where possible."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

SILENT = logging.getLogger("analysis.publish.notebooks.kernel")
"""For managers and clients: what goes wrong reaches the user as one message, not as their log."""
SILENT.disabled = True


class KernelServer:
    """The process behind `kernel_server`: imports once, then a kernel for each request."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "analysis.publish.notebooks.kernel_server"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(environment), text=True,
            start_new_session=True,  # Ctrl-C is for the build, which then ends this process
        )  # fmt: skip

    @staticmethod
    def can_run() -> bool:
        """Whether this system can split a process safely. macOS can in principle, but its libraries cannot."""
        return sys.platform.startswith("linux") and hasattr(os, "fork")

    def start(self, connection: str, folder: str, environment: Mapping[str, str]) -> ForkedKernel:
        """A new kernel. Error: `RuntimeError` when the server has ended."""
        request = {"connection": connection, "folder": folder, "environment": dict(environment)}
        with self._lock:
            assert self._process.stdin
            assert self._process.stdout
            with suppress(BrokenPipeError, ValueError):
                self._process.stdin.write(json.dumps(request) + "\n")
                self._process.stdin.flush()
            answer = "" if self._process.stdout.closed else self._process.stdout.readline()
        if not answer.strip().isdigit():
            raise RuntimeError("the kernel server has ended")
        return ForkedKernel(int(answer))

    def close(self) -> None:
        """End the server, and with it every kernel it started."""
        assert self._process.stdin
        assert self._process.stdout
        # It leads a group of its own, in which its kernels are: none of them writes on into a folder that is being removed.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()


class ForkedKernel:
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

    def wait(self) -> int:
        while self.poll() is None:
            time.sleep(0.02)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class PlainKernelManager(AsyncKernelManager):
    """Starts kernels silently, without looking for kernel specifications: by `server`, or each from nothing."""

    def __init__(self, server: KernelServer | None, private: Path, **settings: Any) -> None:
        super().__init__(connection_file=str(private / "kernel.json"), log=SILENT, **settings)
        self._server = server

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"],
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
