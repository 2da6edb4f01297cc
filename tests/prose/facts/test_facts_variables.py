"""Facts on disk: the same bytes for the same facts, one value for each name, and nothing that acts."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.display.words import plain
from analysis.prose.facts import merge, to_yaml_text, write


def test_the_order_of_facts_changes_no_byte(tmp_path):
    one = write("a", {"x": {"b": "2", "a": "1"}, "c": "3"}, tmp_path / "one")
    two = write("a", {"c": "3", "x": {"a": "1", "b": "2"}}, tmp_path / "two")
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().endswith(b"}\n")


def test_notebooks_add_to_each_other(tmp_path):
    write("01", {"data": {"laws": "two laws"}}, tmp_path)
    write("02", {"data": {"acts": "one act"}, "grades": {"a": "none"}}, tmp_path)
    assert merge(tmp_path) == {"data": {"acts": "one act", "laws": "two laws"}, "grades": {"a": "none"}}


def test_two_notebooks_may_not_disagree(tmp_path):
    write("01", {"data": {"laws": "two laws"}}, tmp_path)
    write("02", {"data": {"laws": "three laws"}}, tmp_path)
    with pytest.raises(ValueError, match=r"02\.json gives the fact 'data\.laws' another value"):
        merge(tmp_path)


def test_a_fact_may_not_stand_where_a_group_stands(tmp_path):
    write("01", {"data": {"laws": "two laws"}}, tmp_path)
    write("02", {"data": "many"}, tmp_path)
    with pytest.raises(ValueError, match="'data'"):
        merge(tmp_path)


@pytest.mark.parametrize(
    "bad", [{"laws": 3}, {"laws": None}, {"two words": "x"}, {"a.b": "x"}, {"a": {"b": 1.0}}]
)
def test_only_text_under_plain_names_is_written(tmp_path, bad):
    with pytest.raises(ValueError, match="the fact"):
        write("01", bad, tmp_path)
    assert not list(tmp_path.iterdir())


def test_text_is_one_line_without_control_characters(tmp_path):
    write("01", {"a": "one\r\n\ttwo\x00\u2028three\ue000"}, tmp_path)
    assert merge(tmp_path) == {"a": "one two three"}


HOSTILE = [
    "<script>alert(1)</script>",
    "{{< include /etc/passwd >}}",
    "*a* _b_ `c` [d](javascript:e) ![f](g)",
    "$x$ ^1 @fig-grades ~~s~~ #set",
    "1. item",
    "- item",
    ': "}\n---\nkey: value',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_fact_reaches_quarto_as_words(text):
    import json

    from analysis.publish.markdown.pandoc import parse
    from analysis.publish.markdown.syntax_tree import plain as words

    value = yaml.safe_load(to_yaml_text({"a": text}))["a"]
    blocks = parse(value, "markdown")["blocks"]
    assert [block["t"] for block in blocks] == ["Para"]
    kinds = set(json.dumps(blocks).split('"t": "')[1:])
    assert not [
        k for k in kinds if k.startswith(("Link", "Image", "Raw", "Emph", "Strong", "Math", "Cite", "Code"))
    ]
    straight = words(blocks).translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    assert straight.replace("\u2014", "---").replace("\u2013", "--") == plain(text)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(max_size=40), max_size=5))
def test_any_text_gives_yaml_that_reads_back(facts):
    read = yaml.safe_load(to_yaml_text(facts))
    assert set(read) == set(facts)
    for key, value in facts.items():
        assert "".join(read[key].split("\\")) == "".join(plain(value).split("\\"))
