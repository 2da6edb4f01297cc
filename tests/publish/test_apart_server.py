"""What the process that stages are split off from does before it splits: what several of them begin with, once."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from inspect import getsource
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.publish.build import apart_server
from analysis.publish.build.plan import stages
from analysis.publish.formats import card_files
from analysis.publish.site.pages import MAKERS

READS = "context.compared"


def split(monkeypatch: pytest.MonkeyPatch, asked: list[bool], context: Any) -> list[Any]:
    """What each process is given that the server splits off for requests which compare or do not."""
    given: list[Any] = []

    def note(run: partial[None]) -> int:
        given.append(run.args[1])
        return 1

    monkeypatch.setattr(apart_server, "load", lambda libraries: None)
    monkeypatch.setattr(apart_server, "requests", lambda: ({"compares": compares} for compares in asked))
    monkeypatch.setattr(apart_server, "split_off", note)
    monkeypatch.setattr(apart_server, "_context", context)
    monkeypatch.setattr(apart_server.gc, "freeze", lambda: None)
    apart_server.serve()
    return given


def test_what_jurisdictions_are_compared_by_is_worked_out_once_and_when_first_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = iter(["all laws"])
    given = split(
        monkeypatch, [False, True, False, True], lambda request: SimpleNamespace(compared=next(made))
    )
    assert given == [None, "all laws", "all laws", "all laws"]


def test_stage_finds_out_by_itself_why_laws_cannot_be_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: dict[str, Any]) -> Any:
        raise ValueError("no such edition")

    assert split(monkeypatch, [True, True], fail) == [None, None]


def test_stages_that_compare_say_so() -> None:
    """Only then is it worked out before they are split off, and not by each of them."""
    for maker in MAKERS:
        source = getsource(import_module(f"analysis.publish.site.{maker.module}"))
        assert maker.compares == (READS in source), maker.module
        assert maker.stage().compares == maker.compares
    assert READS in getsource(card_files)
    assert {stage.name for stage in stages("pandoc") if stage.compares} >= {"cards", "draft page"}
