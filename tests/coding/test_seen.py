"""The date of a law version is as exact as its source bears it, and is called that of a summary where it is one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.coding.seen import seen_as_of
from analysis.raw import Dataset


def of(dataset: Dataset, recorded: str, *sources: tuple[str, str]) -> tuple[str, bool]:
    """What is said of Nebraska's law, had it a date and cited sources of these dates and kinds and no others."""
    law, answer = "NE-2018", "hearing"
    ids = [f"NE-t{place}" for place in range(len(sources))]
    rows = [
        {"source_id": one, "jurisdiction": "NE", "date": when, "kind": kind}
        for one, (when, kind) in zip(ids, sources, strict=True)
    ]
    codings = dataset.codings[dataset.codings["law_id"].ne(law) | dataset.codings["variable"].eq(answer)]
    own = codings["law_id"].eq(law)
    kinds = [kind for _, kind in sources]
    basis = next((kind for kind in ("statute", "bill") if kind in kinds), "secondary")
    changed = replace(
        dataset,
        laws=dataset.laws.assign(
            verified_through=dataset.laws["verified_through"].mask(dataset.laws["law_id"].eq(law), recorded)
        ),
        codings=codings.assign(
            value=codings["value"].mask(own, "silent"),
            source_ids=codings["source_ids"].mask(own, ";".join(ids)),
            basis=codings["basis"].mask(own, basis),
        ),
        sources=pd.concat([dataset.sources, pd.DataFrame(rows)]).fillna(""),
    )
    row = seen_as_of(changed).loc[law]
    return str(row["date"]), bool(row["summary"])


@pytest.mark.parametrize(
    ("recorded", "sources", "told"),
    [
        ("2026-02-15", [("2026-02-15", "statute")], ("2026-02-15", False)),
        ("2026-02-01", [("2026-02", "statute")], ("2026-02", False)),
        ("2014-01-01", [("2014", "bill"), ("2024", "statute")], ("2014", False)),
        ("2026-07-02", [("2024-08-21", "bill"), ("2026-07-02", "secondary")], ("2026-07-02", True)),
        ("2026-08-24", [("2026", "statute"), ("2026-08-24", "secondary")], ("2026-08-24", True)),
        ("2024-01-01", [("2024", "secondary"), ("2024", "bill")], ("2024", False)),
        ("2022-01-01", [("2022-01", "secondary"), ("2021-12-02", "bill")], ("2022-01", True)),
        ("2025-01-01", [("2024-05-31", "bill")], ("2025-01-01", False)),
        ("2025-01-01", [("2024-05-31", "secondary")], ("2025-01-01", True)),
        ("2019-01-01", [("2019-20", "statute")], ("2019", False)),
        ("", [("2018", "secondary")], ("", False)),
    ],
)
def test_a_date_is_as_exact_as_the_source_that_bears_it(
    dataset: Dataset, recorded: str, sources: list[tuple[str, str]], told: tuple[str, bool]
) -> None:
    assert of(dataset, recorded, *sources) == told


def test_the_dates_of_the_edition_are_told_apart(dataset: Dataset) -> None:
    # Read off sources.csv by hand: the newest source of Ohio, Illinois, Indiana, New Jersey and Mississippi is no text.
    seen = seen_as_of(dataset)
    for law, told in {
        "OH-2018": ("2026-07-02", True),
        "IL-2024": ("2026-06-19", True),
        "IN-2022": ("2022-12-19", True),
        "NJ-2022": ("2022-01", True),
        "MS-2026": ("2026-08-24", True),
        "DC-2019": ("2024-10-20", False),
        "WI-2014": ("2014", False),
        "MN-2019": ("", False),
    }.items():
        assert tuple(seen.loc[law]) == told, law


def test_data_without_answers_have_dates_all_the_same(dataset: Dataset) -> None:
    bare = seen_as_of(replace(dataset, codings=dataset.codings.iloc[:0]))
    assert list(bare["date"]) == list(dataset.laws["verified_through"])
    assert list(bare["summary"]) == list(dataset.laws["verified_through"] != "")
