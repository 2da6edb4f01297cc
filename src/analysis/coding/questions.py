"""A new question or jurisdiction: what has to be written so that the data stays whole."""

from __future__ import annotations

import json
import re

import pandas as pd

from analysis.problems import UsageProblem
from analysis.raw import Dataset
from analysis.raw.editions import editions
from analysis.raw.vocabularies import BASES
from analysis.standard.codebook import EXISTENCE, NOT_CODED

NOTHING_READ = "Nothing has been read yet."


def with_question(text: str, question: str, asked: str, instruction: str, answers: list[str]) -> str:
    """The text of codebook.toml with one more question, not scored, under the next major version.

    In: `answers`, best first, each `id|label|statement`.
    Errors: `UsageProblem` for an answer of another form, fewer than two, or a codebook without a version.
    """
    parts = [[part.strip() for part in answer.split("|")] for answer in answers]
    if len(parts) < 2 or any(len(part) != 3 or not all(part) for part in parts):
        raise UsageProblem(
            'A question needs two answers or more, best first, each as --answer "id|Label|The sentence a card prints."'
        )
    major = re.search(r'^version = "([0-9]+)\.[0-9]+"', text, re.MULTILINE)
    if major is None:
        raise UsageProblem('codebook.toml has no line such as version = "1.2". Restore it.')
    text = text.replace(major[0], f'version = "{int(major[1]) + 1}.0"', 1)
    lines = [
        "",
        "[[variable]]",
        f"id = {_quoted(question)}",
        f"question = {_quoted(asked)}",
        "scored = false",
        f"instruction = {_quoted(instruction)}",
        "answers = [",
        *(
            f"  {{ id = {_quoted(one)}, label = {_quoted(label)}, statement = {_quoted(sentence)} }},"
            for one, label, sentence in parts
        ),
        "]",
    ]
    return text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def unanswered(dataset: Dataset, question: str) -> pd.DataFrame:
    """The answers as published, with a row `not_coded` to a new question for every law that has rows."""
    answers = dataset.codings_as_published
    whole = answers.groupby("law_id", sort=False).size()
    laws = [law for law, count in whole.items() if count > 1]
    rows = [{"law_id": law, "variable": question, "value": NOT_CODED, "decided": "single"} for law in laws]
    new = pd.DataFrame(rows, columns=answers.columns).fillna("")
    return pd.concat([answers, new], ignore_index=True)


def with_jurisdiction(dataset: Dataset, **facts: str) -> dict[str, pd.DataFrame]:
    """The tables with one more jurisdiction, of whose law nothing has been read.

    In: the columns of jurisdictions.csv. Its version begins on the first edition's date, so that every edition has it.
    Errors: `UsageProblem` where its code is taken.
    """
    place = facts["jurisdiction"]
    if place in set(dataset.jurisdictions["jurisdiction"]):
        raise UsageProblem(f"There is a jurisdiction {place} already.")
    law = {
        "law_id": f"{place}-unread",
        "jurisdiction": place,
        "effective_from": min(e.as_of for e in editions(dataset)).isoformat(),
        "effective_precision": "seen",
        "basis": BASES[-1],
        "open_questions": NOTHING_READ,
    }
    answer = {"law_id": law["law_id"], "variable": EXISTENCE, "value": NOT_CODED, "decided": "single"}
    return {
        "jurisdictions": _added(dataset.jurisdictions, facts),
        "laws": _added(dataset.laws, law),
        "codings": _added(dataset.codings_as_published, answer),
    }


def _added(frame: pd.DataFrame, row: dict[str, str]) -> pd.DataFrame:
    new = pd.DataFrame([row]).reindex(columns=frame.columns).fillna("")
    return pd.concat([frame, new], ignore_index=True)


def _quoted(text: str) -> str:
    """A text as TOML has it; JSON's escapes are among those of TOML's basic strings."""
    return json.dumps(text, ensure_ascii=False)
