"""Every chart draws every kind of data, says what it shows, and holds nothing that could act."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from small_world import LETTERS, PLACES, make_card, make_rubric

from analysis.change.changes import Changes, compare, side_by_side
from analysis.charts.agreement import coder_agreement
from analysis.charts.answers import category_answers
from analysis.charts.answers_overview import answers_overview
from analysis.charts.category_maps import category_maps
from analysis.charts.change import score_changes
from analysis.charts.coverage import coverage_by_jurisdiction, coverage_by_question
from analysis.charts.distribution import score_distribution, stacked
from analysis.charts.drawing import drawn
from analysis.charts.figure import Figure, _document
from analysis.charts.geography import read_geography, tiles
from analysis.charts.maps import grade_map
from analysis.charts.matrix import category_matrix
from analysis.charts.measuring import QUICK
from analysis.charts.palette import PAPER
from analysis.charts.parts import axis_start
from analysis.charts.rank_intervals import rank_intervals
from analysis.charts.ranked import ranked_scores
from analysis.charts.strengths import category_strengths
from analysis.charts.tile_grid import tile_grid
from analysis.coding.agreement import agreement, by_round
from analysis.coding.coverage import BASES, NO_LAW, NOT_SEEN, by_jurisdiction, by_question
from analysis.display.typefaces import FONTS
from analysis.grading.rankings import category_summary
from analysis.grading.robustness import both_doubts, random_weights
from analysis.grading.scorecard import Scorecard, scorecard
from analysis.raw import Dataset
from analysis.raw.editions import editions
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric

RAW = Path(__file__).parents[1] / "data" / "2026"
HOSTILE = "</svg><script>alert(1)</script>&\"' {{< x >}} ]]> javascript:alert(1) 漢 \n x"
SVG = "{http://www.w3.org/2000/svg}"


def charts(
    card: Scorecard, rubric: Rubric, codebook: Codebook, places: pd.DataFrame
) -> Iterator[tuple[str, Figure]]:
    """Every chart of one scorecard."""
    geography = read_geography(RAW, places)
    yield "map", grade_map(card, geography, rubric)
    yield "category maps", category_maps(card, geography, rubric)
    yield "tiles", tile_grid(card, tiles(places), rubric)
    yield "tiles marked", tile_grid(card, tiles(places), rubric, highlight=str(card.table.index[0]))
    yield "distribution", score_distribution(card, rubric)
    yield "ranked", ranked_scores(card, rubric)
    yield "matrix", category_matrix(card, rubric)
    for category in rubric.categories:
        yield f"answers {category.id}", category_answers(card, codebook, rubric, category)
    yield "overview", answers_overview(card, codebook, rubric)
    yield "strengths", category_strengths(category_summary(card, rubric))
    yield "ranks", rank_intervals(random_weights(card, rubric, draws=50).intervals, rubric)
    yield (
        "changes",
        score_changes(
            Changes(card, card, side_by_side(card, card, *NO_ACTS), pd.DataFrame(), pd.DataFrame()), rubric
        ),
    )


NO_ACTS = (
    pd.DataFrame({"jurisdiction": [], "reason": []}, dtype=str),
    pd.DataFrame({"jurisdiction": [], "change": []}, dtype=str).assign(certain=False),
    pd.Series(dtype=str),
)
"""No answer that differs, no act between the dates, and no word on when a version began."""


def renamed(codebook: Codebook, to: str) -> Codebook:
    from dataclasses import replace

    def answer(a):  # type: ignore[no-untyped-def]
        return replace(a, label=f"{to} {a.label}")

    variables = tuple(
        replace(v, question=f"{to} {v.question}", answers=tuple(map(answer, v.answers)))
        for v in codebook.variables
    )
    return replace(codebook, variables=variables)


def check(name: str, figure: Figure) -> ET.Element:
    """What holds for every figure; gives the parsed picture."""
    root = ET.fromstring(figure.svg)
    assert figure.alt == " ".join(figure.alt.split()) or HOSTILE in figure.alt, name
    assert figure.alt.endswith((".", "x")), name
    assert figure.headline, name
    assert not re.search(r"\bnan\b|[.!]$", figure.headline), (
        f"{name}: a headline is a line, without a full stop"
    )
    assert not re.search(r"\bnan\b", figure.alt), name
    assert len(figure.data.columns) > 1, name
    assert {e.get("font-family") for e in root.iter() if e.get("font-family")} == {"Public Sans"}, name
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {"svg", "g", "path", "rect", "text", "title", "a", "defs",
                                                                "clipPath", "line", "tspan"}, name  # fmt: skip
    assert not [k for e in root.iter() for k in e.keys() if k.lower().startswith("on")], name  # noqa: SIM118
    for link in root.iter(f"{SVG}a"):
        assert re.fullmatch(r"cards/[A-Z]{2}\.html", link.get("href", "")), name
    for title in root.iter(f"{SVG}title"):
        assert not re.search(r"; (href|row|words|name|text)[:( ]", title.text or ""), (
            f"{name}: a mark without words of its own"
        )
    for hidden in root.iter():
        if hidden.get("aria-hidden") == "true":
            assert not list(hidden.iter(f"{SVG}a")), f"{name}: a link that is hidden"
    return root


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_every_chart_draws_every_status(name: str, codebook: Codebook, jurisdictions: pd.DataFrame) -> None:
    rename: Callable[[str], str] = (lambda n: f"{HOSTILE} {n}") if name == "hostile" else str
    rubric = make_rubric(title=HOSTILE if name == "hostile" else "Width")
    card = make_card(rubric, rename)
    book = renamed(codebook, HOSTILE) if name == "hostile" else codebook
    for label, figure in charts(card, rubric, book, jurisdictions):
        check(label, figure)


def test_every_chart_draws_when_nothing_is_scored(codebook: Codebook, jurisdictions: pd.DataFrame) -> None:
    rubric = make_rubric()
    card = make_card(rubric, only=("AK", "PR"))
    places = jurisdictions[jurisdictions["jurisdiction"].isin(["AK", "PR"])]
    for label, figure in charts(card, rubric, codebook, places):
        check(label, figure)


def test_every_chart_draws_any_number_of_letters(codebook: Codebook, jurisdictions: pd.DataFrame) -> None:
    many = tuple((f"{letter}{sign}", low) for letter, lows in
                 (("A", (97, 93, 90)), ("B", (87, 83, 80)), ("C", (77, 73, 70)), ("D", (67, 63, 60)))
                 for sign, low in zip(("+", "", "-"), lows, strict=True))  # fmt: skip
    for letters in ((*many, ("F", 0)), (("Pass", 50), ("Fail", 0)), (("Only", 0),)):
        rubric = make_rubric(letters)
        card = make_card(rubric)
        geography = read_geography(RAW, jurisdictions)
        for figure in (
            grade_map(card, geography, rubric), tile_grid(card, tiles(jurisdictions), rubric),
            score_distribution(card, rubric), ranked_scores(card, rubric),
        ):  # fmt: skip
            words = " ".join(text.text or "" for text in ET.fromstring(figure.svg).iter(f"{SVG}text"))
            assert all(letter in words for letter, low in letters if low != 0 or len(letters) < 3)


def texts(figure: Figure) -> list[str]:
    return [
        (e.text or "") + "".join(c.tail or "" for c in e)
        for e in ET.fromstring(figure.svg).iter(f"{SVG}text")
    ]


def titles(figure: Figure) -> list[str]:
    return [e.text or "" for e in ET.fromstring(figure.svg).iter(f"{SVG}title")]


def test_the_map_prints_letters_and_names_what_it_cannot_draw(
    card: Scorecard, rubric: Rubric, jurisdictions: pd.DataFrame
) -> None:
    figure = grade_map(card, read_geography(RAW, jurisdictions), rubric)
    shown = texts(figure)
    assert {"A", "D", "RI A*", "…", "–", "?"} <= {
        text.removeprefix("PR ").removeprefix("AK ") for text in shown
    }
    assert {"Not on the map:", "Federal law F"} <= set(shown)
    assert figure.alt == (
        "Map of the grades: A 2, D 1, F 1; no jurisdiction has a B or a C. "
        "Without a grade: not enough text seen 1, no law 1, not known 1. Not on the map: Federal law."
    )
    assert "Nebraska: A, score 100, rank 1" in titles(figure)
    assert "Rhode Island: A, provisional, score 100 (70 to 100), rank 1" in titles(figure)
    assert "Texas: not enough text seen, score between 40 and 100" in titles(figure)
    assert figure.data["Rank"].tolist()[:4] == [1, 1, 3, 4]


def test_the_map_links_each_jurisdiction_to_its_card(
    card: Scorecard, rubric: Rubric, jurisdictions: pd.DataFrame
) -> None:
    figure = grade_map(card, read_geography(RAW, jurisdictions), rubric, links="../cards/")
    root = ET.fromstring(figure.svg)
    links = {link.get("href") for link in root.iter(f"{SVG}a")}
    assert links == {f"../cards/{code}.html" for code in PLACES}


def test_tiles_give_each_jurisdiction_one_link_in_reading_order(
    card: Scorecard, rubric: Rubric, jurisdictions: pd.DataFrame
) -> None:
    figure = tile_grid(card, tiles(jurisdictions), rubric, highlight="TX")
    hrefs = [link.get("href") for link in ET.fromstring(figure.svg).iter(f"{SVG}a")]
    assert hrefs == [f"cards/{code}.html" for code in PLACES]
    assert figure.alt.startswith("Texas: not enough text seen, score between 40 and 100. Tile grid")


def test_stacked_boxes_never_overlap() -> None:
    places = [10.0, 12.0, 40.0, 14.0, 55.0, 10.0, 59.0]
    levels = stacked(places, 20)
    boxes = list(zip(places, levels, strict=True))
    assert all(la != lb or abs(a - b) >= 20 for i, (a, la) in enumerate(boxes) for b, lb in boxes[:i])
    assert min(levels) == 0


def test_the_distribution_lists_who_has_no_score(card: Scorecard, rubric: Rubric) -> None:
    figure = score_distribution(card, rubric)
    assert {"Unfilled box: provisional", "Not enough text seen: TX", "No law: AK", "Not known: PR"} <= set(
        texts(figure)
    )
    assert "scores from 6 to 100, with the median at 84" in figure.alt  # of 100, 100, 68 and 6


def test_the_ranked_chart_shows_ties_and_bounds(card: Scorecard, rubric: Rubric) -> None:
    figure = ranked_scores(card, rubric)
    assert texts(figure).count("=1") == 2
    assert (
        "the highest score is 100, Nebraska and Rhode Island (provisional); the lowest is 6, Federal law."
        in figure.alt
    )
    assert "provisional: text not seen, or an act not read, could change the letter" in figure.alt
    assert {"Not enough text seen", "No law", "Not known"} <= set(texts(figure))


def test_the_matrix_keeps_points_parts_and_gaps_apart(card: Scorecard, rubric: Rubric) -> None:
    figure = category_matrix(card, rubric)
    table = figure.data.set_index("Jurisdiction")
    assert table.loc["Nebraska"].tolist() == ["A", "60", "40"]
    assert table.loc["Rhode Island"].tolist() == ["A*", "60", "10+"]  # one of two questions seen
    assert table.loc["Texas"].tolist() == ["…", "·", "40"]
    assert table.loc["Alaska"].tolist() == ["–", "–", "–"]
    assert "Points of 5 laws in 2 categories" in figure.alt
    assert "2 cells are known in part or not at all." in figure.alt
    assert any("known in part" in text for text in texts(figure))
    assert "width 2 and speed 2" in figure.alt


def test_a_cell_that_no_text_shows_whole_never_looks_like_full_marks(card: Scorecard, rubric: Rubric) -> None:
    """Nebraska has all points of Width; once they rest on a summary, the cell is outlined and marked, not filled."""
    from dataclasses import replace

    def cell(of: Scorecard) -> dict[str, object]:
        layers = category_matrix(of, rubric).spec["datasets"].values()
        return next(
            row for rows in layers for row in rows if row.get("words", "").startswith("Nebraska, Width")
        )

    shown = card.shown.copy()
    shown.loc["NE", "wide"] = 0.0
    hidden = replace(card, shown=shown)
    whole, part = cell(card), cell(hidden)
    assert "dash" not in whole
    assert part["dash"] == [3, 2]
    assert (whole["fill"] != "#ffffff", part["fill"]) == (True, "#ffffff")
    assert part["words"] == "Nebraska, Width: 60 of 60 points, part shown by no text"
    assert category_matrix(hidden, rubric).data.set_index("Jurisdiction").loc["Nebraska"].tolist() == [
        "A",
        "60*",
        "40",
    ]


def test_the_best_answer_stands_on_top_also_where_it_is_none(
    card: Scorecard, rubric: Rubric, codebook: Codebook
) -> None:
    listed = category_answers(card, codebook, rubric, rubric.categories[1]).data
    own = listed[listed["Question"] == "On which conditions?"]
    assert own["Answer"].tolist() == ["None", "X", "Y", "Text not seen"]


def test_rank_intervals_tell_each_doubt_alone(card: Scorecard, rubric: Rubric) -> None:
    from analysis.grading.robustness import both_doubts

    figure = rank_intervals(both_doubts(card, rubric, draws=50).intervals, rubric)
    assert "weights drawn at random and text not shown drawn from other laws, together" in figure.alt
    assert {"Best rank, weights alone", "Worst rank, text not shown alone"} <= set(figure.data.columns)
    assert any("weights alone" in title and "text not shown alone" in title for title in titles(figure))


def test_answers_are_counted_with_their_points(card: Scorecard, rubric: Rubric, codebook: Codebook) -> None:
    figure = category_answers(card, codebook, rubric, rubric.categories[0])
    assert figure.data[["Answer", "Points", "Laws"]].to_numpy().tolist() == [
        ["All", "60", 2], ["Some", "30", 1], ["None", "0", 1], ["Text not seen", "–", 1],
    ]  # fmt: skip
    assert figure.alt == "Width. How wide is it? All 2, Some 1, None 1; text not seen 1."
    conditions = category_answers(card, codebook, rubric, rubric.categories[1]).data
    points = conditions[conditions["Question"] == "On which conditions?"].set_index("Answer")["Points"]
    assert points.to_dict() == {"X": "−2", "Y": "−2", "None": "10", "Text not seen": "–"}


def test_the_overview_divides_all_laws(card: Scorecard, rubric: Rubric, codebook: Codebook) -> None:
    data = answers_overview(card, codebook, rubric).data
    assert data.iloc[:, 2:].to_numpy().tolist() == [[2, 1, 1, 1], [3, 0, 1, 1], [3, 2, 0, 0]]


def test_strengths_run_from_the_strongest(card: Scorecard, rubric: Rubric) -> None:
    figure = category_strengths(category_summary(card, rubric))
    assert figure.data["Category"].tolist() == ["Speed", "Width"]
    # Speed: 40, 38, 10 of 10, 40, 6 of 40: shares 1, .95, 1, 1, .15. Width: 1, .5, 1, 0: median .75.
    assert figure.data["Median share (%)"].tolist() == [100, 75]
    assert "earns 100% of the points in speed, the most, and 75% in width, the least" in figure.alt


def test_change_tells_rises_falls_and_new_laws(rubric: Rubric) -> None:
    after = make_card(rubric, only=("NE", "CA", "US"))
    before = make_card(rubric, only=("NE", "CA", "US"))
    before.table.loc["NE", ["score", "grade"]] = [80, "B"]
    before.table.loc["US", ["status", "score", "grade", "law_id"]] = ["no_law", pd.NA, "", ""]
    changes = Changes(before, after, side_by_side(before, after, *NO_ACTS), pd.DataFrame(), pd.DataFrame())
    figure = score_changes(changes, rubric)
    assert (
        "1 rose, most in Nebraska (+20); 0 fell; 1 stayed the same. 1 first law: Federal law." in figure.alt
    )
    assert {"B to A", "+20", "new", "First laws", "Score unchanged: 1 jurisdiction"} <= set(texts(figure))


def test_coverage_counts_what_answers_rest_on() -> None:
    counts = pd.DataFrame(
        {"question": ["One?", "Two?"], "statute": [3, 1], "bill": [1, 0], "secondary": [0, 1], NOT_SEEN: [0, 2],
         NO_LAW: [1, 1], "asked": [4, 4], "seen": [4, 2]}
    )  # fmt: skip
    figure = coverage_by_question(counts)
    assert set(BASES) | {NOT_SEEN, NO_LAW} <= set(counts.columns)
    assert "statute 50%, bill 13%, secondary source 13%, text not seen 25% of 8 questions asked" in figure.alt
    assert "Most often not seen: Two? (2 texts)." in figure.alt
    assert "Two?: text not seen 2" in titles(figure)


def test_agreement_runs_from_the_least_agreed(codebook: Codebook) -> None:
    pairs = pd.DataFrame(
        [(f"J{at}", "quick", "yes", "yes" if at else "no") for at in range(4)]
        + [(f"J{at}", "wide", "all" if at % 2 else "some", "all" if at % 2 else "some") for at in range(4)],
        columns=["jurisdiction", "variable", "first", "second"],
    )
    figure = coder_agreement(agreement(pairs, codebook, draws=20), codebook)
    assert figure.data["Question"].tolist() == ["Is it quick?", "How wide is it?", "All questions"]
    assert figure.data["Percent"].tolist() == [75.0, 100.0, 87.5]
    assert "Least agreed: “Is it quick?” (75%); most: “How wide is it?” (100%)." in figure.alt
    same = pd.concat(
        [pairs[pairs["variable"] == "wide"], pairs[pairs["variable"] == "wide"].assign(variable="quick")]
    )
    level = coder_agreement(
        agreement(same.replace({"all": "yes", "some": "no"}), codebook, draws=20), codebook
    )
    assert "Least agreed: 2 questions (100%); most: 2 questions (100%)." in level.alt


def test_agreement_shows_earlier_rounds_hollow_beside_the_latest(codebook: Codebook) -> None:
    def pairs(version: str, same: int) -> pd.DataFrame:
        rows = [(version, f"J{at}", "L", "quick", "yes", "yes" if at < same else "no") for at in range(4)]
        return pd.DataFrame(
            rows, columns=["codebook", "jurisdiction", "law_id", "variable", "first", "second"]
        )

    both = by_round(pd.concat([pairs("1.0", 4), pairs("1.10", 1)]), codebook)
    figure = coder_agreement(both, codebook)
    assert figure.alt.startswith("The latest round: Two coders agree on 25% of 4 answers")
    assert figure.headline.endswith("in the latest round")
    assert figure.data["Percent"].tolist() == [25.0, 25.0]
    assert figure.data["Percent, codebook 1.0"].tolist() == [100.0, 100.0]
    assert "Is it quick? 25% of 4 pairs agree; alpha −0.40; 100% of 4 under codebook 1.0" in titles(figure)
    alone = coder_agreement(by_round(pairs("1.0", 4), codebook), codebook)
    assert "latest" not in alone.alt + alone.headline
    assert "Percent, codebook 1.0" not in alone.data


def test_a_provisional_rank_is_marked_without_color(card: Scorecard, rubric: Rubric) -> None:
    intervals = both_doubts(card, rubric, draws=50).intervals
    status = card.table["status"].copy()
    status[intervals.index] = ["graded", *["provisional"] * (len(intervals) - 1)]
    figure = rank_intervals(intervals, rubric, status)
    first, second = figure.data["Grade"].tolist()[:2]
    assert not first.endswith("*")
    assert second.endswith("*")
    told = [text for text in titles(figure) if "in nine of ten draws" in text]
    assert "; grade " in told[0]
    assert "; provisional grade " in told[1]
    spec = figure.chart.to_dict()
    fills = [row["fill"] for data in spec["datasets"].values() for row in data if "fill" in row]
    assert fills.count(PAPER) == len(intervals) - 1


def test_rank_intervals_name_the_least_certain() -> None:
    frame = pd.DataFrame(
        {"name": ["Ann", "Bob"], "score": [90, 80], "rank": [1, 2], "rank_low": [1, 1], "rank_high": [2, 4],
         "grade": ["A", "B"], "same_grade": [0.99, 0.5]}, index=["AA", "BB"],
    )  # fmt: skip
    figure = rank_intervals(frame, make_rubric(LETTERS))
    assert (
        "the middle interval spans 3 places, the widest 4. 1 keeps its grade in at least 90% of draws"
        in figure.alt
    )
    assert "least certain is Bob, which keeps its B in 50%" in figure.alt


def glyphs(path: Path) -> set[str]:
    """The characters a TrueType font has, from format 4 of its `cmap`."""
    data = path.read_bytes()
    tables = [
        struct.unpack(">4sIII", data[12 + 16 * i : 28 + 16 * i])
        for i in range(struct.unpack(">H", data[4:6])[0])
    ]
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    found: set[str] = set()
    for i in range(struct.unpack(">H", data[start + 2 : start + 4])[0]):
        at = start + struct.unpack(">HHI", data[start + 4 + 8 * i : start + 12 + 8 * i])[2]
        if struct.unpack(">H", data[at : at + 2])[0] != 4:
            continue
        count = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2
        ends = struct.unpack(f">{count}H", data[at + 14 : at + 14 + 2 * count])
        starts = struct.unpack(f">{count}H", data[at + 16 + 2 * count : at + 16 + 4 * count])
        found |= {chr(c) for a, b in zip(starts, ends, strict=True) for c in range(a, b + 1)}
    return found


@pytest.fixture(scope="module")
def real(dataset: Dataset) -> dict[str, Figure]:
    """Every chart of the real data."""
    first, last = editions(dataset)[0], editions(dataset)[-1]
    card = scorecard(dataset, last)
    made = dict(charts(card, dataset.rubric, dataset.codebook, dataset.jurisdictions))
    made["changes"] = score_changes(compare(dataset, first, last), dataset.rubric)
    made["coverage q"] = coverage_by_question(by_question(dataset, card))
    made["coverage j"] = coverage_by_jurisdiction(by_jurisdiction(dataset, card))
    made["agreement"] = coder_agreement(
        agreement(dataset.second_codings, dataset.codebook, draws=20), dataset.codebook
    )
    return made


def test_real_charts_are_small_and_print_only_what_the_font_has(real: dict[str, Figure]) -> None:
    known = glyphs(FONTS / "PublicSans_400Regular.ttf") & glyphs(FONTS / "PublicSans_600SemiBold.ttf")
    for name, figure in real.items():
        check(name, figure)
        assert set("".join(texts(figure))) <= known | {"\n"}, name
    assert len(real["map"].svg.encode()) < 60_000
    assert all(len(figure.svg.encode()) < 180_000 for figure in real.values())


def test_real_charts_are_the_same_whichever_font_measures_what_is_within_them(
    real: dict[str, Figure],
) -> None:
    changed = 0
    for name, figure in real.items():
        for width, spec, picture in (
            ("wide", figure.spec, figure.svg),
            ("narrow", _document(figure.narrow, figure.alt), figure.narrow_svg),
        ):
            text = json.dumps(spec)
            own = text.replace(QUICK, "Public Sans")
            changed += own != text
            assert drawn(json.loads(own)) == picture, f"{name}, {width}"
    assert changed > len(real)


def test_real_charts_fit_the_page(real: dict[str, Figure]) -> None:
    for name, figure in real.items():
        width, height = (float(ET.fromstring(figure.svg).get(side, "0")) for side in ("width", "height"))
        assert width <= 632, f"{name}: wider than the text of a page at 0.755 points a pixel"
        assert height <= 806, f"{name}: {height} pixels do not leave room for a caption on the page"


def test_real_charts_print_no_letter_too_small_to_read(real: dict[str, Figure]) -> None:
    for name, figure in real.items():
        sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)px"', figure.svg)}
        assert min(sizes) * 0.755 >= 8.5, name


def test_every_chart_is_drawn_for_a_phone_with_the_same_words_and_links(real: dict[str, Figure]) -> None:
    for name, figure in real.items():
        root = ET.fromstring(figure.narrow_svg)
        assert float(root.get("width", "0")) <= 345, f"{name}: wider than a phone"
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', figure.narrow_svg)]
        assert min(sizes) >= 10.5, name
        wide = ET.fromstring(figure.svg)
        for kind in ("title", "a"):
            said, drawn = (
                {
                    element.text if kind == "title" else element.get("href")
                    for element in page.iter(f"{SVG}{kind}")
                }
                for page in (wide, root)
            )
            assert said == drawn, f"{name}: {kind}"


def test_a_phone_prints_every_letter_of_the_map(real: dict[str, Figure]) -> None:
    drawn = ET.fromstring(real["map"].narrow_svg)
    shown = [
        (text.text or "") + "".join(part.tail or "" for part in text) for text in drawn.iter(f"{SVG}text")
    ]
    letters = [word.split()[-1] for word in shown if re.fullmatch(r"([A-Z]{2} )?([A-DF]\*?|–|…|\?)", word)]
    keyed = 5 + 3  # letters and statuses of the key; the asterisk has no letter
    assert len(letters) == len(real["map"].data) + keyed


def test_numbers_of_an_axis_never_touch(real: dict[str, Figure]) -> None:
    for name in ("ranked", "changes", "ranks", "agreement"):
        for svg in (real[name].svg, real[name].narrow_svg):
            found = [
                (float(x), float(y), len(word) * 6.3)
                for x, y, word in re.findall(r'translate\(([-\d.]+),(-[\d.]+)\)"[^>]*>(\d+%?)</text>', svg)
            ]
            row = sorted((x, wide) for x, y, wide in found if y == -10)
            assert all(b - a > (u + v) / 2 for (a, u), (b, v) in pairwise(row)), name


def test_scores_stand_on_an_axis_that_starts_below_the_lowest_bound() -> None:
    rubric = make_rubric(LETTERS)
    assert [axis_start(low, rubric) for low in (6, 23, 33, 42.9, 95)] == [0, 20, 30, 30, 50]


def test_no_two_figures_share_an_id(real: dict[str, Figure]) -> None:
    ids = [found for figure in real.values() for svg in (figure.svg, figure.narrow_svg)
           for found in set(re.findall(r'\bid="([^"]+)"', svg))]  # fmt: skip
    assert len(ids) == len(set(ids))


def numbers(document: object) -> Iterator[float]:
    """Every number of a chart's document and of the data in it."""
    if isinstance(document, float):
        yield document
    elif isinstance(document, (dict, list)):
        for part in document.values() if isinstance(document, dict) else document:
            yield from numbers(part)


def test_charts_hold_hundredths_since_further_digits_differ_between_libraries(
    real: dict[str, Figure],
) -> None:
    for name, figure in real.items():
        for one in (figure, Figure(figure.narrow, figure.alt, figure.data)):
            found = list(numbers(one.spec))
            assert found, name
            long = [number for number in found if abs(number - round(number, 2)) > 1e-9]
            assert long == [], name
