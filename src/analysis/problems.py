"""What is wrong with the input, located and worded for the person who will mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

CLOSE = 0.7
"""Similarity (difflib, 0 to 1) from which a value is taken to be a slip for another."""

LIST_AT_MOST = 8
QUOTE_AT_MOST = 60


QUOTED = re.compile("'[^']*'")
DEPENDENT = re.compile(r",? \b(?:though|which|that|while|where)\b")
VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|holds?|stands?|begins?|ends|earns?|adds?|takes?|names?|cannot|would|"
    r"comes?|says?|cites?|rests?|counts?|lacks?)\b"
)
"""Tells what is a sentence already from a thing that was found: by a verb outside quotation marks and relative clauses."""


@dataclass(frozen=True)
class Problem:
    """One mistake in one place: where, what was found, what is allowed, what to do."""

    file: str
    row: int | None
    column: str
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        """`file:row column:` and what was found, what is expected, what to do; the row is the line a spreadsheet shows.

        >>> str(Problem("laws.csv", 2, "basis", "'bil'", "allowed: bill, statute", "did you mean 'bill'?"))
        "laws.csv:2 basis: Found 'bil'. Allowed: bill, statute. Did you mean 'bill'?"
        >>> str(Problem("laws.csv", 3, "", "10 cells", "9 cells, as in the heading", "delete the last one"))
        'laws.csv:3: Found 10 cells. Expected: 9 cells, as in the heading. Delete the last one.'
        """
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        head = f"{place} {self.column}" if self.column else place
        told = VERB.search(DEPENDENT.split(QUOTED.sub("", self.found))[0])
        found = self.found if told else f"found {self.found}"
        listing = self.allowed.startswith("allowed")
        allowed = f"A{self.allowed[1:]}" if listing else f"Expected: {self.allowed}"
        return visible(f"{head}: {sentence(found)} {sentence(allowed)} {sentence(self.remedy)}")

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Sorts by file, then row; what concerns a whole file comes before its rows."""
        return (self.file, self.row or 0, self.column, self.found)


class DataProblems(Exception):
    """The input cannot be used; `problems` lists every reason once, in the order of files and rows."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=lambda p: (p.order, str(p))))
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the data")

    def __reduce__(self) -> tuple[type[DataProblems], tuple[tuple[Problem, ...]]]:
        """Sent to another process with its problems, not with its message."""
        return type(self), (self.problems,)


class UsageProblem(Exception):
    """Something asked for that cannot be had; the message says what is known and what to do."""


def visible(text: str) -> str:
    r"""Text safe to print on one line of a terminal: what does not print is shown as an escape.

    >>> visible("a\x1b[2Jb\n")
    'a\\x1b[2Jb\\n'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def sentence(text: str) -> str:
    """Text that begins with a capital letter, unless with a name of a file or a field, and ends as a sentence does.

    >>> sentence("delete one"), sentence("did you mean 'bill'?"), sentence("law_exists is missing"), sentence("it is so.")
    ('Delete one.', "Did you mean 'bill'?", 'law_exists is missing.', 'It is so.')
    """
    first = text.split(" ", 1)[0]
    if not first.endswith(":") and not any(sign in first for sign in "_.="):
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def quoted(value: str) -> str:
    """A value as found, shortened in the middle of nowhere rather than flooding the screen.

    >>> quoted("sliding"), quoted("")
    ("'sliding'", 'an empty cell')
    """
    if not value:
        return "an empty cell"
    return f"'{value}'" if len(value) <= QUOTE_AT_MOST else f"'{value[: QUOTE_AT_MOST - 1]}…'"


def nearest(value: str, choices: Iterable[str], labels: Mapping[str, str] | None = None) -> str | None:
    """The choice that was probably meant, also when its label (label → choice) was typed instead.

    >>> nearest("Preponderence", ["lower", "preponderance"])
    'preponderance'
    >>> nearest("no_charges_pending", ["no_pending_charges", "one_time_only"])
    'no_pending_charges'
    >>> nearest("xyz", ["lower", "preponderance"]) is None
    True
    """
    known = {_plain(choice): choice for choice in choices}
    named = {_plain(label): choice for label, choice in (labels or {}).items()}
    every = named | known
    for form in (_plain, _words):
        formed = {form(name): choice for name, choice in every.items()}
        close = get_close_matches(form(value[:200]), list(formed), n=1, cutoff=CLOSE)
        if close:
            return formed[close[0]]
    return None


def did_you_mean(
    value: str, choices: Iterable[str], otherwise: str, labels: Mapping[str, str] | None = None
) -> str:
    """Advice naming the nearest choice, or `otherwise` where nothing is near."""
    guess = nearest(value, choices, labels)
    return otherwise if guess is None else f"did you mean '{guess}'?"


def listed(choices: Iterable[str], value: str = "", what: str = "") -> str:
    """What is allowed, whole when short; else the choices nearest to `value` and how many there are.

    >>> listed(["bill", "statute"])
    'allowed: bill, statute'
    >>> listed([f"XX-{i}" for i in range(40)], "XX-7", "source")
    'allowed: any source of the 40 there are, such as XX-7, XX-37, XX-27'
    """
    every = list(choices)
    subject = f" for {what}" if what else ""
    if len(every) <= LIST_AT_MOST:
        return f"allowed{subject}: {', '.join(every) or 'nothing yet'}"
    plain = {_plain(choice): choice for choice in every}
    near = get_close_matches(_plain(value[:200]), list(plain), n=3, cutoff=0.3) or list(plain)[:3]
    some = ", ".join(plain[key] for key in near)
    return f"allowed: any {what or 'value'} of the {len(every)} there are, such as {some}"


def joined(words: Iterable[str]) -> str:
    """A list in words.

    >>> joined(["year", "act"]), joined(["jurisdiction", "year", "act"])
    ('year and act', 'jurisdiction, year and act')
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def counted(count: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "cell"), counted(3, "cell")
    ('1 cell', '3 cells')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _plain(text: str) -> str:
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def _words(text: str) -> str:
    return "_".join(sorted(_plain(text).split("_")))
