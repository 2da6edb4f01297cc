"""What Pandoc was asked before it is not asked again; whatever an answer follows from is part of the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.publish.markdown import pandoc
from analysis.publish.markdown.asked import remembering
from analysis.publish.markdown.pandoc import Ask, PandocFailure
from analysis.raw.kept import Kept

TO_HTML = ["--from", "markdown", "--to", "html5"]
CITING = [*TO_HTML, "--citeproc", "--bibliography", "known.bib"]
ENTRY = "@book{one, author={Ada Known}, title={A Book}, year={2001}}\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that Pandoc itself is given."""
    seen: list[str] = []
    run = pandoc.run

    def watched(arguments: list[str], text: str, folder: Path | None = None) -> tuple[str, str]:
        seen.append(text)
        return run(arguments, text, folder)

    monkeypatch.setattr(pandoc, "run", watched)
    return seen


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept")


def again(kept: Kept, base: str = "base") -> Ask:
    """As a later build asks."""
    return remembering(kept, base)


def test_the_same_question_has_the_same_answer_without_pandoc(kept: Kept, asked: list[str]) -> None:
    text = "A line with *weight*, a é and\n\n::: unclosed\n"
    first = again(kept)(TO_HTML, text, None)
    assert first == pandoc.run(TO_HTML, text)
    assert "<em>weight</em>" in first[0]
    assert "unclosed" in first[1]
    before = len(asked)
    assert again(kept)(TO_HTML, text, None) == first
    assert len(asked) == before


@pytest.mark.parametrize(
    ("arguments", "text", "base", "shown"),
    [
        (TO_HTML, "*b*", "base", "<p><em>b</em></p>\n"),
        (["--from", "markdown", "--to", "plain"], "*a*", "base", "a\n"),
        (TO_HTML, "*a*", "another Pandoc", "<p><em>a</em></p>\n"),
    ],
)
def test_another_text_way_or_pandoc_is_another_question(
    kept: Kept, asked: list[str], arguments: list[str], text: str, base: str, shown: str
) -> None:
    again(kept)(TO_HTML, "*a*", None)
    assert again(kept, base)(arguments, text, None)[0] == shown
    assert asked == ["*a*", text]


def test_a_changed_bibliography_is_another_question(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "known.bib").write_text(ENTRY)
    assert "Known 2001" in again(kept)(CITING, "[@one]", tmp_path)[0]
    (tmp_path / "known.bib").write_text(ENTRY.replace("2001", "2002"))
    assert "Known 2002" in again(kept)(CITING, "[@one]", tmp_path)[0]


def test_the_same_name_in_another_folder_is_another_bibliography(kept: Kept, tmp_path: Path) -> None:
    for name, year in (("a", "2001"), ("b", "2002")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "known.bib").write_text(ENTRY.replace("2001", year))
        assert f"Known {year}" in again(kept)(CITING, "[@one]", tmp_path / name)[0]


def test_a_refusal_is_asked_for_again(kept: Kept, tmp_path: Path, asked: list[str]) -> None:
    for _ in range(2):
        with pytest.raises(PandocFailure, match=r"known\.bib"):
            again(kept)(CITING, "[@one]", tmp_path)
    assert len(asked) == 2


def test_a_damaged_answer_is_asked_for_again(kept: Kept, asked: list[str], tmp_path: Path) -> None:
    first = again(kept)(TO_HTML, "*a*", None)
    for path in (tmp_path / "kept").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-3])
    assert again(kept)(TO_HTML, "*a*", None) == first
    assert asked == ["*a*", "*a*"]
