"""The drafting page words a bill, and finds the fewest changes, as Python does: random laws, starts and bills."""

from __future__ import annotations

import random
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from much_data import ask

from analysis import cards
from analysis.cards import Context
from analysis.cards.draft import bill_words
from analysis.cards.draft_data import draft_data
from analysis.grading.draft import drafts
from analysis.grading.draft_changes import fewest_changes, lacking
from analysis.grading.start import Start, start_from
from analysis.publish.formats.draft_files import markdown
from analysis.publish.markdown import pandoc, syntax_tree
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.standard.codebook import EMPTY_LIST, EXISTENCE, SEPARATOR, Variable

BILLS = 500
HOSTILE = (
    '<script>alert(1)</script> <!-- x --> ]]> [x](javascript:alert(1)) *a* _b_ `c` $d$ ^e^ ~f~ | @g #h ![i](j) \\k "q" '
    "'r' & &lt; 1. - + = §"
)


@pytest.fixture(scope="module")
def context(dataset: Dataset) -> Context:
    return cards.context(dataset, edition(dataset, "2026"))


@pytest.fixture(scope="module")
def page(browser: Any, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page that loads nothing but the scripts, from disk, in the order of the built file."""
    scripts = root / "report" / "scripts"
    files = [scripts / "scoring.js", scripts / "words.js", *sorted((scripts / "draft").glob("*.js"))]
    loaded = "".join(f'<script src="{file.as_uri()}"></script>' for file in files)
    address = tmp_path_factory.mktemp("draft") / "page.html"
    address.write_text(f'<!DOCTYPE html><meta charset="utf-8"><title>x</title>{loaded}', encoding="utf-8")
    opened = browser.new_page()
    opened.goto(address.as_uri())
    yield opened
    opened.close()


def answer(pick: random.Random, variable: Variable) -> str:
    if not variable.multiple:
        return pick.choice(list(variable.by_id))
    return SEPARATOR.join(sorted(part for part in variable.by_id if pick.random() < 0.2)) or EMPTY_LIST


def a_bill(pick: random.Random, context: Context, start: Start) -> dict[str, str]:
    """No change, some of the model law's clauses, or any answers at all."""
    asked = [v for v in context.codebook.variables if v.id != EXISTENCE]
    wanted = lacking(start, context.rubric, context.dataset.model_law)
    if pick.random() < 0.5:
        return {v: wanted[v] for v in pick.sample(sorted(wanted), pick.randint(0, len(wanted)))}
    return {v.id: answer(pick, v) for v in pick.sample(asked, pick.randint(0, len(asked)))}


def test_500_random_bills_are_worded_as_on_the_command_line(page: Any, context: Context) -> None:
    pick = random.Random("drafts")
    model = context.dataset.model_law
    cases = []
    for _ in range(BILLS):
        code, new = pick.choice(list(context.jurisdictions)), pick.random() < 0.2
        start = start_from(context.card, code, context.codebook, context.rubric, new=new)
        cases.append((code, new, start, a_bill(pick, context, start)))
    expected = drafts(
        context.card, [(code, start, bill) for code, _, start, bill in cases], context.rubric, model
    )
    found = ask(
        page,
        """([data, cases]) => cases.map(([code, fresh, changes]) => {
            const { amending, bill } = StateReportCards;
            const start = amending.startFrom(data, code, fresh);
            const { before, after, made, ...record } = bill.record(data, code, start, changes);
            return { record, lacking: amending.lacking(data, start), fewest: amending.fewest(data, start, changes) };
        })""",
        [draft_data(context), [[code, new, bill] for code, new, _, bill in cases]],
    )
    worded = 0
    for (code, new, start, bill), made, one in zip(cases, expected, found, strict=True):
        assert one["record"] == bill_words(context, made), (code, new, bill)
        assert one["lacking"] == lacking(start, context.rubric, model), (code, new)
        ways = fewest_changes(start, context.codebook, context.rubric, model, bill)
        assert one["fewest"] == ways, (code, new, bill)
        assert list(one["fewest"]) == list(ways)
        worded += len(made.provisions)
    assert worded > BILLS


def record(text: str) -> dict[str, Any]:
    clause = {"variable": "v", "label": "1(a)", "text": text, "open": False, "notes": [text, "b"]}
    sections = [{"heading": f"Section 1. {text}", "clauses": [clause]}]
    return {
        "title": f"An Act {text}",
        "name": "Iowa",
        "lead": [text, "- x"],
        "sections": sections,
        "foot": text,
    }


@pytest.mark.parametrize("reader", ["commonmark", "gfm"])
@pytest.mark.parametrize("text", ["Plain words, § 1(a).", HOSTILE])
def test_markdown_of_the_browser_says_what_that_of_pandoc_says(page: Any, text: str, reader: str) -> None:
    written = page.evaluate("(record) => StateReportCards.takeAway.markdown(record)", record(text))
    tree = pandoc.parse(written, reader)["blocks"]
    assert {n["t"] for n in syntax_tree.nodes(tree)} == {
        "Header",
        "Para",
        "BlockQuote",
        "HorizontalRule",
        "Str",
        "Space",
    }
    blocks = [syntax_tree.plain([b]) for b in syntax_tree.nodes(tree) if b["t"] in ("Header", "Para")]
    pandocs = pandoc.parse(markdown([record(text)])[0], "commonmark")["blocks"]
    assert blocks == [
        syntax_tree.plain([b]) for b in syntax_tree.nodes(pandocs) if b["t"] in ("Header", "Para")
    ]


@pytest.mark.parametrize("text", ["Plain words, § 1(a).", HOSTILE + " \U0001f512 \u0007"])
def test_the_word_document_of_the_browser_is_sound_and_says_the_same(
    page: Any, tmp_path: Path, text: str
) -> None:
    made = bytes(page.evaluate("(record) => [...StateReportCards.takeAway.docx(record)]", record(text)))
    assert made == bytes(
        page.evaluate("(record) => [...StateReportCards.takeAway.docx(record)]", record(text))
    )
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None, "every checksum is right"
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    document = parts["word/document.xml"]
    said = ["".join(t.text or "" for t in p.iter(f"{space}t")) for p in document.iter(f"{space}p")]
    kept = text.replace("\u0007", "")
    assert said == [
        f"An Act {kept}", kept, "- x", f"Section 1. {kept}", f"1(a) {kept}", kept, "b", kept,
    ]  # fmt: skip
    file = tmp_path / "bill.docx"
    file.write_bytes(made)
    read = subprocess.run(
        [pandoc.binary(), str(file), "--to", "json"], capture_output=True, check=True, text=True
    ).stdout
    assert '"Header"' in read, "Pandoc opens it and knows its headings"


def test_as_plain_text_the_bill_keeps_every_word(page: Any) -> None:
    written = page.evaluate("(record) => StateReportCards.takeAway.plain(record)", record(HOSTILE))
    assert written.count(HOSTILE) == 6
