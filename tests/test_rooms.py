"""The package is laid out as docs/DEVELOPING.md draws it: rooms import downwards only, and nothing goes in a circle."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "analysis"

FLOORS = (
    ("problems", "safety", "project"),
    ("standard",),
    ("raw",),
    ("grading", "display"),
    ("coding", "change"),
    ("charts", "processed"),
    ("cards", "prose"),
    ("publish",),
    ("cli",),
)
"""From the ground up. What stands on one floor stands side by side: neither imports the other."""

GROUND = {"__init__", "__main__", *FLOORS[0]}
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}


def sources() -> dict[str, str]:
    """The text of every module, by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def imports(module: str, text: str, known: Mapping[str, str]) -> list[tuple[int, str]]:
    """Line and target of each import of this package, the deferred ones and those for types too."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = (
                    module.split(".")[: -node.level] if module not in _packages(known) else module.split(".")
                )
                base = ".".join([*parents, *filter(None, [node.module])])
            found += [
                (node.lineno, whole if (whole := f"{base}.{alias.name}") in known else base)
                for alias in node.names
            ]
    return sorted({(line, name) for line, name in found if name.split(".")[0] == "analysis"})


def _packages(known: Mapping[str, str]) -> set[str]:
    return {name.rpartition(".")[0] for name in known}


def breaches(known: Mapping[str, str]) -> list[str]:
    """Every import that points up or sideways, in a sentence that names the file, the import and the rule."""
    found = []
    for module, text in known.items():
        room = module.split(".")[1] if "." in module else ""
        if room in ("", "__main__"):
            continue
        if room not in HEIGHT:
            found.append(f"{module}: no such room; put it into one of {', '.join(sorted(HEIGHT))}")
            continue
        for line, target in imports(module, text, known):
            other = target.split(".")[1] if "." in target else ""
            if other in ("", room) or HEIGHT.get(other, -1) < HEIGHT[room]:
                continue
            found.append(
                f"src/{module.replace('.', '/')}:{line} imports {target}: '{room}' may import only rooms below it "
                f"({', '.join(r for floor in FLOORS[: HEIGHT[room]] for r in floor)})"
            )
    return found


def circles(known: Mapping[str, str]) -> list[str]:
    """Every group of modules that reach each other through imports, however late the imports run."""
    after = {m: {t for _, t in imports(m, text, known) if t in known and t != m} for m, text in known.items()}
    # A module stands inside its packages; that its package imports it is how a package shows what it holds.
    after = {m: {t for t in targets if not m.startswith(f"{t}.")} for m, targets in after.items()}

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        todo = [start]
        while todo:
            for target in after[todo.pop()] - seen:
                seen.add(target)
                todo.append(target)
        return seen

    reach = {m: reached(m) for m in known}
    groups = {frozenset({m, *(t for t in reach[m] if m in reach[t])}) for m in known if m in reach[m]}
    return [
        f"import each other in a circle: {', '.join(sorted(group))}" for group in sorted(groups, key=sorted)
    ]


def test_only_rooms_and_the_ground_stand_in_the_package():
    standing = {p.stem for p in PACKAGE.glob("*.py")}
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert standing == GROUND
    assert folders == set(HEIGHT) - set(FLOORS[0])


def test_every_room_says_what_it_owns_and_what_it_never_does():
    known = sources()
    first = {
        name: (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0] for name, text in known.items()
    }
    silent = [
        name for name in sorted(_packages(known) - {"", "analysis"}) if "never" not in first[name].lower()
    ]
    assert not silent, (
        f"the docstring of each must say what it owns and what it never does: {', '.join(silent)}"
    )


def test_rooms_import_downwards_only():
    found = breaches(sources())
    assert not found, "\n".join(found)


def test_no_modules_import_each_other_in_a_circle():
    found = circles(sources())
    assert not found, "\n".join(found)


def test_the_guards_fire_on_a_bad_import_even_a_deferred_or_a_relative_one():
    known = dict.fromkeys(
        ("analysis", "analysis.raw", "analysis.cli", "analysis.display", "analysis.grading"), ""
    )
    known |= {
        "analysis.cli.build": "",
        "analysis.raw.files": "def late():\n    from analysis.cli import build\n",
        "analysis.raw.store": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import analysis.grading\n",
        "analysis.grading.scoring": "from ..display import tables\n",
        "analysis.attic.box": "",
        "analysis.cli.one": "from analysis.cli.two import x",
        "analysis.cli.two": "def late():\n    from .one import y\n",
    }
    said = "\n".join(breaches(known))
    assert (
        "src/analysis/raw/files:2 imports analysis.cli.build: 'raw' may import only rooms below it (problems"
        in said
    )
    assert "src/analysis/raw/store:3 imports analysis.grading" in said
    assert "src/analysis/grading/scoring:1 imports analysis.display" in said
    assert "analysis.attic.box: no such room" in said
    assert circles(known) == ["import each other in a circle: analysis.cli.one, analysis.cli.two"]


def test_tests_mirror_the_rooms():
    rooms = set(HEIGHT) - set(FLOORS[0])
    folders = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name != "__pycache__"}
    shared = {"bad_input", "data", "notebooks", "report", "site"}
    assert folders - shared <= rooms, f"no such room: {', '.join(sorted(folders - shared - rooms))}"


def test_the_page_for_developers_names_every_room_and_only_functions_that_exist():
    page = (ROOT / "docs" / "DEVELOPING.md").read_text(encoding="utf-8")
    picture = page.split("```")[1]
    assert [room for room in HEIGHT if room not in FLOORS[0] and room not in picture] == []
    followed = re.findall(r"^\| `([\w/]+\.py)` \| ([^|]+) \|", page, re.MULTILINE)
    assert len(followed) >= 8
    for file, names in followed:
        tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
        defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        asked = {part for name in re.findall(r"`([\w.]+)`", names) for part in name.split(".")}
        assert asked <= defined, f"{file} has no {', '.join(sorted(asked - defined))}"
