"""Words of a chart are cut where they always were, though only the long ones are asked."""

from __future__ import annotations

import re

import altair as alt
import pandas as pd
import pytest

from analysis.charts.drawing import drawn
from analysis.charts.inline import inline
from analysis.charts.layers import layered, linked_words, words
from analysis.charts.measuring import measured

LIMIT = 80
TEXTS = ["Ohio", "District of Columbia and so on", "HAWAII", "NEW YORK", "New Jersey", "'\"<&\\"]


def texts_of(chart: alt.Chart, width: float = 200) -> list[str]:
    with alt.theme.enable("report_cards"):
        svg = drawn(layered(chart, width=width, height=100).to_dict())
    return re.findall(r"<text[^>]*>(?:<title>[^<]*</title>)?([^<]*)</text>", svg)


@pytest.mark.parametrize("field", ["text", "name"])
def test_words_are_cut_as_by_a_limit_that_holds_for_all(field: str) -> None:
    frame = pd.DataFrame({field: TEXTS})
    plain = alt.Chart(inline(frame)).mark_text(align="left", fontSize=12, limit=LIMIT)
    expected = texts_of(plain.encode(text=alt.Text(f"{field}:N"), x=alt.value(0), y=alt.value(9)))
    assert texts_of(words(frame, alt.value(0), alt.value(9), field, limit=LIMIT)) == expected
    assert expected[0] == "Ohio"
    assert expected[1].endswith("…")
    assert expected[2] == "HAWAII"


def test_linked_words_are_cut_too() -> None:
    frame = pd.DataFrame({"text": TEXTS[:2], "words": "said", "href": "cards/OH.html"})
    whole = texts_of(linked_words(frame, alt.value(0), alt.value(9), "text"))
    cut = texts_of(linked_words(frame, alt.value(0), alt.value(9), "text", limit=LIMIT))
    assert whole == TEXTS[:2]
    assert cut[0] == "Ohio"
    assert cut[1].endswith("…")


def test_only_words_that_could_be_too_long_have_a_limit_and_are_measured_by_their_own_font() -> None:
    # 80 pixels hold eight letters of ten pixels, three quarters of 13.33.
    made = {name: value.to_dict()["expr"] for name, value in measured("text", 13.33, LIMIT).items()}
    long = "length('' + datum[\"text\"]) > 8"
    assert made == {"limit": f"{long} ? 80 : 0", "font": f"{long} ? 'Public Sans' : 'Liberation Sans'"}


def test_words_are_measured_by_their_own_font_where_the_size_of_the_picture_hangs_on_them() -> None:
    assert measured("text", 12) == {}
    frame = pd.DataFrame({"text": ["WIDE WORDS"], "ink": "#000000"})
    own = drawn(layered(words(frame, alt.value(0), alt.value(9)), width=9, height=9).to_dict())
    quick = drawn(layered(words(frame, alt.value(0), alt.value(9), within=True), width=9, height=9).to_dict())
    assert own != quick, "the two fonts differ"
    assert words(frame, alt.value(0), alt.value(9), ink="ink").mark.font == "Liberation Sans"
    assert words(frame, alt.value(0), alt.value(9), align="right").mark.font == "Liberation Sans"
    for picture in (own, quick):
        assert set(re.findall(r'font-family="([^"]*)"', picture)) == {"Public Sans"}
