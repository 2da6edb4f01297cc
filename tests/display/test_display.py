"""Tables: what a reader sees, and that nothing from the data becomes markup."""

from __future__ import annotations

import json
import subprocess

import pandas as pd
import pytest

from analysis.display.tables import Link, Table, card_page, escape_markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<b onmouseover=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/p.png)",
    "{{< include /etc/passwd >}}",
    "{{< embed x.ipynb#fig-x >}}",
    "@citation and [@citation]",
    "$x^2$ and $$y$$",
    "a | b | c",
    "*bold* _it_ **x** ~~y~~ H~2~O ^up^",
    "`code` ``more``",
    "# heading",
    "[^1]: note",
    "```{=html}\n<b>\n```",
    "x{.class #id}",
    "&lt;b&gt; &amp;",
    "back\\slash \\| pipe",
    "<https://evil.example>",
    "line\nbreak\r\nand\ttab",
    "::: {.callout}",
]


def pandoc(text: str, reader: str) -> list[dict]:
    pypandoc = pytest.importorskip("pypandoc")
    command = [pypandoc.get_pandoc_path(), "--from", reader, "--to", "json"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return json.loads(done.stdout)["blocks"]


def kinds(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(kinds, value)) if value else set()
    if isinstance(value, dict):
        own = {value["t"]} if isinstance(value.get("t"), str) else set()
        return own | kinds(list(value.values()))
    return set()


def cell_words(row: list) -> list[str]:
    def words(value: object) -> str:
        if isinstance(value, list):
            return "".join(map(words, value))
        if not isinstance(value, dict):
            return ""
        if value["t"] == "Str":
            return value["c"]
        if value["t"] in ("Space", "SoftBreak"):
            return " "
        return words(value.get("c"))

    return [words(cell[4]) for cell in row[1]]


@pytest.mark.parametrize("reader", ["markdown-smart", "commonmark+pipe_tables"])
def test_hostile_cells_reach_the_reader_as_the_words_they_are(reader: str) -> None:
    table = Table(pd.DataFrame({"Name": HOSTILE, "Other | <i>": ["x"] * len(HOSTILE)}))
    (block,) = pandoc(table.markdown(), reader)
    assert block["t"] == "Table"
    assert kinds(block) <= {
        "Table", "Plain", "Str", "Space", "AlignLeft", "AlignRight", "AlignDefault", "ColWidth", "ColWidthDefault",
    }  # fmt: skip
    rows = block["c"][4][0][3]
    assert [cell_words(row)[0] for row in rows] == [" ".join(text.split()) for text in HOSTILE]
    assert all(cell_words(row)[1] == "x" for row in rows)


def test_no_shortcode_survives_for_a_tool_that_reads_text_before_markdown() -> None:
    assert "{{<" not in Table(pd.DataFrame({"x": HOSTILE})).markdown()


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "cards/../../x",
        "//evil.example",
        "../x",
        "/x",
        "vbscript:x",
    ],
)
def test_a_link_that_could_harm_keeps_only_its_words(target: str) -> None:
    table = Table(pd.DataFrame({"x": [Link("Nebraska", target)]}))
    assert "| Nebraska |" in table.markdown()
    assert "](" not in table.markdown()


def test_a_link_to_a_card_is_the_page_it_leads_to() -> None:
    table = Table(pd.DataFrame({"State": [Link("Nebraska", card_page("NE"))]}))
    assert "[Nebraska](cards/NE.html)" in table.markdown()


def test_a_web_address_cannot_leave_its_brackets() -> None:
    target = "https://a.example/x_(y)|z{{<w>}}?q=1&r=[2]"
    table = Table(pd.DataFrame({"Source": [Link("a [b](c)", target)], "End": ["end"]}))
    (block,) = pandoc(table.markdown(), "markdown")
    first = block["c"][4][0][3][0][1][0][4][0]["c"]
    assert [node["t"] for node in first] == ["Link"]
    assert first[0]["c"][2][0] == "https://a.example/x_%28y%29%7Cz%7B%7B%3Cw%3E%7D%7D?q=1&r=%5B2%5D"


def test_numbers_stand_right_with_their_digits_and_a_minus_sign() -> None:
    frame = pd.DataFrame(
        {
            "Name": ["x", "y"],
            "Score": pd.array([73, None], dtype="Int64"),
            "Change": [-2.5, float("nan")],
            "Alpha": [0.5, 1.0],
            "Capped": [True, False],
        }
    )
    lines = Table(frame, digits={"Alpha": 2}).markdown().splitlines()
    assert lines[1] == "| :--- | ---: | ---: | ---: | :--- |"
    assert lines[2] == "| x | 73 | −2.5 | 0.50 | Yes |"
    assert lines[3] == "| y | – | – | 1.00 | No |"


def test_alignment_can_be_said() -> None:
    table = Table(pd.DataFrame({"Name": ["x"], "Grade": ["A"]}), align={"Grade": "center"})
    assert table.markdown().splitlines()[1] == "| :--- | :---: |"


def test_a_list_of_links_is_one_cell() -> None:
    table = Table(pd.DataFrame({"Laws": [[Link("NE", "cards/NE.html"), Link("FL", "cards/FL.html")]]}))
    assert "| [NE](cards/NE.html), [FL](cards/FL.html) |" in table.markdown()


def test_two_levels_of_headings_become_one() -> None:
    columns = pd.MultiIndex.from_tuples([("", "Name"), ("2019", "Score"), ("2019", "Grade")])
    table = Table(pd.DataFrame([["x", 1, "A"]], columns=columns))
    assert "| Name | 2019: Score | 2019: Grade |" in table.markdown()


def test_the_bundle_is_markdown_and_a_line_on_what_it_holds_and_no_html() -> None:
    bundle = Table(pd.DataFrame({"x": [1], "y": [2]}))._repr_mimebundle_()
    assert set(bundle) == {"text/markdown", "text/plain"}
    assert bundle["text/plain"] == "1 row: x; y"


def test_blank_controls_become_spaces() -> None:
    assert escape_markdown(" a\x00b\n\n| c\u2028d ") == r"a b \| c d"
