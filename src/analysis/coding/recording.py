"""A second coding, and what the adjudicator decided, enter the data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.coding.adjudication import SHEET
from analysis.coding.second_coding import SecondCoding
from analysis.coding.workbook.layout import ABOUT
from analysis.coding.workbook.opening import filled_rows, open_workbook
from analysis.grading.scorecard import Scorecard
from analysis.problems import DataProblems, Problem, UsageProblem
from analysis.raw import Dataset
from analysis.raw.answer_checks import wrong_answer
from analysis.raw.published import correction, published_answers
from analysis.standard.codebook import NOT_CODED

ADJUDICATED = "adjudicated"


def with_second_coding(
    dataset: Dataset, card: Scorecard, given: SecondCoding, pairs: pd.DataFrame
) -> pd.DataFrame:
    """The second codings with a round more; older rows stay the record that they are.

    In: `pairs` as `second_coding.pairs` gives them. The round is of the workbook's codebook and of the card's edition.
    Errors: `UsageProblem` where the round is on record with other answers.
    """
    rows = pairs.assign(
        codebook=given.codebook or dataset.codebook.version,
        edition=card.edition.id,
        law_id=[str(card.table.at[place, "law_id"]) for place in pairs["jurisdiction"]],
    )[[*map(str, dataset.second_codings.columns)]]
    key = ["codebook", "edition", "law_id", "variable"]
    both = rows.merge(dataset.second_codings, on=key, how="inner", suffixes=("", "_held"))
    differ = both[(both["first"] != both["first_held"]) | (both["second"] != both["second_held"])]
    if len(differ):
        one = differ.iloc[0]
        raise UsageProblem(
            f"A second coding of {one['law_id']}, {one['variable']} under codebook {one['codebook']} for edition {one['edition']} "  # noqa: E501
            f"is on record already, with other answers ({len(differ)} such). What was recorded before adjudication stays."
        )
    return pd.concat([dataset.second_codings, rows], ignore_index=True).drop_duplicates(
        key, ignore_index=True
    )


@dataclass(frozen=True)
class Decided:
    """What the decisions of a worksheet change: the tables, how many answers, how many of them corrections."""

    tables: dict[str, pd.DataFrame]
    answers: int
    corrections: int
    open: int
    """Lines without a decision yet."""


def decisions(dataset: Dataset, card: Scorecard, path: Path, *, why: str, by: str, on: str) -> Decided:
    """Bring an adjudicator's worksheet into the answers: value as decided, `decided` adjudicated, the reason in the note.

    A published answer that is decided otherwise is corrected on record (`why` of the line, `by`, `on`).
    Errors: `UsageProblem` for another workbook, or a published answer and nobody named; `DataProblems` for wrong answers.
    """
    published = published_answers(dataset)
    codings = dataset.codings_as_published.copy()
    places = {(str(law), str(v)): at for at, law, v in codings[["law_id", "variable"]].itertuples()}
    now = dataset.codings.set_index(["law_id", "variable"])
    problems: list[Problem] = []
    corrections: list[dict[str, str]] = []
    changed = left = 0
    for row, line in _lines(path):
        law, variable = str(card.table.at[line["State"], "law_id"]), line["Question id"]
        value = line["Decision"]
        if not value:
            left += 1
            continue
        if finding := wrong_answer(dataset.codebook[variable], value):
            problems.append(Problem(path.name, row, "Decision", *finding))
            continue
        if (law, variable) not in places:
            if value != NOT_CODED:  # as the first coder has it: there is no law to ask
                found = f"an answer to {variable}, though the data has no such law of {line['State']}"
                allowed, remedy = (
                    "decisions on a law that there is",
                    "decide first whether there is a law, in a coding workbook",
                )
                problems.append(Problem(path.name, row, "Decision", found, allowed, remedy))
            continue
        at = places[law, variable]
        held = {c: str(now.at[(law, variable), c]) for c in ("value", "note")}
        reason = line["Why"] or why
        note = " ".join(filter(None, [held["note"], f"Adjudicated: {reason}" if reason else ""]))
        changed += 1
        codings.loc[at, "decided"] = ADJUDICATED
        if (law, variable) in published and value != held["value"]:
            if not (by and reason):
                raise UsageProblem(
                    f"{variable} of {law} is published, so the decision corrects it on record: add --by NAME, and a reason in "  # noqa: E501
                    "the column Why of its line."
                )
            for column, new in (("value", value), ("note", note)):
                if held[column] != new:
                    corrections.append(
                        correction(law, variable, column, held[column], new, why=reason, by=by, on=on)
                    )
        elif (law, variable) not in published:
            codings.loc[at, ["value", "note"]] = [value, note]
    if problems:
        raise DataProblems(problems)
    tables = {"codings": codings}
    if corrections:
        tables["corrections"] = pd.concat([dataset.corrections, pd.DataFrame(corrections)], ignore_index=True)
    values = sum(one["column"] == "value" for one in corrections)
    return Decided(tables, changed, values, left)


def _lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines of an adjudicator's worksheet, by heading, each with its row."""
    book = open_workbook(path)
    wanted = [column.heading for column in SHEET.columns if column.field]
    sheet = book[SHEET.name] if SHEET.name in book.sheetnames and ABOUT in book.sheetnames else None
    heads = {} if sheet is None else {str(cell.value or "").strip(): cell.column for cell in sheet[1]}
    if sheet is None or not set(wanted) <= set(heads):
        raise UsageProblem(
            f"'{path.name}' is no worksheet of 'report-cards agreement --worksheet'. Name that one."
        )
    rows = [
        (number, {head: str(sheet.cell(number, heads[head]).value or "").strip() for head in wanted})
        for number in filled_rows(sheet)[1:]
    ]
    return [(number, line) for number, line in rows if line["Question id"]]
