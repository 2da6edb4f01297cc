"""A figure is the same bytes every time, names one font, and carries its words and its data."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from analysis.charts.figure import NARROW_TYPE, TABLE_TYPE, Figure
from analysis.charts.tidying import tidy
from analysis.project import KEPT_VARIABLE, PAGES_VARIABLE

FRAME = pd.DataFrame({"x": [1, 2], "y": [3.5, None], "name": ["a", "</script><b>&"]})


def simple(**properties: object) -> Figure:
    chart = (
        alt.Chart(FRAME).mark_point().encode(x="x:Q", y="y:Q", description="name:N").properties(**properties)
    )
    return Figure(chart, "Two points.", FRAME.rename(columns={"x": "Across"}))


def test_a_person_at_a_notebook_is_shown_the_picture_and_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PAGES_VARIABLE, raising=False)
    figure = Figure(simple().chart, "Two points.", FRAME, narrow=simple().chart, headline="Two of two.")
    bundle, metadata = figure._repr_mimebundle_()
    assert set(bundle) == {"image/svg+xml", "text/plain"}
    assert metadata == {"headline": "Two of two."}


def test_the_bundle_of_a_build_holds_pictures_words_and_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PAGES_VARIABLE, "1")
    assert NARROW_TYPE in Figure(simple().chart, "x", FRAME, narrow=simple().chart)._repr_mimebundle_()[0]
    bundle, _ = simple()._repr_mimebundle_()
    assert NARROW_TYPE not in bundle
    assert bundle["text/plain"] == "Two points."
    assert set(bundle) == {"image/svg+xml", "text/plain", TABLE_TYPE}
    assert bundle["image/svg+xml"].startswith("<svg ")
    assert bundle[TABLE_TYPE] == {
        "columns": ["Across", "y", "name"],
        "rows": [[1, 3.5, "a"], [2, None, "</script><b>&"]],
    }
    json.dumps(bundle, allow_nan=False)


def test_missing_integers_are_null_in_the_table() -> None:
    frame = pd.DataFrame({"Rank": pd.array([1, None], dtype="Int64")})
    assert Figure(alt.Chart(FRAME).mark_point(), "x", frame).table()["rows"] == [[1], [None]]


def test_the_svg_has_a_size_and_one_font() -> None:
    svg = simple(title="A title").svg
    head = svg[: svg.index(">")]
    assert re.search(r' width="[\d.]+" height="[\d.]+" viewBox="[\d. ]+"', head)
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {"Public Sans"}
    assert "sans-serif" not in svg
    assert "http" not in re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg)


def test_hostile_values_stay_words() -> None:
    chart = alt.Chart(FRAME).mark_bar().encode(x="x:Q", description="name:N")
    svg = Figure(chart, "x", FRAME).svg
    assert "<b>" not in svg
    assert "<title>&lt;/script&gt;&lt;b&gt;&amp;</title>" in svg


def test_automatic_names_do_not_depend_on_charts_made_before() -> None:
    def spec() -> dict:
        brush = alt.selection_point()
        base = alt.Chart(FRAME).mark_point().encode(x="x:Q").add_params(brush)
        shown = alt.condition(brush, alt.value(1), alt.value(0.2))
        return Figure(base.encode(opacity=shown), "x", FRAME).spec

    first = spec()
    for _ in range(3):
        alt.selection_interval()
        alt.Chart(FRAME).mark_bar().add_params(alt.selection_point()).to_dict()
    assert spec() == first
    assert "param_" in json.dumps(first)


def test_keys_are_sorted_so_that_a_notebook_diff_is_small() -> None:
    text = json.dumps(simple().spec)
    assert text == json.dumps(json.loads(text), sort_keys=True)


def test_links_are_relative_and_none_leaves_the_report() -> None:
    rows = pd.DataFrame({"x": [1], "to": ["cards/NE.html"]})
    chart = alt.Chart(rows).mark_point().encode(x="x:Q", href="to:N")
    assert '<a href="cards/NE.html">' in Figure(chart, "x", rows).svg
    for target in ("https://evil.example/", "javascript:alert(1)", "//evil.example"):
        with pytest.raises(ValueError, match="outside the report"):
            tidy(f'<svg><a xlink:href="{target}"><path d="M0,0"/></a></svg>')


def test_ids_differ_between_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = itertools.count()

    def clipped(value: int) -> str:
        monkeypatch.setenv(KEPT_VARIABLE, str(tmp_path / str(next(times))))  # nothing is kept: it is drawn
        chart = (
            alt.Chart(pd.DataFrame({"x": [value], "y": [1]})).mark_line(clip=True).encode(x="x:Q", y="y:Q")
        )
        return Figure(chart, "x", FRAME).svg

    assert clipped(1) == clipped(1), "the converter's own counter does not show"
    ids = [set(re.findall(r'\bid="([^"]+)"', clipped(value))) for value in (1, 2)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", clipped(1))) <= ids[0]


def test_long_numbers_are_cut_only_where_they_are_places() -> None:
    svg = '<svg viewBox="0 0 1.23456 2"><path d="M1.23456,2.5"><title>1.23456</title></path><text>1.23456</text></svg>'
    assert tidy(svg).count("1.23456") == 2
    assert 'd="M1.23,2.5"' in tidy(svg)


def test_the_same_bytes_from_another_process_order_and_hash_seed(tmp_path: Path) -> None:
    code = textwrap.dedent(
        """
        import hashlib, json, os, sys
        os.environ["REPORT_CARDS_PAGES"] = "1"
        sys.path.insert(0, sys.argv[1])
        import altair as alt
        from small_world import make_card, make_rubric
        from analysis.charts.distribution import score_distribution
        from analysis.charts.matrix import category_matrix
        from analysis.charts.ranked import ranked_scores
        makers = [score_distribution, category_matrix, ranked_scores]
        if sys.argv[2] == "back":
            alt.selection_point(); makers.reverse()
        rubric = make_rubric(); card = make_card(rubric)
        made = {m.__name__: m(card, rubric)._repr_mimebundle_() for m in makers}
        print(hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest())
        """
    )
    here = str(Path(__file__).parent)
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, here, order],
            env={
                "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PATH": "/usr/bin:/bin",
                KEPT_VARIABLE: str(tmp_path / order),
            },
            capture_output=True, text=True, check=True,
        ).stdout
        for order, seed, zone in (("forth", "1", "UTC"), ("back", "2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(digests) == 1
