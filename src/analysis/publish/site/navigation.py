"""The site's pages in the order of its navigation: one table that navigation, stages and tests read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page at the top of the site: its file without the ending, and what navigation and search engines call it.

    `line`: what one finds there, in a few words beside a link to it.
    """

    name: str
    words: str
    title: str
    description: str
    line: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.html"


SURVIVORS = Page(
    "survivors",
    "For survivors",
    "For survivors of trafficking",
    "In plain words: is there a law in your state that can clear your record, what it asks for, and whom to ask.",
)
FRONT = Page(
    "index",
    "Choose a state",
    "State Report Cards",
    "How the laws of every state that clear records for survivors of human trafficking are graded, state by state.",
)
REPORT = Page(
    "report", "The report", "The report", "The whole report on one page.", "What was found, and how."
)
FIGURES = Page("figures", "Figures", "Figures", "Each figure of the report on a page of its own.")
"""Many pages, one for each figure: the report leads to them, the navigation does not."""
EXPLORE = Page(
    "explore",
    "Explore the laws",
    "Explore the laws",
    "Filter the laws of every state by their answers, on any day, and weigh them as you think right.",
    "By answer, by day, by your own weights.",
)
COMPARE = Page(
    "compare",
    "Compare states",
    "Compare states",
    "Two to four states side by side: every answer in words, and whether their places can be told apart.",
    "Two to four laws side by side.",
)
DRAFT = Page(
    "draft",
    "Draft a bill",
    "Draft a bill",
    "Change the answers of a state’s law, see what score and grade follow, and take the bill away for counsel.",
    "The clauses that a law lacks, to take to counsel.",
)
DATA = Page(
    "data",
    "Data",
    "The data",
    "Every answer with its citation, every score, as tables, a workbook and a file for each jurisdiction; how to cite.",
    "Tables, a workbook, sources, and how to cite.",
)
CODEBOOK = Page(
    "codebook",
    "Codebook",
    "Codebook",
    "What is asked of each law, what each answer means and is worth, and how many laws give it.",
)
"""The page of the data leads to it, the navigation does not."""

PAGES = (SURVIVORS, FRONT, REPORT, EXPLORE, COMPARE, DRAFT, DATA)
"""Survivors first, then the ways into the data, each deeper than the one before."""


def navigation(base: str = "", here: str = "") -> list[dict[str, object]]:
    """The links of the navigation: address, words, and whether this is the page one is on.

    In: `base`, the way from the page to the top of the site (`""` or `"../"`); `here`, the page's own name.

    >>> [one["address"] for one in navigation("../")][:2]
    ['../survivors.html', '../index.html']
    """
    return [{"address": base + page.file, "words": page.words, "here": page.name == here} for page in PAGES]
