"""What the date of a law version is the date of: of a text of the law, or of what others say of it; and how exact it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.display.dates import source_date
from analysis.raw.editions import read_laws
from analysis.raw.vocabularies import TEXTS
from analysis.standard.codebook import NOT_CODED, SEPARATOR

if TYPE_CHECKING:
    from analysis.raw import Dataset


def seen_as_of(dataset: Dataset) -> pd.DataFrame:
    """The date in `verified_through` of every law version, as the sources that its answers cite bear it.

    Out: index `law_id`; `date` (ISO, but only the year or the month where the source bears no more; "" undated), `summary`
    (whether it is the date of a summary by others and of no text). Of several sources that bear the date, the one that bears
    it most exactly counts, a text before a summary. A date that none bears stays as it is, and is a summary's where no text
    of the version was seen at all.
    """
    laws = dataset.laws.set_index("law_id")["verified_through"]
    borne = _borne(dataset)
    recorded = borne["law_id"].map(laws).fillna("")
    same = [bool(one) and day.startswith(one) for one, day in zip(borne["date"], recorded, strict=True)]
    borne = borne[pd.Series(same, index=borne.index, dtype=bool)].sort_values(["date", "text"], kind="stable")
    borne = borne.groupby("law_id").last().reindex(laws.index)
    unread = pd.Series(~laws.index.isin(read_laws(dataset)), index=laws.index)
    known = borne["date"].notna()
    summary = unread.mask(known, ~borne["text"].eq(True))
    return pd.DataFrame({"date": borne["date"].fillna(laws), "summary": summary & (laws != "")})


def _borne(dataset: Dataset) -> pd.DataFrame:
    """Each source that an answer of a version cites: `law_id`, `date` (as far as it can be right), `text` (or a summary)."""
    coded = dataset.codings[~dataset.codings["value"].isin(["", NOT_CODED])]
    cited = coded[["law_id"]].assign(source_id=coded["source_ids"].str.split(SEPARATOR)).explode("source_id")
    found = cited.drop_duplicates().merge(dataset.sources[["source_id", "kind", "date"]], on="source_id")
    return found.assign(date=found["date"].map(source_date), text=found["kind"].isin(TEXTS))[
        ["law_id", "date", "text"]
    ]
