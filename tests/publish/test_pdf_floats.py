"""Charts and short tables may move to the head or foot of a page, unless Typst itself fails over that."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import FRONT, PIPE, RANKS, code, figure, shown

from analysis.publish.formats import pdf
from analysis.publish.formats.pdf import TypstFailure, write_pdf
from analysis.publish.formats.typst_body import body_typst
from analysis.publish.markdown.assemble import Report, assemble

FLOATING = "#set figure(placement: auto)"
FLUSH = "#place.flush()"
TEMPLATE = Path(__file__).parents[2] / "report" / "templates" / "report.typ"
LABELS = ("fig-a", "tbl-tiny", "tbl-ranks", "tbl-long")
OWN_FAULT = "internal error: parent group (occurred at tags/tree/build.rs:202:14)\n  hint: please report this as a bug"


@pytest.fixture
def report(make_project: Callable[..., Path]) -> Report:
    """A report of one chart and of three tables: one of two rows, one of ten, one of forty."""
    short, long = (PIPE + "".join(f"| {at} | A state |\n" for at in range(3, end)) for end in (11, 41))
    cells = [
        code("#| label: fig-a\n#| fig-cap: A chart.\nx", [shown(figure())]),
        code(RANKS.replace("tbl-ranks", "tbl-tiny"), [shown({"text/markdown": PIPE})]),
        code(RANKS, [shown({"text/markdown": short})]),
        code(RANKS.replace("tbl-ranks", "tbl-long"), [shown({"text/markdown": long})]),
    ]
    text = "".join(f"{{{{< embed ../notebooks/02_scores.ipynb#{label} >}}}}\n\n" for label in LABELS)
    root = make_project(FRONT + text, cells=cells)
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


def test_charts_and_short_tables_float_and_what_waits_comes_before_a_long_table(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (body,) = written(report, tmp_path, monkeypatch, [])
    assert body.count(FLOATING) == 2
    chart, short, flush, long = (
        body.index(s) for s in ('#chart("fig-a")', "<tbl-ranks>", FLUSH, "<tbl-long>")
    )
    assert chart < short < flush < long
    assert chart < body.index("#whole[") < body.index("<tbl-tiny>") < body.rindex(FLOATING) < short
    assert FLOATING not in body[flush:]


def test_where_typst_fails_over_a_floating_chart_the_chart_stands_where_it_is_mentioned(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = written(report, tmp_path, monkeypatch, [OWN_FAULT])
    assert FLOATING in first
    assert "placement" not in second
    assert '#chart("fig-a")' in second
    assert "#whole[" in second


@pytest.mark.parametrize("failures", [["error: unknown variable: x"], [OWN_FAULT, OWN_FAULT]])
def test_what_not_floating_does_not_mend_is_said(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: list[str]
) -> None:
    assert written(report, tmp_path, monkeypatch, failures)[len(failures) :] == failures[-1:]


def test_a_short_table_after_a_long_one_keeps_its_place_so_that_none_comes_before_it(
    make_project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = PIPE + "".join(f"| {at} | A state |\n" for at in range(3, 41))
    short = PIPE + "".join(f"| {at} | A state |\n" for at in range(3, 14))
    cells = [
        code(RANKS.replace("tbl-ranks", label), [shown({"text/markdown": rows})])
        for label, rows in (("tbl-long", long), ("tbl-ranks", short), ("tbl-last", long))
    ]
    text = "".join(
        f"## Section\n\n{{{{< embed ../notebooks/02_scores.ipynb#{label} >}}}}\n\n"
        for label in ("tbl-long", "tbl-ranks", "tbl-last")
    )
    root = make_project(FRONT + text, cells=cells)
    found = assemble(root / "report" / "report.qmd", root, {"edition": {"as_of": "June 30, 2026"}})
    (body,) = written(found, tmp_path, monkeypatch, [])
    assert FLOATING not in body
    assert "#whole[" in body[body.index("<tbl-long>") : body.index("<tbl-ranks>")]


def test_a_hyphen_before_a_number_is_printed_as_the_law_cites_it() -> None:
    words = [{"t": "Str", "c": "6-2-701,"}, {"t": "Space"}, {"t": "Str", "c": "-702"}]
    assert "6-2-701, \\-702" in body_typst([{"t": "Para", "c": words}])


@pytest.mark.parametrize(("label", "found"), [("tbl-tiny", True), ("tbl-nowhere", False)])
def test_a_link_leads_to_a_label_of_the_report_or_is_refused(
    report: Report, tmp_path: Path, label: str, found: bool
) -> None:
    leads = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "there"}], [f"#{label}", ""]]}
    report.blocks.append({"t": "Para", "c": [{"t": "Str", "c": "Look"}, {"t": "Space"}, leads]})

    def made() -> bytes:
        return write_pdf(report, TEMPLATE, tmp_path / "typst", datetime.date(2026, 7, 1))

    if found:
        assert made().count(b"/Subtype/Link") >= 1
    else:
        with pytest.raises(TypstFailure, match=f"label `<{label}>` does not exist"):
            made()
