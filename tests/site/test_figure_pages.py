"""Every figure has a page of its own, with its data whole, files to take away and the way back to the report."""

from __future__ import annotations

import csv
import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from accessibility import WIDTHS, fits_passes_axe_and_asks_nobody

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"


class Figures(HTMLParser):
    """The figures of the report, in their order; the addresses of a page; its metadata; the cells of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.labels: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.meta: dict[str, str] = {}
        self.rows: list[list[str]] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "figure" and "chart" in given.get("class", "").split():
            self.labels.append(given["id"])
        if "id" in given:
            self.ids.append(given["id"])
        self.links += [given[name] for name in ("href", "src") if name in given and tag != "use"]
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.meta[name] = given["content"]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def read(path: Path) -> Figures:
    return Figures(path.read_text(encoding="utf-8"))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def labels(site: Path) -> list[str]:
    found = read(site / "report.html").labels
    assert len(found) > 20
    return found


def test_each_figure_has_its_page_and_files_and_the_report_leads_to_them(
    site: Path, labels: list[str]
) -> None:
    report = read(site / "report.html")
    for label in labels:
        page = read(site / "figures" / f"{label}.html")
        assert page.labels == [label]
        assert f"../report.html#{label}" in page.links
        for ending in ("svg", "png", "csv"):
            assert f"{label}.{ending}" in page.links
            assert f"figures/{label}.{ending}" in report.links
            assert (site / "figures" / f"{label}.{ending}").stat().st_size > 50
        assert {f"figures/{label}.html", f"figures/{label}.html#cite"} <= set(report.links)
    made = {path.stem for path in (site / "figures").iterdir()}
    assert made == set(labels)


def test_figures_follow_each_other_as_in_the_report(site: Path, labels: list[str]) -> None:
    for i, label in enumerate(labels):
        text = (site / "figures" / f"{label}.html").read_text(encoding="utf-8")
        steps = dict(
            re.findall(
                r'rel="(prev|next)">Figure (\d+)',
                text.replace("\N{NO-BREAK SPACE}", " "),
            )
        )
        wanted = {"prev": str(i), "next": str(i + 2)}
        assert steps == {way: number for way, number in wanted.items() if 1 <= int(number) <= len(labels)}, (
            label
        )


def test_every_link_of_a_figure_page_leads_somewhere_and_no_identifier_is_used_twice(
    site: Path, labels: list[str]
) -> None:
    identifiers = {"": set(read(site / "report.html").ids)}
    for label in labels:
        path = site / "figures" / f"{label}.html"
        page = read(path)
        assert len(page.ids) == len(set(page.ids)), label
        for link in page.links:
            if link.startswith(("http:", "https:")):
                continue
            file, _, anchor = link.partition("#")
            assert not file or (path.parent / file).resolve().is_file(), (label, link)
            if file == "../report.html" and anchor:
                assert anchor in identifiers[""], (label, link)
            elif anchor and not file:
                assert anchor in page.ids, (label, link)


def test_the_table_on_the_page_is_the_file(site: Path, labels: list[str]) -> None:
    def number(cell: str) -> str:
        return cell.removeprefix("'")

    for label in labels:
        on_page = [row for row in read(site / "figures" / f"{label}.html").rows if row]
        in_file = [[number(cell) for cell in row] for row in rows_of(site / "figures" / f"{label}.csv")]
        assert in_file == on_page, label
        assert len(in_file) > 1


def test_picture_and_drawing_are_the_same_size_and_the_drawing_says_what_it_shows(
    site: Path, labels: list[str]
) -> None:
    for label in labels:
        svg = (site / "figures" / f"{label}.svg").read_text(encoding="utf-8")
        opening = svg[: svg.find(">")]
        width, height = (float(re.search(rf' {side}="([\d.]+)"', opening)[1]) for side in ("width", "height"))
        png = (site / "figures" / f"{label}.png").read_bytes()
        assert struct.unpack(">II", png[16:24]) == pytest.approx((2 * width, 2 * height), abs=1), label
        assert "<a " not in svg
        assert "<title>Figure" in svg, label
        assert len(svg.partition("<desc>")[2].partition("</desc>")[0]) > 20, label


def test_cards_of_social_networks_get_a_title_a_sentence_and_a_described_picture(
    site: Path, labels: list[str]
) -> None:
    for label in labels:
        meta = read(site / "figures" / f"{label}.html").meta
        assert meta["og:image"].endswith(f"{label}.png")
        png = (site / "figures" / f"{label}.png").read_bytes()
        size = struct.unpack(">II", png[16:24])
        assert (int(meta["og:image:width"]), int(meta["og:image:height"])) == size
        assert min(len(meta[f"og:{name}"]) for name in ("title", "description", "image:alt")) > 5
        assert meta["description"] == meta["og:description"]


def test_counts_behind_a_figure_are_those_of_the_coded_laws(site: Path) -> None:
    """Worked out from the raw files alone: the laws in force on the latest edition's date, and their answers."""
    import tomllib

    laws = pd.read_csv(RAW / "laws.csv", dtype=str, keep_default_na=False)
    codings = pd.read_csv(RAW / "codings.csv", dtype=str, keep_default_na=False)
    corrections = pd.read_csv(RAW / "corrections.csv", dtype=str, keep_default_na=False)
    day = max(pd.read_csv(RAW / "editions.csv", dtype=str)["as_of"])
    ended = laws["effective_to"].where(laws["effective_to"] != "", "9999-12-31")
    known = laws[(laws["effective_from"] <= day) & (ended > day)]["law_id"]
    wide = codings[codings["law_id"].isin(known)].pivot(index="law_id", columns="variable", values="value")
    for row in corrections[corrections["column"] == "value"].itertuples():
        if row.law_id in wide.index:
            wide.loc[row.law_id, row.variable] = row.new
    answers = wide[wide["law_exists"] == "yes"]["hearing"]
    codebook = tomllib.loads((RAW / "codebook.toml").read_text(encoding="utf-8"))
    (question,) = (one for one in codebook["variable"] if one["id"] == "hearing")
    expected = {one["label"]: int((answers == one["id"]).sum()) for one in question["answers"]}
    found = rows_of(site / "figures" / "fig-answers-hearing.csv")
    counted = {
        next(cell for cell in row if cell in expected): [int(cell) for cell in row if cell.isdigit()]
        for row in found[1:]
        if set(row) & expected.keys()
    }
    assert expected
    for label, count in expected.items():
        assert count in counted[label], (label, count, counted)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("label", ["fig-grades", "fig-distribution"])
def test_page_asks_for_nothing_from_elsewhere_fits_the_screen_and_passes_axe(
    site: Path, visit: Any, label: str, width: int
) -> None:
    fits_passes_axe_and_asks_nobody(visit(site / "figures" / f"{label}.html", width), width)


def test_without_javascript_the_page_is_whole(site: Path, visit: Any) -> None:
    page = visit(site / "figures" / "fig-grades.html", scripts=False).page
    assert page.locator("figure.chart svg[aria-label]:visible").count() == 1
    rows = rows_of(site / "figures" / "fig-grades.csv")
    assert page.locator(".data-table tr:visible").count() == len(rows)
    assert page.get_by_role("link", name="Data (CSV)").is_visible()
    page.get_by_text("The same as BibTeX").click()
    assert page.locator(".bibtex pre").inner_text().startswith("@misc{state-report-cards-")
