"""A build under way shows what it does: live on a terminal, a line for each step elsewhere."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from analysis.cli.build import _tell_plainly
from analysis.cli.progress import on_terminal
from analysis.publish.build.building import Event

STEPS = [
    Event("cards"),
    Event("notebooks"),
    Event("cards", part="card 23 of 51"),
    Event(note="1 kept result was damaged or of another version, and made anew."),
    Event("notebooks", 2.25, reused=True),
    Event("cards", 3.04),
]


def frames(text: str) -> list[str]:
    """What a terminal was sent, in lines without its control sequences."""
    return [
        line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r", "\n").splitlines()
    ]


def test_terminal_shows_each_step_under_way_with_its_part_and_its_time_then_what_is_done() -> None:
    shown = io.StringIO()
    with on_terminal(Console(file=shown, force_terminal=True, width=90)) as tell:
        for event in STEPS:
            tell(event)
    lines = frames(shown.getvalue())
    assert any(re.fullmatch(r". cards +\d+ s  card 23 of 51", line) for line in lines)
    assert any(re.fullmatch(r". notebooks +\d+ s", line) for line in lines)
    done = [line for line in lines if line.startswith("  ") or "kept result" in line]
    assert done == [
        "1 kept result was damaged or of another version, and made anew.",
        "  notebooks       as before",
        "  cards               3.0 s",
    ]


def test_pipe_gets_one_line_for_each_step_and_notes_beside_them(capsys: pytest.CaptureFixture[str]) -> None:
    for event in STEPS:
        _tell_plainly(event)
    out, err = capsys.readouterr()
    assert out == "  notebooks       as before\n  cards               3.0 s\n"
    assert err == "1 kept result was damaged or of another version, and made anew.\n"
