"""The figures of the report as other pages show them: what is drawn, what it is called, and where it stands."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.publish.build.context import FIGURES, TOLD, Context
from analysis.publish.markdown import syntax_tree
from analysis.publish.markdown.assemble import Report
from analysis.publish.markdown.site_parts import WHOLE, parts
from analysis.publish.notebooks.outputs import Embed

FOLDER = "figures"
_FILE = "figures.json"


@dataclass(frozen=True)
class Shown:
    """A figure as its page tells it. `finding` is its headline, `caption` how to read it.

    `section` is the heading that it stands below in the report, `place` the page it stands on.
    """

    label: str
    number: str
    finding: str
    caption: str
    section: str
    place: str
    embed: Embed

    @property
    def name(self) -> str:
        return f"Figure {self.number}"

    @property
    def title(self) -> str:
        """The finding as it can stand alone: a headline may leave its subject to the section around it."""
        return f"{self.section}: {self.finding}" if self.section else self.finding

    @property
    def has_data(self) -> bool:
        return bool(self.embed.data)

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.label}.html"


def shown(report: Report) -> list[Shown]:
    """The figures of a report in the order of their numbers."""
    captions, sections, elsewhere = _captions(report), _sections(report), parts(report).addresses
    return [
        Shown(
            label,
            report.numbers[label],
            figure.headline or captions[label],
            captions[label],
            sections[label],
            elsewhere.get(label, WHOLE),
            figure,
        )
        for label, figure in sorted(report.figures.items(), key=lambda item: int(report.numbers[item[0]]))
    ]


def tell(context: Context, folder: Path) -> None:
    """Write the figures where `told` finds them: pages that show them need not follow every change of the text."""
    (folder / TOLD).mkdir()
    text = json.dumps([asdict(one) for one in shown(context.assembled)], ensure_ascii=False)
    (folder / TOLD / _FILE).write_text(text, encoding="utf-8", newline="\n")


def told(context: Context) -> list[Shown]:
    """The figures in the order of their numbers, as the stage `FIGURES` has written them."""
    found = json.loads(context.told(FIGURES, _FILE))
    return [Shown(**one | {"embed": Embed(**one["embed"])}) for one in found]


def _captions(report: Report) -> dict[str, str]:
    """The captions in words, without number and headline, which a line break ends."""
    found = {}
    for node in syntax_tree.nodes(report.blocks):
        if node["t"] == "Figure" and node["c"][0][0] in report.figures:
            label, words = node["c"][0][0], node["c"][1][1][0]["c"][1:]
            if report.figures[label].headline:
                words = words[words.index({"t": "LineBreak"}) + 1 :]
            found[label] = syntax_tree.plain(words)
    return found


def _sections(report: Report) -> dict[str, str]:
    """The heading that each figure stands below."""
    found, heading = {}, ""
    for node in syntax_tree.nodes(report.blocks):
        if node["t"] == "Header":
            heading = syntax_tree.plain(node["c"][2])
        elif node["t"] == "Figure":
            found[node["c"][0][0]] = heading
    return found
