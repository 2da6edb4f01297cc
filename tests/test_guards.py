"""What must hold for the whole tree; every violation is listed with how to mend it."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PROTOCOL = {"not_coded", "silent", "none", "no", "yes", "law_exists"}
"""Words that METHODS gives a meaning of their own, whatever the codebook asks."""
ORDINARY = {"all", "partial"}
"""Answers that are plain English words, which code uses for other things too."""


def names_of(file: str, column: str) -> set[str]:
    with (ROOT / "data" / "raw" / file).open(encoding="utf-8", newline="") as stream:
        return {row[column] for row in csv.DictReader(stream)}


def legal_words() -> set[str]:
    """Every question, answer, category, edition and name of a jurisdiction that could only mean itself.

    Postal codes are left out: too many of them are words (IN, OR, ME).
    """
    codebook = tomllib.loads((ROOT / "data/raw/codebook.toml").read_text(encoding="utf-8"))
    rubric = tomllib.loads((ROOT / "data/raw/rubric.toml").read_text(encoding="utf-8"))
    answers = {a["id"] for v in codebook["variable"] for a in v["answers"]}
    variables = {v["id"] for v in codebook["variable"]}
    categories = {c["id"] for c in rubric["category"]}
    places, editions = names_of("jurisdictions.csv", "name"), names_of("editions.csv", "edition")
    return (answers | variables | categories | places | editions) - PROTOCOL - ORDINARY


def hard_coded(source: str, words: set[str]) -> list[tuple[int, str]]:
    """String constants in code (not docstrings) that are legal words, with their lines."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and node.value in words
    ]


def test_the_guard_against_legal_facts_in_code_fires():
    assert hard_coded("x = 'clear_and_convincing'", {"clear_and_convincing"}) == [(1, "clear_and_convincing")]
    assert {"Nebraska", "hearing", "clear_and_convincing"} <= legal_words()
    assert hard_coded("'''clear_and_convincing'''", {"clear_and_convincing"}) == []


def test_every_ordinary_word_is_an_answer_that_code_needs():
    answers = tomllib.loads((ROOT / "data/raw/codebook.toml").read_text(encoding="utf-8"))["variable"]
    known = {a["id"] for v in answers for a in v["answers"]}
    used = {w for path in SOURCES for _, w in hard_coded(path.read_text(encoding="utf-8"), ORDINARY)}
    assert used == ORDINARY <= known


def test_no_answer_category_edition_or_jurisdiction_stands_in_code():
    words = legal_words()
    found = [
        f"{path.relative_to(ROOT)}:{line} '{word}': take it from codebook.toml or rubric.toml"
        for path in SOURCES
        for line, word in hard_coded(path.read_text(encoding="utf-8"), words)
    ]
    assert not found, "\n".join(found)


def test_modules_are_one_idea():
    long = [
        f"{path.relative_to(ROOT)} has {count} lines: split it by idea"
        for path in SOURCES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    ]
    assert not long, "\n".join(long)


LOADS = re.compile(
    r"""(?:src|srcset|href)\s*=\s*["']?https?://[^"'\s>]+\.(?:js|mjs|css|woff2?|ttf|png|svg)|"""
    r"""@import\s+(?:url\()?["']?https?:|url\(["']?https?:|cdn\.|unpkg|googleapis""",
    re.IGNORECASE,
)


@pytest.mark.parametrize("bad", ['<script src="https://x.org/a.js">', "@import url(https://x.org/a.css)"])
def test_the_guard_against_other_hosts_fires(bad):
    assert LOADS.search(bad)


def test_no_page_source_loads_from_another_host():
    kinds = {".html", ".j2", ".css", ".js", ".typ", ".lua"}
    sources = [
        p for p in sorted((ROOT / "report").rglob("*")) if p.suffix in kinds and "_output" not in p.parts
    ]
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}: ship the file with the project"
        for path in sources
        for match in LOADS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert sources
    assert not found, "\n".join(found)


def test_tracked_files_name_no_machine_path():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    pattern = re.compile(r"(?<![\w.$}])/(?:root|home|tmp|Users)/[A-Za-z]")
    kinds = {".py", ".md", ".qmd", ".toml", ".ipynb", ".json", ".yml", ".csv"}
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in kinds and path.exists() and path != Path(__file__):
            text = path.read_text(encoding="utf-8", errors="ignore")
            found += [f"{name}: {m.group(0)}" for m in pattern.finditer(text)]
    assert not found, "\n".join(found)


def test_every_file_is_checked_out_as_it_was_committed_whatever_git_is_set_to():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout of Git")
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--eol", "-z"], capture_output=True, check=True, text=True
    ).stdout
    wrong = []
    for entry in listed.rstrip("\0").split("\0"):
        kinds, _, path = entry.partition("\t")
        index = kinds.split()[0]
        if not ("-text" in kinds.split("attr/")[1] or (index in ("i/lf", "i/none") and "eol=lf" in kinds)):
            wrong.append(path)
    assert wrong == [], "say in .gitattributes whether these are text (committed with LF) or binary"


TYPED = re.compile(r"\b[Ee]dition (?:19|20)\d\d\b|--edition (?:19|20)\d\d|compare (?:19|20)\d\d|"
                   r"\b\d+ (?:jurisdictions|questions|law versions|answers|editions)\b")  # fmt: skip


def test_no_edition_and_no_count_is_typed_where_data_moves_on():
    pages = ("README.md", "CITATION.cff", "data/raw/README.md")
    found = [
        f"{page}: '{match.group(0)}': say it without the number, which a change of data makes false"
        for page in pages
        for match in TYPED.finditer((ROOT / page).read_text(encoding="utf-8"))
    ]
    assert TYPED.search("Edition 2026. 51 jurisdictions")
    assert not found, "\n".join(found)
