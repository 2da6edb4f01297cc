"""In the PDFs, as on the pages, the first cell of a table's row is the header of the row."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from analysis.publish.build.failure import BuildFailure
from analysis.publish.formats.pdf import compile_pdf
from analysis.publish.formats.pdf_row_headers import with_row_headers

DOCUMENT = """
#set document(title: "Tables")
#set text(lang: "en", font: "Public Sans")
#table(columns: 3, table.header[State][Score][Grade], [Elm], [90], [A], [Oak], [], [F])
#table(columns: 2, table.header[Part][Says],
  table.cell(rowspan: 2)[Time], [no limit], [at once], [Hearing], [none])
#table(columns: 2, [no head], [here])
"""


def parts(node: Any, kind: str) -> list[Any]:
    """The structure elements of one kind below a node, in order."""
    below = node.get("/K", [])
    found = []
    for one in below if isinstance(below, list) else [below]:
        child = one.get_object()
        if isinstance(child, dict) and "/S" in child:
            found += [child] if child["/S"] == kind else parts(child, kind)
    return found


def cells(row: Any) -> list[tuple[str, str | None, int, list[str]]]:
    """Of each cell: kind, scope, rows spanned, and the names of its headers."""
    read = []
    for child in [*row["/K"]]:
        cell = child.get_object()
        table = next((a for a in cell["/A"] if a.get("/O") == "/Table"), {})
        read.append(
            (cell["/S"], table.get("/Scope"), table.get("/RowSpan", 1), [str(h) for h in table.get("/Headers", [])])
        )  # fmt: skip
    return read


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("typst")
    (folder / "main.typ").write_text(DOCUMENT, encoding="utf-8")
    return compile_pdf(folder / "main.typ", folder, date(2026, 7, 1))


def test_first_cell_of_a_row_heads_the_row_and_the_others_name_it(document: bytes) -> None:
    root = PdfReader(BytesIO(document), strict=True).trailer["/Root"]["/StructTreeRoot"]
    first, _, _ = parts(root, "/Table")
    elm, oak = (cells(row) for row in parts(parts(first, "/TBody")[0], "/TR"))
    assert elm == [
        ("/TH", "/Row", 1, ["U1x0y0"]),
        ("/TD", None, 1, ["U1x1y0", "U1x0y1"]),
        ("/TD", None, 1, ["U1x2y0", "U1x0y1"]),
    ]
    assert [cell[3] for cell in oak[1:]] == [["U1x1y0", "U1x0y2"], ["U1x2y0", "U1x0y2"]]


def test_header_that_spans_rows_heads_them_all_and_no_more(document: bytes) -> None:
    root = PdfReader(BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]
    rows = [cells(row) for row in parts(parts(parts(root, "/Table")[1], "/TBody")[0], "/TR")]
    assert rows == [
        [("/TH", "/Row", 2, ["U2x0y0"]), ("/TD", None, 1, ["U2x1y0", "U2x0y1"])],
        [("/TD", None, 1, ["U2x1y0", "U2x0y1"])],
        [("/TH", "/Row", 1, ["U2x0y0"]), ("/TD", None, 1, ["U2x1y0", "U2x0y2"])],
    ]


def test_every_name_leads_to_its_header_in_the_order_a_reader_searches(document: bytes) -> None:
    tree = PdfReader(BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    names = [str(name) for name in tree[::2]]
    assert names == sorted(names)
    assert len(names) == len(set(names)) == 9
    for name, element in zip(names, tree[1::2], strict=True):
        assert element.get_object()["/ID"] == name
        assert element.get_object()["/S"] == "/TH"


def test_tables_without_a_head_and_all_words_stay_as_they_were(document: bytes) -> None:
    reader = PdfReader(BytesIO(document), strict=True)
    headless = parts(reader.trailer["/Root"]["/StructTreeRoot"], "/Table")[2]
    assert parts(headless, "/TH") == []
    shown = "".join(reader.pages[0].extract_text().split())
    for words in ("Elm", "Oak", "nolimit", "atonce", "Hearing", "nohead", "here"):
        assert words in shown


def test_file_of_another_layout_is_refused_in_words(document: bytes) -> None:
    with pytest.raises(BuildFailure, match="row headers"):
        with_row_headers(document.replace(b"\nxref\n", b"\nxreg\n"))
