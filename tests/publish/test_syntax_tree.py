"""Walking and changing Pandoc's syntax tree."""

from __future__ import annotations

import copy
from typing import Any

from analysis.publish.markdown import syntax_tree


def _words(*texts: str) -> dict[str, Any]:
    return {"t": "Para", "c": [{"t": "Str", "c": text} for text in texts]}


TREE: list[Any] = [
    _words("a", "b"),
    {"t": "Div", "c": [["box", [], []], [_words("c"), {"t": "HorizontalRule"}]]},
    {"t": "BulletList", "c": [[_words("d")], [_words("e")]]},
]


def test_nodes_come_in_the_order_of_the_text_with_parents_before_their_children() -> None:
    said = [node["c"] if node["t"] == "Str" else node["t"] for node in syntax_tree.nodes(TREE)]
    assert " ".join(said) == "Para a b Div Para c HorizontalRule BulletList Para d Para e"


def test_children_are_changed_before_their_parent_sees_them() -> None:
    def change(node: dict[str, Any]) -> dict[str, Any] | None:
        if node["t"] == "Str":
            return {"t": "Str", "c": node["c"].upper()}
        return {"t": "Plain", "c": node["c"]} if node["t"] == "Para" and node["c"][0]["c"] == "C" else None

    changed = syntax_tree.transform(TREE, change)
    assert [node["c"] for node in syntax_tree.nodes(changed) if node["t"] == "Str"] == [
        "A",
        "B",
        "C",
        "D",
        "E",
    ]
    assert changed[1]["c"][1][0] == {"t": "Plain", "c": [{"t": "Str", "c": "C"}]}


def test_a_list_takes_the_place_of_its_node_and_an_empty_one_removes_it() -> None:
    def change(node: dict[str, Any]) -> list[Any] | None:
        if node.get("c") == "a":
            return [{"t": "Str", "c": "x"}, {"t": "Space"}, {"t": "Str", "c": "y"}]
        return [] if node["t"] in ("HorizontalRule", "BulletList") else None

    assert syntax_tree.transform(TREE, change) == [
        {"t": "Para", "c": [{"t": "Str", "c": "x"}, {"t": "Space"}, {"t": "Str", "c": "y"}, {"t": "Str", "c": "b"}]},
        {"t": "Div", "c": [["box", [], []], [_words("c")]]},
    ]  # fmt: skip


def test_a_change_leaves_the_tree_it_was_made_from_as_it_was() -> None:
    before = copy.deepcopy(TREE)
    syntax_tree.transform(TREE, lambda node: {"t": "Str", "c": "z"} if node["t"] == "Str" else None)
    assert before == TREE


def test_what_does_not_change_is_not_copied() -> None:
    changed = syntax_tree.transform(TREE, lambda node: [] if node.get("c") == "d" else None)
    assert [now is before for now, before in zip(changed, TREE, strict=True)] == [True, True, False]
    assert syntax_tree.transform(TREE, lambda node: None) is TREE


def test_nodes_of_a_kind_are_found_however_deep_they_stand() -> None:
    assert sorted(node["c"] for node in syntax_tree.of_kind(TREE, "Str")) == ["a", "b", "c", "d", "e"]
    assert syntax_tree.holds(TREE, "HorizontalRule")
    assert not syntax_tree.holds(TREE, "Cite")
    assert not syntax_tree.holds([{"t": "Str", "c": "Cite"}], "Cite")
