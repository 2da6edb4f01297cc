"""The part of Quarto's dialect this project writes in: read with every line kept, everything else refused."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from analysis.problems import DataProblems, Problem
from analysis.safety import conflict_line

SHORTCODES = ("include", "var", "embed", "pagebreak")

FRONT_MATTER = (
    "title", "subtitle", "author", "date", "date-format", "published-title", "lang", "abstract", "description",
    "keywords", "bibliography", "number-sections", "toc", "license",
)  # fmt: skip
"""Keys a report may set; formats and their options belong to `_quarto.yml`."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Private characters around a shortcode's number: text to Pandoc, and never found in honest prose."""

MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_SHORTCODE = re.compile(r"\{\{<\s*(.*?)\s*>\}\}")
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})(.*)$")
KEY = re.compile(r"^([A-Za-z][\w-]*)\s*:")
"""A line of front matter that begins a value."""


@dataclass(frozen=True)
class Place:
    """One line of one source file."""

    file: str
    line: int


@dataclass(frozen=True)
class Shortcode:
    """`{{< name arguments >}}` and where it stands."""

    name: str
    arguments: tuple[str, ...]
    place: Place
    folder: Path


@dataclass
class Source:
    """A report's text, its includes in place and its shortcodes as numbered marks."""

    path: Path
    lines: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    shortcodes: list[Shortcode] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def where(self, pattern: str) -> Place:
        """The first line that matches a regular expression, or the first line of the report."""
        found = re.compile(pattern)
        for line, place in zip(self.lines, self.places, strict=True):
            if found.search(line):
                return place
        return self.places[0] if self.places else Place(self.path.name, 1)

    def refuse(self, place: Place, found: str, allowed: str, remedy: str) -> None:
        """Note a problem; `check` raises them all together."""
        problem = Problem(place.file, place.line, "", found, allowed, remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def check(self) -> None:
        """Error: `DataProblems` with every problem noted so far."""
        if self.problems:
            raise DataProblems(sorted(self.problems, key=lambda p: (p.file, p.row or 0, p.found)))


def nearest(word: str, known: list[str]) -> str:
    """How to mend an unknown name: the closest known one, or a few of those there are."""
    close = get_close_matches(word, known, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    shown = ", ".join(known[:8])
    return f"known: {shown}{' …' if len(known) > 8 else ''}" if known else "there are none"


def read_source(path: Path, root: Path) -> Source:
    """Read a report and everything it includes; problems are noted in the result, not raised."""
    source = Source(path)
    _read(path, root, source, ())
    return source


def read_front_matter(path: Path, root: Path) -> Source:
    """Read a report's front matter alone; problems are noted in the result, not raised."""
    source = Source(path)
    name = _name(path, root)
    lines = _lines(path, name, source)
    if lines is not None:
        _front_matter(lines, name, source, included=False)
    return source


def _read(path: Path, root: Path, source: Source, above: tuple[Path, ...]) -> None:
    name = _name(path, root)
    lines = _lines(path, name, source)
    if lines is None:
        return
    start = _front_matter(lines, name, source, included=bool(above))
    _body(path, root, name, start, _without_comments(lines, start), source, above)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _lines(path: Path, name: str, source: Source) -> list[str] | None:
    """The lines of a source; None where it cannot be read as it stands."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        source.refuse(Place(name, 1), "not UTF-8 text", "sources are UTF-8", "save the file as UTF-8")
        return None
    source.files.append(path)
    if line := conflict_line(text):
        source.refuse(Place(name, line), "a line left over from an unfinished merge", "one version of the text",
                      "choose between the versions around ======= and delete the lines with the signs")  # fmt: skip
        return None
    return text.splitlines()


def _front_matter(lines: list[str], name: str, source: Source, included: bool) -> int:
    """Copy the front matter, refusing unknown keys; the number of lines it takes."""
    if not lines or lines[0].strip() != "---":
        return 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return 0
    if included:
        source.refuse(Place(name, 1), "front matter in an included file", "only the report itself has front matter",
                      "move it to the report's own file")  # fmt: skip
        return end + 1
    for number, line in enumerate(lines[: end + 1], 1):
        key = KEY.match(line)
        if key and key[1] not in FRONT_MATTER:
            source.refuse(Place(name, number), f"unknown front matter key '{key[1]}'",
                          f"allowed: {', '.join(FRONT_MATTER)}", nearest(key[1], list(FRONT_MATTER)))  # fmt: skip
        if key and key[1] == "date" and "{{<" in line:
            source.refuse(Place(name, number), "a date with a shortcode", "a date such as 2026-07-01: Quarto reads it first",
                          "leave it out; the build writes the edition's date into report/_metadata.yml")  # fmt: skip
        source.lines.append(_marked(line, Place(name, number), source, Path()))
        source.places.append(Place(name, number))
    return end + 1


def _without_comments(lines: list[str], start: int) -> list[str]:
    """The lines with HTML comments blanked, so that nothing in a comment is acted on; code keeps its text."""
    out: list[str] = []
    fence, comment = "", False
    for line in lines[start:]:
        if not comment:
            fence = _fence_after(line, fence)
        kept, rest = "", line
        while rest and not fence:
            if comment:
                _, closed, rest = rest.partition("-->")
                comment = not closed
                if not closed:
                    rest = ""
            else:
                before, opened, rest = rest.partition("<!--")
                kept += before
                comment = bool(opened)
        out.append(line if fence else kept)
    return out


def _fence_after(line: str, fence: str) -> str:
    """The code fence open after a line ("" if none), given the one open before it."""
    match = _FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return match[1]
    closes = match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip()
    return "" if closes else fence


def _body(
    path: Path, root: Path, name: str, start: int, lines: list[str], source: Source, above: tuple[Path, ...]
) -> None:
    fence = ""
    for number, line in enumerate(lines, start + 1):
        place, before = Place(name, number), fence
        fence = _fence_after(line, fence)
        if fence and not before and (match := _FENCE.match(line)) and match[2].strip().startswith("{"):
            source.refuse(place, f"executable cell '{line.strip()}'", "code runs in notebooks, not in the report",
                          "move it to a notebook and embed its output")  # fmt: skip
        alone = _SHORTCODE.fullmatch(line.strip())
        if alone and not fence and alone[1].split()[:1] == ["include"]:
            _include(alone[1], path, root, place, source, above)
            continue
        if fence and "{{<" in line:
            source.refuse(
                place, "a shortcode inside code", "shortcodes stand in text", "take it out of the code"
            )
        elif any(mark in line for mark in (OPEN, CLOSE)):
            source.refuse(place, "a private-use character", "ordinary text", "delete the character")
        else:
            line = _marked(line, place, source, path.parent)
        source.lines.append(line)
        source.places.append(place)


def _marked(line: str, place: Place, source: Source, folder: Path) -> str:
    def mark(match: re.Match[str]) -> str:
        try:
            words = shlex.split(match[1])
        except ValueError:
            words = match[1].split()
        name, arguments = (words[0], tuple(words[1:])) if words else ("", ())
        wrong = _misuse(name, arguments)
        if wrong:
            source.refuse(place, *wrong)
            return ""
        source.shortcodes.append(Shortcode(name, arguments, place, folder))
        return f"{OPEN}{len(source.shortcodes) - 1}{CLOSE}"

    if "{{{<" in line:
        source.refuse(
            place, "unknown shortcode '{{{<'", f"allowed: {', '.join(SHORTCODES)}", "write two braces"
        )
        return line
    out = _SHORTCODE.sub(mark, line)
    if "{{<" in out or ">}}" in out:
        source.refuse(place, "a shortcode that does not end on its line", "{{< name arguments >}} on one line",
                      "close it, or delete the stray braces")  # fmt: skip
    return out


def _misuse(name: str, arguments: tuple[str, ...]) -> tuple[str, str, str] | None:
    if name not in SHORTCODES:
        return (
            f"unknown shortcode '{name}'",
            f"allowed: {', '.join(SHORTCODES)}",
            nearest(name, list(SHORTCODES)),
        )
    if name == "include":
        return (
            "an include among other text",
            "an include stands alone on its line",
            "give it a line of its own",
        )
    wanted = 0 if name == "pagebreak" else 1
    if len(arguments) != wanted:
        return (
            f"shortcode '{name}' with {len(arguments)} arguments",
            f"it takes {wanted}",
            "write {{< "
            + name
            + {"var": " group.name", "embed": " notebook.ipynb#label"}.get(name, "")
            + " >}}",
        )
    return None


def _include(
    words: str, path: Path, root: Path, place: Place, source: Source, above: tuple[Path, ...]
) -> None:
    parts = words.split(maxsplit=1)
    target = (path.parent / parts[1].strip("\"'")).resolve() if len(parts) == 2 else path
    if len(parts) != 2:
        source.refuse(place, "an include without a file", "{{< include _file.qmd >}}", "name the file")
    elif not target.is_file():
        known = sorted(p.name for p in path.parent.glob("_*.qmd"))
        source.refuse(place, f"include of '{parts[1]}', which does not exist",
                      "a file beside this one", nearest(parts[1], known))  # fmt: skip
    elif target in (*above, path.resolve()):
        source.refuse(place, f"'{parts[1]}' includes itself", "includes that end", "break the circle")
    else:
        source.lines.append("")
        source.places.append(place)
        _read(target, root, source, (*above, path.resolve()))
        source.lines.append("")
        source.places.append(place)
