"""The site's own address: named by every page where it is known, by none where it is not, and never anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.problems import DataProblems
from analysis.publish.formats.html import environment
from analysis.publish.site.address import site_address

ROOT = Path(__file__).resolve().parents[2]


def told(folder: Path, text: str) -> Path:
    (folder / "site.toml").write_text(text, encoding="utf-8")
    return folder


def head(report: Path, file: str) -> str:
    shutil.copytree(ROOT / "report" / "templates", report / "templates")
    macro = environment(report / "templates").get_template("site/social.html.j2").module
    return str(macro.social(file, 'A "title" <b>', "What it is", picture="figures/a.png", alt="Bars"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('address = ""', ""),
        ("", ""),
        ('address = "https://example.org/2026"', "https://example.org/2026/"),
        ('address = "https://example.org:8443/"', "https://example.org:8443/"),
    ],
)
def test_an_address_ends_in_a_slash_and_may_be_left_out(tmp_path: Path, text: str, address: str) -> None:
    assert site_address(told(tmp_path, text)) == address


def test_a_project_without_the_file_has_no_address(tmp_path: Path) -> None:
    assert site_address(tmp_path) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('address = "javascript:alert(1)"', "report/site.toml address: Found 'javascript:alert(1)'."),
        ('address = "http://example.org/"', "report/site.toml address: Found 'http://example.org/'."),
        ('address = "https://example.org/\\"><script>"', "report/site.toml address: Found"),
        ("address = 7", "report/site.toml address: Found '7'."),
        ('adress = "https://example.org/"', "report/site.toml: The key 'adress' is unknown."),
        ("address = ", "report/site.toml: Found no TOML"),
    ],
)
def test_anything_else_is_said_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataProblems) as caught:
        site_address(told(tmp_path, text))
    assert [str(problem)[: len(said)] for problem in caught.value.problems] == [said]


def test_a_page_names_its_own_address_and_picture_where_the_site_has_one(tmp_path: Path) -> None:
    found = head(told(tmp_path, 'address = "https://example.org/2026"'), "cards/NE.html")
    assert '<link rel="canonical" href="https://example.org/2026/cards/NE.html">' in found
    assert '<meta property="og:url" content="https://example.org/2026/cards/NE.html">' in found
    assert '<meta property="og:image" content="https://example.org/2026/figures/a.png">' in found
    assert "&lt;b&gt;" in found
    assert "<b>" not in found


def test_the_front_page_is_the_address_itself(tmp_path: Path) -> None:
    found = head(told(tmp_path, 'address = "https://example.org/2026/"'), "index.html")
    assert '<link rel="canonical" href="https://example.org/2026/">' in found


def test_no_page_names_an_address_that_is_not_known(tmp_path: Path) -> None:
    found = head(told(tmp_path, 'address = ""'), "index.html")
    assert 'property="og:title"' in found
    assert "canonical" not in found
    assert "og:image" not in found
    assert "og:url" not in found
