"""One process draws for others: the same pictures, and none is missing where it cannot draw or is gone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from analysis.charts import drawer, drawing
from analysis.charts.drawer import Client
from analysis.charts.drawing import KIND, Order
from analysis.charts.figure import Figure
from analysis.project import KEPT_VARIABLE

FRAME = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
SERVE = "import socket, sys; from analysis.charts.drawer import serve; serve(socket.socket(fileno=int(sys.argv[1])))"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="kernels are split off on Linux only"
)


def figure(words: str = "Two points.") -> Figure:
    def chart(size: int) -> alt.Chart:
        return alt.Chart(FRAME).mark_point(size=size).encode(x="x:Q", y=alt.value(20)).properties(title=words)

    return Figure(chart(30), words, FRAME, narrow=chart(20))


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[socket.socket, int]]:
    """A drawing process of its own, and the door to it. It keeps pictures where this process looks for them."""
    monkeypatch.setenv(KEPT_VARIABLE, str(tmp_path))
    door, theirs = socket.socketpair()
    with door:
        with theirs:
            made = subprocess.Popen(
                [sys.executable, "-c", SERVE, str(theirs.fileno())], pass_fds=[theirs.fileno()]
            )
        yield door, made.pid
    assert made.wait(60) in (0, -signal.SIGKILL)


@pytest.fixture
def line(process: tuple[socket.socket, int], monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A line to the drawing process, on which this process asks."""
    with drawer.line_through(process[0]) as line:
        monkeypatch.setattr(drawing, "_helper", Client(line))
        yield line


def never(document: str) -> str:
    raise AssertionError("drawn here")


def test_the_pictures_are_those_that_this_process_would_draw(
    tmp_path: Path, line: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as there:
        there.setattr(drawing, "draw", never)
        asked = [Order(figure(words).spec) for words in ("One.", "Two.", "One.")]
        pictures = [order.picture() for order in reversed(asked)][::-1]
        bundle = figure("Three.")._repr_mimebundle_()
    monkeypatch.setattr(drawing, "_helper", None)
    monkeypatch.setenv(KEPT_VARIABLE, str(tmp_path / "apart"))
    assert pictures == [figure(words).svg for words in ("One.", "Two.", "One.")]
    assert bundle == figure("Three.")._repr_mimebundle_()


def test_two_that_ask_get_each_its_own(
    process: tuple[socket.socket, int], line: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "draw", never)
    one = Order(figure("One.").spec)
    with drawer.line_through(process[0]) as other:
        monkeypatch.setattr(drawing, "_helper", Client(other))
        two = Order(figure("Two.").spec).picture()
    monkeypatch.setattr(drawing, "_helper", Client(line))
    assert "Two." in two
    assert "One." in one.picture()


def test_who_asked_and_went_away_keeps_nobody_waiting(
    process: tuple[socket.socket, int], line: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with drawer.line_through(process[0]) as gone:
        Client(gone).ask(figure("Nobody waits for this.").chart.to_json())
    monkeypatch.setattr(drawing, "draw", never)
    assert "One." in Order(figure("One.").spec).picture()


def test_what_it_cannot_draw_is_an_error_to_who_asked_and_to_nobody_else(line: Connection) -> None:
    broken = figure().spec | {"data": {"url": "https://elsewhere.example/data.csv"}, "datasets": {}}
    with pytest.raises(ValueError, match="elsewhere"):
        Order(broken).picture()
    assert "One." in Order(figure("One.").spec).picture()


def test_what_it_cannot_keep_is_drawn_by_who_asked(tmp_path: Path, line: Connection) -> None:
    (tmp_path / KIND).write_text("no folder", encoding="utf-8")
    assert "Two points." in Order(figure().spec).picture()


def test_where_it_has_ended_everyone_draws_for_themselves(
    process: tuple[socket.socket, int], line: Connection
) -> None:
    order = Order(figure("One.").spec)
    os.kill(process[1], signal.SIGKILL)
    assert "One." in order.picture()
    assert "Two." in Order(figure("Two.").spec).picture()
