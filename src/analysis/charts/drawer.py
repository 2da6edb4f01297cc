"""One process that draws for many: the converter takes as long to start as ten drawings, and draws faster once it is warm.

It keeps what it draws, and answers only that it has: pictures pass through `analysis.raw.kept`.
"""

from __future__ import annotations

import socket
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

from analysis.charts.drawing import draw

ONE = b"1"


def serve(door: socket.socket) -> None:
    """Draw whatever is asked for on any line, until the other end of the door is closed.

    To be run by a process that has not drawn before it was split off: the converter does not survive a split.
    """
    lines: list[Connection] = []
    while True:
        ready: list[Any] = wait([door, *lines])
        if door in ready:
            message, handles, _, _ = socket.recv_fds(door, len(ONE), 1)
            if not message:
                return
            lines += [Connection(handle) for handle in handles]
        for line in ready:
            if line is not door and not _answer(line):
                lines.remove(line)
                line.close()


def _answer(line: Connection) -> bool:
    """Draw one document; False where nobody asks any more."""
    try:
        document = line.recv_bytes().decode("utf-8")
        with suppress(Exception):  # who asked draws it again, and meets the error
            draw(document)
        line.send_bytes(ONE)
    except (EOFError, OSError):
        return False
    return True


def line_through(door: socket.socket) -> Connection:
    """A line to the process at the other end of the door, for one process to ask on."""
    ours, theirs = Pipe()
    with theirs, suppress(OSError):
        socket.send_fds(door, [ONE], [theirs.fileno()])
    return ours


class Client:
    """A `drawing.Helper` at one end of a line. Where the other process is gone, nothing is drawn and nothing waited for."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._open: deque[str] = deque()

    def ask(self, document: str) -> None:
        """Have a document drawn and its picture kept, without waiting."""
        with suppress(OSError):
            self._line.send_bytes(document.encode("utf-8"))
            self._open.append(document)

    def wait(self, document: str) -> None:
        """Until a document asked for is drawn, or cannot be. Answers come in the order of what was asked."""
        while document in self._open:
            try:
                self._line.recv_bytes()
                self._open.popleft()
            except (EOFError, OSError):
                self._open.clear()
