"""The report on a web server that sets the headers docs/PUBLISHING.md asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]


def documented_headers() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "PUBLISHING.md").read_text(encoding="utf-8")
    block = re.search(r"^```headers\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert block
    return [(name, value) for name, _, value in (line.partition(": ") for line in block[1].splitlines())]


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[..., str]) -> str:
    return serve(site, documented_headers())


@pytest.mark.parametrize(
    "name",
    [
        "",
        "survivors.html",
        "report.html",
        "explore.html",
        "compare.html",
        "cards/NE.html",
        "notebooks/02_scores.html",
    ],
)
def test_pages_work_under_the_headers(visit: Any, address: str, name: str) -> None:
    one = visit(f"{address}/{name}")
    held = one.response.all_headers()
    assert {n.lower(): held.get(n.lower()) for n, _ in documented_headers()} == {
        n.lower(): v for n, v in documented_headers()
    }
    expect(one.page.locator("#exit")).to_be_visible()
    assert (one.complaints, one.failed) == ([], [])


def test_the_header_allows_no_more_than_the_pages_do() -> None:
    page = (ROOT / "report" / "templates" / "csp.txt").read_text(encoding="utf-8")
    own, served = (
        {rule.split()[0]: set(rule.split()[1:]) for rule in policy.split("; ")}
        for policy in (page.replace(" file:", ""), dict(documented_headers())["Content-Security-Policy"])
    )
    assert served.pop("frame-ancestors") == {"'none'"}
    assert served == own
