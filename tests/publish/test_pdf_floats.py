"""Tall charts may move to the foot of a page, unless Typst itself fails over that."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import FRONT, code, figure, shown

from analysis.publish.formats import pdf
from analysis.publish.formats.pdf import TypstFailure, write_pdf
from analysis.publish.markdown.assemble import Report, assemble

FLOATING = "#set figure(placement: bottom)"
OWN_FAULT = "internal error: parent group (occurred at tags/tree/build.rs:202:14)\n  hint: please report this as a bug"


@pytest.fixture
def report(make_project: Callable[..., Path]) -> Report:
    """A report of one chart, three times as high as it is wide."""
    output = figure(alt="A tall chart", body="", rows=[["a", 1]])
    output["image/svg+xml"] = output["image/svg+xml"].replace("100", "900")
    cells = [code("#| label: fig-a\n#| fig-cap: A tall chart.\nx", [shown(output)])]
    root = make_project(FRONT + "{{< embed ../notebooks/02_scores.ipynb#fig-a >}}\n", cells=cells)
    return assemble(root / "report" / "report.qmd", root, {"edition": {"as_of": "June 30, 2026"}})


def written(report: Report, folder: Path, monkeypatch: pytest.MonkeyPatch, failures: list[str]) -> list[str]:
    """The body at each attempt, where attempts fail with `failures`, in turn, and then succeed; last, what was raised."""
    bodies: list[str] = []

    def compiled(main: Path, root: Path, as_of: datetime.date) -> bytes:
        bodies.append((root / "body.typ").read_text(encoding="utf-8"))
        if len(bodies) <= len(failures):
            raise TypstFailure(failures[len(bodies) - 1])
        return b"%PDF"

    monkeypatch.setattr(pdf, "compile_pdf", compiled)
    template = folder / "template.typ"
    template.touch()
    try:
        assert write_pdf(report, template, folder / "typst", datetime.date(2026, 7, 1)) == b"%PDF"
    except TypstFailure as failure:
        bodies.append(str(failure))
    return bodies


def test_a_tall_chart_floats(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (body,) = written(report, tmp_path, monkeypatch, [])
    assert body.count(FLOATING) == 1


def test_where_typst_fails_over_a_floating_chart_the_chart_stands_where_it_is_mentioned(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = written(report, tmp_path, monkeypatch, [OWN_FAULT])
    assert FLOATING in first
    assert "placement" not in second
    assert '#chart("fig-a")' in second


@pytest.mark.parametrize("failures", [["error: unknown variable: x"], [OWN_FAULT, OWN_FAULT]])
def test_what_not_floating_does_not_mend_is_said(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: list[str]
) -> None:
    assert written(report, tmp_path, monkeypatch, failures)[len(failures) :] == failures[-1:]
