"""A kernel started from this very Python, whatever kernels its user has installed."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


class PlainKernelManager(AsyncKernelManager):
    """Starts `ipykernel` by command, silently, without looking for kernel specifications."""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"],
            display_name="Python 3",
            language="python",
        )

    async def _async_start_kernel(self, **kw: Any) -> None:
        kw.setdefault("stderr", subprocess.DEVNULL)
        kw.setdefault("stdout", subprocess.DEVNULL)
        await super()._async_start_kernel(**kw)

    start_kernel = _async_start_kernel
