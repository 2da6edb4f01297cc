"""Whatever stands in data or in a variable is shown as words: nothing runs, loads or becomes markup."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from small_project import FRONT, ROOT, SVG, code, figure, shown

from analysis.publish.formats.drawings import write_phone_drawings
from analysis.publish.formats.markup import script_json
from analysis.publish.formats.pdf import write_pdf
from analysis.publish.formats.typst_body import body_typst
from analysis.publish.markdown.assemble import Report, assemble
from analysis.publish.markdown.site_parts import WHOLE
from analysis.publish.markdown.svg import inline_svg
from analysis.publish.notebooks.outputs import Embed
from analysis.publish.notebooks.pages import notebook_pages
from analysis.publish.site.report import report_pages

Make = Callable[..., Path]

PAYLOADS = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "#raw(read(\"/etc/passwd\"))",
    "#link(\"javascript:x\")[y] $x$ @tbl-a <lbl> *b* _i_ \\u{41}",
    "{{< include /etc/passwd >}} {{< var count.f >}}",
    "[x](javascript:alert(1)) ![y](http://evil.example/z.png)",
    "`x`{=html} ```{=typst}",
    "=1+1 犬 \u202e",
]  # fmt: skip

ESCAPED = re.compile(r"([\\`*_{}\[\]<>#|~^$@&])")


class Page(HTMLParser):
    """What a browser would act on in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.inside_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self.inside_script = False

    def handle_data(self, data: str) -> None:
        if not self.inside_script:
            self.words += data


def hostile_report(make_project: Make, payload: str) -> tuple[Path, Report]:
    """The payload as a variable, an alt text, a caption, a value behind a chart, words in a chart and a table's cell."""
    escaped = ESCAPED.sub(r"\\\1", payload)
    svg_words = "<text>" + payload.replace("&", "&amp;").replace("<", "&lt;") + "</text>"
    cell = f"| A | B |\n|:--|:--|\n| {escaped} | [{escaped}](javascript:x) |\n"
    caption = json.dumps(escaped, ensure_ascii=False)
    cells = [
        code(f"#| label: fig-a\n#| fig-cap: {caption}\nx", [shown(figure(alt=payload, body=svg_words, rows=[[payload, 1]]))]),
        code(f"#| label: tbl-b\n#| tbl-cap: {caption}\nx", [shown({"text/markdown": cell})]),
    ]  # fmt: skip
    body = "Value {{< var count.hostile >}}.\n\n" + "".join(
        f"{{{{< embed ../notebooks/02_scores.ipynb#{name} >}}}}\n\n" for name in ("fig-a", "tbl-b")
    )
    root = make_project(FRONT + body, cells=cells)
    variables = {"edition": {"as_of": payload}, "count": {"hostile": payload, "f": "SHOULD-NOT-APPEAR"}}
    return root, assemble(root / "report" / "report.qmd", root, variables)


NO_ICON = "data:,"
"""What keeps a browser from asking for an icon that is not there."""


def assert_harmless(page: Page, scripts: int) -> None:
    assert not [tag for tag, _ in page.tags if tag in ("img", "iframe", "object", "embed", "form", "base")]
    assert sum(tag == "script" for tag, _ in page.tags) == scripts
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "link" and attributes.get("rel") == "icon" and attributes.get("href") == NO_ICON:
            continue
        for name in ("href", "src"):
            assert not re.match(r"\s*(javascript|data|vbscript):", attributes.get(name) or "", re.IGNORECASE)
            assert "evil.example" not in (attributes.get(name) or "")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_shows_the_payload_as_words(make_project: Make, payload: str) -> None:
    root, report = hostile_report(make_project, payload)
    page = Page(report_pages(report, root / "report" / "templates", {}, [])[WHOLE])
    assert_harmless(page, scripts=3)
    assert page.words.count(payload) >= 5
    assert "SHOULD-NOT-APPEAR" not in page.words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_notebook_page_shows_the_payload_as_words(make_project: Make, payload: str) -> None:
    root, _ = hostile_report(make_project, payload)
    text = notebook_pages([root / "notebooks" / "02_scores.ipynb"], root / "report" / "templates", {})[
        "02_scores"
    ]
    page = Page(text)
    assert_harmless(page, scripts=3)
    assert payload in page.words


def test_pdf_shows_every_payload_as_words_and_stays_accessible(make_project: Make, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    payload = " ".join(PAYLOADS)
    _, report = hostile_report(make_project, payload.replace("\n", " "))
    template = ROOT / "report" / "templates" / "report.typ"
    made = write_pdf(report, template, tmp_path / "typst", datetime.date(2026, 7, 1))
    text = "".join("".join(p.extract_text().split()) for p in pypdf.PdfReader(BytesIO(made)).pages)
    for one in PAYLOADS[:7]:
        assert "".join(one.split()) in text
    assert "root:" not in text


def test_typst_receives_no_command_from_data(make_project: Make) -> None:
    _, report = hostile_report(make_project, PAYLOADS[2] + " " + PAYLOADS[3])
    commands = set(re.findall(r"(?<!\\)#([a-z-]+)", body_typst(report.body)))
    assert commands <= {
        "chart",
        "figure",
        "whole",
        "roomy",
        "place",
        "table",
        "set",
        "link",
        "emph",
        "strong",
        "box",
    }


def test_specification_cannot_end_its_script_element() -> None:
    text = str(script_json({"a": "</script><!--\u2028&"}))
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--\u2028&"}


def test_drawing_loses_scripts_handlers_and_foreign_addresses() -> None:
    body = (
        '<script>alert(1)</script><foreignObject/><rect onclick="x()" fill="url(http://evil.example/a)"/>'
        '<a xlink:href="javascript:alert(1)"><text>one</text></a><a href="http://ok.example/"><text>two</text></a>'
        '<a href="cards/NE.html"><path><title>Nebraska: C</title></path></a><a href="cards/XX.html"><path/></a>'
        '<image href="http://evil.example/b.png"/><use href="#x"/>'
    )
    made = inline_svg(SVG.format(body=body), "fig-a", 'An "alt" & more', {"NE": "cards/NE.html"})
    page = Page(made)
    assert {tag for tag, _ in page.tags} == {"svg", "rect", "a", "g", "text", "path", "title"}
    assert [attributes.get("href") for tag, attributes in page.tags if tag == "a"] == [
        "http://ok.example/",
        "cards/NE.html",
    ]
    assert "evil" not in made
    assert "onclick" not in made
    assert page.tags[0][1]["aria-label"] == 'An "alt" & more'
    assert 'aria-label="Nebraska: C"' in made


@pytest.mark.parametrize("payload", PAYLOADS)
def test_drawing_for_phones_is_handed_over_as_one_string_that_ends_no_script(
    tmp_path: Path, payload: str
) -> None:
    body = (
        f'<a href="cards/NE.html"><path><title>{escape(payload)}</title></path></a><script>alert(1)</script>'
    )
    embed = Embed("fig-a", "A figure", alt=payload, svg=SVG.format(body=""), narrow=SVG.format(body=body))
    write_phone_drawings({"fig-a": embed}, {"NE": "cards/NE.html"}, tmp_path)
    text = (tmp_path / "assets" / "drawings" / "fig-a.js").read_text(encoding="utf-8")
    assert not set(text) & set("<>\u2028\u2029")
    start = text.index('["fig-a"] = ') + len('["fig-a"] = ')
    assert text.endswith(";\n")
    page = Page(json.loads(text[start:-2]))
    assert {tag for tag, _ in page.tags} == {"svg", "rect", "a", "path", "title"}
    assert page.tags[0][1]["aria-label"] == payload


def test_two_drawings_on_a_page_do_not_share_identifiers() -> None:
    body = '<clipPath id="clip0"><rect/></clipPath><g clip-path="url(#clip0)"/>'
    one = inline_svg(SVG.format(body=body), "fig-a", "a", {})
    assert 'id="fig-a-clip0"' in one
    assert "url(#fig-a-clip0)" in one


def test_drawing_with_a_document_type_is_refused() -> None:
    with pytest.raises(ValueError, match="declares a document type"):
        inline_svg('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(body="&a;"), "fig-a", "a", {})
