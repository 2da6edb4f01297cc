"""The whole data set in memory, and the one way to get it there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.problems import DataProblems
from analysis.project import kept_results
from analysis.raw.kept import Kept
from analysis.raw.replacement import read_whole
from analysis.raw.soundness import fingerprint, known_sound, note_sound
from analysis.standard.codebook import Codebook
from analysis.standard.model_law import ModelLaw
from analysis.standard.rubric import Rubric


@dataclass(frozen=True)
class Dataset:
    """Everything in one folder of raw files. All frames hold text; an empty cell is "".

    `codings` has the corrections applied; `codings_as_published` is what codings.csv holds.
    """

    folder: Path
    jurisdictions: pd.DataFrame
    editions: pd.DataFrame
    laws: pd.DataFrame
    codings: pd.DataFrame
    codings_as_published: pd.DataFrame
    second_codings: pd.DataFrame
    sources: pd.DataFrame
    amendments: pd.DataFrame
    bills: pd.DataFrame
    corrections: pd.DataFrame
    help: pd.DataFrame
    codebook: Codebook
    rubric: Rubric
    model_law: ModelLaw


def read_dataset(folder: Path, kept: Kept | None = None) -> Dataset:
    """Read and check every raw file of a folder. `kept`: where it is kept that these very files are sound.

    Errors: `DataProblems` with every problem of every file; nothing is returned unless there is none.
    """
    from analysis.raw.corrections import apply_corrections
    from analysis.raw.folder import RawFolder

    kept = kept or Kept(kept_results())
    before = fingerprint(folder)
    raw = read_whole(Path(folder), RawFolder)
    if not known_sound(before, kept) or fingerprint(folder) != before:
        # Checking costs an import of pandera; nobody waits for it where these very files passed before.
        from analysis.raw.checks import problems_of

        problems = problems_of(raw)
        if problems:
            raise DataProblems(problems)
        if fingerprint(folder) == before:
            note_sound(before, kept)
    published, corrections = raw.table("codings"), raw.table("corrections")
    frames = {
        name: raw.table(name).reset_index(drop=True)
        for name in (
            "jurisdictions",
            "editions",
            "laws",
            "second_codings",
            "sources",
            "amendments",
            "bills",
            "help",
        )
    }
    return Dataset(
        folder=raw.folder,
        **frames,
        codings=apply_corrections(published, corrections).codings.reset_index(drop=True),
        codings_as_published=published.reset_index(drop=True),
        corrections=corrections.reset_index(drop=True),
        codebook=raw.codebook,
        rubric=raw.rubric,
        model_law=raw.model_law,
    )
