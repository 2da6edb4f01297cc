"""How tables say things: missing values, ranges, shares, statuses, links to cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.display import numbers
from analysis.display.tables import MISSING, Link, Table, card_page
from analysis.display.words import capital, ended
from analysis.standard.codebook import Codebook
from analysis.standard.rubric import Rubric

NONE = MISSING


def table(columns: Mapping[str, Iterable[Any]], numbers: Sequence[str] = ()) -> Table:
    """A table of finished cells; the columns named in `numbers` stand right. Without rows, one row says so."""
    frame = pd.DataFrame({name: pd.Series(list(cells), dtype=object) for name, cells in columns.items()})
    if frame.empty:
        frame = pd.DataFrame([["None", *[NONE] * (len(columns) - 1)]], columns=list(columns))
    return Table(frame, align=dict.fromkeys(numbers, "right"))


def whole(value: object) -> object:
    """A count or score as a whole number, a dash where there is none.

    >>> whole(3.0), whole(pd.NA), whole(2.5)
    ('3', '–', '2.5')
    """
    if pd.isna(value):  # type: ignore[call-overload]
        return NONE
    number = float(str(value))
    return str(int(number)) if number.is_integer() else f"{number:g}"


def signed(value: object) -> str:
    """A change, with its sign; a dash where there is none.

    >>> signed(5), signed(-3.0), signed(0), signed(pd.NA)
    ('+5', '−3', '0', '–')
    """
    return NONE if pd.isna(value) else numbers.signed(float(str(value)), "0")  # type: ignore[call-overload]


def percent(share: object) -> str:
    """A share (0 to 1) in per cent, as prose and charts print it, a dash where there is none.

    >>> percent(0.125), percent(0.999), percent(1.0), percent(float("nan"))
    ('13%', 'over 99%', '100%', '–')
    """
    return NONE if pd.isna(share) else numbers.percent(float(str(share)))  # type: ignore[call-overload]


def decimal(value: object) -> str:
    """A coefficient with two decimals, a dash where there is none.

    >>> decimal(0.93041), decimal(float("nan"))
    ('0.93', '–')
    """
    return NONE if pd.isna(value) else numbers.two_decimals(float(str(value)))  # type: ignore[call-overload]


def span(low: object, high: object) -> str:
    """A range of whole numbers; one number where both ends are the same.

    >>> span(74, 78), span(80, 80), span(pd.NA, pd.NA)
    ('74–78', '80', '–')
    """
    first, last = str(whole(low)), str(whole(high))
    return first if first == last else f"{first}–{last}"


def sentence(text: str) -> str:
    """Text as a sentence begins and ends: a first letter raised, a period.

    >>> sentence("fee waived"), sentence("§ 1 amended (text not seen)"), sentence("")
    ('Fee waived.', '§ 1 amended (text not seen).', '')
    """
    return ended(capital(text))


def or_dash(text: str) -> str:
    """Text, or a dash for none."""
    return text or NONE


def basis_words(basis: str) -> str:
    """A kind of source as readers see it.

    >>> basis_words("secondary"), basis_words("")
    ('Secondary', '–')
    """
    return basis.replace("_", " ").capitalize() or NONE


def by_name(rows: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Rows with a column `jurisdiction`, in the alphabetical order of the jurisdictions' names."""
    return rows.assign(_name=rows["jurisdiction"].map(names)).sort_values("_name", kind="stable")


def card_link(code: str, name: str) -> Link:
    """A jurisdiction's name that leads to its card."""
    return Link(name, card_page(code))


def answer_words(codebook: Codebook, variable: str, value: str) -> str:
    """An answer in a word or two; a dash where no law was in force."""
    return codebook.label(variable, value) if value else NONE


def category_titles(rubric: Rubric) -> dict[str, str]:
    """Titles by category id."""
    return {category.id: category.title for category in rubric.categories}
