"""The report of a year in which nothing changed, of one state alone, of a repeal …: what it says must be true of that too.

Each corner is built as the real report is, from notebooks to page; `corner_reports.py` builds them whole, to be read.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.publish.build.building import Options, build
from analysis.publish.build.context import FIGURES, TEXT
from analysis.publish.build.plan import stages as every_stage
from corner_data import CORNERS, make
from raw_copies import RAW

ROOT = Path(__file__).resolve().parents[2]
REPORTS = (
    ("nothing_changed",),
    ("one_jurisdiction",),
    ("nothing_provisional", "no_second_coding", "a_repeal"),
)
"""The corners that one report shows: each of them leaves alone what the others are about."""
MADE = (TEXT, FIGURES, "report page", "index page", "survivors page", "compare page")

ODD = re.compile(
    r"in no case|to no |from no|no place|nan\b|<NA>|unknown share|  |\(\)|: \.|, \.|; \.|"
    r"(?<![-\w])one (states|laws|answers|cases|points)\b|(?<![\d,.–])1 (states|laws|acts)\b|\ball one\b|"
    r"\b(?:0|none|no|zero) of the (?:0|no|one)\b|\bthe other (?:0|no)\b|\bof one (?:law|answer|case)\b|"
    r"\b(?:most|best) often on “[^”]*” \(in one state\)\.|\bsame \w+ in 100%|100% of (?:one|two|all)\b|\bon 0%",
    re.IGNORECASE,
)
"""What no sentence of a report may hold, whatever the data are."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, so that what the builds keep stays with the tests."""
    root = tmp_path_factory.mktemp("corners")
    for name in ("notebooks", "report"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_output"))
    for file in sorted(p for p in ROOT.iterdir() if p.is_file()):
        shutil.copyfile(file, root / file.name)
    return root


@pytest.fixture(scope="module")
def built(project: Path) -> Callable[[str], Path]:
    """Builds the pages of a corner and of those that the same report shows, once.

    All in this process, which has loaded what they need.
    """
    stages = [replace(stage, apart=False) for stage in every_stage("pandoc") if stage.name in MADE]

    def of(name: str) -> Path:
        shown = next(names for names in REPORTS if name in names)
        output = project / "-".join(shown)
        if not output.exists():
            raw = make(shown[0], RAW, project / f"{output.name}-raw")
            for other in shown[1:]:
                CORNERS[other](raw)
            build(Options(root=project, raw=raw, output=output), stages=stages)
        return output

    return of


def lines(page: Path) -> list[str]:
    """The text of a page as it is read, a paragraph, cell or heading to a line; headings begin with '#'."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"<(script|style|svg|template)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text.partition("<main")[2])
    text = re.sub(r"<h\d\b[^>]*>", "\n# ", text)
    text = re.sub(
        r"</?(p|h\d|li|figcaption|caption|tr|td|th|div|section|ul|ol|dt|dd|table|figure)\b[^>]*>", "\n", text
    )
    words = (
        re.sub(r" +", " ", html.unescape(re.sub(r"<[^>]+>", "", line))).strip() for line in text.split("\n")
    )
    return [line for line in words if line]


MUST: dict[str, dict[str, list[str]]] = {
    "nothing_changed": {
        "report": [
            "no such law took effect, was amended or ended between the two dates. In 48 states we know of no act",
            "It changed in none of them.",
            "No answer differs between the two editions where a law was in force at both dates.",
        ],
        "index": [],
    },
    "one_jurisdiction": {
        "report": [
            "the laws of one jurisdiction, grades",
            "The only law whose grade is firm does not earn an A; its score falls 20 points short",
            "The one graded state scores 80.",
            "the one graded state kept its letter in",
            "For the one graded state the amendment worth most is one about",
            "are in no law that we read, among them",
            "Figure 1. The only firm grade is a B",
            "has the only firm score, 80",
            "all from the text of a statute.",
            "Both editions have a score in one state. It rose there.",
            "A change of law raised the score of one state: ",
            "The one law scored in both editions scores higher than before",
            "The law improved on “Confidentiality” (in one state).",
            "Only one state has a rank.",
            "is: “Which further conditions restrict relief?”",
            "Statutes answer every question",
        ],
        "index": ["The only law whose grade is firm does not earn an A"],
        "survivors": ["This page is about the law of one state."],
        "compare": ["This edition holds the law of one state only, so there is nothing to compare it with."],
    },
    "nothing_provisional": {
        "report": [
            "No state has a provisional grade.",
            "All 23 grades are firm",
            "in all of these each answer rests",
        ],
        "index": [],
    },
    "no_second_coding": {
        "report": [
            "No answer has been coded twice yet.",
            "No second coder has read the texts yet",
            "Close to the line, the rule counts the law of Hawaii and Missouri.",
        ],
        "index": [],
    },
    "a_repeal": {
        "report": [
            "; one state repealed its law, or let it end (Florida).",
            "A survivor in Florida can no longer use the law that the earlier edition describes.",
            "Repealed its law, or let it end",
            "We found no such law in Alaska, Florida and Iowa.",
        ],
        "index": [],
        "survivors": [
            "There was a law for survivors of trafficking. It ended on June 1, 2026. We found no other since."
        ],
    },
}
"""What each page must say; of the frozen edition, in which Florida has the highest firm score, one of 24, and the law of
Kansas, close to the line, is provisional."""

MAY_NOT: dict[str, list[str]] = {
    "nothing_changed": [
        "No letter changed.",
        "No change of law raised a score.",
        "No state’s score fell.",
        "for the better.",
        "No score changed between the editions",
        "Scores that changed",
    ],
    "one_jurisdiction": [
        "rose most",
        "improved most often",
        "On average",
        "on average",
        "Every graded state",
        "median firm",
    ],
    "nothing_provisional": ["in 21 of these", "(0.67)", "with a provisional grade:"],
    "no_second_coding": ["A second coder, who saw", "An adjudicator settled", "alpha", "Two coders"],
    "a_repeal": ["no law was repealed"],
}
"""What the report would say if it spoke of what is not there."""


@pytest.mark.long
@pytest.mark.parametrize("name", [name for shown in REPORTS for name in shown])
def test_the_report_of_a_corner_reads_well_and_says_what_is_true(
    name: str, built: Callable[[str], Path]
) -> None:
    folder = built(name)
    for page, told in MUST[name].items():
        read = lines(folder / f"{page}.html")
        text = "\n".join(read)
        assert not {said for said in told if said not in text}, page
        assert not [line for line in read if ODD.search(line)], page
        empty = [one for one, after in pairwise(read) if one.startswith("# ") and after.startswith("# ")]
        assert not [one for one in empty if not has_subsections(one, read)], page
    report = "\n".join(lines(folder / "report.html"))
    assert not {said for said in MAY_NOT[name] if said in report}
    assert "None\n–\n–" not in report, "a table without rows"


def has_subsections(heading: str, read: list[str]) -> bool:
    """Whether a numbered chapter is followed by its own first section."""
    number = re.match(r"# (\d+) ", heading)
    after = read[read.index(heading) + 1]
    return bool(number and after.startswith(f"# {number[1]}.1 "))


def test_every_corner_can_be_made_of_the_data_as_they_are(tmp_path: Path) -> None:
    from analysis.raw import read_dataset

    for name in CORNERS:
        folder = make(name, ROOT / "data" / "raw", tmp_path / name)
        read_dataset(folder)
