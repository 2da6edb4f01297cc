"""A picture is drawn once: it comes back as it was, and only for the very same specification, converter and fonts."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert
from altair.utils import schemapi
from altair.utils.schemapi import SchemaValidationError

from analysis.charts import drawing
from analysis.charts.drawing import KIND, drawn
from analysis.charts.figure import Figure
from analysis.project import KEPT_VARIABLE, UNCHECKED_VARIABLE

FRAME = pd.DataFrame({"x": [1, 2], "y": [3, 4]})


def chart(**mark: Any) -> alt.Chart:
    return alt.Chart(FRAME).mark_point(**mark).encode(x="x:Q", y=alt.value(20))


@pytest.fixture
def drawings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the converter, with nothing kept when a test begins."""
    monkeypatch.setenv(KEPT_VARIABLE, str(tmp_path))
    asked: list[str] = []
    convert = vl_convert.vegalite_to_svg

    def counted(document: str, **options: Any) -> str:
        asked.append(document)
        return convert(document, **options)

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", counted)
    return asked


def test_the_same_picture_is_drawn_once_and_comes_back_as_it_was(drawings: list[str]) -> None:
    first, second = (Figure(chart(), "x", FRAME).svg for _ in range(2))
    assert first == second
    assert len(drawings) == 1


def test_whatever_changes_in_a_specification_is_drawn(drawings: list[str]) -> None:
    spec = Figure(chart(), "x", FRAME).spec
    first = drawn(spec)
    for change in ({"description": "y"}, {"width": 401}):
        drawn(spec | change)
    other = copy.deepcopy(spec)
    (rows,) = other["datasets"].values()
    rows[0]["x"] = 1.5
    assert drawn(other) != first
    assert len(drawings) == 4


@pytest.mark.parametrize("tools", ["another converter", "other fonts"])
def test_another_converter_or_other_fonts_draw_anew(
    drawings: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tools: str
) -> None:
    spec = Figure(chart(), "x", FRAME).spec
    drawn(spec)
    if tools == "other fonts":
        (tmp_path / "Other.ttf").write_bytes(b"letters")
        monkeypatch.setattr(drawing, "FONTS", tmp_path)
    else:
        monkeypatch.setattr(drawing, "version", lambda name: "99.0")
    drawing._tools.cache_clear()
    drawn(spec)
    drawing._tools.cache_clear()
    assert len(drawings) == 2


def test_a_harmed_picture_is_drawn_anew(drawings: list[str], tmp_path: Path) -> None:
    spec = Figure(chart(), "x", FRAME).spec
    first = drawn(spec)
    (entry,) = (tmp_path / KIND).iterdir()
    entry.write_bytes(entry.read_bytes().replace(b"<path", b"<evil"))
    assert drawn(spec) == first
    assert len(drawings) == 2
    assert drawn(spec) == first
    assert len(drawings) == 2


def test_a_chart_that_is_no_vega_lite_is_refused() -> None:
    with pytest.raises(SchemaValidationError):
        Figure(chart(shape=["no", "shape"]), "x", FRAME).spec  # noqa: B018


def test_an_unchecked_chart_has_the_same_bytes() -> None:
    checked = Figure(chart(), "x", FRAME)._repr_mimebundle_()
    with schemapi.debug_mode(False):
        assert Figure(chart(), "x", FRAME)._repr_mimebundle_() == checked


@pytest.mark.parametrize(("told", "checked"), [({}, "True"), ({UNCHECKED_VARIABLE: "1"}, "False")])
def test_only_a_build_leaves_charts_unchecked(told: dict[str, str], checked: str) -> None:
    code = "from analysis.charts import theme; print(theme.checked())"
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": "/usr/bin:/bin"} | told,
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == checked
