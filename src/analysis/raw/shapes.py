"""Which keys codebook.toml, rubric.toml and model_law.toml have, and of which type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.problems import Problem, did_you_mean, quoted
from analysis.raw.text_rules import mistake_in
from analysis.raw.toml_documents import Document, Step
from analysis.safety import revealed

TEXT, FLAG, NUMBER, ID, LETTER = "text", "flag", "number", "id", "letter"
NUMBERS_BY_ID = "numbers by id"

CODEBOOK_SHAPE: dict[str, Any] = {
    "version": TEXT,
    "not_coded": TEXT,
    "variable": [
        {
            "id": ID,
            "question": TEXT,
            "instruction?": TEXT,
            "scored?": FLAG,
            "multiple?": FLAG,
            "told?": ID,
            "answers": [{"id": ID, "label": TEXT, "statement": TEXT, "reach?": TEXT, "plain?": TEXT}],
        }
    ],
}
RUBRIC_SHAPE: dict[str, Any] = {
    "version": TEXT,
    "minimum_points_coded": NUMBER,
    "grades": [{"letter": LETTER, "from": NUMBER}],
    "ceiling?": [{"variable": ID, "value": ID, "max_score": NUMBER, "reason": TEXT}],
    "category": [
        {
            "id": ID,
            "title": TEXT,
            "best_practice": TEXT,
            "item": [{"variable": ID, "points?": NUMBERS_BY_ID, "start?": NUMBER, "each?": NUMBER}],
        }
    ],
}
MODEL_LAW_SHAPE: dict[str, Any] = {
    "version": TEXT,
    "title": TEXT,
    "notice": TEXT,
    "section": [{"heading": TEXT, "clause": [{"variable": ID, "answer": ID, "text": TEXT}]}],
}
"""Keys with their types; `?` marks one that may be left out, a list one entry or more of the same shape."""

IN_WORDS = {
    TEXT: "a text in quotation marks",
    FLAG: "true or false, without quotation marks",
    NUMBER: "a number, without quotation marks",
    ID: "small letters, digits and _ in quotation marks, beginning with a letter",
    LETTER: 'a capital letter in quotation marks, + or - after it if need be, such as "A" or "B+"',
    NUMBERS_BY_ID: "answers with their points, such as { yes = 5, no = 0 }",
}
LARGEST = 1_000_000
ID_FORM, LETTER_FORM = re.compile(r"[a-z][a-z0-9_]{0,63}"), re.compile(r"[A-Z][+-]?")


def shape_problems(document: Document, shape: dict[str, Any]) -> list[Problem]:
    """Everything missing, unknown or of a wrong type in a parsed file."""
    return list(_table(document, document.content, shape, ()))


def _table(
    document: Document, content: dict[str, Any], shape: dict[str, Any], path: tuple[Step, ...]
) -> Iterator[Problem]:
    kinds = {key.rstrip("?"): kind for key, kind in shape.items()}
    needed = [key for key in shape if not key.endswith("?")]
    for key in content:
        if key not in kinds:
            absent = [k for k in kinds if k not in content]
            yield document.problem(
                (*path, (key, None)),
                f"the key {quoted(key)} is unknown",
                f"the keys {', '.join(kinds)}",
                did_you_mean(key, absent, "delete it"),
            )
    for key in needed:
        if key not in content:
            yield document.problem(
                path, f"the key '{key}' is missing", _in_words(kinds[key]), f"add {key} = … to this entry"
            )
    for key in kinds:
        if key in content:
            yield from _value(document, content[key], kinds[key], path, key)


def _value(document: Document, value: Any, kind: Any, path: tuple[Step, ...], key: str) -> Iterator[Problem]:
    here = (*path, (key, None))
    if not isinstance(kind, list):
        if not fits(value, kind):
            yield document.problem(here, _shown(value), IN_WORDS[kind], "write it in this form")
        elif kind == TEXT and (mistake := mistake_in(value)):
            yield document.problem(here, quoted(revealed(value)), *mistake)
    elif not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
        yield document.problem(
            here, _shown(value), _in_words(kind), "write one entry or more in braces or under [[…]]"
        )
    else:
        for number, entry in enumerate(value):
            yield from _table(document, entry, kind[0], (*path, (key, number)))


def fits(value: Any, kind: str) -> bool:
    """Whether a parsed value is of a type named above.

    >>> fits("hearing", ID), fits("Hearing?", ID), fits(True, NUMBER), fits(float("nan"), NUMBER)
    (True, False, False, False)
    """
    if kind == FLAG:
        return isinstance(value, bool)
    if kind == NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
    if kind == NUMBERS_BY_ID:
        return isinstance(value, dict) and bool(value) and all(fits(v, NUMBER) for v in value.values())
    if not isinstance(value, str) or not value.strip():
        return False
    return {ID: ID_FORM, LETTER: LETTER_FORM}[kind].fullmatch(value) is not None if kind != TEXT else True


def _in_words(kind: Any) -> str:
    return "a list of entries" if isinstance(kind, list) else IN_WORDS[kind]


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, dict):
        wrong = [f"{key} = {_shown(v)}" for key, v in value.items() if not fits(v, NUMBER)]
        return "; ".join(wrong) or ("entries in braces" if value else "empty braces")
    return str(value).lower() if isinstance(value, bool) else quoted(str(value))
