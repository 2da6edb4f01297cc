"""Every page of the site says what it is: icon, title, description, and what a link to it shows elsewhere."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest


class Head(HTMLParser):
    """What stands in the head of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.title, self.links, self.meta = "", dict[str, str](), dict[str, list[str]]()
        self._in_title = False
        self.feed(path.read_text(encoding="utf-8").partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "link":
            self.links[found.get("rel", "")] = found.get("href", "")
        if tag == "meta":
            self.meta.setdefault(found.get("property") or found.get("name", ""), []).append(
                found.get("content", "")
            )

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, Head]:
    return {path.relative_to(site).as_posix(): Head(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_has_a_title_of_its_own_that_names_the_project(heads: dict[str, Head]) -> None:
    assert len(heads) > 50
    assert [name for name, head in heads.items() if "State Report Cards" not in head.title] == []
    twice = [title for title, count in Counter(head.title for head in heads.values()).items() if count > 1]
    assert twice == []


def test_every_page_has_one_description_and_says_it_to_those_who_show_a_link(heads: dict[str, Head]) -> None:
    for name, head in heads.items():
        for kind in ("description", "og:title", "og:description", "og:type", "og:site_name"):
            assert len(head.meta.get(kind, [])) == 1, (name, kind)
            assert head.meta[kind][0].strip(), (name, kind)


def test_every_page_has_the_icon(site: Path, heads: dict[str, Head]) -> None:
    for name, head in heads.items():
        assert (site / name).parent.joinpath(head.links["icon"]).resolve().is_file(), name


def test_no_page_names_an_address_as_long_as_none_is_known(heads: dict[str, Head], root: Path) -> None:
    if 'address = ""' not in (root / "report" / "site.toml").read_text(encoding="utf-8"):
        pytest.skip("the project says where it is published")
    assert [name for name, head in heads.items() if "canonical" in head.links or "og:url" in head.meta] == []
