"""The report's sources: what they quote exists, nothing is typed that data should say, and the language stays plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.prose.chapters import category_sections
from analysis.prose.facts import merge
from analysis.publish.markdown.dialect import read_source

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "report"
SOURCES = sorted([*REPORT.glob("*.qmd"), *(REPORT / "categories").glob("*.qmd")])
WRITTEN = [path for path in SOURCES if path.name != "_categories.qmd"]
"""All but the file that the build writes."""

DATES_OF_LAW = ("January 23, 2026",)
"""Dates of acts that the data do not hold: the federal law, which is outside the jurisdictions graded."""

LONGEST_SENTENCE, LONGEST_AVERAGE = 42, 20
"""In words; a variable counts as one."""

HARSH = ("prostitutes", "felons", "offenders", "illegals", "ex-convicts", "victims")
HYPE = (
    "groundbreaking",
    "cutting-edge",
    "unprecedented",
    "shocking",
    "staggering",
    "leverage",
    "utilize",
    "heinous",
)

VAR = re.compile(r"\{\{<\s*var\s+(\S+)\s*>\}\}")
EMBED = re.compile(r"\{\{<\s*embed\s+\S+#(\S+)\s*>\}\}")
CITED = re.compile(r"(?<![\w@])@([a-z]+\d{4}[a-z]*)\b")
REFERENCE = re.compile(r"@((?:fig|tbl|sec)-[a-z0-9-]*[a-z0-9])")


def known(facts: dict, name: str) -> bool:
    value: object = facts
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return isinstance(value, str)


def words_of(text: str) -> str:
    """The prose of a source: no front matter, shortcodes (one word each), references, identifiers, code or links."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = EMBED.sub("", text)
    text = re.sub(r"\{\{<\s*include[^>]*>\}\}", "", text)
    text = VAR.sub("something.", text)
    text = re.sub(r"\[@[^\]]*\]|@[\w-]+", "", text)
    text = re.sub(r"\{[^}]*\}|`[^`]*`|\]\([^)]*\)|\[\^[\w-]+\]:?", "", text)
    return re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)


def typed_numbers(text: str) -> list[str]:
    words = words_of(text)
    for when in DATES_OF_LAW:
        words = words.replace(when, "")
    return re.findall(r"\S*\d\S*", words)


def sentences(text: str) -> list[str]:
    plain = re.sub(r"[*_#>“”]", "", words_of(text))
    return [s for s in re.split(r"(?<=[.!?:])\s+|\n\s*\n|\n- ", plain) if len(s.split()) > 1]


def rate(text: str) -> tuple[float, int]:
    """Average and greatest number of words in a sentence."""
    lengths = [len(sentence.split()) for sentence in sentences(text)]
    return (sum(lengths) / len(lengths), max(lengths)) if lengths else (0.0, 0)


@pytest.fixture(scope="module")
def facts() -> dict:
    return merge(ROOT / "data" / "processed" / "variables")


@pytest.fixture(scope="module")
def everything(live) -> dict[str, str]:
    """Every source by name, the generated one as the build would write it today."""
    texts = {path.relative_to(REPORT).as_posix(): path.read_text(encoding="utf-8") for path in WRITTEN}
    return texts | {"_categories.qmd": category_sections(live.rubric, REPORT)}


def test_every_variable_quoted_was_written_by_a_notebook(everything, facts):
    missing = [
        f"{name}: {{{{< var {var} >}}}} is not among the facts: see src/analysis/prose/facts"
        for name, text in everything.items()
        for var in VAR.findall(text)
        if not known(facts, var)
    ]
    assert not missing, "\n".join(missing)


def test_every_citation_is_in_the_bibliography_and_every_entry_is_cited(everything):
    bibliography = (REPORT / "references.bib").read_text(encoding="utf-8")
    entries = set(re.findall(r"^@\w+\{(\w+),", bibliography, re.MULTILINE))
    cited = {key for text in everything.values() for key in CITED.findall(text)}
    assert cited - entries == set(), "cited, but not in references.bib"
    assert entries - cited == set(), "in references.bib, but cited nowhere"


def test_every_figure_and_table_is_mentioned_and_every_reference_has_its_target(everything):
    embedded = [label for text in everything.values() for label in EMBED.findall(text)]
    sections = {s for text in everything.values() for s in re.findall(r"\{#(sec-[\w-]+)", text)}
    mentioned = {label for text in everything.values() for label in REFERENCE.findall(text)}
    assert len(embedded) == len(set(embedded)), "each label is embedded once"
    assert set(embedded) - mentioned == set(), "embedded, but no sentence says what to see in it"
    assert mentioned - set(embedded) - sections == set(), "mentioned, but not in the report"


def test_the_guard_against_typed_numbers_fires():
    assert typed_numbers("It held in 83% of {{< var robustness.draws >}} draws.") == ["83%"]
    assert typed_numbers("## Methods {#sec-2}\n\nSee @fig-a1 and [@marsh2019]; `cmd 2019`.[^1]") == []


def test_no_number_of_results_is_typed():
    found = [f"{path.name}: {n}" for path in WRITTEN for n in typed_numbers(path.read_text(encoding="utf-8"))]
    assert not found, "use {{< var … >}} instead of typing:\n" + "\n".join(found)


def test_the_guard_against_long_sentences_fires():
    assert rate("word " * 50 + ".")[1] > LONGEST_SENTENCE
    assert rate("We read the law. It is short.") == (3.5, 4)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_sentences_are_short(path):
    average, longest = rate(path.read_text(encoding="utf-8"))
    assert average <= LONGEST_AVERAGE, f"{path.name}: {average:.1f} words a sentence on average"
    assert longest <= LONGEST_SENTENCE, f"{path.name}: a sentence of {longest} words"


def test_people_come_first_and_nothing_is_hyped():
    found = [
        f"{path.name}: '{word}'"
        for path in WRITTEN
        for word in (*HARSH, *HYPE)
        if re.search(rf"\b{re.escape(word)}\b", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not found, "say it plainly, of people:\n" + "\n".join(found)


def test_the_first_page_says_what_the_report_is():
    head = (REPORT / "report.qmd").read_text(encoding="utf-8").split("{{< include")[0]
    for promise in (
        "not legal advice",
        "{{< var edition.as_of >}}",
        "no lawyer has checked",
        "this project’s own",
    ):
        assert promise in " ".join(head.split()), f"the first page no longer says: {promise}"


def test_limits_that_the_data_name_are_said():
    limits = (REPORT / "_limits.qmd").read_text(encoding="utf-8")
    for limit in (
        "seen only in part",
        "rest on summaries",
        "reconstructed",
        "No lawyer",
        "Trafficking Survivors Relief Act",
    ):
        assert limit in limits


def test_sources_keep_to_the_dialect():
    source = read_source(REPORT / "report.qmd", ROOT)
    assert [str(problem) for problem in source.problems] == []


def test_a_category_without_a_note_still_has_its_section(dataset, tmp_path):
    bare = category_sections(dataset.rubric, tmp_path)
    assert "include" not in bare
    assert bare.count("\n## ") + bare.startswith("## ") == len(dataset.rubric.categories)


def test_every_note_belongs_to_a_category(live):
    known_ids = {category.id for category in live.rubric.categories}
    notes = {path.stem.removeprefix("_") for path in (REPORT / "categories").glob("_*.qmd")}
    assert notes <= known_ids, (
        f"notes on categories that the rubric does not have: {sorted(notes - known_ids)}"
    )
