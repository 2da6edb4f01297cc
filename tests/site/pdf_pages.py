"""Measures of a printed page: how much of it is blank, its smallest type, and what stands in the middle of what."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

INCH = 72
HEAD, FOOT = 0.9 * INCH, 0.8 * INCH
"""What running head and foot take of a page, with the white around them."""

SENTENCE_ENDS = re.compile(r"[.!?:;…][”’\"')\]\d]*$")
FLOATS, HEADINGS, ASIDE = {"Figure", "Table", "Caption"}, {"H1", "H2", "H3", "H4", "H5", "H6"}, {"Note"}


@dataclass
class Item:
    """A paragraph, heading, table or picture, or as much of it as a page holds; `top` in points from the foot of the page."""

    kind: str
    top: float
    text: str
    head: str = ""


@dataclass
class Page:
    """One page, measured.

    `blank`: the tallest empty band between running head and foot, as a share of the room between them. `sizes`: what is
    printed in each size of type, in points. `items`: from the top down. `unmarked`: words that are not read aloud, such as
    running heads and the repeated heads of tables; `said`: all words. Both are without spaces.
    """

    number: int
    blank: float
    sizes: dict[float, str]
    items: list[Item] = field(default_factory=list)
    unmarked: str = ""
    said: str = ""


def measured(pdf: bytes) -> list[Page]:
    """Every page of a tagged PDF, from its marks and its pixels."""
    document = pdfium.PdfDocument(pdf)
    pages = [_page(document[at], at + 1) for at in range(len(document))]
    document.close()
    return pages


def chapters(pdf: bytes) -> dict[str, int]:
    """The page on which each chapter begins, from the bookmarks."""
    document = pdfium.PdfDocument(pdf)
    marks = [mark for mark in document.get_toc() if mark.level == 0]
    found = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in marks}
    document.close()
    return found


def blank(pages: list[Page], most: float) -> list[str]:
    """Pages of which more than a share `most` is one empty band."""
    return [f"page {p.number}: {p.blank:.0%} of it is one blank band" for p in pages if p.blank > most]


def too_small(pages: list[Page], least: float) -> list[str]:
    """Pages with type of less than `least` points, to a tenth."""
    return [
        f"page {page.number}: type of {size:.1f} points: “{words[:40]}”"
        for page in pages
        for size, words in page.sizes.items()
        if size < least
    ]


def without_head(pages: list[Page]) -> list[str]:
    """Pages on which a table goes on without its head above it."""
    found: list[str] = []
    heads: list[str] = []
    for page in pages:
        tables = [item for item in page.items if item.kind == "Table"]
        found += [
            f"page {page.number}: a table goes on without its head: “{table.text[:40]}”"
            for table in tables
            if not table.head and not any(head in page.unmarked for head in heads)
        ]
        heads = [table.head for table in tables if table.head] or heads
    return found


def inside_sentences(pages: list[Page]) -> list[str]:
    """Pages on which a picture or a table stands between two parts of one sentence."""
    found: list[str] = []
    last: Item | None = None
    between: list[int] = []
    for page in pages:
        for item in page.items:
            if item.kind == "float" or item.kind == "Table":
                between.append(page.number)
                continue
            broken = last is not None and last.kind == "text" and not SENTENCE_ENDS.search(last.text)
            if broken and between and last is not None and item.kind == "text":
                found.append(f"page {between[0]}: a picture or table inside a sentence: “…{last.text[-40:]}”")
            last, between = item, []
    return found


def _page(page: pdfium.PdfPage, number: int) -> Page:
    text = page.get_textpage()
    marked, tops = _marked(page, text)
    items = []
    tree = c.FPDF_StructTree_GetForPage(page)
    for at in range(c.FPDF_StructTree_CountChildren(tree)):
        items += _items(c.FPDF_StructTree_GetChildAtIndex(tree, at), marked, tops)
    c.FPDF_StructTree_Close(tree)
    items = sorted((item for item in items if item.top > 0), key=lambda item: -item.top)
    return Page(
        number, _blank(page), _sizes(text), items, bare(marked.get(-1, "")), bare(text.get_text_range())
    )


def bare(text: str) -> str:
    """Text without any space, which a PDF does not tell for sure."""
    return "".join(text.split())


def _blank(page: pdfium.PdfPage) -> float:
    """The tallest empty band between running head and foot, as a share of the room between them."""
    pixels = page.render(scale=0.5, grayscale=True).to_numpy()
    pixels = pixels.reshape(pixels.shape[0], pixels.shape[1])
    body = pixels[int(HEAD / 2) : pixels.shape[0] - int(FOOT / 2)]
    inked = np.flatnonzero((body < 200).any(axis=1))
    edges = np.concatenate([[-1], inked, [len(body)]])
    return float((np.diff(edges).max() - 1) / len(body))


def _sizes(text: pdfium.PdfTextpage) -> dict[float, str]:
    """What is printed in each size of type, smallest first."""
    found: dict[float, list[str]] = {}
    matrix = c.FS_MATRIX()
    for at in range(text.count_chars()):
        code = c.FPDFText_GetUnicode(text, at)
        if code <= 32 or code == 0xA0 or c.FPDFText_IsGenerated(text, at) == 1:
            continue
        c.FPDFText_GetMatrix(text, at, matrix)
        size = round(c.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d), 1)
        found.setdefault(size, []).append(chr(code))
    return {size: "".join(found[size]) for size in sorted(found)}


def _marked(page: pdfium.PdfPage, text: pdfium.PdfTextpage) -> tuple[dict[int, str], dict[int, float]]:
    """By the number of the mark, the words under it and the height of its upper edge; -1 for what bears no mark."""
    words: dict[int, str] = {}
    tops: dict[int, float] = {}
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for at in range(c.FPDFPage_CountObjects(page)):
        one = c.FPDFPage_GetObject(page, at)
        mark = c.FPDFPageObj_GetMarkedContentID(one)
        if c.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            tops[mark] = max(tops.get(mark, 0.0), top.value)
        if c.FPDFPageObj_GetType(one) == c.FPDF_PAGEOBJ_TEXT:
            length = c.FPDFTextObj_GetText(one, text, None, 0)
            buffer = (c.FPDF_WCHAR * (length // 2 + 1))()
            c.FPDFTextObj_GetText(one, text, buffer, length)
            words[mark] = words.get(mark, "") + bytes(buffer).decode("utf-16le").split("\0")[0]
    return words, tops


def _items(element: object, words: dict[int, str], tops: dict[int, float]) -> list[Item]:
    """An element as one item where it is a paragraph, heading or float, else the items of its children."""
    kind = _kind(element)
    if kind in ASIDE:
        return []
    if kind in FLOATS or kind in HEADINGS or kind in ("P", "LI", "Lbl", "LBody"):
        marks = list(_marks(element))
        said = "".join(words.get(mark, "") for mark in marks).strip()
        top = max((tops.get(mark, 0.0) for mark in marks), default=0.0)
        if kind == "Table":
            return [Item("Table", top, said, bare("".join(words.get(m, "") for m in _head_marks(element))))]
        name = "float" if kind in FLOATS else "heading" if kind in HEADINGS else "text"
        return [Item(name, top, said)]
    return [item for child in _children(element) for item in _items(child, words, tops)]


def _head_marks(table: object) -> list[int]:
    return [mark for child in _children(table) if _kind(child) == "THead" for mark in _marks(child)]


def _kind(element: object) -> str:
    length = c.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    c.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16le").rstrip("\0")


def _children(element: object) -> list[object]:
    count = c.FPDF_StructElement_CountChildren(element)
    found = (c.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count))
    return [child for child in found if child]


def _marks(element: object) -> Iterator[int]:
    for at in range(c.FPDF_StructElement_CountChildren(element)):
        child = c.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _marks(child)
        elif (mark := c.FPDF_StructElement_GetChildMarkedContentID(element, at)) >= 0:
            yield mark
