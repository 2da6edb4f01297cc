"""The report as readers meet it: from disk, in both colour schemes, on a phone, by keyboard, without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from accessibility import fits_passes_axe_and_asks_nobody, violations
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("width", [1280, 375])
def test_report_asks_for_nothing_from_elsewhere_fits_the_screen_and_passes_axe(
    site: Path, visit: Any, width: int
) -> None:
    one = visit(site / "report.html", width)
    one.settle()
    fits_passes_axe_and_asks_nobody(one, width)


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark")])
def test_notebook_pages_ask_for_nothing_from_elsewhere_and_pass_axe(
    site: Path, visit: Any, width: int, scheme: str
) -> None:
    for path in sorted((site / "notebooks").glob("*.html")):
        one = visit(path, width, scheme)
        assert [url for url in one.requests if not url.startswith("file:")] == [], path.name
        assert one.complaints == [], path.name
        assert one.page.evaluate("document.documentElement.scrollWidth") == width, path.name
        assert violations(one.page) == [], path.name
        assert (
            one.page.get_by_role("link", name="Back to the report").get_attribute("href") == "../report.html"
        )


@pytest.mark.parametrize("width", [1280, 375])
def test_without_javascript_every_figure_table_and_contents_entry_is_there(
    site: Path, visit: Any, width: int
) -> None:
    page = visit(site / "report.html", width, scripts=False).page
    figures = page.locator("figure.chart svg[aria-label]:visible")
    assert figures.count() == page.locator("figure.chart").count() > 10
    for i in range(figures.count()):
        assert len(figures.nth(i).get_attribute("aria-label")) > 20
    for label in page.locator("figure.chart").evaluate_all("figures => figures.map(one => one.id)"):
        table = page.locator(f"a[href='figures/{label}.html#data']")
        assert table.count() == 1, label
        assert table.is_visible(), label
    page.locator("a[href$='.html#data']").first.click()
    assert page.locator("#data + * table tbody tr").count() > 4
    page.go_back()
    assert page.locator(".contents a").first.is_visible()
    assert page.locator(".exit").get_attribute("href") == "https://www.weather.gov/"


def written(site: Path) -> list[Path]:
    """The report's page and those of its appendix."""
    return [site / "report.html", *sorted(site.glob("appendix-*.html"))]


def test_every_link_of_the_report_and_its_appendix_leads_to_something_that_is_there(
    site: Path, visit: Any
) -> None:
    targets: dict[str, list[str]] = {}
    ids: dict[str, set[str]] = {}
    for path in written(site):
        page = visit(path, scripts=False).page
        targets[path.name] = page.locator("a[href]").evaluate_all(
            "nodes => nodes.map(n => n.getAttribute('href'))"
        )
        ids[path.name] = set(page.locator("[id]").evaluate_all("nodes => nodes.map(n => n.id)"))
    lost, across = [], 0
    for name, found in targets.items():
        for target in {t for t in found if not t.startswith(("http:", "https:", "mailto:"))}:
            file, _, label = target.partition("#")
            file = file or name
            across += file != name and file in ids
            if not (site / file).is_file() or (label and file in ids and label not in ids[file]):
                lost.append(f"{name}: {target}")
    assert lost == []
    assert sum(target.startswith("#") for target in targets["report.html"]) > 20
    assert across > 20


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_pages_of_the_appendix_fit_the_screen_and_pass_axe(
    site: Path, visit: Any, width: int, scheme: str
) -> None:
    pages = written(site)[1:]
    assert len(pages) > 5
    for path in pages:
        one = visit(path, width, scheme)
        assert one.complaints == [], path.name
        assert one.page.evaluate("document.documentElement.scrollWidth") == width, path.name
        assert violations(one.page) == [], path.name
        assert one.page.locator('.contents a[aria-current="page"]').count() == 1, path.name
        assert one.page.get_by_role("link", name="Back to the report").count() == 1, path.name


def test_identifiers_are_unique(site: Path, visit: Any) -> None:
    ids = (
        visit(site / "report.html", scripts=False)
        .page.locator("[id]")
        .evaluate_all("nodes => nodes.map(n => n.id)")
    )
    assert sorted({i for i in ids if ids.count(i) > 1}) == []


def test_table_is_sorted_by_keyboard_and_says_so(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    table = page.locator(".table-region table.long").first
    heads = table.locator("thead th")
    labels = heads.all_inner_texts()
    column = next(i for i, label in enumerate(labels) if label.startswith("Score"))
    cells = table.locator(f"tbody tr > :nth-child({column + 1})")
    before = cells.all_inner_texts()
    button = heads.nth(column).locator("button")
    button.focus()
    page.keyboard.press("Enter")
    assert heads.nth(column).get_attribute("aria-sort") == "ascending"
    numbers = [int(text) for text in cells.all_inner_texts() if text.strip().isdigit()]
    assert numbers == sorted(numbers)
    page.keyboard.press("Enter")
    assert heads.nth(column).get_attribute("aria-sort") == "descending"
    after = cells.all_inner_texts()
    numbers = [int(text) for text in after if text.strip().isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert sorted(after) == sorted(before)
    missing = [i for i, text in enumerate(after) if not text.strip().isdigit()]
    assert missing == list(range(len(after) - len(missing), len(after)))


def test_long_table_is_filtered_and_counts_its_rows(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    box = page.get_by_label("Find in this table").first
    table = page.locator(".table-region table.long").first
    box.fill("nebraska")
    assert table.locator("tbody tr:visible").count() == 1
    assert page.locator(".table-tools [role=status]").first.inner_text().startswith("1 of 5")
    box.fill("")
    assert table.locator("tbody tr:visible").count() > 50


@pytest.mark.parametrize("width", [1280, 375])
def test_leaving_the_page_works_by_click_and_by_three_times_shift(site: Path, visit: Any, width: int) -> None:
    for leave in ("click", "shift"):
        one = visit(site / "report.html", width, alone=True)  # it opens another tab
        left: list[str] = []
        one.page.route(
            "https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
        )
        one.page.on("request", lambda request, left=left: left.append(request.url))
        if leave == "click":
            one.page.locator("#exit").click()
        else:
            for _ in range(3):
                one.page.keyboard.press("Shift")
        one.page.wait_for_url("https://www.weather.gov/", timeout=120_000)
        assert [url for url in left if url.startswith("http")] == ["https://www.weather.gov/"]
        assert one.page.evaluate("history.length") <= 2


def test_shift_used_for_typing_does_not_leave_the_page(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    for _ in range(4):
        page.keyboard.press("Shift+A")
    # A page that is being left is hidden and remembers it before the key is up: nothing to wait for.
    assert page.evaluate("document.documentElement.style.visibility") == ""
    assert page.evaluate("sessionStorage.length") == 0
    assert page.url.startswith("file:")


def test_skip_link_is_first_and_leads_to_the_report(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_page_on_paper_hides_what_only_screens_need(site: Path, visit: Any) -> None:
    page = visit(site / "report.html").page
    page.emulate_media(media="print")
    for hidden in (".exit-bar", ".contents", ".table-tools", ".skip"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("figure.chart").first.is_visible()


def test_the_pdf_holds_only_the_fonts_that_come_with_the_project(site: Path) -> None:
    pages = PdfReader(site / "report.pdf").pages
    fonts = {
        font.get_object()["/BaseFont"]
        for page in pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    families = {str(name).partition("+")[2].partition("-")[0] for name in fonts}
    assert families == {"PublicSans", "SourceSerif4"}


def test_the_cover_shows_the_map_and_the_findings_and_its_back_how_to_cite(site: Path) -> None:
    variables = yaml.safe_load((ROOT / "_variables.yml").read_text(encoding="utf-8"))
    pages = PdfReader(site / "report.pdf").pages
    cover, back = (" ".join((pages[at].extract_text() or "").split()) for at in (0, 1))
    for name in ("grades", "cost", "step"):
        assert variables["findings"][name] in cover
    assert "Law in force on" in cover
    assert "Cite as: State Report Cards contributors." in back
