"""Published values found wrong, put right on reading; codings.csv keeps what was published."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.raw.files import rows


@dataclass(frozen=True)
class Corrected:
    """Codings with every matching correction applied, and the corrections that match nothing.

    `unmatched`: row of corrections.csv → what codings holds there instead; None where it has no such row.
    """

    codings: pd.DataFrame
    unmatched: dict[int, str | None]


def apply_corrections(codings: pd.DataFrame, corrections: pd.DataFrame) -> Corrected:
    """Replace `old` by `new` where codings holds exactly `old`.

    In: codings (`law_id`, `variable`, and the columns corrected); corrections (`law_id`, `variable`,
    `column`, `old`, `new`), applied in the order of the file: a later row may correct a correction.
    """
    cells = {str(column): codings[column].tolist() for column in codings}
    places = {answer: n for n, (_, answer) in enumerate(rows(codings, "law_id", "variable"))}
    unmatched: dict[int, str | None] = {}
    for row, correction in rows(corrections, "law_id", "variable", "column", "old", "new"):
        law, variable, column, old, new = correction
        place = places.get((law, variable))
        now = None if place is None or column not in cells else cells[column][place]
        if place is None or now != old:
            unmatched[row] = now
        else:
            cells[column][place] = new
    return Corrected(pd.DataFrame(cells, index=codings.index, dtype="str"), unmatched)
