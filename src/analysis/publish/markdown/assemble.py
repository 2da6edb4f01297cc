"""From sources and notebooks to one resolved report: variables, embeds, numbers and references in place."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.publish.markdown import conditions, pandoc, syntax_tree
from analysis.publish.markdown.checks import refuse_foreign_markup, refuse_warnings, refuse_yaml
from analysis.publish.markdown.dialect import MARK, Shortcode, Source, nearest, read_source
from analysis.publish.markdown.embedding import Embedding
from analysis.publish.markdown.front_matter import FrontMatter
from analysis.publish.markdown.inert import safe_target
from analysis.publish.markdown.numbering import cites, number_blocks, resolve_references
from analysis.publish.markdown.pandoc import Ask
from analysis.publish.markdown.syntax_tree import Node
from analysis.publish.markdown.yaml_files import read_yaml
from analysis.publish.notebooks.outputs import Embed


@dataclass
class Report(FrontMatter):
    """Everything a writer needs. `blocks` holds `RawBlock embed <label>` where a figure's picture goes."""

    blocks: list[Node]
    figures: dict[str, Embed] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def disclaimer(self) -> list[Node]:
        """What the report says of itself before anything else: the box `.disclaimer` that it begins with."""
        return self.blocks[0]["c"][1] if self._begins_with_disclaimer else []

    @property
    def body(self) -> list[Node]:
        """Everything after the disclaimer."""
        return self.blocks[1:] if self._begins_with_disclaimer else self.blocks

    @property
    def _begins_with_disclaimer(self) -> bool:
        first = self.blocks[0] if self.blocks else {"t": "Null"}
        return first["t"] == "Div" and "disclaimer" in first["c"][0][1]


def assemble(
    path: Path, root: Path, variables: dict[str, Any], notebooks: Path | None = None, ask: Ask = pandoc.run
) -> Report:
    """Resolve the report at `path`, taking notebooks from the folder `notebooks` where that is given.

    `ask` takes the place of Pandoc: it may know what it was asked before.
    Errors: `DataProblems` with every use of something outside the dialect, by file and line.
    """
    source = read_source(path, root)
    embeds = Embedding(source, root, notebooks)
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(ask, ["--from", pandoc.PROSE, "--to", "json"], source.text, None)
        embeds.prepare(ask)
    try:
        output, warnings = reading.result()
    except pandoc.PandocFailure as failure:
        refuse_yaml(source, str(failure))
        raise
    tree = json.loads(output)
    refuse_warnings(source, warnings)
    refuse_foreign_markup(source, tree)
    folder = _folder_metadata(path.parent)
    shows = folder.pop("shows", {})
    report = _resolve(source, tree, variables, embeds, shows)
    source.check()
    said = {key: {"t": "MetaInlines", "c": syntax_tree.words(str(value))} for key, value in folder.items()}
    report.meta = said | report.meta
    _cite(source, report, path.parent, ask)
    source.check()
    return report


def _folder_metadata(folder: Path) -> dict[str, Any]:
    """What `_metadata.yml`, in Quarto's way, says for every document of a folder."""
    return dict(read_yaml(folder / "_metadata.yml", f"{folder.name}/_metadata.yml"))


def _resolve(
    source: Source,
    tree: Node,
    variables: dict[str, Any],
    embeds: Embedding,
    shows: dict[str, bool],
) -> Report:
    seen: set[int] = set()

    def code_of(text: str) -> Shortcode | None:
        match = MARK.fullmatch(text)
        return source.shortcodes[int(match[1])] if match else None

    def value_of(match: re.Match[str]) -> str:
        seen.add(int(match[1]))
        return filled(source, int(match[1]), variables)

    def change(node: Node) -> Node | list[Node] | None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Div", "Span") and conditions.is_condition(content[0]):
            return list(content[1]) if conditions.shown(source, content[0], shows) else []
        if kind in ("Para", "Plain") and not content:
            return []
        if kind in ("Para", "Plain") and len(content) == 1 and content[0].get("t") == "Block":
            return list(content[0]["c"])
        if kind == "Str":
            code = code_of(content)
            if code and code.name in ("embed", "pagebreak"):
                seen.add(int(MARK.fullmatch(content)[1]))  # type: ignore[index]
                blocks = (
                    embeds.blocks(code)
                    if code.name == "embed"
                    else [syntax_tree.raw("typst", "#pagebreak(weak: true)")]
                )
                return {"t": "Block", "c": blocks, "place": code}
            if MARK.search(content):
                return syntax_tree.words(MARK.sub(value_of, content))
        if kind == "Link" and MARK.search(content[2][0]):
            return _filled_link(source, content, MARK.sub(value_of, content[2][0]))
        return None

    blocks = syntax_tree.transform(tree["blocks"], change)
    meta = syntax_tree.transform(tree["meta"], change)
    for number, code in enumerate(source.shortcodes):
        if number not in seen:
            source.refuse(code.place, f"'{code.name}' in a place where it cannot be filled in", "shortcodes stand in text",
                          "move it out of the code, attribute or image")  # fmt: skip
    for node in syntax_tree.of_kind([blocks, meta], "Block"):
        code = node["place"]
        source.refuse(code.place, f"'{code.name}' among other text", "it stands alone between blank lines",
                      "give it a paragraph of its own")  # fmt: skip
    blocks, numbers = number_blocks(source, blocks)
    blocks = resolve_references(source, blocks, numbers)
    figures = {label: one for label, one in embeds.figures.items() if label in numbers}
    return Report(meta, blocks, figures, numbers)


def _filled_link(source: Source, content: list[Any], target: str) -> Node | list[Node]:
    if safe_target(target, own=True):
        return syntax_tree.link(content[1], target, content[0])
    source.refuse(source.where(r"\]\(.*" + MARK.pattern), f"link to '{target}' from a variable",
                  "http(s), mailto, #section or a file of the report", "mend the variable")  # fmt: skip
    return list(content[1])


def filled(source: Source, number: int, variables: dict[str, Any]) -> str:
    """What stands in the place of a shortcode among other text; "" where it cannot be filled in, which is noted."""
    code = source.shortcodes[number]
    if code.name != "var":
        source.refuse(code.place, f"'{code.name}' among other text", "it stands alone between blank lines",
                      "give it a paragraph of its own")  # fmt: skip
        return ""
    return _variable(source, code, variables)


def _variable(source: Source, code: Shortcode, variables: dict[str, Any]) -> str:
    name = code.arguments[0]
    value: Any = variables
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        known = sorted(_names(variables))
        source.refuse(code.place, f"unknown variable '{name}'", "variables are written by the notebooks",
                      nearest(name, known))  # fmt: skip
        return ""
    return str(value)


def _names(variables: dict[str, Any], above: str = "") -> list[str]:
    names: list[str] = []
    for key, value in variables.items():
        names += _names(value, f"{above}{key}.") if isinstance(value, dict) else [f"{above}{key}"]
    return names


def _cite(source: Source, report: Report, folder: Path, ask: Ask) -> None:
    """Resolve citations with the report's bibliography."""
    if not any(map(cites, report.blocks)):
        return
    files = report.texts("bibliography") or ["references.bib"]
    arguments = ["--from", "json", "--to", "json", "--citeproc", "--metadata", "link-citations=true"]
    for file in files:
        path = folder / file
        if not path.is_file():
            source.refuse(source.where(r"^bibliography|@\w"), f"bibliography '{file}', which does not exist",
                          "a .bib file beside the report", "add it, or mend the front matter")  # fmt: skip
            return
        arguments += ["--bibliography", file]
    lang = report.text("lang") or "en-US"
    meta = {"lang": {"t": "MetaString", "c": lang}}
    # Only what cites is sent, and the list of references: the tables would make up nine tenths of the text.
    sent = [place for place, block in enumerate(report.blocks) if cites(block) or _is_list(block)]
    asked = [report.blocks[place] for place in sent]
    output, warnings = ask(arguments, json.dumps(pandoc.document(asked, meta)), folder)
    for name in re.findall(r"citation (\S+) not found", warnings):
        source.refuse(source.where(rf"@{{?{re.escape(name)}"), f"citation '@{name}', which no bibliography has",
                      f"keys of {', '.join(files)}", "mend the key or add the source")  # fmt: skip
    given = json.loads(output)["blocks"]
    cited = dict(zip(sent, given, strict=False))
    blocks = [cited.get(place, block) for place, block in enumerate(report.blocks)]
    report.blocks = [*blocks, *given[len(sent) :]]


def _is_list(block: Node) -> bool:
    """Whether the list of references is to stand in a block."""
    return syntax_tree.holds(block, "Div") and any(
        box["c"][0][0] == "refs" for box in syntax_tree.of_kind(block, "Div")
    )
