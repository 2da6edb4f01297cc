"""The palette holds for everyone: in print, in grey, and under every kind of colour blindness."""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from analysis.charts.palette import (
    ACCENT,
    DARK_PAPER,
    EDGE,
    GRID,
    INK,
    LOSS,
    MUTED,
    PAPER,
    PLAIN,
    RULE,
    SHARE_ANCHORS,
    contrast,
    grade_colors,
    ink_on,
    marks,
    mix,
    palette,
    status_label,
    symbol,
)
from analysis.grading.scoring import INSUFFICIENT, NO_LAW_STATUS, STATUSES, UNKNOWN

LETTERS = ["A", "B", "C", "D", "F"]

# Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), severity 1.0, for linear sRGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour: str, sight: str = "full") -> np.ndarray:
    seen = np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1)
    ratio = TO_XYZ @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("count", range(2, 14))
def test_lightness_rises_from_the_best_letter_to_the_worst(count: int) -> None:
    fills = list(grade_colors([f"L{at}" for at in range(count)]).values())
    lightness = [lab(fill)[0] for fill in fills]
    assert all(darker < lighter for darker, lighter in pairwise(lightness))
    assert len(set(fills)) == count


def test_five_letters_differ_by_a_clear_step_of_grey() -> None:
    lightness = [lab(fill)[0] for fill in grade_colors(LETTERS).values()]
    assert min(np.diff(lightness)) > 12


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("page", [PAPER, DARK_PAPER])
def test_neither_end_of_the_scale_fades_into_the_page(page: str, sight: str) -> None:
    fills = grade_colors(LETTERS)
    apart = {
        letter: float(np.linalg.norm(lab(fill, sight) - lab(page, sight))) for letter, fill in fills.items()
    }
    assert min(apart["A"], apart["F"]) >= (30 if page == PAPER else 20)
    assert min(apart.values()) >= 20
    assert min(contrast(fills[end], page) for end in ("A", "F")) >= 1.5


def test_the_worst_letter_is_no_paler_than_its_hue_is_strong() -> None:
    _, a, b = lab(grade_colors(LETTERS)["F"])
    assert np.hypot(a, b) >= 40


def test_the_dark_page_is_the_one_of_the_style_sheet() -> None:
    style = (Path(__file__).parents[2] / "report" / "styles" / "report.css").read_text(encoding="utf-8")
    assert f"--chart-paper: {DARK_PAPER}" in style


@pytest.mark.parametrize("sight", SIGHT)
def test_letters_and_the_page_stay_apart_under_every_kind_of_sight(sight: str) -> None:
    colours = [*grade_colors(LETTERS).values(), PAPER]
    apart = [float(np.linalg.norm(lab(a, sight) - lab(b, sight))) for a, b in combinations(colours, 2)]
    assert min(apart) > 15


@pytest.mark.parametrize("count", range(1, 14))
def test_print_on_every_fill_is_readable(count: int) -> None:
    fills = [mark.fill for mark in marks([f"L{at}" for at in range(count)]).values()]
    fills += [mix(SHARE_ANCHORS, share / 20) for share in range(21)]
    assert min(contrast(ink_on(fill), fill) for fill in fills) >= 4.5


def test_outlines_tell_every_mark_from_the_page() -> None:
    assert min(contrast(mark.stroke, PAPER) for mark in marks(LETTERS).values()) >= 3


def test_what_is_no_grade_never_looks_like_one() -> None:
    looks = marks(LETTERS)
    grades = [looks[letter] for letter in LETTERS]
    for status in (NO_LAW_STATUS, INSUFFICIENT, UNKNOWN):
        look = looks[status]
        assert not look.symbol.isalnum()
        assert abs(lab(look.fill)[1]) < 2, "statuses have no hue"
        assert abs(lab(look.fill)[2]) < 3
        assert all(np.linalg.norm(lab(look.fill) - lab(grade.fill)) > 20 for grade in grades)
    signs = [(looks[s].symbol, looks[s].dash) for s in (NO_LAW_STATUS, INSUFFICIENT, UNKNOWN)]
    assert len({symbol for symbol, _ in signs}) == len({dash for _, dash in signs}) == 3


def test_shares_of_points_use_another_hue_than_grades() -> None:
    grades = grade_colors(LETTERS).values()
    shares = [mix(SHARE_ANCHORS, share) for share in (0.25, 0.5, 0.75, 1.0)]
    assert min(np.linalg.norm(lab(a) - lab(b)) for a in grades for b in shares) > 15


def test_every_status_has_words_and_a_symbol() -> None:
    assert len({status_label(status) for status in STATUSES}) == len(STATUSES)
    assert symbol("provisional", "B") == "B*"
    assert symbol("graded", "B") == "B"
    assert all(symbol(status, "") for status in (NO_LAW_STATUS, INSUFFICIENT, UNKNOWN))


def test_the_palette_is_plain_data() -> None:
    plain = palette(LETTERS)
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain["marks"])[:5] == LETTERS
    assert plain["marks"]["A"]["fill"] == grade_colors(LETTERS)["A"]


def test_a_dark_page_turns_only_colours_that_stand_for_paper_and_ink() -> None:
    style = (Path(__file__).parents[2] / "report" / "styles" / "report.css").read_text(encoding="utf-8")
    turned = set(re.findall(r'\[(?:fill|stroke)="(#[0-9a-f]{6})"', style))
    assert {PAPER, INK, MUTED, RULE, GRID, EDGE, ACCENT, LOSS, *PLAIN} <= turned
    fills = {*grade_colors(LETTERS).values(), *(mix(SHARE_ANCHORS, share / 90) for share in range(91))}
    inks = {ink_on(fill) for fill in fills}
    assert not (fills - {ACCENT} | inks - {PAPER}) & turned
    assert {ink_on(fill) for fill in PLAIN} == {INK}


def test_known_contrasts() -> None:
    assert round(contrast("#ffffff", "#767676"), 2) == 4.54  # WCAG's own borderline grey
    assert contrast("#123456", "#123456") == 1.0
