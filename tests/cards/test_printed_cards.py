"""Every card is two letter pages, tagged and dated, whatever its law holds."""

from __future__ import annotations

import copy
import dataclasses
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pdf_words import page_texts
from pypdf import PdfReader

from analysis import cards
from analysis.cards import Context
from analysis.publish.formats.card_files import CardPrinter, PrintedCard, print_all, write_bound
from analysis.publish.formats.card_print import BACK, FRONT, ON_BOTH, Parts
from analysis.publish.formats.card_shelf import CardShelf
from analysis.raw import Dataset
from analysis.raw.editions import edition
from analysis.raw.kept import Kept
from analysis.standard.codebook import Answer, Variable
from analysis.standard.rubric import Category, Item

Records = dict[str, dict[str, Any]]
SMALLEST = 8.49
MORE = r"more on\s+the\s+web\s+page"


@pytest.fixture(scope="module")
def templates(root: Path) -> Path:
    return root / "report" / "templates"


@pytest.fixture(scope="module")
def printed(records: Records, templates: Path) -> dict[str, PrintedCard]:
    return dict(zip(records, print_all(list(records.values()), templates), strict=True))


def reader(card: PrintedCard) -> PdfReader:
    return PdfReader(io.BytesIO(card.pdf))


def test_every_card_is_two_letter_pages(printed: dict[str, PrintedCard]) -> None:
    for code, card in printed.items():
        pages = reader(card).pages
        assert len(pages) == 2, code
        assert {tuple(map(float, page.mediabox)) for page in pages} == {(0, 0, 612, 792)}


def test_a_card_is_tagged_titled_and_in_english(printed: dict[str, PrintedCard]) -> None:
    for code in ("NE", "AK", "NH", "MN"):
        root: Any = reader(printed[code]).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert str(root["/Lang"]).lower().startswith("en")
        assert "/StructTreeRoot" in root
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = reader(printed["NE"]).metadata
    assert metadata is not None
    assert metadata.title == "Nebraska: report card 2026"


def test_a_card_says_the_same_on_every_machine(
    records: Records, templates: Path, printed: dict[str, PrintedCard]
) -> None:
    assert CardPrinter(templates).print(records["WA"]).pdf == printed["WA"].pdf


def test_each_drawing_is_one_figure_that_says_in_words_what_all_cards_and_this_one_show(
    records: Records, printed: dict[str, PrintedCard]
) -> None:
    for code in ("NE", "AK", "NH"):
        pdf = reader(printed[code])
        nodes = [pdf.get_object(number) for number in range(1, int(pdf.trailer["/Size"]))]
        figures = [node for node in nodes if isinstance(node, dict) and node.get("/S") == "/Figure"]
        assert sorted(figure["/Alt"] for figure in figures) == sorted(
            records[code][drawing]["alt"] for drawing in ("strip", "tiles")
        )


def test_what_the_card_says_is_on_the_paper(printed: dict[str, PrintedCard]) -> None:
    front, back = (page.extract_text() for page in reader(printed["NE"]).pages)
    assert "73 of 100 points" in front
    assert "+5 to 78 (C)" in front
    assert "Confidentiality" in back
    assert "not legal advice" in front


def sizes(card: PrintedCard) -> list[float]:
    """The size of every piece of text outside the drawings, in points."""
    found: list[float] = []

    def note(text: str, user: list[float], matrix: list[float], font: Any, size: float) -> None:
        if text.strip():
            found.append(abs(size * matrix[3] * user[3]))

    for page in reader(card).pages:
        page.extract_text(visitor_text=note)
    return found


def test_a_card_of_this_edition_leaves_nothing_to_the_web_page(printed: dict[str, PrintedCard]) -> None:
    """Both pages together have room for all of it: no list and no text is cut short."""
    cut = {code for code, card in printed.items() for text in page_texts(card.pdf) if re.search(MORE, text)}
    assert cut == set()


@pytest.mark.parametrize("code", ["WA", "MI", "TN", "AK"])
def test_no_text_is_smaller_than_eight_and_a_half_points(printed: dict[str, PrintedCard], code: str) -> None:
    found = sizes(printed[code])
    assert len(found) > 100
    assert min(found) >= SMALLEST


def extreme(dataset: Dataset) -> Dataset:
    """Nebraska with everything at once: long citations, forty acts, all conditions, more questions and categories."""
    long = "§ 29-3005(2)(a)-(b), as amended by Laws 2031, LB 1234, § 56, and Laws 2032, LB 999, §§ 1 to 17 "
    laws, codings = dataset.laws.copy(), dataset.codings.copy()
    own = laws["law_id"] == "NE-2018"
    laws.loc[own, "statutes"] = "; ".join([long] * 12)
    laws.loc[own, "open_questions"] = long * 30
    rows = codings["law_id"] == "NE-2018"
    codings.loc[rows, "citation"] = long * 3
    conditions = ";".join(dataset.codebook["conditions"].by_id)
    codings.loc[rows & (codings["variable"] == "conditions"), "value"] = conditions
    acts = dataset.amendments.iloc[[75]]
    many = acts.loc[acts.index.repeat(40)].assign(
        jurisdiction="NE", year="2024", effective="2024-02-02", act=long, change=long * 3
    )
    extra = [
        Variable(f"extra_{n}", f"Question {n}, put at some length so that it needs two lines of a card?", (
            Answer("good", "A good answer", "The law gives a good answer, and takes its time to say what it means by that."),
            Answer("bad", "A bad answer", "The law gives a bad answer, and takes its time to say what it means by that."),
        ))
        for n in range(5)
    ]  # fmt: skip
    items = tuple(Item(v.id, {"good": 4.0, "bad": 0.0}) for v in extra)
    category = Category(
        "extra", "A further category with a rather long title, as titles go", "Say yes.", items
    )
    new = codings.loc[codings[rows].index[:1].repeat(len(extra))].assign(
        variable=[v.id for v in extra], value="bad", citation=long
    )
    codebook = dataclasses.replace(dataset.codebook, variables=(*dataset.codebook.variables, *extra))
    rubric = dataclasses.replace(dataset.rubric, categories=(*dataset.rubric.categories, category))
    return dataclasses.replace(
        dataset,
        laws=laws,
        codings=type(codings)(codings.to_dict("records") + new.to_dict("records")),
        amendments=type(acts)(dataset.amendments.to_dict("records") + many.to_dict("records")),
        codebook=codebook,
        rubric=rubric,
    )


def test_the_most_extreme_law_still_fits_two_pages(dataset: Dataset, templates: Path) -> None:
    changed = extreme(dataset)
    made = cards.context(changed, edition(changed, "2026"))
    record = cards.card_record(made, "NE")
    card = CardPrinter(templates).print(record)
    _, back = page_texts(card.pdf)
    assert re.search(MORE, back)
    assert min(sizes(card)) >= SMALLEST
    assert len(record["acts"]) == 43, "the page on the web has them all"


HOSTILE = '#panic("x") $ x^2 $ *b* `r` <b>x</b> @ref \\ 犬 😀 \u202e\x07 =cmd|x'


def test_text_from_data_is_printed_and_never_run(dataset: Dataset, context: Context, templates: Path) -> None:
    laws, codings = dataset.laws.copy(), dataset.codings.copy()
    laws["statutes"], laws["open_questions"] = HOSTILE, HOSTILE
    codings["citation"] = HOSTILE
    places = dataset.jurisdictions.copy()
    places["name"] = places["name"] + HOSTILE
    changed = dataclasses.replace(dataset, laws=laws, codings=codings, jurisdictions=places)
    made = cards.context(changed, context.edition)
    for code in ("NE", "AK", "NH"):
        card = CardPrinter(templates).print(cards.card_record(made, code))
        front, _ = page_texts(card.pdf)
        assert '#panic("x")' in re.sub(r"[\r\n]", "", front)


def test_every_card_bound_into_the_report_is_the_same_two_pages(
    records: Records, printed: dict[str, PrintedCard], templates: Path, tmp_path: Path
) -> None:
    from datetime import date

    from analysis.publish.formats.pdf import compile_pdf

    write_bound(list(printed.values()), templates, tmp_path / "bound")
    (tmp_path / "report.typ").write_bytes((templates / "report.typ").read_bytes())
    (tmp_path / "figures.json").write_text("{}", encoding="utf-8")
    said = ("title", "subtitle", "date", "description")
    meta = dict.fromkeys(said, "Report") | {"authors": [], "keywords": [], "lang": "en", "region": "us"}
    (tmp_path / "meta.json").write_text(
        json.dumps(meta | {"year": 2026, "month": 7, "day": 1}), encoding="utf-8"
    )
    head = '#import "report.typ": report\n#show: report.with(json("meta.json"))\n#link(<card-AK>)[Alaska]\n'
    (tmp_path / "main.typ").write_text(head + '#include "bound/main.typ"\n', encoding="utf-8")
    pages = page_texts(compile_pdf(tmp_path / "main.typ", tmp_path, date(2026, 7, 1)))
    count = {r["code"]: sum(f"{r['name']} · law as of" in text for text in pages) for r in records.values()}
    doubled = {"VA"}  # "West Virginia · law as of" holds Virginia's too.
    assert {code for code, seen in count.items() if seen != 2} == doubled
    bound = [body(text) for text in pages if "Nebraska · law as of" in text]
    assert bound == [body(text) for text in page_texts(printed["NE"].pdf)]


def body(text: str) -> list[str]:
    """The words of a page above its foot."""
    return text.partition("Research on the text of laws")[0].split()


def test_card_printed_before_is_not_printed_again_and_another_is_printed_to_the_same_bytes(
    records: Records,
    printed: dict[str, PrintedCard],
    templates: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = CardShelf(Kept(tmp_path), "base")
    card = CardPrinter(templates, shelf).print(records["WA"])
    assert card == printed["WA"]
    compiled: list[list[bool]] = []
    whole = CardPrinter._compiled

    def counted(self: CardPrinter, data: dict[str, object], as_of: Any, sizes: Any) -> Any:
        compiled.append(
            [size is not None for size in sizes]
        )  # of front and back, whether it was found before
        return whole(self, data, as_of, sizes)

    monkeypatch.setattr(CardPrinter, "_compiled", counted)
    assert CardPrinter(templates, shelf).print(records["WA"]) == card
    assert compiled == []
    redrawn = copy.deepcopy(records["WA"])
    printer = CardPrinter(templates, shelf)
    for drawing, part in (("strip", "own"), ("strip", "ground"), ("tiles", "ground")):
        redrawn[drawing][part] += '<rect width="9" height="9"/>'
        compiled.clear()
        reused = printer.print(redrawn)
        assert compiled == [[True, True]]
        assert reused.pdf != card.pdf
        assert reused == CardPrinter(templates).print(redrawn)
        assert printer.print(records["WA"]) == card
    for part, known in {"verdict": [False, True], "open_questions": [True, False]}.items():
        longer = copy.deepcopy(records["WA"])
        longer[part] = longer[part] + " " + longer[part]
        compiled.clear()
        found = CardPrinter(templates, shelf).print(longer)
        assert compiled == [known]
        assert found == CardPrinter(templates).print(longer)
    elsewhere = copy.deepcopy(records["WA"])
    elsewhere["questions"], elsewhere["sources"], elsewhere["strip_narrow"] = None, None, None
    compiled.clear()
    assert CardPrinter(templates, shelf).print(elsewhere) == card
    assert compiled == []
    other = CardShelf(Kept(tmp_path), "other templates")
    CardPrinter(templates, other).print(records["WA"])
    assert compiled == [[False, False]]


def names(parts: Parts) -> set[str]:
    return set(parts).union(*(names(own) for own in parts.values() if own is not None))


def test_paper_is_given_nothing_that_its_template_does_not_set(templates: Path) -> None:
    template = (templates / "card.typ").read_text(encoding="utf-8")
    for parts in (ON_BOTH, FRONT, BACK):
        assert {name for name in names(parts) if not re.search(rf"\.{name}\b", template)} == set()
