"""Jurisdictions as people write them: a code in any case, or the full name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.problems import UsageProblem

if TYPE_CHECKING:
    from analysis.raw import Dataset


def known_jurisdiction(dataset: Dataset, word: str) -> str:
    """The postal code of a jurisdiction given by code or name. Error: `UsageProblem` with the nearest."""
    from analysis.problems import did_you_mean

    codes = [str(code) for code in dataset.jurisdictions["jurisdiction"]]
    names = dict(zip(map(str, dataset.jurisdictions["name"]), codes, strict=True))
    plain = {known.casefold(): code for known, code in [*names.items(), *zip(codes, codes, strict=True)]}
    given = " ".join(word.split())
    if given.casefold() in plain:
        return plain[given.casefold()]
    advice = did_you_mean(given, [*codes, *names], f"known are {', '.join(codes)}.")
    raise UsageProblem(f"There is no jurisdiction '{given}'; {advice}")


def known_jurisdictions(dataset: Dataset, words: str | Iterable[str] | None) -> list[str] | None:
    """The postal codes of a list, each once; None where no list was given, which means all.

    In: words, or one text with commas between them.
    Errors: `UsageProblem` for a list that names none, or names one that is not known.
    """
    if words is None:
        return None
    given = [word for word in (words.split(",") if isinstance(words, str) else words) if word.strip()]
    if not given:
        raise UsageProblem(
            "The list of jurisdictions names none. Write codes or names, such as NE,KS; leave it out for all."
        )
    return list(dict.fromkeys(known_jurisdiction(dataset, word) for word in given))
