"""A drafted bill as Markdown and Word: text stays text, the same bill gives the same bytes."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from analysis.publish.formats.draft_files import markdown, word
from analysis.publish.markdown import pandoc, syntax_tree

HOSTILE = (
    '<script>alert(1)</script> <!-- next block --> </w:t></w:r> ]]> [x](javascript:alert(1)) *a* _b_ `c` $d$ ^e^ ~f~ '
    '{{< include x >}} @g #h ![i](j) \\input{k} "q" \'r\' & &lt; 1. - + = §'
)  # fmt: skip


def a_record(text: str, name: str = "Nebraska") -> dict[str, Any]:
    return {
        "title": f"An Act {text}",
        "name": name,
        "lead": [text, "Plain."],
        "sections": [
            {
                "heading": f"Section 1. {text}",
                "clauses": [
                    {"variable": "v", "label": "1(a)", "text": text, "open": False, "notes": [text, "b"]}
                ],
            }
        ],
        "foot": text,
    }


def texts(document: bytes) -> list[str]:
    """The paragraphs of a Word document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = ["".join(t.text or "" for t in p.iter(f"{space}t")) for p in tree.iter(f"{space}p")]
    return [text for text in found if text]


def styles(document: bytes) -> list[str]:
    """The style of each paragraph of a Word document that has words."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = [p for p in tree.iter(f"{space}p") if p.find(f".//{space}t") is not None]
    return [style.get(f"{space}val", "") for p in found if (style := p.find(f".//{space}pStyle")) is not None]


def expected(text: str) -> list[str]:
    return [
        f"An Act {text}", text, "Plain.", f"Section 1. {text}", f"1(a) {text}", text, "b", text,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Plain words.", HOSTILE])
def test_word_holds_every_text_as_it_is(text: str) -> None:
    (made,) = word([a_record(text)], date(2026, 7, 1))
    assert texts(made) == expected(text)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        core = ElementTree.fromstring(archive.read("docProps/core.xml"))
        assert core.find("{http://purl.org/dc/elements/1.1/}title").text == (  # type: ignore[union-attr]
            f"An Act {text}: a draft for Nebraska"
        )
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 7, 1, 12, 0, 0)}


MARKERS = [
    "1. A list",
    "- a list",
    "+ a list",
    "* a list",
    "# a heading",
    "> a quote",
    "a # 2. and - more",
    "--- * ---",
]


@pytest.mark.parametrize("text", ["Plain words.", HOSTILE, *MARKERS])
def test_markdown_read_again_holds_every_text_as_it_is(text: str) -> None:
    (made,) = markdown([a_record(text)])
    tree = pandoc.parse(made, "commonmark")
    assert {n["t"] for n in syntax_tree.nodes(tree["blocks"])} == {
        "Header", "Para", "BlockQuote", "HorizontalRule", "Str", "Space",
    }  # fmt: skip
    blocks = [b for b in syntax_tree.nodes(tree["blocks"]) if b["t"] in ("Header", "Para")]
    assert [syntax_tree.plain([b]) for b in blocks] == expected(text)


def test_each_paragraph_of_word_has_the_style_of_its_place() -> None:
    of_one = [
        "Title", "BodyText", "BodyText", "Heading2", "FirstParagraph", "BlockText", "BlockText", "FirstParagraph",
    ]  # fmt: skip
    for made in word([a_record("Words."), a_record("Others."), a_record("Words.")], date(2026, 7, 1)):
        assert styles(made) == of_one


def test_several_bills_written_at_once_are_those_written_one_by_one() -> None:
    records = [a_record(HOSTILE), a_record("Plain words.", "Iowa"), a_record(HOSTILE, "Ohio")]
    assert markdown(records) == [markdown([one])[0] for one in records]
    together = word(records, date(2026, 7, 1))
    assert [texts(one) for one in together] == [texts(word([one], date(2026, 7, 1))[0]) for one in records]
    assert (markdown([]), word([], date(2026, 7, 1))) == ([], [])


def test_the_same_bill_gives_the_same_bytes_in_any_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for zone in ("UTC", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        made.append(word([a_record("Plain words.")], date(2026, 7, 1))[0])
    assert made[0] == made[1]


def test_pandoc_opens_the_word_document(tmp_path: Any) -> None:
    file = tmp_path / "bill.docx"
    file.write_bytes(word([a_record("Plain words."), a_record("Other words.")], date(2026, 7, 1))[1])
    read = subprocess.run(
        [pandoc.binary(), str(file), "--to", "plain", "--wrap=none"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert "1(a) Other words." in read
    assert "Plain words." not in read
