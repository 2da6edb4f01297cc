"""Words of a chart are cut where they always were, though only the long ones are asked."""

from __future__ import annotations

import re

import altair as alt
import pandas as pd
import pytest

from analysis.charts.drawing import drawn
from analysis.charts.inline import inline
from analysis.charts.layers import layered, linked_words, words
from analysis.charts.limits import limit_of

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


def test_only_words_that_could_be_too_long_have_a_limit() -> None:
    # 80 pixels hold eight letters of ten pixels, three quarters of 13.34.
    limit = limit_of("text", LIMIT, 13.33)["limit"]
    assert limit.to_dict() == {"expr": "length('' + datum[\"text\"]) > 8 ? 80 : 0"}
    assert limit_of("text", None, 12) == {}
