"""A data set with markup in every text field builds into pages, PDFs and tables in which all of it is words."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from analysis.publish.build.building import Options
from corner_data import keep_few

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.long  # the first of them builds a whole site

PAYLOAD = (
    "x</script><script>window.pwned=1</script><img src=http://evil.example/a onerror=window.pwned=2>"
    ' "\' & #import "/etc/passwd" #{sys} $x$ *b* _i_ `c` | <lbl> @tbl-ranking [l](javascript:window.pwned=3)'
    " ![i](http://evil.example/b) {{< include /etc/passwd >}} {{< var scores.top >}} ```{=html}``` \\u003c %3Cb%3E"
)

DRAWN = (
    "</script><script>window.pwned=1</script>\"'&#{sys}|",
    "<img src=http://evil.example/a onerror=window.pwned=2>$x$*b*",
)
"""Shorter ones, in turns, for seven in eight of the names, titles and labels: the converter measures each letter that a chart
draws many times over, and drew for half a minute where all were long."""

FIELDS = {
    "jurisdictions": ("name", "region"),
    "editions": ("title",),
    "laws": ("statutes", "open_questions"),
    "codings": ("citation", "note"),
    "sources": ("title",),
    "amendments": ("act", "change"),
    "bills": ("bill", "what", "status"),
    "help": ("name", "what"),
    "corrections": ("why", "reported_by"),
}
"""Every column whose text the researchers write freely."""


NO_ICON = "data:,"
"""What keeps a browser from asking for an icon that is not there."""


def poison(folder: Path) -> None:
    """Add the payload to every free text of the data set, the codebook, the rubric and the model law."""
    with (folder / "help.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(
            [
                "Help",
                "Finds lawyers.",
                "https://help.example/?a=1&b='2'",
                "https://help.example/",
                "2026-05-01",
            ]
        )
    for name, columns in FIELDS.items():
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, header = list(reader), list(reader.fieldnames or ())
        for number, row in enumerate(rows):
            for column in columns:
                short = (name, column) == ("jurisdictions", "name") and row["jurisdiction"] != "NE"
                if row[column]:
                    row[column] = f"{row[column]} {DRAWN[number % 2] if short else PAYLOAD}"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    for name in ("codebook", "rubric", "model_law"):
        path = folder / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        keys = "plain|title|best_practice|question|label|statement|instruction|reason|reach|not_coded|notice|heading|text"
        met = count()

        def said(found: re.Match[str], met: Iterator[int] = met) -> str:
            number = next(met) if found[2] in ("label", "title") else 0
            text = json.dumps(f" {DRAWN[number % 2] if number % 8 else PAYLOAD}")[1:-1]
            return f'{found[1]}{text}"'

        path.write_text(re.sub(rf'(\b({keys}) = "(?:[^"\\\n]|\\.)+)"', said, text), encoding="utf-8")
        tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, built: Any) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    data = shutil.copytree(ROOT / "data" / "raw", folder / "raw")
    keep_few(data, "NE", "OH")
    poison(data)
    made: Path = built(Options(ROOT, raw=data, output=folder / "site"))
    return made


class Page(HTMLParser):
    """Elements and words as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._data: list[str] = []
        self.feed(text)
        self.words = "".join(self._data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._data.append(data)  # adding to one long text would copy all of it each time


def pages(site: Path) -> list[Path]:
    return [
        site / "index.html",
        site / "survivors.html",
        site / "report.html",
        *sorted(site.glob("appendix-*.html")),
        site / "data.html",
        site / "codebook.html",
        *sorted((site / "figures").glob("*.html")),
        site / "explore.html",
        site / "compare.html",
        site / "draft.html",
        *sorted((site / "notebooks").glob("*.html")),
        *sorted((site / "cards").glob("*.html")),
    ]


def test_pages_hold_the_payload_as_words_only(hostile: Path, site: Path) -> None:
    seen = 0
    for path in pages(hostile):
        page = Page(path.read_text(encoding="utf-8"))
        usual = Page((site / path.relative_to(hostile)).read_text(encoding="utf-8"))
        scripts = [sum(tag == "script" for tag, _ in one.elements) for one in (page, usual)]
        assert scripts[0] == scripts[1], path.name
        assert {tag for tag, _ in page.elements} <= {tag for tag, _ in usual.elements} | {"span", "tspan"}, (
            path.name
        )
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on")], (path.name, tag)
            if tag == "link" and attributes.get("rel") == "icon" and attributes.get("href") == NO_ICON:
                continue
            for name in ("href", "src", "action"):
                address = (attributes.get(name) or "").strip().lower()
                assert not address.startswith(("javascript:", "data:")), (path.name, address)
                assert not address.startswith(("http://evil", "https://evil")), (path.name, address)
        assert "root:" not in page.words
        seen += page.words.count("window.pwned=1")
    assert seen > 500


@pytest.mark.parametrize(
    "name",
    [
        "index.html", "survivors.html", "report.html", "cards/NE.html", "notebooks/02_scores.html",
        "figures/fig-grades.html",
    ],
)  # fmt: skip
def test_nothing_of_the_payload_runs_in_a_browser(hostile: Path, visit: Any, name: str) -> None:
    one = visit(hostile / name)
    one.settle()
    assert one.page.evaluate("typeof window.pwned") == "undefined"
    assert [url for url in one.requests if not url.startswith("file:")] == []
    assert one.complaints == []


@pytest.mark.parametrize(
    "address",
    [
        "explore.html#at=NE&color=q.hearing&q.fee=silent",
        "compare.html#with=NE&with=OH",
        "draft.html#law=NE&set=nexus:during&set=hearing:if_contested",
    ],
)
def test_pages_that_scripts_fill_show_the_payload_as_words(hostile: Path, visit: Any, address: str) -> None:
    name, _, hash = address.partition("#")
    one = visit(f"{(hostile / name).as_uri()}#{hash}")
    assert one.page.locator("#main").inner_text().count("<script>window.pwned=1</script>") > 30
    assert one.page.locator("#main img, #main a[href^='javascript' i]").count() == 0
    assert one.page.evaluate("typeof window.pwned") == "undefined"
    assert [url for url in one.requests if not url.startswith("file:")] == []
    assert one.complaints == []


def test_names_and_verdicts_that_a_script_shows_stay_words(hostile: Path, visit: Any) -> None:
    one = visit(hostile / "index.html")
    one.page.get_by_role("combobox").fill("nebraska")
    expect(one.page.get_by_role("option").first).to_contain_text("<script>window.pwned=1</script>")
    one.page.get_by_role("combobox").press("Escape")
    one.page.locator(".tile[data-code=NE]").hover()
    expect(one.page.locator(".sentence")).to_contain_text("<script>window.pwned=1</script>")
    assert one.page.evaluate("typeof window.pwned") == "undefined"
    assert one.complaints == []
    answers = visit(hostile / "survivors.html").page
    answers.get_by_role("combobox").fill("nebraska")
    answers.get_by_role("combobox").press("Enter")
    expect(answers.locator("details[open] > summary .name")).to_contain_text(
        "<script>window.pwned=1</script>"
    )
    link = answers.get_by_role("link", name="Help x</script>")
    assert link.get_attribute("href") == "https://help.example/?a=1&b='2'"


def test_pdfs_are_made_and_show_the_payload_as_text(hostile: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    card = "".join(page.extract_text() for page in pypdf.PdfReader(hostile / "cards" / "NE.pdf").pages)
    assert "window.pwned=1" in "".join(card.split())
    assert "root:x:" not in card
    assert (hostile / "report.pdf").read_bytes().startswith(b"%PDF")


def test_tables_for_spreadsheets_start_no_cell_with_a_formula(hostile: Path) -> None:
    tables = [*sorted((hostile / "data").rglob("*.csv")), *sorted((hostile / "figures").glob("*.csv"))]
    assert len(tables) > 40
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                bad = [
                    c for c in row if c.startswith(("=", "@", "\t", "\r")) or re.match(r"[+-](?![\d.]+$)", c)
                ]
                assert bad == [], path.name


def test_workbook_for_readers_runs_nothing_and_links_nowhere(hostile: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(hostile / "data" / "state-report-cards.xlsx")
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(cell.hyperlink for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert "window.pwned=1" in str(book["Sources"]["E2"].value)


def test_file_of_a_jurisdiction_holds_the_payload_as_text(hostile: Path) -> None:
    record = json.loads((hostile / "data" / "jurisdictions" / "NE.json").read_text(encoding="utf-8"))
    assert PAYLOAD in record["laws"][0]["statutes"]
    assert PAYLOAD in record["jurisdiction"]["name"]
