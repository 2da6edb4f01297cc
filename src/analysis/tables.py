"""The raw files: read as text, checked as a whole, never half-accepted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.codebook import Codebook, load_codebook
from analysis.rubric import Rubric, load_rubric


@dataclass(frozen=True)
class Dataset:
    """Everything in one folder of raw files. All frames hold text; an empty cell is ""."""

    folder: Path
    jurisdictions: pd.DataFrame
    editions: pd.DataFrame
    laws: pd.DataFrame
    codings: pd.DataFrame
    second_codings: pd.DataFrame
    sources: pd.DataFrame
    amendments: pd.DataFrame
    codebook: Codebook
    rubric: Rubric


def read_dataset(folder: Path) -> Dataset:
    """Read every raw file of `folder`."""

    def frame(name: str) -> pd.DataFrame:
        return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")

    names = ("jurisdictions", "editions", "laws", "codings", "second_codings", "sources", "amendments")
    return Dataset(
        folder=folder,
        **{name: frame(name) for name in names},
        codebook=load_codebook(folder / "codebook.toml"),
        rubric=load_rubric(folder / "rubric.toml"),
    )
